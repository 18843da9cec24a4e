// SPDX-License-Identifier: Apache-2.0

// Package tag adds parts of speech, morphology and lemmas to a tokenized Doc.
// A Doc with tokens and sentences goes in; UPOS, XPOS, Feats and Lemma of
// every token come out, each in the scheme of Universal Dependencies. It
// draws no trees (package parse) and corrects no tokens.
//
// The tagger reads a sentence from left to right and gives every token the
// best of the tags seen in training (part of speech and morphology in one),
// by an averaged perceptron (Collins 2002) over words, suffixes, neighbours
// and the tags so far. A tag is scored as the sum of its parts, so that
// "dative" learned on articles helps nouns.
package tag

import (
	"io/fs"
	"sync"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

const (
	stage  = "tagger"
	layout = 3
	// FileName is the name of the model in the folder of a language.
	FileName = "tagger.model"
)

// Tagger holds the model of one language. It is read-only and may be used by
// several goroutines at once.
type Tagger struct {
	tags       *tagset
	candidates *candidates
	scorer     linear.BlockScorer
	sure       int64            // by how much the best tag must be ahead for the first features to be enough; 0: they never are
	lexicon    *lexicon.Lexicon // may be nil
	lemmas     *lemmatizer
	habits     *linear.Habits // may be nil
	works      sync.Pool      // of *work, which remember words from text to text
}

// Load reads the language's model, and its lexicon where there is one, from
// fsys. The error names the file.
func Load(fsys fs.FS) (*Tagger, error) {
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
		x.habits, err = linear.LoadHabits(fsys, f, stage, len(x.tags.list))
	}
	return x, err
}

// tag adds the tags, then the lemmas.
func (x *Tagger) tag(doc *nlp.Doc, w *work) {
	if cap(w.keys) < len(doc.Tokens) {
		w.keys = make([]uint64, len(doc.Tokens))
	}
	keys := w.keys[:len(doc.Tokens)]
	clear(keys) // a token that is in no sentence has no tag
	for _, s := range doc.Sentences {
		w.tag(doc.Tokens[s.First:s.Last], keys[s.First:s.Last])
	}
	x.lemmas.add(doc.Tokens, keys, w.lemmas)
}

// Tag adds parts of speech, morphology and lemmas to doc. Time is linear in
// the tokens.
func (x *Tagger) Tag(doc *nlp.Doc) {
	if x.scorer == nil {
		return
	}
	w, ok := x.works.Get().(*work)
	if !ok {
		w = x.newWork()
	}
	x.tag(doc, w)
	x.works.Put(w)
}
