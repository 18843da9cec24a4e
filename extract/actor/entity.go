// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strings"

	"depesche"
	"depesche/codebook"
)

// entity is an entity on the way, with what coreference needs to know of it.
type entity struct {
	depesche.Entity
	gender   byte // 'm', 'f', or 0
	plural   bool
	state    bool // a state
	named    bool // by name, not only by office
	person   *codebook.Person
	office   string // key of codebook/offices.tsv
	class    byte   // of the office that it is known by, or 0
	word     int    // index of offices of an entity without a name
	likely   bool   // its state is only inferred
	length   int    // bytes of the name it has
	mentions int
}

// mention is a mention on the way.
type mention struct {
	first, last, head int
	entity            int
	kind              string
}

// build makes entities of the names and gives them their places and offices.
func (a *analysis) build() {
	a.byKey = map[string]int{}
	a.families = map[string]int{}
	a.gatherFull()
	a.home = a.onlyHome()
	for i := range a.names {
		if !a.isAbbreviation(i) {
			a.addNamed(i)
		}
	}
	a.placeCities()
	a.gatherFocus()
	for i := range a.names {
		if f := &a.names[i]; f.phrase >= 0 {
			a.describe(f, &a.entities[f.entity], &a.phrases[f.phrase])
		}
	}
	a.placeStrangers()
}

// isAbbreviation ties an unknown abbreviation in brackets to the organisation
// before it, "Bund der Imker (BDI)", and later mentions with it.
func (a *analysis) isAbbreviation(i int) bool {
	f := &a.names[i]
	if i == 0 || f.last != f.first+1 || f.ref.kind != refNone || a.form(f.first-1) != "(" || a.form(f.last) != ")" {
		return false
	}
	long, short := &a.names[i-1], a.form(f.first)
	if long.last != f.first-1 || long.kind != typeOrg || strings.ToUpper(short) != short {
		return false
	}
	f.kind, f.entity = typeOrg, long.entity
	a.byKey[typeOrg+":"+short] = long.entity
	a.mention(mention{f.first, f.last, f.first, f.entity, depesche.KindName})
	return true
}

// entityFor returns the index of the entity with the key, making it with new
// when there is none.
func (a *analysis) entityFor(key string, fresh func() entity) int {
	if i, ok := a.byKey[key]; ok {
		return i
	}
	a.entities = append(a.entities, fresh())
	a.byKey[key] = len(a.entities) - 1
	return len(a.entities) - 1
}

func (a *analysis) mention(m mention) {
	a.entities[m.entity].mentions++
	a.mentions = append(a.mentions, m)
}

// addNamed makes or finds the entity of a name.
func (a *analysis) addNamed(i int) {
	f := &a.names[i]
	text := a.nameText(f)
	switch f.ref.kind {
	case refCountry:
		f.entity = a.country(int(f.ref.index))
	case refSeat:
		if a.isDateline(f) {
			f.entity = a.dateline(f)
			break
		}
		f.entity = a.seat(f)
	case refOrg:
		if f.entity = a.calledAlike(f); f.entity < 0 {
			f.entity = a.organisation(int(f.ref.index))
		}
	case refRegion:
		f.entity = a.region(f)
	case refPerson:
		f.entity = a.known(&a.book.Persons[f.ref.index])
	default:
		f.entity = a.stranger(f, text)
	}
	e := &a.entities[f.entity]
	e.named = true
	if e.length < len(text) {
		e.Name, e.length = text, len(text)
	}
	a.mention(mention{f.first, f.last, a.headOf(f.first, f.last), f.entity, depesche.KindName})
}

// nameText is a name as its entity shall bear it: as the lexicon writes it
// where it is known, else as it stands, without a genitive.
func (a *analysis) nameText(f *found) string {
	if f.form != "" && f.ref.kind != refPerson {
		return f.form
	}
	text := a.doc.Slice(f.first, f.last)
	for _, base := range a.withoutEnding(text)[1:] {
		if a.isNamed(f, base) {
			return base
		}
	}
	return text
}

// isNamed reports whether a name without its ending is one that the article or
// the codebook has.
func (a *analysis) isNamed(f *found, base string) bool {
	if f.kind != typePerson {
		return a.baseName(f.kind, a.doc.Slice(f.first, f.last)) == base
	}
	fold := codebook.Fold(base)
	if _, ok := a.families[fold]; ok {
		return true
	}
	if _, ok := a.byKey["n:"+fold]; ok {
		return true
	}
	return a.surnames[fold] || len(a.book.PersonsNamed(base)) > 0
}

func (a *analysis) country(i int) int {
	c := &a.book.Countries[i]
	return a.entityFor("c:"+c.Code, func() entity {
		name := a.countries[i]
		if name == "" {
			name = c.Name
		}
		return entity{state: true, Entity: depesche.Entity{Type: typePlace, Name: name,
			Actor: &depesche.Actor{Country: c.ActorCode(), Sectors: slices.Clone(c.Sectors)},
			IDs:   depesche.IDs{Wikidata: c.Wikidata},
			Place: &depesche.Place{Name: name, Country: c.Code},
			Why:   "codebook/countries.tsv:" + c.Code}}
	})
}

// seat is a capital, which also stands for the government that sits there.
func (a *analysis) seat(f *found) int {
	c := a.stateOn(f.ref)
	return a.entityFor("s:"+c.Code+":"+f.form, func() entity {
		return entity{Entity: depesche.Entity{Type: typePlace, Name: f.form,
			Actor: &depesche.Actor{Country: c.ActorCode(), Sectors: withSector("GOV", c.Sectors)},
			Place: a.seatPlace(c, f.form), Why: "codebook/countries.tsv:" + c.Code}}
	})
}

// isDateline reports whether a capital only says where the report is from: it
// opens its sentence and a new one follows without a mark between ("Wien Die
// Regierung …"), or it opens its paragraph, and a noun that is no name follows
// without anything between, in a language where a plain name is no modifier
// ("Wien Forscher warnen …").
func (a *analysis) isDateline(f *found) bool {
	s := a.doc.SentenceOf(f.first)
	if s < 0 || f.last >= len(a.doc.Tokens) || a.doc.Sentences[s].First != f.first {
		return false
	}
	next := &a.doc.Tokens[f.last]
	if a.role(f.last)&(definite|indefinite|pointing) != 0 && isTitle(next.Form) {
		return true
	}
	if len(a.lex.marks) > 0 || a.nameOf[f.last] >= 0 {
		return false
	}
	return next.UPOS == "NOUN" && isTitle(next.Form) && next.Feat("Number") == "Plur" && (s == 0 || a.doc.Sentences[s-1].Paragraph != a.doc.Sentences[s].Paragraph)
}

// dateline is a capital as no more than a place.
func (a *analysis) dateline(f *found) int {
	c := a.stateOn(f.ref)
	return a.entityFor("d:"+f.form, func() entity {
		return entity{Entity: depesche.Entity{Type: typePlace, Name: f.form, Place: a.seatPlace(c, f.form), Why: "codebook/countries.tsv:" + c.Code}}
	})
}

func (a *analysis) organisation(i int) int {
	key := a.orgs[i]
	return a.entityFor("o:"+key, func() entity {
		o := a.book.Organisation(key, a.date)
		actor := depesche.Actor{Country: o.Country, Sectors: slices.Clone(o.Sectors)}
		if c := a.book.Country(o.Country); c != nil {
			actor.Country = c.ActorCode()
		}
		return entity{Entity: depesche.Entity{Type: typeOrg, Name: a.orgNames[i], Actor: &actor,
			IDs: depesche.IDs{Wikidata: o.Wikidata}, Place: a.buildingOf(key, a.orgNames[i]), Why: "codebook/organisations.tsv:" + key}}
	})
}

// buildingOf is the place of an organisation that is called after its building:
// "at the White House".
func (a *analysis) buildingOf(key, name string) *depesche.Place {
	r := a.book.Region(key)
	if r == nil {
		return nil
	}
	return &depesche.Place{Name: name, Country: r.Country, Lat: r.At.Lat, Lon: r.At.Lon}
}

func (a *analysis) region(f *found) int {
	r := &a.book.Regions[f.ref.index]
	return a.entityFor("r:"+r.Key, func() entity {
		e := entity{Entity: depesche.Entity{Type: typePlace, Name: f.form,
			Place: &depesche.Place{Name: f.form, Country: r.Country, Lat: r.At.Lat, Lon: r.At.Lon},
			Why:   "codebook/places.tsv:" + r.Key}}
		if c := a.book.Country(r.Country); c != nil {
			e.Actor = &depesche.Actor{Country: c.ActorCode()}
		}
		return e
	})
}

// known is a person of the codebook; the office is the one held on the day the
// article was published.
func (a *analysis) known(p *codebook.Person) int {
	i := a.entityFor("p:"+p.Key, func() entity {
		e := entity{person: p, Entity: depesche.Entity{Type: typePerson, Name: "",
			IDs: depesche.IDs{Wikidata: p.Wikidata}, Why: "codebook/persons.tsv:" + p.Key}}
		if p.Gender != "" {
			e.gender = p.Gender[0]
		}
		e.Actor, e.office = a.incumbent(p)
		return e
	})
	for _, n := range p.Family {
		a.families[codebook.Fold(n)] = i
	}
	return i
}

// incumbent is what a person of the codebook acts as on the article's day.
func (a *analysis) incumbent(p *codebook.Person) (*depesche.Actor, string) {
	t := p.On(a.date)
	if t == nil {
		sectors := []string{"ELI"}
		return &depesche.Actor{Country: p.Country, Sectors: sectors}, ""
	}
	actor := &depesche.Actor{Country: t.Country, Sectors: []string{"GOV"}} // who speaks for a state
	if o := a.book.Office(t.Office); o != nil && len(o.Sectors) > 0 {
		actor.Sectors = slices.Clone(o.Sectors)
	}
	if o := a.book.Organisation(t.Org, a.date); o != nil {
		actor.Country, actor.Sectors = o.Country, slices.Clone(o.Sectors)
	}
	return actor, t.Office
}

// stranger is a name that the lexicon does not know.
func (a *analysis) stranger(f *found, text string) int {
	switch f.kind {
	case typePerson:
		return a.personNamed(f, text)
	case typePlace:
		key := "l:" + a.baseName(typePlace, text)
		if f.town != nil {
			key += ":" + f.town.Geonames
		}
		return a.entityFor(key, func() entity {
			e := entity{Entity: depesche.Entity{Type: typePlace}}
			c := a.countryIn(f)
			if c == nil {
				c = a.partOf(text)
			}
			if c != nil && f.town == nil {
				e.Actor = &depesche.Actor{Country: c.ActorCode()}
				e.Place = &depesche.Place{Name: text, Country: c.Code}
			}
			return e
		})
	}
	return a.entityFor(f.kind+":"+a.baseName(f.kind, text), func() entity {
		e := entity{Entity: depesche.Entity{Type: f.kind}}
		e.Actor, e.Why = a.actorInName(f)
		return e
	})
}

// partOf is the state that a name speaks of a part of: "Ostukraine". It is nil
// for other names.
func (a *analysis) partOf(text string) *codebook.Country {
	low := lowerFirst(text)
	for _, d := range a.words.directions {
		rest, ok := strings.CutPrefix(low, d)
		for _, id := range a.lex.lookup(rest) {
			if e := &a.lex.entries[id]; ok && e.ref.kind == refCountry && lowerFirst(e.form) == rest {
				return &a.book.Countries[e.ref.index]
			}
		}
	}
	return nil
}

// baseName is a name without a genitive ending when the article has it without
// one before: "Helsingfors" keeps its s.
func (a *analysis) baseName(kind, text string) string {
	prefix := kind + ":"
	if kind == typePlace {
		prefix = "l:"
	}
	if _, ok := a.byKey[prefix+text]; ok {
		return text
	}
	for _, e := range a.lex.endings[name] {
		if base, cut := strings.CutSuffix(text, e); cut && len(base) > 2 {
			if _, ok := a.byKey[prefix+base]; ok {
				return base
			}
		}
	}
	return text
}

// actorInName reads what an organisation is from the words of its name. One
// whose words name a state belongs to it; of any other kind of name only one
// that begins with its adjective does ("Iraqi Kurds"). A firm may be called
// General without being of the army.
func (a *analysis) actorInName(f *found) (*depesche.Actor, string) {
	var actor depesche.Actor
	c := a.countryIn(f)
	if c != nil && (f.kind == typeOrg || a.adjectiveAt(f.first) != nil) {
		actor.Country = c.ActorCode()
	}
	why := "lang/" + a.doc.Language + "/actors.tsv"
	for t := f.first; t < f.last && f.kind == typeOrg; t++ {
		if h := a.lastHit(t); h != nil && h.kind() == refOffice {
			if o := a.offices[h.entry.ref.index]; len(o.sectors) > 0 && o.class != 't' && !(o.class == 'p' && o.sectors[0] == "MIL") {
				actor.Sectors, why = slices.Clone(o.sectors), "lang/"+a.doc.Language+"/offices.tsv:"+o.form
			}
		}
	}
	if actor.Country == "" && len(actor.Sectors) > 0 && slices.Contains(local, actor.Sectors[0]) {
		actor.Country = a.stateOfBody(f)
	}
	if actor.Country == "" && len(actor.Sectors) == 0 {
		return nil, ""
	}
	return &actor, why
}

// countryIn is the state that the words of a name speak of, or nil.
func (a *analysis) countryIn(f *found) *codebook.Country {
	for t := f.first; t < f.last; t++ {
		for _, h := range a.hitsOn(t) {
			switch h.kind() {
			case refCountry, refAdjective, refSeat, refPeople:
				return &a.book.Countries[h.entry.ref.index]
			}
		}
	}
	return nil
}

// realmIn is the state that a name says its bearer is of, behind a word that
// owns: "Hassan of Morocco", but neither "Eduardo Lima" nor "Paris Miller". It is
// nil for other names; those that are no person's say it by any of their words.
func (a *analysis) realmIn(f *found) *codebook.Country {
	if f.kind != typePerson {
		return a.countryIn(f)
	}
	for t := f.first + 1; t+1 < f.last; t++ {
		if a.role(t)&owning != 0 && a.role(t)&particle == 0 {
			return a.countryIn(&found{first: t + 1, last: f.last})
		}
	}
	return nil
}

// withSector puts a sector in front of others.
func withSector(sector string, others []string) []string {
	return append([]string{sector}, others...)
}

// cityIn gives a named place its coordinates.
func (a *analysis) seatPlace(c *codebook.Country, form string) *depesche.Place {
	place := &depesche.Place{Name: form, Country: c.Code}
	if strings.HasPrefix(codebook.Fold(c.Capital), codebook.Fold(form)) {
		place.Lat, place.Lon = c.At.Lat, c.At.Lon
		for _, city := range a.book.Cities(c.Capital) {
			if city.ISO2 == c.ISO2 {
				place.Geonames = city.Geonames
				break
			}
		}
		return place
	}
	names := []string{form}
	for _, h := range a.lex.lookup(form) {
		if e := &a.lex.entries[h]; e.ref.kind == refCity && e.form == form {
			names = append(names, a.cities[e.ref.index].name)
		}
	}
	for _, n := range names {
		for _, city := range a.book.Cities(n) {
			if city.ISO2 == c.ISO2 {
				place.Lat, place.Lon, place.Geonames = city.At.Lat, city.At.Lon, city.Geonames
				return place
			}
		}
	}
	if c.At != (codebook.Point{}) {
		place.Lat, place.Lon = c.At.Lat, c.At.Lon
	}
	return place
}

// placeStrangers counts persons of whom nothing is said to the state that the
// article is about, where it is about one, unless more of the sentences that
// speak of them name places in others than speak of it.
func (a *analysis) placeStrangers() {
	guessed, speak := map[int]string{}, map[int]int{}
	for i := range a.names {
		f := &a.names[i]
		e := &a.entities[f.entity]
		if e.Type != typePerson || e.Actor != nil {
			continue
		}
		if guessed[f.entity] == "" {
			guessed[f.entity] = a.guessAbove(f.first, false, strangerDominance)
		}
	}
	for i := range a.names {
		if f := &a.names[i]; guessed[f.entity] != "" {
			speak[f.entity] += a.support(f.first, guessed[f.entity])
		}
	}
	for i, c := range guessed {
		if e := &a.entities[i]; c != "" && speak[i] >= 0 {
			e.Actor, e.likely = &depesche.Actor{Country: c}, true
			e.Why = strings.TrimSpace(inContext)
		}
	}
}

// support is 1 when the sentence of a token speaks of the state, -1 when it
// names places in others only, else 0.
func (a *analysis) support(token int, state string) int {
	s := a.doc.SentenceOf(token)
	if s < 0 {
		return 0
	}
	found := 0
	for _, f := range a.focusIn(s) {
		if f.country == state {
			return 1
		}
		if f.named && (f.weight <= asTown || a.isPlace(f.token)) {
			found = -1
		}
	}
	return found
}
