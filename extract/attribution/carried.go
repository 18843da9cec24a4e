// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"sort"

	"depesche"
)

// readCarried finds statements that go on without a new cue: a sentence in
// the subjunctive of reported speech.
func (p *page) readCarried(n int, segs []segment, before int) {
	u := p.units[n].span
	k, rule := p.carrier(segs), "subjunctive"
	if k < 0 {
		if k = p.hearsay(segs); k < 0 {
			if k = p.pastCarrier(n, before, segs); k < 0 {
				return
			}
		} else {
			rule = "hearsay"
		}
	}
	hi := u.hi
	for m := k + 1; m < len(segs); m++ {
		if segs[m].kind == segQuote {
			hi = segs[m].lo
			break
		}
	}
	s := span{segs[0].lo, hi}
	finite := p.firstFinite(segs[k])
	for _, f := range p.findings[before:] {
		if f.mode == depesche.ModeIndirect && holds(f, finite) {
			return
		}
	}
	f := &finding{mode: depesche.ModeIndirect, contents: []span{s}, unit: n, rule: rule, carried: true}
	f.source = p.speaker(before, n)
	p.add(f)
}

// carrier returns the segment whose finite verb makes the unit reported
// speech, or -1.
func (p *page) carrier(segs []segment) int {
	for k := range segs {
		switch segs[k].kind {
		case segMain, segVerbFirst:
			if i := p.firstFinite(segs[k]); i >= 0 {
				if p.subjunctive(i) {
					return k
				}
				return -1
			}
		case segQuote:
			return -1
		}
	}
	return -1
}

// hearsay returns the segment whose modal verb reports what others say: with
// an infinitive of the perfect, as in "soll gesehen worden sein", or -1.
func (p *page) hearsay(segs []segment) int {
	for k := range segs {
		if segs[k].kind == segQuote {
			return -1
		}
		if segs[k].kind != segMain && segs[k].kind != segVerbFirst {
			continue
		}
		i := p.firstFinite(segs[k])
		if i < 0 || !p.lex.sets["hearsay"][p.words[i].lower] {
			return -1
		}
		for m := k; m < len(segs) && m < k+4; m++ {
			if last := segs[m].hi - 1; last > i && p.lex.sets["perfect-infinitive"][p.words[last].lower] && last > segs[m].lo && p.participle(last-1) {
				return k
			}
		}
		return -1
	}
	return -1
}

// participle reports whether word i is a past participle or the auxiliary's.
func (p *page) participle(i int) bool {
	w := &p.words[i]
	return w.tok.Feat("VerbForm") == "Part" || p.lex.sets["participle-auxiliary"][w.lower]
}

// pastCarrier returns the segment whose finite verb is in the past
// subjunctive when the unit directly before is reported speech as well: the
// form stands in for the present subjunctive. It returns -1 otherwise.
func (p *page) pastCarrier(n, before int, segs []segment) int {
	last := before - 1
	for last >= 0 && p.findings[last].inside != nil {
		last--
	}
	if last < 0 || p.findings[last].unit != n-1 || p.findings[last].mode != depesche.ModeIndirect ||
		p.units[n-1].paragraph != p.units[n].paragraph {
		return -1
	}
	for k := range segs {
		switch segs[k].kind {
		case segMain, segVerbFirst:
			if i := p.firstFinite(segs[k]); i >= 0 && p.lex.sets["subjunctive-past"][p.words[i].lower] {
				return k
			}
			return -1
		case segQuote:
			return -1
		}
	}
	return -1
}

// firstFinite returns the first finite verb of the segment outside quotation
// marks, or -1.
func (p *page) firstFinite(s segment) int {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].kind == wordFinite && p.quoteAt[i] < 0 {
			return i
		}
	}
	return -1
}

// speaker returns who speaks on in unit n: the source of the last statement
// when it stands in the unit before, else whoever that unit is about, else
// the last source of the paragraphs before.
func (p *page) speaker(before, n int) span {
	last := p.lastSource(before, n)
	if last != nil && last.unit >= n-1 {
		return p.antecedent(last.source, before, last.unit)
	}
	if n > 0 && p.units[n-1].paragraph == p.units[n].paragraph {
		if s := p.protagonist(n - 1); !s.empty() {
			return p.antecedent(s, before, n-1)
		}
	}
	if last != nil && n-last.unit <= 6 {
		return p.antecedent(last.source, before, last.unit)
	}
	return span{}
}

// antecedent goes back from a pronoun to a fuller phrase for the same
// speaker: the last mention of its entity, else the source or the protagonist
// before it.
func (p *page) antecedent(s span, before, unit int) span {
	if !p.anaphoric(s) {
		return s
	}
	if m := p.fullerMention(s); !m.empty() {
		return m
	}
	if n := len(p.findings); before < n && p.findings[before].source.lo < s.lo {
		before = n // statements before it in the same unit count as well
	}
	for i := before - 1; i >= 0 && i >= before-8; i-- {
		f := p.findings[i]
		if f.inside == nil && !f.source.empty() && f.source.lo < s.lo && !p.anaphoric(f.source) && unit-f.unit <= 4 {
			return f.source
		}
	}
	for u := unit - 1; u >= 0 && u >= unit-2; u-- {
		if m := p.protagonist(u); m.hi-m.lo > 1 {
			return m
		}
	}
	return s
}

// anaphoric reports whether the phrase names nobody by itself: a pronoun, or
// "seiner Meinung", "eigenen Angaben".
func (p *page) anaphoric(s span) bool {
	first := p.words[s.lo].lower
	if s.hi-s.lo == 1 {
		return p.lex.sets["subject-pronoun"][first] || p.lex.sets["demonstrative"][first] || p.lex.sets["source-adverb"][first]
	}
	if s.hi-s.lo > 3 || !p.lex.sets["own"][first] {
		return false
	}
	for i := s.lo + 1; i < s.hi; i++ {
		if w := &p.words[i]; w.kind == wordNoun && !p.isSpeechNoun(w.lower) {
			return false
		}
	}
	return true
}

// fullerMention returns the last mention before the pronoun of the entity
// that it stands for, when that is no pronoun.
func (p *page) fullerMention(s span) span {
	e := p.entity(s)
	if e < 0 {
		return span{}
	}
	t := p.words[s.lo].first
	end := sort.Search(len(p.r.Mentions), func(i int) bool { return p.r.Mentions[i].First >= t })
	for i := end - 1; i >= 0 && i >= end-64; i-- {
		if m := &p.r.Mentions[i]; m.Entity == e && m.Kind != depesche.KindPronoun && m.Last <= t {
			return p.wordSpan(m.First, m.Last)
		}
	}
	return span{}
}

// lastSource returns the last finding before that names a source and stands
// in no other; within one unit a cue of its own goes before a source phrase.
func (p *page) lastSource(before, n int) *finding {
	var best *finding
	for i := before - 1; i >= 0 && i >= before-12; i-- {
		f := p.findings[i]
		if f.inside != nil || f.source.empty() {
			continue
		}
		if best != nil && f.unit != best.unit {
			return best
		}
		if best == nil || best.phrase && !f.phrase {
			best = f
		}
	}
	return best
}

// protagonist returns the subject of a unit's main clause when it is somebody
// who can speak.
func (p *page) protagonist(n int) span {
	u := p.units[n].span
	segs := p.segments(u)
	for k := range segs {
		if segs[k].kind != segMain && segs[k].kind != segVerbFirst {
			continue
		}
		i := p.firstFinite(segs[k])
		if i < 0 {
			continue
		}
		c := &cue{verb: &verb{}, at: i, finite: i, words: []int{i}, seg: k, endSeg: k}
		if s := p.agentOfPassive(c, u, segs); !s.empty() && (p.speaks(s) || p.hasParticipleOfSaying(segs[k])) {
			return s
		}
		if s := p.subject(c, u, segs); !s.empty() && (p.speaks(s) || p.hasFormOfSaying(i) || p.hasParticipleOfSaying(segs[k])) {
			return s
		}
		return span{}
	}
	return span{}
}

// hasFormOfSaying reports whether the word is a form of a verb of saying.
func (p *page) hasFormOfSaying(i int) bool {
	for _, f := range p.lex.forms[p.words[i].lower] {
		if f.verb.takes&(takesQuote|takesClause|takesAs) != 0 {
			return true
		}
	}
	return false
}

// hasParticipleOfSaying reports whether the segment holds a participle of a
// verb of saying.
func (p *page) hasParticipleOfSaying(s segment) bool {
	for i := s.lo; i < s.hi; i++ {
		for _, f := range p.lex.forms[p.words[i].lower] {
			if f.kind == formParticiple {
				return true
			}
		}
	}
	return false
}

// speaks reports whether the words name a person or an organisation, or are a
// personal pronoun.
func (p *page) speaks(s span) bool {
	if p.lex.sets["subject-pronoun"][p.words[s.lo].lower] {
		return s.hi == s.lo+1
	}
	if e := p.entity(s); e >= 0 {
		return p.r.Entities[e].Type == "PER" || p.r.Entities[e].Type == "ORG"
	}
	for i := s.lo; i < p.bareNounPhrase(s.lo, s.hi); i++ {
		if p.words[i].tok.UPOS == "PROPN" {
			return true
		}
	}
	return false
}

// agentOfPassive returns who acts in a clause whose finite verb makes a
// passive.
func (p *page) agentOfPassive(c *cue, u span, segs []segment) span {
	if !p.lex.sets["passive"][p.words[c.finite].lower] {
		return span{}
	}
	return p.agent(c, u, segs)
}

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
