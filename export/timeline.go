// SPDX-License-Identifier: Apache-2.0

package export

import (
	"io"
	"strings"

	"depesche"
)

// TimelineLine is one event of a timeline with its names filled in.
type TimelineLine struct {
	Event              depesche.Event
	Actors, Recipients []string
	Claim              string // on whose word, "" when the article itself tells it
	SortDate           string // stands in when the event's date is unknown
	Outlet             string
	Address            string // "article/event", for "depesche show"
}

// Timeline writes the events of a pair for a person at a terminal, a month a
// heading.
type Timeline struct {
	screen *screen
	month  string
}

// NewTimeline returns a Timeline that writes to w.
func NewTimeline(w io.Writer, opts Options) *Timeline { return &Timeline{screen: newScreen(w, opts)} }

// Line writes one event; lines must come in order of their dates.
func (t *Timeline) Line(l TimelineLine) {
	if month := l.SortDate[:min(len(l.SortDate), 7)]; month != t.month {
		t.month = month
		t.screen.heading(Day(month))
	}
	v := &l.Event
	when := "reported " + Day(l.SortDate)
	if v.Date.Value != "" {
		when = Day(v.Date.Value)
	}
	tone := cooperation
	if depesche.Conflict(v.Type) > 0 {
		tone = conflict
	}
	facts := []string{v.Status}
	if v.Historical {
		facts = append(facts, "background")
	}
	if l.Claim != "" {
		facts = append(facts, "on the word of "+l.Claim)
	}
	facts = append(facts, l.Outlet, l.Address)
	t.screen.line("")
	t.screen.paragraph("  ", "    ", run{when, plain}, run{" · ", plain}, run{v.Type, tone}, run{" · ", plain}, run{l.Who(), bold})
	t.screen.paragraph("    ", "    ", run{strings.Join(facts, " · "), plain})
	t.screen.paragraph("    ", "    ", marked(v.Evidence, v.Trigger)...)
}

// Who names both sides, with an arrow between them.
func (l TimelineLine) Who() string {
	who := strings.Join(l.Actors, ", ")
	if who == "" {
		who = unknownActor
	}
	if len(l.Recipients) == 0 {
		return who
	}
	arrow := " → "
	if l.Event.Type == "CONSULT" {
		arrow = " ↔ "
	}
	return who + arrow + strings.Join(l.Recipients, ", ")
}

// Close writes what is still held back.
func (t *Timeline) Close() error { return t.screen.flush() }
