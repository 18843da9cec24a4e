// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"math/rand/v2"
	"slices"
	"sync"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// Options are the settings of training.
type Options struct {
	Epochs  int
	Seed    uint64
	Seeds   int // so many models are trained, each on another order, and averaged; 0 is 1
	Weights int // largest weights kept; 0: all
	Cutoff  int // how often a feature must occur to be used
	Lexicon *lexicon.Lexicon
	// Cases are what Cases learned from gold trees; none: cases are left as
	// they are.
	Cases map[string]string
	Log   func(format string, args ...any)
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
	x := &Parser{relations: relationsOf(docs), lexicon: o.Lexicon}
	model := linear.NewTrainer()
	model.Cutoff(o.Cutoff)
	examples := x.examples(docs)
	o.Log("%d sentences", len(examples))
	w := x.newWork()
	for i := range examples {
		w.count(model, &examples[i])
	}
	trainers := make([]*linear.Trainer, max(1, o.Seeds))
	var wait sync.WaitGroup
	for i := range trainers {
		trainers[i] = model.Likewise()
		one := *x
		one.scorer = trainers[i]
		wait.Go(func() { o.learn(trainers[i], &one, slices.Clone(examples), o.Seed+uint64(i)) })
	}
	wait.Wait()
	var rel modelfile.Writer
	rel.Strings(x.relations)
	f := &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "relations", Bytes: rel.Encoded()},
			{Name: "weights", Bytes: linear.EncodeMean(trainers, kinds+2*len(x.relations), o.Weights)},
			{Name: "cases", Bytes: cases(o.Cases).encode()},
		},
	}
	return f
}

// learn passes over the examples, every time in another order.
func (o *Options) learn(trainer *linear.Trainer, x *Parser, examples []example, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 2))
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
	var words []word
	r := &reader{lexicon: x.lexicon}
	for _, d := range docs {
		for _, s := range d.Sentences {
			tokens := d.Tokens[s.First:s.Last]
			words = r.readAll(words, tokens)
			if g := goldOf(words, tokens, s.First, index); g.projective() {
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

// count tells the trainer of the features on the way to the gold tree.
func (w *work) count(trainer *linear.Trainer, e *example) {
	w.words = w.reader.readAll(w.words, e.tokens)
	n := len(w.words)
	s := w.forest.begin(n)
	for !w.forest.done(s) {
		w.list.collect(&view{&w.forest, w.words}, s)
		trainer.See(w.list.keys)
		s = w.forest.take(s, e.next(&w.forest, s), n)
	}
}

// next returns the step that loses no gold arc; of several, not a shift.
func (e *example) next(f *forest, s state) step {
	can := f.can(s)
	cost := e.gold.costs(f, s, can)
	t := step{}
	least := 1 << 30
	for k, c := range cost {
		if can[k] && c <= least {
			t.kind, least = uint8(k), c
		}
	}
	if t.kind != shift {
		t.relation = e.gold.rels[f.nodes[s.top].token]
	}
	return t
}

// margin is by how much the right step must beat the others before the weights
// are left alone. The figure was chosen on held-out text.
const margin = 100

// learn parses the sentence by its own steps. At every place, when the best
// step that loses no gold arc does not beat every other by the margin, the
// weights move towards it and away from the strongest other. The parse goes
// on with its own step, right or wrong, as it will in use.
func (w *work) learn(trainer *linear.Trainer, e *example) int {
	w.words = w.reader.readAll(w.words, e.tokens)
	n := len(w.words)
	s := w.forest.begin(n)
	wrong := 0
	for !w.forest.done(s) {
		w.score(s)
		can := w.forest.can(s)
		taken := w.best(can)
		good, bad := w.rivals(e, s, can)
		if bad.score > good.score {
			wrong++
		}
		if bad.score+margin > good.score && bad.score > noScore && good.score > noScore {
			w.update(trainer, good.step, 1)
			w.update(trainer, bad.step, -1)
		}
		trainer.Tick()
		s = w.forest.take(s, taken, n)
	}
	return wrong
}

const noScore = -1 << 30

// scored is a step with its score.
type scored struct {
	step
	score int32
}

// rivals returns the best step of the lowest cost, with the gold relation
// where it draws a gold arc, and the best of the others.
func (w *work) rivals(e *example, s state, can [kinds]bool) (good, bad scored) {
	cost := e.gold.costs(&w.forest, s, can)
	least := 1 << 30
	for k, c := range cost {
		if can[k] {
			least = min(least, c)
		}
	}
	good.score, bad.score = noScore, noScore
	for k, c := range cost {
		if !can[k] {
			continue
		}
		kind := uint8(k)
		switch {
		case c > least:
			bad = bad.or(w.strongest(kind))
		case kind != shift && e.right(&w.forest, s, kind):
			t := step{kind, e.gold.rels[w.forest.nodes[s.top].token]}
			class := t.class(len(w.parser.relations))
			good = good.or(scored{t, w.scores[kind] + w.scores[class]})
			kept := w.scores[class]
			w.scores[class] = noScore
			bad = bad.or(w.strongest(kind))
			w.scores[class] = kept
		default:
			good = good.or(w.strongest(kind))
		}
	}
	return good, bad
}

// or returns the stronger of two steps.
func (a scored) or(b scored) scored {
	if b.score > a.score {
		return b
	}
	return a
}

// strongest returns the best step of the kind.
func (w *work) strongest(kind uint8) scored {
	if kind == shift {
		return scored{step{}, w.scores[shift]}
	}
	t, score := w.relation(kind)
	return scored{t, score}
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

// update moves the weights of a step.
func (w *work) update(trainer *linear.Trainer, t step, delta int32) {
	trainer.Update(w.list.keys, int(t.kind), delta)
	if t.kind != shift {
		trainer.Update(w.list.keys, t.class(len(w.parser.relations)), delta)
	}
}
