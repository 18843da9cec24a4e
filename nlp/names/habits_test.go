// SPDX-License-Identifier: Apache-2.0

package names

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

// TestHabits finds names with habits from the same text: the words that are in
// no name are known, and no name changes.
func TestHabits(t *testing.T) {
	fsys := fstest.MapFS{FileName: {Data: trained(t).Encode()}}
	plain, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var watcher linear.Watcher
	text := strings.Repeat(lessons+"\n", 3)
	want := parse(text)
	plain.Watch(want, &watcher)
	nlptest.AddHabits(t, fsys, func(f *modelfile.File) []modelfile.Section { return []modelfile.Section{Habits(f, &watcher, 3)} })
	quick, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	got := parse(text)
	quick.Find(got)
	if show(got) != show(want) {
		t.Errorf("%s, want %s", show(got), show(want))
	}
	known := 0
	words := quick.words(got, newWork(quick))
	for i := range got.Tokens {
		if quick.ordinary(words, i+padding) {
			known++
		}
	}
	if known == 0 {
		t.Error("no word is known to be in no name")
	}
}
