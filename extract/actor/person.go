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
	if n := withoutInitials(text); n != text {
		bases = append(bases, n)
	}
	for _, n := range bases {
		if i, ok := a.byKey["n:"+codebook.Fold(n)]; ok && a.mayBe(f, i) {
			return i
		}
	}
	single := f.last == f.first+1
	if single {
		for _, n := range bases {
			if i := a.familyMember(f, codebook.Fold(n)); i >= 0 {
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
	if single && f.phrase < 0 {
		for _, n := range bases {
			if i := a.fullLater(f, codebook.Fold(n)); i >= 0 {
				return i
			}
		}
	}
	key := "n:" + codebook.Fold(text)
	if i, ok := a.byKey[key]; ok && !a.mayBe(f, i) {
		key += ":" + string(a.addressed(f))
	}
	i := a.entityFor(key, func() entity {
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

// withoutInitials is a name without the initials between its first and its last
// word: "Vladimir V. Putin".
func withoutInitials(name string) string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return name
	}
	kept := []string{words[0]}
	for _, w := range words[1 : len(words)-1] {
		if len([]rune(w)) != 2 || !strings.HasSuffix(w, ".") {
			kept = append(kept, w)
		}
	}
	return strings.Join(append(kept, words[len(words)-1]), " ")
}

// gatherFull notes which family names the article has in full for one person
// only.
func (a *analysis) gatherFull() {
	a.full = map[string]int{}
	for i := range a.names {
		f := &a.names[i]
		if f.kind != typePerson || f.last < f.first+2 {
			continue
		}
		key := codebook.Fold(a.familyOf(f))
		k, ok := a.full[key]
		switch {
		case !ok:
			a.full[key] = i
		case k >= 0 && codebook.Fold(a.doc.Slice(a.names[k].first, a.names[k].last)) != codebook.Fold(a.doc.Slice(f.first, f.last)):
			a.full[key] = -1
		}
	}
}

// fullLater is the one person whom the article names in full only behind a
// headline that has the family name, or -1.
func (a *analysis) fullLater(f *found, fold string) int {
	k, ok := a.full[fold]
	if !ok || k < 0 {
		return -1
	}
	g := &a.names[k]
	if g.ref.kind == refPerson {
		return -1 // is not called so, or the codebook would have it
	}
	i := a.personNamed(g, a.nameText(g))
	if !a.mayBe(f, i) {
		return -1
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

// addressed is the gender of the form of address before a name, or 0.
func (a *analysis) addressed(f *found) byte {
	t := f.first - 1
	if a.form(t) == "." {
		t--
	}
	switch role := a.role(t); {
	case role&sir != 0:
		return 'm'
	case role&madam != 0:
		return 'f'
	}
	return 0
}

// mayBe reports whether a name can be that of the entity, as far as the form of
// address before it tells: "Mr. Miller" is not Jane Miller.
func (a *analysis) mayBe(f *found, entity int) bool {
	g, e := a.addressed(f), &a.entities[entity]
	if g == 0 || e.gender == g {
		return true
	}
	if e.gender == 0 {
		e.gender = g
		return true
	}
	return false
}

// familyMember is the person of the article last called by the family name,
// given folded, whom the name can mean, or -1.
func (a *analysis) familyMember(f *found, fold string) int {
	i, ok := a.families[fold]
	if !ok {
		return -1
	}
	if a.mayBe(f, i) {
		return i
	}
	for i = len(a.entities) - 1; i >= 0 && i >= len(a.entities)-farthestMention; i-- {
		e := &a.entities[i]
		if e.Type == typePerson && e.gender == a.addressed(f) && strings.HasSuffix(codebook.Fold(e.Name), " "+fold) {
			return i
		}
	}
	return -1
}

func (a *analysis) genderOf(f *found) byte {
	if g := a.addressed(f); g != 0 {
		return g
	}
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
		if g := a.addressed(f); g != 0 && p.Gender != "" && p.Gender[0] != g {
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
			if y == "head-of-state" || y == "monarch" || y == "head-of-government" || y == "militant-leader" ||
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

// sectorsWith are the sectors of an entity of which the phrase says the
// sectors said. Who is called by an office that is over holds none, unless the
// codebook knows another that he holds on the day.
func (a *analysis) sectorsWith(p *phrase, said []string, e *entity) []string {
	held := e.Actor.Sectors
	switch {
	case p.former && slices.Contains(said, "ELI") && e.person != nil:
		if a.inOffice(e) && !alike(e.office, a.offices[p.office].key) {
			return held
		}
		return said
	case len(said) == 0 || !slices.Contains(held, "ELI"):
		return union(said, held)
	}
	return said
}

// inOffice reports whether a person of the codebook is known to hold an office
// on the day of the article.
func (a *analysis) inOffice(e *entity) bool {
	return e.person != nil && a.date != "" && e.person.On(a.date) != nil
}

// describe gives a person or organisation what the office says that stands
// with its name. What the text says goes before the codebook.
func (a *analysis) describe(f *found, e *entity, p *phrase) {
	o := &a.offices[p.office]
	if o.local && len(p.owners) == 0 {
		return
	}
	if o.class == 'k' || e.Type == typeOrg && e.Actor != nil {
		if e.Actor != nil && f.last == p.last && e.Actor.Country == "" && len(e.Actor.Sectors) > 0 && a.inheritsState(e.Actor.Sectors) {
			e.Actor.Country = a.mostSpoken(o.states) // "Senate", capital letter and all
		}
		return
	}
	actor, why := a.actorOf(p)
	if o.peer && len(p.owners) == 0 {
		actor.Sectors, actor.Office = nil, "" // a colleague is what he is by himself
	}
	if e.Actor != nil {
		if actor.Country == "" || e.Actor.Country != "" && len(p.owners) == 0 && !e.likely {
			actor.Country = e.Actor.Country
		}
		actor.Sectors = a.sectorsWith(p, actor.Sectors, e)
		if e.Actor.Office != "" && actor.Office == "" {
			actor.Office = e.Actor.Office
		}
	}
	if e.Actor == nil || e.Actor.Office == "" {
		if c := a.realmIn(f); c != nil && actor.Country == "" && e.person == nil {
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
