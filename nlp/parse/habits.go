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
	var errs []error
	errs = append(errs, x.first.loadHabits(fsys, f, "", len(x.relations)))
	if x.second != nil {
		errs = append(errs, x.second.loadHabits(fsys, f, again, len(x.relations)))
	}
	return errors.Join(errs...)
}

// loadHabits reads the habits of the reading whose sections begin so.
func (p *reading) loadHabits(fsys fs.FS, f *modelfile.File, which string, relations int) error {
	var errs [2]error
	p.stepHabits, errs[0] = linear.LoadHabits(fsys, f, which+stepSection, kinds)
	p.labelHabits, errs[1] = linear.LoadHabits(fsys, f, which+relationSection, relations)
	return errors.Join(errs[:]...)
}

// stepContexts appends hashes of what most often settles a step: the parts of
// speech around, how far the words are apart and the marks between them; the
// same without most of the marks; and the morphology of the two words between
// which an arc could be drawn. In the second reading they are what the first
// made of the words, with the parts of speech of the two words; with a third
// and the marks besides; and with one word or the other in place of its part
// of speech.
func (f *tree) stepContexts(list []uint64) []uint64 {
	stack := f.stack[len(f.stack)-2:]
	s0, s1, b0, b1 := f.word(stack[1]), f.word(stack[0]), f.word(f.next), f.word(f.next+1)
	where := distance(stack[1], f.next)<<3 | between(s0, b0)<<1 | uint64(b2i(stack[0] == ground))
	marks := linear.Mix(linear.Mix(b0.a[before], b1.a[before]), where)
	if len(f.hints) > 0 {
		hints := f.stepHints(stack[0], stack[1])
		pair := linear.Mix(linear.Mix(s0.a[pos], b0.a[pos]), hints)
		return append(list,
			linear.Mix(linear.Mix(linear.Mix(pair, s1.a[pos]), b1.a[pos]), marks),
			linear.Mix(pair, 2),
			linear.Mix(linear.Mix(s0.a[lemma], b0.a[pos]), hints|3<<32),
			linear.Mix(linear.Mix(s0.a[pos], b0.a[lemma]), hints|4<<32))
	}
	pair := linear.Mix(linear.Mix(s0.a[pos], b0.a[pos]), s1.a[pos])
	forms := linear.Mix(linear.Mix(s0.a[morph], b0.a[morph]), b1.a[pos])
	return append(list,
		linear.Mix(linear.Mix(pair, b1.a[pos]), marks),
		linear.Mix(linear.Mix(pair, 2), where>>3<<1|where&1),
		linear.Mix(linear.Mix(forms, 3), where))
}

// stepHints says what the first reading made of the words of a step, in less
// than 32 bits.
func (f *tree) stepHints(s1, s0 int32) uint64 {
	b0 := f.next
	h0, h1, hb := f.hint(s0), f.hint(s1), f.hint(b0)
	list := hintedArc(h0, hb, s0, b0)<<8 | hintedArc(h0, h1, s0, s1)
	list = list<<16 | h0.where(s1, s0, b0)<<8 | hb.where(s1, s0, b0)
	return list<<2 | h0.waits(b0)
}

// arcContexts appends hashes of what most often settles the relation of the
// arc that the step draws: the parts of speech with the adposition of the
// dependent; their morphology; the word of the dependent and the part of
// speech of the head; and the word with the morphology of both. In the second
// reading they are what the first made of the dependent, with the parts of
// speech; with the adposition and the other children of the head besides; and
// with one word or the other in place of its part of speech.
func (f *tree) arcContexts(list []uint64, kind int) []uint64 {
	h, d := f.arc(kind)
	head, child := f.word(h), f.word(d)
	if len(f.hints) > 0 {
		hint := f.arcHint(h, d) | uint64(kind)
		pair := linear.Mix(linear.Mix(head.a[pos], child.a[pos]), hint)
		return append(list,
			linear.Mix(pair, 1),
			linear.Mix(linear.Mix(pair, child.a[prep]), head.a[kids]),
			linear.Mix(linear.Mix(head.a[pos], child.a[lemma]), hint|3<<32),
			linear.Mix(linear.Mix(head.a[lemma], child.a[pos]), hint|4<<32))
	}
	pair := linear.Mix(linear.Mix(uint64(kind), head.a[pos]), child.a[pos])
	forms := linear.Mix(linear.Mix(uint64(kind), head.a[morph]), child.a[morph])
	return append(list,
		linear.Mix(linear.Mix(pair, child.a[prep]), 1),
		linear.Mix(linear.Mix(forms, child.a[prep]), head.a[kids]),
		linear.Mix(linear.Mix(pair, child.a[lemma]), 3),
		linear.Mix(linear.Mix(forms, child.a[lemma]), 4))
}

// arcHint says what the first reading made of a word that is given a head, in
// bits above those of the kind of the step.
func (f *tree) arcHint(head, word int32) uint64 {
	h := f.hint(word)
	same := uint64(b2i(h.head == head))
	return (uint64(h.relation)<<5 | uint64(h.sureRel)<<3 | uint64(h.sure)<<1 | same) << 2
}

// Watcher learns the habits of a parser.
type Watcher struct{ first, second decisions }

// decisions are those of one reading.
type decisions struct{ steps, relations linear.Watcher }

// Watch adds the trees to doc, without habits, and tells the watcher of every
// decision.
func (x *Parser) Watch(doc *nlp.Doc, watcher *Watcher) {
	w := x.newWork()
	w.watcher = watcher
	for _, s := range doc.Sentences {
		w.parse(doc.Tokens[s.First:s.Last], s.First)
	}
}

// Sections returns the sections of the file of habits that belong to the
// model file, of which the watched parser was made. Those of the second
// reading allow no exception: what they cost would show in the final trees.
func (w *Watcher) Sections(f *modelfile.File, often, perMille int) []modelfile.Section {
	list := w.first.sections(f, "", often, perMille)
	if f.Section(again+"templates").Err() == nil {
		list = append(list, w.second.sections(f, again, often, 0)...)
	}
	return list
}

func (d *decisions) sections(f *modelfile.File, which string, often, perMille int) []modelfile.Section {
	return []modelfile.Section{
		{Name: which + stepSection, Bytes: d.steps.Encode(f, often, perMille)},
		{Name: which + relationSection, Bytes: d.relations.Encode(f, often, perMille)},
	}
}
