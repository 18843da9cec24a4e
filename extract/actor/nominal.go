// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"sort"
	"strings"

	"depesche"
	"depesche/extract"
)

// bare ties a phrase without a name to an entity: one of the article that it
// can mean, or a new one.
func (a *analysis) bare(p *phrase) {
	o := &a.offices[p.office]
	if o.class == 's' && len(p.also) > 0 {
		// "Polizeiangaben" are the word of the police.
		p.office, p.also, p.word = p.also[0], p.also[1:], true
		o = &a.offices[p.office]
	} else if o.class == 's' && len(p.owners) == 0 {
		return
	}
	if o.class == 'k' || o.class == 'p' && !p.definite && !p.indefinite && !p.plural && len(p.owners) == 0 && len(p.also) == 0 {
		return
	}
	if p.doubtful && !a.sure(p) || o.local && len(p.owners) == 0 {
		return
	}
	if p.whose >= 0 || a.isPair(p) || a.isTwo(p) {
		return // read with the pronouns
	}
	actor, why := a.actorOf(p)
	a.bareAs(p, actor, why)
}

// sure reports whether a phrase whose word has another meaning speaks of an
// actor: it says whose it is, or takes it for known. "This message" and "a
// charge" are no embassy and no prosecution where a language has one word for
// both.
func (a *analysis) sure(p *phrase) bool {
	switch {
	case len(p.owners) > 0 || p.name >= 0:
		return true
	case p.definite:
		return !p.pointing && p.whose < 0
	}
	return !p.indefinite && a.doc.Tokens[p.head].Rel() == "nsubj"
}

// isPair reports whether "both" stands before the office.
func (a *analysis) isPair(p *phrase) bool {
	for t := p.first - 1; t < p.last-1; t++ {
		if a.role(t)&both != 0 && a.role(t+1)&definite == 0 {
			return true
		}
	}
	return false
}

// bareAs ties a phrase to an entity that acts as actor.
func (a *analysis) bareAs(p *phrase, actor depesche.Actor, why string) {
	o := &a.offices[p.office]
	e := -1
	switch {
	case o.class == 'p' && p.plural:
		e = a.group(p, actor, why)
	case o.class == 'p':
		e = a.holder(p, actor, why)
	default:
		e = a.institution(p, actor, why)
	}
	if e >= 0 {
		a.retire(p, &a.entities[e])
		p.entity = e
		a.nominal(p, e)
	}
}

// retire takes an office from a person of the codebook whom the article calls a
// former holder of it.
func (a *analysis) retire(p *phrase, e *entity) {
	o := &a.offices[p.office]
	if p.former && e.person != nil && e.Actor != nil && !a.inOffice(e) && alike(e.office, o.key) {
		e.Actor.Sectors = []string{"ELI"}
	}
}

// holder is the person that holds an office. "The minister" is one who is
// known to hold it; "a minister" is somebody new.
func (a *analysis) holder(p *phrase, actor depesche.Actor, why string) int {
	if !p.indefinite {
		if e := a.holderBefore(p, actor); e >= 0 {
			return e
		}
		if e := a.holderLater(p, actor); e >= 0 {
			return e
		}
		if e := a.called(p, actor); e >= 0 {
			return e
		}
	}
	return a.fresh(p, actor, why, typePerson)
}

// called is the person named last, not far before, whom an office that anybody
// may be called by means: "der SPD-Politiker".
func (a *analysis) called(p *phrase, actor depesche.Actor) int {
	s := a.doc.SentenceOf(p.head)
	if !a.offices[p.office].epithet || !p.definite || s < 0 || actor.Country == "" {
		return -1
	}
	from := a.doc.Sentences[max(0, s-reach)].First
	before := a.mentions[:sort.Search(a.sorted, func(i int) bool { return a.mentions[i].first >= p.first })]
	for _, m := range slices.Backward(latest(before)) {
		if m.first < from {
			break
		}
		e := &a.entities[m.entity]
		if e.named && a.personOf(m.entity) >= 0 && e.Actor.Country == actor.Country && (e.gender == 0 || (e.gender == 'f') == p.female) {
			return m.entity
		}
	}
	return -1
}

// fits reports whether an entity can be the holder of the office.
func (a *analysis) canHold(e *entity, p *phrase, actor depesche.Actor) bool {
	o := &a.offices[p.office]
	if e.Type != typePerson || e.plural || e.Members != nil || p.female && e.gender == 'm' {
		return false
	}
	if actor.Country != "" && (e.Actor == nil || !a.agrees(p, actor.Country, e.Actor.Country)) {
		return false
	}
	if p.former && a.inOffice(e) && alike(e.office, o.key) {
		return false // "the former president" is not the one in office
	}
	if o.peer {
		return e.named && actor.Country != ""
	}
	if o.key == "" || o.key == "spokesperson" || e.office == "" {
		return e.Actor != nil && e.Actor.Office == o.form
	}
	return alike(e.office, o.key)
}

// holderBefore is the holder mentioned last before the phrase; one of whom the
// same office was said goes before others.
func (a *analysis) holderBefore(p *phrase, actor depesche.Actor) int {
	o := &a.offices[p.office]
	same := func(e *entity) bool {
		return (e.office == o.key && o.key != "" || e.Actor != nil && e.Actor.Office == o.form) && a.canHold(e, p, actor)
	}
	if e := a.lastBefore(p.first, same); e >= 0 {
		return e
	}
	return a.lastBefore(p.first, func(e *entity) bool { return a.canHold(e, p, actor) })
}

// farthestMention is how many mentions back an office or institution is looked
// for: it bounds the time on long texts.
const farthestMention = 400

// lastBefore is the entity that fits and was mentioned last before the token,
// or -1.
func (a *analysis) lastBefore(token int, fits func(*entity) bool) int {
	best, at := -1, -1
	back := func(list []mention) {
		for i := len(list) - 1; i >= 0 && i >= len(list)-farthestMention; i-- {
			m := &list[i]
			if m.first < at {
				return
			}
			if m.first < token && fits(&a.entities[m.entity]) {
				best, at = m.entity, m.first
				return
			}
		}
	}
	end := sort.Search(a.sorted, func(i int) bool { return a.mentions[i].first >= token })
	back(a.mentions[:end])
	back(a.mentions[a.sorted:])
	return best
}

// holderLater is a named person of whom the article later says that he holds
// the office of that state, when there is exactly one.
func (a *analysis) holderLater(p *phrase, actor depesche.Actor) int {
	best := -1
	if actor.Country == "" {
		return -1
	}
	for i := 0; i < len(a.entities) && i < farthestMention; i++ {
		e := &a.entities[i]
		if !e.named || !a.canHold(e, p, actor) {
			continue
		}
		if best >= 0 {
			return -1
		}
		best = i
	}
	return best
}

// fresh makes a new entity of a phrase.
func (a *analysis) fresh(p *phrase, actor depesche.Actor, why, kind string) int {
	o := &a.offices[p.office]
	e := entity{office: o.key, class: o.class, word: p.office, plural: p.plural,
		Entity: depesche.Entity{Type: kind, Name: a.phraseText(p), Actor: &actor, Why: why}}
	if p.female && !p.plural {
		e.gender = 'f'
	}
	if actor.Country == "" && !p.joined {
		if c := a.stateAround(p, actor.Sectors); c != "" {
			actor.Country, e.likely = c, true
			if !strikes(actor.Sectors) {
				e.Why += inContext
			}
		}
	}
	a.entities = append(a.entities, e)
	return len(a.entities) - 1
}

// inContext marks an actor whose state is that of its surroundings.
const inContext = extract.StateFromContext

// aboveStates reports whether a phrase belongs to an organisation that is of no
// state, or is said to be of another than the article is about.
func (a *analysis) aboveStates(p *phrase) bool {
	if p.foreign || p.plural && a.role(p.head)&pairState != 0 { // "the states"
		return true
	}
	for i := range p.owners {
		if of, ok := a.ownerActor(&p.owners[i], 0); ok && len(of.Sectors) > 0 && of.Country == "" && of.Sectors[0] == "IGO" {
			return true
		}
	}
	return false
}

// stateAround is the state that a phrase of actors in the sectors is of when its
// words do not say which, or "". Attackers of whom no more is known are of the
// state where they strike.
func (a *analysis) stateAround(p *phrase, sectors []string) string {
	switch {
	case a.aboveStates(p):
		return ""
	case strikes(sectors):
		return a.spot(p.head)
	case a.inheritsState(sectors):
		return a.guessFor(p, sectors)
	}
	return ""
}

// strikes reports the sectors of attackers of whom no more is known.
func strikes(sectors []string) bool { return len(sectors) > 0 && sectors[0] == "UAF" }

// inheritsState reports whether actors of the sectors are of some state even
// when the words do not say which.
func (a *analysis) inheritsState(sectors []string) bool {
	if len(sectors) == 0 {
		return false
	}
	switch sectors[0] {
	case "IGO", "NGO", "REL", "MNC", "BUS", "HLH", "EDU", "MED", "UAF", "REF":
		return false
	}
	return true
}

// institution is an institution or a group: the same words for the same state
// are the same institution.
func (a *analysis) institution(p *phrase, actor depesche.Actor, why string) int {
	o := &a.offices[p.office]
	if p.joined {
		return a.group(p, actor, why)
	}
	generic := o.class == 'b' && o.key == "minister" && !strings.HasPrefix(o.form, "-") && len(p.owners) == 0
	owner := actor.Country
	if owner == "" && len(p.owners) > 0 {
		owner = a.doc.Slice(p.owners[0].first, p.owners[0].last)
	}
	if owner == "" {
		if e := a.institutionBefore(p, generic); e >= 0 {
			return e
		}
		owner = a.stateAround(p, actor.Sectors)
	}
	key := "i:" + o.form + ":" + owner
	if o.class == 'b' && o.key != "minister" {
		key = "b:" + o.key + ":" + owner
	}
	if i, ok := a.byKey[key]; ok && (p.definite || o.class == 'b') {
		return i
	}
	kind := typeOrg
	if p.plural && !p.word {
		kind = typePerson
	}
	i := a.fresh(p, actor, why, kind)
	a.byKey[key] = i
	return i
}

// institutionBefore is the institution that "the ministry" or "the army" means
// when its owner is not said again.
func (a *analysis) institutionBefore(p *phrase, generic bool) int {
	if !p.definite {
		return -1
	}
	o := &a.offices[p.office]
	here := a.here(p, o.sectors)
	return a.lastBefore(p.first, func(e *entity) bool {
		if e.class == 0 || e.class == 'p' || here != "" && e.Actor != nil && e.Actor.Country != "" && e.Actor.Country != here {
			return false // the police of another state than where it is
		}
		return a.offices[e.word].form == o.form || e.class == 'b' && (generic || o.class == 'b' && e.office == o.key)
	})
}

// group is several people at once: "the foreign ministers of Russia and China"
// has a member for each owner; "soldiers" is one entity.
func (a *analysis) group(p *phrase, actor depesche.Actor, why string) int {
	o := &a.offices[p.office]
	if len(p.owners) < 2 || !p.joined {
		return a.crowd(p, actor, why)
	}
	var members []int
	for i := range p.owners {
		w := p.owners[i]
		of, ok := a.ownerActor(&w, 0)
		if !ok || of.Country == "" {
			return a.crowd(p, actor, why)
		}
		single := *p
		single.owners, single.plural, single.definite = []owner{w}, false, true
		single.first, single.last, single.end = w.first, w.last, w.last
		each, _ := a.actorOf(&single)
		m := a.memberFor(&single, each, why)
		members = append(members, m)
		a.mention(mention{w.first, w.last, w.last - 1, m, depesche.KindNominal})
	}
	g := a.fresh(p, depesche.Actor{Sectors: slices.Clone(o.sectors)}, why, typePerson)
	a.entities[g].Actor.Country = ""
	a.entities[g].plural = true
	a.setMembers(g, members)
	return g
}

func (a *analysis) memberFor(p *phrase, actor depesche.Actor, why string) int {
	o := &a.offices[p.office]
	if o.class == 'p' {
		if e := a.holderBefore(p, actor); e >= 0 {
			return e
		}
		if e := a.holderLater(p, actor); e >= 0 {
			return e
		}
	}
	key := "m:" + o.form + ":" + actor.Country
	if i, ok := a.byKey[key]; ok {
		return i
	}
	kind := typePerson
	if o.class != 'p' {
		kind = typeOrg
	}
	i := a.fresh(p, actor, why, kind)
	a.entities[i].Name = a.doc.Slice(p.first, p.last) + " " + o.form
	a.byKey[key] = i
	return i
}

// crowd is a group that is one entity.
func (a *analysis) crowd(p *phrase, actor depesche.Actor, why string) int {
	o := &a.offices[p.office]
	owner := actor.Country
	if owner == "" {
		owner = a.stateAround(p, actor.Sectors)
	}
	key := "i:" + o.form + ":" + owner
	if i, ok := a.byKey[key]; ok && p.definite {
		return i
	}
	i := a.fresh(p, actor, why, typePerson)
	a.entities[i].plural = true
	a.byKey[key] = i
	return i
}
