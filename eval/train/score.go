// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"depesche/nlp"
)

// tally counts right answers, and what there is to answer: the mean of gold and
// system where the two have not the same words, so that the share is the F1.
type tally struct{ right, all float64 }

func (t *tally) add(right bool) {
	t.all++
	if right {
		t.right++
	}
}

func (t *tally) join(o tally) { t.right, t.all = t.right+o.right, t.all+o.all }

func (t tally) String() string {
	if t.all == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", 100*t.right/t.all)
}

// What is measured, after the shared task of CoNLL 2018: relations count
// without their subtypes.
const (
	measureSentences = iota
	measureWords
	measureUPOS
	measureFeats
	measureCase   // of words that have a case
	measureMood   // of words that are or are called subjunctive
	measureLemma  // without regard to capitals
	measureUAS    // heads
	measureLAS    // heads and relations
	measureCore   // heads and relations of subjects and objects
	measureVerbal // heads and relations of separated prefixes and passive auxiliaries
	measures
)

var measureNames = [measures]string{"sentences", "words", "UPOS", "feats", "case", "subjunctive", "lemma", "UAS", "LAS", "subject/object", "prefix/passive"}

// figures are tallies and times.
type figures struct {
	tally            [measures]tally
	errors           map[string]int
	tagging, parsing time.Duration
}

func newFigures() *figures { return &figures{errors: map[string]int{}} }

func (f *figures) join(o *figures) {
	for i := range f.tally {
		f.tally[i].join(o.tally[i])
	}
	for k, n := range o.errors {
		f.errors[k] += n
	}
	f.tagging, f.parsing = f.tagging+o.tagging, f.parsing+o.parsing
}

func timed(work func()) time.Duration {
	start := time.Now()
	work()
	return time.Since(start)
}

// compare adds the figures of a document that both have analysed.
func (f *figures) compare(gold, system *nlp.Doc) {
	f.tally[measureSentences].join(sharedSentences(gold, system))
	to, from := align(gold.Tokens, system.Tokens)
	missed := nlp.Token{Head: -2}
	for i := range gold.Tokens {
		f.tally[measureWords].add(to[i] >= 0)
		s := missed
		if to[i] >= 0 {
			s = system.Tokens[to[i]]
			switch {
			case s.Head >= 0 && from[s.Head] >= 0:
				s.Head = from[s.Head]
			case s.Head >= 0:
				s.Head = missed.Head
			}
		}
		f.word(&gold.Tokens[i], &s, gold)
	}
	surplus := float64(len(system.Tokens)-len(gold.Tokens)) / 2
	for _, m := range []int{measureWords, measureUPOS, measureFeats, measureLemma, measureUAS, measureLAS} {
		f.tally[m].all += surplus
	}
}

// sharedSentences counts the sentences that begin and end at the same place.
func sharedSentences(gold, system *nlp.Doc) tally {
	type span struct{ start, end int }
	have := map[span]bool{}
	for _, s := range system.Sentences {
		have[span{s.Start, s.End}] = true
	}
	t := tally{all: float64(len(gold.Sentences)+len(system.Sentences)) / 2}
	for _, s := range gold.Sentences {
		if have[span{s.Start, s.End}] {
			t.right++
		}
	}
	return t
}

// align pairs the words of two analyses of one text that stand at the same
// place and, as parts of a contraction, have the same form. It returns the
// partner of every word on either side, or -1.
func align(a, b []nlp.Token) (to, from []int) {
	to, from = nobody(len(a)), nobody(len(b))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := &a[i], &b[j]
		switch {
		case x.Start == y.Start && x.End == y.End && strings.EqualFold(x.Form, y.Form):
			to[i], from[j] = j, i
			i, j = i+1, j+1
		case x.Start < y.Start || x.Start == y.Start && x.End <= y.End:
			i++
		default:
			j++
		}
	}
	return to, from
}

func nobody(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = -1
	}
	return list
}

func (f *figures) word(g, s *nlp.Token, d *nlp.Doc) {
	f.tally[measureUPOS].add(g.UPOS == s.UPOS)
	f.tally[measureFeats].add(g.Feats == s.Feats)
	if c := g.Feat("Case"); c != "" {
		if c != s.Feat("Case") && s.Feat("Case") != "" {
			f.errors["case "+c+" as "+s.Feat("Case")]++
		}
		f.tally[measureCase].add(c == s.Feat("Case"))
	}
	if m := g.Feat("Mood"); m == "Sub" || s.Feat("Mood") == "Sub" {
		f.tally[measureMood].add(m == s.Feat("Mood"))
	}
	f.tally[measureLemma].add(strings.EqualFold(g.Lemma, s.Lemma))
	f.tally[measureUAS].add(g.Head == s.Head)
	right := g.Head == s.Head && g.Rel() == s.Rel()
	f.tally[measureLAS].add(right)
	switch g.Deprel {
	case "nsubj", "nsubj:pass", "obj", "iobj":
		f.tally[measureCore].add(right)
	case "compound:prt", "aux:pass":
		f.tally[measureVerbal].add(g.Head == s.Head && g.Deprel == s.Deprel)
	}
	if !right && s.Head > -2 {
		f.errors[describe(g, s, d)]++
	}
	if g.UPOS != s.UPOS && s.UPOS != "" {
		f.errors["tag "+g.UPOS+" as "+s.UPOS]++
	}
}

// describe names a wrong arc by its gold relation and what was made of it.
func describe(g, s *nlp.Token, d *nlp.Doc) string {
	if g.Head == s.Head {
		return g.Rel() + " called " + s.Rel()
	}
	if g.Rel() == s.Rel() {
		return g.Rel() + " of the wrong word"
	}
	return g.Rel() + " made " + s.Rel() + " of another word"
}

func (f *figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%.0f words", f.tally[measureUPOS].all)
	for i, t := range f.tally {
		fmt.Fprintf(&b, "  %s %s", measureNames[i], t)
	}
	words := f.tally[measureUPOS].all
	fmt.Fprintf(&b, "  (%.0f and %.0f words/s)", words/f.tagging.Seconds(), words/f.parsing.Seconds())
	return b.String()
}

// printErrors prints the commonest errors.
func (f *figures) printErrors(w io.Writer, n int) {
	list := slices.SortedFunc(maps.Keys(f.errors), func(a, b string) int {
		return cmp.Or(cmp.Compare(f.errors[b], f.errors[a]), cmp.Compare(a, b))
	})
	for _, what := range list[:min(n, len(list))] {
		fmt.Fprintf(w, "%5d  %s\n", f.errors[what], what)
	}
}
