// SPDX-License-Identifier: Apache-2.0

package attribution

import "strings"

// cue is an occurrence of a verb of saying.
type cue struct {
	verb     *verb
	takes    frame
	at       int // the form that carries the meaning
	finite   int // the finite verb: at itself or an auxiliary; -1 when there is none
	words    []int
	passive  bool
	subj     bool // the finite verb is in the subjunctive: somebody else's words
	final    bool // the finite verb ends its clause
	seg      int  // segment of the finite verb, or of at
	endSeg   int  // segment where the cue words end
	used     bool
	front    bool // its subject stands in front of it
	bare     bool // infinitive or gerund without an auxiliary
	quotes   *cue // the verb of quoting that introduces it: "quoted him as saying"
	inverted bool // stands behind what was said: "…, sagte X"
}

// farthest bounds in words how far apart the parts of one cue may stand.
const farthest = 60

// cues finds the verbs of saying in the open words of a unit.
func (p *page) cues(u span, segs []segment) []*cue {
	var out []*cue
	origin := p.lex.phrases["origin"]
	for i := u.lo; i < u.hi; i++ {
		if !p.open(i) || origin.at(p.words, i, u.hi) > 0 {
			continue
		}
		if c := p.cueAt(i, u, segs); c != nil {
			out = append(out, c)
		}
	}
	return p.joinQuoted(withoutParts(out))
}

// withoutParts drops the cues that share a word with a longer one.
func withoutParts(cues []*cue) []*cue {
	longest := map[int]int{}
	for _, c := range cues {
		for _, i := range c.words {
			longest[i] = max(longest[i], len(c.words))
		}
	}
	kept := cues[:0]
	for _, c := range cues {
		if longest[c.at] == len(c.words) {
			kept = append(kept, c)
		}
	}
	return kept
}

// cueAt returns the best reading of word i as a cue, or nil. The reading with
// the most words wins; readings of the same length share their frames.
func (p *page) cueAt(i int, u span, segs []segment) *cue {
	if !p.mayBeVerb(i, u) {
		return nil
	}
	forms := p.lex.forms[p.words[i].lower]
	if len(forms) == 0 {
		return nil
	}
	seg := segmentOf(segs, i)
	if seg < 0 {
		return nil
	}
	var best *cue
	for _, f := range forms {
		c := p.tryForm(i, f, u, segs, seg)
		switch {
		case c == nil:
		case best == nil || len(c.words) > len(best.words):
			best = c
		case len(c.words) == len(best.words) && c.verb.lemma == best.verb.lemma:
			best.takes |= c.takes
			best.subj = best.subj && c.subj
			if len(best.verb.preps) == 0 && len(c.verb.preps) > 0 {
				v := *best.verb
				v.preps = c.verb.preps
				best.verb = &v
			}
			if best.verb.addressee == "" && c.verb.addressee != "" {
				v := *best.verb
				v.addressee = c.verb.addressee
				best.verb = &v
			}
		}
	}
	return best
}

// mayBeVerb reports whether the word's tag and shape allow it to be a verb.
func (p *page) mayBeVerb(i int, u span) bool {
	w := &p.words[i]
	switch w.tok.UPOS {
	case "VERB", "AUX", "ADJ", "":
		return !w.capital() || i == u.lo || p.words[i-1].kind == wordColon || p.words[i-1].kind == wordMark || p.allCapitals(u)
	case "ADV", "X":
		return !w.capital()
	}
	return false
}

func (p *page) allCapitals(u span) bool { return p.lex.settings["order"] != "v2" }

// tryForm checks that everything the form needs is there.
func (p *page) tryForm(i int, f form, u span, segs []segment, seg int) *cue {
	c := &cue{verb: f.verb, takes: f.verb.takes, at: i, finite: -1, seg: seg, words: []int{i}}
	switch f.kind {
	case formFinite, formSubjunctive:
		if p.participleHere(i, u, segs, seg) || p.words[i].kind != wordFinite && !p.takenForParticiple(i, segs[seg]) {
			return nil
		}
		c.finite = i
		if p.lex.settings["order"] != "v2" {
			p.groupBefore(c, segs[seg])
			c.finite = i
			break
		}
		c.subj = f.kind == formSubjunctive && p.subjunctive(i)
		if !f.whole {
			j := p.findParticle(i, f.verb.particle, u, segs)
			if j < 0 {
				return nil
			}
			c.words = append(c.words, j)
		} else if f.verb.particle == "" && !f.whole && p.hasParticle(i) {
			return nil
		} else {
			c.final = p.endsClause(i, segs[seg])
		}
	case formParticiple:
		if !p.findAuxiliary(c, u, segs) {
			return nil
		}
	case formInfinitive:
		if p.words[i].kind == wordFinite || !p.findModal(c, u, segs) {
			return nil
		}
	default:
		c.bare = true
		p.groupBefore(c, segs[seg])
	}
	if !p.findPartners(c, u, segs) {
		return nil
	}
	sortInts(c.words)
	p.joinSplitClause(c, segs)
	c.endSeg = segmentOf(segs, c.words[len(c.words)-1])
	return c
}

// findPartners finds the words that the verb wants beside it.
func (p *page) findPartners(c *cue, u span, segs []segment) bool {
	if len(c.verb.partners) == 0 {
		return true
	}
	s := segs[c.seg].span
	if end := segmentOf(segs, c.at); end > c.seg {
		s.hi = segs[end].hi
	}
	lo := s.lo
	for _, partner := range c.verb.partners {
		j := p.findPartner(span{lo, s.hi}, partner, c.words, u)
		if j < 0 {
			return false
		}
		for k := range len(partner) {
			c.words = append(c.words, j+k)
		}
		lo = j + len(partner)
	}
	return true
}

// findPartner finds the words, one after the other, in s; a particle only
// where its clause ends.
func (p *page) findPartner(s span, partner []string, taken []int, u span) int {
next:
	for j := s.lo; j+len(partner) <= s.hi; j++ {
		if !sameWords(p.words[j:], partner) {
			continue
		}
		for _, t := range taken {
			if t == j {
				continue next
			}
		}
		if len(partner) == 1 && p.lex.particles[partner[0]] && !p.clauseEndsAfter(j, u) && !p.verbFollows(j, s) {
			continue
		}
		return j
	}
	return -1
}

// verbFollows reports whether word j stands directly before a verb.
func (p *page) verbFollows(j int, s span) bool {
	return j+1 < s.hi && (p.words[j+1].kind == wordNonfin || p.words[j+1].kind == wordFinite)
}

// subjunctive reports whether the finite verb at i is in a mood that carries
// reported speech.
func (p *page) subjunctive(i int) bool {
	w := &p.words[i]
	if p.ownVoiceBeside(i) {
		return false
	}
	if p.lex.sets["subjunctive"][w.lower] {
		return true
	}
	if p.lex.sets["indicative"][w.lower] {
		return false
	}
	if p.lex.sets["subjunctive-past"][w.lower] {
		return false
	}
	return w.tok.Feat("Mood") == "Sub" && w.tok.Feat("Tense") == "Pres" && p.subjunctiveEnding(w) || p.subjunctiveShape(w)
}

// ownVoiceBeside reports whether the subject beside the verb at i is the
// writer: then the form is an indicative.
func (p *page) ownVoiceBeside(i int) bool {
	own := p.lex.sets["own-voice"]
	return i > 0 && own[p.words[i-1].lower] || i+1 < len(p.words) && own[p.words[i+1].lower]
}

// subjunctiveShape reports whether a finite verb of the third person has the
// ending of the present subjunctive.
func (p *page) subjunctiveShape(w *word) bool {
	ending := p.lex.settings["subjunctive-ending"]
	if ending == "" || w.kind != wordFinite || w.capital() || w.tok.UPOS != "VERB" && w.tok.UPOS != "AUX" || !p.subjunctiveEnding(w) {
		return false
	}
	return !strings.HasSuffix(w.lower, p.lex.settings["past-ending"])
}

func (p *page) subjunctiveEnding(w *word) bool {
	ending := p.lex.settings["subjunctive-ending"]
	return len(w.lower) > len(ending)+2 && strings.HasSuffix(w.lower, ending)
}

// segmentOf returns the index of the segment that holds word i, or -1.
func segmentOf(segs []segment, i int) int {
	lo, hi := 0, len(segs)
	for lo < hi {
		mid := (lo + hi) / 2
		if segs[mid].hi <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(segs) && segs[lo].has(i) {
		return lo
	}
	return -1
}

// sortInts sorts a handful of numbers.
func sortInts(a []int) {
	for i := 1; i < len(a); i++ {
		for j := i; j > 0 && a[j] < a[j-1]; j-- {
			a[j], a[j-1] = a[j-1], a[j]
		}
	}
}
