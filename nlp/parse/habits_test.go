// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"testing"
	"testing/fstest"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

// TestHabits parses a few sentences with habits from these sentences, in one
// reading and in two: they are known, and change nothing.
func TestHabits(t *testing.T) {
	for _, second := range []bool{false, true} {
		fsys := fstest.MapFS{FileName: {Data: trainedOnce(t, second).Encode()}}
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
		nlptest.AddHabits(t, fsys, func(f *modelfile.File) []modelfile.Section { return watcher.Sections(f, 3, 0) })
		quick, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		nlptest.Same(t, plain.Parse, quick.Parse)
		last := &quick.first
		if second {
			last = quick.second
			quick.first.stepHabits, quick.first.labelHabits = nil, nil // as the watcher saw it
		}
		last.steps, last.labels = &linear.Choice{}, nil // nothing but habits is left
		for _, d := range nlptest.Tiny(t) {
			quick.Parse(d)
		}
	}
}
