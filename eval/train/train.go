// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"depesche/nlp"
	"depesche/nlp/modelfile"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
)

// train makes one model and writes it.
func train(o *options) error {
	switch o.stage {
	case "names":
		return trainNames(o)
	case "clusters":
		return trainClusters(o)
	}
	docs, source, err := readSets(o.data, o.language, o.sets)
	if err != nil {
		return err
	}
	var f *modelfile.File
	switch o.stage {
	case "tagger":
		f = tag.Train(docs, o.tagOptions())
	case "parser":
		if !o.gold {
			if err := predict(docs, o); err != nil {
				return err
			}
		}
		f = parse.Train(docs, parse.Options{Epochs: o.epochs, Seed: o.seed, Weights: o.weights, Log: o.log})
	default:
		return fmt.Errorf("no stage %q; there are tagger, parser, names and clusters", o.stage)
	}
	f.Language, f.Trained = o.language, source
	f.Command = fmt.Sprintf("go run ./eval/train -lang %s -stage %s -sets %s -epochs %d -folds %d -weights %d -seed %d",
		o.language, o.stage, o.sets, o.epochs, o.folds, o.weights, o.seed)
	b := f.Encode()
	o.log("%s: %d bytes", filepath.Base(o.out), len(b))
	return os.WriteFile(o.out, b, 0o644)
}

func (o *options) tagOptions() tag.Options {
	return tag.Options{Epochs: o.epochs, Seed: o.seed, Weights: o.weights, Log: o.log}
}

func (o *options) log(format string, args ...any) {
	fmt.Fprintf(o.stderr, format+"\n", args...)
}

// predict replaces the tags and lemmas of the documents by predicted ones:
// sentence number i is tagged by the tagger that has not seen fold i.
func predict(docs []*nlp.Doc, o *options) error {
	predicted := make([]*nlp.Doc, len(docs))
	for i := range docs {
		predicted[i] = copyDoc(docs[i])
	}
	for k := range o.folds {
		f := tag.Train([]*nlp.Doc{pick(docs, o.folds, func(i int) bool { return i != k })}, o.tagOptions())
		tagger, err := tag.New(f)
		if err != nil {
			return err
		}
		i := 0
		for d := range docs {
			for _, s := range docs[d].Sentences {
				if i%o.folds == k {
					part := &nlp.Doc{Tokens: predicted[d].Tokens[s.First:s.Last], Sentences: []nlp.Sentence{{Last: s.Last - s.First}}}
					tagger.Tag(part)
				}
				i++
			}
		}
	}
	for i := range docs {
		docs[i].Tokens = predicted[i].Tokens
	}
	return nil
}

func copyDoc(d *nlp.Doc) *nlp.Doc {
	c := *d
	c.Tokens = append([]nlp.Token(nil), d.Tokens...)
	return &c
}

// pick copies the sentences whose number, modulo folds, is wanted.
func pick(docs []*nlp.Doc, folds int, want func(int) bool) *nlp.Doc {
	out := &nlp.Doc{}
	i := 0
	for _, d := range docs {
		for _, s := range d.Sentences {
			if want(i % folds) {
				first := len(out.Tokens)
				out.Tokens = append(out.Tokens, d.Tokens[s.First:s.Last]...)
				out.Sentences = append(out.Sentences, nlp.Sentence{First: first, Last: len(out.Tokens)})
			}
			i++
		}
	}
	return out
}

// evaluate tags and parses the sets and prints how much of it is right.
func evaluate(o *options, w io.Writer) error {
	docs, _, err := readSets(o.data, o.language, o.sets)
	if err != nil {
		return err
	}
	fsys := os.DirFS(o.models)
	tagger, err := tag.Load(fsys)
	if err != nil {
		return err
	}
	parser, err := parse.Load(fsys)
	if err != nil {
		return err
	}
	system := make([]*nlp.Doc, len(docs))
	words := 0
	var tagging, parsing time.Duration
	for i := range docs {
		system[i] = copyDoc(docs[i])
		words += len(docs[i].Tokens)
		start := time.Now()
		if !o.gold {
			tagger.Tag(system[i])
		}
		middle := time.Now()
		parser.Parse(system[i])
		tagging, parsing = tagging+middle.Sub(start), parsing+time.Since(middle)
	}
	f := compare(docs, system)
	f.print(w)
	o.log("tagging %.0f, parsing %.0f words a second", float64(words)/tagging.Seconds(), float64(words)/parsing.Seconds())
	return nil
}
