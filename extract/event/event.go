// SPDX-License-Identifier: Apache-2.0

// Package event codes events by rules over dependency trees: who did what to
// whom, in the sixteen types of PLOVER, with mode, context and CAMEO code. In
// goes a reading with entities, times and statements; out come its Events, and
// in Unread the candidates that could not be coded. The rules are data
// (events.txt of a language); the package knows no word of any language. It
// does not resolve names, times or speakers.
package event

import (
	"io/fs"
	"sort"

	"depesche"
	"depesche/codebook"
	"depesche/extract"
	"depesche/nlp/match"
)

// Coder holds the event rules of one language. It is read-only and may be
// used by several goroutines.
type Coder struct {
	rules    []*Rule
	patterns []pattern // all patterns of all rules; the index holds their numbers
	index    *match.Index
	grammar  *match.Grammar
	modality modality
	lists
	home   bool // acts between those who compete for power in one state are recorded
	future map[string]future
	agree  bool // subjects and verbs show their number, and agree in it
	doubts doubts
	modes  map[string][]modeWords
	unfit  map[string][]string // by type, the sectors of those who do not do such acts
	label  string              // of the file, for Why: "de/events.txt"
}

// pattern is one when-line of a rule.
type pattern struct {
	*match.Pattern
	rule *Rule
}

// future is what an event of some type becomes while it is only planned.
type future struct {
	code, cameo string
	mode        []string
}

// Load reads events.txt of a language and the files that it includes, and
// checks types, modes and codes against the codebook. The error wraps
// fs.ErrNotExist when the language has no rules.
func Load(fsys fs.FS, book *codebook.Book) (*Coder, error) { return load(fsys, book) }

// Read adds Events to the reading, in order of the text, and notes the
// candidates that it could not code.
func (c *Coder) Read(r *extract.Reading) {
	w := c.open(r)
	found := w.candidates(false)
	for _, m := range w.choose(found) {
		w.code(m)
	}
	w.answerable()
	w.atMeetings()
	w.merge()
	r.Events = append(r.Events, w.events...)
	number(r.Events)
}

// work is the coding of one reading.
type work struct {
	*Coder
	r        *extract.Reading
	reader   *match.Reader
	byID     map[string]int // entity ids to indices
	named    map[int]bool   // entities with a name in the text
	contents []int          // of tokens, the statements that hold them, or -1
	cues     map[int]int    // tokens to the statements whose cues they are
	events   []extract.Event
	bases    []base

	nobody     depesche.Actor   // of entities that are no actor
	weighed    map[int]*Weighed // by trigger, what was read and what makes it doubtful; nil: nobody asks
	asking     bool             // the sides of a request are being searched
	sharpening bool             // a phrase is being searched for somebody more exact
}

// base is what an event stood on, beside its record.
type base struct {
	rule       *Rule
	pluperfect bool
	actors     []int
	recipients []int
}

func (c *Coder) open(r *extract.Reading) *work {
	w := &work{Coder: c, r: r, byID: map[string]int{}, named: map[int]bool{}}
	for i := range r.Entities {
		w.byID[r.Entities[i].ID] = i
	}
	var names [][2]int
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.Kind == depesche.KindName {
			names = append(names, [2]int{m.First, m.Last})
			w.named[m.Entity] = true
		}
	}
	w.indexStatements()
	var times [][2]int
	for i := range r.Times {
		times = append(times, [2]int{r.Times[i].First, r.Times[i].Last})
	}
	w.reader = match.NewReader(r.Doc, r.Tree, c.grammar, c.index, names, times)
	return w
}

// number sorts events by their triggers and gives them ids.
func number(events []extract.Event) {
	sort.SliceStable(events, func(i, j int) bool { return events[i].TriggerToken < events[j].TriggerToken })
	for i := range events {
		events[i].ID = "v" + itoa(i+1)
	}
}

// spanOf returns the span of one token.
func (w *work) spanOf(token int) depesche.Span {
	return w.r.Span(extract.Range{First: token, Last: token + 1})
}
