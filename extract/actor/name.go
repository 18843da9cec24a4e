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
		for _, n := range a.parts(n) {
			if n = a.trim(n); n.First < n.Last && a.free(n.First, n.Last) && !a.derived(n) {
				a.addName(found{first: n.First, last: n.Last, kind: n.Type})
			}
		}
	}
	for i := range a.hits {
		if h := &a.hits[i]; h.whole && h.kind() != refOffice && h.kind() != refAdjective && h.kind() != refPeople {
			a.addKnown(h)
		}
	}
	a.recognise()
	a.withArticle()
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

// withArticle takes back that a name is a person's where an article stands in
// front and the language gives persons none: "in the Rose Garden".
func (a *analysis) withArticle() {
	for i := range a.names {
		f := &a.names[i]
		if len(a.lex.marks) == 0 || f.kind != typePerson || f.ref.kind != refNone || f.first >= f.last ||
			a.role(f.first-1)&definite == 0 || a.role(f.first-2)&placing == 0 || a.role(f.first-2)&owning != 0 {
			continue
		}
		f.kind = typePlace
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
	case a.names[overlap].kind == typePerson && kind == typePlace && h.last-h.first == 1 && !a.mustBeState(h):
		return
	}
	for t := h.first; t < h.last; t++ {
		if n := a.nameOf[t]; n >= 0 {
			a.names[n].last = a.names[n].first // taken over
		}
	}
	a.addName(found{first: h.first, last: h.last, kind: kind, ref: h.entry.ref, form: h.entry.form})
}

// mustBeState reports whether the name of a state or capital can be no person's:
// neither an office nor a form of address stands before it.
func (a *analysis) mustBeState(h *hit) bool {
	if h.kind() != refCountry && h.kind() != refSeat || h.entry.doubtful {
		return false
	}
	before := a.lastHit(h.first - 1)
	return before == nil || before.kind() != refOffice
}

// recognise looks up names of the finder that the scan has read as parts of
// longer words: the party in "CDU-Fraktion".
func (a *analysis) recognise() {
	states := a.statesSpokenOf()
	for i := range a.names {
		f := &a.names[i]
		if f.ref.kind != refNone || f.first >= f.last || f.kind == typePerson {
			continue
		}
		if f.last == f.first+1 && a.lastHit(f.first) == nil && a.isStatesman(f.first, states) {
			f.kind = typePerson
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
