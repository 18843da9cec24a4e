// SPDX-License-Identifier: Apache-2.0

package names

import (
	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// contexts are hashes of what most often tells that word i is in no name: its
// form and which of the words beside it have a capital; the form and the shape
// of these words, and whether they stand in lists; and for words that are not
// frequent, part of speech, ending, shape and lists in place of the form.
func contexts(words []word, i int) [3]uint64 {
	before, w, next := &words[i-1], &words[i], &words[i+1]
	beside := before.flags&flagUpper | next.flags&flagUpper<<1 | w.flags&flagFirst<<3
	around := linear.Mix(linear.Mix(before.short, next.short), listed(before)|listed(next)<<1)
	kind := linear.Mix(linear.Mix(w.upos, w.suffix[1]), linear.Mix(w.short, w.lists))
	return [3]uint64{
		linear.Mix(w.form, 1+beside),
		linear.Mix(linear.Mix(w.form, 2), around),
		linear.Mix(linear.Mix(kind, 3+beside), around),
	}
}

// listed is 1 for a word that stands in a list.
func listed(w *word) uint64 {
	if w.lists == 0 {
		return 0
	}
	return 1
}

// habitual reports whether the word can have habits: what is quoted may be a
// title, and in a headline in capitals all words look like names.
func (w *word) habitual() bool { return w.quote == 0 && w.flags&flagShouting == 0 }

// ordinary reports whether it is a habit that word i is in no name.
func (x *Finder) ordinary(words []word, i int) bool {
	if x.habits == nil || !words[i].habitual() {
		return false
	}
	list := contexts(words, i)
	label, known := x.habits.Decide(list[:])
	return known && label == outside
}

// Watch adds the names to doc and tells the watcher which words are in a name
// and which are not. The finder must have no habits.
func (x *Finder) Watch(doc *nlp.Doc, watcher *linear.Watcher) {
	if x.weights == nil {
		return
	}
	w := newWork(x)
	x.find(doc, w)
	for i := range doc.Tokens {
		if w.words[i+padding].habitual() {
			list := contexts(w.words, i+padding)
			watcher.See(list[:], min(int(w.labels[i]), 1))
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
