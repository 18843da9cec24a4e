// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

var errTooLarge = errors.New("too large")

// maxPackings bounds how often a body may be packed.
const maxPackings = 3

// zstdWindow is the largest window that a receiver of HTTP must provide for
// (RFC 9659).
const zstdWindow = 8 << 20

// unpack undoes the packings of a Content-Encoding header (RFC 9110, section
// 8.4), the last one first. What unpacks to more than most bytes is
// errTooLarge, however small it came.
func unpack(data []byte, headers []string, most int64) ([]byte, error) {
	var names []string
	for _, name := range strings.Split(strings.ToLower(strings.Join(headers, ",")), ",") {
		if name = strings.TrimSpace(name); name != "" && name != "identity" {
			names = append(names, name)
		}
	}
	if len(names) > maxPackings {
		return nil, fmt.Errorf("it is packed %d times", len(names))
	}
	for i := len(names) - 1; i >= 0; i-- {
		var err error
		if data, err = unpackOne(data, names[i], most); err != nil {
			return nil, err
		}
	}
	return data, nil
}

func unpackOne(data []byte, name string, most int64) ([]byte, error) {
	r, err := unpacker(data, name)
	if err != nil {
		return nil, err
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
		return nil, fmt.Errorf("it is said to be packed with %s, which cannot be undone: %v", name, err)
	}
	return out, nil
}

// unpacker opens packed data. A server that says gzip and sends plain text is
// believed in what it sends.
func unpacker(data []byte, name string) (io.Reader, error) {
	plain := bytes.NewReader(data)
	switch name {
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
			return plain, nil
		}
		return gzip.NewReader(plain)
	case "deflate":
		if r, err := zlib.NewReader(plain); err == nil {
			return r, nil
		}
		return flate.NewReader(bytes.NewReader(data)), nil // what many servers mean by it
	case "br":
		return brotli.NewReader(bufio.NewReader(plain)), nil
	case "zstd":
		r, err := zstd.NewReader(plain, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(zstdWindow))
		if err != nil {
			return nil, err
		}
		return r.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("it is packed with %q, which is not known", name)
}
