// SPDX-License-Identifier: Apache-2.0

package score

import (
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"depesche"
)

// open unpacks a fixture into a folder in memory.
func openFixture(t *testing.T, file string) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range archive.Files {
		folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return folder
}

func scoreFolder(t *testing.T, folder fs.FS) Result {
	t.Helper()
	c, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	a, problems, err := c.ReadAnswer(folder, "answer")
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	result, err := c.Score(a)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestReference holds every task against the figures that another
// implementation gave for the same gold and answer.
func TestReference(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	scored := map[string]bool{}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			folder := openFixture(t, file)
			c, err := Open(folder)
			if err != nil {
				t.Fatal(err)
			}
			scored[c.Task] = true
			var got strings.Builder
			for _, m := range scoreFolder(t, folder).Metrics {
				fmt.Fprintf(&got, "%s\t%.6f\n", m.Name, m.Value)
			}
			if diff := cmp.Diff(string(folder["want"].Data), got.String()); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
	for _, name := range Tasks() {
		if !scored[name] {
			t.Errorf("no fixture for the task %s", name)
		}
	}
}

func TestTypeCounts(t *testing.T) {
	types := scoreFolder(t, openFixture(t, "testdata/events.txtar")).Types
	got := map[string]string{}
	for _, c := range types {
		got[c.Type] = fmt.Sprintf("%d/%d %d/%d | %d/%d %d/%d", c.Precision.Part, c.Precision.Whole, c.Recall.Part, c.Recall.Whole,
			c.PairPrecision.Part, c.PairPrecision.Whole, c.PairRecall.Part, c.PairRecall.Whole)
	}
	want := map[string]string{
		"AGREE":    "2/2 2/2 | 2/2 2/2",
		"CONSULT":  "1/1 1/1 | 1/1 1/1",
		"AID":      "0/1 0/0 | 0/1 0/0", // the other one fits a doubtful event
		"SANCTION": "2/2 2/2 | 1/2 1/2",
		"PROTEST":  "0/1 0/0 | 0/1 0/0",
	}
	for kind, line := range want {
		if got[kind] != line {
			t.Errorf("%s: %s, want %s", kind, got[kind], line)
		}
	}
	if last := types[len(types)-1]; last.Type != "all" {
		t.Errorf("the last line is %s", last.Type)
	}
}

// TestBadGold checks that a line that cannot be used is named with its place
// and reason, and that the others count.
func TestBadGold(t *testing.T) {
	folder := fstest.MapFS{
		"corpus.json": {Data: []byte(`{"name": "own", "task": "time"}`)},
		"input.jsonl": {Data: []byte(`{"id": "a", "text": "am Montag"}` + "\n" + `{"id": "b", "text": "heute"}` + "\n" + `{"id": "c", "text": "x"}`)},
		"gold.jsonl": {Data: []byte(strings.Join([]string{
			`{"id": "a", "times": [{"start": 3, "end": 9, "text": "Montag", "type": "DATE", "value": "2020-01-06"}]}`,
			`{"id": "b", "times": [`,
			``,
			`{"id": "z", "times": []}`,
			`{"times": []}`,
			`{"id": "a", "times": []}`,
			`{"id": "b", "times": [{"start": 0, "end": 99}]}`,
			`{"id": "b"}`,
			`{"id": "c", "times": 7}`,
			`{"id": "c", "times": [{"start": 0, "end": 1, "text": "y"}]}`,
		}, "\n"))},
		"answer": {Data: []byte(`{"article": {"id": "a", "text": "am Montag"}, "times": [{"start": 3, "end": 9, "type": "DATE", "value": "2020-01-06"}]}`)},
	}
	result := scoreFolder(t, folder)
	if f1 := result.Metrics[0]; f1.Value != 1 {
		t.Errorf("%s = %v, want 1: the good line counts", f1.Name, f1.Value)
	}
	want := []string{
		"gold.jsonl:2: not JSON at byte 22", "gold.jsonl:4: article \"z\" is not in input.jsonl", "gold.jsonl:5: no id",
		"gold.jsonl:6: article \"a\" has a line already", "gold.jsonl:7: article \"b\": the span 0–99 does not lie in the text",
		"gold.jsonl:8: article \"b\" has a line already", "gold.jsonl:9: times is a number", "gold.jsonl:10: article \"c\": the span 0–1 says \"y\" where the text has \"x\"",
	}
	var got []string
	for _, p := range result.Problems {
		got = append(got, p.String())
	}
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], w) {
			t.Errorf("problem %d: got %q, want %q …", i, got[min(i, len(got)-1)], w)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, description := range map[string]string{
		"no JSON": "{", "no name": `{"task": "time"}`, "no task": `{"name": "x", "task": "cooking"}`,
	} {
		if _, err := Open(fstest.MapFS{DescriptionFile: {Data: []byte(description)}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := Open(fstest.MapFS{}); err == nil {
		t.Error("an empty folder: no error")
	}
}

// TestWilson compares with the worked values of Newcombe, Two-sided
// confidence intervals for the single proportion, Statistics in Medicine 17
// (1998), table I.
func TestWilson(t *testing.T) {
	tests := []struct {
		part, whole int
		low, high   float64
	}{
		{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}, {0, 0, 0, 1},
	}
	for _, tt := range tests {
		s := NewShare(tt.part, tt.whole)
		if math.Abs(s.Low-tt.low) > 5e-5 || math.Abs(s.High-tt.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f–%.4f, want %.4f–%.4f", tt.part, tt.whole, s.Low, s.High, tt.low, tt.high)
		}
	}
}

func TestHead(t *testing.T) {
	for phrase, want := range map[string]string{
		"der Sprecher des Ministeriums":   "Sprecher",
		"Außenministerin Maja Orban":      "Orban",
		"Brazil's minister":               "minister",
		"the minister's aide, Tom Low":    "aide",
		"Peru's President Solano of Lima": "Solano",
		"„…“":                             "„…“",
		"die":                             "die",
	} {
		start, end := head(phrase)
		if got := string([]rune(phrase)[start:end]); got != want {
			t.Errorf("head of %q is %q, want %q", phrase, got, want)
		}
	}
}

func TestActorKey(t *testing.T) {
	same := [][4]string{
		{"", "der Weltsicherheitsrat", "", "UN Security Council"},
		{"IGO", "Vereinten Nationen", "", "UN"},
		{"KOS", "x", "XKX", "y"},
		{"", "Die  Rebellen", "", "die Rebelle"},
	}
	for _, p := range same {
		if a, b := actorKey(p[0], p[1]), actorKey(p[2], p[3]); a != b {
			t.Errorf("%q and %q differ: %q, %q", p[:2], p[2:], a, b)
		}
	}
	if actorKey("PER", "x") == actorKey("CHL", "x") {
		t.Error("two countries are one")
	}
}

func TestRecordByFileName(t *testing.T) {
	records := []depesche.Record{{Article: depesche.Article{ID: "1", Input: `html\p.html`}}, {Article: depesche.Article{ID: "q"}}}
	found, problems := recordsByID([]string{"p", "q"}, records)
	if found["p"] != &records[0] || found["q"] != &records[1] || problems != nil {
		t.Errorf("found %v, %v", found, problems)
	}
	found, _ = recordsByID([]string{"x", "y"}, records)
	if found["x"] != &records[0] {
		t.Error("without any known name, the position counts")
	}
}

func TestReport(t *testing.T) {
	folder := openFixture(t, "testdata/events.txtar")
	c, err := Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	c.Figures = map[string]Figure{"type_f1": {Baseline: "0.5  of\tothers", Best: "0.9 of some"}}
	all := []Scored{{c, scoreFolder(t, folder)}}
	var table, text, lines strings.Builder
	if err := WriteTable(&table, all); err != nil || !strings.Contains(table.String(), "events (own)\ttype_f1\t0.842\t0.5 of others\n") {
		t.Errorf("table: %v\n%s", err, &table)
	}
	if err := WriteText(&text, all); err != nil || !strings.Contains(text.String(), "best published 0.9 of some") || !strings.Contains(text.String(), "CONSULT") {
		t.Errorf("text: %v\n%s", err, &text)
	}
	if err := WriteJSON(&lines, all); err != nil || !strings.Contains(lines.String(), `"type_f1":0.8421`) {
		t.Errorf("lines: %v\n%s", err, &lines)
	}
}

func FuzzGold(f *testing.F) {
	f.Add("time", `{"id": "a", "times": [{"start": 0, "end": 5, "type": "DATE", "value": "2020"}]}`)
	f.Add("statements", `{"id": "a", "statements": [{"mode": null, "content": [{"start": 1, "end": 3}], "source": {"start": 0, "end": 1}}]}`)
	f.Add("events", `{"id": "a", "events": [{"type": "AID", "actors": [{"name": "der  ", "country": ""}], "sure": 0}]}`)
	f.Add("stories", `{"id": "a", "story": "1"}`)
	f.Add("similarity", `{"a": "a", "b": "b", "overall": 2}`)
	f.Add("pages", `{"id": "a", "aeb": {"body": "x"}, "trafilatura": {"wanted": [""]}}`)
	f.Fuzz(func(t *testing.T, task, gold string) {
		folder := fstest.MapFS{
			"corpus.json": {Data: fmt.Appendf(nil, `{"name": "x", "task": %q, "types": ["PER"]}`, task)},
			"input.jsonl": {Data: []byte(`{"id": "a", "text": "Das ist es."}`)},
			"gold.jsonl":  {Data: []byte(gold)}, "gold.conllu": {Data: []byte(gold)},
		}
		c, err := Open(folder)
		if err != nil {
			return
		}
		record := depesche.Record{Article: depesche.Article{ID: "a", Text: "Das ist es."}}
		result, err := c.Score(&Answer{Records: []depesche.Record{record}, Stories: []depesche.Story{{ID: "1", Articles: []string{"a"}}}, Trees: []byte(gold)})
		for _, m := range result.Metrics {
			if err == nil && (math.IsNaN(m.Value) || m.Value < -1.001 || m.Value > 1.001) {
				t.Errorf("%s = %v", m.Name, m.Value)
			}
		}
	})
}

func BenchmarkStatements(b *testing.B) {
	words := strings.Repeat("wort ", 4000)
	folder := fstest.MapFS{"input.jsonl": {Data: fmt.Appendf(nil, `{"id": "a", "text": %q}`, words)}}
	var list []string
	record := depesche.Record{Article: depesche.Article{ID: "a", Text: words}}
	for i := range 200 {
		list = append(list, fmt.Sprintf(`{"content": [{"start": %d, "end": %d}]}`, i*100, i*100+90))
		record.Statements = append(record.Statements, depesche.Statement{Content: []depesche.Span{{Start: i*100 + 5, End: i*100 + 95}}})
	}
	folder["gold.jsonl"] = &fstest.MapFile{Data: []byte(`{"id": "a", "statements": [` + strings.Join(list, ",") + `]}`)}
	c := &Corpus{Name: "x", Task: "statements", folder: folder}
	for b.Loop() {
		if _, err := c.Score(&Answer{Records: []depesche.Record{record}}); err != nil {
			b.Fatal(err)
		}
	}
}
