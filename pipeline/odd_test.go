// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"depesche"
	"depesche/export"
	"depesche/ingest"
	"depesche/pipeline"
)

// TestOddArticles reads what no newspaper prints: the record keeps the
// contract, no stage fails, and no sentence is lost.
func TestOddArticles(t *testing.T) {
	long := "Der Minister traf am Montag in Oslo seinen Kollegen. „Wir sind uns einig“, sagte er. "
	articles := []struct{ name, language, published, text string }{
		{"quotation marks that never close", "de", "2025-07-13", strings.Repeat("„Der Minister sagte, „", 300) + "Ende."},
		{"quotation marks only", "en", "2025-07-13", strings.Repeat("“", 2000) + strings.Repeat("\"", 2001)},
		{"quotes nested five deep", "en", "2025-07-13", "“He said ‘she said “they said ‘we said “no” to Oslo’ then” later’ today”, the minister said on Monday."},
		{"a name of 300 words", "en", "2025-07-13", "President " + strings.Repeat("Maximilian ", 299) + "Smith met the Norwegian prime minister in Oslo."},
		{"contradictory dates", "de", "2025-07-13", "Am Montag, dem 31. Februar 2025, dem Dienstag, 14. Juli 1789, trafen sich gestern, morgen und 2099 die Minister in Oslo."},
		{"300 KB", "de", "2025-07-13", strings.Repeat(long, 300_000/len(long)) + "Ende."},
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(export.Schema))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("record.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("record.json")
	if err != nil {
		t.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	for _, a := range articles {
		t.Run(a.name, func(t *testing.T) {
			r := reader.Read(ingest.Item{Article: depesche.Article{ID: "odd", Input: a.name, Language: a.language, Published: a.published, Text: a.text}})
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Error(err)
			}
			checkWhole(t, r)
			if len(r.Article.Text) < 10_000 {
				checkSpans(t, r, value)
			}
			checkReferences(t, r)
		})
	}
}

// checkWhole checks that the sentences hold every character that is no space,
// and that no stage gave up.
func checkWhole(t *testing.T, r *depesche.Record) {
	t.Helper()
	for _, u := range r.Unread {
		if strings.Contains(u.Reason, "internal error") || strings.Contains(u.Reason, "failed") {
			t.Errorf("%s: %s", u.Stage, u.Reason)
		}
	}
	text := []rune(r.Article.Text)
	at := 0
	for _, s := range r.Sentences {
		if s.Start < at || s.End > len(text) || strings.TrimSpace(string(text[at:s.Start])) != "" {
			t.Fatalf("between the sentences, from %d to %d, text is lost", at, s.Start)
		}
		at = s.End
	}
	if rest := strings.TrimSpace(string(text[at:])); rest != "" {
		t.Errorf("behind the last sentence %q is lost", rest)
	}
}
