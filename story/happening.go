// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"slices"
	"strings"

	"depesche"
)

// Happenings joins the event mentions of articles that are one event of the
// world: of one type, between the same sides, at times that agree. The one
// with most mentions comes first. Background that an article itself tells as
// past joins only what is of the same day.
func Happenings(records []*depesche.Record) []depesche.Happening {
	all := hosts{byside: map[string][]int{}}.of(mentions(records))
	slices.SortStableFunc(all, func(a, b *happening) int {
		return cmp.Or(cmp.Compare(len(b.mentions), len(a.mentions)), strings.Compare(a.mentions[0], b.mentions[0]))
	})
	out := make([]depesche.Happening, len(all))
	for i, h := range all {
		out[i] = depesche.Happening{Type: h.kind, Date: h.date, Place: h.place, Mentions: h.mentions}
	}
	return out
}

// mention is an event of one article with the keys of its sides.
type mention struct {
	id    string
	event *depesche.Event
	sides []string // sorted
}

// mentions lists the events of all articles, those that say most first, so
// that vague ones find a happening to join.
func mentions(records []*depesche.Record) []mention {
	var out []mention
	for _, r := range records {
		for i := range r.Events {
			e := &r.Events[i]
			out = append(out, mention{r.Article.ID + "/" + e.ID, e, sides(r, e)})
		}
	}
	slices.SortStableFunc(out, func(a, b mention) int {
		return cmp.Or(cmp.Compare(precision(b.event.Date), precision(a.event.Date)),
			cmp.Compare(len(b.sides), len(a.sides)), strings.Compare(a.id, b.id))
	})
	return out
}

// precision is how much a date says: 0 for nothing.
func precision(d depesche.Date) int {
	switch d.Precision {
	case depesche.PrecisionDay:
		return 4
	case depesche.PrecisionMonth:
		return 3
	case depesche.PrecisionSeason:
		return 2
	case depesche.PrecisionYear:
		return 1
	}
	return 0
}

// sides returns the keys of an event's actors and recipients.
func sides(r *depesche.Record, e *depesche.Event) []string {
	var out []string
	for _, id := range slices.Concat(e.Actors, e.Recipients) {
		if key := sideKey(r.Entity(id)); key != "" {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sideKey is one in all articles: the country of an actor, or else the last
// word of its name.
func sideKey(e *depesche.Entity) string {
	if e == nil {
		return ""
	}
	if e.Actor != nil && e.Actor.Country != "" {
		return e.Actor.Country
	}
	words := strings.Fields(strings.ToLower(e.Name))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// happening is an event of the world in the making.
type happening struct {
	kind       string
	date       depesche.Date
	place      *depesche.Place
	sides      []string
	historical bool
	mentions   []string
}

func (h *happening) take(m mention) {
	if len(h.mentions) == 0 {
		h.historical = m.event.Historical
	}
	h.mentions = append(h.mentions, m.id)
	if precision(m.event.Date) > precision(h.date) || h.date.Precision == "" {
		h.date = depesche.Date{Value: m.event.Date.Value, Precision: m.event.Date.Precision}
	}
	if h.place == nil {
		h.place = m.event.Place
	}
	h.sides = append(h.sides, m.sides...)
	slices.Sort(h.sides)
	h.sides = slices.Compact(h.sides)
}

// hosts are happenings that take mentions in.
type hosts struct {
	all    []*happening
	byside map[string][]int // by type and side: those that have it, each once
}

// of puts mentions into happenings, each into the first that it is of, or one
// of its own.
func (hs hosts) of(ms []mention) []*happening {
	for _, m := range ms {
		n := hs.first(m)
		if n < 0 {
			n = len(hs.all)
			hs.all = append(hs.all, &happening{kind: m.event.Type})
		}
		h := hs.all[n]
		before := slices.Clone(h.sides)
		h.take(m)
		for _, s := range h.sides {
			if !slices.Contains(before, s) {
				key := h.kind + " " + s
				hs.byside[key] = append(hs.byside[key], n)
			}
		}
	}
	return hs.all
}

// first is the number of the first happening that a mention is of, or -1.
func (hs hosts) first(m mention) int {
	first := -1
	for _, s := range m.sides {
		for _, n := range hs.byside[m.event.Type+" "+s] {
			if h := hs.all[n]; (first < 0 || n < first) && h.sameSides(m.sides) && h.sameTime(m.event) {
				first = n
			}
		}
	}
	return first
}

// sameSides reports whether all sides of the mention take part in the
// happening, or the other way round; a mention without sides fits none.
func (h *happening) sameSides(sides []string) bool {
	if len(sides) == 0 || len(h.sides) == 0 {
		return false
	}
	return contains(h.sides, sides) || contains(sides, h.sides)
}

func contains(all, some []string) bool {
	for _, s := range some {
		if !slices.Contains(all, s) {
			return false
		}
	}
	return true
}

// sameTime reports whether a date can be that of the happening. A date that
// is not known fits the present of a story, but not its background.
func (h *happening) sameTime(e *depesche.Event) bool {
	a, b := h.date, e.Date
	if precision(a) == 0 || precision(b) == 0 {
		return h.historical == e.Historical
	}
	return strings.HasPrefix(a.Value, b.Value) || strings.HasPrefix(b.Value, a.Value)
}
