// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// readDirect finds who speaks the block quotations of a unit. It returns the
// findings, one per quotation or interrupted quotation.
func (p *page) readDirect(n int, segs []segment, cues []*cue) {
	var last *finding
	var lastCue *cue
	u := p.units[n].span
	for k := range segs {
		if segs[k].kind != segQuote {
			continue
		}
		q := p.blockAt(segs[k].lo)
		if q == nil || q.inner.empty() || segs[k].lo != max(q.outer.lo, u.lo) {
			continue
		}
		content := p.innerContent(q, u)
		c, right := p.quoteCue(k, u, segs, cues)
		switch {
		case last != nil && lastCue != nil && segs[k].after != wordColon && (c == lastCue || c == nil && p.soBefore(lastCue, k, segs)):
			last.contents = append(last.contents, content)
			continue
		case last != nil && c == nil && k > 0 && segs[k-1].kind == segQuote:
			f := *last
			f.contents, f.cue, f.carried = []span{content}, nil, true
			last = p.add(&f)
			continue
		}
		f := &finding{mode: depesche.ModeDirect, contents: []span{content}, unit: n, rule: "quotation"}
		if c != nil {
			c.used = true
			f.cue, f.rule = c.words, c.verb.rule
			f.source = p.quoteSource(c, k, right, u, segs)
			c.front = !f.source.empty() && f.source.hi <= c.finite
			p.quoted(f, c, u, segs)
			f.addressee = p.apart(p.addressee(c, u, segs), f, c)
		} else {
			p.verblessSource(f, k, u, segs)
			if f.carried && p.rejoins(f) {
				continue
			}
		}
		last, lastCue = p.add(f), c
	}
}

// soBefore reports whether nothing but "so X" stands between the quotation in
// segment k and the one before it.
func (p *page) soBefore(c *cue, k int, segs []segment) bool {
	return c.verb.rule == "so" && segs[k].after == wordComma && k > 0 && c.at >= segs[k-1].lo && c.at < segs[k].lo
}

// innerContent is the words of a quotation that lie in the unit, without the
// marks.
func (p *page) innerContent(q *quotation, u span) span {
	return span{max(q.inner.lo, u.lo), min(q.inner.hi, u.hi)}
}

// add keeps a finding. A bracket that its source opens is closed.
func (p *page) add(f *finding) *finding {
	f.source = p.closeBracket(f.source)
	p.findings = append(p.findings, f)
	return f
}

func (p *page) closeBracket(s span) span {
	open := 0
	for i := s.lo; i < s.hi; i++ {
		switch p.words[i].kind {
		case wordOpen:
			open++
		case wordClose:
			open--
		}
	}
	if open > 0 && s.hi < len(p.words) && p.words[s.hi].kind == wordClose {
		s.hi++
	}
	return s
}

// quoteCue finds the cue of the block quotation in segment k: directly behind
// it, else in front of it. right tells which.
func (p *page) quoteCue(k int, u span, segs []segment, cues []*cue) (c *cue, right bool) {
	left := p.cueBefore(k, segs, cues)
	if left != nil && segs[k].after == wordColon {
		return left, false
	}
	if c := p.cueBehind(k, u, segs, cues); c != nil {
		return c, true
	}
	return left, false
}

// cueBehind finds "…", said X / X said / so X.
func (p *page) cueBehind(k int, u span, segs []segment, cues []*cue) *cue {
	if k+1 >= len(segs) || segs[k+1].kind == segQuote {
		return nil
	}
	s := segs[k+1]
	i := s.lo
	if p.lex.sets["so"][p.words[i].lower] {
		if c := p.soCue(i, s); c != nil {
			return c
		}
		i++
	}
	for _, c := range cues {
		if p.behindApposition(c, k, segs) {
			return c
		}
		if c.seg != k+1 && segmentOf(segs, c.at) != k+1 || c.verb.takes&takesQuote == 0 && c.takes&takesQuote == 0 {
			continue
		}
		if c.finite == i || p.shortLead(span{i, p.groupStart(c)}) {
			return c
		}
	}
	if i < s.hi && p.words[i].kind == wordFinite && p.lex.settings["order"] == "v2" && !p.lex.sets["auxiliary"][p.words[i].lower] && !p.lex.sets["modal"][p.words[i].lower] && s.after == wordComma {
		return &cue{verb: &verb{rule: "verb behind a quotation"}, at: i, finite: i, words: []int{i}, seg: k + 1, endSeg: k + 1}
	}
	return nil
}

// behindApposition reports whether the cue follows a quotation's speaker and
// an apposition: "…", the chairman, Mr X, said.
func (p *page) behindApposition(c *cue, k int, segs []segment) bool {
	if p.lex.settings["order"] == "v2" || c.takes&takesQuote == 0 || c.seg < k+2 || c.seg > k+3 || p.groupStart(c) != segs[c.seg].lo || c.finite < 0 {
		return false
	}
	for m := k + 1; m < c.seg; m++ {
		if segs[m].kind != segPhrase && segs[m].kind != segRelative {
			return false
		}
	}
	return p.isNounPhrase(segs[k+1].span)
}

// shortLead reports whether nothing but a subject stands before a cue behind
// a quotation.
func (p *page) shortLead(s span) bool {
	if s.empty() {
		return true
	}
	if p.lex.settings["order"] == "v2" {
		return false
	}
	return p.nounPhrase(s.lo, s.hi) == s.hi || p.words[s.lo].kind != wordConj && p.words[s.lo].kind != wordSub && s.hi-s.lo <= 12
}

// soCue reads "so X": a cue without a verb.
func (p *page) soCue(i int, s segment) *cue {
	if i+1 >= s.hi {
		return nil
	}
	words := []int{i}
	if p.words[i+1].kind == wordFinite {
		return nil
	}
	return &cue{verb: &verb{rule: "so", takes: takesQuote | takesClause}, at: i, finite: i, words: words, seg: -1}
}

// cueBefore finds the last cue in front of a quotation that it belongs to.
func (p *page) cueBefore(k int, segs []segment, cues []*cue) *cue {
	lo := 0
	for j := k - 1; j >= 0; j-- {
		if segs[j].kind == segQuote {
			lo = segs[j].hi
			break
		}
	}
	var best *cue
	for _, c := range cues {
		if c.at >= segs[k].lo {
			break
		}
		if c.at >= lo && c.takes&(takesQuote|takesAs|takesPrep|takesClause) != 0 {
			if best == nil || !c.final || segs[k].after == wordColon {
				best = c
			}
		}
	}
	if best != nil && segs[k].after != wordColon && segs[k].after != wordComma && segs[k].lo-best.words[len(best.words)-1] > 12 {
		return nil
	}
	return best
}

// quoteSource finds the speaker of a quotation with a cue.
func (p *page) quoteSource(c *cue, k int, right bool, u span, segs []segment) span {
	if c.verb.rule == "so" {
		return p.sourceAfterSo(c.at+1, segs[k+1].hi, u)
	}
	if c.finite >= 0 && right && c.finite == segs[k+1].lo {
		return p.orOrigin(p.dropOccasion(p.subjectAfter(c.finite+1, p.clauseLimit(c, u, segs))), c, u, segs)
	}
	return p.orOrigin(p.subject(c, u, segs), c, u, segs)
}

// sourceAfterSo reads the noun phrase behind "so": of "so das Fazit der X" it
// is X who speaks.
func (p *page) sourceAfterSo(i, hi int, u span) span {
	for i < hi && p.words[i].kind == wordAdv {
		i++
	}
	k := p.nounPhrase(i, hi)
	if k == i {
		return span{}
	}
	for j := i; j < k; j++ {
		if p.lex.sets["speech-noun"][p.words[j].lower] && j+1 < k {
			m := j + 1
			if p.lex.sets["of"][p.words[m].lower] {
				m++
			}
			return p.trim(span{m, p.withAppositions(k, u.hi)})
		}
	}
	return p.trim(span{i, p.withAppositions(k, u.hi)})
}

// orOrigin falls back on a place of origin when the cue has no subject: "heißt
// es in X", "it says in X".
func (p *page) orOrigin(s span, c *cue, u span, segs []segment) span {
	if !s.empty() || c.seg < 0 || c.finite < 0 || !p.impersonal(c, segs) {
		return s
	}
	lo, hi := c.seg, segs[max(c.seg, c.endSeg)].hi
	if o := p.originIn(span{segs[lo].lo, hi}, c); !o.empty() {
		return o
	}
	for lo > 0 && c.finite == segs[c.seg].lo && p.betweenSubjectAndVerb(segs[lo-1]) && c.seg-lo < 4 {
		lo--
	}
	return p.originIn(span{segs[lo].lo, segs[c.seg].lo}, c)
}

// originIn returns the noun phrase in s behind the first preposition that
// names where an impersonal cue has its words from.
func (p *page) originIn(s span, c *cue) span {
	for i := s.lo; i < s.hi; i++ {
		from := p.lex.sets["origin-from"][p.words[i].lower]
		if !from && (c.passive || !p.lex.sets["origin-preposition"][p.words[i].lower]) || p.timeAhead(i+1, s.hi) {
			continue
		}
		if k := p.nounPhrase(i+1, s.hi); k > i+1 {
			return span{i + 1, k}
		}
	}
	return span{}
}

// impersonal reports whether nobody can be the subject of the cue: it stands
// in the passive or has an impersonal pronoun.
func (p *page) impersonal(c *cue, segs []segment) bool {
	if c.passive || p.lex.sets["origin-from"][p.words[segs[c.seg].lo].lower] {
		return true
	}
	for i := segs[c.seg].lo; i < segs[c.seg].hi; i++ {
		if w := p.words[i].lower; p.lex.sets["impersonal"][w] || p.lex.sets["origin-from"][w] {
			return true
		}
	}
	return false
}

// verblessSource names the speaker of a quotation behind a colon without a
// verb of saying: the subject of the clause before it.
func (p *page) verblessSource(f *finding, k int, u span, segs []segment) {
	if k == 0 || segs[k].after != wordColon || segs[k-1].kind == segQuote {
		p.continueSpeaker(f, k, segs)
		return
	}
	for j := k - 1; j >= 0 && segs[j].kind != segQuote; j-- {
		for i := segs[j].lo; i < segs[j].hi; i++ {
			if p.words[i].kind != wordFinite {
				continue
			}
			f.source = p.subject(&cue{verb: &verb{}, at: i, finite: i, words: []int{i}, seg: j, endSeg: j, final: p.endsClause(i, segs[j])}, u, segs)
			if !f.source.empty() {
				return
			}
		}
	}
	s := segs[k-1].span
	if p.words[s.lo].kind == wordConj {
		s.lo++
	}
	if !s.empty() && p.isNounPhrase(s) {
		f.source = p.sourceAfterSo(s.lo, s.hi, span{s.lo, s.hi})
	}
}

// continueSpeaker gives a quotation without anything around it the speaker of
// the statement before, in the same paragraph only.
func (p *page) continueSpeaker(f *finding, k int, segs []segment) {
	n := len(p.findings)
	if k > 0 || n == 0 {
		return
	}
	before := p.findings[n-1]
	for before.inside != nil {
		before = before.inside
	}
	if p.continuedQuote(before) {
		f.source, f.carried = before.source, true
		return
	}
	u := f.unit
	if u == 0 || p.units[u-1].paragraph != p.units[u].paragraph {
		return
	}
	f.source = p.speaker(n, u)
	f.carried = !f.source.empty()
}

// rejoins adds a quotation without anything around it to the last one of the
// same speaker in the paragraph, where the language's texts count that as one.
func (p *page) rejoins(f *finding) bool {
	if p.lex.settings["continued-quotation"] != "join" {
		return false
	}
	for i := len(p.findings) - 1; i >= 0 && p.units[p.findings[i].unit].paragraph == p.units[f.unit].paragraph; i-- {
		if before := p.findings[i]; before.mode == depesche.ModeDirect && before.inside == nil {
			before.contents = append(before.contents, f.contents...)
			return true
		}
	}
	return false
}

// continuedQuote reports whether the finding's quotation goes on in the next
// paragraph.
func (p *page) continuedQuote(f *finding) bool {
	if f.mode != depesche.ModeDirect {
		return false
	}
	q := p.blockAt(f.contents[len(f.contents)-1].lo)
	return q != nil && q.continued
}
