// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"slices"
	"strings"

	"depesche"
)

// comparison holds one article's record against its expectations.
type comparison struct {
	article  *testArticle
	record   *depesche.Record
	text     text
	outcomes []outcome
}

// rowFields is the number of fields of each kind of row in expect.
var rowFields = map[string]int{
	"title": 1, "related": 1, "absent": 1, "time": 2, "entity": 4, "mention": 2, "statement": 5, "event": 8,
}

// compare returns an outcome for every row of expect, and one for everything
// that was read but stands neither there nor in maybe.
func compare(a *testArticle, record *depesche.Record) []outcome {
	c := &comparison{article: a, record: record, text: text([]rune(record.Article.Text))}
	c.note("meta", "language", differs(record.Article.Language, a.meta["language"]))
	c.note("meta", "published", differs(firstRunes(record.Article.Published, len("2006-01-02")), a.meta["published"]))
	for _, r := range a.expect {
		switch r.kind {
		case "title":
			c.note(r.kind, r.line, differs(record.Article.Title, r.fields[0]))
		case "related":
			c.note(r.kind, r.line, c.related(r.fields[0]))
		case "absent":
			c.note(r.kind, r.line, c.absent(r.fields[0]))
		case "time":
			c.note(r.kind, r.line, c.time(r))
		case "entity":
			c.note(r.kind, r.line, c.entity(r))
		case "mention":
			c.note(r.kind, r.line, c.mention(r))
		}
	}
	c.extraRelated()
	c.statements()
	c.events()
	return c.outcomes
}

func (c *comparison) note(kind, line, reason string) {
	c.outcomes = append(c.outcomes, outcome{kind: kind, line: line, reason: reason})
}

func differs(got, want string) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("is %q", got)
}

func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}

func (c *comparison) related(title string) string {
	for _, r := range c.record.Article.Related {
		if r.Title == title {
			return ""
		}
	}
	return "missed"
}

func (c *comparison) extraRelated() {
	for _, r := range c.record.Article.Related {
		if !slices.ContainsFunc(c.article.expect, func(e row) bool { return e.kind == "related" && e.fields[0] == r.Title }) {
			c.note("extra related", "extra related | "+r.Title, "read too much")
		}
	}
}

func (c *comparison) absent(words string) string {
	if strings.Contains(string(c.text), words) {
		return "stands in the text"
	}
	return ""
}

func (c *comparison) time(r row) string {
	at, err := c.text.find(r.fields[0])
	if err != nil {
		return err.Error()
	}
	reason := "missed"
	for _, t := range c.record.Times {
		if of(t.Span).overlap(at) == 0 {
			continue
		}
		if t.Value == r.fields[1] {
			return ""
		}
		reason = "is " + t.Value
	}
	return reason
}

// entitiesAt returns the entities with a mention that overlaps the stretch.
func (c *comparison) entitiesAt(at stretch) []*depesche.Entity {
	var found []*depesche.Entity
	for i := range c.record.Entities {
		e := &c.record.Entities[i]
		if slices.ContainsFunc(e.Mentions, func(m depesche.Mention) bool { return of(m.Span).overlap(at) > 0 }) {
			found = append(found, e)
		}
	}
	return found
}

func (c *comparison) entity(r row) string {
	at, err := c.text.find(r.fields[0])
	if err != nil {
		return err.Error()
	}
	reason := "missed"
	for _, e := range c.entitiesAt(at) {
		if reason = entityFault(e, r.fields[1], r.fields[2], r.fields[3]); reason == "" {
			return ""
		}
	}
	return reason
}

func entityFault(e *depesche.Entity, typ, country, sectors string) string {
	if !oneOf(e.Type, typ) {
		return "is " + e.Type
	}
	var actor depesche.Actor
	if e.Actor != nil {
		actor = *e.Actor
	}
	if !oneOf(actor.Country, country) {
		return fmt.Sprintf("country is %q", actor.Country)
	}
	if !anyOf(actor.Sectors, sectors) {
		return fmt.Sprintf("sectors are %v", actor.Sectors)
	}
	return ""
}

// oneOf reports whether the value is among "a/b"; "*" is anything, "-" is "".
func oneOf(value, alternatives string) bool {
	return anyOf([]string{value}, alternatives)
}

func anyOf(values []string, alternatives string) bool {
	for _, want := range strings.Split(alternatives, "/") {
		if want == "*" || slices.Contains(values, want) {
			return true
		}
		if (want == "-" || want == "---") && (len(values) == 0 || values[0] == "") {
			return true
		}
	}
	return false
}

// named reports whether the entity goes by the words anywhere in the article.
func named(e *depesche.Entity, words string) bool {
	words = strings.ToLower(words)
	if strings.Contains(strings.ToLower(e.Name), words) {
		return true
	}
	return slices.ContainsFunc(e.Mentions, func(m depesche.Mention) bool {
		return strings.Contains(strings.ToLower(m.Text), words)
	})
}

// mention checks that the words mean the entity, or all those, named.
func (c *comparison) mention(r row) string {
	at, err := c.text.find(r.fields[0])
	if err != nil {
		return err.Error()
	}
	reason := "missed"
	for _, e := range c.entitiesAt(at) {
		if reason = c.meansFault(e, strings.Split(r.fields[1], " + ")); reason == "" {
			return ""
		}
	}
	return reason
}

func (c *comparison) meansFault(e *depesche.Entity, names []string) string {
	all := c.members([]string{e.ID})
	for _, name := range names {
		if !slices.ContainsFunc(all, func(m *depesche.Entity) bool { return named(m, name) }) {
			return fmt.Sprintf("means %q", e.Name)
		}
	}
	return ""
}

// members returns the entities with the ids, each group as its members.
func (c *comparison) members(ids []string) []*depesche.Entity {
	var all []*depesche.Entity
	for _, id := range ids {
		e := c.record.Entity(id)
		switch {
		case e == nil:
		case len(e.Members) > 0:
			for _, m := range e.Members {
				if member := c.record.Entity(m); member != nil {
					all = append(all, member)
				}
			}
		default:
			all = append(all, e)
		}
	}
	return all
}
