// SPDX-License-Identifier: Apache-2.0

package origin

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Builder makes a Text piece by piece. The zero value is ready for use.
type Builder struct {
	s      strings.Builder
	pieces []Piece
}

// Len is the number of bytes written.
func (b *Builder) Len() int { return b.s.Len() }

// Copy appends s, which stands in the source at the offset, as it stands.
func (b *Builder) Copy(s string, at int) {
	b.add(s, Piece{Len: len(s), Start: at, End: at + len(s), Exact: true})
}

// Put appends s, which was made from source[start:end].
func (b *Builder) Put(s string, start, end int) {
	b.add(s, Piece{Len: len(s), Start: start, End: max(start, end)})
}

// Append appends a text with its pieces.
func (b *Builder) Append(t Text) {
	at := 0
	for _, p := range t.Pieces {
		b.add(t.String[at:at+p.Len], p)
		at += p.Len
	}
}

// Join appends the separator and then the text; the separator stands for
// what lies in the source between the two. Without anything before it there
// is no separator.
func (b *Builder) Join(separator string, t Text) {
	if len(b.pieces) > 0 && len(t.Pieces) > 0 {
		end := b.pieces[len(b.pieces)-1].End
		start, _ := t.Bounds()
		b.Put(separator, end, start)
	}
	b.Append(t)
}

// Text returns what was written. The builder must not be used afterwards.
func (b *Builder) Text() Text { return Text{String: b.s.String(), Pieces: b.pieces} }

// add appends a piece; exact neighbours become one.
func (b *Builder) add(s string, p Piece) {
	if s == "" {
		return
	}
	b.s.WriteString(s)
	if n := len(b.pieces); n > 0 && p.Exact && b.pieces[n-1].Exact && b.pieces[n-1].End == p.Start {
		b.pieces[n-1].Len += p.Len
		b.pieces[n-1].End = p.End
		return
	}
	b.pieces = append(b.pieces, p)
}

// Flow makes running text: white space of any kind and length becomes one
// space, or one line break where Break was called; characters that have no
// width and controls are left out; no white space stands at the ends. The
// zero value is ready for use.
type Flow struct {
	b          Builder
	space      string // pending white space: "", " " or "\n"
	start, end int    // where it stands in the source
	plain      bool   // it is one space character of the source
}

// Copy adds s, which stands in the source at the offset.
func (f *Flow) Copy(s string, at int) {
	for i := 0; i < len(s); {
		n := wordLen(s[i:])
		if n > 0 {
			f.flush()
			f.b.Copy(s[i:i+n], at+i)
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			f.gap(" ", at+i, at+i+size, r == ' ')
		}
		i += size
	}
}

// Put adds s, which was made from source[start:end].
func (f *Flow) Put(s string, start, end int) {
	seen := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || invisible(r) {
			return -1
		}
		return r
	}, s)
	switch {
	case seen != "":
		f.flush()
		f.b.Put(seen, start, end)
	case strings.ContainsFunc(s, unicode.IsSpace):
		f.gap(" ", start, end, false)
	}
}

// Break adds a line break, which was made from source[start:end].
func (f *Flow) Break(start, end int) { f.gap("\n", start, end, false) }

// Empty reports whether nothing that can be seen has been added.
func (f *Flow) Empty() bool { return f.b.Len() == 0 }

// Len is the number of bytes that can be seen so far.
func (f *Flow) Len() int { return f.b.Len() }

// Text returns the running text and starts a new one.
func (f *Flow) Text() Text {
	t := f.b.Text()
	*f = Flow{}
	return t
}

// gap notes white space; it is written when something follows.
func (f *Flow) gap(space string, start, end int, plain bool) {
	if f.space == "" {
		f.space, f.start, f.end, f.plain = space, start, end, plain
		return
	}
	if space == "\n" {
		f.space = space
	}
	f.end, f.plain = end, false
}

// flush writes the pending white space.
func (f *Flow) flush() {
	if f.space == "" {
		return
	}
	switch {
	case f.Empty():
	case f.plain:
		f.b.Copy(" ", f.start)
	default:
		f.b.Put(f.space, f.start, f.end)
	}
	f.space = ""
}

// wordLen is the length of the characters at the start of s that are copied
// as they are.
func wordLen(s string) int {
	i := 0
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if c <= ' ' || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || unicode.IsSpace(r) || unicode.IsControl(r) || invisible(r) {
			return i
		}
		i += size
	}
	return i
}

// invisible reports whether the character has no width and no meaning of its
// own in running text: soft hyphen, zero-width space, word joiner, byte order
// mark, direction marks. (The zero-width joiners have meaning in scripts.)
func invisible(r rune) bool {
	switch r {
	case 0xad, 0x200b, 0x200e, 0x200f, 0x2060, 0xfeff:
		return true
	}
	return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}
