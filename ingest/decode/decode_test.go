// SPDX-License-Identifier: Apache-2.0

package decode_test

import (
	"testing"
	"unicode/utf8"

	"depesche/ingest/decode"
)

// wide writes a text in UTF-32.
func wide(text string, bigEndian bool) []byte {
	var b []byte
	for _, r := range text {
		if bigEndian {
			b = append(b, byte(r>>24), byte(r>>16), byte(r>>8), byte(r))
		} else {
			b = append(b, byte(r), byte(r>>8), byte(r>>16), byte(r>>24))
		}
	}
	return b
}

func TestBytes(t *testing.T) {
	const text = "<p>Grüße 😀</p>"
	for _, c := range []struct {
		name, hint, encoding string
		input                []byte
	}{
		{"as it is", "", "utf-8", []byte(text)},
		{"a wrong hint", "iso-8859-1", "utf-8", []byte(text)},
		{"a mark", "", "utf-8", []byte("\xef\xbb\xbf" + text)},
		{"UTF-32", "", "utf-32le", wide(text, false)},
		{"UTF-32 with a mark", "", "utf-32be", append([]byte("\x00\x00\xfe\xff"), wide(text, true)...)},
	} {
		d := decode.Bytes(c.input, c.hint)
		if d.String != text || d.Encoding != c.encoding {
			t.Errorf("%s: %s: %q", c.name, d.Encoding, d.String)
		}
	}
	d := decode.Bytes([]byte("Gr\xfc\xdfe"), "iso-8859-1")
	if d.String != "Grüße" || d.Place(len("Grü")) != 3 || d.Place(len("Grüße")) != 5 {
		t.Errorf("%q, ß at %d", d.String, d.Place(len("Grü")))
	}
}

func FuzzBytes(f *testing.F) {
	f.Add([]byte("Gr\xfc\xdfe"), "iso-8859-1")
	f.Add(wide("<a>", false), "")
	f.Add([]byte("\x1b$B$3\x1b(B"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, input []byte, hint string) {
		d := decode.Bytes(input, hint)
		if !utf8.ValidString(d.String) {
			t.Fatalf("%q is not valid", d.String)
		}
		last := 0
		for i := range len(d.String) + 1 {
			at := d.Place(i)
			if at < last && utf8.RuneStart((d.String + "x")[i]) || at > len(input) {
				t.Fatalf("%d lies at %d of %d, before it %d", i, at, len(input), last)
			}
			last = max(last, at)
		}
	})
}
