// SPDX-License-Identifier: Apache-2.0

package effect

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"depesche"
	"depesche/lineage"
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

// unplaced leaves out where effects stand.
var unplaced = cmpopts.IgnoreFields(Effect{}, "FromSpan", "ToSpan")

// TestWording looks for words that sharpen, doubt and quote, at their places.
func TestWording(t *testing.T) {
	cues, err := lineage.Load(fstest.MapFS{lineage.CuesFile: {Data: []byte("degree said warned threatened\nstrong brutal\ndoubt reportedly may\n")}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, from, to string
		want           []string
	}{
		{"sharper", "He said so on Monday.", "He warned so on Monday.", []string{`words-sharpened "said" at 3 "warned" at 3`}},
		{"milder", "He threatened so on Monday.", "He said so on Monday.", []string{`words-softened "threatened" at 3 "said" at 3`}},
		{"stronger", "It was an attack on the town.", "It was a brutal attack on the town.", []string{`words-sharpened "" "brutal" at 9`}},
		{"surer", "They reportedly left the town of Klow.", "They left the town of Klow.", []string{`doubt-dropped "reportedly" at 5 ""`}},
		{"a month", "They left the town of Klow.", "They left the town of Klow in May.", nil},
		{"another scale", "He said so on Monday.", "He sang so on Monday.", nil},
	}
	finder := lineage.Finder{Cues: map[string]*lineage.Cues{"en": cues}}
	for _, tt := range tests {
		rest := " The talks between the ministers of Ruritania and Syldavia lasted nine hours and ended without any result."
		from, to := build(tt.from+rest), build(tt.to+rest)
		from.Article.ID, to.Article.ID, from.Article.Language, to.Article.Language = "a", "b", "en", "en"
		from.Article.Published, to.Article.Published = "2025-03-01", "2025-03-02"
		found := finder.Find([]depesche.Article{from.Article, to.Article})
		if len(found) != 1 {
			t.Fatalf("%s: %d derivations", tt.name, len(found))
		}
		var got []string
		for _, r := range Rows(from.Record, to.Record, found[0], cues) {
			for _, e := range r.Effects {
				got = append(got, e.Kind+placed(e.From, e.FromSpan)+placed(e.To, e.ToSpan))
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func placed(word string, at *depesche.Span) string {
	if at == nil {
		return fmt.Sprintf(" %q", word)
	}
	return fmt.Sprintf(" %q at %d", at.Text, at.Start)
}

func TestQuotes(t *testing.T) {
	from := build("We shall never leave the river, he told them.").said("We shall never leave the river")
	to := build("We shall never ever give up the river, he told them.").said("We shall never ever give up the river")
	cut := build("We shall never leave, he told them.").said("We shall never leave")
	for _, b := range []*builder{from, to, cut} {
		b.Statements[0].Mode = depesche.ModeDirect
	}
	row := &Row{From: []int{0}, To: []int{0}}
	if got := quotes(from.Record, to.Record, row); len(got) != 1 || got[0].Kind != QuoteAltered || got[0].ToSpan.Start != 0 {
		t.Errorf("%+v", got)
	}
	if got := quotes(from.Record, cut.Record, row); got != nil {
		t.Errorf("cut, not altered: %+v", got)
	}
}

func TestRows(t *testing.T) {
	from := build("The visit was useful, the ministry said. Trade will be discussed in May. Both sides signed 12 papers. Nothing else was told.").
		said("The visit was useful").did("CONSULT", depesche.StatusPlanned, 1).did("SUPPORT", depesche.StatusOccurred, 2)
	to := build("Read this first. The visit was useful. Trade was discussed in May. Both sides denounced 30 papers.").
		did("CONSULT", depesche.StatusOccurred, 2).did("REJECT", depesche.StatusOccurred, 3)
	d := derivation(from.Record, to.Record, "The visit was useful", "discussed in May", "Both sides ", " papers")
	got := Rows(from.Record, to.Record, d, nil)
	want := []Row{
		{To: []int{0}},
		{From: []int{0}, To: []int{1}, Effects: []Effect{{Kind: AttributionDropped, From: "the ministry", To: ""}}},
		{From: []int{1}, To: []int{2}, Effects: []Effect{{Kind: StatusHardened, From: depesche.StatusPlanned, To: depesche.StatusOccurred}}},
		{From: []int{2}, To: []int{3}, Effects: []Effect{{Kind: EventReplaced, From: "SUPPORT", To: "REJECT"}, {Kind: NumberChanged, From: "12", To: "30"}}},
		{From: []int{3}},
	}
	if diff := cmp.Diff(want, got, unplaced); diff != "" {
		t.Error(diff)
	}
}

func TestAttributionAdded(t *testing.T) {
	from, to := build("The visit was useful."), build("The visit was useful, it said.").said("The visit was useful")
	got := Rows(from.Record, to.Record, derivation(from.Record, to.Record, "The visit was useful"), nil)
	if diff := cmp.Diff([]Effect{{Kind: AttributionAdded, From: "", To: "the ministry"}}, got[0].Effects, unplaced); diff != "" {
		t.Error(diff)
	}
}

// TestEverySentenceStandsOnce holds for merged and moved sentences too.
func TestEverySentenceStandsOnce(t *testing.T) {
	from := build("One long beginning here. Two long middles there. Three long endings yonder.")
	to := build("Three long endings yonder. One long beginning here and two long middles there.")
	d := derivation(from.Record, to.Record, "One long beginning here", "wo long middles there", "Three long endings yonder")
	var seenFrom, seenTo []int
	for _, r := range Rows(from.Record, to.Record, d, nil) {
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
	if got := Rows(from.Record, to.Record, depesche.Derivation{}, nil); len(got) != 2 || got[0].Effects != nil {
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
