// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"depesche/nlp"
	"depesche/nlp/linear"
)

// work is the memory that parsing takes, reused from sentence to sentence.
type work struct {
	parser *Parser
	reader reader
	words  []word
	forest forest
	list   list
	scores []int32

	punctuator punctuator
	caser      caser
}

func (x *Parser) newWork() *work {
	return &work{
		parser: x,
		reader: reader{lexicon: x.lexicon},
		scores: make([]int32, kinds+2*len(x.relations)),
	}
}

// parse draws the tree of a sentence whose first token is number first of the
// Doc.
func (w *work) parse(tokens []nlp.Token, first int) {
	w.words = w.reader.readAll(w.words, tokens)
	n := len(w.words)
	w.greedy(n)
	for i := range w.words {
		t := &tokens[w.words[i].token]
		t.Head, t.Deprel = -1, w.parser.relations[w.forest.rels[i]]
		if h := w.forest.heads[i]; h >= 0 {
			t.Head = first + int(w.words[h].token)
		}
	}
	if n > 0 && n < len(tokens) {
		w.punctuator.attach(tokens, first)
	}
	if len(w.parser.cases) > 0 {
		w.caser.apply(w.parser.cases, tokens, first, w.reader.cells)
	}
}

// greedy draws the tree of a sentence of n words with the best step each time.
func (w *work) greedy(n int) {
	s := w.forest.begin(n)
	for !w.forest.done(s) {
		w.score(s)
		s = w.forest.take(s, w.best(w.forest.can(s)), n)
	}
}

// score scores the classes in the state.
func (w *work) score(s state) {
	w.list.collect(&view{&w.forest, w.words}, s)
	clear(w.scores)
	w.parser.scorer.Score(w.scores, w.list.keys)
}

// best returns the possible step with the highest score.
func (w *work) best(can [kinds]bool) step {
	best, top := step{}, int32(-1<<31)
	if can[shift] {
		top = w.scores[shift]
	}
	for kind := uint8(left); kind <= right; kind++ {
		if !can[kind] {
			continue
		}
		t, score := w.relation(kind)
		if score > top {
			best, top = t, score
		}
	}
	return best
}

// relation returns the best step of the kind and its score.
func (w *work) relation(kind uint8) (step, int32) {
	n := len(w.parser.relations)
	from := step{kind: kind}.class(n)
	best, top := 0, int32(-1<<31)
	for i, v := range w.scores[from : from+n] {
		if v > top {
			best, top = i, v
		}
	}
	return step{kind, uint8(best)}, top + w.scores[kind]
}

var _ linear.Scorer = (*linear.Model)(nil)
