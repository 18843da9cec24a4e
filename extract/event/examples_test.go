// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"depesche"
	"depesche/codebook"
	"depesche/extract/event"
	"depesche/ingest"
	"depesche/lang"
	"depesche/pipeline"
)

// TestExamples runs the examples of every rule through the whole pipeline.
func TestExamples(t *testing.T) {
	book, err := codebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	for _, code := range []string{"de", "en"} {
		fsys, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		coder, err := event.Load(fsys, book)
		if err != nil {
			t.Fatal(err)
		}
		ran, failed := 0, 0
		for _, rule := range coder.Rules() {
			for _, ex := range rule.Yes {
				ran++
				if why := yes(reader, code, rule, ex); why != "" && !expectedFailure(ex) {
					failed++
					t.Errorf("%s/%s:%d: %s: %q: %s", code, rule.File, ex.Line, rule.Name, ex.Text, why)
				}
			}
			for _, ex := range rule.No {
				ran++
				if why := no(reader, code, rule, ex); why != "" && !expectedFailure(ex) {
					failed++
					t.Errorf("%s/%s:%d: %s must not read %q: %s", code, rule.File, ex.Line, rule.Name, ex.Text, why)
				}
			}
		}
		t.Logf("%s: %d examples, %d failed", code, ran, failed)
	}
}

func read(reader *pipeline.Reader, code, text string) *depesche.Record {
	return reader.Read(ingest.Item{Article: depesche.Article{Text: text, Language: code, Published: "2025-07-13"}})
}

// expectedFailure reports whether an example is known to fail: xfail=reason.
func expectedFailure(ex event.Example) bool {
	return has(ex, "xfail") && os.Getenv("DEPESCHE_XFAIL") == ""
}

func has(ex event.Example, key string) bool {
	for _, e := range ex.Expect {
		if e.Key == key {
			return true
		}
	}
	return false
}

// yes says why the record lacks an event of the rule that meets all
// expectations, or "".
func yes(reader *pipeline.Reader, code string, rule *event.Rule, ex event.Example) string {
	record := read(reader, code, ex.Text)
	best := "no event of the rule"
	for i := range record.Events {
		ev := &record.Events[i]
		if ruleOf(ev) != rule.Name && !has(ex, "mentions") {
			continue
		}
		if why := unmet(record, ev, ex.Expect); why == "" {
			return ""
		} else {
			best = why
		}
	}
	return best + told(record)
}

// told lists what was read, for the message of a failure.
func told(record *depesche.Record) string {
	var b strings.Builder
	for i := range record.Events {
		ev := &record.Events[i]
		b.WriteString("; " + ev.Type + " " + names(record, ev.Actors) + " > " + names(record, ev.Recipients) + " by " + ruleOf(ev))
	}
	for _, u := range record.Unread {
		if u.Stage == "event" {
			b.WriteString("; " + u.Reason)
		}
	}
	return b.String()
}

func names(record *depesche.Record, ids []string) string {
	var out []string
	for _, id := range ids {
		e := record.Entity(id)
		country := "?"
		if e.Actor != nil {
			country = e.Actor.Country
		}
		out = append(out, e.Name+"/"+country)
	}
	return strings.Join(out, ",")
}

func ruleOf(ev *depesche.Event) string {
	why, _, _ := strings.Cut(ev.Why, ";")
	return why[strings.LastIndexByte(why, ':')+1:]
}

// no says which event of the rule (or of the code asked for) was read, or "".
func no(reader *pipeline.Reader, code string, rule *event.Rule, ex event.Example) string {
	record := read(reader, code, ex.Text)
	for i := range record.Events {
		ev := &record.Events[i]
		hit := ruleOf(ev) == rule.Name
		if len(ex.Expect) > 0 && ex.Expect[0].Key != "xfail" {
			hit = unmet(record, ev, ex.Expect) == ""
		}
		if hit {
			return ev.Type + " " + names(record, ev.Actors) + " > " + names(record, ev.Recipients) + " by " + ruleOf(ev)
		}
	}
	return ""
}

// unmet names the first expectation that the event does not meet, or "".
func unmet(record *depesche.Record, ev *depesche.Event, expect []event.Expectation) string {
	for _, e := range expect {
		ok := true
		switch e.Key {
		case "A":
			ok = anyNamed(record, ev.Actors, e.Value)
		case "B":
			ok = anyNamed(record, ev.Recipients, e.Value)
		case "code":
			ok = ev.Type == e.Value
		case "status":
			ok = ev.Status == e.Value
		case "where":
			ok = ev.Place != nil && strings.Contains(ev.Place.Name, e.Value)
		case "mentions":
			ok = strconv.Itoa(len(ev.Mentions)) == e.Value
		case "mode":
			ok = slices.Contains(ev.Mode, e.Value)
		case "when":
			ok = ev.Date.Value == e.Value
		}
		if !ok {
			return "not " + e.Key + "=" + e.Value
		}
	}
	return ""
}

// anyNamed reports whether one of the entities has the value in its name or,
// when it is an ISO code, as its country.
func anyNamed(record *depesche.Record, ids []string, value string) bool {
	for _, id := range ids {
		e := record.Entity(id)
		if strings.Contains(e.Name, value) || e.Actor != nil && e.Actor.Country == value {
			return true
		}
		for _, m := range e.Mentions {
			if strings.Contains(m.Text, value) {
				return true
			}
		}
	}
	return false
}
