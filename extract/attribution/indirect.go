// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"sort"

	"depesche"
)

// readIndirect turns the cues of a unit that no quotation has taken into
// statements.
func (p *page) readIndirect(n int, segs []segment, cues []*cue) {
	u := p.units[n].span
	for _, c := range cues {
		if c.used {
			continue
		}
		contents, mode := p.complement(c, cues, u, segs)
		if len(contents) == 0 || mode == depesche.ModeReported && c.subj && !c.final && c.seg == 0 {
			continue
		}
		f := &finding{mode: mode, cue: c.words, contents: contents, unit: n, rule: c.verb.rule}
		f.source = p.orOrigin(p.subject(c, u, segs), c, u, segs)
		p.neuterSubject(f, c, n, segs)
		p.secondPredicate(f, c)
		c.front = !f.source.empty() && f.source.hi <= c.finite
		p.quoted(f, c, u, segs)
		f.carried = f.source.empty() && p.says(c, segs)
		if f.addressee.empty() {
			f.addressee = p.apart(p.addressee(c, u, segs), f, c)
		}
		p.cutDative(f, c)
		if !f.source.empty() && p.lex.sets["own-voice"][p.words[f.source.lo].lower] {
			continue
		}
		if mode == depesche.ModeReported && c.takes&takesAs != 0 {
			if q := p.fragmentIn(f.contents); q != nil {
				f.mode, f.contents = depesche.ModeDirect, []span{q.inner}
				p.add(f)
				c.used = true
				continue
			}
		}
		if mode == depesche.ModeReported {
			f.contents = p.without(f.contents, f.source)
			if f.source.empty() || !p.hasNoun(f.contents) || p.chargedWith(c) {
				continue
			}
		}
		if len(f.contents) > 0 {
			c.used = true
			p.add(f)
			p.behindColon(f, c, cues, u, segs)
		}
	}
}

// neuterSubject corrects a subject that was looked for behind a verb with a
// pronoun in front of it that is mostly impersonal: "Es rief alle auf" goes on
// with a neuter source of the sentence before.
func (p *page) neuterSubject(f *finding, c *cue, n int, segs []segment) {
	if p.lex.settings["order"] != "v2" || c.passive || c.seg < 0 || n == 0 || p.units[n-1].paragraph != p.units[n].paragraph {
		return
	}
	at := segs[c.seg].lo
	if c.finite != at+1 || !p.lex.sets["neuter-pronoun"][p.words[at].lower] {
		return
	}
	for k := len(p.findings) - 1; k >= 0 && p.findings[k].unit >= n-1; k-- {
		g := p.findings[k]
		if g.unit == n-1 && g.inside == nil && !g.source.empty() && p.gender(g.source) == "Neut" {
			if f.addressee.empty() && f.mode == depesche.ModeIndirect && !f.source.empty() && f.source.lo > c.finite {
				f.addressee = f.source
			}
			f.source = span{at, at + 1}
			return
		}
	}
}

// chargedWith reports whether the cue is a gerund behind a preposition that is
// part of what is said, not a saying of its own: "accused him of hating them".
func (p *page) chargedWith(c *cue) bool {
	return c.bare && len(c.words) == 1 && c.at > 0 && p.lex.sets["content-preposition"][p.words[c.at-1].lower]
}

// behindColon adds what an inverted cue announces behind a colon: "A, fügte
// sie hinzu: B".
func (p *page) behindColon(f *finding, c *cue, cues []*cue, u span, segs []segment) {
	k := max(c.seg, c.endSeg) + 1
	if !c.inverted || k >= len(segs) || segs[k].after != wordColon {
		return
	}
	if rest := p.following(c, cues, u, segs); !rest.empty() {
		p.add(&finding{mode: f.mode, source: f.source, contents: []span{rest}, rule: f.rule, unit: f.unit, carried: true})
	}
}

// says reports whether the impersonal cue goes on with an earlier speaker:
// "hieß es weiter".
func (p *page) says(c *cue, segs []segment) bool {
	if c.seg < 0 || !p.impersonal(c, segs) {
		return false
	}
	for i := segs[c.seg].lo; i < segs[c.seg].hi; i++ {
		if p.lex.sets["further"][p.words[i].lower] {
			return true
		}
	}
	return false
}

// complement finds what was said with the cue.
func (p *page) complement(c *cue, cues []*cue, u span, segs []segment) ([]span, string) {
	clause := c.takes&(takesClause|takesQuote) != 0
	if (clause || c.takes&takesThat != 0) && p.parenthetical(c, segs) {
		c.words = append(c.words, segs[c.seg].lo)
		sortInts(c.words)
		return p.around(c, cues, u, segs), depesche.ModeIndirect
	}
	if p.lex.settings["order"] != "v2" {
		return p.complementSVO(c, cues, u, segs)
	}
	after := p.following(c, cues, u, segs)
	if clause {
		before := p.preceding(c, cues, segs)
		if !before.empty() && (after.empty() || segs[segmentOf(segs, after.lo)].kind != segThat) {
			c.inverted = true
			return append([]span{before}, p.goesOn(c, cues, segs)...), depesche.ModeIndirect
		}
	}
	if !after.empty() {
		return []span{after}, depesche.ModeIndirect
	}
	if back := p.pointsBack(c, u, segs); len(back) > 0 {
		return back, depesche.ModeIndirect
	}
	if c.takes&(takesNP|takesAs|takesPrep) != 0 {
		return p.object(c, cues, u, segs), depesche.ModeReported
	}
	return nil, ""
}

// goesOn is the rest of a sentence behind an inverted cue that is put into it:
// "man sei, hieß es, zu Gesprächen bereit".
func (p *page) goesOn(c *cue, cues []*cue, segs []segment) []span {
	k := max(c.seg, c.endSeg) + 1
	if k >= len(segs) || segs[k].after != wordComma || p.newStatement(k, c, cues, segs) {
		return nil
	}
	switch s := segs[k]; s.kind {
	case segMain, segVerbFirst:
		if !p.segmentSubjunctive(s) {
			return nil
		}
	case segPhrase:
		if p.apposition(s.lo, s.hi) > s.lo {
			return nil
		}
	default:
		return nil
	}
	if rest := p.trim(span{segs[k].lo, p.contentEnd(k, c, cues, segs)}); !rest.empty() {
		return []span{rest}
	}
	return nil
}

// pointsBack reads "This the ministry confirmed": the content is the sentence
// before, and the word that stands for it.
func (p *page) pointsBack(c *cue, u span, segs []segment) []span {
	s := segs[c.seg]
	if c.takes&(takesQuote|takesClause) == 0 || c.seg != 0 || c.final || !p.lex.sets["points-back"][p.words[s.lo].lower] {
		return nil
	}
	if c.finite != s.lo+1 || s.lo == 0 || !p.open(s.lo-1) {
		return nil
	}
	n := sort.Search(len(p.units), func(i int) bool { return p.units[i].hi >= s.lo })
	if n == len(p.units) || p.units[n].hi != s.lo {
		return nil
	}
	return []span{p.units[n].span, {s.lo, s.lo + 1}}
}

// parenthetical reports whether the cue's clause is put in with "as": "wie X
// mitteilte", "as X said".
func (p *page) parenthetical(c *cue, segs []segment) bool {
	s := segs[c.seg]
	first := &p.words[s.lo]
	if !p.lex.sets["as"][first.lower] {
		return false
	}
	if p.lex.settings["order"] == "v2" {
		return c.final || c.finite == s.lo+1
	}
	return true
}

// around is the rest of the sentence around a parenthetical cue.
func (p *page) around(c *cue, cues []*cue, u span, segs []segment) []span {
	own := span{segs[c.seg].lo, segs[max(c.seg, c.endSeg)].hi}
	return p.clauseAround(own, c.seg, c, cues, segs)
}

// clauseAround is the clause that the words own are put into, without them.
func (p *page) clauseAround(own span, seg int, c *cue, cues []*cue, segs []segment) []span {
	lo, hi := 0, len(segs)
	for k := seg - 1; k >= 0; k-- {
		if segs[k].after == wordColon && k > 0 || segs[k].kind == segQuote {
			lo = k
			break
		}
	}
	if segs[seg].after == wordColon {
		lo = seg
	}
	for k := seg + 1; k < len(segs); k++ {
		if p.newStatement(k, c, cues, segs) || segs[k].kind == segQuote {
			hi = k
			break
		}
	}
	var out []span
	for _, s := range []span{{segs[lo].lo, own.lo}, {own.hi, segs[hi-1].hi}} {
		if s = p.trim(s); !s.empty() && p.hasLetters(s) {
			out = append(out, s)
		}
	}
	return out
}

func (p *page) hasLetters(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].letters() {
			return true
		}
	}
	return false
}

// preceding is the clause in front of an inverted cue: "A, sagte X".
func (p *page) preceding(c *cue, cues []*cue, segs []segment) span {
	s := segs[c.seg]
	first := s.lo
	if p.lex.sets["so"][p.words[first].lower] && first+1 < s.hi {
		first++
	}
	if c.seg == 0 || s.after != wordComma && s.after != wordDash && s.after != wordMark {
		return span{}
	}
	if c.finite != first && !p.invertedLead(c, s) {
		return span{}
	}
	if c.takes&takesQuote == 0 || c.passive && c.endSeg != len(segs)-1 {
		return span{}
	}
	if !c.passive && p.lex.settings["order"] == "v2" && first == s.lo && p.subjectAfter(c.finite+1, p.clauseLimit(c, span{0, s.hi}, segs)).empty() && !p.impersonal(c, segs) {
		return span{}
	}
	speaker := p.speakerBefore(c, segs)
	lo, main := speaker, p.verblessContent(c, segs)
	for k := speaker - 1; k >= 0 && segs[k].kind != segQuote; k-- {
		if p.lex.sets["as"][p.words[segs[k].lo].lower] && p.lex.settings["order"] == "v2" && k == 0 {
			break
		}
		if k < speaker-1 && p.newStatement(k+1, c, cues, segs) && k+1 != c.seg {
			break
		}
		lo = k
		main = main || segs[k].kind == segMain || segs[k].kind == segThat || segs[k].kind == segVerbFirst && segs[k].after == wordStop
		if segs[k].after == wordColon || k > 0 && p.words[segs[k].lo-1].text == ";" {
			break
		}
	}
	if !main || lo == speaker {
		return span{}
	}
	return p.trim(span{segs[lo].lo, segs[speaker-1].hi})
}

// speakerBefore returns the segment where the subject of an inverted cue
// begins when an apposition parts the two: "A, a spokesman, John Roe, said".
// It returns the cue's own segment otherwise.
func (p *page) speakerBefore(c *cue, segs []segment) int {
	if p.lex.settings["order"] == "v2" || c.finite < 0 || p.groupStart(c) != segs[c.seg].lo || c.at+1 != segs[c.seg].hi || c.seg+1 < len(segs) {
		return c.seg
	}
	k := c.seg
	for k > 1 && k > c.seg-3 && segs[k].after == wordComma && segs[k-1].kind == segPhrase && p.nounPhrase(segs[k-1].lo, segs[k-1].hi) == segs[k-1].hi {
		k--
	}
	if c.seg-k < 2 {
		return c.seg
	}
	return k
}

// verblessContent reports whether the segment before an inverted cue must be
// a clause although no verb was seen in it: it is long, no mere noun phrase,
// and the cue ends the sentence.
func (p *page) verblessContent(c *cue, segs []segment) bool {
	before := segs[c.seg-1]
	if p.lex.settings["order"] != "v2" || c.finite+1 >= segs[c.seg].hi || c.endSeg != len(segs)-1 || c.passive {
		return false
	}
	return before.kind == segPhrase && before.hi-before.lo > 3 && p.words[before.lo].kind != wordAdp &&
		p.nounPhrase(before.lo, before.hi) < before.hi
}

// invertedLead reports whether a cue that keeps its subject in front closes
// the sentence: "A, X said."
func (p *page) invertedLead(c *cue, s segment) bool {
	if p.lex.settings["order"] == "v2" || c.finite < 0 && len(c.words) == 1 {
		return false
	}
	return !p.hasFinite(span{c.at + 1, s.hi}) && s.hi-c.at <= 16 && p.groupStart(c) > s.lo && p.shortLead(span{s.lo, p.groupStart(c)})
}

// following is the clause behind the cue: with a conjunction, without one, or
// an infinitive.
func (p *page) following(c *cue, cues []*cue, u span, segs []segment) span {
	last := max(c.seg, c.endSeg)
	for k := last + 1; k < len(segs) && k <= last+4; k++ {
		if !p.beginsContent(k, last+1, c, segs) {
			if segs[k].kind == segRelative || segs[k].kind == segPhrase && segs[k].after != wordOther {
				continue
			}
			return span{}
		}
		lo := segs[k].lo
		if segs[k].kind == segInfinitive && k > last+1 && c.words[len(c.words)-1] == segs[last].hi-1 && c.finite > segs[c.seg].lo {
			lo = segs[last+1].lo // an infinitive clause that a relative clause parts
		}
		return p.trim(span{lo, p.contentEnd(k, c, cues, segs)})
	}
	return span{}
}

// beginsContent reports whether segment k is the start of what was said.
func (p *page) beginsContent(k, first int, c *cue, segs []segment) bool {
	s := segs[k]
	clause := c.takes&(takesClause|takesQuote) != 0
	switch s.kind {
	case segThat:
		return c.takes&^takesAs != 0 && s.after != wordOther && (p.lex.sets["that"][p.words[s.lo].lower] || p.closeBefore(k, c, segs))
	case segInfinitive:
		return (clause || c.takes&takesInf != 0) && s.after == wordComma && !p.lex.sets["adverbial-infinitive"][p.words[s.lo].lower]
	case segMain, segVerbFirst:
		if !clause && c.takes&takesThat == 0 || p.words[s.lo].kind == wordConj || s.after == wordOther {
			return false
		}
		return p.segmentSubjunctive(s) || s.kind == segMain && k == first && s.after != wordDash && !c.final && !c.passive && c.takes&takesQuote != 0
	case segSub:
		return clause && k+1 < len(segs) && segs[k+1].kind == segVerbFirst && p.segmentSubjunctive(segs[k+1])
	}
	return false
}

// closeBefore reports whether nothing but the cue and its subject stands
// before segment k: then an interrogative opens content and no relative clause.
func (p *page) closeBefore(k int, c *cue, segs []segment) bool {
	last := c.words[len(c.words)-1]
	end := segs[k-1].hi
	return last == end-1 || last < end && p.nounPhrase(last+1, end) == end && p.lex.sets["subject-pronoun"][p.words[last+1].lower]
}

// segmentSubjunctive reports whether the first finite verb of the segment is
// in a reporting mood.
func (p *page) segmentSubjunctive(s segment) bool {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].kind == wordFinite && p.quoteAt[i] < 0 {
			return p.subjunctive(i) || p.lex.sets["subjunctive-past"][p.words[i].lower]
		}
	}
	return false
}

// contentEnd returns the word where content that begins with segment k ends.
func (p *page) contentEnd(k int, c *cue, cues []*cue, segs []segment) int {
	m := k + 1
	for ; m < len(segs); m++ {
		s := segs[m]
		if s.kind == segQuote || s.after == wordColon || p.newStatement(m, c, cues, segs) {
			break
		}
		if s.kind != segMain && s.kind != segVerbFirst || p.segmentSubjunctive(s) {
			continue
		}
		if c.final && s.kind == segVerbFirst || segs[k].kind != segMain && p.words[s.lo].kind == wordConj {
			break
		}
	}
	return segs[m-1].hi
}

// newStatement reports whether segment k begins another statement on the
// level of c: an indicative cue in a main clause of its own.
func (p *page) newStatement(k int, c *cue, cues []*cue, segs []segment) bool {
	s := segs[k]
	if s.kind != segMain && s.kind != segVerbFirst || s.after == wordDash || s.after == wordOpen {
		return false
	}
	for _, o := range cues {
		if o == c || o.seg != k || o.subj || o.final || o.finite < 0 {
			continue
		}
		if p.words[s.lo].kind == wordConj || s.after == wordOther || s.after == wordComma && o.finite == s.lo && s.kind == segVerbFirst && c != nil && p.lex.settings["order"] == "v2" {
			return true
		}
	}
	return false
}
