// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// tryOut trains on -sets, or on a share of their sentences, and measures on
// each of the -test sets. Nothing is written.
func tryOut(o *options, w io.Writer) error {
	lex, err := o.lexicon()
	if err != nil {
		return err
	}
	training, _, err := readSets(o.data, o.language, o.sets)
	if err != nil {
		return err
	}
	training = shareOf(training, o.share)
	m, err := learn(o, lex, training)
	if err != nil {
		return err
	}
	return m.report(o, o.test, w)
}

// report prints the figures of each of the sets.
func (m *models) report(o *options, sets string, w io.Writer) error {
	if o.raw {
		t, err := tokenize.Load(os.DirFS(filepath.Join("lang", o.language)))
		if err != nil {
			return err
		}
		m.tokenizer = t
	}
	for name := range strings.SplitSeq(sets, ",") {
		docs, _, err := readSets(o.data, o.language, name)
		if err != nil {
			return err
		}
		f := m.measure(docs)
		fmt.Fprintf(w, "%s: %s\n", name, f)
		f.printErrors(w, o.errors)
	}
	return nil
}

// shareOf keeps so many sentences of every hundred.
func shareOf(docs []*nlp.Doc, share int) []*nlp.Doc {
	if share >= 100 {
		return docs
	}
	trees, partial := splitTrees(docs)
	return append([]*nlp.Doc{pick(trees, 100, func(i int) bool { return i*37%100 < share })}, partial...)
}

// models are what is measured.
type models struct {
	tokenizer *tokenize.Tokenizer // nil: tokens and sentences are given
	tagger    *tag.Tagger         // nil: tags are given
	parser    *parse.Parser       // nil: no trees
}

// learn trains a tagger and a parser.
func learn(o *options, lex *lexicon.Lexicon, training []*nlp.Doc) (*models, error) {
	m := &models{}
	if !o.gold {
		f, err := trainTagger(training, lex, o)
		if err != nil {
			return nil, err
		}
		if m.tagger, err = tag.New(f, lex); err != nil {
			return nil, err
		}
	}
	if o.stage == "tagger" {
		return m, nil
	}
	f, err := trainParser(training, lex, o)
	if err != nil {
		return nil, err
	}
	m.parser, err = parse.New(f, lex)
	return m, err
}

// measure tags and parses copies of the documents and compares.
func (m *models) measure(docs []*nlp.Doc) *figures {
	f := newFigures()
	for _, d := range docs {
		system := m.segment(d)
		if m.tagger != nil {
			f.tagging += timed(func() { m.tagger.Tag(system) })
		}
		if m.parser != nil {
			f.parsing += timed(func() { m.parser.Parse(system) })
		}
		f.compare(d, system)
	}
	return f
}

// segment returns the document without its analysis: with its tokens, or
// with those that the tokenizer makes of its text.
func (m *models) segment(d *nlp.Doc) *nlp.Doc {
	if m.tokenizer == nil {
		return copyDoc(d)
	}
	return m.tokenizer.Tokenize(d.Text)
}
