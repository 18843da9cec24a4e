// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"cmp"
	"maps"
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
	// Stages has the weights moved by the features that are looked at first and
	// again by all, as a tagger needs it that may do without the others.
	Stages  bool
	Sure    int // by how much the tag that the first features give must be ahead for the others to be left out; the margin of training is 30 for each part; 0: they never are
	Lexicon *lexicon.Lexicon
	Log     func(format string, args ...any)
}

// Train learns a tagger from tagged documents. The same documents and options
// give the same model, bit for bit.
func Train(docs []*nlp.Doc, o Options) *modelfile.File {
	tags := newTagset(bundlesOf(docs))
	sentences := sentencesOf(docs)
	model := linear.NewTrainer()
	model.Cutoff(o.Cutoff)
	x := &Tagger{tags: tags, lexicon: o.Lexicon}
	x.candidates = learnCandidates(x.newWork(), sentences)
	w := x.newWork()
	for _, s := range sentences {
		w.count(model, s)
	}
	trainers := make([]*linear.Trainer, max(1, o.Seeds))
	var wait sync.WaitGroup
	for i := range trainers {
		trainers[i] = model.Likewise()
		wait.Go(func() { o.learn(trainers[i], x, slices.Clone(sentences), o.Seed+uint64(i)) })
	}
	wait.Wait()
	weights, unit := linear.EncodeMean(trainers, tags.classes(), o.Weights)
	var sure modelfile.Writer
	sure.Uint32(uint32(float64(o.Sure*len(trainers)) * unit))
	lemmas := learnLemmas(docs, o.Lexicon)
	return &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "tags", Bytes: tags.encode()},
			{Name: "candidates", Bytes: x.candidates.encode()},
			{Name: "weights", Bytes: weights},
			{Name: "lemmas", Bytes: lemmas.encode()},
			{Name: "sure", Bytes: sure.Encoded()},
		},
	}
}

// learn passes over the sentences, every time in another order.
func (o *Options) learn(trainer *linear.Trainer, x *Tagger, sentences [][]nlp.Token, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	w := x.newWork()
	w.scorer = trainer
	w.stages = o.Stages
	for epoch := range o.Epochs {
		random.Shuffle(len(sentences), func(i, j int) {
			sentences[i], sentences[j] = sentences[j], sentences[i]
		})
		wrong, all := 0, 0
		for _, s := range sentences {
			wrong += w.learn(trainer, s)
			all += len(s)
		}
		o.Log("epoch %d: %d of %d tags wrong, %d features", epoch+1, wrong, all, trainer.Features())
	}
}

// New makes a Tagger of a model file in memory.
func New(f *modelfile.File, lex *lexicon.Lexicon) (*Tagger, error) { return decode(f, lex) }

// bundlesOf lists the tags of the documents, the commonest first.
func bundlesOf(docs []*nlp.Doc) []bundle {
	count := map[bundle]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			count[bundleOf(&d.Tokens[i])]++
		}
	}
	return slices.SortedFunc(maps.Keys(count), func(a, b bundle) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a.upos, b.upos),
			cmp.Compare(a.xpos, b.xpos), cmp.Compare(a.feats, b.feats))
	})
}

func bundleOf(t *nlp.Token) bundle { return bundle{t.UPOS, t.XPOS, t.Feats} }

func sentencesOf(docs []*nlp.Doc) [][]nlp.Token {
	var list [][]nlp.Token
	for _, d := range docs {
		for _, s := range d.Sentences {
			list = append(list, d.Tokens[s.First:s.Last])
		}
	}
	return list
}

// count tells the trainer of the features along the right tags.
func (w *work) count(trainer *linear.Trainer, tokens []nlp.Token) {
	w.read(tokens)
	var p past
	for i := range tokens {
		w.list.keys = w.list.keys[:0]
		for stage := range stages {
			w.collect(i, &p, stage)
		}
		trainer.See(w.list.keys)
		p.step(&w.words[i+2], &w.tags.facts[w.tags.index[bundleOf(&tokens[i])]])
	}
}

// margins are by how much each part of the right tag must beat those of others
// before the weights are left alone, by the features that are looked at first
// and by all; without Options.Stages the latter alone. The figures were chosen on
// held-out text.
var margins = [stages]int32{15, 30}

// learn tags the sentence and corrects the weights wherever the right tag
// does not win by the margin, over all tags and not only the candidates. It
// goes on from its own tags, right or wrong, as it will in use.
func (w *work) learn(trainer *linear.Trainer, tokens []nlp.Token) int {
	w.read(tokens)
	var p past
	wrong := 0
	for i := range tokens {
		gold := uint16(w.tags.index[bundleOf(&tokens[i])])
		clear(w.scores[:])
		w.list.keys = w.list.keys[:0]
		best := gold
		for stage := range stages {
			best = w.correct(trainer, i, &p, stage, gold)
		}
		if best != gold {
			wrong++
		}
		trainer.Tick()
		p.step(&w.words[i+2], &w.tags.facts[best])
	}
	return wrong
}

// correct adds the scores of the features of a stage to those before, and
// moves the weights of all where the right tag does not win by the margin. It
// returns the tag that wins then. Without Options.Stages the weights are moved
// when all features are there.
func (w *work) correct(trainer *linear.Trainer, i int, p *past, stage int, gold uint16) uint16 {
	from := len(w.list.keys)
	w.collect(i, p, stage)
	w.scorer.ScoreBlocks(&w.scores, w.list.keys[from:], linear.AllBlocks)
	if !w.stages && stage < stages-1 {
		return gold
	}
	for _, c := range w.tags.parts[gold] {
		w.scores[c] -= margins[stage]
	}
	best := w.choose(w.candidates.sets[setOfAll].tags).tag
	for _, c := range w.tags.parts[gold] {
		w.scores[c] += margins[stage]
	}
	if best != gold {
		w.update(trainer, gold, best)
	}
	return best
}

// update moves the weights of the parts in which the tags differ.
func (w *work) update(trainer *linear.Trainer, gold, best uint16) {
	for _, c := range w.tags.parts[gold] {
		if !slices.Contains(w.tags.parts[best], c) {
			trainer.Update(w.list.keys, int(c), 1)
		}
	}
	for _, c := range w.tags.parts[best] {
		if !slices.Contains(w.tags.parts[gold], c) {
			trainer.Update(w.list.keys, int(c), -1)
		}
	}
}

func sortedKeys(m map[uint64]uint32) []uint64 { return slices.Sorted(maps.Keys(m)) }
