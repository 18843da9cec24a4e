// SPDX-License-Identifier: Apache-2.0

// Package origin keeps, for a text that was made out of a source, the way
// back from each of its characters to the stretch of the source that it was
// made from. Pieces of source go in through a Builder or a Flow, a Text comes
// out. It does not decode anything itself and does not know what the source
// is: bytes of a file or a string decoded from them.
package origin

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depesche"
)

// Piece is a stretch of a Text, Len bytes long, made from source[Start:End].
// When Exact, it is the source's characters one by one; otherwise the whole
// piece was made from the whole stretch (an entity, a run of white space).
type Piece struct {
	Len        int
	Start, End int
	Exact      bool
}

// Text is a string together with its pieces, in order and without gaps.
type Text struct {
	String string
	Pieces []Piece
}

// Bounds returns the stretch of the source from the first piece to the last.
// An empty text has none: 0, 0.
func (t Text) Bounds() (start, end int) {
	if len(t.Pieces) == 0 {
		return 0, 0
	}
	return t.Pieces[0].Start, t.Pieces[len(t.Pieces)-1].End
}

// Slice returns the part [from:to) of the text, in bytes. A piece that is not
// exact keeps its whole stretch of the source in every part.
func (t Text) Slice(from, to int) Text {
	var b Builder
	c := cursor{text: t}
	c.copy(nil, from)
	c.copy(&b, to)
	return b.Text()
}

// NFC returns the text in Unicode normalisation form C; a composed character
// becomes a piece that is not exact.
func (t Text) NFC() Text {
	if norm.NFC.IsNormalString(t.String) {
		return t
	}
	var b Builder
	c := cursor{text: t}
	for c.at < len(t.String) {
		rest := t.String[c.at:]
		if n := norm.NFC.QuickSpanString(rest); n > 0 {
			c.copy(&b, c.at+n)
			continue
		}
		n := norm.NFC.NextBoundaryInString(rest, true)
		if n <= 0 {
			n = len(rest)
		}
		if composed := norm.NFC.String(rest[:n]); composed != rest[:n] {
			var part Builder
			c.copy(&part, c.at+n)
			start, end := part.Text().Bounds()
			b.Put(composed, start, end)
		} else {
			c.copy(&b, c.at+n)
		}
	}
	return b.Text()
}

// Origins lists the pieces in code points of the text and in bytes of the
// original; place maps an offset of the source to an offset of the original.
func (t Text) Origins(place func(int) int) []depesche.Origin {
	origins := make([]depesche.Origin, 0, len(t.Pieces))
	at, point := 0, 0
	for _, p := range t.Pieces {
		count := utf8.RuneCountInString(t.String[at : at+p.Len])
		origins = append(origins, depesche.Origin{
			TextStart: point, TextEnd: point + count,
			ByteStart: place(p.Start), ByteEnd: place(p.End),
			Exact: p.Exact,
		})
		at += p.Len
		point += count
	}
	return origins
}

// cursor walks over a text once from its start to its end.
type cursor struct {
	text  Text
	at    int // bytes of the text passed
	piece int // index of the piece at hand
	done  int // bytes of that piece passed
}

// copy moves on to the byte offset to and gives what it passes to b, if any.
func (c *cursor) copy(b *Builder, to int) {
	to = min(to, len(c.text.String))
	for c.at < to && c.piece < len(c.text.Pieces) {
		p := c.text.Pieces[c.piece]
		n := min(p.Len-c.done, to-c.at)
		if b != nil {
			part := Piece{Len: n, Start: p.Start, End: p.End, Exact: p.Exact}
			if p.Exact {
				part.Start, part.End = p.Start+c.done, p.Start+c.done+n
			}
			b.add(c.text.String[c.at:c.at+n], part)
		}
		c.at += n
		c.done += n
		if c.done == p.Len {
			c.piece, c.done = c.piece+1, 0
		}
	}
}
