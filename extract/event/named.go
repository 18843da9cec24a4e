// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"depesche"
	"depesche/extract"
	"depesche/nlp"
)

// This file finds who is meant by words that name an office only: the persons
// named right behind them, the states whose offices they are, and the subject
// behind a dateline.

// bearers replaces an office by whoever bears it: the persons named in
// apposition ("the presidents A and B"), or the states of a list that the
// office is told of ("the leaders of A, B and C").
func (w *work) bearers(token int, found []int) []int {
	if len(found) != 1 || w.r.Doc.Tokens[token].UPOS != "NOUN" {
		return found
	}
	if m := w.r.MentionAt(token); w.named[found[0]] && (m < 0 || w.r.Mentions[m].Kind == depesche.KindName || w.r.Entities[found[0]].Type == "PER") {
		return found
	}
	if next := w.behind(token); next >= 0 {
		head := w.r.Mentions[next].Head
		return union(w.listed(head, []int{w.r.Mentions[next].Entity}), w.phrase(head))
	}
	if states := w.statesOf(token); len(w.countries(states)) > 1 {
		return states
	}
	return found
}

// behind returns the name of a person that follows the office at the token
// without a gap, or of a state that is not whose it is ("the member Peru"), or -1. The office may be part of a mention that goes on.
func (w *work) behind(token int) int {
	next := token + 1
	if m := w.r.MentionAt(token); m >= 0 && w.r.Mentions[m].Kind != depesche.KindName {
		next = w.r.Mentions[m].Last
	}
	if next >= len(w.r.Doc.Tokens) || w.r.Doc.SentenceOf(next) != w.r.Doc.SentenceOf(token) {
		return -1
	}
	if set := w.setOff(next); set >= 0 {
		next = set
	}
	m := w.r.MentionAt(next)
	if m < 0 || w.r.Mentions[m].First != next || w.r.Mentions[m].Kind != depesche.KindName {
		return -1
	}
	e := w.r.Mentions[m].Entity
	if w.r.Entities[e].Type == "PER" || next == token+1 && w.r.Entities[e].Type == "LOC" && w.actorOf(e).Country != "" && w.r.Doc.Tokens[next].Feat("Case") != "Gen" {
		return m
	}
	return -1
}

// setOff returns the token behind a comma when a name stands there between two
// commas ("the minister, N. N., resigned"), or -1.
func (w *work) setOff(comma int) int {
	if w.r.Doc.Tokens[comma].Form != "," || comma+1 >= len(w.r.Doc.Tokens) {
		return -1
	}
	m := w.r.MentionAt(comma + 1)
	if m < 0 || w.r.Mentions[m].Last >= len(w.r.Doc.Tokens) || w.r.Doc.Tokens[w.r.Mentions[m].Last].Form != "," {
		return -1
	}
	return comma + 1
}

// maxOffice is how far behind an office in the plural its first state may stand.
const maxOffice = 4

// statesOf returns the states enumerated in the phrase of an office in the
// plural.
func (w *work) statesOf(token int) []int {
	if w.r.Doc.Tokens[token].Feat("Number") != "Plur" {
		return nil
	}
	for t := token + 1; t < len(w.r.Doc.Tokens) && t <= token+maxOffice; t++ {
		switch tok := &w.r.Doc.Tokens[t]; tok.UPOS {
		case "VERB", "AUX", "PUNCT", "CCONJ":
			return nil
		case "ADP":
			if !w.grammar.Owns(tok) && !w.origin[lower(tok)] {
				return nil
			}
		}
		if m := w.nameStarting(t); m >= 0 {
			e := w.r.Mentions[m].Entity
			if w.r.Entities[e].Type != "LOC" {
				return nil
			}
			return w.listed(t, w.members(e))
		}
	}
	return nil
}

// nameStarting returns the name that begins at the token, or -1.
func (w *work) nameStarting(token int) int {
	m := w.r.MentionAt(token)
	if m < 0 {
		return -1
	}
	if w.r.Mentions[m].First == token && w.r.Mentions[m].Kind == depesche.KindName {
		return m
	}
	for i := m + 1; i < len(w.r.Mentions) && w.r.Mentions[i].First <= token; i++ {
		if w.r.Mentions[i].First == token && w.r.Mentions[i].Kind == depesche.KindName {
			return i
		}
	}
	return -1
}

// maxDateline is how many tokens a dateline may have.
const maxDateline = 12

// dateline returns the index of the last token of the dateline which holds the
// token, as a rule a dash ("ROME (Agency) – "), or -1.
func (w *work) dateline(token int) int {
	s := w.r.Doc.SentenceOf(token)
	if s < 0 {
		return -1
	}
	first := w.r.Doc.Sentences[s].First
	if token-first >= maxDateline || w.r.EntityHeadedAt(first) < 0 && w.r.MentionAt(first) < 0 && !w.isCapitals(first) {
		return -1
	}
	if token == first && w.isBareDateline(first) {
		return first
	}
	for t := token + 1; t < w.r.Doc.Sentences[s].Last && t-first <= maxDateline; t++ {
		tok := &w.r.Doc.Tokens[t]
		if isDash(tok.Form) || tok.Form == ":" || tok.Form == "_" {
			if w.opensWithPlace(first, t) {
				return t
			}
			return -1
		}
		if tok.UPOS == "VERB" || tok.UPOS == "AUX" {
			return -1
		}
	}
	return -1
}

// isBareDateline reports whether a sentence opens with the name of a town right
// before another noun that the tree does not count to it ("BERLIN Teachers
// demand …").
func (w *work) isBareDateline(first int) bool {
	m := w.r.MentionAt(first)
	if m < 0 || w.r.Mentions[m].Kind != depesche.KindName || w.r.Mentions[m].Last >= len(w.r.Doc.Tokens) {
		return false
	}
	e, next := w.r.Mentions[m].Entity, w.r.Mentions[m].Last
	if w.r.Entities[e].Type != "LOC" || w.isState(e) || w.r.Doc.SentenceOf(next) != w.r.Doc.SentenceOf(first) {
		return false
	}
	tok := &w.r.Doc.Tokens[next]
	return tok.UPOS == "NOUN" && tok.Feat("Case") != "Gen" && w.r.Doc.Tokens[w.r.Mentions[m].Head].UPOS == "PROPN"
}

// opensWithPlace reports whether nothing stands before the dash but a place,
// marks, and words in brackets.
func (w *work) opensWithPlace(first, dash int) bool {
	m := w.r.MentionAt(first)
	if w.isCapitals(first) {
		for t := first + 1; t < dash; t++ {
			if w.r.Doc.Tokens[t].Form == "(" {
				return true // the agency's name, whatever place stands before it
			}
		}
	}
	if m < 0 {
		return false
	}
	last := w.r.Mentions[m].Last
	return last >= dash || strings.ContainsAny(w.r.Doc.Tokens[last].Form, "(,./")
}

// isCapitals reports whether a token is a word in capital letters, as places in
// datelines are.
func (w *work) isCapitals(token int) bool {
	letters := 0
	for _, r := range w.r.Doc.Tokens[token].Form {
		if !unicode.IsUpper(r) {
			return false
		}
		letters++
	}
	return letters > 1
}

func isDash(form string) bool {
	for _, r := range form {
		if !unicode.Is(unicode.Pd, r) {
			return false
		}
	}
	return form != ""
}

// behindDateline returns the actors of the first phrase behind a dateline.
func (w *work) behindDateline(dash int) []int {
	for t := dash + 1; t < len(w.r.Doc.Tokens) && t <= dash+maxDateline; t++ {
		tok := &w.r.Doc.Tokens[t]
		if tok.UPOS == "VERB" || tok.UPOS == "AUX" || tok.UPOS == "SCONJ" || tok.UPOS == "ADP" {
			return nil
		}
		if found := w.phrase(t); len(found) > 0 {
			return found
		}
	}
	return nil
}

// officer returns whoever bears the office that a name is part of, where the
// tree has the name for the head of it all ("[Council President] Ann Miller"),
// or -1.
func (w *work) officer(token, named int) int {
	head := w.r.Doc.Tokens[token].Head
	if w.r.Entities[named].Type == "PER" || !w.named[named] {
		return -1
	}
	end := sort.Search(len(w.r.Mentions), func(i int) bool { return w.r.Mentions[i].First > token })
	for i := end - 1; i >= 0 && i >= end-maxNested; i-- {
		m := &w.r.Mentions[i]
		if m.Kind == depesche.KindNominal && m.Has(token) && !m.Has(head) && m.Head != token && w.r.Tree.Governs(token, m.Head) && !w.joins(m.Range) && w.r.Entities[m.Entity].Type == "PER" && len(w.r.Entities[m.Entity].Members) == 0 {
			return m.Entity
		}
	}
	return -1
}

// joins reports whether a conjunction stands in a range of tokens.
func (w *work) joins(rg extract.Range) bool {
	return slices.ContainsFunc(w.r.Doc.Tokens[rg.First:rg.Last], func(t nlp.Token) bool { return t.UPOS == "CCONJ" })
}

// apposed returns the person named behind an owner that was found in the
// phrase of an office ("the adviser of the ministry, N. N., said"), or -1.
func (w *work) apposed(office int, found []int) int {
	if len(found) != 1 || w.r.Entities[found[0]].Type == "PER" && w.named[found[0]] {
		return -1
	}
	tok := &w.r.Doc.Tokens[office]
	if tok.UPOS != "NOUN" || tok.Feat("Number") == "Plur" {
		return -1
	}
	last := -1
	for t := office + 1; t < len(w.r.Doc.Tokens) && t <= office+maxOwner; t++ {
		if w.r.Doc.SentenceOf(t) != w.r.Doc.SentenceOf(office) {
			break
		}
		o := &w.r.Doc.Tokens[t]
		if o.UPOS == "VERB" || o.UPOS == "AUX" {
			break
		}
		if e := w.entityAt(t); e == found[0] {
			last = w.mentionEnd(t)
		}
	}
	if last < 0 || last >= len(w.r.Doc.Tokens) {
		return -1
	}
	if set := w.setOff(last); set >= 0 {
		last = set
	}
	m := w.r.MentionAt(last)
	if m < 0 || w.r.Mentions[m].First != last || w.r.Mentions[m].Kind != depesche.KindName || w.r.Entities[w.r.Mentions[m].Entity].Type != "PER" {
		return -1
	}
	return w.r.Mentions[m].Entity
}

// maxOwner is how far behind an office its owner may end.
const maxOwner = 8

// mentionEnd returns the end of the widest mention that begins at or before
// the token and holds it.
func (w *work) mentionEnd(token int) int {
	if m := w.r.MentionAt(token); m >= 0 {
		return w.r.Mentions[m].Last
	}
	return token + 1
}
