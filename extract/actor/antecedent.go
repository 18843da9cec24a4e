// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"

	"depesche"
)

// This file finds the person that a singular pronoun means. Where two can be
// meant and neither is the topic it finds nobody.

// reach is how many sentences back a pronoun reaches.
const reach = 2

// antecedent is the one person that a singular pronoun can mean: a subject
// before it in the same sentence, the subject of the sentence before, or the
// only person of that gender in reach.
func (a *analysis) antecedent(t int, gender byte) int {
	sentence := a.doc.SentenceOf(t)
	if sentence < 0 {
		return -1
	}
	others := a.apart(t)
	for back := 0; back <= reach && sentence-back >= 0; back++ {
		s := a.doc.Sentences[sentence-back]
		if back > 0 && s.Paragraph < a.doc.Sentences[sentence].Paragraph-1 {
			break
		}
		e, found := a.bestPerson(s.First, min(s.Last, t), gender, others)
		if e >= 0 && s.Paragraph != a.doc.Sentences[sentence].Paragraph && a.isAside(e, gender) {
			return -1
		}
		if found {
			return e
		}
	}
	return -1
}

// bestPerson is the person whom the tokens speak of as a subject, or the only
// one, others left out. It is -1 when there are several and no subject, and when
// the subject has no name while another has: found then says whether there was
// anybody to choose.
func (a *analysis) bestPerson(first, last int, gender byte, others []int) (person int, found bool) {
	subject, only, named, several, weak := -1, -1, -1, false, false // weak: by a pronoun
	for _, m := range a.spokenIn(first, last) {
		e := &a.entities[m.entity]
		if e.Type != typePerson || e.plural || e.Members != nil || e.gender != 0 && e.gender != gender || slices.Contains(others, m.entity) {
			continue
		}
		if a.isSubject(m.head) && (subject < 0 || a.goesBefore(m, subject, gender) || weak && m.kind != depesche.KindPronoun) {
			subject, weak = m.entity, m.kind == depesche.KindPronoun
		}
		if e.named {
			named = m.entity
		}
		several = several || only >= 0 && only != m.entity
		if only < 0 {
			only = m.entity
		}
	}
	switch {
	case subject >= 0 && several && named >= 0 && !a.entities[subject].named:
		return -1, true
	case subject >= 0:
		return subject, true
	case several && a.parsed(first):
		return -1, false
	}
	return only, only >= 0
}

// goesBefore reports whether a subject fits better than another before it: that
// one has not the gender for certain, or is but the office of this one ("the
// mayor, John Smith").
func (a *analysis) goesBefore(m mention, other int, gender byte) bool {
	e, o := &a.entities[m.entity], &a.entities[other]
	return o.gender != gender || e.named && !o.named && a.doc.Tokens[m.head].Rel() == "appos"
}

// isSubject reports whether a token is a subject, or in apposition to one.
func (a *analysis) isSubject(t int) bool {
	tok := &a.doc.Tokens[t]
	if tok.Rel() == "appos" && tok.Head >= 0 {
		tok = &a.doc.Tokens[tok.Head]
	}
	return tok.Rel() == "nsubj"
}

// apart are the entities that a pronoun cannot mean for the place it has: the
// subject of the verb whose object it is, and whoever is named only behind it in
// the same sentence ("He left, Smith said"), unless it stands in a clause that
// precedes that on which it depends ("When he left, Smith said …").
func (a *analysis) apart(t int) []int {
	tok := &a.doc.Tokens[t]
	verb := tok.Head
	if verb < 0 {
		return nil
	}
	var others []int
	if rel := tok.Rel(); (rel == "obj" || rel == "iobj") && tok.Feat("Reflex") == "" {
		for _, m := range a.spokenIn(a.sentenceStart(t), t) {
			if a.doc.Tokens[m.head].Head == verb && a.doc.Tokens[m.head].Rel() == "nsubj" {
				others = append(others, m.entity)
			}
		}
	}
	if tok.Rel() != "nsubj" || !a.isMain(verb) {
		return others
	}
	for _, m := range a.mentionsIn(t+1, a.doc.Sentences[a.doc.SentenceOf(t)].Last) {
		if m.kind == depesche.KindName && a.isSubject(m.head) {
			others = append(others, m.entity)
		}
	}
	return others
}

// isMain reports whether the clause of a verb depends on no other as an
// adverbial or attribute.
func (a *analysis) isMain(verb int) bool {
	for range deepestTree {
		tok := &a.doc.Tokens[verb]
		switch {
		case tok.Rel() == "advcl" || tok.Rel() == "acl" || tok.Rel() == "csubj":
			return false
		case tok.Head < 0:
			return true
		}
		verb = tok.Head
	}
	return true
}

// isAside reports whether another person of the gender is spoken of so much more
// often in the article that a new paragraph rather goes on about that one.
func (a *analysis) isAside(person int, gender byte) bool {
	least := muchMore * max(a.entities[person].mentions, 1)
	for i := 0; i < len(a.entities) && i < farthestMention; i++ {
		if e := &a.entities[i]; i != person && e.mentions >= least && e.Type == typePerson && e.named && (e.gender == 0 || e.gender == gender) {
			return true
		}
	}
	return false
}

// muchMore is how many times as often somebody is spoken of who is the topic.
const muchMore = 3

// spokenIn returns the mentions that begin among the tokens, with those of the
// pronouns read so far, in order of the text.
func (a *analysis) spokenIn(first, last int) []mention {
	said := a.mentionsIn(first, last)
	lo, _ := slices.BinarySearchFunc(a.made, first, func(m mention, t int) int { return m.first - t })
	if lo == len(a.made) || a.made[lo].first >= last {
		return said
	}
	all := slices.Clone(said)
	for _, m := range a.made[lo:] {
		if m.first >= last {
			break
		}
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(x, y mention) int { return x.first - y.first })
	return all
}

func (a *analysis) parsed(t int) bool {
	return t < len(a.doc.Tokens) && a.doc.Tokens[t].Deprel != ""
}

// mentionsIn returns the mentions that begin among the tokens.
func (a *analysis) mentionsIn(first, last int) []mention {
	lo, _ := slices.BinarySearchFunc(a.mentions, first, func(m mention, t int) int { return m.first - t })
	hi, _ := slices.BinarySearchFunc(a.mentions, last, func(m mention, t int) int { return m.first - t })
	return a.mentions[lo:max(lo, hi)]
}
