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
	Steps   int // features of steps that are kept, those of the largest weights; 0: all
	Weights int // largest weights of relations that are kept; 0: all
	Sure    int // by how much the answer that the first features give must be ahead for the others to be left out; the margin of training is 100
	Drop    int // per cent of the features that are left out at random in training
	Cutoff  int // how often a feature must occur to be used
	Lexicon *lexicon.Lexicon
	// Cases are what Cases learned from gold trees; none: cases are left as
	// they are.
	Cases map[string]string
	Log   func(format string, args ...any)
}

// example is a sentence with its tree.
type example struct {
	words []word
	gold  gold
}

// Train learns a parser from documents with trees. The same documents and
// options give the same model, bit for bit.
func Train(docs []*nlp.Doc, o Options) *modelfile.File {
	x := &Parser{relations: relationsOf(docs), lexicon: o.Lexicon}
	if err := x.readTemplates(templatesFor(o.Lexicon)); err != nil {
		panic(err) // the tests would have found it
	}
	examples := x.examples(docs)
	o.Log("%d sentences", len(examples))
	c := newClassifiers(&o)
	l := &learner{work: x.newWork(), classifiers: c}
	for i := range examples {
		l.count(&examples[i])
	}
	all := make([]*classifiers, max(1, o.Seeds))
	var wait sync.WaitGroup
	for i := range all {
		all[i] = &classifiers{c.steps.Likewise(), c.labels.Likewise()}
		wait.Go(func() { o.learn(all[i], x, slices.Clone(examples), o.Seed+uint64(i)) })
	}
	wait.Wait()
	return o.file(x, all)
}

func (o *Options) file(x *Parser, all []*classifiers) *modelfile.File {
	var steps []*linear.ChoiceTrainer
	var labels []*linear.Trainer
	for _, c := range all {
		steps, labels = append(steps, c.steps), append(labels, c.labels)
	}
	var rel, text modelfile.Writer
	rel.Strings(x.relations)
	text.String(templatesFor(o.Lexicon))
	stepBytes, stepUnit := linear.EncodeChoice(steps, o.Steps)
	labelBytes, labelUnit := linear.EncodeLabels(labels, len(x.relations), o.Weights)
	var sure modelfile.Writer
	sure.Uint32(uint32(float64(o.Sure) * stepUnit * float64(len(all))))
	sure.Uint32(uint32(float64(o.Sure) * labelUnit * float64(len(all))))
	return &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "relations", Bytes: rel.Encoded()},
			{Name: "templates", Bytes: text.Encoded()},
			{Name: "sure", Bytes: sure.Encoded()},
			{Name: "steps", Bytes: stepBytes},
			{Name: "labels", Bytes: labelBytes},
			{Name: "cases", Bytes: cases(o.Cases).encode()},
		},
	}
}

// classifiers learn the steps and their relations.
type classifiers struct {
	steps  *linear.ChoiceTrainer
	labels *linear.Trainer
}

func newClassifiers(o *Options) *classifiers {
	c := &classifiers{linear.NewChoiceTrainer(o.Cutoff), linear.NewTrainer()}
	c.labels.Cutoff(o.Cutoff)
	return c
}

// learn passes over the examples, every time in another order.
func (o *Options) learn(c *classifiers, x *Parser, examples []example, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 2))
	l := &learner{work: x.newWork(), classifiers: c, noise: rand.NewPCG(seed, 3), drop: uint64(o.Drop) * 256 / 100}
	for epoch := range o.Epochs {
		random.Shuffle(len(examples), func(i, j int) {
			examples[i], examples[j] = examples[j], examples[i]
		})
		wrong, all := 0, 0
		for i := range examples {
			wrong += l.learn(&examples[i])
			all += 2 * len(examples[i].words)
		}
		o.Log("epoch %d: %d of %d steps wrong", epoch+1, wrong, all)
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
	r := &reader{lexicon: x.lexicon}
	for _, d := range docs {
		for _, s := range d.Sentences {
			tokens := d.Tokens[s.First:s.Last]
			words := r.readAll(nil, tokens)
			if g := goldOf(words, tokens, s.First, index); g.lift() {
				list = append(list, example{words, g})
			}
		}
	}
	return list
}
