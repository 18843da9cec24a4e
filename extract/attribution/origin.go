// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// readOrigins finds whom a source itself names as its source: "meldet die
// Agentur unter Berufung auf den Sprecher", "citing two diplomats". Beside a
// statement it goes to the head of its chain; alone it makes a statement.
func (p *page) readOrigins(n int, segs []segment, before int) {
	u := p.units[n].span
	set := p.lex.phrases["origin"]
	for i := u.lo; i < u.hi; i++ {
		size := set.at(p.words, i, u.hi)
		if size == 0 || !p.open(i) {
			continue
		}
		k := segmentOf(segs, i)
		if k < 0 {
			continue
		}
		end := p.nounPhrase(i+size, p.phraseLimit(k, segs))
		if end == i+size {
			continue
		}
		p.placeOrigin(span{i + size, end}, span{i, end}, k, n, segs, before)
		i = end - 1
	}
}

// placeOrigin adds the origin to the unit's outermost statement, or makes one
// of the words around it.
func (p *page) placeOrigin(origin, own span, k, n int, segs []segment, before int) {
	var outer *finding
	for _, f := range p.findings[before:] {
		f.contents = p.cutOwn(f.contents, own)
		if f.inside == nil && (outer == nil || size(f) > size(outer)) {
			outer = f
		}
	}
	if outer != nil {
		outer.origins = append(outer.origins, origin)
		return
	}
	contents := p.clauseAround(own, k, nil, nil, segs)
	if len(contents) > 0 {
		p.add(&finding{mode: depesche.ModeIndirect, cue: wordsOf(own.lo, origin.lo), source: origin,
			contents: contents, rule: "origin", unit: n, phrase: true})
	}
}

// cutOwn cuts the origin's words off the ends of the contents.
func (p *page) cutOwn(contents []span, own span) []span {
	if len(contents) == 0 {
		return contents
	}
	if out := p.without(contents, own); len(out) > 0 {
		return out
	}
	return contents
}
