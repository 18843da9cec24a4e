// SPDX-License-Identifier: Apache-2.0

package revision

import (
	"slices"
	"strings"

	"depesche"
)

// What became of a fact.
const (
	Same    = "same"     // it stands there in the same words
	Reword  = "reworded" // the same fact, in other words
	Altered = "altered"  // the same act or statement, told otherwise: see What
	Lost    = "lost"
	Gained  = "gained"
)

// Fact is an event or statement and what became of it.
type Fact struct {
	Kind   string       `json:"kind"`   // event or statement
	Change string       `json:"change"` // Same, Reword, Altered, Lost or Gained
	Old    string       `json:"old"`    // id in the older version; "" when Gained
	New    string       `json:"new"`    // id in the newer version; "" when Lost
	Type   string       `json:"type"`   // of an event: as PLOVER says; of a statement: its mode
	Who    string       `json:"who"`    // the actors, or the speaker, as named; "" when nobody is
	Before string       `json:"before"` // the sentence in the older version
	After  string       `json:"after"`  // the sentence in the newer version
	What   []Alteration `json:"what,omitempty"`
	at     int          // where it stands in the newer text
}

// Alteration is a part of a fact that is told otherwise.
type Alteration struct {
	Field string `json:"field"` // status, date, type, who, whom, mode or claim
	From  string `json:"from"`
	To    string `json:"to"`
}

// fact is an event or statement with what it is compared by.
type fact struct {
	kind, id   string
	anchor     depesche.Span // the words that make it: trigger, cue or content
	evidence   depesche.Span
	fields     []Alteration // field and value, in From
	who, label string
}

// facts matches the facts of both versions: first those whose words stand in
// both, then those that say the same.
func facts(older, newer *depesche.Record, text []Cut) []Fact {
	before, after := factsOf(older), factsOf(newer)
	taken := make([]bool, len(after))
	matched := make([]int, len(before))
	for _, same := range []func(a, b *fact) bool{
		func(a, b *fact) bool {
			at, ok := place(text, a.anchor)
			return ok && b.anchor.Start == at && b.anchor.Text == a.anchor.Text
		},
		func(a, b *fact) bool { return a.says(b) },
		func(a, b *fact) bool { // the sentence was edited: one act in the place of another
			start, end := stretch(text, a.evidence)
			return a.who == b.who && a.who != "" && b.evidence.Start < end && start < b.evidence.End
		},
	} {
		for i := range before {
			for j := range after {
				if matched[i] == 0 && !taken[j] && before[i].kind == after[j].kind && same(&before[i], &after[j]) {
					matched[i], taken[j] = j+1, true
				}
			}
		}
	}
	var all []Fact
	for i := range before {
		var found *fact
		if matched[i] > 0 {
			found = &after[matched[i]-1]
		}
		all = append(all, change(&before[i], found, text))
	}
	for j := range after {
		if !taken[j] {
			f := &after[j]
			all = append(all, Fact{Kind: f.kind, Change: Gained, New: f.id, Type: f.label, Who: f.who, After: f.evidence.Text, at: f.anchor.Start})
		}
	}
	slices.SortStableFunc(all, func(a, b Fact) int { return a.at - b.at })
	return all
}

// change says what became of a fact.
func change(before, after *fact, text []Cut) Fact {
	f := Fact{Kind: before.kind, Change: Lost, Old: before.id, Type: before.label, Who: before.who, Before: before.evidence.Text}
	if after == nil {
		f.at, _ = stretch(text, before.anchor)
		return f
	}
	f.New, f.After, f.at, f.Change = after.id, after.evidence.Text, after.anchor.Start, Same
	if f.Before != f.After {
		f.Change = Reword
	}
	for i, b := range before.fields {
		if a := after.fields[i]; a.From != b.From {
			f.What = append(f.What, Alteration{b.Field, b.From, a.From})
			f.Change = Altered
		}
	}
	return f
}

// says reports whether two facts say the same, in whatever words.
func (f *fact) says(o *fact) bool {
	if f.who == "" {
		return false
	}
	if f.kind == statement {
		return f.who == o.who && shareWords(f.anchor.Text, o.anchor.Text)
	}
	return slices.Equal(f.fields, o.fields)
}

// shareWords reports whether most words of the shorter text stand in the
// other one too.
func shareWords(a, b string) bool {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	in := map[string]bool{}
	for _, w := range y {
		in[w] = true
	}
	n := 0
	for _, w := range x {
		if in[w] {
			n++
		}
	}
	return 2*n > len(x)
}

const (
	event     = "event"
	statement = "statement"
)

// factsOf lists the facts of a record.
func factsOf(r *depesche.Record) []fact {
	var all []fact
	for i := range r.Events {
		e := &r.Events[i]
		who := names(r, e.Actors)
		all = append(all, fact{kind: event, id: e.ID, anchor: e.Trigger, evidence: e.Evidence, who: who, label: e.Type, fields: []Alteration{
			{Field: "type", From: e.Type}, {Field: "status", From: e.Status}, {Field: "date", From: e.Date.Value},
			{Field: "who", From: who}, {Field: "whom", From: names(r, e.Recipients)}, {Field: "claim", From: claimOf(r, e)},
		}})
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		if len(s.Content) == 0 {
			continue
		}
		who := speaker(r, s)
		all = append(all, fact{kind: statement, id: s.ID, anchor: s.Content[0], evidence: s.Evidence, who: who, label: s.Mode, fields: []Alteration{
			{Field: "mode", From: s.Mode}, {Field: "who", From: who},
		}})
	}
	return all
}

// names joins the names of entities.
func names(r *depesche.Record, ids []string) string {
	var all []string
	for _, id := range ids {
		if e := r.Entity(id); e != nil {
			all = append(all, e.Name)
		}
	}
	return strings.Join(all, ", ")
}

// speaker names who is said to have said a statement.
func speaker(r *depesche.Record, s *depesche.Statement) string {
	if s.Source == nil {
		return ""
	}
	if e := r.Entity(s.Source.Entity); e != nil {
		return e.Name
	}
	return s.Source.Text
}

// claimOf names on whose word an event is told; "" when the page tells it
// itself.
func claimOf(r *depesche.Record, e *depesche.Event) string {
	if e.Statement == nil {
		return ""
	}
	if s := r.Statement(*e.Statement); s != nil {
		return speaker(r, s)
	}
	return ""
}

// place is where a span of the older text stands in the newer one; false when
// its words were touched.
func place(text []Cut, span depesche.Span) (at int, ok bool) {
	for _, c := range text {
		if c.Kind == Kept && c.Old <= span.Start && span.End <= c.oldEnd() {
			return c.New + span.Start - c.Old, true
		}
	}
	return 0, false
}

// stretch is the stretch of the newer text that took the place of a span of
// the older one.
func stretch(text []Cut, span depesche.Span) (start, end int) {
	start = -1
	for _, c := range text {
		if c.Old > span.End || c.oldEnd() < span.Start {
			continue
		}
		from, to := c.New, c.newEnd()
		if c.Kind == Kept {
			from = c.New + max(0, span.Start-c.Old)
			to = c.New + min(c.runes, span.End-c.Old)
		}
		if start < 0 {
			start = from
		}
		end = max(end, to)
	}
	return max(start, 0), end
}
