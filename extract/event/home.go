// SPDX-License-Identifier: Apache-2.0

package event

import "slices"

// This file finds the other side of acts within one state, where the text
// leaves it unsaid.

// reform is the CAMEO code of giving in to demands for change at home.
const reform = "083"

// governing are PLOVER's sectors of those who rule: a protest at home is
// against them.
var governing = []string{"GOV", "LEG", "ELI", "JUD"}

// answered are the sectors of those to whom somebody in power gives in.
var answered = []string{"GOV", "LEG", "OPP", "CVL"}

// atOwn finds the recipient of an act that is done at home when the text names
// none: those in power for a protest, and for a reform whoever of the state
// the sentence names. It is the state itself when the sentence names nobody. A
// protest abroad has none.
func (w *work) atOwn(c *candidate) {
	var wanted []string
	switch {
	case c.rule.Code == "PROTEST":
		wanted = governing
	case c.rule.Code == "CONCEDE" && c.rule.Cameo == reform:
		wanted = answered
	default:
		return
	}
	country := w.oneCountry(c.a)
	if country == "" {
		return
	}
	if p := w.placeNear(c.Trigger); p >= 0 && w.r.Entities[p].Place.Country != country {
		return
	}
	if e := w.inSentence(c, country, wanted); e >= 0 {
		c.b = []int{e}
		return
	}
	for _, e := range w.country(country) {
		if c.rule.Code == "PROTEST" && !slices.Contains(c.a, e) && w.isState(e) {
			c.b = []int{e}
		}
	}
}

// oneCountry returns the country of a side all of whose actors have the same,
// or "".
func (w *work) oneCountry(side []int) string {
	country := ""
	for i, e := range side {
		here := w.actorOf(e).Country
		if here == "" || i > 0 && here != country {
			return ""
		}
		country = here
	}
	return country
}

// inSentence returns the first other person or body of the country in a sector
// that the sentence of the trigger names, any when no sector is wanted, or -1.
func (w *work) inSentence(c *candidate, country string, sectors []string) int {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(c.Trigger)]
	for t := s.First; t < s.Last; t++ {
		e := w.entityAt(t)
		if e < 0 || w.r.Entities[e].Type == "LOC" || w.actorOf(e).Country != country || slices.Contains(c.a, e) {
			continue
		}
		if sectors == nil || w.sits(e, sectors) {
			return e
		}
	}
	return -1
}

// crowd returns those who must be meant by a protest of nobody named: the only
// people of civil life that its sentence names in no more than a
// word for them, as far as they are not of another state than whom it is
// against.
func (w *work) crowd(c *candidate) []int {
	var found []int
	for _, i := range w.mentionsIn(w.r.Doc.SentenceOf(c.Trigger)) {
		e := w.r.Mentions[i].Entity
		if w.named[e] || !w.sits(e, crowds) || slices.Contains(c.b, e) || slices.Contains(found, e) || w.isAnyoneAt(w.r.Mentions[i].Head) {
			continue
		}
		country := w.actorOf(e).Country
		if country != "" && !slices.ContainsFunc(c.b, func(b int) bool { return w.actorOf(b).Country == country }) {
			continue
		}
		found = append(found, e)
	}
	if len(found) != 1 {
		return nil
	}
	return found
}

// crowds are the sectors of those who take to the streets.
var crowds = []string{"CVL", "CIV", "LAB", "EDU"}

// sits reports whether the first sector of an entity is one of those given.
func (w *work) sits(e int, sectors []string) bool {
	s := w.actorOf(e).Sectors
	return len(s) > 0 && slices.Contains(sectors, s[0])
}

// organ returns the first court or police that the sentence names and that is
// not whom the act is done to, or -1: one of a state, or where courts of
// several states may act, any.
func (w *work) organ(c *candidate, international bool) int {
	s := w.r.Doc.Sentences[w.r.Doc.SentenceOf(c.Trigger)]
	for t := s.First; t < s.Last; t++ {
		e := w.entityAt(t)
		if e < 0 || w.r.Entities[e].Type != "ORG" || slices.Contains(c.b, e) {
			continue
		}
		sectors := w.actorOf(e).Sectors
		if w.actorOf(e).Country != "" && w.sits(e, []string{"JUD", "COP"}) || international && slices.Contains(sectors, "JUD") {
			return e
		}
	}
	return -1
}

// prosecutor returns the court of several states that an accusation of nobody
// named is before: the one that the article has told to try the same person, or
// the only court that the article names.
func (w *work) prosecutor(c *candidate) []int {
	for i := len(w.events) - 1; i >= 0; i-- {
		b := &w.bases[i]
		if slices.Equal(b.recipients, c.b) && len(b.actors) == 1 && slices.Contains(w.actorOf(b.actors[0]).Sectors, "JUD") {
			return slices.Clone(b.actors)
		}
	}
	var courts []int
	for e := range w.r.Entities {
		if slices.Contains(w.actorOf(e).Sectors, "JUD") {
			courts = append(courts, e)
		}
	}
	if len(courts) != 1 || !w.named[courts[0]] || !w.sits(courts[0], []string{"IGO"}) {
		return nil
	}
	return courts
}
