// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"unicode"
	"unicode/utf8"

	"depesche/codebook"
)

// findPersons finds persons by rule: a run of names behind an office or a form
// of address, or one that begins with a given name.
func (a *analysis) findPersons() {
	for t := 0; t < len(a.doc.Tokens); t++ {
		if a.nameOf[t] >= 0 {
			continue
		}
		h := a.lastHit(t)
		switch {
		case h != nil && h.kind() == refOffice && h.last == t+1:
			if o := &a.offices[h.entry.ref.index]; o.class == 'p' && !o.local || o.class == 't' {
				a.personAfter(t+1, o.class == 't')
			}
		case h == nil && isTitle(a.form(t)) && a.given[codebook.Fold(a.form(t))] != 0:
			if a.gluedAfter(t) && a.given[codebook.Fold(a.form(t+2))] == 0 {
				continue
			}
			if end := a.runOfNames(t); end > t+1 {
				a.addName(found{first: t, last: end, kind: typePerson})
			}
		}
	}
}

// findFamilies finds persons by their family name alone: of those whom the
// article names in full, and of those of the codebook who held an office then
// and whose state the article speaks of. The genitive of the first that was
// taken for another kind of name ("Müllers") is theirs as well.
func (a *analysis) findFamilies() {
	a.surnames = map[string]bool{}
	for i := range a.names {
		if f := &a.names[i]; f.kind == typePerson && f.last > f.first+1 {
			a.surnames[codebook.Fold(a.familyOf(f))] = true
		}
	}
	for i := range a.names {
		if f := &a.names[i]; f.kind != typePerson && f.last == f.first+1 && f.ref.kind == refNone && f.town == nil && a.isOfAnother(f) {
			f.kind = typePerson
		}
	}
	states := a.statesSpokenOf()
	for t := range a.doc.Tokens {
		if a.nameOf[t] < 0 && isTitle(a.form(t)) && a.lastHit(t) == nil && a.role(t) == 0 &&
			!a.gluedAfter(t) && !a.hyphenAt(t-1) && a.isFamily(t, states) {
			a.addName(found{first: t, last: t + 1, kind: typePerson})
		}
	}
}

func (a *analysis) isFamily(t int, states map[string]bool) bool {
	for _, base := range a.withoutEnding(a.form(t)) {
		if a.surnames[codebook.Fold(base)] {
			return true
		}
	}
	return a.doc.Tokens[t].UPOS == "PROPN" && a.isStatesman(t, states)
}

// isStatesman reports whether the token is the family name of one who held an
// office about then, in a state that the article speaks of or above states.
func (a *analysis) isStatesman(t int, states map[string]bool) bool {
	for _, base := range a.withoutEnding(a.form(t)) {
		if len(base) < 4 {
			continue
		}
		for _, p := range a.book.PersonsNamed(base) {
			if p.Distance(a.date) <= farthestTerm && (states[p.Country] || p.Country == "") {
				return true
			}
		}
	}
	return false
}

// statesSpokenOf returns the states that the article speaks of.
func (a *analysis) statesSpokenOf() map[string]bool {
	states := map[string]bool{}
	for i := range a.hits {
		switch h := &a.hits[i]; h.kind() {
		case refCountry, refAdjective, refPeople, refSeat:
			states[a.book.Countries[h.entry.ref.index].Code] = true
		}
	}
	return states
}

// knownTown is the population in thousands from which a town is found by its
// name and a preposition alone.
const knownTown = 100

// longestQuoted is the number of tokens a name between quotation marks may have.
const longestQuoted = 6

// findQuoted finds the names of organisations that stand between quotation
// marks behind what they are: die Partei „Neue Heimat“.
func (a *analysis) findQuoted() {
	for i := range a.hits {
		h := &a.hits[i]
		if h.kind() != refOffice || !isQuote(a.form(h.last)) {
			continue
		}
		if class := a.offices[h.entry.ref.index].class; class != 'g' && class != 'k' {
			continue
		}
		first := h.last + 1
		if !isTitle(a.form(first)) {
			continue
		}
		for end := first + 1; end <= first+longestQuoted && end < len(a.doc.Tokens); end++ {
			if isQuote(a.form(end)) {
				if a.free(first, end) {
					a.addName(found{first: first, last: end, kind: typeOrg})
				}
				break
			}
		}
	}
}

// findTowns finds towns of the gazetteer behind a preposition of place.
func (a *analysis) findTowns() {
	for t := 1; t < len(a.doc.Tokens); t++ {
		role := a.role(t - 1)
		if a.nameOf[t] >= 0 || role&placing == 0 || !a.likeName(t) && !a.isProper(t) {
			continue
		}
		for end := min(t+3, len(a.doc.Tokens)); end > t; end-- {
			if !a.free(t, end) || !isTitle(a.form(end-1)) || a.gluedAfter(end-1) {
				continue
			}
			if a.isTown(t, end) {
				a.addName(found{first: t, last: end, kind: typePlace})
				break
			}
		}
	}
}

func (a *analysis) isProper(t int) bool {
	return a.doc.Tokens[t].UPOS == "PROPN" && isTitle(a.form(t)) && a.lastHit(t) == nil
}

func (a *analysis) isTown(first, last int) bool {
	for _, town := range a.book.Cities(a.doc.Slice(first, last)) {
		if town.Population >= knownTown {
			return true
		}
		break
	}
	return false
}

// personAfter marks the run of names that begins at t as a person; a finder
// that has seen the text is believed before the rule.
func (a *analysis) personAfter(t int, titled bool) {
	if t >= len(a.doc.Tokens) {
		return
	}
	if n := a.nameOf[t]; n >= 0 {
		a.names[n].titled = a.names[n].titled || titled
		return
	}
	if end := a.runOfNames(t); end > t {
		a.addName(found{first: t, last: end, kind: typePerson, titled: titled})
	}
}

// longestName is the number of tokens a person's name may have.
const longestName = 6

// runOfNames returns the end of the run of words from t on that are written
// like a person's name: "Sergei Lawrow", "Ursula von der Leyen". It is t when
// there is none.
func (a *analysis) runOfNames(t int) int {
	end := t
	for i := t; i < len(a.doc.Tokens) && i < t+longestName; i++ {
		switch {
		case a.nameOf[i] >= 0:
			return end
		case a.likeName(i):
			end = i + 1
		case i > t && a.hyphenAt(i-1):
			end = i + 1
		case i > t && (a.role(i)&particle != 0 || a.hyphenAt(i)):
		default:
			return end
		}
	}
	return end
}

// likeName reports whether a token can be part of a person's name.
func (a *analysis) likeName(t int) bool {
	form := a.form(t)
	r, size := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(r) || a.role(t) != 0 || a.inDay(t) {
		return false
	}
	if h := a.lastHit(t); h != nil && a.given[codebook.Fold(form)] == 0 {
		return false
	}
	switch a.doc.Tokens[t].UPOS {
	case "PROPN":
		return true
	case "":
		return size < len(form) || a.form(t+1) == "."
	}
	return a.given[codebook.Fold(form)] != 0 || len(a.book.PersonsNamed(form)) > 0
}

// repeat finds names of several words, and those between quotation marks, where
// they stand again.
func (a *analysis) repeat() {
	known := map[string][]int{}
	for i := range a.names {
		f := &a.names[i]
		if f.last-f.first > 1 || f.last > f.first && isQuote(a.form(f.first-1)) && isQuote(a.form(f.last)) {
			if first := a.form(f.first); len(known[first]) < farthestModifier {
				known[first] = append(known[first], i)
			}
		}
	}
	for t := range a.doc.Tokens {
		if a.nameOf[t] >= 0 {
			continue
		}
		for _, i := range known[a.form(t)] {
			f := a.names[i]
			if last := t + f.last - f.first; a.same(f.first, t, f.last-f.first) && a.free(t, last) && (last-t > 1 || isQuote(a.form(last))) {
				a.addName(found{first: t, last: last, kind: f.kind, ref: f.ref, form: f.form})
				break
			}
		}
	}
}

// same reports whether n tokens from x and from y on have the same forms.
func (a *analysis) same(x, y, n int) bool {
	if y+n > len(a.doc.Tokens) {
		return false
	}
	for k := range n {
		if a.form(x+k) != a.form(y+k) {
			return false
		}
	}
	return true
}
