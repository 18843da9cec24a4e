// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"cmp"
	"slices"
	"strings"
)

// Voice is an origin of what an article tells: a side on whose word it has
// its claims. Everybody who speaks for one government is one voice, since ten
// officials of one ministry are no two sources.
type Voice struct {
	Name       string   `json:"name"`              // who is named most often
	Country    string   `json:"country,omitempty"` // ISO 3166-1 alpha-3
	Named      []string `json:"named"`             // all who speak for it, as named
	Statements []string `json:"statements"`        // ids

	// Side is "state:" and the country when it speaks for a state, "org:" and
	// the organisation when it speaks for one that is above states, the same
	// in all articles, and otherwise "". A word that several have in common
	// has their sides, joined by "+".
	Side string `json:"-"`
}

// stateSide begins the key of everybody who speaks for a state.
const stateSide = "state:"

// orgSide begins the key of everybody who speaks for an organisation of states.
const orgSide = "org:"

// aboveStates is the sector of organisations of states.
const aboveStates = "IGO"

// stateSectors are the PLOVER sectors that speak for a state.
var stateSectors = []string{"GOV", "MIL", "SPY", "COP", "LEG", "JUD"}

// Voices returns the origins of the article's statements, the one with most
// statements first. A statement that several make together (both leaders)
// belongs to a voice that also speaks alone, when there is one: it is that
// side's account of a common word. What somebody says only in the words of
// another source ("A praised B, a spokesman said") is told on that source's
// word; agencies and papers only pass words on. Statements without a source count for
// none, and an official of whom it is not known which state is his is no voice
// beside those of the states that speak: unknown is no proof of independence.
func (r *Record) Voices() []Voice {
	c := counting{record: r, byKey: map[string]int{}}
	var joint, relayed, unplaced []Statement
	for _, s := range r.Statements {
		switch members := r.members(s); {
		case len(s.Chain) == 0 || s.Source == nil || r.Entity(s.Chain[0].Entity) == nil:
		case len(members) > 1:
			joint = append(joint, s)
		case r.isRelayed(s):
			relayed = append(relayed, s)
		case r.isUnplaced(s):
			unplaced = append(unplaced, s)
		default:
			c.add(r.voiceKey(s), s, r.origin(s).Name)
		}
	}
	for _, s := range unplaced {
		c.add(c.unplacedKey(s), s, r.origin(s).Name)
	}
	for _, s := range relayed {
		key := r.voiceKey(s)
		if !c.has(key) {
			key = c.passedOnBy(s.Chain[1])
		}
		c.add(key, s, r.origin(s).Name)
	}
	for _, s := range joint {
		c.add(c.jointKey(s), s, r.origin(s).Name)
	}
	slices.SortStableFunc(c.voices, func(a, b Voice) int { return len(b.Statements) - len(a.Statements) })
	return c.voices
}

// counting gathers statements by voice.
type counting struct {
	record *Record
	byKey  map[string]int
	voices []Voice
	times  []map[string]int // how often each name speaks for the voice
}

func (c *counting) add(key string, s Statement, name string) {
	i, known := c.byKey[key]
	if !known {
		i = len(c.voices)
		c.byKey[key] = i
		v := Voice{Name: name, Country: c.record.countryOf(s)}
		if strings.HasPrefix(key, stateSide) || strings.HasPrefix(key, orgSide) {
			if !strings.Contains(key, "entity:") {
				v.Side = key
			}
		}
		c.voices = append(c.voices, v)
		c.times = append(c.times, map[string]int{})
	}
	v := &c.voices[i]
	v.Statements = append(v.Statements, s.ID)
	c.times[i][name]++
	if c.times[i][name] == 1 {
		v.Named = append(v.Named, name)
	}
	if c.times[i][name] > c.times[i][v.Name] {
		v.Name = name
	}
}

// jointKey is the key of the first side of a common statement that also
// speaks alone, or else a key of its own.
func (c *counting) jointKey(s Statement) string { return c.commonKey(c.record.members(s)) }

// commonKey is the key of what several entities say together.
func (c *counting) commonKey(members []string) string {
	var sides []string
	for _, id := range members {
		key := c.record.sideKey(id)
		if c.has(key) {
			return key
		}
		sides = append(sides, key)
	}
	slices.Sort(sides)
	return strings.Join(slices.Compact(sides), "+")
}

// passedOnBy is the key of a teller in whose words another one speaks.
func (c *counting) passedOnBy(t Teller) string {
	if e := c.record.Entity(t.Entity); e != nil && len(e.Members) > 1 {
		return c.commonKey(e.Members)
	}
	return c.record.tellerKey(t)
}

// isUnplaced reports whether a statement is that of an official whose state is
// not known ("a spokesman for the foreign ministry").
func (r *Record) isUnplaced(s Statement) bool {
	e := r.Entity(r.origin(s).Entity)
	return e != nil && e.Type == "PER" && e.Actor != nil && e.Actor.Country == "" && slices.ContainsFunc(e.Actor.Sectors, isState)
}

// unplacedKey is the key of the state that the words of such an official name
// first, when it speaks in the article; when they name none, that of the first
// one that speaks; else a key of its own.
func (c *counting) unplacedKey(s Statement) string {
	key, at := "", 0
	for i := range c.record.Entities {
		e := &c.record.Entities[i]
		side := c.record.sideKey(e.ID)
		for _, m := range e.Mentions {
			if strings.HasPrefix(side, stateSide) && inside(s.Content, m.Start) && (key == "" || m.Start < at) {
				key, at = side, m.Start
			}
		}
	}
	for _, v := range c.voices {
		if key == "" && strings.HasPrefix(v.Side, stateSide) {
			key = v.Side
		}
	}
	if c.has(key) {
		return key
	}
	return c.record.voiceKey(s)
}

// inside reports whether a place lies in one of some spans.
func inside(spans []Span, at int) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Start <= at && at < s.End })
}

func (c *counting) has(key string) bool {
	_, ok := c.byKey[key]
	return ok
}

// origin is the first teller of the statement.
func (r *Record) origin(s Statement) Teller { return s.Chain[0] }

// members returns the entities that a statement's origin stands for.
func (r *Record) members(s Statement) []string {
	if len(s.Chain) == 0 {
		return nil
	}
	if e := r.Entity(s.Chain[0].Entity); e != nil {
		return e.Members
	}
	return nil
}

func (r *Record) voiceKey(s Statement) string { return r.tellerKey(r.origin(s)) }

func (r *Record) tellerKey(t Teller) string {
	if key := r.sideKey(t.Entity); key != "" {
		return key
	}
	return "name:" + t.Name
}

// isRelayed reports whether the statement lies inside another source's words.
func (r *Record) isRelayed(s Statement) bool {
	if len(s.Chain) < 2 {
		return false
	}
	e := r.Entity(s.Chain[1].Entity)
	return e != nil && (e.Actor == nil || !slices.Contains(e.Actor.Sectors, "MED"))
}

// sideKey names the side that an entity speaks for: its state, or itself.
func (r *Record) sideKey(id string) string {
	e := r.Entity(id)
	if e == nil {
		return ""
	}
	if e.Actor != nil && e.Actor.Country != "" && (len(e.Actor.Sectors) == 0 || slices.ContainsFunc(e.Actor.Sectors, isState)) {
		return stateSide + e.Actor.Country
	}
	if org := r.organisation(e); org != nil {
		return orgSide + cmp.Or(org.IDs.Wikidata, strings.ToLower(org.Name))
	}
	return "entity:" + id
}

// organisation is the organisation of states that an entity is or speaks for:
// the only one in the article of its sectors, or nil.
func (r *Record) organisation(e *Entity) *Entity {
	if e.Actor == nil || e.Actor.Country != "" || !slices.Contains(e.Actor.Sectors, aboveStates) {
		return nil
	}
	if e.Type == "ORG" {
		return e
	}
	var only *Entity
	for i := range r.Entities {
		o := &r.Entities[i]
		if o.Type != "ORG" || o.Actor == nil || o.Actor.Country != "" || !slices.Equal(o.Actor.Sectors, e.Actor.Sectors) {
			continue
		}
		if only != nil {
			return nil
		}
		only = o
	}
	return only
}

func (r *Record) countryOf(s Statement) string {
	if e := r.Entity(r.origin(s).Entity); e != nil && e.Actor != nil {
		return e.Actor.Country
	}
	return ""
}

func isState(sector string) bool { return slices.Contains(stateSectors, sector) }
