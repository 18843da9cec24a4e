// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"

	"depesche"
	"depesche/extract"
	"depesche/nlp/match"
)

// This file looks at what the words leave over once the sides are found: others
// who are named beside a side, or as whom an act is done to, and a subject
// whose number is not that of its verb.

// isHalf reports whether somebody of either side is coordinated with a noun or
// name that means nobody on it ("the party and the unions").
func (w *work) isHalf(c *candidate) bool { return len(w.leftOut(c)) > 0 }

// isMissing reports whether somebody who is named beside those of a side is
// not known: a name, or people, that mean no actor.
func (w *work) isMissing(c *candidate) bool {
	return slices.ContainsFunc(w.leftOut(c), func(t int) bool {
		known := len(w.phrase(t)) > 0 || len(w.within(t)) > 0
		return !known && (w.r.Doc.Tokens[t].UPOS == "PROPN" || w.isPeople(t))
	})
}

// leftOut returns the heads of the phrases that are coordinated with somebody
// of a side and mean nobody on it.
func (w *work) leftOut(c *candidate) []int {
	var out []int
	for _, slot := range c.Slots {
		if slot.Role != 'A' && slot.Role != 'B' || w.isFound(slot.Rel) && slot.Rel != relCue {
			continue
		}
		side := c.a
		if slot.Role == 'B' {
			side = c.b
		}
		if m := w.nearestMention(slot.Token, side); m >= 0 {
			out = append(out, w.joined(m, side)...)
		}
	}
	return out
}

// nearestMention returns the mention of one of a side that is nearest to a
// token in its sentence, or -1.
func (w *work) nearestMention(token int, side []int) int {
	best, distance := -1, 1<<30
	for _, i := range w.mentionsIn(w.r.Doc.SentenceOf(token)) {
		m := &w.r.Mentions[i]
		if !slices.Contains(side, m.Entity) {
			continue
		}
		if d := max(m.Head-token, token-m.Head); d < distance {
			best, distance = i, d
		}
	}
	return best
}

// joined returns the heads of the phrases that are joined by a conjunction to a
// mention and mean nobody of a side.
func (w *work) joined(mention int, side []int) []int {
	m := &w.r.Mentions[mention]
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(m.Head)]
	var out []int
	for _, k := range w.r.Tree.Children(m.Head) {
		if w.rel(k) == "conj" && isNoun(&w.r.Doc.Tokens[k]) && !w.isTheirs(k) && !w.isOn(k, side) {
			out = append(out, k)
		}
	}
	after := w.closing(m.Last, s.Last)
	if after+1 < s.Last && w.r.Doc.Tokens[after].UPOS == "CCONJ" {
		if n := w.nounFrom(after+1, s.Last); n >= 0 && !w.isTheirs(n) && !w.isOn(n, side) && w.ofOnePhrase(m.Head, n) {
			out = append(out, n)
		}
	}
	if t := w.listedFirst(m.First-1, s.First, side); t >= 0 {
		out = append(out, t)
	}
	return out
}

// isTheirs reports whether a noun has a possessive: whoever is joined with it
// stands for it ("the states and their allies").
func (w *work) isTheirs(noun int) bool {
	return slices.ContainsFunc(w.r.Tree.Children(noun), func(c int) bool { return w.r.Doc.Tokens[c].Feat("Poss") == "Yes" })
}

// listedFirst returns the last word of a name of nobody on a side among those
// that are listed up to a token, before a conjunction or a comma, or -1.
func (w *work) listedFirst(t, first int, side []int) int {
	for t > first && w.r.Doc.Tokens[t].UPOS == "DET" {
		t--
	}
	if t <= first || w.r.Doc.Tokens[t].UPOS != "CCONJ" {
		return -1
	}
	for ; t > first && (w.r.Doc.Tokens[t].UPOS == "CCONJ" || w.r.Doc.Tokens[t].Form == ","); t-- {
		m := w.r.MentionAt(t - 1)
		if m < 0 || w.r.Mentions[m].Last != t || w.r.Mentions[m].Kind != depesche.KindName || w.r.Entities[w.r.Mentions[m].Entity].Actor == nil {
			return -1
		}
		if e := w.r.Mentions[m].Entity; !slices.Contains(side, e) && !slices.ContainsFunc(w.members(e), func(x int) bool { return slices.Contains(side, x) }) {
			return t - 1
		}
		t = w.r.Mentions[m].First
	}
	return -1
}

// closing skips what stands in brackets behind a phrase.
func (w *work) closing(t, last int) int {
	if t < last && w.r.Doc.Tokens[t].Form == "(" {
		for i := t; i < last && i < t+maxBracket; i++ {
			if w.r.Doc.Tokens[i].Form == ")" {
				return i + 1
			}
		}
	}
	return t
}

// maxBracket bounds what may stand in brackets behind a name.
const maxBracket = 6

// nounFrom returns the head of the phrase that begins at a token, or -1.
func (w *work) nounFrom(t, last int) int {
	for ; t < last; t++ {
		switch w.r.Doc.Tokens[t].UPOS {
		case "DET", "ADJ", "NUM", "PRON":
		case "NOUN", "PROPN":
			return t
		default:
			return -1
		}
	}
	return -1
}

// isOn reports whether a token names somebody of a side.
func (w *work) isOn(token int, side []int) bool {
	for _, e := range union(w.phrase(token), w.within(token)) {
		if slices.Contains(side, e) {
			return true
		}
	}
	return false
}

// ofOnePhrase reports whether the tree has two nouns in one coordination, or
// the second one in none that has a verb of its own.
func (w *work) ofOnePhrase(first, second int) bool {
	tok := &w.r.Doc.Tokens[second]
	if tok.Rel() != "conj" || tok.Head < 0 {
		return false
	}
	return tok.Head <= first || isNoun(&w.r.Doc.Tokens[tok.Head])
}

// isSamePhrase reports whether a token stands in apposition to one that fills a
// role already: both are one person.
func (w *work) isSamePhrase(token int, taken []int) bool {
	tok := &w.r.Doc.Tokens[token]
	return tok.Rel() == "appos" && slices.Contains(taken, tok.Head) ||
		slices.ContainsFunc(taken, func(t int) bool { return w.rel(t) == "appos" && w.r.Doc.Tokens[t].Head == token })
}

// isApposed reports whether nothing but a comma stands between a person and one
// who fills a role already, and one of them is only called by what he is: both
// are one ("Ann Miller, the prosecutor").
func (w *work) isApposed(token int, taken []int) bool {
	m := w.r.MentionAt(token)
	return m >= 0 && slices.ContainsFunc(taken, func(t int) bool {
		n := w.r.MentionAt(t)
		if n < 0 || n == m || (w.r.Mentions[m].Kind == depesche.KindName) == (w.r.Mentions[n].Kind == depesche.KindName) {
			return false
		}
		first, second := &w.r.Mentions[min(m, n)], &w.r.Mentions[max(m, n)]
		if second.First != first.Last+1 || w.r.Doc.Tokens[first.Last].Form != "," {
			return false
		}
		return w.isOnePerson(first) && w.isOnePerson(second)
	})
}

// isOnePerson reports whether a mention names a single person.
func (w *work) isOnePerson(m *extract.Mention) bool {
	return w.r.Entities[m.Entity].Type == "PER" && len(w.r.Entities[m.Entity].Members) == 0 && w.r.Doc.Tokens[m.Head].Feat("Number") != "Plur"
}

// leftOver reports whether an act that no recipient was found for is done to
// somebody all the same: its objects, or their owners, or whoever does what is
// judged, are a pronoun, a name, or people.
func (w *work) leftOver(c *candidate) bool {
	if len(c.b) > 0 || len(c.a) > 1 {
		return false
	}
	other := func(t int) bool { return w.isSomebody(t) && !slices.Contains(c.a, w.entityAt(t)) }
	passive := w.reader.Frame(c.Trigger).Passive
	for _, t := range w.reader.Objects(c.Trigger) {
		if rel := w.rel(t); rel != "obj" && rel != "iobj" && !passive {
			continue // a guess
		}
		if other(t) || slices.ContainsFunc(w.r.Tree.Children(t), func(k int) bool { return w.rel(k) == "nmod" && w.r.Tree.Child(k, "case") < 0 && other(k) }) {
			return true
		}
	}
	if slices.ContainsFunc(w.reader.Indirect(c.Trigger), func(t int) bool { return w.r.Doc.Tokens[t].Feat("Case") == "Dat" && other(t) }) {
		return true
	}
	k := w.r.Tree.Child(c.Trigger, "ccomp")
	if k < 0 {
		return false
	}
	k = w.r.Tree.Child(k, "nsubj")
	return k >= 0 && w.r.Doc.Tokens[k].UPOS != "PRON" && other(k)
}

// isPassedOver reports whether an act is done to somebody whom the words name in
// the dative right at the verb, and who is not the recipient that was found
// among what else they say.
func (w *work) isPassedOver(c *candidate) bool {
	if len(c.b) == 0 {
		return w.isDoneToHim(c) || w.namesOwner(c)
	}
	for _, t := range w.reader.Indirect(c.Trigger) {
		tok := &w.r.Doc.Tokens[t]
		if tok.Head != c.Trigger || tok.Feat("Case") != "Dat" || w.r.Tree.Child(t, "case") >= 0 || !w.isSomebody(t) || slices.Contains(c.tokens, t) || w.isOn(t, union(slices.Clone(c.a), c.b)) {
			continue
		}
		return slices.ContainsFunc(c.Slots, func(s match.Slot) bool { return s.Role == 'B' && s.Rel == "iobj" })
	}
	return false
}

// isDoneToHim reports whether a pronoun that hangs on the act as its object
// stands for somebody who is not known.
func (w *work) isDoneToHim(c *candidate) bool {
	for _, t := range append(w.reader.Objects(c.Trigger), w.reader.Indirect(c.Trigger)...) {
		tok := &w.r.Doc.Tokens[t]
		if tok.Head == c.Trigger && tok.UPOS == "PRON" && w.isPersonal(t) && w.isSomebody(t) && tok.Rel() != "nsubj" && !slices.Contains(c.tokens, t) {
			return true
		}
	}
	return false
}

// namesOwner reports whether what an act is done to is a compound that begins
// with those whose it is ("union course", "police violence"): they are named, and
// not known.
func (w *work) namesOwner(c *candidate) bool {
	return slices.ContainsFunc(w.reader.Objects(c.Trigger), func(t int) bool {
		tok := &w.r.Doc.Tokens[t]
		for first := range w.owning {
			if form := tok.Form; tok.UPOS == "NOUN" && tok.Head == c.Trigger && tok.Rel() == "obj" && len(form) >= len(first)+shortestEnding && strings.HasPrefix(form, first) {
				return true
			}
		}
		return false
	})
}

// isSomebody reports whether a token names a person or a body, known or not.
func (w *work) isSomebody(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	switch tok.UPOS {
	case "PRON":
		return tok.Feat("PronType") == "Prs" && tok.Feat("Reflex") != "Yes" && tok.Feat("Gender") != "Neut"
	case "PROPN":
		return true
	case "NOUN":
		return w.in(w.human, t) || w.entityAt(t) >= 0
	}
	return false
}

// disagrees reports whether the subject of an active verb is of another number
// than the verb.
func (w *work) disagrees(slot match.Slot, trigger int) bool {
	if !w.agree || slot.Rel != relSubject || w.reader.Frame(trigger).Passive {
		return false
	}
	number := w.numberOf(trigger)
	tok := &w.r.Doc.Tokens[slot.Token]
	if number == "" || tok.Feat("Number") == "" || tok.Feat("Number") == number || !w.isSingle(slot.Token) {
		return false
	}
	if tok.UPOS == "PROPN" {
		e := w.entityAt(slot.Token)
		return e >= 0 && (w.r.Entities[e].Type == "PER" || w.r.Entities[e].Type == "LOC" && !w.isState(e))
	}
	return tok.UPOS == "NOUN" && w.r.Tree.Child(slot.Token, "det") >= 0 && w.r.Tree.Child(slot.Token, "nummod") < 0
}

// numberOf returns the number of the finite verb of a trigger's clause, or "".
func (w *work) numberOf(trigger int) string {
	tok := &w.r.Doc.Tokens[trigger]
	if tok.Feat("VerbForm") == "Fin" {
		return tok.Feat("Number")
	}
	for _, c := range w.r.Tree.Children(trigger) {
		if aux := &w.r.Doc.Tokens[c]; aux.Rel() == "aux" && aux.Feat("VerbForm") == "Fin" {
			return aux.Feat("Number")
		}
	}
	return ""
}

// isSingle reports whether a noun is not one of several.
func (w *work) isSingle(t int) bool {
	if w.r.Tree.Child(t, "conj") >= 0 || w.r.Doc.Tokens[t].Rel() == "conj" {
		return false
	}
	last := t + 1
	if m := w.r.MentionAt(t); m >= 0 {
		last = w.r.Mentions[m].Last
	}
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(t)]
	last = w.closing(last, s.Last)
	return last >= s.Last || w.r.Doc.Tokens[last].UPOS != "CCONJ" && w.r.Doc.Tokens[last].Form != ","
}

// isUnfit reports whether a side is nobody but such as do not do acts of a
// type.
func (w *work) isUnfit(code string, side []int) bool {
	return len(side) > 0 && !slices.ContainsFunc(side, func(e int) bool {
		if w.r.Entities[e].Type == "LOC" {
			return !slices.Contains(w.unfit[code], "STATE") || !w.isState(e)
		}
		return !w.sits(e, w.unfit[code])
	})
}
