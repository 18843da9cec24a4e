// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"

	"depesche"
	"depesche/codebook"
)

// personNamed is the entity of a person's name: one of the article called so
// before, in full or by the family name; or one of the codebook who is likely
// enough on that day; or a stranger.
func (a *analysis) personNamed(f *found, text string) int {
	bases := a.withoutEnding(text)
	for _, n := range bases {
		if i, ok := a.byKey["n:"+codebook.Fold(n)]; ok {
			return i
		}
	}
	single := f.last == f.first+1
	if single {
		for _, n := range bases {
			if i, ok := a.families[codebook.Fold(n)]; ok {
				return i
			}
		}
	}
	for _, n := range bases {
		if p := a.likelyPerson(n, f); p != nil {
			i := a.known(p)
			a.byKey["n:"+codebook.Fold(n)] = i
			return i
		}
	}
	i := a.entityFor("n:"+codebook.Fold(text), func() entity {
		return entity{gender: a.genderOf(f), Entity: depesche.Entity{Type: typePerson}}
	})
	a.families[codebook.Fold(a.familyOf(f))] = i
	for t := f.first + 1; t < f.last-1; t++ { // "Ana Maria Ruiz" is "Maria Ruiz" too
		key := "n:" + codebook.Fold(a.doc.Slice(t, f.last))
		if _, ok := a.byKey[key]; !ok {
			a.byKey[key] = i
		}
	}
	return i
}

// withoutEnding gives a name as it stands and without its genitive ending.
func (a *analysis) withoutEnding(text string) []string {
	bases := []string{text}
	for _, e := range a.lex.endings[name] {
		if base, ok := strings.CutSuffix(text, e); ok && len(base) > 2 {
			bases = append(bases, base)
		}
	}
	return bases
}

// familyOf is the last word of a name with the particles before it left out.
func (a *analysis) familyOf(f *found) string {
	last := f.last - 1
	for last > f.first+1 && a.form(last-1) == "-" {
		last -= 2
	}
	return a.doc.Slice(last, f.last)
}

func (a *analysis) genderOf(f *found) byte {
	if f.last == f.first+1 {
		return 0
	}
	switch g := a.given[codebook.Fold(a.form(f.first))]; g {
	case 'm', 'f':
		return g
	}
	return 0
}

// farthestTerm is how many years outside a term a short name still means its
// holder.
const farthestTerm = 6

// likelyPerson finds a person of the codebook by name. A full name is enough;
// a family name alone must be that of one who held an office about then, and
// of the state that stands with it, if one does.
func (a *analysis) likelyPerson(name string, f *found) *codebook.Person {
	var best *codebook.Person
	tied := false
	country, key := "", ""
	if f.phrase >= 0 {
		p := &a.phrases[f.phrase]
		country, key = a.countryOf(p), a.offices[p.office].key
	}
	full := f.last > f.first+1
	for _, p := range a.book.PersonsNamed(name) {
		if slices.Contains(p.Family, name) && full && !slices.Contains(p.Names, name) && len(strings.Fields(name)) == 1 {
			continue
		}
		if country != "" && p.Country != "" && !a.agrees(&a.phrases[max(f.phrase, 0)], country, p.Country) {
			continue
		}
		if !full && p.Distance(a.date) > farthestTerm {
			continue
		}
		switch {
		case best == nil:
			best, tied = p, false
		case a.closer(p, best, key):
			best, tied = p, false
		case !a.closer(best, p, key):
			tied = true
		}
	}
	if tied {
		return nil
	}
	return best
}

// closer reports whether one person fits the office or the day better.
func (a *analysis) closer(p, than *codebook.Person, office string) bool {
	if office != "" {
		if x, y := holds(p, office), holds(than, office); x != y {
			return x
		}
	}
	return p.Distance(a.date) < than.Distance(a.date)
}

func holds(p *codebook.Person, office string) bool {
	for _, t := range p.Terms {
		if alike(t.Office, office) {
			return true
		}
	}
	return false
}

// alike reports whether two keys can mean the same office: a leader may be
// head of state or of government, "the minister" any minister.
func alike(x, y string) bool {
	if x == y {
		return x != ""
	}
	for range 2 {
		switch x {
		case "leader":
			if y == "head-of-state" || y == "head-of-government" || y == "militant-leader" ||
				y == "party-leader" || y == "opposition-leader" {
				return true
			}
		case "minister":
			if strings.HasSuffix(y, "-minister") {
				return true
			}
		}
		x, y = y, x
	}
	return false
}

// union appends to the sectors those of others that are not among them.
func union(sectors, others []string) []string {
	sectors = slices.Clone(sectors)
	for _, s := range others {
		if !slices.Contains(sectors, s) {
			sectors = append(sectors, s)
		}
	}
	return sectors
}

// describe gives a person or organisation what the office says that stands
// with its name. What the text says goes before the codebook.
func (a *analysis) describe(f *found, e *entity, p *phrase) {
	o := &a.offices[p.office]
	if o.class == 'k' || e.Type == typeOrg && e.Actor != nil {
		if e.Actor != nil && f.last == p.last && e.Actor.Country == "" && len(e.Actor.Sectors) > 0 && a.inheritsState(e.Actor.Sectors) {
			e.Actor.Country = a.boundState(o) // "Senate", capital letter and all
		}
		return
	}
	actor, why := a.actorOf(p)
	if e.Actor != nil {
		if actor.Country == "" || e.Actor.Country != "" && len(p.owners) == 0 && !e.likely {
			actor.Country = e.Actor.Country
		}
		if len(actor.Sectors) == 0 || !slices.Contains(e.Actor.Sectors, "ELI") {
			actor.Sectors = union(actor.Sectors, e.Actor.Sectors)
		}
		if e.Actor.Office != "" && actor.Office == "" {
			actor.Office = e.Actor.Office
		}
	}
	if e.Actor == nil || e.Actor.Office == "" {
		if c := a.countryIn(f); c != nil && actor.Country == "" && e.person == nil {
			actor.Country = c.ActorCode() // "King Hassan of Morocco"
		}
		if actor.Country == "" && e.person == nil && !a.aboveStates(p) && a.inheritsState(actor.Sectors) {
			if actor.Country = a.guess(p.head, a.domestic(p, actor.Sectors)); actor.Country != "" {
				e.likely = true
				why += inContext
			}
		}
		e.Actor = &actor
		if e.Why == "" {
			e.Why = why
		}
		if o.class == 'p' && (e.office == "" || !p.former) {
			e.office = o.key
		}
	}
	if e.gender == 0 && o.class == 'p' && p.female {
		e.gender = 'f'
	}
}
