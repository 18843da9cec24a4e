// SPDX-License-Identifier: Apache-2.0

package attribution

// joinSplitClause moves the cue of a clause that ends in its verb to the
// segment where the clause begins: "Wie der Sprecher, Herr X, mitteilte".
func (p *page) joinSplitClause(c *cue, segs []segment) {
	if c.final || c.finite < 0 || p.lex.settings["order"] != "v2" || c.finite != segs[c.seg].hi-1 {
		return
	}
	for i := segs[c.seg].lo; i < c.finite; i++ {
		if k := p.words[i].kind; k != wordNonfin && k != wordAdv && k != wordAdp && k != wordNoun && k != wordDet && k != wordAdj {
			return
		}
	}
	for k := c.seg - 1; k >= 0 && k > c.seg-5; k-- {
		first := &p.words[segs[k].lo]
		if segs[k].kind == segQuote || p.hasFinite(segs[k].span) && segs[k].kind != segRelative {
			return
		}
		if p.lex.sets["as"][first.lower] || first.kind == wordSub || p.lex.sets["subordinator"][first.lower] {
			c.seg, c.final = k, true
			return
		}
	}
}

// takenForParticiple reports whether a word that the tagger took for a
// participle must be the finite verb, because its clause has no other.
func (p *page) takenForParticiple(i int, s segment) bool {
	if p.words[i].kind != wordNonfin {
		return false
	}
	if i == s.lo {
		return i > 0 && p.words[i-1].kind == wordMark && p.words[i].tok.Feat("VerbForm") == "Part"
	}
	if p.lex.settings["order"] == "v2" {
		return !p.hasFinite(s.span)
	}
	switch p.words[i].tok.Rel() {
	case "root", "conj", "ccomp", "parataxis":
		return p.words[i].tok.Feat("VerbForm") == "Part" && !p.hasFinite(span{s.lo, i})
	case "acl":
		head := p.words[i].tok.Head // "the chiefs announced that they had agreed"
		return head >= 0 && p.r.Doc.Tokens[head].Rel() == "root" && head < p.words[i].first &&
			!p.hasFinite(span{s.lo, i}) && p.hasFinite(span{i + 1, s.hi})
	}
	return false
}

// hasParticle reports whether the tree gives the verb at i a separated
// particle: then it is another verb than the one without.
func (p *page) hasParticle(i int) bool {
	k := p.r.Tree.Child(p.words[i].first, "compound")
	return k > p.words[i].first && p.lex.isParticle(p.words[p.wordOf(k)].lower)
}

// participleHere reports whether the word, whatever its tag, ends a clause
// that an auxiliary has opened: "hatte der Minister, …, erklärt".
func (p *page) participleHere(i int, u span, segs []segment, seg int) bool {
	if i != segs[seg].hi-1 || p.lex.settings["order"] != "v2" {
		return false
	}
	for _, f := range p.lex.forms[p.words[i].lower] {
		if f.kind == formParticiple {
			return p.findAuxiliary(&cue{at: i, finite: -1, seg: seg}, u, segs)
		}
	}
	return false
}

// findParticle finds the separated particle of the finite verb at i: the word
// that ends its clause, with whole segments in between if need be.
func (p *page) findParticle(i int, particle string, u span, segs []segment) int {
	for j := i + 1; j < u.hi && j < i+farthest; j++ {
		if !p.open(j) {
			j = min(p.blockAt(j).outer.hi, u.hi) - 1
			continue
		}
		w := &p.words[j]
		if w.lower == particle && p.clauseEndsAfter(j, u) {
			return j
		}
		if w.kind == wordColon || j > i+1 && w.kind == wordSub && p.lex.sets["that"][w.lower] {
			return -1
		}
	}
	return -1
}

// clauseEndsAfter reports whether word j is the last of its clause.
func (p *page) clauseEndsAfter(j int, u span) bool {
	if j+1 >= u.hi || !p.open(j+1) {
		return true
	}
	switch p.words[j+1].kind {
	case wordComma, wordColon, wordStop, wordDash, wordOpen, wordClose, wordConj, wordMark:
		return true
	}
	return false
}

// endsClause reports whether the finite verb at i stands at the end of its
// segment behind other words.
func (p *page) endsClause(i int, s segment) bool {
	if s.kind == segThat && i+1 < s.hi && i > s.lo+2 && p.words[i+1].kind == wordConj && p.hasFinite(span{i + 1, s.hi}) {
		return p.lex.settings["order"] == "v2" // two predicates of one clause
	}
	return p.lex.settings["order"] == "v2" && i == s.hi-1 && (s.kind == segThat || s.kind == segSub ||
		s.kind == segRelative || p.lex.sets["as"][p.words[s.lo].lower])
}

// modalBefore returns the modal verb of a main clause that ends in a perfect
// infinitive, which looks like a finite verb ("Oslo soll Lima gewarnt haben"),
// or -1.
func (p *page) modalBefore(participle, infinitive int, s segment) int {
	if s.kind != segMain || !p.lex.sets["perfect-infinitive"][p.words[infinitive].lower] {
		return -1
	}
	for i := s.lo; i < participle; i++ {
		if w := &p.words[i]; w.kind == wordFinite && (p.lex.sets["modal"][w.lower] || p.lex.sets["hearsay"][w.lower]) {
			return i
		}
	}
	return -1
}

// findAuxiliary finds the finite verb of a participle: behind it in a clause
// that ends in verbs, before it otherwise.
func (p *page) findAuxiliary(c *cue, u span, segs []segment) bool {
	if p.lex.settings["order"] != "v2" {
		return p.groupBefore(c, segs[c.seg])
	}
	s := segs[c.seg]
	for j := c.at + 1; j < s.hi && j <= c.at+3; j++ {
		w := &p.words[j]
		if p.lex.sets["participle-auxiliary"][w.lower] {
			c.words = append(c.words, j)
			c.passive = true
			continue
		}
		if w.kind != wordFinite || !p.lex.sets["auxiliary"][w.lower] {
			break
		}
		c.words = append(c.words, j)
		c.finite, c.final = j, true
		if m := p.modalBefore(c.at, j, s); m >= 0 {
			c.finite, c.final = m, false
		}
		c.passive = c.passive || p.passiveWith(c, w)
		c.subj = p.subjunctive(j)
		return true
	}
	for j := c.at - 1; j >= u.lo && j > c.at-farthest; j-- {
		w := &p.words[j]
		if !p.open(j) || w.kind == wordColon || j < s.lo && w.kind == wordStop {
			return false
		}
		if j >= s.lo && w.kind == wordSub && j > u.lo {
			return false
		}
		if w.kind != wordFinite || !p.lex.sets["auxiliary"][w.lower] {
			continue
		}
		if j < s.lo && !p.clauseReaches(segs, j, c.seg) {
			return false
		}
		c.words = append(c.words, j)
		c.finite, c.seg = j, segmentOf(segs, j)
		c.passive = c.passive || p.passiveWith(c, w)
		c.subj = p.subjunctive(j)
		return true
	}
	return false
}

// passiveWith reports whether the auxiliary makes the participle a passive: one
// of becoming always, one of being when the verb has its perfect with another.
func (p *page) passiveWith(c *cue, auxiliary *word) bool {
	if p.lex.sets["passive"][auxiliary.lower] {
		return true
	}
	return c.verb != nil && p.lex.sets["state-passive"][auxiliary.lower] && !p.lex.sets["perfect-with-be"][c.verb.lemma]
}

// clauseReaches reports whether the clause of word j goes on in segment seg:
// everything between is a relative clause or an apposition.
func (p *page) clauseReaches(segs []segment, j, seg int) bool {
	for k := segmentOf(segs, j) + 1; k <= seg; k++ {
		if kind := segs[k].kind; kind != segRelative && kind != segPhrase && kind != segInfinitive {
			return false
		}
		if segs[k].after == wordOther && k == seg {
			return true
		}
	}
	return true
}

// findModal finds the modal verb of an infinitive in the same segment.
func (p *page) findModal(c *cue, u span, segs []segment) bool {
	s := segs[c.seg]
	if p.lex.settings["order"] != "v2" {
		return p.groupBefore(c, s)
	}
	if c.at > s.lo && p.lex.sets["to"][p.words[c.at-1].lower] {
		return false
	}
	for j := c.at + 1; j < s.hi && j <= c.at+1; j++ {
		if p.words[j].kind == wordFinite && p.lex.sets["modal"][p.words[j].lower] {
			c.words = append(c.words, j)
			c.finite, c.final, c.subj = j, true, p.subjunctive(j)
			return true
		}
	}
	for j := c.at - 1; j >= s.lo; j-- {
		if p.words[j].kind == wordFinite {
			if !p.lex.sets["modal"][p.words[j].lower] {
				return false
			}
			c.words = append(c.words, j)
			c.finite, c.subj = j, p.subjunctive(j)
			return true
		}
	}
	return false
}

// groupBefore collects the auxiliaries and adverbs in front of a verb of a
// language that keeps them together: "has repeatedly been". It reports whether
// there is an auxiliary or the infinitive's particle.
func (p *page) groupBefore(c *cue, s segment) bool {
	first, auxiliary := c.at, false
	for j := c.at - 1; j >= s.lo && j >= c.at-6; j-- {
		w := &p.words[j]
		switch {
		case p.lex.sets["auxiliary"][w.lower] && w.kind != wordNoun:
			first, auxiliary = j, true
			c.passive = c.passive || !c.bare && j >= c.at-3 && p.lex.sets["passive"][w.lower] && p.nothingButAdverbs(j+1, c.at)
			if c.finite < 0 || j < c.finite {
				c.finite = j
			}
			continue
		case p.lex.sets["to"][w.lower]:
			first, auxiliary = j, true
			continue
		case w.kind == wordAdv && p.open(j):
			first = j
			continue
		}
		break
	}
	for j := first; j < c.at; j++ {
		c.words = append(c.words, j)
	}
	return auxiliary
}

func (p *page) nothingButAdverbs(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if p.words[i].kind != wordAdv {
			return false
		}
	}
	return true
}
