// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"strings"
	"unicode/utf8"
)

// piece is a part of a token between hyphens, slashes and apostrophes, which
// are pieces of their own: tokenizers differ in where they cut "US-Präsident"
// or "Kim Jong-un", pieces do not.
type piece struct {
	text        string
	token       int
	first, last bool // of its token
}

// separates reports whether a sign cuts words into pieces.
func separates(r rune) bool {
	switch r {
	case '-', '/', '\'', '\u2019', '\u2010', '\u2011', '\u2013':
		return true
	}
	return false
}

// nextPiece cuts the first piece off a word. Apostrophes and hyphens of every
// kind become plain ones.
func nextPiece(w string) (piece, rest string) {
	i := strings.IndexFunc(w, separates)
	switch {
	case i < 0:
		return w, ""
	case i > 0:
		return w[:i], w[i:]
	}
	r, size := utf8.DecodeRuneInString(w)
	switch r {
	case '\'', '\u2019':
		return "'", w[size:]
	case '/':
		return "/", w[size:]
	}
	return "-", w[size:]
}

// cut fills the pieces of the article and the roles of its words. The parts of
// a contraction are pieces by their own forms.
func (a *analysis) cut() {
	tokens := a.doc.Tokens
	a.pieces = make([]piece, 0, len(tokens)+len(tokens)/8)
	a.at = make([]int, len(tokens)+1)
	a.roles = make([]role, len(tokens))
	for i := range tokens {
		a.at[i] = len(a.pieces)
		t := &tokens[i]
		a.roles[i] = a.words.of(t.Form)
		if w := t.Form; strings.IndexFunc(w, separates) < 0 {
			a.pieces = append(a.pieces, piece{w, i, true, true})
			continue
		}
		for rest := t.Form; rest != ""; {
			var p string
			p, rest = nextPiece(rest)
			a.pieces = append(a.pieces, piece{p, i, len(a.pieces) == a.at[i], rest == ""})
		}
	}
	a.at[len(tokens)] = len(a.pieces)
}
