// SPDX-License-Identifier: Apache-2.0

package attribution

// segment is a stretch of a unit between signs: a clause, or a part of one.
type segment struct {
	span
	kind  segmentKind
	after wordKind // the sign in front of it; wordOther for a bare conjunction
}

type segmentKind uint8

const (
	segMain       segmentKind = iota // has a finite verb behind its first constituent
	segVerbFirst                     // begins with a finite verb
	segThat                          // begins with a complementizer: that, whether, who
	segSub                           // begins with another conjunction: because, when
	segRelative                      // begins with a relative pronoun, verb at the end
	segInfinitive                    // to + infinitive, no finite verb
	segPhrase                        // no verb
	segQuote                         // a block quotation
)

// segments cuts a unit at its signs and at its block quotations.
func (p *page) segments(u span) []segment {
	var out []segment
	after := wordStop
	start := u.lo
	flush := func(end int, sign wordKind) {
		if start < end {
			s := segment{span: span{start, end}, after: after}
			s.kind = p.segmentKind(s)
			out = append(out, s)
			after = sign
		} else if sign != wordOther {
			after = sign
		}
	}
	for i := u.lo; i < u.hi; {
		if q := p.blockAt(i); q != nil {
			flush(i, after)
			out = append(out, segment{span: span{i, min(q.outer.hi, u.hi)}, kind: segQuote, after: after})
			i = min(q.outer.hi, u.hi)
			start, after = i, wordMark
			continue
		}
		w := &p.words[i]
		if p.endsQuotedComma(i) {
			flush(i+1, wordComma)
			start = i + 1
		}
		switch w.kind {
		case wordComma, wordColon, wordStop, wordDash, wordOpen, wordClose:
			if p.insideWord(i, u) {
				i++
				continue
			}
			flush(i, w.kind)
			start = i + 1
		case wordConj:
			if i > start && i+1 < u.hi && p.startsClause(i+1, u.hi) {
				flush(i, wordOther)
				start = i
			}
		}
		i++
	}
	flush(u.hi, wordOther)
	return out
}

// endsQuotedComma reports whether word i closes quoted words that end in a
// comma, as English prints it: "…a mess," she said.
func (p *page) endsQuotedComma(i int) bool {
	k := p.quoteAt[i]
	if k < 0 || i != p.quotes[k].outer.hi-1 || p.quotes[k].inner.empty() {
		return false
	}
	return p.words[p.quotes[k].inner.hi-1].kind == wordComma
}

// insideWord reports whether the sign at i does not end anything: a hyphen
// between words without spaces, a comma inside a quoted word or two, a full
// stop that is not the unit's last and stands before a small letter.
func (p *page) insideWord(i int, u span) bool {
	if p.quoteAt[i] >= 0 {
		return true
	}
	if p.words[i].kind == wordStop && i+1 < u.hi {
		return p.words[i+1].start == p.words[i].end && p.words[i+1].kind != wordMark
	}
	if p.words[i].kind == wordDash && i > u.lo && i+1 < u.hi {
		return p.words[i-1].end == p.words[i].start || p.words[i+1].start == p.words[i].end
	}
	return false
}

// startsClause reports whether a clause with the subject of the one before
// begins at word i: a finite verb, or an adverb and a finite verb.
func (p *page) startsClause(i, hi int) bool {
	if p.words[i].kind == wordAdv && i+1 < hi {
		i++
	}
	return p.words[i].kind == wordFinite
}

func (p *page) segmentKind(s segment) segmentKind {
	i := s.lo
	if p.words[i].kind == wordConj && i+1 < s.hi {
		i++
	}
	w := &p.words[i]
	comma := s.after == wordComma
	switch {
	case p.lex.sets["complementizer"][w.lower] && (comma || s.after == wordColon || p.lex.sets["that"][w.lower]):
		return segThat
	case p.lex.sets["subordinator"][w.lower] && p.verbFinal(s.span):
		return segSub
	case comma && p.isRelative(i, s):
		return segRelative
	case w.kind == wordFinite:
		return segVerbFirst
	case p.hasFinite(span{i, s.hi}):
		return segMain
	case p.hasInfinitive(s.span):
		return segInfinitive
	}
	return segPhrase
}

// isRelative reports whether a relative pronoun, with a preposition or not,
// opens the segment and its verb stands at the end.
func (p *page) isRelative(i int, s segment) bool {
	if p.words[i].kind == wordAdp && i+1 < s.hi {
		i++
	}
	if !p.lex.sets["relative"][p.words[i].lower] {
		return false
	}
	if p.lex.settings["order"] != "v2" {
		return true
	}
	rest := span{i, s.hi}
	return i+1 < s.hi && p.verbFinal(rest) && (p.hasFinite(rest) || !p.hasInfinitive(rest))
}

// verbFinal reports whether the finite verb stands at the end of the segment,
// as in German subordinate clauses. In other languages it is always true.
func (p *page) verbFinal(s span) bool {
	if p.lex.settings["order"] != "v2" {
		return true
	}
	for i := s.hi - 1; i >= s.lo && i >= s.hi-4; i-- {
		if p.words[i].kind == wordFinite {
			return i == s.hi-1 || i-s.lo > 1 && p.nounPhrase(s.lo, i) != i
		}
	}
	return !p.hasFinite(s)
}

// hasInfinitive reports whether the segment holds the infinitive's particle
// and an infinitive, or an infinitive that has swallowed it.
func (p *page) hasInfinitive(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		w := &p.words[i]
		if w.kind == wordNonfin && i > s.lo && p.lex.sets["to"][p.words[i-1].lower] {
			return true
		}
		if w.kind == wordNonfin && i == s.hi-1 && p.swallowed(w.lower) {
			return true
		}
	}
	return false
}

// swallowed reports whether the infinitive's particle stands inside the word
// behind a separable particle: "mitzuteilen".
func (p *page) swallowed(lower string) bool {
	infix := p.lex.settings["infix"]
	if infix == "" {
		return false
	}
	for k := 2; k+len(infix) < len(lower) && k < 12; k++ {
		if lower[k:k+len(infix)] == infix && p.lex.isParticle(lower[:k]) {
			return true
		}
	}
	return false
}

func (x *lexicon) isParticle(s string) bool { return x.particles[s] || x.sets["particle"][s] }
