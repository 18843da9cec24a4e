// SPDX-License-Identifier: Apache-2.0

package score

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

// manyRecords are records with two events each.
func manyRecords(n int) []depesche.Record {
	var all []depesche.Record
	for i := range n {
		text := "Chile rief\tPeru an."
		event := depesche.Event{
			Type: "CONSULT", Actors: []string{"e1"}, Recipients: []string{"e2", "e9"}, Status: "occurred", Why: "de/x:1",
			Evidence: depesche.Span{Start: 10, End: 29, Text: text}, Trigger: depesche.Span{Start: 16, End: 20, Text: "rief"},
		}
		r := depesche.Record{Article: depesche.Article{ID: fmt.Sprint("a", i)}, Entities: []depesche.Entity{
			{ID: "e1", Name: "Chile", Actor: &depesche.Actor{Country: "CHL", Sectors: []string{"GOV"}}}, {ID: "e2", Name: "Peru"},
		}}
		for k := range 2 {
			event.ID = fmt.Sprint("v", k)
			r.Events = append(r.Events, event)
		}
		all = append(all, r)
	}
	return all
}

func TestDraw(t *testing.T) {
	records := manyRecords(50)
	first := Draw(records, 20, 7)
	if diff := cmp.Diff(first, Draw(records, 20, 7)); diff != "" {
		t.Errorf("the same seed draws others:\n%s", diff)
	}
	if cmp.Equal(first, Draw(records, 20, 8)) {
		t.Error("another seed draws the same")
	}
	if all := Draw(records, 1000, 1); len(all) != 100 {
		t.Errorf("drew %d of 100", len(all))
	}
	d := first[0]
	if d.Actors != "Chile (CHL GOV)" || d.Others != "Peru" || d.Words != "Chile ⟦rief⟧\tPeru an." {
		t.Errorf("drew %+v", d)
	}
}

func TestSampleRoundTrip(t *testing.T) {
	drawn := Draw(manyRecords(5), 4, 1)
	drawn[0].Verdict, drawn[1].Verdict, drawn[1].Cause, drawn[2].Verdict = "right", "wrong", "place as side", "unsure"
	var b strings.Builder
	if err := WriteSample(&b, drawn); err != nil {
		t.Fatal(err)
	}
	back, problems, err := ReadSample("s.tsv", strings.NewReader(b.String()))
	if err != nil || problems != nil || len(back) != 4 {
		t.Fatal(err, problems, len(back))
	}
	j := Judge(back)
	want := Judgement{
		Types:  []TypeShare{{"CONSULT", NewShare(1, 2)}, {"all", NewShare(1, 2)}},
		Causes: []Cause{{"place as side", 1}}, Unsure: 1, Unjudged: 1,
	}
	if diff := cmp.Diff(want, j); diff != "" {
		t.Errorf("judgement (-want +got):\n%s", diff)
	}
	var text strings.Builder
	if err := j.WriteText(&text); err != nil || !strings.Contains(text.String(), "0.50 (1/2, 0.09–0.91)") {
		t.Errorf("text: %v\n%s", err, &text)
	}
}

func TestBadSample(t *testing.T) {
	lines := []string{
		sampleHead,
		"right\t\ta/v1\tAID\tx\ty\toccurred\tr\tS.",
		"maybe\t\ta/v1\tAID\tx\ty\toccurred\tr\tS.",
		"right\tAID",
		"right\t\ta/v1\tHELP\tx\ty\toccurred\tr\tS.",
	}
	drawn, problems, err := ReadSample("s.tsv", strings.NewReader(strings.Join(lines, "\r\n")))
	if err != nil || len(drawn) != 1 {
		t.Fatal(err, drawn)
	}
	want := []Problem{
		{"s.tsv", 3, `the verdict is "maybe"; it may be right, wrong or unsure`},
		{"s.tsv", 4, "2 fields between tabs, want 9"},
		{"s.tsv", 5, `"HELP" is no event type`},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func FuzzReadSample(f *testing.F) {
	f.Add(sampleHead + "\nright\t\ta/v1\tAID\tx\ty\toccurred\tr\tS.\n")
	f.Add("\x00\twrong\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		drawn, _, err := ReadSample("f", strings.NewReader(text))
		if err == nil {
			Judge(drawn)
		}
	})
}
