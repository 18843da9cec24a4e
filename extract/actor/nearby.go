// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"sort"
)

// This file finds the state of an office or institution by what stands near it:
// the place of its sentence, the place that "there" means, who speaks, and whom
// it faces at home.

// guessFor is the state that a phrase of actors in the sectors most likely
// belongs to. What is said to be there is of the place spoken of before. People
// of civil life and police are of the state of the only place that their
// sentence names, and a government is that of the opposition which attacks it.
func (a *analysis) guessFor(p *phrase, sectors []string) string {
	if c := a.ofOpponents(p.head); c != "" {
		return c
	}
	if c := a.here(p, sectors); c != "" {
		return c
	}
	return a.guess(p.head, a.domestic(p, sectors))
}

// here is the state that the nearest words say a phrase belongs to, or "".
func (a *analysis) here(p *phrase, sectors []string) string {
	if len(sectors) > 0 && sectors[0] == "MIL" && a.offices[p.office].class != 'p' {
		if c := a.forceBefore(p); c != "" {
			return c
		}
	}
	onSpot := len(sectors) > 0 && slices.Contains(onSpot, sectors[0])
	if p.nearby || onSpot && a.isThere(p.head) {
		if c := a.placeBefore(p.first); c != "" {
			return c
		}
	}
	if onSpot {
		return a.spot(p.head)
	}
	if !p.definite || a.offices[p.office].class == 'p' {
		return ""
	}
	if c := a.stateOfOpposition(p); c != "" {
		return c
	}
	return a.headline(p.head)
}

// onSpot are the sectors of those who are as a rule of the place where they
// are told of.
var onSpot = []string{"CVL", "CRM", "COP"}

// spot is the state of the places that the sentence of a token names, or of
// those of a sentence shortly before when it speaks of no state at all. It is ""
// when they are in several.
func (a *analysis) spot(token int) string {
	s := a.doc.SentenceOf(token)
	for back := 0; back <= reach && s-back >= 0; back++ {
		if a.doc.Sentences[s-back].Paragraph != a.doc.Sentences[s].Paragraph {
			break
		}
		if c, any := a.spotIn(s - back); any {
			return c
		}
	}
	return ""
}

// spotIn is the state of the places that a sentence names, and whether it
// speaks of any state.
func (a *analysis) spotIn(sentence int) (state string, any bool) {
	for _, f := range a.focusIn(sentence) {
		any = true
		if !f.named || !a.isPlace(f.token) {
			continue
		}
		if state != "" && state != f.country {
			return "", true
		}
		state = f.country
	}
	return state, any
}

// focusIn is where a sentence speaks of states, as far as is looked at.
func (a *analysis) focusIn(sentence int) []focus {
	s := a.doc.Sentences[sentence]
	from := sort.Search(len(a.focus), func(i int) bool { return a.focus[i].token >= s.First })
	end := from
	for end < len(a.focus) && end < from+farthestFocus && a.focus[end].token < s.Last {
		end++
	}
	return a.focus[from:end]
}

// isThere reports whether the clause of a token says that it is about the place
// spoken of before.
func (a *analysis) isThere(t int) bool {
	s := a.doc.SentenceOf(t)
	if s < 0 {
		return false
	}
	for i := max(a.doc.Sentences[s].First, t-farthestThere); i < min(a.doc.Sentences[s].Last, t+farthestThere); i++ {
		if a.role(i)&nearby != 0 && a.doc.Tokens[i].UPOS == "ADV" && a.faces(i, t) {
			return true
		}
	}
	return false
}

// farthestThere is how many tokens a word for a place is looked for.
const farthestThere = 12

// placeBefore is the state of the place spoken of last before the token, or ""
// when none was spoken of shortly before.
func (a *analysis) placeBefore(token int) string {
	s := a.doc.SentenceOf(token)
	if s < 0 {
		return ""
	}
	from := a.doc.Sentences[max(0, s-reach)].First
	end := sort.Search(len(a.focus), func(i int) bool { return a.focus[i].token >= token })
	for i := end - 1; i >= 0 && a.focus[i].token >= from; i-- {
		if f := &a.focus[i]; f.named && (a.isPlace(f.token) || f.weight < asPerson) {
			return f.country
		}
	}
	return ""
}

// stateOfOpposition is the state of somebody of the opposition who is the
// subject of the clause in which a phrase stands on another side: it is of the
// same state. It is "" when there is nobody.
func (a *analysis) stateOfOpposition(p *phrase) string {
	start := a.sentenceStart(p.head)
	for t := p.head - 1; t >= start && t > p.head-farthestOpponent; t-- {
		n := a.nameOf[t]
		if n < 0 || a.names[n].entity < 0 || a.names[n].first != t {
			continue
		}
		e := &a.entities[a.names[n].entity]
		head := a.headOf(a.names[n].first, a.names[n].last)
		if e.Actor != nil && slices.Contains(e.Actor.Sectors, "OPP") && a.isSubject(head) && a.faces(head, p.head) {
			return e.Actor.Country
		}
	}
	return ""
}

// farthestOpponent is how many tokens before a government who attacks it is
// looked for.
const farthestOpponent = 30

// opponents are the sectors of those who face the authorities of their own
// state.
var opponents = []string{"REB", "OPP", "PTY", "PRM"}

// ofOpponents is the state of the armed groups or parties that the authorities
// at the token face in the sentence, where it speaks of no other: "Rebels in
// Peru fought the army". It is "" else.
func (a *analysis) ofOpponents(token int) string {
	s := a.doc.SentenceOf(token)
	q := a.phrase0[token]
	if s < 0 || q < 0 || !a.rules(&a.phrases[q]) {
		return ""
	}
	found := ""
	for t := max(a.doc.Sentences[s].First, token-farthestOpponent); t < min(a.doc.Sentences[s].Last, token+farthestOpponent); t++ {
		if c := a.opponentAt(t); c != "" {
			if found != "" && found != c {
				return ""
			}
			found = c
		}
	}
	for _, f := range a.focusIn(s) {
		if f.country != found {
			return ""
		}
	}
	return found
}

// opponentAt is the state of those at the head who face the authorities of
// their own state, as far as their words tell, or "".
func (a *analysis) opponentAt(head int) string {
	q := a.phrase0[head]
	if q < 0 {
		return ""
	}
	p := &a.phrases[q]
	sectors := a.offices[p.office].sectors
	if len(p.owners) == 0 || len(sectors) == 0 || !slices.Contains(opponents, sectors[0]) {
		return ""
	}
	return a.countryOf(p)
}

// rules reports whether a phrase is of those whom opponents at home face.
func (a *analysis) rules(p *phrase) bool {
	sectors := a.offices[p.office].sectors
	return len(sectors) > 0 && slices.Contains([]string{"GOV", "MIL", "COP", "LEG"}, sectors[0])
}

// isOfFled reports whether a state is said to be that of refugees.
func (a *analysis) isOfFled(state int) bool { return a.isOf(state, []string{"REF"}) }

// isOf reports whether the state at the token is an owner of a phrase whose
// first sector is one of those given.
func (a *analysis) isOf(state int, sectors []string) bool {
	for t := max(a.sentenceStart(state), state-farthestModifier); t < len(a.phrase0) && t < state+farthestModifier; t++ {
		q := a.phrase0[t]
		if q < 0 {
			continue
		}
		p := &a.phrases[q]
		own := a.offices[p.office].sectors
		if p.first <= state && state < p.end && len(own) > 0 && slices.Contains(sectors, own[0]) &&
			slices.ContainsFunc(p.owners, func(w owner) bool { return w.first <= state && state < w.last }) {
			return true
		}
	}
	return false
}

// headline is the state of the person at the beginning of a sentence whose
// words follow behind a colon, "N. N.: …", or "".
func (a *analysis) headline(token int) string {
	t := a.sentenceStart(token)
	if t >= len(a.nameOf) || a.nameOf[t] < 0 {
		return ""
	}
	f := &a.names[a.nameOf[t]]
	if f.kind != typePerson || f.entity < 0 || f.last >= token || a.form(f.last) != ":" {
		return ""
	}
	e := &a.entities[f.entity]
	if e.Type != typePerson || e.Actor == nil || e.likely {
		return ""
	}
	return e.Actor.Country
}
