// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"
)

// townBefore takes a word made from the name of a town at t as the owner of a
// local body: "die Essener Polizei", "das Londoner Gericht".
func (a *analysis) townBefore(p *phrase, t int) bool {
	o := &a.offices[p.office]
	if len(a.lex.derived) == 0 || len(o.sectors) == 0 || !slices.Contains(local, o.sectors[0]) || a.role(t)&shared != 0 {
		return false
	}
	if u := a.doc.Tokens[t].UPOS; u == "NOUN" || u == "VERB" || !isTitle(a.form(t)) || a.lastHit(t) != nil {
		return false
	}
	c := a.stateOfTown(a.form(t))
	if c == "" {
		return false
	}
	p.owners = append(p.owners, owner{name: -1, phrase: -1, first: t, last: t + 1, state: c})
	return true
}

// smallestTown is how many thousand people a town has after which bodies are
// called without more.
const smallestTown = 40

// stateOfTown is the state of the town that a word is made from, or "".
func (a *analysis) stateOfTown(form string) string {
	base, ok := strings.CutSuffix(form, a.lex.derived[0])
	if !ok || len(base) < 3 {
		return ""
	}
	e := a.lex.derived[0][:1]
	for _, n := range []string{base, base + e, base + e + "n", strings.TrimSuffix(base, "n") + e + "n"} {
		for _, id := range a.lex.lookup(n) {
			e := &a.lex.entries[id]
			switch {
			case e.form != n:
			case e.ref.kind == refSeat:
				return a.stateOn(e.ref).ActorCode()
			case e.ref.kind == refCity:
				if c := a.book.CountryByISO2(a.cities[e.ref.index].iso2); c != nil {
					return c.ActorCode()
				}
			}
		}
		if towns := a.book.Cities(n); len(towns) > 0 && towns[0].Population >= smallestTown {
			if c := a.book.CountryByISO2(towns[0].ISO2); c != nil {
				return c.ActorCode()
			}
		}
	}
	return ""
}

// townBehind takes the town right behind a local body as its owner, where the
// language puts it so: "Staatsanwaltschaft Innsbruck".
func (a *analysis) townBehind(p *phrase) bool {
	o := &a.offices[p.office]
	t := p.last
	if len(a.lex.derived) == 0 || o.class == 'p' || p.plural || len(o.sectors) == 0 || o.sectors[0] != "JUD" && o.sectors[0] != "COP" || t >= len(a.nameOf) {
		return false
	}
	w := owner{name: -1, phrase: -1, first: t, last: t + 1}
	if n := a.nameOf[t]; n >= 0 {
		f := &a.names[n]
		if f.first != t || f.kind != typePlace || a.genitive(f.last-1) {
			return false
		}
		w.ref, w.name, w.last = f.ref, int(n), f.last
	} else if a.doc.Tokens[t].UPOS != "PROPN" {
		return false
	}
	if w.ref.kind == refNone {
		w.state = a.stateNamed(a.doc.Slice(w.first, w.last))
	}
	if w.name < 0 && w.state == "" {
		return false
	}
	p.owners = append(p.owners, w)
	p.end = w.last
	return true
}

// stateOfBody is the state of the town that the name of a local body begins
// with, "Bristol Crown Court", or "".
func (a *analysis) stateOfBody(f *found) string {
	for last := min(f.last-1, f.first+longestTown); last > f.first; last-- {
		if c := a.stateNamed(a.doc.Slice(f.first, last)); c != "" {
			return c
		}
	}
	return ""
}

// longestTown is how many words the name of a town has at most.
const longestTown = 3

// stateNamed is the state of a town of the gazetteer that is large enough and
// has no namesake abroad near its size, or "".
func (a *analysis) stateNamed(town string) string {
	towns := a.book.Cities(town)
	if len(towns) == 0 || towns[0].Population < smallestTown {
		return ""
	}
	for i := range towns {
		if towns[i].ISO2 != towns[0].ISO2 && towns[i].Population*clearlyLarger > towns[0].Population {
			return ""
		}
	}
	if c := a.book.CountryByISO2(towns[0].ISO2); c != nil {
		return c.ActorCode()
	}
	return ""
}

// clearlyLarger is how many times larger than its namesakes abroad a town must
// be to be the one that is meant.
const clearlyLarger = 2
