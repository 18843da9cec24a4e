// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"testing"
	"testing/fstest"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

// TestHabits reads a few sentences with habits from these sentences: they are
// known, and change nothing.
func TestHabits(t *testing.T) {
	fsys := fstest.MapFS{FileName: {Data: trained(t).Encode()}}
	plain, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var watcher linear.Watcher
	for range 3 {
		for _, d := range nlptest.Tiny(t) {
			plain.Watch(d, &watcher)
		}
	}
	nlptest.AddHabits(t, fsys, func(f *modelfile.File) []modelfile.Section { return []modelfile.Section{Habits(f, &watcher, 3, 0)} })
	quick, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	nlptest.Same(t, plain.Tag, quick.Tag)
	known, all := 0, 0
	w := quick.newWork()
	for _, d := range nlptest.Tiny(t) {
		quick.Tag(d)
		for _, s := range d.Sentences {
			w.read(d.Tokens[s.First:s.Last])
			for i := range d.Tokens[s.First:s.Last] {
				contexts := w.contexts(i, &past{})
				if _, ok := quick.habits.Decide(contexts[:]); ok {
					known++
				}
				all++
			}
		}
	}
	if known == 0 {
		t.Errorf("no habit among %d words", all)
	}
}

// TestStages checks that a model whose first features are never enough reads
// as one that looks at all features at once.
func TestStages(t *testing.T) {
	x, err := New(trained(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := x.newWork()
	for _, d := range nlptest.Tiny(t) {
		for _, s := range d.Sentences {
			w.read(d.Tokens[s.First:s.Last])
			for i := range d.Tokens[s.First:s.Last] {
				set := w.candidatesOf(i)
				got := w.strongest(i, set, &past{})
				clear(w.scores[:])
				w.list.keys = w.list.keys[:0]
				for stage := range stages {
					w.collect(i, &past{}, stage)
				}
				w.scorer.ScoreBlocks(&w.scores, w.list.keys, set.need)
				if want := w.choose(set.tags); got != want {
					t.Errorf("token %d: %v, want %v", i, got, want)
				}
			}
		}
	}
}
