// SPDX-License-Identifier: Apache-2.0

package score

import (
	"slices"
	"strings"

	"depesche"
)

// goldNames is a line of gold of the task ner.
type goldNames struct {
	ID       string
	Entities []struct {
		depesche.Span
		Type string
	}
}

func (g *goldNames) article() string { return g.ID }

func (g *goldNames) missing() string { return absent("entities", g.Entities) }

func (g *goldNames) spans() []depesche.Span {
	var all []depesche.Span
	for _, e := range g.Entities {
		all = append(all, e.Span)
	}
	return all
}

// name is a name in the text, as exact F1 compares them.
type name struct {
	start, end int
	kind       string
}

// scoreNames scores names: the F1 of exact span and type, over all types and
// for each, and of spans whatever their type. Mentions that are no names
// ("the minister", "she") are not looked at, nor types that the corpus does
// not annotate.
func scoreNames(c *Corpus, a *Answer) (Result, error) {
	articles, problems, err := pairs[goldNames](c, a)
	if err != nil {
		return Result{}, err
	}
	var all, spans tally
	byType := map[string]*tally{}
	for _, kind := range c.Types {
		byType[kind] = &tally{}
	}
	for _, p := range articles {
		wanted, given := map[name]bool{}, systemNames(p.record, c.Types)
		for _, e := range p.gold.Entities {
			wanted[name{e.Start, e.End, e.Type}] = true
		}
		countNames(wanted, given, &all, &spans, byType)
	}
	metrics := []Metric{{"f1", all.f1()}, {"span_f1", spans.f1()}}
	for _, kind := range c.Types {
		metrics = append(metrics, Metric{strings.ToLower(kind) + "_f1", byType[kind].f1()})
	}
	return Result{Problems: problems, Metrics: metrics}, nil
}

func countNames(wanted, given map[name]bool, all, spans *tally, byType map[string]*tally) {
	size := tally{given: len(given), wanted: len(wanted)}
	all.add(size)
	spans.add(size)
	at := map[[2]int]bool{}
	for w := range wanted {
		at[[2]int{w.start, w.end}] = true
		one := tally{hits: count(given[w]), wanted: 1}
		all.hits += one.hits
		if byType[w.kind] != nil {
			byType[w.kind].add(one)
		}
	}
	met := map[[2]int]bool{}
	for g := range given {
		byType[g.kind].given++
		if span := [2]int{g.start, g.end}; at[span] && !met[span] {
			met[span] = true
			spans.hits++
		}
	}
}

// systemNames are the names that a record marks.
func systemNames(r *depesche.Record, types []string) map[name]bool {
	names := map[name]bool{}
	for _, e := range r.Entities {
		if !slices.Contains(types, e.Type) {
			continue
		}
		for _, m := range e.Mentions {
			if m.Kind == depesche.KindName || m.Kind == "" {
				names[name{m.Start, m.End, e.Type}] = true
			}
		}
	}
	return names
}
