// SPDX-License-Identifier: Apache-2.0

// Package packed unpacks compressed bytes: files packed with gzip, bzip2, zstd
// or xz, and the content codings of HTTP (RFC 9110, section 8.4.1). Packed
// bytes go in, the bytes they stand for come out, never more of them than
// allowed, so that a small file cannot become a large one.
package packed

import (
	"bytes"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"depesche"
)

// Kind names how a file is packed, as told from its first bytes: gzip, bzip2
// or zstd; "" when it is in none of these ways.
func Kind(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b\x08")):
		return "gzip"
	case bytes.HasPrefix(head, []byte("BZh")) && len(head) > 9 && string(head[4:10]) == "1AY&SY":
		return "bzip2"
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return "zstd"
	}
	return ""
}

// maxCodings bounds how often bytes may be packed.
const maxCodings = 3

// Reader unpacks a stream of the kind, or of the content coding: gzip, x-gzip,
// deflate, br, zstd, bzip2, identity. Several codings, separated by commas, are
// taken off from the last to the first. The error wraps depesche.ErrUnsupported
// for a coding that is not known.
func Reader(r io.Reader, coding string) (io.Reader, error) {
	codings := strings.Split(coding, ",")
	if len(codings) > maxCodings {
		return nil, fmt.Errorf("packed %d times: %w", len(codings), depesche.ErrUnsupported)
	}
	for i := len(codings) - 1; i >= 0; i-- {
		next, err := one(r, strings.ToLower(strings.TrimSpace(codings[i])))
		if err != nil {
			return nil, err
		}
		r = next
	}
	return r, nil
}

func one(r io.Reader, coding string) (io.Reader, error) {
	switch coding {
	case "", "identity", "none", "utf-8":
		return r, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "deflate":
		return inflate(r)
	case "br":
		return brotli.NewReader(r), nil
	case "bzip2":
		return bzip2.NewReader(r), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("coding %.40q: %w", coding, depesche.ErrUnsupported)
}

// inflate reads "deflate", which servers send with the header of zlib or
// without.
func inflate(r io.Reader) (io.Reader, error) {
	var head [2]byte
	n, err := io.ReadFull(r, head[:])
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	r = io.MultiReader(bytes.NewReader(head[:n]), r)
	if n == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
		return zlib.NewReader(r)
	}
	return flate.NewReader(r), nil
}

// Bytes unpacks the bytes. What comes out is at most limit bytes long; more is
// an error that wraps depesche.ErrUnsupported. With any other error the bytes
// that could be unpacked come with it.
func Bytes(data []byte, coding string, limit int64) ([]byte, error) {
	r, err := Reader(bytes.NewReader(data), coding)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if c, ok := r.(io.Closer); ok {
		defer c.Close()
	}
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, limit+1))
	if err != nil {
		return out.Bytes(), fmt.Errorf("unpack %s: %w", coding, err)
	}
	if n > limit {
		return nil, fmt.Errorf("unpack %s: %d bytes become more than %d MB: %w", coding, len(data), limit>>20, depesche.ErrUnsupported)
	}
	return out.Bytes(), nil
}
