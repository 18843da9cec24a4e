// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"testing"
	"testing/fstest"

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
	nlptest.AddHabits(t, fsys, func(f *modelfile.File) []modelfile.Section { return watcher.Sections(f, 3, 0) })
	quick, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	nlptest.Same(t, plain.Parse, quick.Parse)
	quick.first.steps, quick.first.labels = &linear.Choice{}, nil // nothing but habits is left
	for _, d := range nlptest.Tiny(t) {
		quick.Parse(d)
	}
}
