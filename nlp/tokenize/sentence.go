// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"unicode"
	"unicode/utf8"
)

// sentences cuts the pieces of a block into sentences.
func (t *Tokenizer) sentences(text string, pieces []piece) [][]piece {
	var result [][]piece
	first := 0
	cut := func(at int) {
		if first < at {
			result = append(result, pieces[first:at])
			first = at
		}
	}
	for i := 0; i < len(pieces); {
		if i > first && pieces[i].space && bulletPiece(text, pieces[i]) {
			cut(i)
		}
		if !t.mayEnd(text, pieces, first, i) {
			i++
			continue
		}
		next := closers(text, pieces, i+1)
		if next < len(pieces) && t.endsAt(text, pieces, first, i, next) {
			cut(next)
		}
		i = next
	}
	cut(len(pieces))
	return result
}

// mayEnd reports whether the piece is one at which a sentence can end.
func (t *Tokenizer) mayEnd(text string, pieces []piece, first, i int) bool {
	p := pieces[i]
	switch p.dot {
	case openDot:
		return true
	case noDot:
	default:
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[p.start:p.end])
	if !terminal(r) {
		return false
	}
	return true
}

// closers returns the index behind the marks from i on that still belong to a
// sentence that has ended: further end marks, closing quotation marks and
// brackets.
func closers(text string, pieces []piece, i int) int {
	for i < len(pieces) && !pieces[i].space {
		r, _ := utf8.DecodeRuneInString(text[pieces[i].start:pieces[i].end])
		if !(closing(r) || terminal(r) || quotation(r) && !opensQuote(text, pieces, i)) {
			break
		}
		i++
	}
	return i
}

// opensQuote tells an opening quotation mark by the blanks around it.
func opensQuote(text string, pieces []piece, i int) bool {
	return pieces[i].space && i+1 < len(pieces) && !pieces[i+1].space
}

// endsAt decides whether the sentence that may end at piece i does, given
// that pieces[next] is what follows.
func (t *Tokenizer) endsAt(text string, pieces []piece, first, i, next int) bool {
	p := pieces[next]
	if !p.space {
		return next == i+1 && glued(text, pieces, i)
	}
	word, r := opener(text, pieces, next)
	if unicode.IsLower(r) || r == ',' || r == ';' || r == ':' {
		return false
	}
	if pieces[i].dot == openDot {
		return t.is("starter", word)
	}
	return true
}

// glued reports whether a period stands between a word in lower case and a
// capital with no blank: "Ende.Der".
func glued(text string, pieces []piece, i int) bool {
	if i == 0 || pieces[i].end-pieces[i].start != 1 || text[pieces[i].start] != '.' {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:pieces[i].start])
	n, _ := utf8.DecodeRuneInString(text[pieces[i].end:])
	return unicode.IsLower(r) && unicode.IsUpper(n)
}

// opener returns the first word of what begins at piece i, and its first
// rune; opening marks are passed over.
func opener(text string, pieces []piece, i int) (string, rune) {
	for k := i; k < min(len(pieces), i+4); k++ {
		word := text[pieces[k].start:pieces[k].end]
		r, _ := utf8.DecodeRuneInString(word)
		if !quotation(r) && !opening(r) && !dash(r) {
			return word, r
		}
	}
	return "", 0
}

func bulletPiece(text string, p piece) bool {
	r, size := utf8.DecodeRuneInString(text[p.start:p.end])
	return size == p.end-p.start && size > 1 && bullet(r) && r != '\u00b7'
}
