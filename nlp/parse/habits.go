// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"io/fs"

	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// Sections of the file of habits.
const (
	stepSection     = "parser steps"
	relationSection = "parser relations"
)

func (x *Parser) loadHabits(fsys fs.FS, f *modelfile.File) error {
	var errs [2]error
	x.first.stepHabits, errs[0] = linear.LoadHabits(fsys, f, stepSection, kinds)
	x.first.labelHabits, errs[1] = linear.LoadHabits(fsys, f, relationSection, len(x.relations))
	return errors.Join(errs[:]...)
}

// stepContexts are hashes of what most often settles a step: the parts of
// speech around, how far the words are apart and the marks between them; the
// same without most of the marks; and the morphology of the two words between
// which an arc could be drawn.
func (f *tree) stepContexts() [3]uint64 {
	stack := f.stack[len(f.stack)-2:]
	s0, s1, b0, b1 := f.word(stack[1]), f.word(stack[0]), f.word(f.next), f.word(f.next+1)
	where := distance(stack[1], f.next)<<3 | between(s0, b0)<<1 | uint64(b2i(stack[0] == ground))
	pair := linear.Mix(linear.Mix(s0.a[pos], b0.a[pos]), s1.a[pos])
	marks := linear.Mix(linear.Mix(b0.a[before], b1.a[before]), where)
	forms := linear.Mix(linear.Mix(s0.a[morph], b0.a[morph]), b1.a[pos])
	return [3]uint64{
		linear.Mix(linear.Mix(pair, b1.a[pos]), marks),
		linear.Mix(linear.Mix(pair, 2), where>>3<<1|where&1),
		linear.Mix(linear.Mix(forms, 3), where),
	}
}

// arcContexts are hashes of what most often settles the relation of the arc
// that the step draws: the parts of speech with the adposition of the
// dependent; their morphology; the word of the dependent and the part of
// speech of the head; and the word with the morphology of both.
func (f *tree) arcContexts(kind int) [4]uint64 {
	h, d := f.arc(kind)
	head, child := f.word(h), f.word(d)
	pair := linear.Mix(linear.Mix(uint64(kind), head.a[pos]), child.a[pos])
	forms := linear.Mix(linear.Mix(uint64(kind), head.a[morph]), child.a[morph])
	return [4]uint64{
		linear.Mix(linear.Mix(pair, child.a[prep]), 1),
		linear.Mix(linear.Mix(forms, child.a[prep]), head.a[kids]),
		linear.Mix(linear.Mix(pair, child.a[lemma]), 3),
		linear.Mix(linear.Mix(forms, child.a[lemma]), 4),
	}
}

// Watcher learns the habits of a parser.
type Watcher struct{ steps, relations linear.Watcher }

// Watch adds the tree of the first reading to doc, without habits, and tells
// the watcher of every decision.
func (x *Parser) Watch(doc *nlp.Doc, watcher *Watcher) {
	w := x.newWork()
	w.watcher = watcher
	for _, s := range doc.Sentences {
		w.parse(doc.Tokens[s.First:s.Last], s.First)
	}
}

// Sections returns the sections of the file of habits that belong to the
// model file, of which the watched parser was made.
func (w *Watcher) Sections(f *modelfile.File, often, perMille int) []modelfile.Section {
	return []modelfile.Section{
		{Name: stepSection, Bytes: w.steps.Encode(f, often, perMille)},
		{Name: relationSection, Bytes: w.relations.Encode(f, often, perMille)},
	}
}
