// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"

	"depesche"
)

// deepest bounds how many owners of owners are followed.
const deepest = 4

// actorOf is what a phrase acts as, and the rule that says so.
func (a *analysis) actorOf(p *phrase) (depesche.Actor, string) {
	return a.actorWithin(p, 0)
}

func (a *analysis) actorWithin(p *phrase, depth int) (depesche.Actor, string) {
	o := &a.offices[p.office]
	actor := depesche.Actor{Sectors: slices.Clone(o.sectors)}
	if o.class == 'p' {
		actor.Office = o.form
		if o.suffix {
			actor.Office = a.headText(p)
		}
	}
	why := "lang/" + a.doc.Language + "/offices.tsv:" + o.form
	for _, also := range p.also {
		for _, s := range a.offices[also].sectors {
			if !slices.Contains(actor.Sectors, s) {
				actor.Sectors = append(actor.Sectors, s)
			}
		}
	}
	for i := range p.owners {
		of, ok := a.ownerActor(&p.owners[i], depth)
		if !ok {
			continue
		}
		if actor.Country == "" {
			actor.Country = of.Country
		}
		actor.Sectors = merge(actor.Sectors, of, o)
	}
	faces := p.shadow && len(o.sectors) > 0 && o.sectors[0] == "GOV"
	if actor.Country == "" && len(p.owners) == 0 {
		states := o.states
		if faces && len(states) == 0 {
			states = a.words.facing
		}
		actor.Country = a.mostSpoken(states)
	}
	if faces {
		actor.Sectors = []string{"OPP"}
	}
	if p.former && o.class == 'p' {
		actor.Sectors = retired(o, actor.Sectors)
	}
	return actor, why
}

// retired are the sectors of somebody who held the office before: the elite,
// after PLOVER, when it was one of weight. A soldier or policeman without rank
// who has left is a civilian; a former employee stays what he was.
func retired(o *office, sectors []string) []string {
	if o.key != "" {
		return []string{"ELI"}
	}
	if len(sectors) == 0 {
		return sectors
	}
	switch sectors[0] {
	case "GOV", "LEG", "JUD", "IGO", "PTY", "OPP":
		return []string{"ELI"}
	case "MIL", "COP", "SPY", "REB", "PRM":
		return []string{"CVL"}
	}
	return sectors
}

// merge joins the sectors of an office with those of its owner: an office that
// has none of its own takes the owner's; one within an organisation of states
// or an armed group is not a government's. Whose people or which retired person
// it is for adds nothing: the assembly "of the people", the supporters of a
// former president.
func merge(sectors []string, of depesche.Actor, o *office) []string {
	switch {
	case len(sectors) == 0:
		return slices.Clone(of.Sectors)
	case len(of.Sectors) == 0 || of.Sectors[0] == "GOV" || of.Sectors[0] == "CVL" || of.Sectors[0] == "ELI":
		return sectors
	case of.Country == "" || o.sectors != nil && o.sectors[0] == "GOV":
		if sectors[0] == "GOV" || of.Sectors[0] == sectors[0] {
			return slices.Clone(of.Sectors)
		}
		return append(sectors, of.Sectors[0])
	}
	return sectors
}

// ownerActor is what an owner acts as.
func (a *analysis) ownerActor(w *owner, depth int) (depesche.Actor, bool) {
	switch {
	case w.state != "":
		return depesche.Actor{Country: w.state}, true
	case w.phrase >= 0:
		if depth >= deepest {
			return depesche.Actor{}, false
		}
		q := &a.phrases[w.phrase]
		actor, _ := a.actorWithin(q, depth+1)
		if e := a.personWith(q); actor.Country == "" && e != nil {
			actor.Country = e.Actor.Country // "supporters of President Smith"
		}
		return actor, true
	case w.ref.kind == refCountry, w.ref.kind == refAdjective, w.ref.kind == refPeople:
		c := &a.book.Countries[w.ref.index]
		return depesche.Actor{Country: c.ActorCode(), Sectors: slices.Clone(c.Sectors)}, true
	case w.ref.kind == refSeat:
		c := a.stateOn(w.ref)
		return depesche.Actor{Country: c.ActorCode()}, true
	case w.ref.kind == refOrg:
		o := a.book.Organisation(a.orgs[w.ref.index], a.date)
		actor := depesche.Actor{Country: o.Country, Sectors: slices.Clone(o.Sectors)}
		return actor, true
	case w.ref.kind == refRegion:
		return depesche.Actor{Country: a.book.Regions[w.ref.index].Country}, true
	case w.ref.kind == refCity:
		c := a.book.CountryByISO2(a.cities[w.ref.index].iso2)
		if c == nil {
			return depesche.Actor{}, false
		}
		return depesche.Actor{Country: c.ActorCode()}, true
	case w.name >= 0:
		if e := a.names[w.name].entity; e >= 0 && a.entities[e].Type == typePlace && a.entities[e].Actor != nil {
			return depesche.Actor{Country: a.entities[e].Actor.Country}, true
		}
		if e := a.names[w.name].entity; e >= 0 && a.entities[e].Actor != nil {
			return *a.entities[e].Actor, true
		}
		if f := &a.names[w.name]; f.ref.kind == refPerson {
			actor, _ := a.incumbent(&a.book.Persons[f.ref.index])
			return *actor, true
		}
	}
	return depesche.Actor{}, false
}

// personWith is the person named with a phrase when it is known whom he acts
// for, or nil.
func (a *analysis) personWith(p *phrase) *entity {
	if p.name < 0 || a.names[p.name].entity < 0 {
		return nil
	}
	if e := &a.entities[a.names[p.name].entity]; e.Actor != nil && e.Type == typePerson {
		return e
	}
	return nil
}

// countryOf is the state that a phrase acts for, as far as its own words tell.
func (a *analysis) countryOf(p *phrase) string {
	actor, _ := a.actorOf(p)
	return actor.Country
}
