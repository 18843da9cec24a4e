// SPDX-License-Identifier: Apache-2.0

// Package engine puts the text stages of a language together: a folder of
// language data goes in, and what reads a text into tokens, tags, trees and
// names comes out. It decides nothing itself, and knows no facts.
package engine

import (
	"errors"
	"io/fs"

	"depesche/nlp"
	"depesche/nlp/names"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// Engine holds the text stages of one language, each after what it needs. It
// is read-only and may be used by several goroutines at once.
type Engine struct {
	Tokenizer *tokenize.Tokenizer
	Tagger    *tag.Tagger
	Parser    *parse.Parser
	Names     *names.Finder
}

// Load reads all stages from fsys. The error names every file that is missing,
// but for one of names, or broken.
func Load(fsys fs.FS) (*Engine, error) {
	e := &Engine{}
	var errs []error
	for _, load := range []func(fs.FS) error{e.LoadTokenizer, e.LoadTagger, e.LoadParser, e.LoadNames} {
		errs = append(errs, load(fsys))
	}
	return e, errors.Join(errs...)
}

// LoadTokenizer reads the first stage alone.
func (e *Engine) LoadTokenizer(fsys fs.FS) (err error) {
	e.Tokenizer, err = tokenize.Load(fsys)
	return err
}

// LoadTagger reads the stage of the tags alone.
func (e *Engine) LoadTagger(fsys fs.FS) (err error) {
	e.Tagger, err = tag.Load(fsys)
	return err
}

// LoadParser reads the stage of the trees alone.
func (e *Engine) LoadParser(fsys fs.FS) (err error) {
	e.Parser, err = parse.Load(fsys)
	return err
}

// LoadNames reads the stage of the names alone.
func (e *Engine) LoadNames(fsys fs.FS) (err error) {
	e.Names, err = names.Load(fsys)
	return err
}

// Read has all stages read a text.
func (e *Engine) Read(text string) *nlp.Doc {
	d := e.Tokenizer.Tokenize(text)
	e.Tagger.Tag(d)
	e.Parser.Parse(d)
	e.Names.Find(d)
	return d
}
