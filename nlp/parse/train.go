// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"math/rand/v2"
	"slices"

	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// Options are the settings of training.
type Options struct {
	Epochs  int
	Seed    uint64
	Weights int // largest weights kept; 0: all
	Log     func(format string, args ...any)
}

// example is a sentence with its tree.
type example struct {
	tokens []nlp.Token
	gold   gold
}

// Train learns a parser from documents with trees. Sentences whose tree is
// not projective are left out. The same documents and options give the same
// model, bit for bit.
func Train(docs []*nlp.Doc, o Options) *modelfile.File {
	x := &Parser{relations: relationsOf(docs)}
	trainer := linear.NewTrainer()
	x.scorer = trainer
	examples := x.examples(docs)
	o.Log("%d sentences", len(examples))
	random := rand.New(rand.NewPCG(o.Seed, 2))
	w := x.newWork()
	for epoch := range o.Epochs {
		random.Shuffle(len(examples), func(i, j int) {
			examples[i], examples[j] = examples[j], examples[i]
		})
		wrong, all := 0, 0
		for i := range examples {
			wrong += w.learn(trainer, &examples[i])
			all += 2 * len(examples[i].tokens)
		}
		o.Log("epoch %d: %d of %d steps wrong, %d features", epoch+1, wrong, all, trainer.Features())
	}
	var rel modelfile.Writer
	rel.Strings(x.relations)
	return &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "relations", Bytes: rel.Encoded()},
			{Name: "weights", Bytes: trainer.Encode(kinds+2*len(x.relations), o.Weights)},
		},
	}
}

func relationsOf(docs []*nlp.Doc) []string {
	var list []string
	for _, d := range docs {
		for i := range d.Tokens {
			list = append(list, d.Tokens[i].Deprel)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (x *Parser) examples(docs []*nlp.Doc) []example {
	index := map[string]uint8{}
	for i, r := range x.relations {
		index[r] = uint8(i)
	}
	var list []example
	for _, d := range docs {
		for _, s := range d.Sentences {
			tokens := d.Tokens[s.First:s.Last]
			if g := x.gold(tokens, s.First, index); g.projective() {
				list = append(list, example{tokens, g})
			}
		}
	}
	return list
}

// projective reports whether no two arcs cross and there is one root.
func (g *gold) projective() bool {
	roots := 0
	for d, h := range g.heads {
		if h < 0 {
			roots++
		}
		lo, hi := min(int32(d), h), max(int32(d), h)
		for k := lo + 1; k < hi; k++ {
			if o := g.heads[k]; k >= 0 && (o < lo || o > hi) {
				return false
			}
		}
	}
	return roots == 1
}

// learn parses the sentence by its own steps, and after every step that loses
// gold arcs moves the weights towards the best of those that lose none. It
// goes on with its own step, as it will in use.
func (w *work) learn(trainer *linear.Trainer, e *example) int {
	n := len(e.tokens)
	w.read(e.tokens)
	s := w.forest.begin(n)
	wrong := 0
	for !w.forest.done(s) {
		w.score(s)
		can := w.forest.can(s)
		taken := w.best(can)
		if good, ok := w.good(e, s, can); ok && good != taken && !w.free(e, s, can, taken) {
			wrong++
			w.update(trainer, good, 1)
			w.update(trainer, taken, -1)
		}
		trainer.Tick()
		s = w.forest.take(s, taken, n)
	}
	return wrong
}

// good returns the best-scored step among those of the lowest cost.
func (w *work) good(e *example, s state, can [kinds]bool) (best step, ok bool) {
	cost := e.gold.costs(&w.forest, s, can)
	least := 1 << 30
	for k, c := range cost {
		if can[k] {
			least = min(least, c)
		}
	}
	top := int32(-1 << 31)
	for k, c := range cost {
		if !can[k] || c != least {
			continue
		}
		t, score := w.labelled(e, s, uint8(k))
		if score > top {
			best, top, ok = t, score, true
		}
	}
	return best, ok
}

// labelled returns the step of the kind with the gold relation where it draws
// a gold arc, else with the best-scored one.
func (w *work) labelled(e *example, s state, kind uint8) (step, int32) {
	if kind == shift {
		return step{}, w.scores[shift]
	}
	if e.right(&w.forest, s, kind) {
		t := step{kind, e.gold.rels[w.forest.nodes[s.top].token]}
		return t, w.scores[kind] + w.scores[t.class(len(w.parser.relations))]
	}
	return w.relation(kind)
}

// right reports whether the step of the kind draws a gold arc.
func (e *example) right(f *forest, s state, kind uint8) bool {
	top := &f.nodes[s.top]
	head := s.next
	if kind == right {
		head = f.nodes[top.below].token
	}
	return e.gold.heads[top.token] == head
}

// free reports whether the step loses nothing and its relation is right.
func (w *work) free(e *example, s state, can [kinds]bool, t step) bool {
	cost := e.gold.costs(&w.forest, s, can)
	for k, c := range cost {
		if can[k] && c < cost[t.kind] {
			return false
		}
	}
	if t.kind == shift || !e.right(&w.forest, s, t.kind) {
		return true
	}
	return t.relation == e.gold.rels[w.forest.nodes[s.top].token]
}

// update moves the weights of a step.
func (w *work) update(trainer *linear.Trainer, t step, delta int32) {
	trainer.Update(w.list.keys, int(t.kind), delta)
	if t.kind != shift {
		trainer.Update(w.list.keys, t.class(len(w.parser.relations)), delta)
	}
}
