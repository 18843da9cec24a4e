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
