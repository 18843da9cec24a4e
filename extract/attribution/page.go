// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"unicode"
	"unicode/utf8"

	"depesche/extract"
)

// page is the article while it is being read: words, quotations, units.
type page struct {
	lex      *lexicon
	r        *extract.Reading
	words    []word
	quotes   []quotation
	quoteAt  []int32 // word → outermost quotation that holds it (marks included), or -1
	units    []unit
	findings []*finding
	surnames map[string]int // last names of people → their entities; see lastNames
}

// unit is a sentence, or several where a quotation reaches over their ends.
type unit struct {
	span
	paragraph int
}

// finding is a statement over words.
type finding struct {
	mode      string
	cue       []int
	source    span // empty: none named
	standsFor span // the fuller phrase that an anaphoric source goes back to
	contents  []span
	addressee span
	rule      string
	inside    *finding // the statement whose content it was found in
	carried   bool     // no cue of its own: goes on from an earlier statement
	phrase    bool     // found by a source phrase, not by a verb
	relays    []span   // who passed the source's words on
	origins   []span   // whom the source itself names as its source
	unit      int
}

func newPage(r *extract.Reading, lex *lexicon) *page {
	p := &page{lex: lex, r: r, words: makeWords(r.Doc, lex), quotes: findQuotations(r.Doc.Text)}
	p.placeQuotes()
	p.makeUnits()
	p.classifyQuotes()
	return p
}

// placeQuotes converts the quotations' bytes to words.
func (p *page) placeQuotes() {
	p.quoteAt = make([]int32, len(p.words))
	for i := range p.quoteAt {
		p.quoteAt[i] = -1
	}
	w := 0
	for k := range p.quotes {
		q := &p.quotes[k]
		for w < len(p.words) && p.words[w].end <= q.openAt {
			w++
		}
		q.outer = span{w, w}
		for q.outer.hi < len(p.words) && p.words[q.outer.hi].start < q.closeAt {
			q.outer.hi++
		}
		q.inner = q.outer
		for q.inner.lo < q.inner.hi && (p.words[q.inner.lo].start < q.inStart || p.words[q.inner.lo].kind == wordMark) {
			q.inner.lo++
		}
		for q.inner.lo < q.inner.hi && (p.words[q.inner.hi-1].end > q.inEnd || p.words[q.inner.hi-1].kind == wordMark) {
			q.inner.hi--
		}
		for i := q.outer.lo; q.depth == 0 && i < q.outer.hi; i++ {
			p.quoteAt[i] = int32(k)
		}
	}
}

// maxUnit bounds the words that one unit may join.
const maxUnit = 1500

// makeUnits joins the sentences that a quotation holds together.
func (p *page) makeUnits() {
	w := 0
	for _, s := range p.r.Doc.Sentences {
		lo := w
		for w < len(p.words) && p.words[w].first < s.Last {
			w++
		}
		if lo == w {
			continue
		}
		if len(p.units) == 0 {
			lo = p.behindDateline(lo, w)
		}
		if n := len(p.units); n > 0 && w-p.units[n-1].lo < maxUnit && p.joins(&p.units[n-1], lo, s.Paragraph) {
			p.units[n-1].hi = w
			continue
		}
		p.units = append(p.units, unit{span{lo, w}, s.Paragraph})
	}
}

// joins reports whether the sentence that begins at word lo goes on with u.
func (p *page) joins(u *unit, lo, paragraph int) bool {
	before, here := &p.words[lo-1], &p.words[lo]
	if q := p.quoteAt[lo-1]; q >= 0 && p.quoteAt[lo] == q {
		return paragraph == u.paragraph
	}
	if before.kind == wordColon && p.quoteAt[lo] >= 0 {
		return paragraph <= u.paragraph+1 && before.paragraph == u.paragraph
	}
	if paragraph != u.paragraph || p.quoteAt[lo-1] < 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(here.text)
	return unicode.IsLower(r) || here.kind == wordComma || here.kind == wordDash
}

// classifyQuotes tells speech that stands for itself from quoted words.
func (p *page) classifyQuotes() {
	u := 0
	for k := range p.quotes {
		q := &p.quotes[k]
		if q.depth > 0 || q.inner.empty() {
			continue
		}
		for u < len(p.units)-1 && p.units[u].hi <= q.outer.lo {
			u++
		}
		q.block = p.isBlock(q, p.units[u]) || p.resumes(q, k)
	}
}

// cueBeforeComma reports whether a verb of saying stands near before the comma
// at i: then even quoted words in the middle of a sentence are speech.
func (p *page) cueBeforeComma(i int, u unit) bool {
	for j := i - 1; j >= u.lo && j >= i-4; j-- {
		if len(p.lex.forms[p.words[j].lower]) > 0 {
			return true
		}
	}
	return false
}

// resumes reports whether the quotation goes on with one that a cue between
// commas has interrupted: "…", sagte X, "…"; "…", so X, "…".
func (p *page) resumes(q *quotation, k int) bool {
	for k--; k >= 0 && p.quotes[k].depth > 0; k-- {
	}
	if k < 0 || !p.quotes[k].block || q.outer.lo-p.quotes[k].outer.hi > 16 || p.words[q.outer.lo-1].kind != wordComma {
		return false
	}
	between := span{p.quotes[k].outer.hi, q.outer.lo - 1}
	if between.empty() || p.words[between.lo].paragraph != p.words[q.inner.lo].paragraph || p.words[q.inner.hi-1].kind != wordStop {
		return false
	}
	for i := between.lo + 1; i < between.hi; i++ {
		if p.words[i].kind == wordStop || p.words[i].kind == wordColon {
			return false
		}
	}
	so := between.lo
	if p.words[so].kind == wordComma && so+1 < between.hi {
		so++
	}
	return p.hasFinite(between) || p.lex.sets["so"][p.words[so].lower]
}

func (p *page) isBlock(q *quotation, u unit) bool {
	n := q.inner.hi - q.inner.lo
	first := &p.words[q.inner.lo]
	ends := p.words[q.inner.hi-1].kind == wordStop || p.words[q.inner.hi-1].kind == wordComma
	verb := p.hasFinite(q.inner)
	if q.continued && n > 3 {
		return true
	}
	if q.outer.lo <= u.lo {
		return p.standsFirst(q, u, ends, verb)
	}
	switch before := &p.words[q.outer.lo-1]; before.kind {
	case wordColon, wordStop:
		return verb || ends || n >= 3 || before.kind == wordColon
	case wordMark:
		return verb && n >= 4
	case wordComma, wordDash:
		return verb && (n >= 4 && first.capital() || n >= 6 && p.cueBeforeComma(q.outer.lo-1, u)) || ends && n >= 4 && first.capital()
	}
	return verb && first.capital() && n >= 5 && ends
}

// standsFirst decides about a quotation at the head of a unit: a sentence of
// its own, or content in front of its cue; not a name that is the subject.
func (p *page) standsFirst(q *quotation, u unit, ends, verb bool) bool {
	if q.outer.hi >= u.hi || ends {
		return true
	}
	switch next := &p.words[q.outer.hi]; next.kind {
	case wordComma, wordDash, wordStop, wordColon, wordOpen:
		return verb || q.inner.hi-q.inner.lo >= 3
	case wordFinite:
		return verb && q.inner.hi-q.inner.lo >= 5
	case wordAdv:
		return p.lex.sets["so"][next.lower]
	}
	return verb && q.inner.hi-q.inner.lo >= 6
}

func (p *page) hasFinite(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].kind == wordFinite {
			return true
		}
	}
	return false
}

// blockAt returns the block quotation that holds the word, or nil.
func (p *page) blockAt(i int) *quotation {
	if k := p.quoteAt[i]; k >= 0 && p.quotes[k].block {
		return &p.quotes[k]
	}
	return nil
}

// open reports whether word i is the page's own, not inside a block quotation.
func (p *page) open(i int) bool {
	k := p.quoteAt[i]
	return k < 0 || !p.quotes[k].block
}
