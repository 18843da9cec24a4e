// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"depesche/ingest/packed"
)

var errTooLarge = errors.New("too large")

// unpack undoes the packings of a Content-Encoding header (RFC 9110, section
// 8.4). What unpacks to more than most bytes is errTooLarge, however small it
// came. A server that says gzip and sends plain text is believed in what it
// sends.
func unpack(data []byte, headers []string, most int64) ([]byte, error) {
	coding := strings.ToLower(strings.TrimSpace(strings.Join(headers, ",")))
	if (coding == "gzip" || coding == "x-gzip") && !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	r, err := packed.Reader(bytes.NewReader(data), coding)
	if err != nil {
		return nil, fmt.Errorf("it is said to be packed with %q, which cannot be undone: %v", coding, err)
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	out, err := io.ReadAll(io.LimitReader(r, most+1))
	switch {
	case int64(len(out)) > most:
		return nil, errTooLarge
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, err
	case err != nil:
		return nil, fmt.Errorf("it is said to be packed with %q, which cannot be undone: %v", coding, err)
	}
	return out, nil
}
