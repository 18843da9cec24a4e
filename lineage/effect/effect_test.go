// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

// record cuts a text into sentences at ". ".
func record(text string) *depesche.Record {
	r := &depesche.Record{Article: depesche.Article{Text: text}, Entities: []depesche.Entity{
		{ID: "e1", Name: "the ministry", Actor: &depesche.Actor{Country: "NOR", Sectors: []string{"GOV"}}}, {ID: "e2", Name: "Korea", Actor: &depesche.Actor{Country: "KOR"}}}}
	for start := 0; start < len(text); {
		end := len(text)
		if at := strings.Index(text[start:], ". "); at >= 0 {
			end = start + at + 1
		}
		r.Sentences = append(r.Sentences, depesche.Sentence{Start: start, End: end})
		start = end + 1
	}
	return r
}

func (r *builder) said(words string) *builder {
	at := strings.Index(r.Article.Text, words)
	r.Statements = append(r.Statements, depesche.Statement{ID: "s1", Source: &depesche.Party{Entity: "e1"}, Content: []depesche.Span{{Start: at, End: at + len(words), Text: words}},
		Chain: []depesche.Teller{{Name: "the ministry", Entity: "e1"}}})
	return r
}

func (r *builder) did(eventType, status string, sentence int) *builder {
	r.Events = append(r.Events, depesche.Event{Type: eventType, Status: status, Sentence: sentence, Actors: []string{"e1"}, Recipients: []string{"e2"}})
	return r
}

type builder struct{ *depesche.Record }

func build(text string) *builder { return &builder{record(text)} }

// derivation shares every given stretch of words once.
func derivation(from, to *depesche.Record, words ...string) depesche.Derivation {
	var d depesche.Derivation
	for _, w := range words {
		a, b := strings.Index(from.Article.Text, w), strings.Index(to.Article.Text, w)
		d.Spans = append(d.Spans, [4]int{a, a + len(w), b, b + len(w)})
	}
	return d
}

func TestRows(t *testing.T) {
	from := build("The visit was useful, the ministry said. Trade will be discussed in May. Both sides signed 12 papers. Nothing else was told.").
		said("The visit was useful").did("CONSULT", depesche.StatusPlanned, 1).did("SUPPORT", depesche.StatusOccurred, 2)
	to := build("Read this first. The visit was useful. Trade was discussed in May. Both sides denounced 30 papers.").
		did("CONSULT", depesche.StatusOccurred, 2).did("REJECT", depesche.StatusOccurred, 3)
	d := derivation(from.Record, to.Record, "The visit was useful", "discussed in May", "Both sides ", " papers")
	got := Rows(from.Record, to.Record, d)
	want := []Row{
		{To: []int{0}},
		{From: []int{0}, To: []int{1}, Effects: []Effect{{AttributionDropped, "the ministry", ""}}},
		{From: []int{1}, To: []int{2}, Effects: []Effect{{StatusHardened, depesche.StatusPlanned, depesche.StatusOccurred}}},
		{From: []int{2}, To: []int{3}, Effects: []Effect{{EventReplaced, "SUPPORT", "REJECT"}, {NumberChanged, "12", "30"}}},
		{From: []int{3}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAttributionAdded(t *testing.T) {
	from, to := build("The visit was useful."), build("The visit was useful, it said.").said("The visit was useful")
	got := Rows(from.Record, to.Record, derivation(from.Record, to.Record, "The visit was useful"))
	if diff := cmp.Diff([]Effect{{AttributionAdded, "", "the ministry"}}, got[0].Effects); diff != "" {
		t.Error(diff)
	}
}

// TestEverySentenceStandsOnce holds for merged and moved sentences too.
func TestEverySentenceStandsOnce(t *testing.T) {
	from := build("One long beginning here. Two long middles there. Three long endings yonder.")
	to := build("Three long endings yonder. One long beginning here and two long middles there.")
	d := derivation(from.Record, to.Record, "One long beginning here", "wo long middles there", "Three long endings yonder")
	var seenFrom, seenTo []int
	for _, r := range Rows(from.Record, to.Record, d) {
		seenFrom, seenTo = append(seenFrom, r.From...), append(seenTo, r.To...)
	}
	if diff := cmp.Diff([]int{0, 1, 2}, seenFrom); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{0, 1}, seenTo); diff != "" {
		t.Error(diff)
	}
}

func TestNothingShared(t *testing.T) {
	from, to := build("A."), build("B.")
	if got := Rows(from.Record, to.Record, depesche.Derivation{}); len(got) != 2 || got[0].Effects != nil {
		t.Errorf("rows: %+v", got)
	}
}

func TestUngrouped(t *testing.T) {
	for number, want := range map[string]string{"1,300": "1300", "100.000": "100000", "1.5": "1.5", "12": "12", "": ""} {
		if got := ungrouped(number); got != want {
			t.Errorf("%s: %s, want %s", number, got, want)
		}
	}
}
