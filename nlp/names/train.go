// SPDX-License-Identifier: Apache-2.0

package names

import (
	"math/rand/v2"
	"slices"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// Options say how a Finder is trained.
type Options struct {
	Types    []string   // the types to learn, in the order of the labels
	Lists    [][]string // lists of known names and of words that stand beside them, at most 28
	Clusters []Cluster
	Shared   *lexicon.Clusters // those of the language, for a model without Clusters; may be nil
	Epochs   int
	Rounds   int    // how often to learn anew; the weights are the mean of all rounds
	Veil     [2]int // one in so many words with a capital is made unknown, and one in so many of these to the lists too
	Margin   int    // how much better than others the right labels have to score
	Seed     uint64
	Weights  int                              // keep so many of the largest weights; 0: all
	Lean     int                              // how far to lean towards names, in the units of file weights
	Log      func(format string, args ...any) // may be nil
}

// Text is a document to learn from. Types are those that are annotated in it;
// of the others it says nothing.
type Text struct {
	*nlp.Doc
	Types []string
}

// Train learns to find the names of the texts. The same texts and options
// give the same file, bit for bit.
func Train(texts []Text, o Options) *modelfile.File {
	t := linear.NewTrainer()
	x := &Finder{weights: t, types: o.Types, known: newGazetteer(o.Lists), clusters: newClusters(o.Clusters), shared: o.Shared}
	memory := newWork(x)
	var examples []example
	for _, d := range texts {
		words := slices.Clone(x.words(d.Doc, memory))
		gold := encode(d.Names, o.Types, len(d.Tokens))
		barred := make([]bool, labelCount(len(o.Types)))
		for k := range barred[1:] {
			barred[1+k] = !slices.Contains(d.Types, o.Types[k/places])
		}
		for _, s := range d.Sentences {
			examples = append(examples, example{words, gold, s, barred})
		}
	}
	l := &learner{Finder: x, trainer: t, labels: labelCount(len(o.Types)), margin: int32(o.Margin)}
	l.veilWords, l.veilLists = max(1, o.Veil[0]), max(1, o.Veil[1])
	random := rand.New(rand.NewPCG(o.Seed, 1))
	l.random = random
	for epoch := range max(1, o.Rounds) * o.Epochs {
		if epoch%o.Epochs == 0 {
			t.Restart()
		}
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		wrong := 0
		for _, e := range examples {
			wrong += l.learn(e)
		}
		if o.Log != nil {
			o.Log("names: epoch %d: %d of %d sentences wrong, %d features", epoch+1, wrong, len(examples), t.Features())
		}
	}
	return x.file(t, o)
}

// example is a sentence with the labels of its document.
type example struct {
	words []word
	gold  []uint8
	s     nlp.Sentence
	// barred labels are of types that are not annotated
	barred []bool
}

// learner is a Finder whose weights change.
type learner struct {
	*Finder
	trainer              *linear.Trainer
	labels               int
	margin               int32
	veilWords, veilLists int
	guess                []uint8
	search               *viterbi
	keys                 list
	random               *rand.Rand
	veiled               []word
}

// learn corrects the weights when the sentence is not read rightly, and
// returns 1 then.
func (l *learner) learn(e example) int {
	if l.search == nil {
		l.search = newViterbi(l.Finder)
	}
	if len(l.guess) < len(e.gold) {
		l.guess = make([]uint8, len(e.gold))
	}
	e = l.veil(e)
	l.links = linkWeights(l.trainer, l.labels)
	l.search.barred, l.search.gold, l.search.margin = e.barred, e.gold, l.margin
	l.search.run(l.Finder, e.words, e.s, l.guess)
	wrong := 0
	before, beforeGuess := l.labels, l.labels
	for i := e.s.First; i < e.s.Last; i++ {
		gold, guess := int(e.gold[i]), int(l.guess[i])
		if gold != guess {
			wrong = 1
			l.keys.keys = l.keys.keys[:0]
			l.keys.alone(&e.words[i+padding])
			l.keys.collect(e.words, i+padding)
			l.trainer.Update(l.keys.keys, gold, 1)
			l.trainer.Update(l.keys.keys, guess, -1)
		}
		if gold != guess || before != beforeGuess {
			l.trainer.Update([]linear.Key{linkKey(before)}, gold, 1)
			l.trainer.Update([]linear.Key{linkKey(beforeGuess)}, guess, -1)
		}
		before, beforeGuess = gold, guess
	}
	l.trainer.Tick()
	return wrong
}

// veil returns the example with every so many capitalised words made unknown,
// so that the learner does not rely on knowing them: texts to come are full of
// names that it has not seen.
func (l *learner) veil(e example) example {
	if len(l.veiled) < len(e.words) {
		l.veiled = make([]word, len(e.words))
	}
	if l.veilWords == 1 {
		return e
	}
	from, to := e.s.First, e.s.Last+2*padding
	copy(l.veiled[from:to], e.words[from:to])
	for i := e.s.First + padding; i < e.s.Last+padding; i++ {
		w := &l.veiled[i]
		if w.flags&flagUpper == 0 || l.random.IntN(l.veilWords) > 0 {
			continue
		}
		w.form, w.lower = 0, 0
		w.prefix[2], w.prefix[3], w.suffix[3] = 0, 0, 0
		w.cluster, w.upos = [2]uint64{}, 0
		if l.random.IntN(l.veilLists) == 0 {
			w.lists, w.stem = 0, 0
		}
	}
	e.words = l.veiled
	return e
}
