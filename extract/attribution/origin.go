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

// quoted turns the roles round for verbs of quoting: who is quoted is the
// source, who quotes passes the words on.
func (p *page) quoted(f *finding, c *cue, u span, segs []segment) {
	if c.quotes != nil {
		p.quotedAs(f, c, u, segs)
		return
	}
	if c.verb.addressee != "quoted" || c.seg < 0 {
		return
	}
	if f.source.empty() || c.passive {
		if !f.source.empty() {
			f.relays = append(f.relays, f.source)
		}
		active := *c
		active.passive = false
		f.source = p.subject(&active, u, segs)
		return
	}
	lo, hi := max(c.finite+1, f.source.hi), p.clauseLimit(c, u, segs)
	for lo < hi && p.words[lo].kind == wordAdv {
		lo++
	}
	if k := p.nounPhrase(lo, hi); k > lo && f.source.lo < c.finite+2 {
		f.relays = append(f.relays, f.source)
		f.source = span{lo, k}
	}
}
