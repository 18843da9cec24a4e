// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"

	"depesche"
)

// recordWriter returns the writer of a record format.
func (p *program) recordWriter(format string) (func(*depesche.Record) error, error) {
	switch format {
	case "jsonl":
		enc := json.NewEncoder(p.stdout)
		enc.SetEscapeHTML(false)
		return func(r *depesche.Record) error { return enc.Encode(r) }, nil
	}
	return nil, fmt.Errorf("unknown format %q", format)
}
