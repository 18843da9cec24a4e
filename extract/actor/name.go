// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"unicode"
	"unicode/utf8"

	"depesche/codebook"
)

// The types of entity.
const (
	typePerson = "PER"
	typeOrg    = "ORG"
	typePlace  = "LOC"
)

// found is a name in the text.
type found struct {
	first, last int
	kind        string // PER, ORG, LOC or MISC
	ref         ref    // what the lexicon knows it as
	form        string // the form of the lexicon
	titled      bool   // a form of address stands before it
	phrase      int    // the office that stands with it, or -1
	entity      int
	town        *codebook.City // settled by what stands behind it: "Paris, Texas"
}

// findNames gathers the names: those of the finder, those of the lexicon, and
// persons by title or given name. Where they overlap, the lexicon decides what
// a name is, and the longer one how far it reaches.
func (a *analysis) findNames() {
	a.nameOf = filled(len(a.doc.Tokens))
	for _, n := range a.doc.Names {
		if n.First < 0 || n.Last > len(a.doc.Tokens) {
			continue
		}
		if n = a.trim(n); n.First < n.Last && a.free(n.First, n.Last) && !a.derived(n) {
			a.addName(found{first: n.First, last: n.Last, kind: n.Type})
		}
	}
	for i := range a.hits {
		if h := &a.hits[i]; h.whole && h.kind() != refOffice && h.kind() != refAdjective && h.kind() != refPeople {
			a.addKnown(h)
		}
	}
	a.recognise()
	a.extend()
	a.findPersons()
	a.findFamilies()
	a.findQuoted()
	a.findTowns()
	a.repeat()
	a.sortNames()
	for i := 1; i < len(a.names); i++ {
		if x, y := &a.names[i-1], &a.names[i]; y.first == x.last+1 && a.form(x.last) == "," {
			a.townIn(x, y)
		}
	}
}

func (a *analysis) free(first, last int) bool {
	for t := first; t < last; t++ {
		if a.nameOf[t] >= 0 {
			return false
		}
	}
	return true
}

func (a *analysis) addName(f found) int {
	f.phrase, f.entity = -1, -1
	a.names = append(a.names, f)
	for t := f.first; t < f.last; t++ {
		a.nameOf[t] = int32(len(a.names) - 1)
	}
	return len(a.names) - 1
}

// addKnown brings a form of the lexicon together with the names of the finder.
func (a *analysis) addKnown(h *hit) {
	kind := typePlace
	switch h.kind() {
	case refOrg:
		kind = typeOrg
	case refPerson:
		kind = typePerson
	}
	overlap, inside := -1, true
	for t := h.first; t < h.last; t++ {
		n := int(a.nameOf[t])
		if n < 0 {
			continue
		}
		overlap = n
		f := &a.names[n]
		inside = inside && f.first >= h.first && f.last <= h.last
	}
	switch {
	case overlap < 0:
		if h.entry.doubtful && !a.quoted(h.first, h.last) || !a.named(h) {
			return
		}
	case !inside:
		a.names[overlap].hint(h)
		return
	case a.names[overlap].kind == typePerson && kind == typePlace && h.last-h.first == 1:
		return
	}
	for t := h.first; t < h.last; t++ {
		if n := a.nameOf[t]; n >= 0 {
			a.names[n].last = a.names[n].first // taken over
		}
	}
	a.addName(found{first: h.first, last: h.last, kind: kind, ref: h.entry.ref, form: h.entry.form})
}

// recognise looks up names of the finder that the scan has read as parts of
// longer words: the party in "CDU-Fraktion".
func (a *analysis) recognise() {
	for i := range a.names {
		f := &a.names[i]
		if f.ref.kind != refNone || f.first >= f.last || f.kind == typePerson {
			continue
		}
		length := a.at[f.last] - a.at[f.first]
		e, n, _ := a.lex.find(a.pieces[a.at[f.first]:a.at[f.last]], func(e *entry, n int) bool {
			return n == length && e.ref.kind > refPerson && e.ref.kind < refOffice && e.ref.kind != refAdjective && e.ref.kind != refPeople
		})
		if e != nil && n == length {
			f.ref, f.form = e.ref, e.form
		}
	}
}

// hint notes that a longer name holds a known one. For "Grüne Jugend" or
// "Universität Moskau" the known part does not say what the whole is; a name
// that only adds a genitive or a first name is the same thing.
func (f *found) hint(h *hit) {
	if f.kind == typePerson && h.kind() == refPerson {
		f.ref, f.form = h.entry.ref, h.entry.form
	}
}

// named reports whether a form of the lexicon that no finder has confirmed can
// be a name here. A town must be written like one; a word in lower case is
// none unless the lexicon has it so.
func (a *analysis) named(h *hit) bool {
	if h.first+1 == h.last && h.ending != "" && a.doc.Tokens[h.first].UPOS == "NOUN" && h.kind() == refCity {
		return false
	}
	return isTitle(a.form(h.first)) || h.last-h.first > 1 || !isTitle(h.entry.form)
}

// quoted reports whether the tokens stand between quotation marks.
func (a *analysis) quoted(first, last int) bool {
	return isQuote(a.form(first-1)) && isQuote(a.form(last))
}

func isQuote(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return r != utf8.RuneError && r != '\'' && (unicode.Is(unicode.Quotation_Mark, r) || form == "''" || form == "``")
}

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
			if class := a.offices[h.entry.ref.index].class; class == 'p' || class == 't' {
				a.personAfter(t+1, class == 't')
			}
		case h == nil && a.given[codebook.Fold(a.form(t))] != 0 && isTitle(a.form(t)):
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
// and whose state the article speaks of.
func (a *analysis) findFamilies() {
	a.surnames = map[string]bool{}
	for i := range a.names {
		if f := &a.names[i]; f.kind == typePerson && f.last > f.first+1 {
			a.surnames[codebook.Fold(a.familyOf(f))] = true
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
		if len(base) < 4 || a.doc.Tokens[t].UPOS != "PROPN" {
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
	if !unicode.IsUpper(r) || a.role(t) != 0 {
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

// sortNames drops the names that were taken over and puts the rest in order of
// the text.
func (a *analysis) sortNames() {
	kept := make([]found, 0, len(a.names))
	for t := 0; t < len(a.nameOf); {
		n := a.nameOf[t]
		if n < 0 || a.names[n].first != t || a.names[n].last <= t {
			if n >= 0 && a.names[n].last <= a.names[n].first {
				a.nameOf[t] = -1
			}
			t++
			continue
		}
		f := a.names[n]
		kept = append(kept, f)
		for ; t < f.last; t++ {
			a.nameOf[t] = int32(len(kept) - 1)
		}
	}
	a.names = kept
}
