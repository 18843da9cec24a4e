// SPDX-License-Identifier: Apache-2.0

package attribution

// object is what a verb that speaks by itself is about: the rest of its
// clause and the clauses that hang on it.
func (p *page) object(c *cue, cues []*cue, u span, segs []segment) []span {
	if c.passive || c.finite < 0 && p.lex.settings["order"] == "v2" {
		return nil
	}
	s := segs[c.seg]
	end := p.dependentEnd(c, cues, segs)
	lo := c.finite + 1
	if c.final {
		lo, end = s.lo+1, c.words[0]
	}
	if c.takes&takesNP == 0 {
		lo = p.findPreposition(c, lo, end)
		if lo < 0 {
			return nil
		}
	}
	return p.minusWords(p.trimAdverbs(span{lo, end}), c.words)
}

// findPreposition returns the first of the verb's prepositions in [lo,end),
// lo itself when the verb has none, or -1.
func (p *page) findPreposition(c *cue, lo, end int) int {
	if len(c.verb.preps) == 0 {
		return lo
	}
	for i := lo; i < end; i++ {
		for _, prep := range c.verb.preps {
			if p.words[i].lower == prep {
				if c.takes&takesAs != 0 {
					return lo
				}
				return i
			}
		}
	}
	return -1
}

// dependentEnd is the end of the cue's clause with the clauses that hang on
// its last words.
func (p *page) dependentEnd(c *cue, cues []*cue, segs []segment) int {
	k := max(c.seg, c.endSeg)
	for k+1 < len(segs) {
		s := segs[k+1]
		if s.kind == segQuote || s.kind == segMain || s.kind == segVerbFirst || s.after == wordColon || s.kind == segSub && (c.final || p.lex.sets["contrast"][p.words[s.lo].lower]) {
			break
		}
		k++
	}
	return segs[k].hi
}

// minusWords cuts the words out of a range.
func (p *page) minusWords(s span, words []int) []span {
	var out []span
	lo := s.lo
	for _, i := range words {
		if i < lo || i >= s.hi {
			continue
		}
		if t := p.trim(span{lo, i}); !t.empty() {
			out = append(out, t)
		}
		lo = i + 1
	}
	if t := p.trim(span{lo, s.hi}); !t.empty() {
		out = append(out, t)
	}
	return out
}

// without cuts a range out of others.
func (p *page) without(from []span, cut span) []span {
	var out []span
	for _, s := range from {
		if cut.empty() || cut.hi <= s.lo || s.hi <= cut.lo {
			out = append(out, s)
			continue
		}
		for _, t := range []span{{s.lo, cut.lo}, {cut.hi, s.hi}} {
			if t = p.trim(t); !t.empty() && p.hasLetters(t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// fragmentIn returns the last quoted words inside the contents, or nil.
func (p *page) fragmentIn(contents []span) *quotation {
	for n := len(contents) - 1; n >= 0; n-- {
		for i := contents[n].hi - 1; i >= contents[n].lo; i-- {
			if k := p.quoteAt[i]; k >= 0 && !p.quotes[k].inner.empty() {
				return &p.quotes[k]
			}
		}
	}
	return nil
}

func (p *page) hasNoun(spans []span) bool {
	for _, s := range spans {
		for i := s.lo; i < s.hi; i++ {
			if k := p.words[i].kind; k == wordNoun || k == wordPronoun && !p.lex.sets["relative"][p.words[i].lower] || p.quoteAt[i] >= 0 {
				return true
			}
		}
	}
	return false
}

// trimAdverbs drops the adverbs in front of an object.
func (p *page) trimAdverbs(s span) span {
	for s.lo < s.hi && (p.isSign(s.lo) || p.lex.sets["adverbial"][p.words[s.lo].lower] || p.lex.sets["reflexive"][p.words[s.lo].lower]) {
		s.lo++
	}
	return s
}
