// SPDX-License-Identifier: Apache-2.0

// Package lexicon says what a word form can be: its possible parts of speech,
// morphology and lemmas, and the cluster of words that occur like it. Forms
// go in, analyses come out; which of them holds in a sentence is for package
// tag to decide.
//
// The forms stand in a minimal acyclic automaton (Daciuk, Mihov, Watson,
// Watson 2000), at the end of each the number of its class: forms of the same
// class have the same analyses and make their lemmas by the same edits.
package lexicon

import (
	"errors"
	"fmt"
	"io/fs"

	"depesche/nlp/modelfile"
)

const (
	stage  = "lexicon"
	layout = 1
	// FileName is the name of the lexicon in the folder of a language.
	FileName = "lexicon.model"
)

// Lexicon is the lexicon of one language. It is read-only and may be used by
// several goroutines at once.
type Lexicon struct {
	graph    graph
	classes  []class
	clusters *Clusters // may be nil
	agrees   bool      // a class has something to agree in
	lemmas   bool      // a form has another lemma
}

// Analysis is one reading of a form. Inflection is a code of the language's
// lexicon: UD features where a form has few, a name for the ending where, as
// with German adjectives, an ending stands for many.
type Analysis struct {
	UPOS       string
	Inflection string
	Edit       Edit // from the form to the lemma
}

// class is what the forms of one class have in common.
type class struct {
	analyses    []Analysis
	hash, parts uint64
	part        part
	verbs       Verbs
}

// Agrees reports whether there is a lexicon that knows what words can be in a
// noun phrase.
func (x *Lexicon) Agrees() bool { return x != nil && x.agrees }

// Clusters reports whether there are clusters of words.
func (x *Lexicon) Clusters() bool { return x != nil && x.clusters != nil }

// LoadIfAny reads lexicon and clusters of fsys. Each may be absent; when both
// are, it returns nil and no error.
func LoadIfAny(fsys fs.FS) (*Lexicon, error) {
	clusters, err := LoadClusters(fsys)
	if err != nil {
		return nil, err
	}
	f, err := modelfile.Load(fsys, FileName, stage, layout)
	switch {
	case errors.Is(err, fs.ErrNotExist) && clusters == nil:
		return nil, nil
	case errors.Is(err, fs.ErrNotExist):
		return &Lexicon{clusters: clusters}, nil
	case err != nil:
		return nil, err
	}
	x, err := decode(f)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	x.clusters = clusters
	return x, nil
}

func decode(f *modelfile.File) (*Lexicon, error) {
	x := &Lexicon{}
	r := f.Section("classes")
	codes := r.Strings()
	cells := decodeCells(f.Section("cells"), codes)
	edits := DecodeEdits(r)
	x.classes = make([]class, r.Count(1))
	for i := range x.classes {
		c := &x.classes[i]
		c.analyses = make([]Analysis, min(int(r.Uvarint()), r.Len()))
		for j := range c.analyses {
			upos, code, e := int(r.Uvarint()), int(r.Uvarint()), int(r.Uvarint())
			if upos >= len(codes) || code >= len(codes) || e >= len(edits) {
				return nil, errors.New("class of unknown parts")
			}
			c.analyses[j] = Analysis{codes[upos], codes[code], edits[e]}
			x.lemmas = x.lemmas || edits[e] != Edit{}
		}
		c.hash, c.parts = hashesOf(c.analyses)
		c.verbs = verbsOf(c.analyses)
		c.part = partOf(c.analyses, func(code string) Cells { return cells[code] })
		x.agrees = x.agrees || c.part != part{}
	}
	if r.Err() != nil {
		return nil, r.Err()
	}
	var err error
	x.graph, err = decodeGraph(f.Section("graph"), len(x.classes))
	return x, err
}

// decodeCells reads the cells of every code.
func decodeCells(r *modelfile.Reader, codes []string) map[string]Cells {
	m := make(map[string]Cells, len(codes))
	for _, c := range codes {
		m[c] = Cells(r.Uvarint())
	}
	return m
}
