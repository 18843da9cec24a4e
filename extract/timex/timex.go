// SPDX-License-Identifier: Apache-2.0

// Package timex finds time expressions and resolves them to TIMEX3 values
// (TimeML 1.2.1) against the publication date of the article. An analysed
// article goes in; Reading.Times comes out, in order of the text, each with
// its type, value, modifier and the rule that made it.
//
// The package knows no language. What a language's expressions look like and
// what they mean stands in its folder: timex/patterns.txt names the parts
// (months, numbers, units) and the fields they fill, timex/rules.txt combines
// parts into expressions; data.go and expression.go describe both. The way of
// a text:
//
//	atomize    letters, digits and marks, whatever the tokenizer made of them
//	grammar    patterns and rules, compiled into one small program
//	matcher    runs the rules that can start at an atom
//	choose     leftmost, longest
//	resolver   fields → calendar → TIMEX3
//
// It does not link times to events and never guesses a publication date: when
// that is unknown the values say so (XXXX-WXX-6).
package timex

import (
	"fmt"
	"io/fs"
	"sort"

	"depesche"
	"depesche/extract"
)

const (
	patternsFile = "timex/patterns.txt"
	rulesFile    = "timex/rules.txt"
)

// Tagger holds the time rules of one language. It is read-only after Load and
// may be used by several goroutines.
type Tagger struct {
	g *grammar
}

// Load reads timex/patterns.txt and timex/rules.txt of a language. A language
// without them has no time rules: its Tagger finds nothing.
func Load(fsys fs.FS) (*Tagger, error) {
	g := newGrammar()
	for _, part := range []struct {
		file string
		read func(*source) error
	}{{patternsFile, g.readPatterns}, {rulesFile, g.readRules}} {
		text, err := fs.ReadFile(fsys, part.file)
		if err != nil && part.file == patternsFile && !exists(fsys, rulesFile) {
			return &Tagger{g: g}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("load time rules: %w", err)
		}
		if err := part.read(newSource(part.file, string(text))); err != nil {
			return nil, fmt.Errorf("load time rules: %w", err)
		}
	}
	g.index()
	return &Tagger{g: g}, nil
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Stat(fsys, name)
	return err == nil
}

// Read adds the time expressions of the article to the reading.
func (t *Tagger) Read(r *extract.Reading) {
	if len(t.g.rules) == 0 || len(r.Doc.Tokens) == 0 {
		return
	}
	atoms := t.g.atomize(r.Doc.Text)
	found := choose(t.g.find(atoms))
	if len(found) == 0 {
		return
	}
	res := newResolver(t.g, r, atoms, found)
	lang := r.Doc.Language
	for i := range found {
		c := &found[i]
		time, ok := res.resolve(c)
		if !ok {
			continue
		}
		start, end := int(atoms[c.first].start), int(atoms[c.last-1].end)
		time.Range = tokensAt(r, start, end)
		if time.Range.First >= time.Range.Last {
			continue
		}
		time.ID = fmt.Sprintf("t%d", len(r.Times)+1)
		time.Span = r.ByteSpan(start, end)
		time.Why = lang + "/" + rulesFile + ":" + c.rule.name
		res.remember(c, time.ID)
		r.Times = append(r.Times, time)
	}
}

// tokensAt returns the smallest token range that covers the bytes.
func tokensAt(r *extract.Reading, start, end int) extract.Range {
	tokens := r.Doc.Tokens
	first := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > start })
	last := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= end })
	return extract.Range{First: first, Last: last}
}

// choose keeps the leftmost candidates, of those the longest, of those the
// one that saw the most context, of those the rule that stands first. A veto
// takes its place like any other and is then left out.
func choose(all []candidate) []candidate {
	sort.SliceStable(all, func(i, j int) bool {
		a, b := &all[i], &all[j]
		switch {
		case a.first != b.first:
			return a.first < b.first
		case a.last != b.last:
			return a.last > b.last
		case a.seen != b.seen:
			return a.seen > b.seen
		}
		if veto := a.rule.kind == kindNone; veto != (b.rule.kind == kindNone) {
			return veto
		}
		return a.rule.order < b.rule.order
	})
	kept := all[:0]
	end := 0
	for _, c := range all {
		if c.first < end {
			continue
		}
		end = c.last
		if c.rule.kind != kindNone {
			kept = append(kept, c)
		}
	}
	return kept
}

// The types that a rule may name; NONE forbids the words it finds.
const kindNone = "NONE"

var kinds = map[string]bool{
	depesche.TimeDate: true, depesche.TimeTime: true, depesche.TimeDuration: true,
	depesche.TimeSet: true, kindNone: true,
}
