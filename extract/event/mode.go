// SPDX-License-Identifier: Apache-2.0

package event

import (
	"errors"
	"fmt"
	"slices"

	"depesche"
	"depesche/extract"
)

// modeWords are words that tell the mode of an act of a type, wherever its
// rule leaves it open: the act itself, what is asked for, threatened or used.
type modeWords struct {
	mode  string
	words map[string]bool // lemmas, or endings after a star
}

// modeLine reads "TYPE MODE word word", where a word may be a class.
func (l *loader) modeLine(fields []string) error {
	if len(fields) < 3 || !slices.Contains(depesche.EventTypes, fields[0]) {
		return errors.New(`words of a mode are written "mode TYPE MODE word word"`)
	}
	if l.book != nil && !l.book.EventType(fields[0]).HasMode(fields[1]) {
		return fmt.Errorf("%s has no mode %q", fields[0], fields[1])
	}
	words := map[string]bool{}
	for _, w := range fields[2:] {
		words[w] = true
	}
	l.c.modes[fields[0]] = append(l.c.modes[fields[0]], modeWords{fields[1], words})
	return nil
}

// tellModes adds to an event the modes that its words tell. A verb that only
// says that something was said, is looked through to what was said.
func (w *work) tellModes(ev *extract.Event, c *candidate) {
	if len(w.modes[ev.Type]) == 0 {
		return
	}
	tokens := w.matter(c)
	for _, m := range w.modes[ev.Type] {
		if !slices.Contains(ev.Mode, m.mode) && slices.ContainsFunc(tokens, func(t int) bool { return w.in(m.words, t) }) {
			ev.Mode = append(ev.Mode, m.mode)
		}
	}
}

// matter returns the words that tell what an act is about: its trigger, those
// its pattern names, its objects and complements, and what these are of.
func (w *work) matter(c *candidate) []int {
	tokens := union([]int{c.Trigger}, c.Used)
	for depth, from := 0, 0; depth < 2; depth++ {
		last := len(tokens)
		for _, t := range tokens[from:last] {
			for _, k := range w.r.Tree.Children(t) {
				if w.isMatter(k) && w.entityAt(k) < 0 {
					tokens = union(tokens, []int{k})
				}
			}
		}
		from = last
	}
	return tokens
}

// isMatter reports whether a word stands where the matter of an act does.
func (w *work) isMatter(t int) bool {
	switch w.r.Doc.Tokens[t].Rel() {
	case "obj", "obl", "xcomp", "ccomp", "nmod", "compound", "conj":
		return true
	case "nsubj":
		return w.reader.Frame(w.r.Doc.Tokens[t].Head).Passive
	}
	return false
}
