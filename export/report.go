// SPDX-License-Identifier: Apache-2.0

package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"depesche"
)

// report writes records for a person at a terminal: what happened, who said
// what on whose word, and to how many voices it all goes back; each fact with
// its sentence.
type report struct {
	screen  *screen
	opts    Options
	written int
}

func newReport(w io.Writer, opts Options) *report {
	return &report{screen: newScreen(w, opts), opts: opts}
}

func (p *report) Close() error { return p.screen.flush() }

func (p *report) Write(r *depesche.Record) error {
	if p.written > 0 {
		p.screen.line("")
		p.screen.line(strings.Repeat("─", p.screen.width))
	}
	p.written++
	p.head(r)
	p.events(r)
	p.statements(r)
	p.voices(r)
	p.related(r)
	p.unread(r)
	return p.screen.flush()
}

func (p *report) head(r *depesche.Record) {
	a := &r.Article
	title := a.Title
	if title == "" {
		title = a.Input
	}
	p.screen.paragraph("", "", run{title, bold})
	var parts []string
	if label := a.Outlet.Label(); label != "" {
		parts = append(parts, label)
	}
	if len(a.Byline) > 0 {
		parts = append(parts, strings.Join(a.Byline, ", "))
	}
	if a.Published != "" {
		parts = append(parts, Day(a.Published)+" ("+a.PublishedFrom+")")
	} else {
		parts = append(parts, "no date: give it with --published")
	}
	if changed := a.Modified(); changed != "" && Day(changed) != Day(a.Published) {
		parts = append(parts, "changed "+Day(changed))
	}
	if a.Language != "" {
		parts = append(parts, a.Language)
	}
	p.screen.paragraph("", "", run{strings.Join(parts, " · "), dim})
}

func (p *report) events(r *depesche.Record) {
	if len(r.Events) == 0 {
		return
	}
	p.screen.heading("WHAT HAPPENED")
	for i := range r.Events {
		p.event(r, &r.Events[i])
	}
}

func (p *report) event(r *depesche.Record, v *depesche.Event) {
	tone := cooperation
	if depesche.Conflict(v.Type) > 0 {
		tone = conflict
	}
	kind := v.Type
	if len(v.Mode) > 0 {
		kind += " " + strings.Join(v.Mode, " ")
	}
	p.screen.line("")
	p.screen.paragraph("  ", "    ", run{kind, tone}, run{"  ", plain}, run{sides(r, v), bold})
	p.screen.paragraph("    ", "    ", run{circumstances(v), plain})
	if carrier := carrier(r, v); carrier != "" {
		p.screen.paragraph("    ", "    ", run{carrier, plain})
	}
	p.screen.paragraph("    ", "    ", marked(v.Evidence, v.Trigger)...)
}

// unknownActor stands where the text does not say who did it.
const unknownActor = "somebody"

// sides writes who did it to whom: "A → B", or "A ↔ B" for what they do
// together.
func sides(r *depesche.Record, v *depesche.Event) string {
	arrow := " → "
	if v.Type == "CONSULT" {
		arrow = " ↔ "
	}
	left, right := names(r, v.Actors), names(r, v.Recipients)
	if right == "" {
		return left
	}
	if left == "" {
		left = unknownActor
	}
	return left + arrow + right
}

func names(r *depesche.Record, ids []string) string {
	var all []string
	for _, id := range ids {
		if e := r.Entity(id); e != nil {
			all = append(all, named(e))
		}
	}
	return strings.Join(all, ", ")
}

// named is an entity with its side: "Sergei Lawrow (RUS GOV)".
func named(e *depesche.Entity) string {
	if e.Actor == nil {
		return e.Name
	}
	code := strings.TrimSpace(e.Actor.Country + " " + strings.Join(e.Actor.Sectors, " "))
	if code == "" {
		return e.Name
	}
	return e.Name + " (" + code + ")"
}

func circumstances(v *depesche.Event) string {
	parts := []string{"date unknown"}
	if v.Date.Value != "" {
		parts[0] = Day(v.Date.Value)
	}
	if v.Place != nil {
		place := v.Place.Name
		if v.Place.Country != "" {
			place += ", " + v.Place.Country
		}
		parts = append(parts, place)
	}
	parts = append(parts, v.Status)
	if v.Historical {
		parts = append(parts, "background")
	}
	return strings.Join(parts, " · ")
}

// carrier says on whose word the event stands, when it is a claim.
func carrier(r *depesche.Record, v *depesche.Event) string {
	if v.Statement == nil {
		return ""
	}
	s := r.Statement(*v.Statement)
	if s == nil {
		return ""
	}
	return "on the word of " + speaker(r, s) + " (" + s.Mode + ")"
}

func speaker(r *depesche.Record, s *depesche.Statement) string {
	if s.Source == nil {
		return "a source that is not named"
	}
	if e := r.Entity(s.Source.Entity); e != nil {
		return named(e)
	}
	return s.Source.Text
}

// marked is a sentence with the words that carry the fact underlined.
func marked(sentence depesche.Span, words ...depesche.Span) []run {
	text := []rune(sentence.Text)
	runs, at := []run{{"“", dim}}, 0
	for _, w := range words {
		from, to := w.Start-sentence.Start, w.End-sentence.Start
		if from < at || to > len(text) || from >= to {
			continue
		}
		runs = append(runs, run{string(text[at:from]), dim}, run{string(text[from:to]), underline})
		at = to
	}
	return append(runs, run{string(text[at:]), dim}, run{"”", dim})
}

func (p *report) statements(r *depesche.Record) {
	if len(r.Statements) == 0 {
		return
	}
	p.screen.heading("WHO SAID WHAT")
	for _, group := range bySpeaker(r) {
		p.screen.line("")
		p.screen.paragraph("  ", "    ", run{group.name, bold})
		for _, s := range group.statements {
			p.statement(r, s)
		}
	}
}

type spoken struct {
	name       string
	statements []*depesche.Statement
}

// bySpeaker groups statements by who made them, in order of first word.
func bySpeaker(r *depesche.Record) []spoken {
	var groups []spoken
	at := map[string]int{}
	for i := range r.Statements {
		s := &r.Statements[i]
		name := speaker(r, s)
		k, known := at[name]
		if !known {
			k = len(groups)
			at[name] = k
			groups = append(groups, spoken{name: name})
		}
		groups[k].statements = append(groups[k].statements, s)
	}
	return groups
}

func (p *report) statement(r *depesche.Record, s *depesche.Statement) {
	label := s.Mode
	var cue []string
	for _, c := range s.Cue {
		cue = append(cue, c.Text)
	}
	if len(cue) > 0 {
		label += " · " + strings.Join(cue, " … ")
	}
	if s.Addressee != nil {
		label += " · to " + s.Addressee.Text
	}
	if chain := chain(s); chain != "" {
		label += " · " + chain
	}
	p.screen.paragraph("    ", "      ", run{label, dim})
	var content []string
	for _, c := range s.Content {
		content = append(content, c.Text)
	}
	p.screen.paragraph("      ", "      ", run{"“" + strings.Join(content, " … ") + "”", plain})
}

// chain writes who told whom: "Lawrow > Interfax > example.org".
func chain(s *depesche.Statement) string {
	if len(s.Chain) < 2 {
		return ""
	}
	var tellers []string
	for _, t := range s.Chain {
		name := t.Name
		if t.Likely {
			name += "?"
		}
		tellers = append(tellers, name)
	}
	return strings.Join(tellers, " > ")
}

func (p *report) voices(r *depesche.Record) {
	if len(r.Statements) == 0 {
		return
	}
	voices := r.Voices()
	p.screen.heading("ORIGINS")
	p.screen.line("")
	p.screen.paragraph("  ", "  ", run{VoiceLine(len(r.Statements), voices), plain})
	for _, v := range voices {
		name := v.Name
		if v.Country != "" {
			name += " (" + v.Country + ")"
		}
		p.screen.paragraph("  • ", "    ", run{fmt.Sprintf("%s: %d of %d statements, by %s",
			name, len(v.Statements), len(r.Statements), strings.Join(v.Named, ", ")), plain})
	}
	if open := unsourced(r); open > 0 {
		p.screen.paragraph("  • ", "    ", run{fmt.Sprintf("no source named: %d of %d statements", open, len(r.Statements)), plain})
	}
}

// VoiceLine says in one plain sentence to how many voices an article's claims
// go back.
func VoiceLine(statements int, voices []depesche.Voice) string {
	switch len(voices) {
	case 0:
		return "No claim here names its source."
	case 1:
		return "Every claim here that names a source goes back to one side. Independent sources: 1."
	}
	return fmt.Sprintf("The claims here go back to %d sides. Independent sources: at most %d.", len(voices), len(voices))
}

func unsourced(r *depesche.Record) int {
	n := 0
	for i := range r.Statements {
		if r.Statements[i].Source == nil {
			n++
		}
	}
	return n
}

func (p *report) related(r *depesche.Record) {
	if len(r.Article.Related) == 0 {
		return
	}
	p.screen.heading("RELATED")
	p.screen.line("")
	for _, l := range r.Article.Related {
		p.screen.paragraph("  • ", "    ", run{strings.TrimSpace(l.Title + " " + l.URL), plain})
	}
}

// unread says what could not be read. Single candidates that could not be
// coded are counted, or listed when asked.
func (p *report) unread(r *depesche.Record) {
	candidates := 0
	var lines []string
	for _, u := range r.Unread {
		if u.At != nil && !p.opts.Unread {
			candidates++
			continue
		}
		line := u.Stage + ": " + u.Reason
		if u.At != nil {
			line += ": “" + u.At.Text + "”"
		}
		lines = append(lines, line)
	}
	if candidates > 0 {
		noun := "candidates"
		if candidates == 1 {
			noun = "candidate"
		}
		lines = append(lines, fmt.Sprintf("%d %s could not be coded; --unread lists them with the reasons", candidates, noun))
	}
	if len(lines) == 0 {
		return
	}
	p.screen.heading("NOT READ")
	p.screen.line("")
	for _, line := range lines {
		p.screen.paragraph("  • ", "    ", run{line, plain})
	}
}

// Day writes a date for people: "12 July 2025" for a day, "July 2025" for a
// month, "summer 2024" for a season; other values stay as they are.
func Day(value string) string {
	if t, err := time.Parse(time.RFC3339, value); err == nil {
		return t.Format("2 January 2006, 15:04 -07:00")
	}
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return t.Format("Mon 2 January 2006")
	}
	if t, err := time.Parse("2006-01", value); err == nil {
		return t.Format("January 2006")
	}
	year, part, _ := strings.Cut(value, "-")
	if name := map[string]string{"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}[part]; name != "" {
		return name + " " + year
	}
	return value
}
