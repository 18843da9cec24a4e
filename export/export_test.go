// SPDX-License-Identifier: Apache-2.0

package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const sampleText = "Minister Ahn met Minister Berg in Oslo on Friday. The visit was useful, Ahn said."

// sample is a record with one of everything.
func sample() *depesche.Record {
	span := func(words string) depesche.Span {
		at := strings.Index(sampleText, words)
		return depesche.Span{Start: at, End: at + len(words), Text: words}
	}
	first, second := span("Minister Ahn met Minister Berg in Oslo on Friday."), span("The visit was useful, Ahn said.")
	carrier := "s1"
	return &depesche.Record{
		Article: depesche.Article{ID: "a1", Title: "Ahn in Oslo", Outlet: depesche.Outlet{Name: "Blatt"}, Byline: []string{"A. Writer"}, Published: "2023-03-11",
			PublishedFrom: "meta", Language: "en", Text: sampleText, Digest: "sha256:1", Related: []depesche.Related{{Title: "More on this"}}},
		Sentences: []depesche.Sentence{{Start: first.Start, End: first.End}, {Start: second.Start, End: second.End}},
		Entities: []depesche.Entity{
			{ID: "e1", Type: "PER", Name: "Ahn", Actor: &depesche.Actor{Country: "KOR", Sectors: []string{"GOV"}, Office: "minister"},
				Mentions: []depesche.Mention{{Span: span("Minister Ahn"), Kind: depesche.KindName}}},
			{ID: "e2", Type: "PER", Name: "Berg", Actor: &depesche.Actor{Country: "NOR", Sectors: []string{"GOV"}}, Mentions: []depesche.Mention{}},
		},
		Times: []depesche.Time{{ID: "t1", Span: span("Friday"), Type: depesche.TimeDate, Value: "2023-03-10", Anchor: "published", Why: "en/timex/rules.txt:weekday"}},
		Statements: []depesche.Statement{{ID: carrier, Mode: depesche.ModeIndirect, Cue: []depesche.Span{span("said")}, Source: &depesche.Party{Span: span("Ahn"), Entity: "e1"},
			Content: []depesche.Span{span("The visit was useful")}, Chain: []depesche.Teller{{Name: "Ahn", Entity: "e1"}, {Name: "Blatt", Likely: true}}, Sentence: 1, Evidence: second}},
		Events: []depesche.Event{
			{ID: "v1", Type: "CONSULT", Mode: []string{"visit"}, Context: []string{"diplomatic"}, Cameo: "042", Actors: []string{"e1"}, Recipients: []string{"e2"},
				Date: depesche.Date{Value: "2023-03-10", Precision: depesche.PrecisionDay, Time: "t1"}, Place: &depesche.Place{Name: "Oslo", Country: "NOR", Lat: 59.9, Lon: 10.7},
				Status: depesche.StatusOccurred, Trigger: span("met"), Evidence: first, Why: "en/events.txt:meet"},
			{ID: "v2", Type: "SUPPORT", Mode: []string{}, Context: []string{}, Actors: []string{"e1"}, Recipients: []string{}, Date: depesche.Date{Precision: depesche.PrecisionUnknown},
				Status: depesche.StatusPossible, Historical: true, Statement: &carrier, Trigger: span("useful"), Evidence: second, Sentence: 1, Why: "en/events.txt:praise"},
		},
		Unread: []depesche.Unread{{Stage: "event", Reason: "no two sides", At: &first}},
	}
}

// TestFormats compares what every format writes with its golden file;
// go test ./export -update rewrites them.
func TestFormats(t *testing.T) {
	for _, f := range Formats {
		var b bytes.Buffer
		w := f.New(&b, Options{Width: 72})
		for range 2 {
			if err := w.Write(sample()); err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		golden := filepath.Join("testdata", f.Name+".golden")
		if *update {
			if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (-golden +now):\n%s", f.Name, diff)
		}
	}
}

func TestEmptyArray(t *testing.T) {
	f, err := Find("json")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.New(&b, Options{}).Close(); err != nil || !json.Valid(b.Bytes()) {
		t.Errorf("no records: %q %v", b.String(), err)
	}
	if _, err := Find("xml"); err == nil {
		t.Error("an unknown format is found")
	}
}

func TestReportFitsItsWidth(t *testing.T) {
	for _, width := range []int{30, 60, 100} {
		var b bytes.Buffer
		w := newReport(&b, Options{Width: width, Unread: true})
		if err := w.Write(sample()); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > width {
				t.Errorf("width %d: a line of %d: %s", width, n, line)
			}
		}
	}
}

func TestColourMarksTheTrigger(t *testing.T) {
	var b bytes.Buffer
	w := newReport(&b, Options{Width: 200, Colour: true})
	if err := w.Write(sample()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), "\x1b[4mmet\x1b[0m") {
		t.Errorf("the trigger is not underlined:\n%s", b.String())
	}
	b.Reset()
	if err := newReport(&b, Options{}).Write(sample()); err != nil || strings.Contains(b.String(), "\x1b") {
		t.Error("colour where none was asked for")
	}
}
