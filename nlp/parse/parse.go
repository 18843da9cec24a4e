// SPDX-License-Identifier: Apache-2.0

// Package parse adds dependency heads and relations to a tagged Doc. Tokens,
// sentences and tags go in; Head and Deprel of every token come out, one
// projective tree with one root for each sentence, in the relations of
// Universal Dependencies. Of the tags it
// changes cases only, and no tokens.
//
// The parser is transition-based: it reads the sentence from left to right
// and builds the tree of its words by the steps of the arc-hybrid system
// (Kuhlmann, Gómez-Rodríguez, Satta 2011), chosen by an averaged perceptron
// that was trained with a dynamic oracle (Goldberg, Nivre 2013) and a margin.
// Punctuation is hung into the finished tree by rule, and the cases of the
// words are brought in line with it. Time is linear in the tokens.
package parse

import (
	"io/fs"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

const (
	stage  = "parser"
	layout = 2
	// FileName is the name of the model in the folder of a language.
	FileName = "parser.model"
)

// Parser holds the model of one language. It is read-only and may be used by
// several goroutines at once.
type Parser struct {
	relations []string
	scorer    linear.Scorer
	lexicon   *lexicon.Lexicon // may be nil
	cases     cases
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
	return decode(f, lex)
}

// Parse adds dependency heads and relations to doc. Time is linear in the
// tokens.
func (x *Parser) Parse(doc *nlp.Doc) {
	if x.scorer == nil {
		return
	}
	w := x.newWork()
	for _, s := range doc.Sentences {
		w.parse(doc.Tokens[s.First:s.Last], s.First)
	}
}
