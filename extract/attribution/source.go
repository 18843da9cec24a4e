// SPDX-License-Identifier: Apache-2.0

package attribution

// subject returns the words that name who speaks with the cue, empty when the
// text does not say.
func (p *page) subject(c *cue, u span, segs []segment) span {
	if c.passive {
		return p.agent(c, u, segs)
	}
	if c.finite < 0 {
		return p.gerundSubject(c, u, segs)
	}
	if p.lex.settings["order"] != "v2" {
		return p.subjectBefore(c, u, segs)
	}
	s := segs[c.seg]
	if c.final {
		if at := segmentOf(segs, c.finite); at > c.seg {
			s.hi = segs[at].hi
		}
		return p.dropOccasion(p.finalSubject(c, s))
	}
	before := p.prefield(c, u, segs)
	if !before.empty() && !p.treePrefers(c, before) {
		return p.dropOccasion(before)
	}
	if after := p.subjectAfter(c.finite+1, p.clauseLimit(c, u, segs)); !after.empty() {
		return p.dropOccasion(after)
	}
	return before
}

// dropOccasion cuts "in einer Erklärung" off a subject: the noun of saying
// is the occasion, not who speaks. A time at its end goes too, and whatever
// stands with a preposition of place behind a person's name.
func (p *page) dropOccasion(s span) span {
	for i := s.lo + 1; i+1 < s.hi; i++ {
		if !p.lex.sets["place-preposition"][p.words[i].lower] {
			continue
		}
		if p.hasSpeechNoun(span{i + 1, s.hi}) || p.lex.inSet("time-noun", p.words[s.hi-1].lower) || p.endsPerson(s.lo, i) {
			return span{s.lo, i}
		}
	}
	return s
}

// endsPerson reports whether the name of a person ends directly in front of
// word i.
func (p *page) endsPerson(lo, i int) bool {
	if i <= lo || p.words[i-1].tok.UPOS != "PROPN" {
		return false
	}
	if e := p.r.EntityHeadedAt(p.words[i-1].first); e >= 0 && e < len(p.r.Entities) {
		return p.r.Entities[e].Type == "PER"
	}
	_, known := p.lastNames()[p.words[i-1].lower]
	return known
}

// treePrefers reports whether the subject must be looked for behind the verb
// although a noun phrase stands in front of it: a pronoun in the nominative
// follows, the phrase in front does not agree with the verb, or the tree has
// its subject behind the verb in a name.
func (p *page) treePrefers(c *cue, before span) bool {
	i := c.finite + 1
	if i >= len(p.words) {
		return false
	}
	if p.lex.sets["subject-pronoun"][p.words[i].lower] && !p.lex.sets["subject-pronoun"][p.words[before.lo].lower] {
		return true
	}
	if p.standsInDative(c, before) {
		return true
	}
	number := p.words[c.finite].tok.Feat("Number")
	if got := p.numberOf(before); got != "" && number != "" && got != number {
		return p.numberOf(span{i, p.bareNounPhrase(i, min(i+12, len(p.words)))}) == number
	}
	for _, w := range []int{c.at, c.finite} {
		if s := p.r.Tree.Child(p.words[w].first, "nsubj"); s >= 0 {
			at := p.wordOf(s)
			return at > c.finite && at <= c.finite+4 && p.words[at].tok.UPOS == "PROPN" && p.words[at-1].kind != wordDet && !p.hasName(before)
		}
	}
	return false
}

// standsInDative reports whether the tree has the phrase in front of the verb
// as whom something is said to or done to, and its subject behind the verb.
func (p *page) standsInDative(c *cue, before span) bool {
	for _, w := range []int{c.at, c.finite} {
		s := p.r.Tree.Child(p.words[w].first, "nsubj")
		if s < 0 || p.wordOf(s) <= c.finite {
			continue
		}
		for i := before.lo; i < before.hi; i++ {
			tok := p.words[i].tok
			if tok.Head == p.words[w].first && (tok.Deprel == "obl:arg" || tok.Rel() == "iobj") && tok.Feat("Case") == "Dat" && p.r.Tree.Child(p.words[i].first, "case") < 0 {
				return true
			}
		}
	}
	return false
}

// numberOf is the number of a phrase's first noun: Sing, Plur, or "".
func (p *page) numberOf(s span) string {
	number := ""
	for i := s.lo; i < s.hi; i++ {
		w := &p.words[i]
		if p.lex.sets["and"][w.lower] {
			return "Plur"
		}
		if (w.kind == wordNoun || w.kind == wordPronoun) && number == "" {
			number = w.tok.Feat("Number")
		}
	}
	return number
}

// hasName reports whether the phrase holds a name.
func (p *page) hasName(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].tok.UPOS == "PROPN" {
			return true
		}
	}
	return false
}

// clauseLimit is where the search for the subject behind the verb ends.
func (p *page) clauseLimit(c *cue, u span, segs []segment) int {
	hi := segs[c.seg].hi
	for k := c.seg + 1; k < len(segs) && (k <= c.endSeg || segs[k].kind == segPhrase); k++ {
		hi = segs[k].hi
	}
	return min(hi, u.hi)
}

// subjectAfter finds the first noun phrase behind the verb that can be a
// subject: adverbs, prepositional phrases and reflexives are passed over.
func (p *page) subjectAfter(i, hi int) span {
	for i < hi {
		w := &p.words[i]
		switch {
		case p.lex.sets["impersonal"][w.lower]:
			return span{}
		case w.kind == wordAdv || w.kind == wordMark && p.quoteAt[i] < 0 || p.lex.sets["reflexive"][w.lower] || p.lex.sets["oblique-pronoun"][w.lower]:
			i++
		case w.kind == wordAdp:
			k := p.nounPhrase(i+1, hi)
			if k == i+1 {
				k = i + 1
			}
			i = k
		case p.lex.sets["oblique"][w.lower] && w.kind == wordDet:
			k := p.nounPhrase(i, hi)
			if k == i {
				return span{}
			}
			i = k
		case w.kind == wordComma && hi > i+1 && p.words[i+1].kind != wordComma && i > 0 && p.words[i-1].kind == wordAdv:
			i++
		case w.kind == wordNonfin || w.kind == wordComma || w.kind == wordColon || w.kind == wordConj || w.kind == wordStop:
			return span{}
		default:
			k := p.nounPhrase(i, hi)
			if k == i {
				i++
				continue
			}
			if p.timeOnly(span{i, k}) {
				i = k
				continue
			}
			return span{i, p.withAppositions(k, hi)}
		}
	}
	return span{}
}

// timeOnly reports whether the phrase is nothing but a time.
func (p *page) timeOnly(s span) bool {
	time := false
	for i := s.lo; i < s.hi; i++ {
		w := &p.words[i]
		isTime := p.lex.sets["time-noun"][w.lower]
		if w.kind == wordNoun && !isTime || w.kind == wordPronoun {
			return false
		}
		time = time || isTime || w.tok.UPOS == "NUM"
	}
	return time
}

// prefield returns the noun phrase in front of the finite verb when it can be
// the subject.
func (p *page) prefield(c *cue, u span, segs []segment) span {
	s := segs[c.seg]
	lo := s.lo
	if lo < c.finite && p.words[lo].kind == wordConj {
		lo++
	}
	if lo == c.finite {
		if p.words[s.lo].kind == wordConj || s.after == wordOther {
			return p.sharedSubject(c, u, segs)
		}
		if c.inverted {
			return span{}
		}
		if d := p.distantPrefield(c, segs); !d.empty() {
			return d
		}
		if p.subjectAfter(c.finite+1, p.clauseLimit(c, u, segs)).empty() && !p.impersonal(c, segs) {
			return p.sharedSubject(c, u, segs)
		}
		return span{}
	}
	for lo+1 < c.finite && p.words[lo].kind == wordAdv {
		lo++
	}
	if last := c.finite - 1; last > lo && p.lex.sets["subject-pronoun"][p.words[last].lower] && !p.lex.sets["impersonal"][p.words[last].lower] {
		return span{last, last + 1}
	}
	w := &p.words[lo]
	if lo+1 == c.finite && p.lex.sets["points-back"][w.lower] {
		return span{}
	}
	if w.kind == wordAdp || w.kind == wordAdv || p.lex.sets["impersonal"][w.lower] || p.lex.sets["oblique"][w.lower] && w.kind == wordDet ||
		p.lex.sets["oblique-pronoun"][w.lower] {
		return span{}
	}
	if lo+1 < c.finite && p.words[lo+1].kind == wordAdp && (w.tok.UPOS == "ADV" || w.tok.UPOS == "ADJ") {
		return span{} // "together with Norway …"
	}
	k := p.nounPhrase(lo, c.finite)
	if k == lo || p.timeOnly(span{lo, k}) {
		return span{}
	}
	for k < c.finite && (p.words[k].kind == wordAdp || p.words[k].kind == wordAdv || p.words[k].kind == wordConj) {
		m := p.prepositional(k, c.finite)
		if p.words[k].kind == wordAdv {
			m = k + 1
		}
		if m == k {
			break
		}
		k = m
	}
	if c.seg > 0 && s.after == wordComma && segs[c.seg-1].kind == segPhrase && p.startsUnit(segs, c.seg-1, u) && p.isNounPhrase(segs[c.seg-1].span) {
		lo = segs[c.seg-1].lo
	}
	return span{lo, min(k, c.finite)}
}

func (p *page) isNounPhrase(s span) bool {
	k := p.nounPhrase(s.lo, s.hi)
	return k > s.lo && !p.timeOnly(span{s.lo, k}) && p.words[s.lo].kind != wordAdp
}

func (p *page) startsUnit(segs []segment, k int, u span) bool {
	return k == 0 || segs[k].after == wordColon || segs[k].after == wordStop || segs[k].after == wordMark
}

// distantPrefield finds the subject of a verb that opens its segment because
// a relative clause or an apposition stands between the two.
func (p *page) distantPrefield(c *cue, segs []segment) span {
	k := c.seg - 1
	for k > 0 && k > c.seg-5 && p.betweenSubjectAndVerb(segs[k]) && segs[k].after != wordOther {
		k--
	}
	if k < 0 || k == c.seg || segs[k].kind != segPhrase || !p.isNounPhrase(segs[k].span) {
		return span{}
	}
	lo := segs[k].lo
	if p.words[lo].kind == wordConj {
		lo++
	}
	if w := &p.words[lo]; p.lex.sets["oblique"][w.lower] && w.kind == wordDet {
		return span{}
	}
	hi := segs[k].hi
	for m := k + 1; m < c.seg && (segs[m].kind == segPhrase || p.lex.settings["order"] != "v2"); m++ {
		hi = segs[m].hi
	}
	return span{lo, hi}
}

// betweenSubjectAndVerb reports whether the segment can stand between a
// subject and its verb.
func (p *page) betweenSubjectAndVerb(s segment) bool {
	switch s.kind {
	case segRelative, segPhrase, segInfinitive:
		return true
	case segSub, segThat:
		return p.lex.settings["order"] != "v2"
	}
	return false
}

// sharedSubject finds the subject of "X did this and said": that of the
// clause before.
func (p *page) sharedSubject(c *cue, u span, segs []segment) span {
	if s := p.subjectAfterOwn(c, segs); !s.empty() {
		return s
	}
	for k := c.seg - 1; k >= 0 && k > c.seg-6; k-- {
		if segs[k].kind != segMain && segs[k].kind != segVerbFirst || p.segmentSubjunctive(segs[k]) {
			continue
		}
		for i := segs[k].lo; i < segs[k].hi; i++ {
			if p.words[i].kind == wordFinite {
				other := &cue{at: i, finite: i, seg: k, endSeg: k}
				if k == c.seg {
					return span{}
				}
				return p.subject(other, u, segs)
			}
		}
	}
	return span{}
}

// subjectAfterOwn finds a subject that follows an elliptic clause's own verb:
// only a pronoun or a name directly behind it counts.
func (p *page) subjectAfterOwn(c *cue, segs []segment) span {
	i := c.finite + 1
	if i >= segs[c.seg].hi {
		return span{}
	}
	if w := &p.words[i]; p.lex.sets["subject-pronoun"][w.lower] && !p.lex.sets["impersonal"][w.lower] {
		return span{i, i + 1}
	}
	return span{}
}

// finalSubject finds the subject of a clause that ends in its verb.
func (p *page) finalSubject(c *cue, s segment) span {
	lo := s.lo
	if p.words[lo].kind == wordConj {
		lo++
	}
	if s.kind == segRelative && p.words[lo].kind != wordAdp {
		if sub := p.subjectAfter(lo+1, c.finite); !sub.empty() && p.canBeSubject(sub) && !p.lex.sets["relative-subject"][p.words[lo].lower] {
			return sub
		}
		return span{lo, lo + 1}
	}
	if lo+1 < c.finite && c.takes&takesNP != 0 && !c.passive && p.lex.sets["neuter-pronoun"][p.words[lo+1].lower] && p.bareNounPhrase(lo+2, c.finite) > lo+2 {
		return span{lo + 1, lo + 2} // "dass es die Entscheidung bedauere"
	}
	return p.subjectAfter(lo+1, c.finite)
}

// canBeSubject reports whether a noun phrase is not marked for another case.
func (p *page) canBeSubject(s span) bool {
	w := &p.words[s.lo]
	return !p.lex.sets["oblique"][w.lower] && !p.lex.sets["oblique-pronoun"][w.lower]
}

// agent finds who speaks in a passive: von X, durch X, by X.
func (p *page) agent(c *cue, u span, segs []segment) span {
	s := span{segs[c.seg].lo, p.clauseLimit(c, u, segs)}
	for i := s.lo; i < s.hi; i++ {
		n := p.lex.phrases["agent"].at(p.words, i, s.hi)
		if n == 0 || !p.open(i) {
			continue
		}
		k := p.nounPhrase(i+n, s.hi)
		if k == i+n || p.timeOnly(span{i + n, k}) {
			continue
		}
		return span{i + n, p.withAppositions(k, s.hi)}
	}
	return p.paperAtHead(s)
}

// paperAtHead returns the paper that a passive clause begins with: "In der
// Erklärung wird kritisiert".
func (p *page) paperAtHead(s span) span {
	if s.hi-s.lo < 3 || !p.lex.sets["place-preposition"][p.words[s.lo].lower] {
		return span{}
	}
	k := p.nounPhrase(s.lo+1, s.hi)
	if k == s.lo+1 {
		return span{}
	}
	if i := p.headNoun(span{s.lo + 1, k}); i < 0 || !p.lex.inSet("document", p.words[i].lower) {
		return span{}
	}
	return span{s.lo + 1, k}
}

// gerundSubject is the subject of the clause that a verb without its own
// subject hangs on.
func (p *page) gerundSubject(c *cue, u span, segs []segment) span {
	for k := c.seg; k >= 0 && k > c.seg-4; k-- {
		for i := segs[k].lo; i < segs[k].hi && (k < c.seg || i < c.at); i++ {
			if p.words[i].kind == wordFinite && p.open(i) {
				return p.subjectBefore(&cue{at: i, finite: i, seg: k, words: []int{i}}, u, segs)
			}
		}
	}
	for k := c.seg + 1; k < len(segs) && k < c.seg+3; k++ {
		for i := segs[k].lo; i < segs[k].hi; i++ {
			if p.words[i].kind == wordFinite && p.open(i) {
				return p.subjectBefore(&cue{at: i, finite: i, seg: k, words: []int{i}}, u, segs)
			}
		}
	}
	return span{}
}
