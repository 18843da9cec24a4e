// SPDX-License-Identifier: Apache-2.0

package event

import (
	"depesche"
	"depesche/extract"
)

// Trace is one rule that fired or nearly fired at a word.
type Trace struct {
	Rule    string // "de/events.txt:meet"
	Pattern string
	Code    string
	Trigger depesche.Span
	Fired   bool     // an event came of it
	Held    bool     // the pattern holds, fired or not
	Missing []string // edges that found nothing
	Reason  string   // why no event came of a pattern that holds
	Actors  []string // names of the sides found
	To      []string
}

// Explain returns what every rule made of the reading, in order of the text:
// for those who write rules.
func (c *Coder) Explain(r *extract.Reading) []Trace {
	w := c.open(r)
	all := w.candidates(true)
	kept := map[[2]int]bool{}
	unread := len(r.Unread)
	for _, k := range w.choose(all) {
		kept[[2]int{k.Trigger, k.order}] = true
	}
	out := make([]Trace, 0, len(all))
	for i := range all {
		k := &all[i]
		t := Trace{
			Rule: w.why(k.rule), Pattern: k.Text, Code: k.rule.Code, Trigger: w.spanOf(k.Trigger),
			Held: k.Held(), Missing: k.Missing, Actors: w.labels(k.a), To: w.labels(k.b),
		}
		if k.Held() {
			t.Reason = w.verdict(k, kept[[2]int{k.Trigger, k.order}])
			t.Fired = t.Reason == ""
		}
		out = append(out, t)
	}
	r.Unread = r.Unread[:unread]
	return out
}

// verdict says why a pattern that holds makes no event, or "".
func (w *work) verdict(c *candidate, chosen bool) string {
	if !chosen {
		return "another pattern says more here"
	}
	if reason := w.spokenOf(c.Trigger, w.realityOf(c.Trigger, c.OwnNegation())); reason != "" {
		return reason
	}
	copied := *c
	if reason := w.complete(&copied); reason != "" {
		return reason
	}
	return w.tooDoubtful(&copied, w.realityOf(c.Trigger, c.OwnNegation()))
}

func (w *work) labels(side []int) []string {
	var out []string
	for _, e := range side {
		out = append(out, w.r.Entities[e].Name)
	}
	return out
}
