// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"slices"
	"strings"

	"depesche"
)

// events pairs the expected events with those read on the same trigger words,
// the one with the fewest faults first, and notes what is left over.
func (c *comparison) events() {
	used := map[string]bool{}
	for _, r := range c.article.expect {
		if r.kind == "event" {
			c.note(r.kind, r.line, c.event(r, used))
		}
	}
	for i := range c.record.Events {
		e := &c.record.Events[i]
		if !used[e.ID] && !c.maybeEvent(e) {
			c.note("extra event", "extra event | "+e.Type+" | "+oneLine(e.Trigger.Text),
				fmt.Sprintf("read too much: %s → %s by %s", c.names(e.Actors), c.names(e.Recipients), e.Why))
		}
	}
}

func (c *comparison) names(ids []string) string {
	var names []string
	for _, e := range c.members(ids) {
		names = append(names, e.Name)
	}
	if names == nil {
		return "-"
	}
	return strings.Join(names, "; ")
}

// triggeredAt reports whether the event is told at one of the places.
func triggeredAt(e *depesche.Event, places []stretch) bool {
	spans := append([]stretch{of(e.Trigger)}, nil...)
	for _, m := range e.Mentions {
		spans = append(spans, of(m))
	}
	return overlap(spans, places) > 0
}

// event finds the event of a row and says what is wrong with it.
func (c *comparison) event(r row, used map[string]bool) string {
	places, err := c.text.any(r.fields[7])
	if err != nil {
		return err.Error()
	}
	var best *depesche.Event
	var faults []string
	for i := range c.record.Events {
		e := &c.record.Events[i]
		if used[e.ID] || !triggeredAt(e, places) {
			continue
		}
		f := c.eventFaults(e, r.fields)
		if best == nil || badness(f) < badness(faults) {
			best, faults = e, f
		}
	}
	if best == nil {
		return "missed"
	}
	used[best.ID] = true
	return strings.Join(faults, ", ")
}

// badness counts faults; a wrong type is worse than all others together.
func badness(faults []string) int {
	if len(faults) > 0 && strings.HasPrefix(faults[0], "type ") {
		return 100
	}
	return len(faults)
}

// eventFaults compares an event with the fields of a row: type with modes,
// actors, recipients, date, place, status, carrier, trigger.
func (c *comparison) eventFaults(e *depesche.Event, f []string) []string {
	types, modes, _ := strings.Cut(f[0], " ")
	if !oneOf(e.Type, types) {
		return []string{"type is " + e.Type}
	}
	var faults []string
	for _, mode := range strings.Fields(modes) {
		if !slices.Contains(e.Mode, mode) {
			faults = append(faults, fmt.Sprintf("mode is %v", e.Mode))
		}
	}
	faults = append(faults, c.sideFaults(e, f[1], f[2])...)
	if !dateFits(e.Date.Value, f[3]) {
		faults = append(faults, fmt.Sprintf("date is %q", e.Date.Value))
	}
	if !placeFits(e.Place, f[4]) {
		faults = append(faults, "place is "+placeText(e.Place))
	}
	if fault := statusFault(e, f[5]); fault != "" {
		faults = append(faults, fault)
	}
	if fault := c.carrierFault(e, f[6]); fault != "" {
		faults = append(faults, fault)
	}
	return faults
}

func dateFits(value, want string) bool {
	if inner, ok := optional(want); ok {
		return value == "" || oneOf(value, inner)
	}
	return oneOf(value, want)
}

// optional takes the brackets off "(x)".
func optional(field string) (string, bool) {
	if strings.HasPrefix(field, "(") && strings.HasSuffix(field, ")") {
		return field[1 : len(field)-1], true
	}
	return field, false
}

// placeFits compares a place with "Name/Name CTY".
func placeFits(p *depesche.Place, want string) bool {
	want, optional := optional(want)
	switch {
	case want == "*" || optional && p == nil:
		return true
	case want == "-" || p == nil:
		return want == "-" && p == nil
	}
	at := strings.LastIndexByte(want, ' ')
	if !oneOf(p.Country, want[at+1:]) {
		return false
	}
	for _, name := range strings.Split(want[:at], "/") {
		if strings.Contains(p.Name, name) || strings.Contains(name, p.Name) {
			return true
		}
	}
	return false
}

func placeText(p *depesche.Place) string {
	if p == nil {
		return "-"
	}
	return p.Name + " " + p.Country
}

// statusFault compares "occurred/planned" with an optional "historical" or,
// where that is open, "historical?" behind it.
func statusFault(e *depesche.Event, want string) string {
	status, historical, _ := strings.Cut(want, " ")
	if !oneOf(e.Status, status) {
		return "status is " + e.Status
	}
	if historical != "historical?" && e.Historical != (historical == "historical") {
		return fmt.Sprintf("historical is %v", e.Historical)
	}
	return ""
}

// carrierFault compares "narrated/said by NAME": whether a statement carries
// the event, and whose.
func (c *comparison) carrierFault(e *depesche.Event, want string) string {
	carrier := "narrated"
	var s *depesche.Statement
	if e.Statement != nil {
		if s = c.record.Statement(*e.Statement); s == nil {
			return "carried by no statement of the record"
		}
		carrier = "said by " + partyText(s.Source)
	}
	for _, alternative := range strings.Split(want, "/") {
		name := strings.TrimPrefix(alternative, "said by ")
		switch {
		case alternative == "*", name == "*" && s != nil:
			return ""
		case alternative == "narrated" && (s == nil || c.isOwnAct(e, s)):
			return ""
		case s != nil && c.says(s, name):
			return ""
		}
	}
	return carrier
}

// isOwnAct reports whether the event is the speaking itself ("Berlin accused
// Moscow of …"), so that its statement is the act and not somebody's account
// of it.
func (c *comparison) isOwnAct(e *depesche.Event, s *depesche.Statement) bool {
	var cue []stretch
	for _, span := range s.Cue {
		cue = append(cue, of(span))
	}
	if overlap(cue, []stretch{of(e.Trigger)}) > 0 {
		return true
	}
	return s.Source != nil && slices.Contains(e.Actors, s.Source.Entity)
}

// says reports whether the words name the statement's source.
func (c *comparison) says(s *depesche.Statement, name string) bool {
	if s.Source == nil {
		return false
	}
	if strings.Contains(s.Source.Text, name) || strings.Contains(name, s.Source.Text) {
		return true
	}
	return slices.ContainsFunc(c.members([]string{s.Source.Entity}), func(e *depesche.Entity) bool { return named(e, name) })
}

// maybeEvent reports whether an event that no row expects is excused.
func (c *comparison) maybeEvent(e *depesche.Event) bool {
	for _, r := range c.article.maybe {
		if r.kind != "event" || !oneOf(e.Type, strings.Fields(r.fields[0])[0]) {
			continue
		}
		if places, err := c.text.any(r.fields[1]); err == nil && triggeredAt(e, places) {
			return true
		}
	}
	return false
}
