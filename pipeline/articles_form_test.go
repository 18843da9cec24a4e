// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"slices"
	"strings"
	"testing"

	"depesche"
	"depesche/pipeline"
)

// TestArticleRows checks the expectations themselves, whatever is read: their
// form, and that all words that they name stand in the text.
func TestArticleRows(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	for _, a := range loadArticles(t) {
		record, err := a.read(reader)
		if err != nil {
			t.Errorf("%s: %v", a.name, err)
			continue
		}
		words := text([]rune(record.Article.Text))
		for _, r := range a.expect {
			if want, ok := rowFields[r.kind]; !ok || len(r.fields) != want {
				t.Errorf("%s: %d fields behind %q: %s", a.name, len(r.fields), r.kind, r.line)
				continue
			}
			checkRow(t, a.name, words, r)
		}
		for _, r := range a.maybe {
			checkMaybe(t, a.name, words, r)
		}
	}
}

func checkRow(t *testing.T, name string, words text, r row) {
	t.Helper()
	var faults []error
	note := func(_ []stretch, err error) {
		if err != nil {
			faults = append(faults, err)
		}
	}
	switch r.kind {
	case "time", "entity", "mention":
		note(words.any(r.fields[0]))
	case "statement":
		if _, err := words.contents(r.fields[3]); err != nil {
			faults = append(faults, err)
		}
		if source := r.fields[1]; source != "*" {
			note(words.any(source))
		}
		for cue := range strings.SplitSeq(strings.ReplaceAll(r.fields[2], " + ", "/"), "/") {
			if cue != "*" && cue != "-" {
				note(words.any(cue))
			}
		}
	case "event":
		note(words.any(r.fields[7]))
		for _, s := range parseSides(r.fields[1] + ";" + r.fields[2]) {
			if !strings.Contains(string(words), s.name) {
				t.Errorf("%s: %q is not named: %s", name, s.name, r.line)
			}
		}
		checkCodes(t, name, r)
	}
	for _, err := range faults {
		t.Errorf("%s: %v: %s", name, err, r.line)
	}
}

func checkCodes(t *testing.T, name string, r row) {
	t.Helper()
	types, _, _ := strings.Cut(r.fields[0], " ")
	for code := range strings.SplitSeq(types, "/") {
		if !slices.Contains(depesche.EventTypes, code) {
			t.Errorf("%s: unknown event type %q: %s", name, code, r.line)
		}
	}
	status, _, _ := strings.Cut(r.fields[5], " ")
	for code := range strings.SplitSeq(status, "/") {
		if !slices.Contains([]string{"occurred", "ongoing", "planned", "possible", "denied"}, code) {
			t.Errorf("%s: unknown status %q: %s", name, code, r.line)
		}
	}
}

func checkMaybe(t *testing.T, name string, words text, r row) {
	t.Helper()
	var err error
	switch {
	case r.kind == "statement" && len(r.fields) == 1:
		_, err = words.content(r.fields[0])
	case r.kind == "event" && len(r.fields) == 2:
		_, err = words.any(r.fields[1])
	default:
		t.Errorf("%s: no such row can stand in maybe: %s", name, r.line)
	}
	if err != nil {
		t.Errorf("%s: %v: %s", name, err, r.line)
	}
}
