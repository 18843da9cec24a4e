// SPDX-License-Identifier: Apache-2.0

package names

import (
	"math"
	"slices"

	"depesche/nlp"
	"depesche/nlp/linear"
)

// linkTemplate begins the names of the features of two neighbouring labels.
const linkTemplate = 7

// linkWeights reads the weights of label pairs out of the scorer.
func linkWeights(s linear.BlockScorer, labels int) [][]int32 {
	links := make([][]int32, labels+1)
	for a := range links {
		var scores [linear.MaxBlockClasses]int32
		s.ScoreBlocks(&scores, []linear.Key{linkKey(a)}, linear.AllBlocks)
		links[a] = slices.Clone(scores[:labels])
	}
	return links
}

// linkKey names the feature "the label before is a"; a is the number of
// labels at the beginning.
func linkKey(a int) linear.Key {
	return linear.KeyOf(linear.Mix(linkTemplate, uint64(a+1)))
}

// viterbi is the work space of the search.
type viterbi struct {
	labels int
	need   linear.Need
	from   [][]uint8 // labels that may stand before each label
	room   [linear.MaxBlockClasses]int32
	scores []int32 // the used part of room
	now    []int64
	next   []int64
	back   []uint8 // of every token of the sentence, for every label
	keys   list
	memory []remembered // of forms; nil: the weights are still changing
	barred []bool       // labels that must not be given; nil bars none

	gold   []uint8 // when learning: the right labels of all tokens …
	margin int32   // … and how much better they have to be than others
}

func newViterbi(x *Finder) *viterbi {
	n := labelCount(len(x.types))
	v := &viterbi{labels: n, from: make([][]uint8, n), now: make([]int64, n), next: make([]int64, n)}
	v.scores = v.room[:n]
	for b := range n {
		v.need = v.need.Of(b)
		for a := range n {
			if allowed(a, b) {
				v.from[b] = append(v.from[b], uint8(a))
			}
		}
	}
	return v
}

const impossible = -1 << 60

// run writes the best labels of the sentence's tokens into labels.
func (v *viterbi) run(x *Finder, words []word, s nlp.Sentence, labels []uint8) {
	length := s.Last - s.First
	if length == 0 {
		return
	}
	if need := length * v.labels; cap(v.back) < need {
		v.back = make([]uint8, need)
	}
	back := v.back[:length*v.labels]
	for i := range length {
		v.score(x, words, s.First+i+padding)
		for b, barred := range v.barred {
			if barred {
				v.scores[b] = math.MinInt32 / 2
			}
		}
		if v.margin > 0 {
			for b := range v.scores {
				if b != int(v.gold[s.First+i]) {
					v.scores[b] += v.margin
				}
			}
		}
		v.step(x, i, back[i*v.labels:(i+1)*v.labels])
	}
	best := -1
	for b := range v.labels {
		if allowed(b, -1) && (best < 0 || v.now[b] > v.now[best]) {
			best = b
		}
	}
	for i := length - 1; i >= 0; i-- {
		labels[s.First+i] = uint8(best)
		best = int(back[i*v.labels+best])
	}
}

// score scores the labels of words[i].
func (v *viterbi) score(x *Finder, words []word, i int) {
	clear(v.scores)
	w := &words[i]
	if plain(words[i-2:i+3]) || x.ordinary(words, i) {
		v.scores[outside] = certain
		return
	}
	v.keys.keys = v.keys.keys[:0]
	if m := v.place(w.form); m != nil && m.word.form == w.form {
		v.recall(x, m)
	} else {
		v.keys.alone(w)
	}
	v.keys.collect(words, i)
	x.weights.ScoreBlocks(&v.room, v.keys.keys, v.need)
}

// place returns where a form is remembered, or nil.
func (v *viterbi) place(form uint64) *remembered {
	if v.memory == nil {
		return nil
	}
	return place(v.memory, form)
}

// recall sets the scores to those of the form alone.
func (v *viterbi) recall(x *Finder, m *remembered) {
	if !m.scored {
		v.keys.alone(&m.word)
		x.weights.ScoreBlocks(&v.room, v.keys.keys, v.need)
		v.keys.keys = v.keys.keys[:0]
		m.scored = true
		copy(m.scores[:], v.scores)
	}
	copy(v.scores, m.scores[:])
}

// certain is the score of what needs no weights.
const certain = 1 << 24

// plain reports whether a word and the two on either side have no capital and
// no digit and stand in no list and no quotation: it is no name then.
func plain(words []word) bool {
	for i := range words {
		if !words[i].small() {
			return false
		}
	}
	return true
}

// small reports whether a word has no capital and no digit and stands in no
// list and no quotation.
func (w *word) small() bool {
	return w.flags&(flagUpper|flagDigit|flagShouting) == 0 && w.lists == 0 && w.quote == 0
}

// step extends the best sequences by token i of the sentence.
func (v *viterbi) step(x *Finder, i int, back []uint8) {
	for b := range v.labels {
		if i == 0 {
			v.next[b] = impossible
			if allowed(-1, b) {
				v.next[b] = int64(x.links[v.labels][b]) + int64(v.scores[b])
			}
			continue
		}
		best, from := int64(2*impossible), uint8(0)
		for _, a := range v.from[b] {
			if score := v.now[a] + int64(x.links[a][b]); score > best {
				best, from = score, a
			}
		}
		v.next[b], back[b] = best+int64(v.scores[b]), from
	}
	v.now, v.next = v.next, v.now
}
