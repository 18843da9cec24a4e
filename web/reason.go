// SPDX-License-Identifier: Apache-2.0

package web

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"depesche"
)

//go:embed locale/reasons.tsv
var reasonFile string

// saying is how a reason that a stage gives is written for people.
type saying struct {
	stage *regexp.Regexp // what the stage writes, a clause from end to end
	texts []string       // one for each of localeCodes; "" for the clause itself
}

// listed is the name of a group that holds a list, whose items are sayings
// themselves.
const listed = "list"

// loadSayings reads locale/reasons.tsv; an error names the line.
func loadSayings(data string) ([]saying, error) {
	var all []saying
	for n, line := range strings.Split(data, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 1+len(localeCodes) {
			return nil, fmt.Errorf("locale/reasons.tsv:%d: want %d columns, have %d", n+1, 1+len(localeCodes), len(fields))
		}
		stage, err := regexp.Compile("^(?:" + fields[0] + ")$")
		if err != nil {
			return nil, fmt.Errorf("locale/reasons.tsv:%d: %w", n+1, err)
		}
		s := saying{stage: stage}
		for _, text := range fields[1:] {
			s.texts = append(s.texts, strings.TrimPrefix(text, "="))
		}
		all = append(all, s)
	}
	return all, nil
}

// Clause is a part of a reason. One that the locale has no words for is
// English.
type Clause struct {
	Text    string
	English bool
}

// Reason writes what a stage gives as its reason, which is English clauses
// with semicolons between them, in the reader's language.
func (l *Locale) Reason(reason string) []Clause {
	var all []Clause
	for _, part := range strings.Split(reason, "; ") {
		text, known := l.say(part)
		all = append(all, Clause{Text: text, English: !known && l.Code != "en"})
	}
	return all
}

// say writes one clause; without words for it, as the stage does.
func (l *Locale) say(clause string) (text string, known bool) {
	for _, s := range l.sayings {
		m := s.stage.FindStringSubmatch(clause)
		if m == nil {
			continue
		}
		text := s.texts[l.index]
		if text == "" {
			return clause, true
		}
		for i, group := range m[1:] {
			text = strings.ReplaceAll(text, fmt.Sprintf("$%d", i+1), l.argument(s.stage.SubexpNames()[i+1], group))
		}
		return text, true
	}
	return clause, false
}

// argument writes what a group of a clause matched: a list, a date or a word.
func (l *Locale) argument(name, value string) string {
	if name != listed {
		return l.Day(value)
	}
	items := strings.Split(value, ", ")
	for i, item := range items {
		items[i], _ = l.say(item)
	}
	return strings.Join(items, ", ")
}

// Uncoded is a candidate for an event and why it is none.
type Uncoded struct {
	Type    string // of the event, or ""
	Rule    string // the file and name of the rule, or ""
	Clauses []Clause
}

// uncodedEvent is what the coder of events writes: its type, its rule and why.
var uncodedEvent = regexp.MustCompile(`^([A-Z]+) \(([^()]*)\): (.*)$`)

// Uncoded takes apart why a stage could not code something.
func (l *Locale) Uncoded(u depesche.Unread) Uncoded {
	m := uncodedEvent.FindStringSubmatch(u.Reason)
	if m == nil {
		return Uncoded{Clauses: l.Reason(u.Reason)}
	}
	return Uncoded{Type: m[1], Rule: m[2], Clauses: l.Reason(m[3])}
}
