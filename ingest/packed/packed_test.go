// SPDX-License-Identifier: Apache-2.0

package packed_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"

	"depesche"
	"depesche/ingest/packed"
)

// pack packs a text in the coding.
func pack(t testing.TB, coding, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw deflate":
		w, _ = flate.NewWriter(&b, 6)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBytes(t *testing.T) {
	const text = "Der Minister traf am Freitag in Oslo ein."
	for _, coding := range []string{"gzip", "br", "deflate", "raw deflate", "zstd"} {
		data := pack(t, coding, text)
		name := strings.TrimPrefix(coding, "raw ")
		got, err := packed.Bytes(data, name, 1000)
		if err != nil || string(got) != text {
			t.Errorf("%s: %q, %v", coding, got, err)
		}
		if _, err := packed.Bytes(data, name, 10); !errors.Is(err, depesche.ErrUnsupported) {
			t.Errorf("%s: more than allowed comes out: %v", coding, err)
		}
		if got, err := packed.Bytes(data[:len(data)-9], name, 1000); err == nil && string(got) == text {
			t.Errorf("%s: cut off, and nothing is said", coding)
		}
		if kind := packed.Kind(data); (coding == "gzip" || coding == "zstd") && kind != coding {
			t.Errorf("%s is told as %q", coding, kind)
		}
	}
	twice := pack(t, "br", string(pack(t, "gzip", text)))
	if got, err := packed.Bytes(twice, "gzip, br", 1000); err != nil || string(got) != text {
		t.Errorf("packed twice: %q, %v", got, err)
	}
	if _, err := packed.Bytes(nil, "compress", 10); !errors.Is(err, depesche.ErrUnsupported) {
		t.Errorf("unknown coding: %v", err)
	}
}

// TestBomb unpacks a small file that stands for a large one.
func TestBomb(t *testing.T) {
	data := pack(t, "gzip", strings.Repeat("\x00", 20<<20))
	if len(data) > 100<<10 {
		t.Fatalf("%d bytes", len(data))
	}
	if _, err := packed.Bytes(data, "gzip", 1<<20); !errors.Is(err, depesche.ErrUnsupported) {
		t.Errorf("error is %v", err)
	}
}

func FuzzBytes(f *testing.F) {
	for _, coding := range []string{"gzip", "br", "deflate", "zstd"} {
		f.Add(pack(f, coding, "text"), coding)
	}
	f.Fuzz(func(t *testing.T, data []byte, coding string) {
		if out, _ := packed.Bytes(data, coding, 1<<16); len(out) > 1<<16+1 {
			t.Errorf("%d bytes", len(out))
		}
	})
}
