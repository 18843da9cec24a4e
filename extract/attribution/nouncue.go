// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// readNouns finds statements whose cue is a noun with a clause of its own:
// "die Forderung der Opposition, die Wahl zu verschieben", "the claim that".
func (p *page) readNouns(n int, segs []segment, cues []*cue) {
	if p.lex.settings["order"] != "v2" {
		p.readNounsSVO(n, segs)
		return
	}
	for k := 0; k+1 < len(segs); k++ {
		i := p.contentNoun(segs[k])
		if i < 0 || segs[k].kind == segQuote {
			continue
		}
		next := segs[k+1]
		if next.after != wordComma || !p.nounContent(next) || p.claimed(next.lo, n) {
			continue
		}
		c := &cue{verb: &verb{}, at: i, finite: -1, seg: k, endSeg: k}
		f := &finding{mode: depesche.ModeIndirect, unit: n, rule: "noun with a clause", cue: p.nounCue(i, segs[k])}
		f.contents = []span{p.trim(span{next.lo, p.nounContentEnd(k+1, c, cues, segs)})}
		if j := p.attribute(i+1, segs[k].hi); j > i+1 {
			f.source = p.ownerOf(span{i + 1, j})
		} else if p.lex.inSet("source-noun", p.words[i].lower) {
			f.source = span{f.cue[0], i + 1}
		}
		p.add(f)
	}
}

// contentNoun returns the noun that ends the segment, with its attribute, when
// it is one that can have content, or -1.
func (p *page) contentNoun(s segment) int {
	for i := s.hi - 1; i >= s.lo && i >= s.hi-10; i-- {
		w := &p.words[i]
		if w.kind == wordFinite || w.kind == wordNonfin {
			return -1
		}
		if w.kind == wordNoun && p.isContentNoun(w.lower) && p.attributesReach(i+1, s.hi) {
			return i
		}
	}
	return -1
}

func (p *page) isContentNoun(lower string) bool {
	return p.lex.inSet("content-noun", lower)
}

// attributesReach reports whether nothing but attributes stands in [i,hi).
func (p *page) attributesReach(i, hi int) bool {
	for i < hi {
		j := p.attribute(i, hi)
		if j == i {
			return false
		}
		i = j
	}
	return true
}

// nounContent reports whether the segment can be the content of a noun.
func (p *page) nounContent(s segment) bool {
	switch s.kind {
	case segThat:
		return p.lex.sets["that"][p.words[s.lo].lower]
	case segInfinitive:
		return !p.lex.sets["adverbial-infinitive"][p.words[s.lo].lower]
	case segMain:
		return p.segmentSubjunctive(s)
	}
	return false
}

// nounContentEnd ends the content before the sentence around it goes on with
// its verb.
func (p *page) nounContentEnd(k int, c *cue, cues []*cue, segs []segment) int {
	m := k + 1
	for ; m < len(segs); m++ {
		s := segs[m]
		if s.kind == segQuote || s.after == wordColon || p.newStatement(m, c, cues, segs) {
			break
		}
		if (s.kind == segVerbFirst || s.kind == segMain) && !p.segmentSubjunctive(s) {
			break
		}
	}
	return segs[m-1].hi
}

// claimed reports whether a statement of the unit has its content begin at
// word i.
func (p *page) claimed(i, n int) bool {
	for k := len(p.findings) - 1; k >= 0 && p.findings[k].unit == n; k-- {
		for _, c := range p.findings[k].contents {
			if c.lo == i {
				return true
			}
		}
	}
	return false
}

// nounCue is the noun with its determiner.
func (p *page) nounCue(i int, s segment) []int {
	lo := i
	for lo > s.lo && (p.words[lo-1].kind == wordDet || p.words[lo-1].kind == wordAdj) {
		lo--
	}
	return wordsOf(lo, i+1)
}

// ownerOf drops the preposition of an attribute.
func (p *page) ownerOf(s span) span {
	if p.words[s.lo].kind == wordAdp {
		s.lo++
	}
	return s
}

// readNounsSVO finds nouns with a clause or with a preposition of their own
// directly behind them: "the claim that", "his criticism of". The tree says
// where the content ends.
func (p *page) readNounsSVO(n int, segs []segment) {
	u := p.units[n].span
	for i := u.lo; i+1 < u.hi; i++ {
		if p.words[i].kind != wordNoun || !p.open(i) {
			continue
		}
		k := segmentOf(segs, i)
		if k < 0 {
			continue
		}
		lo, hi := i+1, 0
		cue := p.nounCue(i, segs[k])
		source := p.possessor(cue[0], segs[k])
		if size := p.lex.phrases["noun-about"].at(p.words, i, u.hi); size > 1 && !source.empty() {
			lo = i + size
			hi = p.dependentsEnd(i, lo, u)
			cue = append(cue, wordsOf(i+1, lo)...)
		} else if p.lex.inSet("content-noun", p.words[i].lower) && p.lex.sets["that"][p.words[lo].lower] && p.words[lo].tok.UPOS == "SCONJ" {
			hi = p.dependentsEnd(i, lo, u)
		}
		if content := p.trim(span{lo, hi}); !content.empty() && !p.claimed(lo, n) {
			p.add(&finding{mode: depesche.ModeReported, unit: n, rule: "noun with a clause", cue: cue, source: source, contents: []span{content}})
		}
	}
}

// dependentsEnd is the end of what hangs on the noun at i behind word lo.
func (p *page) dependentsEnd(i, lo int, u span) int {
	_, last := p.r.Tree.Extent(p.words[i].first)
	return min(max(lo, p.wordOf(last-1)+1), u.hi)
}

// possessor returns whose the noun phrase at word i is: a possessive in front
// of it or as its first word.
func (p *page) possessor(i int, s segment) span {
	if p.lex.sets["own"][p.words[i].lower] {
		return span{i, i + 1}
	}
	if i > s.lo && p.lex.sets["own"][p.words[i-1].lower] {
		return span{i - 1, i}
	}
	if i-1 <= s.lo || !p.lex.sets["possessive-mark"][p.words[i-1].lower] {
		return span{}
	}
	for lo := s.lo; lo < i-1; lo++ {
		if k := p.words[lo].kind; k != wordAdp && k != wordConj && k != wordSub && k != wordAdv && p.bareNounPhrase(lo, i-1) == i-1 {
			return span{lo, i - 1}
		}
	}
	return span{}
}
