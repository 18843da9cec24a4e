// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"depesche/nlp"
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
}

func (x *Tagger) newWork() *work {
	return &work{
		tags:   x.tags,
		scorer: x.scorer,
		reader: reader{},
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
}

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
	for i, parts := range w.tags.parts {
		sum := int32(0)
		for _, c := range parts {
			sum += w.scores[c]
		}
		if sum > top {
			best, top = i, sum
		}
	}
	return best
}
