// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche"
)

// This file holds what speaks against a reading: the words ask, or only set a
// condition; a side stands on a pronoun that may mean somebody else; one of
// several who are named is not known.

// spokenOf says why the act at a trigger is no event, though its pattern
// holds, or "".
func (w *work) spokenOf(trigger int, x reality) string {
	switch {
	case x == unreal:
		return "it is only demanded, refused or threatened"
	case w.isAsked(trigger):
		return "it is asked, not told"
	case w.isCondition(trigger):
		return "it is only a condition"
	case w.isRestricted(trigger):
		return "it holds only under a condition"
	case w.isNotion(trigger):
		return "it is only spoken of"
	}
	return ""
}

// isAsked reports whether a question mark closes the words that the trigger
// stands in.
func (w *work) isAsked(trigger int) bool {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	for t := trigger + 1; t < s.Last; t++ {
		switch form := w.r.Doc.Tokens[t].Form; {
		case form == "?":
			return true
		case form == ":" || form == "." || form == "!" || form == ";" || isQuote(form) || isDash(form):
			return false
		}
	}
	return false
}

// isRestricted reports whether the act is done only if a condition holds ("it
// is ready only if …").
func (w *work) isRestricted(trigger int) bool {
	if len(w.modality.only) == 0 {
		return false
	}
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	only := -1
	for t := s.First; t < s.Last; t++ {
		tok := &w.r.Doc.Tokens[t]
		switch {
		case w.modality.only[lower(tok)] && (tok.Head == trigger || w.reader.SameClause(t, trigger)):
			only = t
		case only >= 0 && tok.Rel() == "mark" && w.modality.conditional[lower(tok)] && tok.Head >= 0 && w.r.Tree.Governs(trigger, tok.Head):
			return true
		}
	}
	return false
}

// isNotion reports whether the act is an infinitive that is the subject of its
// sentence: it is judged, not told ("to deny this is wrong").
func (w *work) isNotion(trigger int) bool {
	tok := &w.r.Doc.Tokens[trigger]
	return tok.Rel() == "csubj" && tok.Feat("VerbForm") == "Inf" && w.r.Tree.Child(trigger, "nsubj") < 0 && tok.Head > trigger
}

func isQuote(form string) bool {
	r, n := utf8.DecodeRuneInString(form)
	return n == len(form) && (unicode.Is(unicode.Pi, r) || unicode.Is(unicode.Pf, r) || r == '"' || unicode.Is(unicode.Ps, r) && unicode.Is(unicode.Quotation_Mark, r))
}

// isPurpose reports whether the clause of a token says what something is done
// for ("in order to").
func (w *work) isPurpose(t int) bool {
	if w.r.Doc.Tokens[t].Feat("VerbForm") != "Inf" {
		return false
	}
	for _, c := range w.r.Tree.Children(t) {
		if tok := &w.r.Doc.Tokens[c]; tok.Rel() == "mark" && w.modality.purpose[lower(tok)] {
			return true
		}
	}
	return false
}

// isOwner reports a subject that carries the mark of a possessor: the tree has
// taken a participle for a verb ("Peru's [banned] party").
func (w *work) isOwner(token int) bool {
	return w.rel(token) == "nsubj" && slices.ContainsFunc(w.r.Tree.Children(token), func(c int) bool {
		tok := &w.r.Doc.Tokens[c]
		return c > token && tok.Rel() == "case" && tok.UPOS == "PART"
	})
}

// isDative reports a subject that the tagger has in the case of another role:
// the tree and the form contradict each other.
func (w *work) isDative(token int) bool {
	tok := &w.r.Doc.Tokens[token]
	if w.reader.Dative(token) {
		return true
	}
	return tok.UPOS == "NOUN" && tok.Feat("Case") == "Dat" && w.r.Tree.Child(token, "case") < 0 && strings.HasPrefix(tok.Deprel, "nsubj") && !w.reader.SwallowsRelative(token)
}

// isUnsure reports whether a pronoun is too weak a witness for who is meant: a
// form of address, a plural for one person, or in a judgement one that may
// stand for a thing told of before.
func (w *work) isUnsure(token int, role byte, code string) bool {
	tok := &w.r.Doc.Tokens[token]
	if w.isCountedState(token) {
		return true
	}
	if tok.UPOS != "PRON" {
		return false
	}
	if w.formal[tok.Form] && w.r.Doc.Sentences[w.r.Doc.SentenceOf(token)].First != token {
		return true
	}
	e := w.entityAt(token)
	if e < 0 {
		return false
	}
	if tok.Feat("Number") == "Plur" && tok.Feat("Person") == "3" && w.r.Entities[e].Type == "PER" && w.named[e] && len(w.r.Entities[e].Members) == 0 {
		return true
	}
	return role == 'B' && slices.Contains(judgements, code) && w.rivalThing(token, e)
}

// isCountedState reports whether words for several states are taken for one of
// them ("the two countries").
func (w *work) isCountedState(token int) bool {
	tok := &w.r.Doc.Tokens[token]
	if tok.UPOS != "NOUN" || tok.Feat("Number") != "Plur" {
		return false
	}
	e := w.entityAt(token)
	m := w.r.MentionAt(token)
	return e >= 0 && m >= 0 && w.r.Mentions[m].Kind == depesche.KindNominal && w.isState(e) && len(w.r.Entities[e].Members) == 0 && w.r.Tree.Child(token, "nummod") >= 0
}

// judgements lists the types that judge what somebody does.
var judgements = []string{"ACCUSE", "SUPPORT", "REJECT"}

// rivalThing reports whether a noun of the pronoun's gender and number, which
// names no actor, stands between the pronoun and the last mention of whom it
// is taken for.
func (w *work) rivalThing(pronoun, entity int) bool {
	tok := &w.r.Doc.Tokens[pronoun]
	gender, number := tok.Feat("Gender"), tok.Feat("Number")
	if gender == "" {
		return false
	}
	here := w.r.Doc.SentenceOf(pronoun)
	for t := pronoun - 1; t >= 0 && here-w.r.Doc.SentenceOf(t) <= 1; t-- {
		e := w.entityAt(t)
		if e == entity {
			return false
		}
		if o := &w.r.Doc.Tokens[t]; e < 0 && o.UPOS == "NOUN" && o.Feat("Gender") == gender && o.Feat("Number") == number {
			return true
		}
	}
	return false
}

// isNobody reports whether neither side holds anybody whom the article names
// or whose state it knows.
func (w *work) isNobody(sides ...[]int) bool {
	for _, side := range sides {
		for _, e := range side {
			if w.named[e] || w.actorOf(e).Country != "" || slices.Contains(w.actorOf(e).Sectors, "IGO") {
				return false
			}
		}
	}
	return true
}

// isElsewhere reports whether the sentence of a trigger speaks of something
// that has its own attacks and defeats, such as sport.
func (w *work) isElsewhere(trigger int) bool {
	if len(w.sport) == 0 {
		return false
	}
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(trigger)]
	for t := s.First; t < s.Last; t++ {
		if u := w.r.Doc.Tokens[t].UPOS; (u == "NOUN" || u == "PROPN") && w.in(w.sport, t) {
			return true
		}
	}
	return false
}

// isInterview reports whether a side is nobody but media.
func (w *work) isInterview(side []int) bool {
	return len(side) > 0 && len(w.withoutMedia(slices.Clone(side))) == 0
}

// How many tokens away from a noun, or a verb, a side may be named.
const (
	farFromNoun = 22
	farFromVerb = 45
)

// isFar reports whether a side is named so far from the trigger that the tree
// is rather wrong.
func (w *work) isFar(c *candidate) bool {
	most := farFromVerb
	if isNoun(&w.r.Doc.Tokens[c.Trigger]) {
		most = farFromNoun
	}
	return slices.ContainsFunc(c.tokens, func(t int) bool { return max(t-c.Trigger, c.Trigger-t) > most })
}

// isOwnState reports whether a side is nothing but the state as such that all on
// the other side are of.
func (w *work) isOwnState(side, other []int) bool {
	country := w.oneCountry(side)
	return country != "" && len(other) > 0 && !slices.ContainsFunc(other, func(e int) bool { return !w.isState(e) || w.actorOf(e).Country != country })
}

// ownState reports whether a side is the state as such of the forces on the
// other: an army that takes back a post of its state does not attack it.
func (w *work) ownState(forces, side []int) bool {
	return w.isOwnState(forces, side) && slices.ContainsFunc(forces, func(e int) bool { return w.sits(e, []string{"MIL", "GOV"}) })
}
