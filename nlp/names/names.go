// SPDX-License-Identifier: Apache-2.0

// Package names finds names of persons, organisations, places and other
// things (PER, ORG, LOC, MISC) in a tokenized text. A Doc with Tokens and
// Sentences and the file names.model of a language go in; the Doc with Names
// comes out. It says nothing of who is meant, and pays no attention to nouns
// and pronouns.
//
// The finder is a linear model over the labels of the BILOU scheme (Ratinov
// and Roth 2009): a word begins, continues or ends a name, is one by itself,
// or none. Weights are learned as a structured averaged perceptron (Collins
// 2002); the best sequence of labels is found with the Viterbi algorithm. A
// second look at the whole document gives a name the type it has elsewhere.
package names

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// FileName is the name of the model in the folder of a language.
const FileName = "names.model"

// stage and layout stand in the header of the file.
const (
	stage  = "names"
	layout = 3
)

// Finder holds the model of one language. It is read-only.
type Finder struct {
	weights  linear.BlockScorer
	types    []string
	known    *gazetteer
	clusters *clusters
	shared   *lexicon.Clusters // taken when there are no clusters of its own; may be nil
	links    [][]int32         // weight of a label after another; the last row: at the beginning
	habits   *linear.Habits    // of forms; may be nil
	works    sync.Pool         // of *work, which remember forms from text to text
}

// Load reads the model of fsys. A missing file is no error: the Finder then
// finds nothing.
func Load(fsys fs.FS) (*Finder, error) {
	f, err := modelfile.Load(fsys, FileName, stage, layout)
	if errors.Is(err, fs.ErrNotExist) {
		return &Finder{}, nil
	}
	if err != nil {
		return nil, err
	}
	x, err := newFinder(f)
	if err == nil {
		err = x.share(fsys)
	}
	if err == nil {
		x.habits, err = linear.LoadHabits(fsys, f, stage, 2)
	}
	if err != nil {
		return nil, fmt.Errorf("load names %s: %w", FileName, err)
	}
	return x, nil
}

// share looks for clusters of the language when the model has none of its own.
func (x *Finder) share(fsys fs.FS) (err error) {
	if len(x.clusters.keys) == 0 {
		x.shared, err = lexicon.LoadClusters(fsys)
	}
	return err
}

// Find adds the names to doc, in order of the text.
func (x *Finder) Find(doc *nlp.Doc) {
	if x.weights == nil {
		return
	}
	w, ok := x.works.Get().(*work)
	if !ok {
		w = newWork(x)
	}
	x.find(doc, w)
	if len(w.words) > maxKept {
		w.words = nil
	}
	x.works.Put(w)
	agree(doc)
}

// find adds the names to doc that the sentences tell. It leaves the words and
// their labels in w.
func (x *Finder) find(doc *nlp.Doc, w *work) {
	words := x.words(doc, w)
	if cap(w.labels) < len(doc.Tokens) {
		w.labels = make([]uint8, len(doc.Tokens))
	}
	labels := w.labels[:len(doc.Tokens)]
	for _, s := range doc.Sentences {
		w.search.run(x, words, s, labels)
	}
	doc.Names = decode(labels, doc.Sentences, x.types)
}

// work is the memory that finding takes, reused from text to text.
type work struct {
	search   *viterbi
	words    []word
	labels   []uint8
	memory   []remembered
	spelling spelling
}

// remembered is what does not depend on the place of a form: most forms come
// more than once.
type remembered struct {
	word   word
	scored bool
	scores [1 + places*maxTypes]int32 // of the features of the form alone
}

// maxTypes is how many types of names a model may have.
const maxTypes = 8

// maxKept is of how many words the memory is kept for the next text.
const maxKept = 4096

// memoryBits is how many forms are remembered, as a power of 2.
const memoryBits = 12

func newWork(x *Finder) *work {
	w := &work{search: newViterbi(x), memory: make([]remembered, 1<<memoryBits)}
	w.search.memory = w.memory
	return w
}

// place returns where a form is remembered.
func place(memory []remembered, form uint64) *remembered {
	return &memory[form>>(64-memoryBits)]
}
