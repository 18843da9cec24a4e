// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

// work is the memory that tagging takes, reused from sentence to sentence.
type work struct {
	tags   *tagset
	scorer linear.Scorer
	reader reader
	list   list
	words  []word
	scores []int32
	cells  []lexicon.Cells
}

func (x *Tagger) newWork() *work {
	return &work{
		tags:   x.tags,
		scorer: x.scorer,
		reader: reader{lexicon: x.lexicon},
		scores: make([]int32, x.tags.classes()),
	}
}

// tag gives every token of a sentence its tag.
func (w *work) tag(tokens []nlp.Token) {
	w.read(tokens)
	var p past
	for i := range tokens {
		w.score(i, &p)
		best := w.best()
		b := &w.tags.list[best]
		tokens[i].UPOS, tokens[i].XPOS, tokens[i].Feats = b.upos, b.xpos, b.feats
		p = p.step(&w.words[i+2], w.tags.facts[best])
	}
}

// read fills words, with padding of two on both sides.
func (w *work) read(tokens []nlp.Token) {
	w.words = append(w.words[:0], outside, outside)
	for i := range tokens {
		w.words = append(w.words, word{})
		w.reader.read(&w.words[i+2], &tokens[i], i)
	}
	w.words = append(w.words, outside, outside)
	if w.reader.lexicon == nil {
		return
	}
	w.cells = w.reader.lexicon.Agreement(tokens, w.cells)
	for i, c := range w.cells {
		if c != 0 {
			w.words[i+2].cells, w.words[i+2].cases = uint64(c), c.Cases()|c.Numbers()<<4
		}
	}
	w.lookAhead(tokens)
}

// lookAhead tells every word what stands between it and the end of its
// clause, as far as punctuation tells where that is.
func (w *work) lookAhead(tokens []nlp.Token) {
	ahead, subjects := uint64(1), uint64(1)
	for i := len(tokens) - 1; i >= 0; i-- {
		x := &w.words[i+2]
		x.ahead, x.subjects = ahead, subjects
		switch {
		case endsClause(tokens[i].Form):
			ahead, subjects = 1, 1
		case x.verbs&uint64(lexicon.Finite) != 0:
			ahead = 2 + x.verbs
		case x.cases&nominative != 0 && x.cases != w.words[i+3].cases && subjects < 4:
			subjects++
		}
	}
}

// nominative is the bit of the nominative among the cases of a word.
const nominative = 1

// score scores the classes for token i.
func (w *work) score(i int, p *past) {
	clear(w.scores)
	w.list.fixed(w.words, i)
	w.scorer.Score(w.scores, w.list.keys)
	w.list.moving(w.words, i, p)
	w.scorer.Score(w.scores, w.list.keys)
}

// best returns the tag with the highest score, the first among equals.
func (w *work) best() int {
	best, top := 0, int32(-1<<31)
	rest := w.tags.flat
	for i, parts := range w.tags.parts {
		sum := int32(0)
		for _, c := range rest[:len(parts)] {
			sum += w.scores[c]
		}
		rest = rest[len(parts):]
		if sum > top {
			best, top = i, sum
		}
	}
	return best
}

// sum adds up the scores of the parts of a tag.
func (w *work) sum(tag int) int32 {
	sum := int32(0)
	for _, c := range w.tags.parts[tag] {
		sum += w.scores[c]
	}
	return sum
}

// Complete gives every token of a sentence the best of the tags that allowed
// accepts for it, or the best of all when it accepts none. It is for text
// whose tags are known in part.
func (x *Tagger) Complete(tokens []nlp.Token, allowed func(i int, upos, feats string) bool) {
	w := x.newWork()
	w.read(tokens)
	var p past
	for i := range tokens {
		w.score(i, &p)
		best, top, any := 0, int32(-1<<31), false
		for k, b := range w.tags.list {
			ok := allowed(i, b.upos, b.feats)
			if sum := w.sum(k); ok && !any || ok == any && sum > top {
				best, top, any = k, sum, ok
			}
		}
		b := &w.tags.list[best]
		tokens[i].UPOS, tokens[i].XPOS, tokens[i].Feats = b.upos, b.xpos, b.feats
		p = p.step(&w.words[i+2], w.tags.facts[best])
	}
}
