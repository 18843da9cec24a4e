// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"sort"

	"depesche/extract"
	"depesche/nlp/match"
)

// candidate is a pattern that holds, or nearly holds, at a trigger.
type candidate struct {
	*match.Match
	pattern
	sides
	order   int  // of the pattern in the files
	direct  bool // the recipients are arguments themselves
	takesUp bool // what it judges is a pronoun for what was told right before
}

// candidates tries the patterns of every word of the text. Time is linear in
// the tokens: a word meets only the patterns of its own lemma. Those that lack
// a word of their own, or meet one that they forbid, make no candidate, unless
// all are asked for, to explain them.
func (w *work) candidates(all bool) []candidate {
	var out []candidate
	for t := range w.r.Doc.Tokens {
		if u := w.r.Doc.Tokens[t].UPOS; u == "PUNCT" || u == "DET" || w.r.Doc.SentenceOf(t) < 0 {
			continue
		}
		if w.attributive(t) || w.describes(t) || w.isEmbedded(t) {
			continue
		}
		for _, n := range w.index.Lookup(w.reader.Keys(t)) {
			if !all && !w.patterns[n].MayHold(w.reader, t) {
				continue
			}
			if c, ok := w.try(n, t); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// attributive reports whether a participle only describes a noun, or is one
// ("banned groups", "the wounded"), with nobody named who did it.
func (w *work) attributive(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	if tok.UPOS != "VERB" && tok.UPOS != "ADJ" || tok.Feat("VerbForm") == "Fin" || w.reader.Promoted(t) {
		return false
	}
	if tok.Rel() == "amod" || tok.Rel() == "conj" && tok.Head >= 0 && w.r.Doc.Tokens[tok.Head].Rel() == "amod" {
		return true
	}
	return w.r.Tree.Child(t, "det") >= 0 && w.r.Tree.Child(t, "nsubj") < 0
}

// try matches one pattern at a token.
func (w *work) try(number, t int) (candidate, bool) {
	p := w.patterns[number]
	accept, s := w.accepter(p.rule.Code, t)
	m := p.Find(w.reader, t, accept)
	if m == nil {
		return candidate{}, false
	}
	c := candidate{Match: m, pattern: p, sides: *s, order: number}
	c.direct = len(c.b) > 0 && !w.anySlot(&c, 'B', (*work).isDeep)
	w.addBeside(&c)
	return c, true
}

// addBeside adds to a side those beside whom it acts or suffers ("besides Peru,
// Chile signed as well").
func (w *work) addBeside(c *candidate) {
	if len(w.beside)+len(w.together) == 0 {
		return
	}
	beside := w.r.Tree.Children(c.Trigger)
	if subject := w.r.Tree.Child(c.Trigger, "nsubj"); subject >= 0 {
		beside = append(slices.Clone(beside), w.r.Tree.Children(subject)...)
	}
	for _, t := range beside {
		side := w.sideBeside(c, t)
		if side == nil {
			continue
		}
		for _, e := range w.phrase(t) {
			if !slices.Contains(c.a, e) && !slices.Contains(c.b, e) && (w.r.Entities[e].Type != "LOC" || w.isState(e)) {
				*side = append(*side, e)
				c.tokens = append(c.tokens, t)
			}
		}
	}
}

// sideBeside returns the side beside which the adposition of a phrase puts those
// whom it names, or nil.
func (w *work) sideBeside(c *candidate, t int) *[]int {
	mark := w.r.Tree.Child(t, "case")
	if mark < 0 || w.rel(t) != "obl" && w.rel(t) != "nmod" {
		return nil
	}
	is := func(words map[string]bool, token int) bool { return token >= 0 && words[lower(&w.r.Doc.Tokens[token])] }
	switch {
	case is(w.together, mark), is(w.together, mark-1):
		return w.subjectSide(c)
	case is(w.beside, mark) && w.rel(t) == "obl":
		return w.besideWhom(c, t)
	}
	return nil
}

// subjectSide returns the side of whoever is the subject of the act, or nil.
func (w *work) subjectSide(c *candidate) *[]int {
	passive := w.reader.Frame(c.Trigger).Passive
	for _, slot := range c.Slots {
		switch {
		case slot.Role == 'A' && !passive && (slot.Rel == relSubject || slot.Rel == relCue):
			return &c.a
		case slot.Role == 'B' && passive && slot.Rel == relObject:
			return &c.b
		}
	}
	return nil
}

// besideWhom returns the side that those at a token stand beside: of a passive,
// and of an act with one argument, that of the subject; else the side that an
// adverb stands before ("also"); nil when the words do not say.
func (w *work) besideWhom(c *candidate, token int) *[]int {
	var subject, object, marked *[]int
	for _, slot := range c.Slots {
		side, at := &c.a, slot.Token
		if slot.Role == 'B' {
			side = &c.b
		}
		switch {
		case at == token || slot.Role == 'N':
			return nil
		case slot.Rel == relCue:
			subject, at = side, w.r.Tree.Child(c.Trigger, "nsubj")
		case slot.Rel == relSubject:
			subject = side
		case slot.Rel == relObject:
			object = side
		default:
			continue
		}
		if at >= 0 && w.isBehindAdverb(at) {
			marked = side
		}
	}
	switch {
	case marked != nil:
		return marked
	case object == nil && !w.reader.Frame(c.Trigger).Passive:
		return subject
	case subject == nil && w.reader.Frame(c.Trigger).Passive:
		return object
	}
	return nil
}

// isBehindAdverb reports whether an adverb stands right before a phrase or opens
// it.
func (w *work) isBehindAdverb(t int) bool {
	first, _ := w.r.Tree.Extent(t)
	return w.r.Doc.Tokens[first].UPOS == "ADV" || first > 0 && w.r.Doc.Tokens[first-1].UPOS == "ADV"
}

// choose keeps one candidate for each trigger: the most specific that holds.
// A trigger that a kept pattern names as part of itself is dropped. What only
// nearly holds is noted as not codable when a side was found.
func (w *work) choose(all []candidate) []candidate {
	best := map[int]int{} // trigger → index into all
	for i := range all {
		if !all[i].Held() || w.isDoubtful(&all[i]) {
			continue
		}
		if j, ok := best[all[i].Trigger]; !ok || better(&all[i], &all[j]) {
			best[all[i].Trigger] = i
		}
	}
	var kept []candidate
	for _, i := range best {
		kept = append(kept, all[i])
	}
	sort.Slice(kept, func(i, j int) bool { return kept[i].Trigger < kept[j].Trigger })
	kept = dropUsed(kept)
	w.noteNear(all, kept)
	return kept
}

// mostDoubt is the cost of a match above which it is left uncoded in a long
// sentence: two of its arguments, or one far away, were read without the tree.
const mostDoubt = 5

// longSentence is the number of tokens from which on the order of the phrases
// alone says too little.
const longSentence = 12

// isDoubtful reports a pattern that holds, but on words that the tree does not
// tie together.
func (w *work) isDoubtful(c *candidate) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(c.Trigger)]
	return c.Cost > mostDoubt && s.Last-s.First > longSentence
}

// better reports whether a says more than b at the same trigger.
func better(a, b *candidate) bool {
	if a.hosts != b.hosts && len(a.a)+len(a.b) == len(b.a)+len(b.b) {
		return a.hosts < b.hosts // whoever is named says more than where it was
	}
	if a.rule == b.rule && len(a.a) > 0 && len(b.a) > 0 && (len(a.b) == 0) != (len(b.b) == 0) {
		return len(a.b) > 0 // a rule that finds both sides has read the words better
	}
	if a.rule == b.rule && len(a.b) > 0 && len(b.b) > 0 && slices.Equal(a.a, b.a) && a.direct != b.direct {
		return a.direct // whoever is an argument himself says more than who stands in the phrase of one
	}
	if x, y := a.Weight(), b.Weight(); x != y {
		return x > y
	}
	if a.Cost != b.Cost {
		return a.Cost < b.Cost
	}
	if x, y := len(a.a)+len(a.b), len(b.a)+len(b.b); x != y {
		return x > y
	}
	return a.order < b.order
}

// dropUsed drops candidates whose trigger is a word of another's pattern.
func dropUsed(kept []candidate) []candidate {
	used := map[int]int{} // token → weight of the pattern that names it
	for i := range kept {
		if kept[i].rule.Inherit {
			continue // it only steps in where nothing else reads the words
		}
		for _, u := range kept[i].Used {
			used[u] = max(used[u], kept[i].Weight())
		}
	}
	trigger := map[int]bool{}
	for i := range kept {
		trigger[kept[i].Trigger] = true
	}
	return slices.DeleteFunc(kept, func(c candidate) bool {
		if c.rule.Inherit {
			for _, u := range c.Used {
				if trigger[u] {
					return true
				}
			}
		}
		weight, ok := used[c.Trigger]
		return ok && weight >= c.Weight()
	})
}

// noteNear writes down the candidates that lack a side only: somebody did
// something, but to whom, or who, could not be told.
func (w *work) noteNear(all, kept []candidate) {
	done := map[int]bool{}
	for i := range kept {
		done[kept[i].Trigger] = true
		for _, u := range kept[i].Used {
			done[u] = true
		}
	}
	for i := range all {
		c := &all[i]
		if c.Held() && !done[c.Trigger] && w.isDoubtful(c) {
			done[c.Trigger] = true
			w.couldNot(c, "the tree is doubtful here")
			continue
		}
		if c.Held() || done[c.Trigger] || !c.Near || len(c.Missing) > 1 || len(c.a)+len(c.b) == 0 {
			continue
		}
		done[c.Trigger] = true
		w.couldNot(c, "no actor for "+c.Missing[0])
	}
}

func (w *work) couldNot(c *candidate, reason string) {
	w.r.CouldNot("event", c.rule.Code+" ("+w.why(c.rule)+"): "+reason,
		extract.Range{First: c.Trigger, Last: c.Trigger + 1})
}

// why names a rule as Event.Why has it.
func (w *work) why(rule *Rule) string {
	lang := w.r.Doc.Language
	if lang == "" {
		return rule.File + ":" + rule.Name
	}
	return lang + "/" + rule.File + ":" + rule.Name
}
