// SPDX-License-Identifier: Apache-2.0

package names

import (
	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// context is a hash of the form of word i and of whether the words beside it
// have a capital.
func context(words []word, i int) uint64 {
	beside := words[i-1].flags&flagUpper | words[i+1].flags&flagUpper<<1
	return linear.Mix(words[i].form, 1+beside)
}

// ordinary reports whether it is a habit that word i, which has no capital, is
// in no name.
func (x *Finder) ordinary(words []word, i int) bool {
	label, known := x.habits.Decide([]uint64{context(words, i)})
	return known && label == outside
}

// Watch adds the names to doc and tells the watcher which words without a
// capital are in a name and which are not. The finder must have no habits.
func (x *Finder) Watch(doc *nlp.Doc, watcher *linear.Watcher) {
	if x.weights == nil {
		return
	}
	w := newWork(x)
	x.find(doc, w)
	for i := range doc.Tokens {
		if w.words[i+padding].small() {
			watcher.See([]uint64{context(w.words, i+padding)}, min(int(w.labels[i]), 1))
		}
	}
	agree(doc)
}

// Habits returns the section of the file of habits that belongs to the model
// file, of which the watched finder was made: the words that are in no name.
// None of these has been seen in one.
func Habits(f *modelfile.File, watcher *linear.Watcher, often int) modelfile.Section {
	return modelfile.Section{Name: stage, Bytes: watcher.Encode(f, often, 0)}
}
