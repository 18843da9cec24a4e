// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// readFragments finds the quoted words inside what was said: they are the
// speaker's own.
func (p *page) readFragments(n, before int) {
	u := p.units[n].span
	last := int32(-1)
	for i := u.lo; i < u.hi; i++ {
		k := p.quoteAt[i]
		if k < 0 || k == last {
			continue
		}
		last = k
		q := &p.quotes[k]
		if q.block || q.inner.empty() || !p.spoken(q) {
			continue
		}
		if f := p.holder(q.inner, before); f != nil {
			p.add(&finding{mode: depesche.ModeDirect, cue: f.cue, source: f.source, contents: []span{q.inner},
				addressee: f.addressee, inside: f, unit: n, rule: f.rule, carried: f.carried})
		}
	}
}

// holder returns the innermost statement since before that holds the span.
func (p *page) holder(s span, before int) *finding {
	var best *finding
	for _, f := range p.findings[before:] {
		if f.mode == depesche.ModeDirect {
			continue
		}
		for _, c := range f.contents {
			if s.within(c) && (best == nil || size(f) < size(best)) {
				best = f
			}
		}
	}
	return best
}

func size(f *finding) int {
	n := 0
	for _, c := range f.contents {
		n += c.hi - c.lo
	}
	return n
}

// spoken reports whether quoted words are words that somebody said and not a
// name, a title or a term: they hold a small-letter word that a name would
// not.
func (p *page) spoken(q *quotation) bool {
	n := q.inner.hi - q.inner.lo
	for i := q.inner.lo; i < q.inner.hi; i++ {
		w := &p.words[i]
		if w.letters() && !w.capital() && (n == 1 || w.kind != wordDet && w.kind != wordAdp && w.kind != wordConj) {
			return true
		}
	}
	return n >= 6
}

// nest notes which statement lies inside the content of which.
func (p *page) nest(before int) {
	for i := before; i < len(p.findings); i++ {
		f := p.findings[i]
		if f.inside != nil || len(f.cue) == 0 {
			continue
		}
		for j := before; j < len(p.findings); j++ {
			g := p.findings[j]
			if g == f || !holds(g, f.cue[0]) || holdsAll(f, g) {
				continue
			}
			if f.inside == nil || size(g) < size(f.inside) {
				f.inside = g
			}
		}
	}
}

func holds(f *finding, word int) bool {
	for _, c := range f.contents {
		if c.has(word) {
			return true
		}
	}
	return false
}

// holdsAll reports whether the cue of g lies in the content of f too: then
// neither is inside the other.
func holdsAll(f, g *finding) bool { return len(g.cue) > 0 && holds(f, g.cue[0]) }
