// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"depesche"
	"depesche/lineage/effect"
	"depesche/store"
)

// TracePage shows two tellings side by side: what was kept, dropped, added
// and altered, and what that did to the record.
type TracePage struct {
	From       store.Head           `json:"from"`
	To         store.Head           `json:"to"`
	Derivation *depesche.Derivation `json:"derivation"` // nil when neither drew on the other
	Rows       []TraceRow           `json:"rows"`
	Effects    []EffectCount        `json:"effects"`

	OnlyChanges bool   `json:"-"` // what was kept is left out
	Path        string `json:"-"`
}

// TraceRow is a stretch of both texts that belongs together.
type TraceRow struct {
	From    []Cut         `json:"from"`
	To      []Cut         `json:"to"`
	Effects []TraceEffect `json:"effects"`
}

// TraceEffect is an effect with its number on the page, from 1: its words in
// both texts bear it.
type TraceEffect struct {
	effect.Effect
	Number int `json:"number"`
}

// Kind says what became of the row: kept, altered, dropped or added.
func (r TraceRow) Kind() string {
	switch {
	case len(r.To) == 0:
		return "dropped"
	case len(r.From) == 0:
		return "added"
	case slices.ContainsFunc(append(slices.Clone(r.From), r.To...), func(c Cut) bool { return !c.Shared && strings.TrimSpace(c.Text) != "" }):
		return "altered"
	}
	return "kept"
}

// Cut is a stretch of a sentence that stands in the other text too, or does
// not.
type Cut struct {
	Text   string `json:"text"`
	Shared bool   `json:"shared"`
	Effect int    `json:"effect,omitempty"` // whose words these are
	First  bool   `json:"-"`                // of the cuts of the effect

	start int
}

// effectSide is one side of an effect: a word of the texts, or a word of ours
// that has a name in every language.
type effectSide struct {
	Word, Key string
	Nothing   bool // no word stands on this side
}

func newEffectSide(e effect.Effect, word string) effectSide {
	switch e.Kind {
	case effect.EventReplaced:
		return effectSide{Word: word, Key: "type." + word}
	case effect.StatusHardened, effect.StatusSoftened:
		return effectSide{Word: word, Key: "status." + word}
	case effect.WordsSharpened, effect.WordsSoftened, effect.DoubtDropped, effect.DoubtAdded:
		return effectSide{Word: word, Nothing: word == ""}
	}
	return effectSide{Word: word}
}

// EffectCount is how often the edits had one effect.
type EffectCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

func (s *Server) trace(r *request) (any, error) {
	a, b, ok := strings.Cut(r.PathValue("pair"), "..")
	if !ok {
		return nil, depesche.Invalidf("trace", "%s names no two articles; write it as A..B", r.PathValue("pair"))
	}
	headA, recordA, err := s.telling(r.Context(), a)
	if err != nil {
		return nil, err
	}
	headB, recordB, err := s.telling(r.Context(), b)
	if err != nil {
		return nil, err
	}
	p := TracePage{From: headA, To: headB, OnlyChanges: r.URL.Query().Get("show") == "changes", Path: r.URL.Path}
	d := depesche.Derivation{}
	if found := s.between(recordA.Article, recordB.Article); found != nil {
		d = *found
		p.Derivation = found
		if d.From == "to" { // the second drew nothing from the first, but the other way round
			p.From, p.To, recordA, recordB = headB, headA, recordB, recordA
		}
		d.From, d.To = p.From.ID, p.To.ID
	}
	p.Rows, p.Effects = s.traceRows(recordA, recordB, d)
	return p, nil
}

// Summary lists the effects of all rows, in order.
func (p TracePage) Summary() []TraceEffect {
	var all []TraceEffect
	for _, r := range p.Rows {
		all = append(all, r.Effects...)
	}
	return all
}

// Count is how many rows are of a kind.
func (p TracePage) Count(kind string) int {
	n := 0
	for _, r := range p.Rows {
		if r.Kind() == kind {
			n++
		}
	}
	return n
}

// telling is a version of an article: "ID" is the current one, "ID@2" the
// second.
func (s *Server) telling(ctx context.Context, name string) (store.Head, *depesche.Record, error) {
	id, version, hasVersion := strings.Cut(name, "@")
	number := 0
	if hasVersion {
		n, err := strconv.Atoi(version)
		if err != nil || n < 1 {
			return store.Head{}, nil, depesche.Invalidf("version", "%s is no version number; write it as version=2", version)
		}
		number = n
	}
	return s.db.Article(ctx, id, number)
}

// between finds the derivation between two articles. Two versions of one
// article have one id, so the ids are replaced by "from" and "to".
func (s *Server) between(a, b depesche.Article) *depesche.Derivation {
	if s.opts.Finder == nil {
		return nil
	}
	a.ID, b.ID = "from", "to"
	found := s.opts.Finder.Find([]depesche.Article{a, b})
	if len(found) == 0 {
		return nil
	}
	return &found[0]
}

// traceRows aligns two records and marks what their sentences share.
func (s *Server) traceRows(from, to *depesche.Record, d depesche.Derivation) ([]TraceRow, []EffectCount) {
	fromText, toText := []rune(from.Article.Text), []rune(to.Article.Text)
	var sharedFrom, sharedTo [][2]int
	for _, s := range d.Spans {
		sharedFrom, sharedTo = append(sharedFrom, [2]int{s[0], s[1]}), append(sharedTo, [2]int{s[2], s[3]})
	}
	var rows []TraceRow
	counts := map[string]int{}
	number := 0
	for _, row := range effect.Rows(from, to, d, s.opts.Finder.CuesOf(&from.Article, &to.Article)) {
		t := TraceRow{Effects: []TraceEffect{}}
		for _, i := range row.From {
			t.From = append(t.From, cuts(fromText, from.Sentences[i], sharedFrom)...)
		}
		for _, i := range row.To {
			t.To = append(t.To, cuts(toText, to.Sentences[i], sharedTo)...)
		}
		for _, e := range row.Effects {
			number++
			counts[e.Kind]++
			t.Effects = append(t.Effects, TraceEffect{e, number})
			t.From, t.To = markedFor(t.From, e.FromSpan, number), markedFor(t.To, e.ToSpan, number)
		}
		rows = append(rows, t)
	}
	var all []EffectCount
	for kind, n := range counts {
		all = append(all, EffectCount{kind, n})
	}
	slices.SortFunc(all, func(a, b EffectCount) int { return strings.Compare(a.Kind, b.Kind) })
	return rows, all
}

// markedFor marks the words of an effect, as far as no other effect has them.
func markedFor(all []Cut, at *depesche.Span, number int) []Cut {
	if at == nil {
		return all
	}
	var out []Cut
	first := true
	for _, c := range all {
		text := []rune(c.Text)
		start, end := max(at.Start, c.start)-c.start, min(at.End, c.start+len(text))-c.start
		if start >= end || c.Effect > 0 {
			out = append(out, c)
			continue
		}
		for _, part := range [][2]int{{0, start}, {start, end}, {end, len(text)}} {
			if part[0] == part[1] {
				continue
			}
			piece := Cut{Text: string(text[part[0]:part[1]]), Shared: c.Shared, start: c.start + part[0]}
			if part[0] == start {
				piece.Effect, piece.First, first = number, first, false
			}
			out = append(out, piece)
		}
	}
	return out
}

// cuts cuts a sentence at the edges of the shared stretches. A gap of white
// space and punctuation between two shared stretches counts as shared.
func cuts(text []rune, s depesche.Sentence, shared [][2]int) []Cut {
	var all []Cut
	add := func(start, end int, isShared bool) {
		if start < end {
			all = append(all, Cut{Text: string(text[start:end]), Shared: isShared, start: start})
		}
	}
	at := s.Start
	ordered := slices.Clone(shared)
	slices.SortFunc(ordered, func(a, b [2]int) int { return a[0] - b[0] })
	for _, sp := range ordered {
		start, end := max(sp[0], at), min(sp[1], s.End)
		if start >= end {
			continue
		}
		add(at, start, !hasLetters(text[at:start]))
		add(start, end, true)
		at = end
	}
	add(at, s.End, at > s.Start && !hasLetters(text[at:s.End]))
	return append(all, Cut{Text: " ", Shared: true, start: s.End})
}

func hasLetters(text []rune) bool {
	return strings.ContainsFunc(string(text), func(r rune) bool { return r > '9' || r >= '0' })
}

// Telling is another article that shares its text or its news with one.
type Telling struct {
	Head      store.Head          `json:"head"`
	Link      depesche.Derivation `json:"link"`
	Drew      bool                `json:"drew"`  // the other article drew on this one
	Trace     string              `json:"trace"` // the page that compares the two
	Uncertain bool                `json:"-"`
}

const (
	tellingDays  = 21 // how far apart in time tellings of one piece of news are looked for
	tellingTerms = 12 // names that candidates are looked for by
	tellingMost  = 40 // candidates compared
)

// tellings finds the other tellings of an article: candidates that share its
// names at about its time, compared word for word.
func (s *Server) tellings(ctx context.Context, r *depesche.Record, head store.Head) ([]Telling, error) {
	if s.opts.Finder == nil || head.Published == "" {
		return nil, nil
	}
	day, err := time.Parse(time.DateOnly, head.Published[:min(len(head.Published), 10)])
	if err != nil {
		return nil, nil
	}
	from, to := day.AddDate(0, 0, -tellingDays).Format(time.DateOnly), day.AddDate(0, 0, tellingDays).Format(time.DateOnly)
	candidates, err := s.db.Alike(ctx, namesOf(r), from, to, tellingMost)
	if err != nil {
		return nil, err
	}
	candidates = slices.DeleteFunc(candidates, func(a depesche.Article) bool { return a.ID == r.Article.ID })
	var all []Telling
	for _, d := range s.opts.Finder.Find(append(candidates, r.Article)) {
		other := d.From
		if d.From == r.Article.ID {
			other = d.To
		} else if d.To != r.Article.ID {
			continue
		}
		otherHead, _, err := s.db.Article(ctx, other, 0)
		if err != nil {
			return nil, err
		}
		all = append(all, Telling{Head: otherHead, Link: d, Drew: d.From == r.Article.ID, Trace: "/trace/" + d.From + ".." + d.To, Uncertain: d.Direction == "unknown"})
	}
	return all, nil
}

// namesOf lists the names that the article mentions most.
func namesOf(r *depesche.Record) []string {
	entities := slices.Clone(r.Entities)
	slices.SortStableFunc(entities, func(a, b depesche.Entity) int { return len(b.Mentions) - len(a.Mentions) })
	var names []string
	for _, e := range entities {
		for _, m := range e.Mentions {
			if m.Kind == depesche.KindName && len(names) < tellingTerms {
				names = append(names, e.Name)
				break
			}
		}
	}
	return names
}
