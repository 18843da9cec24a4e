// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"sort"
	"unicode/utf8"

	"depesche"
	"depesche/ingest/decode"
)

// Decode returns the bytes decoded from the encoding, which is named as in the
// WHATWG Encoding Standard; what Item.Encoding holds is such a name. Bytes
// that mean nothing become U+FFFD. An unknown name is an error.
func Decode(input []byte, encodingName string) (string, error) {
	d, err := decode.As(input, encodingName, 0)
	if err != nil {
		return "", err
	}
	return d.String, nil
}

// Place returns the bytes of the original, half-open, that the characters
// [start,end) of a text were decoded from; offsets of the text count code
// points. The origins and the encoding are those of the item. It returns false
// when the characters lie outside the text or the encoding is unknown.
func Place(origins []depesche.Origin, original []byte, encoding string, start, end int) (from, to int, ok bool) {
	if start < 0 || end <= start {
		return 0, 0, false
	}
	from, _, okFrom := placeOne(origins, original, encoding, start)
	_, to, okTo := placeOne(origins, original, encoding, end-1)
	return from, to, okFrom && okTo
}

// placeOne returns the bytes of one character.
func placeOne(origins []depesche.Origin, original []byte, encoding string, at int) (from, to int, ok bool) {
	i := sort.Search(len(origins), func(i int) bool { return origins[i].TextEnd > at })
	if i == len(origins) || at < origins[i].TextStart || origins[i].ByteEnd > len(original) {
		return 0, 0, false
	}
	o := origins[i]
	if !o.Exact {
		return o.ByteStart, o.ByteEnd, true
	}
	d, err := decode.As(original[o.ByteStart:o.ByteEnd], encoding, 0)
	if err != nil {
		return 0, 0, false
	}
	offset := 0
	for range at - o.TextStart {
		_, size := utf8.DecodeRuneInString(d.String[offset:])
		offset += size
	}
	_, size := utf8.DecodeRuneInString(d.String[offset:])
	return o.ByteStart + d.Place(offset), o.ByteStart + d.Place(offset+size), true
}
