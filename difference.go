// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"fmt"
	"slices"
	"strings"
)

// Difference is a fact of an article that one reading has and another has not,
// or has otherwise.
type Difference struct {
	Article string   `json:"article"`
	Change  string   `json:"change"`           // gained, lost or changed
	Fact    string   `json:"fact"`             // event or statement
	Type    string   `json:"type"`             // of the event, or the mode of the statement
	Fields  []string `json:"fields,omitempty"` // of a changed fact: what is otherwise
	Before  string   `json:"before,omitempty"` // its id in the reading before
	After   string   `json:"after,omitempty"`  // its id in the reading after
	Words   Span     `json:"words"`            // the trigger, or the first words said
	Why     string   `json:"why"`              // the rule; of a lost fact, the one that had made it
}

// The changes of a Difference.
const (
	Gained  = "gained"
	Lost    = "lost"
	Changed = "changed"
)

// Compare tells in which events and statements two readings of one article
// differ, in the order of the text: lost ones at their place before, the
// others after. Facts are the same when they have the same words at the same
// turn, so that two readings can be compared whose texts are not quite the
// same.
func Compare(before, after *Record) []Difference {
	var all []Difference
	had, has := before.facts(), after.facts()
	left := map[string]*fact{}
	for i := range had {
		left[had[i].key] = &had[i]
	}
	for i := range has {
		f := &has[i]
		old, known := left[f.key]
		delete(left, f.key)
		switch {
		case !known:
			all = append(all, f.difference(after, Gained))
		case !slices.Equal(old.fields, f.fields):
			d := f.difference(after, Changed)
			d.Before, d.Fields = old.id, changedFields(old.fields, f.fields)
			all = append(all, d)
		}
	}
	for i := range had {
		if left[had[i].key] == &had[i] {
			all = append(all, had[i].difference(before, Lost))
		}
	}
	slices.SortStableFunc(all, func(a, b Difference) int { return a.Words.Start - b.Words.Start })
	return all
}

// fact is an event or a statement as Compare sees it.
type fact struct {
	key    string
	kind   string // event or statement
	id     string
	class  string // type or mode
	why    string
	words  Span
	fields []string // "name=value"
}

func (f *fact) difference(r *Record, change string) Difference {
	d := Difference{Article: r.Article.ID, Change: change, Fact: f.kind, Type: f.class, Words: f.words, Why: f.why}
	if change == Lost {
		d.Before = f.id
	} else {
		d.After = f.id
	}
	return d
}

// facts lists the statements and events of a record.
func (r *Record) facts() []fact {
	turns := map[string]int{}
	all := make([]fact, 0, len(r.Statements)+len(r.Events))
	add := func(f fact, evidence Span) {
		key := fmt.Sprintf("%s|%s|%s", f.kind, f.words.Text, evidence.Text)
		turns[key]++
		f.key = fmt.Sprintf("%s|%d", key, turns[key])
		all = append(all, f)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		if len(s.Content) == 0 {
			continue
		}
		add(fact{kind: "statement", id: s.ID, class: s.Mode, why: s.Why, words: s.Content[0], fields: []string{
			"mode=" + s.Mode, "source=" + r.party(s.Source), "addressee=" + r.party(s.Addressee), "cue=" + spans(s.Cue), "content=" + spans(s.Content),
		}}, s.Evidence)
	}
	for i := range r.Events {
		e := &r.Events[i]
		place := ""
		if e.Place != nil {
			place = e.Place.Name
		}
		add(fact{kind: "event", id: e.ID, class: e.Type, why: e.Why, words: e.Trigger, fields: []string{
			"type=" + e.Type, "mode=" + strings.Join(e.Mode, " "), "status=" + e.Status,
			"actors=" + r.names(e.Actors), "recipients=" + r.names(e.Recipients),
			"date=" + e.Date.Value, "place=" + place, fmt.Sprintf("historical=%t", e.Historical),
			fmt.Sprintf("claimed=%t", e.Statement != nil),
		}}, e.Evidence)
	}
	return all
}

func (r *Record) party(p *Party) string {
	if p == nil {
		return ""
	}
	return p.Text + " " + r.names([]string{p.Entity})
}

// names writes who entities are, in an order that does not hang on their ids.
func (r *Record) names(ids []string) string {
	var list []string
	for _, id := range ids {
		if e := r.Entity(id); e != nil {
			country := ""
			if e.Actor != nil {
				country = e.Actor.Country + " " + strings.Join(e.Actor.Sectors, " ")
			}
			list = append(list, e.Name+" "+country)
		}
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func spans(list []Span) string {
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = s.Text
	}
	return strings.Join(texts, " … ")
}

// changedFields names the fields, of two lists with the same names, whose
// values differ.
func changedFields(before, after []string) []string {
	var names []string
	for i := range after {
		if before[i] != after[i] {
			name, _, _ := strings.Cut(after[i], "=")
			names = append(names, name)
		}
	}
	return names
}
