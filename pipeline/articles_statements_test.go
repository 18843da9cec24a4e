// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"slices"
	"strings"

	"depesche"
)

// statements pairs the expected statements with those read, the best overlap
// of contents first, and notes what is left over.
func (c *comparison) statements() {
	used := map[string]bool{}
	for _, r := range c.article.expect {
		if r.kind == "statement" {
			c.note(r.kind, r.line, c.statement(r, used))
		}
	}
	for i := range c.record.Statements {
		s := &c.record.Statements[i]
		if !used[s.ID] && !c.maybeStatement(s) {
			c.note("extra statement", "extra statement | "+beginning(s.Content),
				"read too much: "+s.Mode+", source "+partyText(s.Source)+" by "+s.Why)
		}
	}
}

func partyText(p *depesche.Party) string {
	if p == nil {
		return "-"
	}
	return oneLine(p.Text)
}

// beginning is the first words of what was said.
func beginning(content []depesche.Span) string {
	if len(content) == 0 {
		return "-"
	}
	words := strings.Fields(content[0].Text)
	if len(words) > 5 {
		return strings.Join(words[:5], " ") + " …"
	}
	return strings.Join(words, " ")
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func contents(s *depesche.Statement) []stretch {
	var all []stretch
	for _, span := range s.Content {
		all = append(all, of(span))
	}
	return all
}

// statement finds the statement of a row and says what is wrong with it:
// fields are mode, source, cue, content and tellers.
func (c *comparison) statement(r row, used map[string]bool) string {
	alternatives, err := c.text.contents(r.fields[3])
	if err != nil {
		return err.Error()
	}
	var best *depesche.Statement
	share := -1.0
	for _, want := range alternatives {
		if s, match := c.closest(want, r.fields[0], used); s != nil && match > share {
			best, share = s, match
		}
	}
	if best == nil {
		return "missed"
	}
	used[best.ID] = true
	if best.Mode != depesche.ModeReported && share < 0.8 {
		return fmt.Sprintf("content is %q", strings.Join(spanTexts(best.Content), " + "))
	}
	if !oneOf(best.Mode, r.fields[0]) {
		return "mode is " + best.Mode
	}
	if fault := c.sourceFault(best, r.fields[1]); fault != "" {
		return fault
	}
	if fault := c.cueFault(best, r.fields[2]); fault != "" {
		return fault
	}
	return c.chainFault(best, r.fields[4])
}

// closest is the unused statement whose contents are closest to the wanted
// stretches, with the share of what both have in what either has. One of the
// wanted mode stands before others.
func (c *comparison) closest(want []stretch, mode string, used map[string]bool) (*depesche.Statement, float64) {
	var best *depesche.Statement
	var most, share float64
	for i := range c.record.Statements {
		s := &c.record.Statements[i]
		got := contents(s)
		both := overlap(got, want)
		if used[s.ID] || 2*both < min(length(got), length(want)) || both == 0 {
			continue
		}
		jaccard := float64(both) / float64(length(got)+length(want)-both)
		rank := jaccard
		if oneOf(s.Mode, mode) {
			rank += 0.1
		}
		if rank > most {
			best, most, share = s, rank, jaccard
		}
	}
	return best, share
}

func spanTexts(spans []depesche.Span) []string {
	var texts []string
	for _, s := range spans {
		texts = append(texts, oneLine(s.Text))
	}
	return texts
}

func (c *comparison) sourceFault(s *depesche.Statement, want string) string {
	switch {
	case want == "*":
		return ""
	case s.Source == nil && slices.Contains(strings.Split(want, "/"), "-"):
		return ""
	case s.Source == nil:
		return "source is -"
	}
	places, err := c.text.any(want)
	if err != nil {
		return err.Error()
	}
	if overlap([]stretch{of(s.Source.Span)}, places) > 0 {
		return ""
	}
	for _, at := range places {
		for _, e := range c.entitiesAt(at) {
			if s.Source.Entity != "" && e.ID == s.Source.Entity {
				return ""
			}
		}
	}
	return "source is " + partyText(s.Source)
}

// cueFault checks that every word of the cue, joined by " + ", is covered.
func (c *comparison) cueFault(s *depesche.Statement, want string) string {
	switch {
	case want == "*":
		return ""
	case want == "-":
		if len(s.Cue) == 0 {
			return ""
		}
		return fmt.Sprintf("cue is %q", strings.Join(spanTexts(s.Cue), " + "))
	}
	for _, alternative := range strings.Split(want, "/") {
		if c.cueCovers(s, strings.Split(alternative, " + ")) {
			return ""
		}
	}
	return fmt.Sprintf("cue is %q", strings.Join(spanTexts(s.Cue), " + "))
}

func (c *comparison) cueCovers(s *depesche.Statement, words []string) bool {
	for _, w := range words {
		w, _ := occurrence(w)
		if !slices.ContainsFunc(s.Cue, func(span depesche.Span) bool {
			return strings.Contains(" "+oneLine(span.Text)+" ", " "+w+" ")
		}) {
			return false
		}
	}
	return true
}

// chainFault compares the tellers named "origin > … > last" with the chain,
// from which the outlet and guesses are left out.
func (c *comparison) chainFault(s *depesche.Statement, want string) string {
	if want == "*" {
		return ""
	}
	var got []depesche.Teller
	for i, t := range s.Chain {
		outlet := i == len(s.Chain)-1 && t.Entity == ""
		if !t.Likely && !outlet {
			got = append(got, t)
		}
	}
	names := strings.Split(want, " > ")
	fault := "chain is " + tellers(got)
	if len(got) != len(names) {
		return fault
	}
	for i, name := range names {
		if !c.isTeller(got[i], name) {
			return fault
		}
	}
	return ""
}

func tellers(chain []depesche.Teller) string {
	var names []string
	for _, t := range chain {
		names = append(names, oneLine(t.Name))
	}
	return strings.Join(names, " > ")
}

func (c *comparison) isTeller(t depesche.Teller, name string) bool {
	if strings.Contains(strings.ToLower(t.Name), strings.ToLower(name)) {
		return true
	}
	return slices.ContainsFunc(c.members([]string{t.Entity}), func(e *depesche.Entity) bool { return named(e, name) })
}

// maybeStatement reports whether a statement that no row expects is excused.
func (c *comparison) maybeStatement(s *depesche.Statement) bool {
	got := contents(s)
	for _, r := range c.article.maybe {
		if r.kind != "statement" {
			continue
		}
		want, err := c.text.content(r.fields[0])
		if both := overlap(got, want); err == nil && both > 0 && 2*both >= min(length(got), length(want)) {
			return true
		}
	}
	return false
}
