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
}

// findNames gathers the names: those of the finder, those of the lexicon, and
// persons by title or given name. Where they overlap, the lexicon decides what
// a name is, and the longer one how far it reaches.
func (a *analysis) findNames() {
	a.nameOf = filled(len(a.doc.Tokens))
	for _, n := range a.doc.Names {
		if n.First < n.Last && n.First >= 0 && n.Last <= len(a.doc.Tokens) && a.free(n.First, n.Last) {
			a.addName(found{first: n.First, last: n.Last, kind: n.Type})
		}
	}
	for i := range a.hits {
		if h := &a.hits[i]; h.whole && h.kind() != refOffice && h.kind() != refAdjective && h.kind() != refPeople {
			a.addKnown(h)
		}
	}
	a.findPersons()
	a.sortNames()
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
			if end := a.runOfNames(t); end > t+1 {
				a.addName(found{first: t, last: end, kind: typePerson})
			}
		}
	}
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
	return a.given[codebook.Fold(form)] != 0
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
