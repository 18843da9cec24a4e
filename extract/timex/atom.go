// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"unicode"
	"unicode/utf8"
)

// An atom is a run of letters, a run of digits, or one mark. Rules speak of
// atoms, not of tokens, so that they hold for "12." and "14-Tage" however a
// tokenizer cuts them.
type atom struct {
	start, end int32 // bytes of the text
	word       int32 // index into grammar.words, or -1
	number     int32 // value of a run of up to nine digits, or -1
	digits     uint8 // length of the run
	kind       atomKind
	space      bool // white space stands before it
	paragraph  bool // it opens a paragraph
	capital    bool // its first letter is upper case
}

type atomKind uint8

const (
	atomMark atomKind = iota
	atomWord
	atomNumber
)

// glued reports whether no white space separates atom i from the one before.
func glued(atoms []atom, i int) bool {
	return i > 0 && i < len(atoms) && !atoms[i].space
}

// atomize cuts the text. Time and memory are linear in its length.
func (g *grammar) atomize(text string) []atom {
	atoms := make([]atom, 0, len(text)/5+4)
	space, breaks := true, 2
	var low []byte
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			space = true
			if r == '\n' {
				breaks++
			}
			i += size
			continue
		}
		a := atom{start: int32(i), word: -1, number: -1, space: space, paragraph: breaks > 1}
		switch {
		case isLetter(r):
			a.kind, a.capital = atomWord, unicode.IsUpper(r)
			i, low = scanWord(text, i, low[:0])
			a.word = g.wordOf(low)
		case r >= '0' && r <= '9':
			a.kind = atomNumber
			i = scanNumber(text, i, &a)
		default:
			i += size
			low = utf8.AppendRune(low[:0], plainMark(r))
			a.word = g.wordOf(low)
		}
		a.end = int32(i)
		atoms = append(atoms, a)
		space, breaks = false, 0
	}
	return atoms
}

// scanWord appends the letters from i on, in lower case, to low and returns
// the end of the run.
func scanWord(text string, i int, low []byte) (int, []byte) {
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c < 'a' || 'z' < c:
				return i, low
			}
			low = append(low, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !isLetter(r) {
			break
		}
		low = utf8.AppendRune(low, unicode.ToLower(r))
		i += size
	}
	return i, low
}

// scanNumber reads the digits from i on into a and returns their end.
func scanNumber(text string, i int, a *atom) int {
	start, value := i, int32(0)
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		if i-start < 9 {
			value = value*10 + int32(text[i]-'0')
		}
		i++
	}
	if i-start <= 9 {
		a.number, a.digits = value, uint8(i-start)
	}
	return i
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) }

// plainMark folds the many dashes and apostrophes into "-" and "'".
func plainMark(r rune) rune {
	switch r {
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212':
		return '-'
	case '\u2018', '\u2019', '\u02bc', '`', '\u00b4':
		return '\''
	}
	return r
}
