// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"

	"depesche"
	"depesche/codebook"
)

// This file tells a state from a division of another state that is called like
// it, Georgia, and a body of one state from that of another which has the same
// name, as many senates and parties have.

// namesakes reads the name of a state as that of the division called like it
// where the article speaks of the other state or of a town of the division, and
// nothing in it speaks of the state: neither its adjective, people or capital,
// nor any third state.
func (a *analysis) namesakes() {
	for i := range a.hits {
		h := &a.hits[i]
		if h.kind() != refCountry {
			continue
		}
		if e := a.divisionCalled(h.entry.form); e != nil && a.meansDivision(h.entry.ref, e.ref) {
			h.entry = e
		}
	}
}

// divisionCalled is the entry of a division with the form, or nil.
func (a *analysis) divisionCalled(form string) *entry {
	for _, id := range a.lex.lookup(form) {
		if e := &a.lex.entries[id]; e.ref.kind == refRegion && e.form == form && a.book.Regions[e.ref.index].Admin != "" {
			return e
		}
	}
	return nil
}

// meansDivision reports whether the article speaks of the division and not of
// the state.
func (a *analysis) meansDivision(state, division ref) bool {
	r := &a.book.Regions[division.index]
	found := a.hasTownIn(r)
	for i := range a.hits {
		h := &a.hits[i]
		switch h.kind() {
		case refRegion:
			found = found || h.entry.ref != division && a.book.Regions[h.entry.ref.index].Country == r.Country
		case refCountry, refAdjective, refPeople, refSeat:
			code := a.book.Countries[h.entry.ref.index].Code
			if code == r.Country {
				found = true
			} else if h.entry.ref != state {
				return false
			}
		}
	}
	return found
}

// hasTownIn reports whether a name of the article is that of a town whose most
// populous bearer lies in the division.
func (a *analysis) hasTownIn(r *codebook.Region) bool {
	c := a.book.Country(r.Country)
	for _, n := range a.doc.Names {
		if n.First < 0 || n.Last > len(a.doc.Tokens) || n.First >= n.Last || n.Type != typePlace || c == nil {
			continue
		}
		if towns := a.book.Cities(a.doc.Slice(n.First, n.Last)); len(towns) > 0 && towns[0].ISO2 == c.ISO2 && towns[0].Admin == r.Admin {
			return true
		}
	}
	return false
}

// calledAlike is the body of another state than the codebook has the name for,
// where the words before the name say so ("Albania's opposition Democratic
// Party"), or -1.
func (a *analysis) calledAlike(f *found) int {
	key := a.orgs[f.ref.index]
	known := a.book.Organisation(key, a.date)
	of := a.book.Country(known.Country)
	if of == nil || len(known.Sectors) == 0 || !slices.Contains(domestic, known.Sectors[0]) {
		return -1
	}
	c := a.stateBefore(f.first)
	if c == nil {
		c = a.stateBehind(f)
	}
	if c == nil && f.last > f.first+1 && known.Sectors[0] == "PTY" && !a.served[of.ActorCode()] {
		c = a.home // the Labour Party of an article on Israel is Israel's
	}
	if c == nil || c.ActorCode() == of.ActorCode() {
		return -1
	}
	return a.entityFor("o:"+key+":"+c.Code, func() entity {
		actor := depesche.Actor{Country: c.ActorCode(), Sectors: slices.Clone(known.Sectors)}
		return entity{Entity: depesche.Entity{Type: typeOrg, Name: a.orgNames[f.ref.index], Actor: &actor, Why: "lang/" + a.doc.Language + "/actors.tsv"}}
	})
}

// domestic are the sectors of bodies that every state has its own of.
var domestic = []string{"LEG", "PTY", "JUD"}

// onlyHome is the only state that an article speaks of, where it speaks of its
// government or of what is there; else nil.
func (a *analysis) onlyHome() *codebook.Country {
	if len(a.spoken) != 1 {
		return nil
	}
	for i := range a.hits {
		switch h := &a.hits[i]; h.kind() {
		case refCountry, refAdjective, refPeople, refSeat:
			if a.isPlace(h.first) || a.isOf(h.first, []string{"GOV"}) {
				return a.stateOn(h.entry.ref)
			}
		}
	}
	return nil
}

// stateBehind is the state that the words behind a name say the body is of,
// "the Senate of Chile", or nil.
func (a *analysis) stateBehind(f *found) *codebook.Country {
	t := f.last
	if a.role(t)&(owning|definite) == 0 || a.role(t)&posting != 0 {
		return nil
	}
	for limit := t + 2; t < limit && a.role(t)&(owning|definite) != 0; {
		t++
	}
	if t >= len(a.nameOf) {
		return nil
	}
	h := a.lastHit(t)
	if h == nil || !h.whole || h.first != t || h.kind() != refCountry {
		return nil
	}
	if of := a.doc.Tokens[a.headOf(h.first, h.last)].Head; of >= 0 && (of < f.first || of >= f.last) {
		return nil // "asked Congress for Kenya's sake"
	}
	return a.stateOn(h.entry.ref)
}

// stateBefore is the state whose adjective or possessive stands before a name
// with nothing but modifiers between, or nil.
func (a *analysis) stateBefore(first int) *codebook.Country {
	for t := first - 1; t >= max(a.sentenceStart(first), first-farthestModifier); t-- {
		if h := a.lastHit(t); h != nil && h.whole && !a.hyphenAt(t+1) {
			switch h.kind() {
			case refAdjective:
				return a.stateOn(h.entry.ref)
			case refCountry:
				if t+1 < first && a.isMark(t+1) || a.genitive(t) {
					return a.stateOn(h.entry.ref)
				}
				return nil
			}
		}
		if u := a.doc.Tokens[t].UPOS; u != "" && u != "ADJ" && u != "NOUN" && !a.isMark(t) {
			return nil
		}
	}
	return nil
}
