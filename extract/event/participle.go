// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"

	"depesche"
	"depesche/nlp/match"
)

// This file reads participles that the tree has taken for the verb of a clause.

// describes reports whether a participle stands before the noun that it
// describes ("23 heavily armed men"), though the tree has the noun as its
// object: a passive participle without an auxiliary has none.
func (w *work) describes(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	if tok.UPOS != "VERB" || tok.Feat("VerbForm") != "Part" || tok.Feat("Voice") != "Pass" || w.sharesAuxiliary(t) {
		return false
	}
	object := -1
	for _, c := range w.r.Tree.Children(t) {
		switch w.r.Doc.Tokens[c].Rel() {
		case "aux", "cop", "nsubj", "mark":
			return false
		case "obj":
			object = c
		}
	}
	return object > t && w.isOnePhrase(t+1, object)
}

// isEmbedded reports whether a form that the tree takes for a finite verb is the
// participle of a phrase that begins with an article and an adposition, before
// the noun that it describes ("der durch einen Putsch gestürzte Präsident").
func (w *work) isEmbedded(t int) bool {
	if w.r.Doc.Tokens[t].Feat("VerbForm") != "Fin" || t+1 >= len(w.r.Doc.Tokens) {
		return false
	}
	switch w.r.Doc.Tokens[t+1].UPOS {
	case "ADJ", "NOUN", "PROPN":
	default:
		return false
	}
	for i := t - 1; i > 0 && t-i < farApart; i-- {
		before := &w.r.Doc.Tokens[i-1]
		switch w.r.Doc.Tokens[i].UPOS {
		case "VERB", "AUX", "PUNCT", "SCONJ", "PRON":
			return false
		case "ADJ":
			if isNoun(before) {
				return false // another word has closed the phrase
			}
		case "ADP":
			if before.UPOS == "DET" {
				return true
			}
		}
	}
	return false
}

// sharesAuxiliary reports whether a participle is joined to another that has
// the auxiliary of both ("has arrested and charged men").
func (w *work) sharesAuxiliary(t int) bool {
	tok := &w.r.Doc.Tokens[t]
	return tok.Rel() == "conj" && tok.Head >= 0 && w.r.Tree.Child(tok.Head, "aux") >= 0
}

// isOnePhrase reports whether the words from first up to the noun at last can
// all belong to its phrase, behind a participle.
func (w *work) isOnePhrase(first, last int) bool {
	for t := first; t < last; t++ {
		switch w.r.Doc.Tokens[t].UPOS {
		case "ADJ", "NOUN", "PROPN", "CCONJ":
		default:
			return false
		}
	}
	return true
}

// isOfAttribute reports whether a token is the agent of a participle that
// describes another noun than the trigger: it is no side of the clause ("the
// cuts hoped for by the minister were rejected").
func (w *work) isOfAttribute(token, trigger int) bool {
	if m := w.r.MentionAt(token); m >= 0 {
		token = w.r.Mentions[m].Head
	}
	head := w.r.Doc.Tokens[token].Head
	if head < token || head == trigger || w.rel(head) != "amod" || w.r.Doc.Tokens[head].Head == trigger {
		return false
	}
	mark := w.r.Tree.Child(token, "case")
	return mark >= 0 && w.grammar.Acts(&w.r.Doc.Tokens[mark])
}

// isMereAgent reports whether somebody whom the phrase of a recipient names only
// did what describes it, in an act that is done to bodies or things: a town held
// by Peru that is shelled is not Peru.
func (w *work) isMereAgent(e int, slot match.Slot, s *sides) bool {
	if slot.Role != 'B' || slices.Contains(speechActs, s.code) || w.isFound(slot.Rel) || w.entityAt(slot.Token) == e {
		return false
	}
	m := w.nearestMention(slot.Token, []int{e})
	return m >= 0 && !w.isCivil(e) && w.isOfAttribute(w.r.Mentions[m].Head, s.trigger)
}

// isOfSubject reports whether who should do a passive act is named in the phrase
// of its subject, before the auxiliary: he is no agent of the clause ("the
// attack by rebels was condemned").
func (w *work) isOfSubject(slot match.Slot, trigger int) bool {
	if slot.Role != 'A' || slot.Rel != relSubject || !w.reader.Frame(trigger).Passive {
		return false
	}
	if w.isWithinName(slot.Token, trigger) {
		return true
	}
	if w.rel(slot.Token) != "nmod" {
		return false
	}
	for _, c := range w.r.Tree.Children(trigger) {
		if w.rel(c) == "nsubj" && w.r.Tree.Governs(c, slot.Token) {
			aux := w.r.Tree.Child(trigger, "aux")
			return aux > slot.Token && aux < trigger
		}
	}
	return false
}

// isWithinName reports whether a token stands between what somebody else is and
// how he is called, before the trigger ("the spokesman of Mr Miller, John Smith,").
func (w *work) isWithinName(token, trigger int) bool {
	in := w.mentionsIn(w.r.Doc.SentenceOf(token))
	return slices.ContainsFunc(in, func(i int) bool {
		m := &w.r.Mentions[i]
		if m.Kind != depesche.KindName || m.First <= token || m.Last > trigger || w.r.Doc.Tokens[m.First-1].Form != "," {
			return false
		}
		return slices.ContainsFunc(in, func(k int) bool {
			o := &w.r.Mentions[k]
			return o.Entity == m.Entity && o.Kind == depesche.KindNominal && o.Head < token
		})
	})
}

// hasOther reports whether the tree gives the trigger another noun for a role
// than the token: an object is not who does an act that has a subject, and
// no place, and nobody behind an adposition, is the object of a passive that has
// one.
func (w *work) hasOther(slot match.Slot, trigger int) bool {
	frame := w.reader.Frame(trigger)
	if slot.Role == 'N' || !(slot.Rel == relSubject && !frame.Passive || slot.Rel == relObject && frame.Passive) {
		return false
	}
	tok := &w.r.Doc.Tokens[slot.Token]
	if slot.Rel == relSubject && (tok.Rel() != "obj" || tok.Head != trigger) {
		return false
	}
	if e := w.entityAt(slot.Token); frame.Passive && w.r.Tree.Child(slot.Token, "case") < 0 && (e < 0 || w.r.Entities[e].Type != "LOC") {
		return false // a name that the tree has hung wrong
	}
	for _, c := range w.r.Tree.Children(trigger) {
		if w.rel(c) == "nsubj" && w.r.Doc.Tokens[c].UPOS == "NOUN" {
			return c != slot.Token && !w.r.Tree.Governs(c, slot.Token) && !w.r.Tree.Governs(slot.Token, c)
		}
	}
	return false
}

// isOuter reports whether who should do what a noun names is only the subject of
// the clause, while the noun stands in the phrase of another ("he did not
// comment on the details of the test"), or hangs on a verb that has nothing to do
// with the noun.
func (w *work) isOuter(slot match.Slot, trigger int) bool {
	if slot.Role != 'A' || w.r.Doc.Tokens[trigger].UPOS != "NOUN" || w.isFound(slot.Rel) {
		return false
	}
	if slot.Rel == relSubject {
		return w.rel(trigger) == "nmod" && !w.r.Tree.Governs(trigger, slot.Token)
	}
	head := w.r.Doc.Tokens[slot.Token].Head
	return w.rel(slot.Token) == "obl" && head >= 0 && w.r.Doc.Tokens[head].UPOS == "VERB" && !w.r.Tree.Governs(head, trigger)
}

// counted returns the noun that a number counts when a participle describes it
// in between ("23 heavily armed men"), or the token itself.
func (w *work) counted(number int) int {
	if w.r.Doc.Tokens[number].UPOS != "NUM" {
		return number
	}
	for t := number + 1; t < len(w.r.Doc.Tokens); t++ {
		switch {
		case w.r.Doc.Tokens[t].UPOS == "ADV":
			continue
		case w.describes(t):
			return w.r.Tree.Child(t, "obj")
		}
		return number
	}
	return number
}
