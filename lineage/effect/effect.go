// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"slices"
	"strings"
	"unicode"

	"depesche"
)

// Effect is what an edit did to the record.
type Effect struct {
	Kind string `json:"kind"`
	From string `json:"from"` // how it was told: a speaker, a status, a number
	To   string `json:"to"`   // how it is told now
}

// The kinds of effect.
const (
	AttributionDropped = "attribution-dropped" // a claim of From became the page's own word
	AttributionAdded   = "attribution-added"   // the page's own word became a claim of To
	SourceReplaced     = "source-replaced"     // a claim of From became a claim of To
	StatusHardened     = "status-hardened"     // told as From, now as To, which is more certain
	StatusSoftened     = "status-softened"     // the other way round
	EventReplaced      = "event-replaced"      // an act of type From is told as one of type To
	NumberChanged      = "number-changed"
	DateChanged        = "date-changed"
)

// effects compares the facts of the sentences of a row.
func effects(from, to *depesche.Record, row *Row, d depesche.Derivation) []Effect {
	if len(row.From) == 0 || len(row.To) == 0 {
		return nil
	}
	all := attribution(from, to, row, d)
	all = append(all, acts(from, to, row)...)
	if e, ok := numbers(from, to, row); ok {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Effect) int {
		return strings.Compare(a.Kind+"\x00"+a.From+"\x00"+a.To, b.Kind+"\x00"+b.From+"\x00"+b.To)
	})
	return slices.Compact(all)
}

// attribution compares on whose word the shared words of a row stand.
func attribution(from, to *depesche.Record, row *Row, d depesche.Derivation) []Effect {
	var all []Effect
	for _, s := range d.Spans {
		if s[1]-s[0] < minShared || !touches(from, row.From, s[0], s[1]) || !touches(to, row.To, s[2], s[3]) {
			continue
		}
		before, after := speakerOver(from, s[0], s[1]), speakerOver(to, s[2], s[3])
		switch {
		case before == nil && after == nil:
		case after == nil:
			all = append(all, Effect{AttributionDropped, before.name, ""})
		case before == nil:
			all = append(all, Effect{AttributionAdded, "", after.name})
		case !before.same(after):
			all = append(all, Effect{SourceReplaced, before.name, after.name})
		}
	}
	return all
}

func touches(r *depesche.Record, sentences []int, start, end int) bool {
	for _, i := range sentences {
		if overlap(r.Sentences[i], start, end) > 0 {
			return true
		}
	}
	return false
}

// speaker is on whose word some text stands.
type speaker struct {
	name    string
	country string // of a state actor: everybody who speaks for it is the same
}

// same reports whether two names of different articles may be one speaker:
// one state, or one name within the other.
func (s *speaker) same(o *speaker) bool {
	if s.country != "" && s.country == o.country {
		return true
	}
	a, b := strings.ToLower(s.name), strings.ToLower(o.name)
	return a == b || a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// speakerOver is who is said to have said most of the text [start,end), or
// nil when the page tells it itself. A quotation without a named source has a
// speaker without a name.
func speakerOver(r *depesche.Record, start, end int) *speaker {
	for i := range r.Statements {
		s := &r.Statements[i]
		covered := 0
		for _, c := range s.Content {
			covered += max(0, min(c.End, end)-max(c.Start, start))
		}
		if 2*covered <= end-start {
			continue
		}
		who := &speaker{}
		if s.Source != nil {
			who.name = s.Source.Text
		}
		if len(s.Chain) > 0 && s.Source != nil {
			who.name = s.Chain[0].Name
			if e := r.Entity(s.Chain[0].Entity); e != nil && e.Actor != nil {
				who.country = e.Actor.Country
			}
		}
		return who
	}
	return nil
}

// certainty orders the statuses from the least to the most certain.
var certainty = []string{depesche.StatusDenied, depesche.StatusPossible, depesche.StatusPlanned, depesche.StatusOngoing, depesche.StatusOccurred}

// acts compares the events of a row: the same type with another status or
// day, or one type in the place of another.
func acts(from, to *depesche.Record, row *Row) []Effect {
	before, after := eventsIn(from, row.From), eventsIn(to, row.To)
	var all []Effect
	for i := len(before) - 1; i >= 0; i-- {
		b := before[i]
		k := slices.IndexFunc(after, func(a *depesche.Event) bool { return a.Type == b.Type })
		if k < 0 {
			continue
		}
		all = append(all, sameAct(b, after[k])...)
		before, after = slices.Delete(before, i, i+1), slices.Delete(after, k, k+1)
	}
	if len(before) == 1 && len(after) == 1 && overlapping(from, to, before[0], after[0]) {
		all = append(all, Effect{EventReplaced, before[0].Type, after[0].Type})
	}
	return all
}

func sameAct(before, after *depesche.Event) []Effect {
	var all []Effect
	switch b, a := slices.Index(certainty, before.Status), slices.Index(certainty, after.Status); {
	case a > b:
		all = append(all, Effect{StatusHardened, before.Status, after.Status})
	case a < b:
		all = append(all, Effect{StatusSoftened, before.Status, after.Status})
	}
	if before.Date.Value != "" && after.Date.Value != "" && before.Date.Value != after.Date.Value {
		all = append(all, Effect{DateChanged, before.Date.Value, after.Date.Value})
	}
	return all
}

func eventsIn(r *depesche.Record, sentences []int) []*depesche.Event {
	var all []*depesche.Event
	for i := range r.Events {
		if slices.Contains(sentences, r.Events[i].Sentence) {
			all = append(all, &r.Events[i])
		}
	}
	return all
}

// overlapping reports whether two acts have a side in common, by country.
func overlapping(from, to *depesche.Record, before, after *depesche.Event) bool {
	countries := sidesOf(from, before)
	for _, c := range sidesOf(to, after) {
		if slices.Contains(countries, c) {
			return true
		}
	}
	return false
}

func sidesOf(r *depesche.Record, v *depesche.Event) []string {
	var all []string
	for _, id := range append(slices.Clone(v.Actors), v.Recipients...) {
		if e := r.Entity(id); e != nil && e.Actor != nil && e.Actor.Country != "" {
			all = append(all, e.Actor.Country)
		}
	}
	return all
}

// numbers compares the figures of a row: those that only one side has.
func numbers(from, to *depesche.Record, row *Row) (Effect, bool) {
	before, after := figuresIn(from, row.From), figuresIn(to, row.To)
	for i := len(before) - 1; i >= 0; i-- {
		if k := slices.Index(after, before[i]); k >= 0 {
			before, after = slices.Delete(before, i, i+1), slices.Delete(after, k, k+1)
		}
	}
	if len(before) == 0 || len(after) == 0 {
		return Effect{}, false
	}
	return Effect{NumberChanged, strings.Join(before, ", "), strings.Join(after, ", ")}, true
}

// figuresIn lists the numbers written in digits, without their grouping.
func figuresIn(r *depesche.Record, sentences []int) []string {
	text := []rune(r.Article.Text)
	var all []string
	for _, i := range sentences {
		s := r.Sentences[i]
		fields := strings.FieldsFunc(string(text[s.Start:s.End]), func(c rune) bool { return !unicode.IsDigit(c) && c != '.' && c != ',' })
		for _, f := range fields {
			if f = ungrouped(strings.Trim(f, ".,")); f != "" {
				all = append(all, f)
			}
		}
	}
	return all
}

// ungrouped writes a number without the points or commas between its groups of
// three digits, which languages set differently.
func ungrouped(number string) string {
	for _, mark := range []string{".", ","} {
		groups := strings.Split(number, mark)
		if len(groups) > 1 && !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
			number = strings.Join(groups, "")
		}
	}
	return number
}
