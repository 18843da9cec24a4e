// SPDX-License-Identifier: Apache-2.0

package attribution

// speaker returns who speaks on in unit n: the source of the last statement
// when it stands in the unit before, else whoever that unit is about, else
// the last source of the paragraphs before.
func (p *page) speaker(before, n int) span {
	last := p.lastSource(before, n)
	if last != nil && last.unit >= n-1 {
		return p.antecedent(last.source, last.unit)
	}
	if n > 0 && p.units[n-1].paragraph == p.units[n].paragraph {
		if s := p.protagonist(n - 1); !s.empty() {
			return p.antecedent(s, n-1)
		}
	}
	if last != nil && n-last.unit <= 6 {
		return p.antecedent(last.source, last.unit)
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
		if p.inPassive(c, segs[k]) {
			return p.passiveProtagonist(c, u, segs)
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

// inPassive reports whether the clause is in the passive: its subject is no
// speaker.
func (p *page) inPassive(c *cue, s segment) bool {
	w := &p.words[c.finite]
	if !p.lex.sets["passive"][w.lower] && !p.lex.sets["state-passive"][w.lower] {
		return false
	}
	return p.participle(s.hi-1) && s.hi-1 > c.finite
}

// passiveProtagonist returns who acts in a passive clause, or the paper or
// report that it stands in.
func (p *page) passiveProtagonist(c *cue, u span, segs []segment) span {
	if s := p.agent(c, u, segs); !s.empty() && (p.speaks(s) || p.hasParticipleOfSaying(segs[c.seg])) {
		return s
	}
	for i := segs[c.seg].lo; i < segs[c.seg].hi; i++ {
		if p.words[i].kind != wordAdp {
			continue
		}
		if k := p.sourcePhrase(i+1, segs[c.seg].hi); k > i+1 && p.hasSpeechNoun(span{i + 1, k}) {
			return span{i + 1, k}
		}
	}
	return span{}
}
