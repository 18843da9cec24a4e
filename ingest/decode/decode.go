// SPDX-License-Identifier: Apache-2.0

// Package decode turns bytes in any encoding of the WHATWG Encoding Standard
// or in UTF-32 into a string, and keeps the way back from every character to its bytes.
// What the encoding is, is told from the bytes and a hint. Bytes that mean
// nothing become U+FFFD; nothing is refused.
package decode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"
)

// Text is an input as a string in UTF-8, with the way back from its offsets to
// the bytes it was decoded from.
type Text struct {
	String   string
	Encoding string // name in the WHATWG Encoding Standard: "utf-8", "windows-1252", …

	runs []run // empty: byte for byte, behind the byte order mark
	skip int   // length of the byte order mark
}

// run is a stretch of characters that all have the same widths. It begins at
// text[text:] and at input[bytes:].
type run struct {
	text, bytes         int
	textWide, bytesWide int
}

// Place returns the offset in the input of an offset in the text.
func (d *Text) Place(offset int) int {
	if len(d.runs) == 0 {
		return offset + d.skip
	}
	i := sort.Search(len(d.runs), func(i int) bool { return d.runs[i].text > offset }) - 1
	if i < 0 {
		return d.skip
	}
	r := d.runs[i]
	if r.textWide == 0 {
		return r.bytes
	}
	return r.bytes + (offset-r.text)/r.textWide*r.bytesWide
}

// Bytes finds out the encoding of the input and decodes it. The hint is what
// the input says of itself or its carrier of it; it may be empty. Nothing is
// certain about a hint: bytes that are not what it says are read as what they
// look like.
func Bytes(input []byte, hint string) *Text {
	name, skip := Guess(input, hint)
	d, err := As(input, name, skip)
	if err != nil {
		d, _ = As(input, "windows-1252", skip)
	}
	return d
}

// Guess names the encoding of the input and the length of its byte
// order mark: the mark decides, then the pattern of UTF-16, then valid UTF-8,
// then the hint, and else windows-1252, which browsers take as well.
func Guess(input []byte, hint string) (name string, skip int) {
	for _, mark := range byteOrderMarks {
		if bytes.HasPrefix(input, []byte(mark.bytes)) {
			return mark.encoding, len(mark.bytes)
		}
	}
	if name := looksUTF16(input); name != "" {
		return name, 0
	}
	if name := looksUTF32(input); name != "" {
		return name, 0
	}
	hinted := ""
	if _, canonical := charset.Lookup(hint); canonical != "" {
		hinted = canonical
	}
	switch {
	case strings.HasPrefix(hinted, "iso-2022"):
		return hinted, 0 // its bytes are all ASCII
	case mostlyUTF8(input):
		return "utf-8", 0
	case hinted == "" || hinted == "replacement" || strings.HasPrefix(hinted, "utf-"):
		return "windows-1252", 0
	}
	return hinted, 0
}

// byteOrderMarks lists UTF-32 first: its mark begins as that of UTF-16 does.
var byteOrderMarks = []struct{ bytes, encoding string }{
	{"\x00\x00\xfe\xff", "utf-32be"},
	{"\xff\xfe\x00\x00", "utf-32le"},
	{"\xef\xbb\xbf", "utf-8"},
	{"\xfe\xff", "utf-16be"},
	{"\xff\xfe", "utf-16le"},
}

// looksUTF16 names the byte order when the input has no mark but zero bytes in
// nearly every second place, as Latin script in UTF-16 has.
func looksUTF16(input []byte) string {
	head := input[:min(len(input), 4096)]
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 2 || len(input)%2 != 0:
		return ""
	case zeros[1]*10 > half*7 && zeros[0]*10 < half:
		return "utf-16le"
	case zeros[0]*10 > half*7 && zeros[1]*10 < half:
		return "utf-16be"
	}
	return ""
}

// looksUTF32 names the byte order when the input begins as a file of markup or
// JSON does in UTF-32.
func looksUTF32(input []byte) string {
	if len(input) < 8 || len(input)%4 != 0 {
		return ""
	}
	for _, sign := range []byte("<{[") {
		if bytes.HasPrefix(input, []byte{0, 0, 0, sign, 0, 0, 0}) {
			return "utf-32be"
		}
		if bytes.HasPrefix(input, []byte{sign, 0, 0, 0}) && bytes.HasPrefix(input[5:], []byte{0, 0, 0}) {
			return "utf-32le"
		}
	}
	return ""
}

// mostlyUTF8 reports whether the input is UTF-8, with at most one broken
// place in a hundred characters beyond ASCII: a page whose other parts were
// put together from a second encoding, or that was cut off.
func mostlyUTF8(input []byte) bool {
	if utf8.Valid(input) {
		return true
	}
	good, bad := 0, 0
	for i := 0; i < len(input); {
		if input[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(input[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case utf8.FullRune(input[i:]):
			bad++
		}
		i += size
	}
	return bad*50 < good || bad == 0
}

// As decodes the input, behind its first skip bytes, from the encoding with the
// name. An unknown name is an error.
func As(input []byte, name string, skip int) (*Text, error) {
	d := &Text{Encoding: name, skip: skip}
	body := input[skip:]
	if name == "utf-8" {
		if utf8.Valid(body) {
			d.String = string(body)
			return d, nil
		}
		w := newRunWriter(d, len(body))
		w.utf8(body)
		return d, w.finish()
	}
	if strings.HasPrefix(name, "utf-32") {
		w := newRunWriter(d, len(body)/4)
		w.utf32(body, name == "utf-32be")
		return d, w.finish()
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("decode: encoding %q: %w", name, err)
	}
	w := newRunWriter(d, len(body))
	table, single := enc.(*charmap.Charmap)
	switch {
	case name == "utf-16le" || name == "utf-16be":
		w.utf16(body, name == "utf-16be")
	case single:
		for _, b := range body {
			w.put(table.DecodeByte(b), 1)
		}
	default:
		w.stepwise(body, enc)
	}
	return d, w.finish()
}

// runWriter writes decoded characters and notes where they came from.
type runWriter struct {
	d     *Text
	s     strings.Builder
	bytes int
}

func newRunWriter(d *Text, size int) *runWriter {
	w := &runWriter{d: d, bytes: d.skip}
	w.s.Grow(size + size/16)
	return w
}

// put writes the character that the next width bytes of the input mean.
func (w *runWriter) put(r rune, width int) {
	wide := utf8.RuneLen(r)
	if wide < 0 {
		r, wide = utf8.RuneError, 3
	}
	if n := len(w.d.runs); n == 0 || w.d.runs[n-1].textWide != wide || w.d.runs[n-1].bytesWide != width {
		w.d.runs = append(w.d.runs, run{text: w.s.Len(), bytes: w.bytes, textWide: wide, bytesWide: width})
	}
	w.s.WriteRune(r)
	w.bytes += width
}

// pass goes over bytes of the input that mean no character.
func (w *runWriter) pass(width int) {
	w.bytes += width
	w.d.runs = append(w.d.runs, run{text: w.s.Len(), bytes: w.bytes})
}

// finish closes the table of runs with the end of the input.
func (w *runWriter) finish() error {
	w.d.String = w.s.String()
	w.d.runs = append(w.d.runs, run{text: len(w.d.String), bytes: w.bytes})
	return nil
}

func (w *runWriter) utf8(body []byte) {
	for i := 0; i < len(body); {
		r, size := utf8.DecodeRune(body[i:])
		w.put(r, size)
		i += size
	}
}

func (w *runWriter) utf16(body []byte, bigEndian bool) {
	unit := func(i int) rune {
		if bigEndian {
			return rune(body[i])<<8 | rune(body[i+1])
		}
		return rune(body[i+1])<<8 | rune(body[i])
	}
	for i := 0; i < len(body); {
		switch {
		case i+1 >= len(body):
			w.put(utf8.RuneError, 1)
			i++
		case i+3 < len(body) && utf16.IsSurrogate(unit(i)):
			if r := utf16.DecodeRune(unit(i), unit(i+2)); r != utf8.RuneError {
				w.put(r, 4)
				i += 4
				continue
			}
			fallthrough
		default:
			w.put(unit(i), 2)
			i += 2
		}
	}
}

func (w *runWriter) utf32(body []byte, bigEndian bool) {
	order := binary.ByteOrder(binary.LittleEndian)
	if bigEndian {
		order = binary.BigEndian
	}
	for ; len(body) >= 4; body = body[4:] {
		r := rune(utf8.RuneError)
		if n := order.Uint32(body); n <= utf8.MaxRune {
			r = rune(n)
		}
		w.put(r, 4)
	}
	if len(body) > 0 {
		w.put(utf8.RuneError, len(body))
	}
}

// stepwise decodes one character after another by giving the decoder one more
// byte until it answers.
func (w *runWriter) stepwise(body []byte, enc encoding.Encoding) {
	const longest = 8
	decoder := enc.NewDecoder()
	var out [64]byte
	for i := 0; i < len(body); {
		took := 0
		for n := 1; took == 0 && n <= min(longest, len(body)-i); n++ {
			written, read, err := decoder.Transform(out[:], body[i:i+n], i+n == len(body))
			if err != nil && !errors.Is(err, transform.ErrShortSrc) {
				break
			}
			if read > 0 {
				w.characters(out[:written], read)
				took = read
			}
		}
		if took == 0 {
			w.put(utf8.RuneError, 1)
			took = 1
		}
		i += took
	}
}

// characters writes what width bytes of the input mean.
func (w *runWriter) characters(out []byte, width int) {
	if len(out) == 0 {
		w.pass(width)
		return
	}
	for i, r := range string(out) {
		if i == 0 {
			w.put(r, width)
		} else {
			w.put(r, 0)
		}
	}
}
