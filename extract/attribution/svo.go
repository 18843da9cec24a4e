// SPDX-License-Identifier: Apache-2.0

package attribution

// This file finds subjects in languages that keep the subject in front of the
// verb and turn the two round only beside a quotation.

// subjectBefore finds the subject of the cue: by the tree where there is one,
// else the noun phrase that ends at the verb group, else the one behind an
// inverted verb.
func (p *page) subjectBefore(c *cue, u span, segs []segment) span {
	s := segs[c.seg]
	first := p.groupStart(c)
	if own := (span{s.lo, first}); c.inverted && c.finite >= 0 && !own.empty() && p.nounPhrase(own.lo, own.hi) == own.hi {
		return own
	}
	if k := p.speakerBefore(c, segs); c.inverted && k < c.seg {
		return span{segs[k].lo, segs[c.seg-1].hi}
	}
	if s := p.treeSubject(c, u); !s.empty() {
		return p.reaching(s, first)
	}
	if first <= s.lo || p.words[first-1].kind == wordMark {
		if d := p.distantPrefield(&cue{finite: c.at, seg: c.seg}, segs); !d.empty() {
			return d
		}
		return p.subjectAfter(c.at+1, p.clauseLimit(c, u, segs))
	}
	for lo := s.lo; lo < first; lo++ {
		w := &p.words[lo]
		if w.kind == wordAdp || w.kind == wordAdv || w.kind == wordConj || w.kind == wordSub || w.kind == wordMark {
			continue
		}
		if p.nounPhrase(lo, first) == first {
			return span{lo, first}
		}
	}
	if w := &p.words[first-1]; p.lex.sets["relative"][w.lower] {
		return span{first - 1, first}
	}
	return span{}
}

// reaching is the subject with the attributes and the rest of the name that
// the tree has left off in front of the verb group: "the office [of the
// president] said".
func (p *page) reaching(s span, first int) span {
	if s.hi < first && first-s.hi <= 8 && p.nounPhrase(s.lo, first) == first {
		s.hi = first
	}
	return s
}

// groupStart is the first word of the cue's verb group: the auxiliaries and
// adverbs directly in front of it belong to it.
func (p *page) groupStart(c *cue) int {
	first := c.at
	for _, i := range c.words {
		first = min(first, i)
	}
	for first > 0 && p.words[first-1].kind == wordAdv && p.open(first-1) {
		first--
	}
	return first
}

// treeSubject is the extent of the verb's subject in the dependency tree.
func (p *page) treeSubject(c *cue, u span) span {
	t := p.words[c.at].first
	for range 3 {
		if s := p.r.Tree.Child(t, "nsubj"); s >= 0 {
			return p.clean(p.extent(s), c, u)
		}
		rel := p.r.Doc.Tokens[t].Rel()
		if rel != "conj" && rel != "xcomp" && rel != "advcl" && rel != "aux" && rel != "cop" || p.r.Doc.Tokens[t].Head < 0 {
			break
		}
		t = p.r.Doc.Tokens[t].Head
	}
	return span{}
}

// extent is the word range of a subtree.
func (p *page) extent(token int) span {
	first, last := p.r.Tree.Extent(token)
	return p.wordSpan(first, last)
}

// wordSpan converts a token range to words.
func (p *page) wordSpan(first, last int) span {
	return span{p.wordOf(first), p.wordOf(last-1) + 1}
}

// wordOf returns the word that holds the token.
func (p *page) wordOf(token int) int {
	lo, hi := 0, len(p.words)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.words[mid].last <= token {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// clean keeps a subject inside the unit and off the cue and the quotations.
func (p *page) clean(s span, c *cue, u span) span {
	s.lo, s.hi = max(s.lo, u.lo), min(s.hi, u.hi)
	if s.has(c.at) || s.empty() || s.hi-s.lo > farthest {
		return span{}
	}
	for i := s.lo; i < s.hi; i++ {
		if !p.open(i) {
			return span{}
		}
	}
	return p.trim(s)
}

// trim drops signs and lone marks at both ends.
func (p *page) trim(s span) span {
	s.hi = min(s.hi, len(p.words))
	for s.lo < s.hi && (p.isSign(s.lo) || p.loneMark(s.lo, s)) {
		s.lo++
	}
	for s.lo < s.hi && (p.isSign(s.hi-1) && p.words[s.hi-1].kind != wordClose || p.loneMark(s.hi-1, s)) {
		s.hi--
	}
	return s
}

// loneMark reports whether word i is a quotation mark whose partner is not in
// the span.
func (p *page) loneMark(i int, s span) bool {
	if p.words[i].kind != wordMark {
		return false
	}
	k := p.quoteAt[i]
	return k < 0 || !p.quotes[k].outer.within(s)
}

func (p *page) isSign(i int) bool {
	switch p.words[i].kind {
	case wordComma, wordColon, wordStop, wordDash, wordClose:
		return true
	}
	return false
}
