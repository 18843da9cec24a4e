// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"slices"
	"strconv"
	"strings"

	"depesche"
	"depesche/codebook"
)

// theCountry is "the country": the state spoken of last. Where the sentence
// speaks of several it is the one that the article speaks of more than twice as
// often as of any other of them. It is left open where the subject of the same
// sentence is of another state than one named before: either may be meant.
func (a *analysis) theCountry(t int) mention {
	m := mention{t - 1, t + 1, t, -1, depesche.KindNominal}
	before := a.mentionsIn(0, t)
	for i := len(before) - 1; i >= 0 && i >= len(before)-farthestFocus; i-- {
		if a.entities[before[i].entity].state {
			m.entity = a.chiefState(before[:i+1])
			break
		}
	}
	if m.entity < 0 {
		return m
	}
	for _, b := range a.mentionsIn(a.sentenceStart(t), t) {
		if a.entities[b.entity].state {
			return m // it is named here
		}
		if k := a.stateOf(b.entity); k >= 0 && k != m.entity && a.isSubject(b.head) {
			m.entity = -1
			return m
		}
	}
	return m
}

// chiefState is the last state mentioned, or the one spoken of most among those
// of its sentence, or -1.
func (a *analysis) chiefState(before []mention) int {
	s := a.doc.SentenceOf(before[len(before)-1].first)
	best, second := -1, 0
	for _, m := range slices.Backward(latest(before)) {
		if s >= 0 && m.first < a.doc.Sentences[s].First {
			break
		}
		e := &a.entities[m.entity]
		switch {
		case !e.state || m.entity == best:
		case best < 0:
			best = m.entity
		case e.mentions > a.entities[best].mentions:
			best, second = m.entity, a.entities[best].mentions
		default:
			second = max(second, e.mentions)
		}
	}
	if second > 0 && a.entities[best].mentions <= 2*second {
		return -1
	}
	return best
}

// formOfState is "the kingdom": the state of that form spoken of last.
func (a *analysis) formOfState(t int, codes []string) mention {
	m := mention{t - 1, t + 1, t, -1, depesche.KindNominal}
	before := a.mentionsIn(0, t)
	for i := len(before) - 1; i >= 0 && i >= len(before)-farthestPair; i-- {
		if k := a.stateOf(before[i].entity); k >= 0 && slices.Contains(codes, a.entities[k].Actor.Country) {
			m.entity = k
			return m
		}
	}
	return m
}

// pair is "both", "the two leaders", "both countries", "the warring parties":
// two entities of the kind that were spoken of before. It is left open unless
// there are just two, or two stand together.
func (a *analysis) pair(t int) mention {
	m := mention{t, t + 1, t, -1, depesche.KindPronoun}
	kind := a.role(t)
	if kind&pairAlone != 0 {
		kind, m.kind = pairState, depesche.KindNominal
	} else if r := a.role(t + 1); r&(pairPerson|pairState|pairSide) != 0 || a.isOffice(t+1) {
		kind = r
		m.last, m.head, m.kind = t+2, t+1, depesche.KindNominal
	} else if isTitle(a.form(t+1)) || a.role(t+1)&(definite|indefinite) != 0 || kind&two != 0 {
		return m // both of something else, or "both this and that"
	}
	if a.role(t-1)&(definite|pointing) != 0 {
		m.first--
	}
	states := kind&pairState != 0
	var found []int
	if !states {
		found = a.lastTwo(t, a.personOf, kind&pairSide != 0)
	}
	if found == nil && kind&(pairState|pairSide) != 0 {
		states, found = true, a.lastTwo(t, a.stateOf, false)
	}
	if found == nil {
		return m
	}
	m.entity = a.groupOf(found, a.doc.Slice(m.first, m.last), states)
	return m
}

// isTwo reports whether "the two" stands before the office.
func (a *analysis) isTwo(p *phrase) bool {
	for t := max(p.first, 1); t < p.last-1; t++ {
		if a.role(t)&two != 0 && a.role(t-1)&(definite|pointing) != 0 {
			return len(p.owners) == 0
		}
	}
	return false
}

// isOffice reports whether the token heads an office that persons hold.
func (a *analysis) isOffice(t int) bool {
	return t < len(a.phrase0) && a.phrase0[t] >= 0 && a.offices[a.phrases[a.phrase0[t]].office].class == 'p'
}

// farthestPair is how many mentions back the members of a pair are looked for.
const farthestPair = 100

// lastTwo returns the two entities that were spoken of before t: those of the
// nearest sentences when there are just two, or two that act together, or else
// the only two of the article so far. What is counted says of: the entity, or
// the one that it stands for, or -1. near leaves the whole article out.
func (a *analysis) lastTwo(t int, of func(int) int, near bool) []int {
	s := a.doc.SentenceOf(t)
	for back := 0; back <= reach && s-back >= 0; back++ {
		first := a.doc.Sentences[s-back].First
		found := distinct(latest(a.mentionsIn(first, t)), of)
		if len(found) == 2 {
			return found
		}
		if len(found) > 2 {
			if found = a.together(first, min(t, a.doc.Sentences[s-back].Last), of); len(found) == 2 {
				return found
			}
			break
		}
	}
	before := a.mentionsIn(0, t)
	if all := distinct(latest(before), of); len(all) == 2 && !near {
		return all
	}
	return nil
}

// latest are the last of the mentions, as many as are looked at.
func latest(mentions []mention) []mention {
	return mentions[max(0, len(mentions)-farthestPair):]
}

// distinct are the entities of the mentions, each once.
func distinct(mentions []mention, of func(int) int) []int {
	var all []int
	for _, m := range mentions {
		if e := of(m.entity); e >= 0 && !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// together are the entities that are the subject of a clause side by side: "Reza
// and Ali met".
func (a *analysis) together(first, last int, of func(int) int) []int {
	var heads, found []int
	for _, m := range latest(a.mentionsIn(first, last)) {
		head := m.head
		if tok := &a.doc.Tokens[head]; tok.Rel() == "appos" && tok.Head >= 0 {
			head = tok.Head // "his son Ali"
		}
		tok := &a.doc.Tokens[head]
		e := of(m.entity)
		joined := tok.Rel() == "conj" && slices.Contains(heads, tok.Head)
		if e < 0 || !joined && (tok.Rel() != "nsubj" || heads != nil && !slices.Contains(found, e)) {
			continue
		}
		heads = append(heads, head)
		if !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

// personOf is the entity itself when it is one person who acts for somebody.
func (a *analysis) personOf(i int) int {
	if e := &a.entities[i]; e.Type != typePerson || e.Actor == nil || e.plural || e.Members != nil {
		return -1
	}
	return i
}

// actorOnly is the entity itself when it can act by itself.
func (a *analysis) actorOnly(i int) int {
	if e := &a.entities[i]; e.Actor == nil || e.Members != nil {
		return -1
	}
	return i
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

// groupOf is the entity of several others.
func (a *analysis) groupOf(members []int, text string, states bool) int {
	key := "2:"
	for _, i := range members {
		key += strconv.Itoa(i) + ","
	}
	kind := typePerson
	if states {
		kind = typePlace
	}
	return a.entityFor(key, func() entity {
		e := entity{plural: true, Entity: depesche.Entity{Type: kind, Why: "spoken of before: " + text}}
		var names []string
		for _, i := range members {
			e.Members = append(e.Members, strconv.Itoa(i))
			names = append(names, a.entities[i].Name)
		}
		e.Name = strings.Join(names, ", ")
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
