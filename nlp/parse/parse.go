// SPDX-License-Identifier: Apache-2.0

// Package parse adds dependency heads and relations to a tagged Doc. Tokens,
// sentences and tags go in; Head and Deprel of every token come out, one
// projective tree with one root for each sentence, in the relations of
// Universal Dependencies. Of the tags it changes cases only, and no tokens.
//
// The parser is transition-based: it reads the sentence from left to right
// and builds the tree of its words by the steps of the arc-hybrid system
// (Kuhlmann, Gómez-Rodríguez, Satta 2011). One averaged perceptron chooses the
// kind of the step, trained with a dynamic oracle (Goldberg, Nivre 2013) and a
// margin; when the step draws an arc another gives it its relation. Both look
// at a part of their features first, and at the others only when that leaves
// room for doubt (Strubell, Vilnis, Silverstein, McCallum 2015).
// A language may have two readings, the first from right to left, the second
// from left to right with the tree of the first at hand (Attardi, Dell'Orletta
// 2009).
// Punctuation is hung into the finished tree by rule, and the cases of the
// words are brought in line with it. Time is linear in the tokens.
package parse

import (
	"io/fs"
	"sync"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

const (
	stage  = "parser"
	layout = 3
	// FileName is the name of the model in the folder of a language.
	FileName = "parser.model"
)

// Parser holds the model of one language. It is read-only and may be used by
// several goroutines at once.
type Parser struct {
	relations []string
	lexicon   *lexicon.Lexicon // may be nil
	cases     cases
	first     reading  // from left to right, or from right to left when there is a second
	second    *reading // from left to right; nil: one is enough

	works sync.Pool // of *work, which remember words from text to text
}

// reading is what decides the steps of one way through the sentence.
type reading struct {
	steps  *linear.Choice
	labels *linear.Labels
	// templates are, at shift, the features of the kinds of steps, at left and
	// right those of the relations.
	templates [kinds]*staged
	// The best answer by the features that are looked at first stands when it
	// is ahead by more than this.
	sureStep, sureLabel int64
	// What is decided without features; both may be nil.
	stepHabits, labelHabits *linear.Habits
}

// Load reads the language's model, and its lexicon where there is one, from
// fsys. The error names the file.
func Load(fsys fs.FS) (*Parser, error) {
	f, err := modelfile.Load(fsys, FileName, stage, layout)
	if err != nil {
		return nil, err
	}
	lex, err := lexicon.LoadIfAny(fsys)
	if err != nil {
		return nil, err
	}
	x, err := decode(f, lex)
	if err == nil {
		err = x.loadHabits(fsys, f)
	}
	return x, err
}

// Parse adds dependency heads and relations to doc. Time is linear in the
// tokens.
func (x *Parser) Parse(doc *nlp.Doc) {
	if x.first.steps == nil {
		return
	}
	w, ok := x.works.Get().(*work)
	if !ok {
		w = x.newWork()
	}
	for _, s := range doc.Sentences {
		w.parse(doc.Tokens[s.First:s.Last], s.First)
	}
	x.works.Put(w)
}
