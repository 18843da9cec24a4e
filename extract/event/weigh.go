// SPDX-License-Identifier: Apache-2.0

package event

import (
	"slices"

	"depesche/extract"
)

// Weighed is an event that was read, or held back as too doubtful, with
// everything that may make it doubtful.
type Weighed struct {
	extract.Event
	Held   bool     // it was not coded
	Doubts []string // what holds of it, by the names of the table of doubts, sorted; its type and its rule ("rule:visit") are among them
}

// Weigh returns what Read would make events of, and what it would hold back as
// too doubtful, in order of the text: for those who set the points of doubts.
// Reasons that the table of the language gives no points for are told as well.
// The reading is left as it was.
func (c *Coder) Weigh(r *extract.Reading) []Weighed {
	w := c.open(r)
	w.weighed = map[int]*Weighed{}
	unread := len(r.Unread)
	for _, m := range w.choose(w.candidates(false)) {
		w.code(m)
	}
	w.answerable()
	w.atMeetings()
	w.merge()
	r.Unread = r.Unread[:unread]
	for i := range w.events {
		w.weighed[w.events[i].TriggerToken].Event = w.events[i]
	}
	var out []Weighed
	for trigger := range r.Doc.Tokens {
		x := w.weighed[trigger]
		if x == nil || !x.Held && x.Type == "" {
			continue // told again elsewhere
		}
		x.ID = "v" + itoa(len(out)+1)
		out = append(out, *x)
	}
	return out
}

// weigh notes what may make an event doubtful. What is coded is filled in when
// the tellings of one act have been brought together.
func (w *work) weigh(ev *extract.Event, c *candidate, x reality, held bool) {
	noted := &Weighed{Held: held, Doubts: []string{c.rule.Code, ofRule + c.rule.Name}}
	if held {
		noted.Event = *ev
	}
	for name, is := range doubtful {
		if is(w, c, x) {
			noted.Doubts = append(noted.Doubts, name)
		}
	}
	slices.Sort(noted.Doubts)
	w.weighed[c.Trigger] = noted
}
