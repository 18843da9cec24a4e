// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"sort"

	"depesche/codebook"
)

// focus is a state spoken of at a token: what bare institutions belong to.
type focus struct {
	token   int
	country string
	weight  float64
	named   bool // by the name of a place, not by an adjective, a people or a person
	foreign bool // as that of one or some of its people, who are told of as strangers
}

// The weight of somebody who serves a state, of a state that is only the place
// of something, and of a town, beside that of a state.
const (
	asPerson = 0.8
	asPlace  = 0.5
	asTown   = 0.5
)

// gatherFocus notes where the article speaks of which state. A state or town
// where something only takes place says less of whom an office belongs to.
func (a *analysis) gatherFocus() {
	add := func(token int, country string, weight float64, named bool) {
		if a.isPlace(token) {
			weight *= asPlace
		}
		a.focus = append(a.focus, focus{token: token, country: country, weight: weight, named: named})
	}
	for i := range a.hits {
		h := &a.hits[i]
		switch h.kind() {
		case refCountry, refAdjective, refPeople, refSeat:
			if h.entry.region || a.isOfFled(h.first) || a.isEthnic(h.first) || a.mediates(h) || a.isSurname(h) {
				continue // it tells an office of its region from those of the state, or who is not of it
			}
			add(h.first, a.stateOn(h.entry.ref).ActorCode(), 1, h.kind() == refCountry || h.kind() == refSeat)
			if last := &a.focus[len(a.focus)-1]; a.isStranger(h) {
				last.foreign = true
				last.weight *= asPlace
			}
		case refRegion:
			if c := a.book.Regions[h.entry.ref.index].Country; c != "" {
				add(h.first, c, 1, true)
			}
		}
	}
	for i := range a.names {
		if e := &a.entities[a.names[i].entity]; e.Place != nil && e.IDs.Geonames != "" && e.Place.Country != "" {
			add(a.names[i].first, e.Place.Country, asTown, true)
		} else if f := &a.names[i]; (e.person != nil || f.kind == typeOrg && ofState(e)) && e.Actor != nil && e.Actor.Country != "" {
			a.focus = append(a.focus, focus{token: a.names[i].first, country: e.Actor.Country, weight: asPerson})
		}
	}
	sort.SliceStable(a.focus, func(i, j int) bool { return a.focus[i].token < a.focus[j].token })
}

// isSurname reports whether a town or state is the last word of a person's name:
// "Eduardo Lima".
func (a *analysis) isSurname(h *hit) bool {
	n := a.nameOf[h.first]
	return n >= 0 && a.names[n].kind == typePerson && a.names[n].first < h.first && a.names[n].last == h.last && a.role(h.first-1)&owning == 0
}

// mediates reports whether a state is one that mediates between others: "unter
// Vermittlung Perus".
func (a *analysis) mediates(h *hit) bool {
	of := a.doc.Tokens[a.headOf(h.first, h.last)].Head
	return of >= 0 && a.role(of)&mediating != 0
}

// isStranger reports whether a state is that of one or some of its people,
// which is said where others are of another: "a Kenyan woman", "three Americans".
func (a *analysis) isStranger(h *hit) bool {
	t := h.first - 1
	for limit := t - farthestModifier; t > limit && t >= 0 && a.doc.Tokens[t].UPOS == "ADJ"; {
		t--
	}
	return a.isCounted(t) && (h.kind() == refPeople || h.kind() == refAdjective && a.isOf(h.first, []string{"CVL"}))
}

// isCounted reports whether the word at a token says that there is one or some
// of what follows.
func (a *analysis) isCounted(t int) bool {
	return a.role(t)&indefinite != 0 || t >= 0 && t < len(a.doc.Tokens) && a.doc.Tokens[t].UPOS == "NUM"
}

// ofState reports whether an organisation is in the politics of its state, so
// that an article which speaks of it speaks of that state: a party, a court.
func ofState(e *entity) bool {
	if e.Actor == nil || len(e.Actor.Sectors) == 0 {
		return false
	}
	switch e.Actor.Sectors[0] {
	case "GOV", "LEG", "PTY", "JUD":
		return true
	}
	return false
}

// farthestFocus is how many mentions of states are weighed for a bare
// institution.
const farthestFocus = 24

// fewFocus is the number of states spoken of below which those behind a token
// count too.
const fewFocus = 2

// dominance is the share of the weight that a state must have for a person or
// institution of which nothing is said to be counted to it.
const dominance = 0.5

// strangerDominance is that share for a person of whom nothing is said at all:
// such an article must speak of hardly any other state.
const strangerDominance = 0.85

// guess is the state that a bare institution or office at the token most likely
// belongs to: the one spoken of most before it, the nearer the more; at the
// beginning of an article, the one spoken of in its first part. It is "" when
// none is spoken of far more than others. A state that stands on another side
// of the same clause, or is said to be another actor's, is none of them, and
// a state where things only take place is too little. Domestic institutions are of the
// state where they act.
func (a *analysis) guess(token int, domestic bool) string {
	if c := a.guessAbove(token, domestic, dominance); c != "" {
		return c
	}
	return a.ofOpponents(token)
}

func (a *analysis) guessAbove(token int, domestic bool, least float64) string {
	weights, solid := map[string]float64{}, map[string]bool{}
	others := a.otherSides(token, domestic)
	end := sort.Search(len(a.focus), func(i int) bool { return a.focus[i].token > token })
	if end < fewFocus {
		end = min(len(a.focus), farthestFocus) // an article says early on where it is
	}
	fade, sum, best := 1.0, 0.0, ""
	for i := end - 1; i >= 0 && i >= end-farthestFocus; i-- {
		f := &a.focus[i]
		if f.foreign && domestic {
			continue
		}
		solid[f.country] = solid[f.country] || domestic || f.weight >= asPerson
		weights[f.country] += fade * f.weight
		sum += fade * f.weight
		if !slices.Contains(others, f.country) && (best == "" || weights[f.country] > weights[best]) {
			best = f.country
		}
		fade *= 0.85
	}
	if best == "" || !solid[best] || weights[best] < least*sum {
		return ""
	}
	return best
}

// domestic reports whether what acts in the sectors is as a rule at home where
// it acts: "in Minsk the police …".
func (a *analysis) domestic(p *phrase, sectors []string) bool {
	if len(sectors) == 0 {
		return false
	}
	switch sectors[0] {
	case "GOV", "MIL", "SPY":
		return a.offices[p.office].class != 'p' && a.role(p.head)&weapon == 0
	}
	return true
}

// otherSides returns the states in the sentence of the token that it cannot be
// counted to.
func (a *analysis) otherSides(token int, domestic bool) []string {
	s := a.doc.SentenceOf(token)
	if s < 0 {
		return nil
	}
	var others []string
	for _, f := range a.focusIn(s) {
		if !domestic && a.isOthers(f.token, token) || a.faces(f.token, token) && (a.isSide(f.token, domestic) || a.isTarget(token) && a.isForce(f.token)) {
			others = append(others, f.country)
		}
	}
	return others
}

// isOthers reports whether the state at the token belongs to another office
// than the one at head: "der polnische Ministerpräsident".
func (a *analysis) isOthers(state, head int) bool {
	for i := state; i < len(a.phrase0) && i < state+farthestModifier; i++ {
		if q := a.phrase0[i]; q >= 0 && i != head {
			p := &a.phrases[q]
			return p.first <= state && state < p.end && len(p.owners) > 0 && a.offices[p.office].class == 'p'
		}
	}
	return false
}

// isSide reports whether the state at the token acts or is acted upon, and is
// not only where that happens or part of what the clause speaks of. What acts
// abroad is not of the state either whose adjective stands on another side.
func (a *analysis) isSide(t int, domestic bool) bool {
	_, child := a.argument(t)
	if child == t {
		return !a.isPlace(t)
	}
	switch a.doc.Tokens[child].Rel() {
	case "nsubj", "obj", "iobj":
		return !domestic
	}
	return false
}

// isPlace reports whether the state or town at the token is only where
// something takes place.
func (a *analysis) isPlace(t int) bool {
	before := a.beforeArticle(t)
	for i := t - 1; before == 0 && i >= a.sentenceStart(t) && i >= t-farthestCase; i-- {
		if tok := &a.doc.Tokens[i]; tok.Rel() == "case" && tok.Head == t {
			before = a.role(i) // "in downtown Oslo"
		}
	}
	return before&placing != 0 && before&(against|owning) == 0
}

// farthestCase is how far before a name its adposition may stand.
const farthestCase = 4

// beforeArticle is the role of the word before the token and its article.
func (a *analysis) beforeArticle(t int) role {
	if r := a.role(t - 1); r&definite == 0 {
		return r
	}
	return a.role(t - 2)
}

// faces reports whether two tokens stand in different arguments of one clause.
func (a *analysis) faces(x, y int) bool {
	verb, one := a.argument(x)
	other, two := a.argument(y)
	return verb >= 0 && verb == other && one != two
}

// deepestTree bounds the steps from a word to its clause.
const deepestTree = 12

// argument is the verb of the clause that a token stands in, and the token
// below the verb that it depends on; -1 without a tree.
func (a *analysis) argument(t int) (verb, child int) {
	verb, child = t, t
	for range deepestTree {
		tok := &a.doc.Tokens[verb]
		if tok.Head < 0 {
			break
		}
		child, verb = verb, tok.Head
		if head := &a.doc.Tokens[verb]; head.UPOS == "VERB" || head.UPOS == "AUX" {
			return a.firstOfVerbs(verb), child
		}
	}
	if verb == t || verb == child {
		return -1, t
	}
	return verb, child
}

// firstOfVerbs is the first of verbs that share a subject.
func (a *analysis) firstOfVerbs(verb int) int {
	for range deepestTree {
		tok := &a.doc.Tokens[verb]
		if tok.Head < 0 || tok.Rel() != "conj" && tok.Rel() != "xcomp" {
			break
		}
		verb = tok.Head
	}
	return verb
}

// countStates counts how often the article speaks of each state, and notes of
// which it names regions or persons.
func (a *analysis) countStates() {
	a.spoken, a.served = map[string]int{}, map[string]bool{}
	for i := range a.hits {
		switch h := &a.hits[i]; h.kind() {
		case refCountry, refAdjective, refPeople, refSeat:
			a.spoken[a.stateOn(h.entry.ref).ActorCode()]++
		case refRegion:
			a.served[a.book.Regions[h.entry.ref.index].Country] = true
		case refPerson:
			a.served[a.book.Persons[h.entry.ref.index].Country] = true
		}
	}
}

// stateOn is the state that a form of the lexicon speaks of; a capital is that
// of the state that there was on the day of the article.
func (a *analysis) stateOn(r ref) *codebook.Country {
	c := &a.book.Countries[r.index]
	if r.kind == refSeat {
		return a.book.SeatOn(c, a.date)
	}
	return c
}

// mostSpoken is which of the states that an office may belong to by its name
// alone it belongs to: the one that the article speaks of most, else the first,
// which may be none. It is "" of none.
func (a *analysis) mostSpoken(states []string) string {
	best, most := "", -1
	for _, c := range states {
		if n := a.spoken[c]; n > most {
			best, most = c, n
		}
	}
	return best
}

// agrees reports whether an actor of the state can be the one that a phrase
// speaks of as of another: a chancellor whose state is not said is that of any
// state that has one.
func (a *analysis) agrees(p *phrase, said, state string) bool {
	states := a.offices[p.office].states
	return said == state || state != "" && len(p.owners) == 0 && slices.Contains(states, said) && slices.Contains(states, state)
}
