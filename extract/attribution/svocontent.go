// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// This file finds what was said in languages that put it behind the verb
// without a sign: English. Where there is a tree it says where the content
// ends; without one the content goes on to the end of the sentence.

// contentBehind returns the content that follows the cue and its mode.
func (p *page) contentBehind(c *cue, cues []*cue, u span, segs []segment) (span, string) {
	lo := p.cueEnd(c)
	if c.verb.addressee == "object" {
		lo = p.skipAddressee(lo, u)
	}
	if that := p.thatAhead(lo, u, segs); that >= 0 && c.takes&^(takesPrep|takesAs) != 0 {
		return p.trim(span{that, p.sentenceEnd(that, c, cues, u, segs)}), depesche.ModeIndirect
	}
	if lo >= u.hi || p.isSign(lo) || !p.open(lo) {
		return span{}, ""
	}
	kind, end := p.treeContent(c, lo, u)
	end = p.beforeSemicolon(lo, end)
	switch {
	case kind == "clause" && c.takes&(takesClause|takesQuote) != 0,
		kind == "inf" && c.takes&takesInf != 0:
		return p.trim(span{lo, end}), depesche.ModeIndirect
	case kind == "np" && c.takes&takesNP != 0 && !p.bareInfinitive(c):
		return p.trim(span{lo, end}), depesche.ModeReported
	case kind == "prep" && c.takes&takesPrep != 0:
		at := p.prepositionAt(c, lo, end)
		c.words = append(c.words, at)
		sortInts(c.words)
		return p.trim(span{at + 1, end}), depesche.ModeReported
	case kind != "" && c.takes&takesNP == 0 && c.takes&(takesClause|takesQuote) != 0 && p.hasFinite(span{lo, p.segmentEnd(lo, segs)}):
		return p.trim(span{lo, p.sentenceEnd(lo, c, cues, u, segs)}), depesche.ModeIndirect
	}
	return span{}, ""
}

// beforeSemicolon cuts a range off at its first semicolon outside quotation
// marks.
func (p *page) beforeSemicolon(lo, hi int) int {
	for i := lo; i < hi; i++ {
		if p.words[i].text == ";" && p.quoteAt[i] < 0 {
			return i
		}
	}
	return hi
}

// complementSVO finds what was said with the cue: around it, before it, or
// behind it.
func (p *page) complementSVO(c *cue, cues []*cue, u span, segs []segment) ([]span, string) {
	if c.passive {
		return p.passiveContent(c, cues, u, segs)
	}
	if c.takes&takesQuote != 0 {
		if p.putIn(c, segs) {
			own := segs[c.seg].span
			c.inverted = true
			return p.clauseAround(own, c.seg, c, cues, segs), depesche.ModeIndirect
		}
		if before := p.preceding(c, cues, segs); !before.empty() {
			c.inverted = true
			return append([]span{before}, p.resumed(c, cues, u, segs)...), depesche.ModeIndirect
		}
	}
	after, mode := p.contentBehind(c, cues, u, segs)
	if after.empty() {
		return nil, ""
	}
	return []span{after}, mode
}

// putIn reports whether a subject and the cue stand alone between commas in
// the middle of a sentence: "the plan, he said, would".
func (p *page) putIn(c *cue, segs []segment) bool {
	s := segs[c.seg]
	if c.seg == 0 || c.seg+1 >= len(segs) || s.after != wordComma || segs[c.seg+1].after != wordComma || segs[c.seg-1].kind == segQuote {
		return false
	}
	if c.seg+2 == len(segs) && p.lex.isCueWord(p.words[segs[c.seg+1].hi-1].lower) {
		return false
	}
	if segs[c.seg-1].kind == segPhrase && p.groupStart(c) == s.lo && c.seg > 1 {
		return false
	}
	return c.finite >= 0 && s.hi-s.lo <= 6 && c.at == s.hi-1 && p.groupStart(c) > s.lo || s.hi-s.lo <= 6 && c.finite == s.lo && !p.betweenSubjectAndVerb(segs[c.seg-1]) && p.isNounPhrase(span{s.lo + 1, s.hi})
}

// isCueWord reports whether the word is a finite form of a verb of saying.
func (x *lexicon) isCueWord(lower string) bool {
	for _, f := range x.forms[lower] {
		if f.kind == formFinite && f.verb.takes&takesQuote != 0 {
			return true
		}
	}
	return false
}

// resumed is the rest of a sentence into which the cue is put between commas.
func (p *page) resumed(c *cue, cues []*cue, u span, segs []segment) []span {
	k := c.seg + 1
	if k >= len(segs) || segs[k].kind == segQuote || segs[k].after != wordComma {
		return nil
	}
	if p.groupStart(c) == segs[c.seg].lo && segs[k].kind == segPhrase {
		return nil // an apposition to the inverted subject
	}
	for _, o := range cues {
		if o.seg == k && o.finite >= 0 {
			return nil
		}
	}
	return []span{p.trim(span{segs[k].lo, p.contentEnd(k, c, cues, segs)})}
}

// prepositionAt is the place of the verb's preposition in [lo,end), or lo.
func (p *page) prepositionAt(c *cue, lo, end int) int {
	for i := lo; i < end; i++ {
		for _, prep := range c.verb.preps {
			if p.words[i].lower == prep && !p.timeBehind(i, end) {
				return i
			}
		}
	}
	return lo
}

// timeBehind reports whether the preposition at i opens a time: "on Friday".
func (p *page) timeBehind(i, end int) bool {
	k := p.bareNounPhrase(i+1, end)
	return k > i+1 && p.timeOnly(span{i + 1, k})
}

// bareInfinitive reports whether the cue is an infinitive that hangs on
// another verb: what is planned or wanted, not said.
func (p *page) bareInfinitive(c *cue) bool {
	for _, i := range c.words {
		if p.lex.sets["to"][p.words[i].lower] {
			return true
		}
	}
	return false
}

// cueEnd is the word behind the cue's last word that follows the verb.
func (p *page) cueEnd(c *cue) int {
	end := c.at + 1
	for _, i := range c.words {
		end = max(end, i+1)
	}
	return end
}

func (p *page) segmentEnd(i int, segs []segment) int {
	if k := segmentOf(segs, i); k >= 0 {
		return segs[k].hi
	}
	return i
}

// skipAddressee passes over the person told.
func (p *page) skipAddressee(lo int, u span) int {
	if lo >= u.hi || p.words[lo].kind == wordSub {
		return lo
	}
	k := p.bareNounPhrase(lo, u.hi)
	for k > lo && k < u.hi && p.words[k].kind == wordAdp && !p.lex.sets["to"][p.words[k].lower] {
		m := p.prepositional(k, u.hi)
		if m == k {
			break
		}
		k = m
	}
	return k
}

// thatAhead returns the place of the conjunction that opens the content when
// only a time, a place or an occasion stands before it, or -1.
func (p *page) thatAhead(lo int, u span, segs []segment) int {
	for i := lo; i < u.hi && i < lo+14; i++ {
		w := &p.words[i]
		n := max(p.lex.phrases["source-preposition"].at(p.words, i, u.hi), p.lex.phrases["origin"].at(p.words, i, u.hi))
		if n > 0 {
			i = max(i+n, p.nounPhrase(i+n, u.hi)) - 1
			continue
		}
		if !p.open(i) || w.kind == wordStop || w.kind == wordColon || w.kind == wordFinite {
			return -1
		}
		if p.lex.sets["that"][w.lower] && (w.kind == wordSub || i == lo) {
			return i
		}
		if w.kind == wordNonfin && i > lo {
			return -1
		}
		if k := p.passOver(i, u.hi); k < 0 {
			return -1
		} else if k > i {
			i = k - 1
		}
	}
	return -1
}

// passOver returns the end of a phrase at i that may stand between a verb and
// its clause: with a preposition, or a time. An object may not: it returns -1.
func (p *page) passOver(i, hi int) int {
	switch p.words[i].kind {
	case wordAdp:
		return p.nounPhrase(i+1, hi)
	case wordDet, wordNoun, wordAdj, wordPronoun:
		k := p.bareNounPhrase(i, hi)
		if k > i && !p.timeOnly(span{i, k}) {
			return -1
		}
		return k
	}
	return i
}

// sentenceEnd is where content without a tree ends: at the next statement, a
// block quotation, or the end of the unit.
func (p *page) sentenceEnd(lo int, c *cue, cues []*cue, u span, segs []segment) int {
	k := segmentOf(segs, lo)
	if k < 0 {
		return u.hi
	}
	return p.contentEnd(k, c, cues, segs)
}

// complementRelations are the relations under which content hangs on a verb.
var complementRelations = map[string]string{"ccomp": "clause", "xcomp": "inf", "obj": "np", "obl": "prep", "parataxis": "clause"}

// treeContent returns the kind of the first complement behind the cue and the
// end of the last one.
func (p *page) treeContent(c *cue, lo int, u span) (kind string, end int) {
	head := p.words[c.at].first
	for _, child := range p.r.Tree.Children(head) {
		w := p.wordOf(child)
		rel := p.r.Doc.Tokens[child].Rel()
		k := complementRelations[rel]
		if w < lo || w >= u.hi || k == "" && !(kind == "np" && (rel == "advcl" || rel == "acl")) {
			continue
		}
		x := p.extent(child)
		if kind == "np" && k != "np" && p.lex.sets["content-preposition"][p.words[x.lo].lower] {
			end = max(end, min(x.hi, u.hi))
			continue
		}
		if k == "prep" && kind == "" && (!p.ownPreposition(c, x) || p.timeBehind(x.lo, x.hi)) || x.lo < lo && k != "clause" {
			continue
		}
		if k == "" {
			continue
		}
		if k == "inf" && !p.lex.sets["to"][p.words[x.lo].lower] && p.r.Doc.Tokens[child].UPOS != "VERB" {
			k = "np"
		}
		if kind == "" {
			kind = k
		}
		if k == "prep" && p.timeOnly(span{min(x.lo+1, x.hi), x.hi}) {
			continue
		}
		end = max(end, min(x.hi, u.hi))
	}
	return kind, end
}

// ownPreposition reports whether the phrase begins with one of the verb's
// prepositions.
func (p *page) ownPreposition(c *cue, x span) bool {
	for _, prep := range c.verb.preps {
		if p.words[x.lo].lower == prep {
			return true
		}
	}
	return false
}

// passiveContent is what is said in a passive: of the subject, and the rest
// behind the verb.
func (p *page) passiveContent(c *cue, cues []*cue, u span, segs []segment) ([]span, string) {
	after, mode := p.contentBehind(c, cues, u, segs)
	subject := p.subjectBefore(c, u, segs)
	if subject.empty() {
		return nil, ""
	}
	out := []span{subject}
	if mode == "" {
		mode = depesche.ModeReported
	} else {
		out = append(out, after)
	}
	return out, mode
}
