// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"slices"
	"strings"
	"unicode"

	"depesche"
	"depesche/lineage"
)

// Effect is what an edit did to the record.
type Effect struct {
	Kind string `json:"kind"`
	From string `json:"from"` // how it was told: a speaker, a status, a number
	To   string `json:"to"`   // how it is told now

	// Where that stands in the two texts; nil when nothing stands there.
	FromSpan *depesche.Span `json:"from_span"`
	ToSpan   *depesche.Span `json:"to_span"`
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
	QuoteAltered       = "quote-altered"   // other words stand between the quotation marks
	WordsSharpened     = "words-sharpened" // a stronger word of the same kind, or one that only adds strength
	WordsSoftened      = "words-softened"
	DoubtDropped       = "doubt-dropped" // a word of doubt is gone: what was alleged is told as known
	DoubtAdded         = "doubt-added"
)

// effects compares the facts of the sentences of a row.
func effects(from, to *depesche.Record, row *Row, d depesche.Derivation, cues *lineage.Cues) []Effect {
	if len(row.From) == 0 || len(row.To) == 0 {
		return nil
	}
	all := attribution(from, to, row, d)
	all = append(all, acts(from, to, row)...)
	if e, ok := numbers(from, to, row); ok {
		all = append(all, e)
	}
	all = append(all, quotes(from, to, row)...)
	all = append(all, wording(from, to, row, d, cues)...)
	key := func(e Effect) string { return e.Kind + "\x00" + e.From + "\x00" + e.To }
	slices.SortStableFunc(all, func(a, b Effect) int { return strings.Compare(key(a), key(b)) })
	return slices.CompactFunc(all, func(a, b Effect) bool { return key(a) == key(b) })
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
			all = append(all, Effect{AttributionDropped, before.name, "", before.at, spanOf(to, s[2], s[3])})
		case before == nil:
			all = append(all, Effect{AttributionAdded, "", after.name, spanOf(from, s[0], s[1]), after.at})
		case !before.same(after):
			all = append(all, Effect{SourceReplaced, before.name, after.name, before.at, after.at})
		}
	}
	return all
}

// spanOf is a stretch of the text of a record.
func spanOf(r *depesche.Record, start, end int) *depesche.Span {
	text := []rune(r.Article.Text)
	start, end = max(0, start), min(end, len(text))
	if start >= end {
		return nil
	}
	return &depesche.Span{Start: start, End: end, Text: string(text[start:end])}
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
	at      *depesche.Span
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
		switch {
		case s.Source != nil:
			who.name = s.Source.Text
			who.at = &depesche.Span{Start: s.Source.Start, End: s.Source.End, Text: s.Source.Text}
		case len(s.Cue) > 0:
			who.at = &s.Cue[0]
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
		all = append(all, Effect{EventReplaced, before[0].Type, after[0].Type, &before[0].Trigger, &after[0].Trigger})
	}
	return all
}

func sameAct(before, after *depesche.Event) []Effect {
	var all []Effect
	switch b, a := slices.Index(certainty, before.Status), slices.Index(certainty, after.Status); {
	case a > b:
		all = append(all, Effect{StatusHardened, before.Status, after.Status, &before.Trigger, &after.Trigger})
	case a < b:
		all = append(all, Effect{StatusSoftened, before.Status, after.Status, &before.Trigger, &after.Trigger})
	}
	if before.Date.Value != "" && after.Date.Value != "" && before.Date.Value != after.Date.Value {
		all = append(all, Effect{DateChanged, before.Date.Value, after.Date.Value, &before.Trigger, &after.Trigger})
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
		if k := slices.IndexFunc(after, func(f figure) bool { return f.number == before[i].number }); k >= 0 {
			before, after = slices.Delete(before, i, i+1), slices.Delete(after, k, k+1)
		}
	}
	if len(before) == 0 || len(after) == 0 {
		return Effect{}, false
	}
	return Effect{NumberChanged, written(before), written(after), before[0].at, after[0].at}, true
}

// figure is a number written in digits, without its grouping, and where it
// stands.
type figure struct {
	number string
	at     *depesche.Span
}

func written(figures []figure) string {
	var all []string
	for _, f := range figures {
		all = append(all, f.number)
	}
	return strings.Join(all, ", ")
}

// figuresIn lists the figures of sentences.
func figuresIn(r *depesche.Record, sentences []int) []figure {
	text := []rune(r.Article.Text)
	belongs := func(c rune) bool { return unicode.IsDigit(c) || c == '.' || c == ',' }
	var all []figure
	for _, i := range sentences {
		s := r.Sentences[i]
		for at := s.Start; at < s.End; at++ {
			if !unicode.IsDigit(text[at]) {
				continue
			}
			start := at
			for at < s.End && belongs(text[at]) {
				at++
			}
			end := at
			for !unicode.IsDigit(text[end-1]) {
				end--
			}
			all = append(all, figure{ungrouped(string(text[start:end])), spanOf(r, start, end)})
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
