// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"testing"
	"testing/fstest"

	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

// TestHabits parses a few sentences with habits from these sentences: they are
// known, and change nothing.
func TestHabits(t *testing.T) {
	fsys := fstest.MapFS{FileName: {Data: trained(t).Encode()}}
	plain, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	watcher := &Watcher{}
	for range 3 {
		for _, d := range nlptest.Tiny(t) {
			plain.Watch(d, watcher)
		}
	}
	f, err := modelfile.Load(fsys, FileName, stage, layout)
	if err != nil {
		t.Fatal(err)
	}
	fsys[linear.HabitsFileName] = &fstest.MapFile{Data: linear.HabitsFile(watcher.Sections(f, 3, 0)).Encode()}
	quick, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range nlptest.Tiny(t) {
		got := &nlp.Doc{Tokens: append([]nlp.Token(nil), want.Tokens...), Sentences: want.Sentences}
		plain.Parse(want)
		quick.Parse(got)
		for i := range want.Tokens {
			if got.Tokens[i] != want.Tokens[i] {
				t.Errorf("%v, want %v", got.Tokens[i], want.Tokens[i])
			}
		}
	}
	quick.steps, quick.labels = &linear.Choice{}, nil // nothing but habits is left
	for _, d := range nlptest.Tiny(t) {
		quick.Parse(d)
	}
}
