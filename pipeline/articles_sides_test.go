// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"strings"

	"depesche"
)

// side is one party of an expected event: "USA GOV Obama". An optional one
// may be absent; an open one stands for any number of others.
type side struct {
	country, sectors, name string
	optional, open         bool
}

// sectorCodes are the codes that can stand second in a side.
const sectorCodes = " GOV MIL REB PRM UAF OPP PTY LEG JUD COP SPY ELI MED IGO NGO MNC BUS LAB AGR EDU HLH REL CRM REF CVL SOC PRE UNK "

// parseSides reads "FRA GOV de Gaulle; (DEU); *"; "-" is nobody.
func parseSides(field string) []side {
	var sides []side
	for part := range strings.SplitSeq(field, ";") {
		part = strings.TrimSpace(part)
		if part == "" || part == "-" {
			continue
		}
		var s side
		part, s.optional = optional(part)
		if part == "*" {
			s.open = true
			sides = append(sides, s)
			continue
		}
		words := strings.Fields(part)
		s.country, s.sectors, words = words[0], "*", words[1:]
		if len(words) > 0 && isSectors(words[0]) {
			s.sectors, words = words[0], words[1:]
		}
		s.name = strings.Join(words, " ")
		sides = append(sides, s)
	}
	return sides
}

func isSectors(word string) bool {
	for code := range strings.SplitSeq(word, "/") {
		if code != "*" && !strings.Contains(sectorCodes, " "+code+" ") {
			return false
		}
	}
	return true
}

func (s side) fits(e *depesche.Entity) bool {
	if s.open {
		return true
	}
	return entityFault(e, "*", s.country, s.sectors) == "" && (s.name == "" || named(e, s.name))
}

// sideFaults compares the sides of an event. Where several act together with
// no recipient, and in a meeting, it does not matter who stands on which side.
func (c *comparison) sideFaults(e *depesche.Event, actors, recipients string) []string {
	a, r := parseSides(actors), parseSides(recipients)
	if e.Type == "CONSULT" || recipients == "-" && len(a) > 1 {
		all := append(append([]string{}, e.Actors...), e.Recipients...)
		return c.sideFault("sides are", all, append(a, r...))
	}
	return append(c.sideFault("actors are", e.Actors, a), c.sideFault("recipients are", e.Recipients, r)...)
}

func (c *comparison) sideFault(what string, ids []string, want []side) []string {
	got := c.members(ids)
	fault := []string{fmt.Sprintf("%s %s", what, c.names(ids))}
	matched := make([]bool, len(got))
	for _, s := range want {
		if s.open || s.optional {
			continue
		}
		if !match(s, got, matched) {
			return fault
		}
	}
	for _, s := range want {
		for s.optional && !s.open && match(s, got, matched) {
		}
		for s.open && match(s, got, matched) {
		}
	}
	for _, m := range matched {
		if !m {
			return fault
		}
	}
	return nil
}

// match takes the first free entity that fits the side.
func match(s side, got []*depesche.Entity, matched []bool) bool {
	for i, e := range got {
		if !matched[i] && s.fits(e) {
			matched[i] = true
			return true
		}
	}
	return false
}
