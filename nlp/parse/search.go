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
}

func (x *Parser) newWork() *work {
	return &work{
		parser: x,
		reader: reader{},
		scores: make([]int32, kinds+2*len(x.relations)),
	}
}

// parse draws the tree of a sentence whose first token is number first of the
// Doc.
func (w *work) parse(tokens []nlp.Token, first int) {
	w.read(tokens)
	s := w.forest.begin(len(tokens))
	for !w.forest.done(s) {
		w.score(s)
		s = w.forest.take(s, w.best(w.forest.can(s)), len(tokens))
	}
	for i := range tokens {
		h := int(w.forest.heads[i])
		if h >= 0 {
			h += first
		}
		tokens[i].Head, tokens[i].Deprel = h, w.parser.relations[w.forest.rels[i]]
	}
}

func (w *work) read(tokens []nlp.Token) {
	w.words = append(w.words[:0], make([]word, len(tokens))...)
	for i := range tokens {
		w.reader.read(&w.words[i], &tokens[i])
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
