// SPDX-License-Identifier: Apache-2.0

package web

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"depesche"
	"depesche/ingest"
	"depesche/lang"
	"depesche/newsroom"
	"depesche/pipeline"
)

// TestReason writes reasons of all kinds in both languages.
func TestReason(t *testing.T) {
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ reason, en, de string }{
		{"90 % and 85 % of the words stand in the other text; Wire names itself in its dateline",
			"90 % of the words of the one and 85 % of the other stand in both; Wire names itself in its dateline",
			"90 % der Wörter des einen und 85 % des anderen Textes stehen in beiden; Wire nennt sich selbst in der Ortszeile"},
		{"2023-03-10T14:05:00Z came out before 2023-03-11",
			"one came out on Friday, 10 March 2023, 14:05 UTC, the other on Saturday, 11 March 2023",
			"der eine erschien am Freitag, 10. März 2023, 14:05 UTC, der andere am Samstag, 11. März 2023"},
		{"no actor for subj|cue:A.STATE", "nobody is found who does it", "niemand ist gefunden, der es tut"},
		{"no actor for obl:with,to:B", "nobody is found to whom it is done", "niemand ist gefunden, dem es gilt"},
		{"too doubtful: half, joined", "too doubtful (a list is half understood, joined to another act)",
			"zu zweifelhaft (eine Aufzählung ist halb verstanden, an eine andere Tat angeschlossen)"},
		{"broken at byte 7; late", "broken at byte 7; late in the article", "[broken at byte 7]; spät im Artikel"},
	} {
		for i, want := range []string{tt.en, tt.de} {
			if got := written(locales[i].Reason(tt.reason)); got != want {
				t.Errorf("%s: %q is written %q, want %q", locales[i].Code, tt.reason, got, want)
			}
		}
	}
}

// written is a reason in one line, with brackets around what is left in
// English for readers of another language.
func written(clauses []Clause) string {
	var all []string
	for _, c := range clauses {
		if c.English {
			c.Text = "[" + c.Text + "]"
		}
		all = append(all, c.Text)
	}
	return strings.Join(all, "; ")
}

// TestReasonFile refuses lines that are no sayings.
func TestReasonFile(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{"only a clause\t=", "reasons.tsv:2: want 3 columns, have 2"},
		{"a (broken clause\t=\t=", "reasons.tsv:2: error parsing regexp"},
	} {
		if _, err := loadSayings("# head\n" + tt.line); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.line, err, tt.want)
		}
	}
}

// TestReasonsOfNewsroom reads the bundled articles and compares them with each
// other; the German desk has words for all that the stages give as reasons.
func TestReasonsOfNewsroom(t *testing.T) {
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	reasons := reasonsOfNewsroom(t)
	if len(reasons) < 20 {
		t.Fatalf("the newsroom has %d reasons", len(reasons))
	}
	for reason := range reasons {
		for _, clause := range locales[1].Uncoded(depesche.Unread{Reason: reason}).Clauses {
			if clause.English {
				t.Errorf("locale/reasons.tsv has no words for %q (in %q)", clause.Text, reason)
			}
		}
	}
}

// TestDoubtsAreSaid looks for words for every doubt in the tables of the
// languages.
func TestDoubtsAreSaid(t *testing.T) {
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	table := regexp.MustCompile(`(?m)^doubt\s+([a-z-]+)\s`)
	for _, code := range []string{"de", "en"} {
		files, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		data, err := fs.ReadFile(files, "events.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range table.FindAllSubmatch(data, -1) {
			if name := string(m[1]); name != "limit" {
				if _, known := locales[0].say(name); !known {
					t.Errorf("locale/reasons.tsv has no words for the doubt %q of lang/%s", name, code)
				}
			}
		}
	}
}

// reasonsOfNewsroom are why candidates in the newsroom are no events, and what
// its derivations rest on.
func reasonsOfNewsroom(t *testing.T) map[string]bool {
	t.Helper()
	articles, err := newsroom.Articles()
	if err != nil {
		t.Fatal(err)
	}
	reasons := map[string]bool{}
	reader := pipeline.New(pipeline.Options{})
	var all []depesche.Article
	for _, a := range articles {
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), ingest.Options{URL: a.URL, Published: a.Published}) {
			if err != nil {
				t.Fatalf("%s: %v", a.File, err)
			}
			r := reader.Read(item)
			r.Article.ID = a.File
			all = append(all, r.Article)
			for _, u := range r.Unread {
				if u.At != nil {
					reasons[u.Reason] = true
				}
			}
		}
	}
	finder, err := reader.LineageFinder()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range finder.Find(all) {
		reasons[d.Why] = true
	}
	return reasons
}
