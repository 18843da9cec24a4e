// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"testing"
	"testing/fstest"

	"depesche/nlp"
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
	f, err := modelfile.Load(fsys, FileName, stage, layout)
	if err != nil {
		t.Fatal(err)
	}
	habits := linear.HabitsFile([]modelfile.Section{Habits(f, &watcher, 3, 0)})
	fsys[linear.HabitsFileName] = &fstest.MapFile{Data: habits.Encode()}
	quick, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	known, all := 0, 0
	for _, want := range nlptest.Tiny(t) {
		got := &nlp.Doc{Tokens: append([]nlp.Token(nil), want.Tokens...), Sentences: want.Sentences}
		plain.Tag(want)
		quick.Tag(got)
		for i := range want.Tokens {
			if got.Tokens[i] != want.Tokens[i] {
				t.Errorf("%v, want %v", got.Tokens[i], want.Tokens[i])
			}
		}
		w := quick.newWork()
		for _, s := range got.Sentences {
			w.read(got.Tokens[s.First:s.Last])
			for i := range got.Tokens[s.First:s.Last] {
				contexts := w.contexts(i, &past{})
				_, ok := quick.habits.Decide(contexts[:])
				all++
				if ok {
					known++
				}
			}
		}
	}
	if known == 0 {
		t.Errorf("no habit among %d words", all)
	}
}
