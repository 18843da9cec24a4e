// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// contexts are hashes of what most often settles the tag of token i: its form;
// that with the tag before, its noun phrase and its adposition; that with the
// tag before and the next word; and for words that are not frequent, their
// candidates with the noun phrase, the adposition and the agreement of the
// word before.
func (w *work) contexts(i int, p *past) [4]uint64 {
	x, next := &w.words[i+2], &w.words[i+3]
	form := linear.Mix(x.form, 1+x.flags&first)
	behind := next.class
	if behind == 0 {
		behind = linear.Mix(next.suffix[1], next.flags)
	}
	phrase := linear.Mix(x.cells, p.adposition)
	after := linear.Mix(form, p.last.whole)
	return [4]uint64{
		form,
		linear.Mix(after, phrase),
		linear.Mix(linear.Mix(after, behind), 3),
		linear.Mix(linear.Mix(linear.Mix(uint64(x.set), p.last.agree), phrase), 4),
	}
}

// Watch adds the tags to doc, without habits, and tells the watcher of every
// choice among candidates.
func (x *Tagger) Watch(doc *nlp.Doc, watcher *linear.Watcher) {
	w := x.newWork()
	w.habits, w.watcher = nil, watcher
	x.tag(doc, w)
}

// Habits returns the section of the file of habits that belongs to the model
// file, of which the watched tagger was made.
func Habits(f *modelfile.File, watcher *linear.Watcher, often, perMille int) modelfile.Section {
	return modelfile.Section{Name: stage, Bytes: watcher.Encode(f, often, perMille)}
}
