// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strconv"
	"strings"

	"depesche"
	"depesche/codebook"
)

// theCountry is "the country": the state spoken of last.
func (a *analysis) theCountry(t int) mention {
	m := mention{t - 1, t + 1, t, -1, depesche.KindNominal}
	before := a.mentionsIn(0, t)
	for i := len(before) - 1; i >= 0 && i >= len(before)-farthestFocus; i-- {
		if a.entities[before[i].entity].state {
			m.entity = before[i].entity
			return m
		}
	}
	return m
}

// pair is "both", "both leaders", "both countries": two entities of the kind
// that were spoken of before. It is left open unless there are just two, or
// two stand together.
func (a *analysis) pair(t int) mention {
	m := mention{t, t + 1, t, -1, depesche.KindPronoun}
	states := false
	if r := a.role(t + 1); r&(pairPerson|pairState) != 0 || a.isOffice(t+1) {
		states = r&pairState != 0
		m.last, m.head, m.kind = t+2, t+1, depesche.KindNominal
	} else if isTitle(a.form(t+1)) || a.role(t+1)&(definite|indefinite) != 0 {
		return m // both of something else, or "both this and that"
	}
	if a.role(t-1)&definite != 0 {
		m.first--
	}
	two := a.lastTwo(t, states)
	if two == nil {
		return m
	}
	m.entity = a.pairOf(two, a.doc.Slice(m.first, m.last), states)
	return m
}

// isOffice reports whether the token heads an office that persons hold.
func (a *analysis) isOffice(t int) bool {
	return t < len(a.phrase0) && a.phrase0[t] >= 0 && a.offices[a.phrases[a.phrase0[t]].office].class == 'p'
}

// farthestPair is how many mentions back the members of a pair are looked for.
const farthestPair = 100

// lastTwo returns the two persons, or states, that were spoken of before t.
func (a *analysis) lastTwo(t int, states bool) []int {
	var all, recent []int
	from := t
	if s := a.doc.SentenceOf(t); s >= 0 {
		from = a.doc.Sentences[max(0, s-reach)].First
	}
	before := a.mentionsIn(0, t)
	for _, m := range before[max(0, len(before)-farthestPair):] {
		e := m.entity
		if states {
			e = a.stateOf(e)
		} else if x := &a.entities[e]; x.Type != typePerson || x.Actor == nil || x.plural || x.Members != nil {
			e = -1
		}
		if e < 0 {
			continue
		}
		if !slices.Contains(all, e) {
			all = append(all, e)
		}
		if m.first >= from && !slices.Contains(recent, e) {
			recent = append(recent, e)
		}
	}
	switch {
	case len(recent) == 2:
		return recent
	case len(all) == 2:
		return all
	}
	return nil
}

// stateOf is the entity of the state that an entity acts for or lies in, or
// -1; one whose state was only inferred counts for none.
func (a *analysis) stateOf(i int) int {
	e := &a.entities[i]
	if e.Actor == nil || e.Actor.Country == "" || e.likely || e.Members != nil {
		return -1
	}
	k, ok := slices.BinarySearchFunc(a.book.Countries, e.Actor.Country,
		func(c codebook.Country, code string) int { return strings.Compare(c.Code, code) })
	if !ok {
		return -1
	}
	return a.country(k)
}

// pairOf is the entity of two others.
func (a *analysis) pairOf(two []int, text string, states bool) int {
	key := "2:" + strconv.Itoa(two[0]) + "," + strconv.Itoa(two[1])
	kind := typePerson
	if states {
		kind = typePlace
	}
	return a.entityFor(key, func() entity {
		e := entity{plural: true, Entity: depesche.Entity{Type: kind, Name: text, Why: "two spoken of before"}}
		for _, i := range two {
			e.Members = append(e.Members, strconv.Itoa(i))
		}
		return e
	})
}

// setMembers notes the members by their index; writeMembers turns them into
// ids.
func (a *analysis) setMembers(g int, members []int) {
	for _, m := range members {
		a.entities[g].Members = append(a.entities[g].Members, strconv.Itoa(m))
	}
}

// writeMembers turns the members of groups into the ids of the record. A
// member that the article does not name is an entity without a mention.
func (a *analysis) writeMembers(index []int, base int) {
	for i := base; i < len(a.r.Entities); i++ {
		members := a.r.Entities[i].Members
		if members == nil {
			continue
		}
		ids := make([]string, 0, len(members))
		for _, m := range members {
			k, err := strconv.Atoi(m)
			if err != nil {
				continue
			}
			ids = append(ids, a.r.Entities[a.number(index, k)].ID)
		}
		a.r.Entities[i].Members = ids
	}
}

// number gives an entity its place in the record.
func (a *analysis) number(index []int, entity int) int {
	if index[entity] < 0 {
		index[entity] = len(a.r.Entities)
		e := a.entities[entity].Entity
		e.ID = "e" + strconv.Itoa(len(a.r.Entities)+1)
		a.r.Entities = append(a.r.Entities, e)
	}
	return index[entity]
}
