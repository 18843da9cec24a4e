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
	Seeds   int  // so many models are trained, each on another order, and averaged; 0 is 1
	Second  bool // train two readings, the first from right to left, the second from left to right with the tree of the first
	Steps   int  // features of steps that are kept of each reading, those of the largest weights; 0: all
	Weights int  // largest weights of relations that are kept of each reading; 0: all
	Sure    int  // by how much the answer that the first features give must be ahead for the others to be left out; the margin of training is 100
	Drop    int  // per cent of the features that are left out at random in training
	Cutoff  int  // how often a feature must occur to be used
	Lexicon *lexicon.Lexicon
	// Cases are what Cases learned from gold trees; none: cases are left as
	// they are.
	Cases map[string]string
	Log   func(format string, args ...any)
}

// example is a sentence with its tree.
type example struct {
	words []word
	after uint64 // the marks behind the last word
	gold  gold
	hints []hint // of the second reading
}

// Train learns a parser from documents with trees. The same documents and
// options give the same model, bit for bit.
func Train(docs []*nlp.Doc, o Options) *modelfile.File {
	x := &Parser{relations: relationsOf(docs), lexicon: o.Lexicon}
	examples := x.examples(docs)
	o.Log("%d sentences", len(examples))
	if o.Second {
		for i := range examples {
			examples[i].mirror()
		}
	}
	sections := o.train(x, examples, "")
	if o.Second {
		sections = append(sections, o.train(x, o.turned(x, examples), again)...)
	}
	return o.file(x, sections)
}

func (o *Options) file(x *Parser, readings []modelfile.Section) *modelfile.File {
	var rel modelfile.Writer
	rel.Strings(x.relations)
	sections := append([]modelfile.Section{{Name: "relations", Bytes: rel.Encoded()}}, readings...)
	return &modelfile.File{
		Header:   modelfile.Header{Stage: stage, Layout: layout},
		Sections: append(sections, modelfile.Section{Name: "cases", Bytes: cases(o.Cases).encode()}),
	}
}

// train returns the sections of a reading.
func (o *Options) train(x *Parser, examples []example, which string) []modelfile.Section {
	text := templatesFor(templatesFile, o.Lexicon)
	if which == again {
		text += templatesFor(hintsFile, o.Lexicon)
	}
	p := &reading{}
	if err := p.readTemplates(text, which == again); err != nil {
		panic(err) // the tests would have found it
	}
	c := newClassifiers(o)
	l := &learner{work: x.newWork(), classifiers: c}
	l.reading = p
	for i := range examples {
		l.count(&examples[i])
	}
	all := make([]*classifiers, max(1, o.Seeds))
	var wait sync.WaitGroup
	for i := range all {
		all[i] = &classifiers{c.steps.Likewise(), c.labels.Likewise()}
		one := &learner{work: x.newWork(), classifiers: all[i]}
		one.reading = p
		wait.Go(func() { o.learn(one, slices.Clone(examples), o.Seed+uint64(i)) })
	}
	wait.Wait()
	return o.sections(x, text, which, all)
}

func (o *Options) sections(x *Parser, templates, which string, all []*classifiers) []modelfile.Section {
	var steps []*linear.ChoiceTrainer
	var labels []*linear.Trainer
	for _, c := range all {
		steps, labels = append(steps, c.steps), append(labels, c.labels)
	}
	var text, sure modelfile.Writer
	text.String(templates)
	share := 1.0
	if which == again {
		share = sureAgain
	}
	stepBytes, stepUnit := linear.EncodeChoice(steps, o.Steps)
	labelBytes, labelUnit := linear.EncodeLabels(labels, len(x.relations), o.Weights)
	sure.Uint32(uint32(float64(o.Sure) * stepUnit * float64(len(all)) * share))
	sure.Uint32(uint32(float64(o.Sure) * labelUnit * float64(len(all)) * share))
	return []modelfile.Section{
		{Name: which + "templates", Bytes: text.Encoded()},
		{Name: which + "sure", Bytes: sure.Encoded()},
		{Name: which + "steps", Bytes: stepBytes},
		{Name: which + "labels", Bytes: labelBytes},
	}
}

// sureAgain is which share of Options.Sure is enough in the second reading,
// whose first features know the first tree.
const sureAgain = 0.65

// hintFolds is into how many parts the examples are cut, each of which is read
// by a parser that has learned from the others.
const hintFolds = 2

// mirror turns the words of an example round, with its tree.
func (e *example) mirror() {
	f := &tree{words: e.words, after: e.after}
	f.mirror()
	e.after, e.gold = f.after, e.gold.mirrored()
}

// turned returns the examples for the second reading, turned round, each with
// the tree that a parser draws that has not seen it.
func (o *Options) turned(x *Parser, examples []example) []example {
	turned := make([]example, len(examples))
	one := *o
	one.Seeds = 1
	var wait sync.WaitGroup
	for k := range hintFolds {
		wait.Go(func() {
			var others []example
			for i := range examples {
				if i%hintFolds != k {
					others = append(others, examples[i])
				}
			}
			first, err := New(one.file(x, one.train(x, others, "")), o.Lexicon)
			if err != nil {
				panic(err) // it has just been made
			}
			w := first.newWork()
			for i := k; i < len(examples); i += hintFolds {
				turned[i] = w.turned(&examples[i])
			}
		})
	}
	wait.Wait()
	return turned
}

// turned reads an example and returns it as the second reading finds it.
func (w *work) turned(e *example) example {
	f := &w.tree
	f.words, f.after, f.hints = append(f.words[:0], e.words...), e.after, f.hints[:0]
	w.greedy()
	f.turn()
	return example{words: slices.Clone(f.words), gold: e.gold.mirrored(), hints: slices.Clone(f.hints)}
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
func (o *Options) learn(l *learner, examples []example, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 2))
	l.noise, l.drop = rand.NewPCG(seed, 3), uint64(o.Drop)*256/100
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
			words, after := r.readAll(nil, tokens)
			if g := goldOf(words, tokens, s.First, index); g.lift() {
				list = append(list, example{words: words, after: after, gold: g})
			}
		}
	}
	return list
}
