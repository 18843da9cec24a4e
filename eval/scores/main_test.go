// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	path := filepath.Join(t.TempDir(), "scores.json")
	text := `[{"corpus": "a", "set": "open", "metric": "f1", "value": 0.71494, "baseline": "0.5  X"}, {"corpus": "b", "set": "open", "metric": "f1", "value": null}]`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := run(path, &b); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, "a (open)\tf1\t0.715\t0.5 X\n") || !strings.Contains(got, "b (open)\tf1\t-\t\n") {
		t.Errorf("scores: %s", got)
	}
	if err := run(path+"x", &b); err == nil {
		t.Error("a missing file gives no error")
	}
}
