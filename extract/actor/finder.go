// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/codebook"
	"depesche/nlp"
)

// parts cuts a name of the finder at an "and" when the lexicon knows what
// stands before or behind it.
func (a *analysis) parts(n nlp.Name) []nlp.Name {
	for t := n.First + 1; t < n.Last-1; t++ {
		if a.role(t)&joining == 0 || !a.isKnown(n.First, t) && !a.isKnown(t+1, n.Last) {
			continue
		}
		left, right := n, n
		left.Last, right.First = t, t+1
		return []nlp.Name{left, right}
	}
	return []nlp.Name{n}
}

// isKnown reports whether the tokens are exactly one form of the lexicon.
func (a *analysis) isKnown(first, last int) bool {
	h := a.lastHit(first)
	return h != nil && h.first == first && h.last == last && h.whole
}

// trim cuts from a name of the finder what is no part of it: quotation marks
// around it, a bracket behind it, and, before it, offices and forms of address
// of a person, or adjectives and inhabitants. Nothing may be left.
func (a *analysis) trim(n nlp.Name) nlp.Name {
	for n.First < n.Last && isQuote(a.form(n.First)) {
		n.First++
	}
	for n.First < n.Last && isQuote(a.form(n.Last-1)) {
		n.Last--
	}
	if n.Last-n.First > 3 && a.form(n.Last-1) == ")" {
		for t := n.First + 1; t < n.Last-1; t++ {
			if a.form(t) == "(" {
				n.Last = t
				break
			}
		}
	}
	n = a.afterOffice(a.beforeTime(n))
	n.First = a.afterTitle(n)
	for t := n.First; t < n.Last; t++ {
		if strings.ToLower(a.form(t)) != a.form(t) {
			return n
		}
	}
	if a.isKnown(n.First, n.Last) {
		return n
	}
	n.First = n.Last // nothing in it is written like a name
	return n
}

// beforeTime cuts from a name the time expression that it ends with: "Peru
// Friday", "European Community on Monday". Without a word between, the rest
// must be a name of the lexicon, or what is cut a day, which names nobody.
func (a *analysis) beforeTime(n nlp.Name) nlp.Name {
	i := sort.Search(len(a.r.Times), func(i int) bool { return a.r.Times[i].Last >= n.Last })
	if i == len(a.r.Times) || a.r.Times[i].First >= n.Last {
		return n
	}
	day := isDay(a.r.Times[i].Value) && n.Type == typePerson
	if a.r.Times[i].First <= n.First {
		if day {
			n.Last = n.First
		}
		return n
	}
	end := a.r.Times[i].First
	for end > n.First && isLower(a.form(end-1)) {
		end--
	}
	if end > n.First && (day || end < a.r.Times[i].First || a.isKnown(n.First, end)) {
		n.Last = end
	}
	return n
}

// inDay reports whether a token stands in a time expression that is a day.
func (a *analysis) inDay(t int) bool {
	i := sort.Search(len(a.r.Times), func(i int) bool { return a.r.Times[i].Last > t })
	return i < len(a.r.Times) && a.r.Times[i].First <= t && isDay(a.r.Times[i].Value)
}

// anyWeek stands in the TIMEX3 value of a day of the week whose date is not
// known, before the number of the day.
const anyWeek = "-WXX-"

// isDay reports whether a TIMEX3 value is a day: of the calendar, or of any
// week.
func isDay(value string) bool {
	return len(value) == len("2006-01-02") && strings.Count(value, "-") == 2 || strings.Contains(value, anyWeek)
}

// afterOffice cuts from a name the end of the office that it begins within:
// who is called so is a person ("Secretary of [State Ann Miller]").
func (a *analysis) afterOffice(n nlp.Name) nlp.Name {
	h := a.lastHit(n.First)
	if h == nil || h.kind() != refOffice || h.first >= n.First || h.last >= n.Last || a.offices[h.entry.ref.index].class != 'p' || !isTitle(a.form(h.last)) {
		return n
	}
	n.First, n.Type = h.last, typePerson
	return n
}

// afterTitle is where a name begins when the offices, adjectives and
// inhabitants that it has taken in are left out; it is its end when nothing is
// left ("russische").
func (a *analysis) afterTitle(n nlp.Name) int {
	first := n.First
	for first < n.Last {
		h := a.lastHit(first)
		if h == nil || h.first != first || h.last > n.Last || n.Type == typePerson && a.given[codebook.Fold(a.form(first))] != 0 {
			break
		}
		origin := h.kind() == refAdjective || h.kind() == refPeople
		title := h.kind() == refOffice && n.Type == typePerson
		if !origin && (!title || h.last == n.Last) || h.last < n.Last && n.Type != typePerson {
			break
		}
		first = h.last
	}
	if first > n.First && first < n.Last && (a.role(first) != 0 || a.form(first) == "-") {
		return n.Last // "President of the Republic" names nobody
	}
	if n.Last == n.First+1 && a.role(n.First) != 0 {
		return n.Last
	}
	return first
}

// derived reports whether a name is a word made from the name of a town, as
// the language lists the endings: "Leipziger" is no place.
func (a *analysis) derived(n nlp.Name) bool {
	if n.Last != n.First+1 || n.Type != typePlace {
		return false
	}
	form := a.form(n.First)
	if a.lastHit(n.First) != nil {
		return false
	}
	for _, e := range a.lex.derived {
		if base, ok := strings.CutSuffix(form, e); ok && len(base) > 3 && len(a.book.Cities(base)) > 0 && len(a.book.Cities(form)) == 0 {
			return true
		}
	}
	return false
}

// extend lets persons with a given name run on over particles: "Ole von Beust",
// where the finder saw but "Ole", or two names.
func (a *analysis) extend() {
	for i := range a.names {
		f := &a.names[i]
		if f.kind != typePerson || f.first >= f.last || !a.allGiven(f) {
			continue
		}
		t := f.last
		for t < len(a.doc.Tokens) && t < f.last+3 && a.role(t)&particle != 0 && isLower(a.form(t)) {
			t++
		}
		if t == f.last || t >= len(a.doc.Tokens) || !a.canEnd(t) {
			continue
		}
		last := t + 1
		if n := a.nameOf[t]; n >= 0 {
			if last = a.names[n].last; a.names[n].first != t {
				continue
			}
			a.names[n].last = a.names[n].first // taken over
		}
		for k := f.last; k < last; k++ {
			a.nameOf[k] = int32(i)
		}
		f.last = last
	}
}

// allGiven reports whether a name is of given names only, so that a family name
// must follow.
func (a *analysis) allGiven(f *found) bool {
	for t := f.first; t < f.last; t++ {
		if a.given[codebook.Fold(a.form(t))] == 0 {
			return false
		}
	}
	return true
}

// canEnd reports whether a token can be the family name behind a particle.
func (a *analysis) canEnd(t int) bool {
	form := a.form(t)
	return isTitle(form) && a.lastHit(t) == nil && strings.ToUpper(form) != form &&
		(a.doc.Tokens[t].UPOS == "PROPN" || a.doc.Tokens[t].UPOS == "" || a.nameOf[t] >= 0) &&
		!slices.Contains([]string{"VERB", "AUX"}, a.doc.Tokens[t].UPOS)
}

func isLower(form string) bool {
	r, _ := utf8.DecodeRuneInString(form)
	return unicode.IsLower(r)
}
