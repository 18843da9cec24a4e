// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"unicode/utf8"

	"depesche/nlp"
)

// Punctuation is no word of the tree that the parser builds; it is hung in
// afterwards by the rules of the UD guidelines, which need the finished tree:
// brackets and quotation marks hang on the head of what they enclose, the end
// of a sentence on its root, and a mark in between on the clause, conjunct or
// apposition that it sets off, of the two that meet there.

const punctRelation = "punct"

// setsOff are the relations of what is set off by a mark before or behind it.
var setsOff = map[string]bool{
	"acl": true, "advcl": true, "appos": true, "ccomp": true, "conj": true,
	"csubj": true, "list": true, "parataxis": true,
}

// inClause are relations of parts of a clause, which no mark sets off when
// something that is set off ends right before them.
var inClause = map[string]bool{
	"advmod": true, "aux": true, "cop": true, "expl": true, "nmod": true,
	"nsubj": true, "obj": true, "obl": true, "xcomp": true,
}

// afterDash are the relations of what a dash or hyphen hangs on that stands
// before it.
var afterDash = map[string]bool{"appos": true, "flat": true, "list": true, "parataxis": true}

// punctuator hangs the punctuation of a sentence into its tree.
type punctuator struct {
	tokens       []nlp.Token
	base         int   // number of the first token in the Doc
	low, high    []int // first and last token of each subtree, punctuation apart
	open         []int // opening marks that have not been closed
	first, final int   // first and last word
	root         int
}

// isPunct reports whether the tagger took the token for punctuation.
func isPunct(t *nlp.Token) bool { return t.UPOS == "PUNCT" }

// attach hangs in all punctuation. The words have their heads already, and
// there is at least one word.
func (p *punctuator) attach(tokens []nlp.Token, base int) {
	p.begin(tokens, base)
	for i := range tokens {
		if isPunct(&tokens[i]) {
			tokens[i].Head, tokens[i].Deprel = -1, punctRelation
		}
	}
	p.pairs()
	for i := range tokens {
		if t := &tokens[i]; isPunct(t) && t.Head < 0 {
			t.Head = base + p.host(i)
		}
	}
}

// begin measures the subtrees.
func (p *punctuator) begin(tokens []nlp.Token, base int) {
	n := len(tokens)
	p.tokens, p.base, p.first = tokens, base, -1
	p.low = append(p.low[:0], make([]int, n)...)
	p.high = append(p.high[:0], make([]int, n)...)
	for i := range tokens {
		p.low[i], p.high[i] = i, i
	}
	for i := range tokens {
		if isPunct(&tokens[i]) {
			continue
		}
		if p.first < 0 {
			p.first = i
		}
		p.final = i
		if p.head(i) < 0 {
			p.root = i
		}
		p.widen(i)
	}
}

// widen tells the ancestors of token i that it is in their subtrees. It stops
// at the first that knows.
func (p *punctuator) widen(i int) {
	for a := p.head(i); a >= 0; a = p.head(a) {
		if p.low[a] <= i && i <= p.high[a] {
			return
		}
		p.low[a], p.high[a] = min(p.low[a], i), max(p.high[a], i)
	}
}

// head returns the head of token i within the sentence, or -1.
func (p *punctuator) head(i int) int {
	if h := p.tokens[i].Head; h >= 0 {
		return h - p.base
	}
	return -1
}

// pairs hangs brackets and quotation marks that enclose words on the head of
// the first word inside whose head lies outside.
func (p *punctuator) pairs() {
	p.open = p.open[:0]
	for i := range p.tokens {
		if !isPunct(&p.tokens[i]) {
			continue
		}
		k := len(p.open) - 1
		for k >= 0 && !closes(p.tokens[p.open[k]].Form, p.tokens[i].Form) {
			k--
		}
		if k >= 0 {
			p.enclose(p.open[k], i)
			p.open = p.open[:k]
		} else if opens(p.tokens[i].Form) && len(p.open) < maxOpen {
			p.open = append(p.open, i)
		}
	}
}

// maxOpen bounds the opening marks that are kept in mind.
const maxOpen = 16

func (p *punctuator) enclose(from, to int) {
	for i := from + 1; i < to; i++ {
		if isPunct(&p.tokens[i]) {
			continue
		}
		if h := p.head(i); h < from || h > to {
			p.tokens[from].Head, p.tokens[to].Head = p.base+i, p.base+i
			return
		}
	}
}

// host returns the token on which the mark i hangs that belongs to no pair.
func (p *punctuator) host(i int) int {
	if i > p.final {
		return p.root
	}
	r := i + 1
	for isPunct(&p.tokens[r]) {
		r++
	}
	for h := p.head(r); h >= 0 && p.low[h] > i; h = p.head(r) {
		r = h
	}
	if i < p.first {
		return r
	}
	l := i - 1
	for isPunct(&p.tokens[l]) {
		l--
	}
	for h := p.head(l); h >= 0 && p.high[h] < i; h = p.head(l) {
		l = h
	}
	hangsLeft := p.head(r) >= 0 && p.head(r) < i
	switch {
	case p.tokens[i].Form == "-":
		if hangsLeft && afterDash[p.tokens[r].Rel()] {
			return r
		}
		return l
	case hangsLeft && p.head(l) >= 0 && inClause[p.tokens[r].Rel()] && setsOff[p.tokens[l].Rel()]:
		return l
	case hangsLeft, p.head(l) < 0 && p.head(r) >= 0:
		return r
	}
	return l
}

// Quotation marks by their code points.
const (
	lowDouble, lowSingle      = 0x201E, 0x201A
	leftDouble, rightDouble   = 0x201C, 0x201D
	leftSingle, rightSingle   = 0x2018, 0x2019
	leftGuillemet             = 0xAB
	rightGuillemet            = 0xBB
	leftPointed, rightPointed = 0x2039, 0x203A
)

// opens reports whether the mark may open a pair.
func opens(form string) bool {
	switch form {
	case "``", "''", "(", "[", "{", "<", "<<", "\"", "'":
		return true
	}
	r, _ := utf8.DecodeRuneInString(form)
	switch r {
	case lowDouble, lowSingle, leftDouble, rightDouble, leftSingle, leftGuillemet, rightGuillemet, leftPointed, rightPointed:
		return true
	}
	return false
}

// closes reports whether the second mark closes what the first opened.
func closes(opening, closing string) bool {
	switch opening {
	case "``", "''":
		return closing == "''"
	case "(":
		return closing == ")"
	case "[":
		return closing == "]"
	case "{":
		return closing == "}"
	case "<":
		return closing == ">"
	case "<<":
		return closing == ">>"
	case "\"", "'":
		return closing == opening
	}
	a, _ := utf8.DecodeRuneInString(opening)
	b, _ := utf8.DecodeRuneInString(closing)
	switch a {
	case lowDouble:
		return b == leftDouble || b == rightDouble || b == '"'
	case leftDouble, rightDouble:
		return b == rightDouble
	case lowSingle:
		return b == leftSingle || b == rightSingle
	case leftSingle:
		return b == rightSingle
	case leftGuillemet:
		return b == rightGuillemet
	case rightGuillemet:
		return b == leftGuillemet
	case leftPointed:
		return b == rightPointed
	case rightPointed:
		return b == leftPointed
	}
	return false
}
