// SPDX-License-Identifier: Apache-2.0

// Command train makes the models of a language from treebanks, and measures
// them.
//
//	go run ./eval/train -lang de -stage tagger -data DIR -out lang/de/tagger.model
//	go run ./eval/train -lang de -stage parser -data DIR -out lang/de/parser.model
//	go run ./eval/train -lang de -eval -models lang/de -data DIR -sets pud-open:dev,news:dev
//
// DIR holds the treebanks (see -help for the sets and where they are looked
// for). The order of the sentences comes from a fixed seed and all weights
// are whole numbers: the same data and options give the same file, bit for
// bit, on every machine.
//
// The parser is trained on tags that a tagger predicted, not on the gold
// ones: the data are cut into -folds parts and each is tagged by a tagger
// trained on the others.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// options are the flags.
type options struct {
	language, stage, data, sets, out, models, test string

	eval, gold, raw, bare, noClusters, second bool
	stages                                    bool // taggers learn by stages, though they may not stop at the first

	epochs, tagEpochs, cutoff, often, unlike, unlikeTags, folds, weights, errors, share, seeds, steps, labels, sure, tagSure, drop int

	seed   uint64
	stderr io.Writer
}

func main() {
	if err := run(os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout, stderr io.Writer) error {
	o := &options{stderr: stderr}
	f := flag.NewFlagSet("train", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.StringVar(&o.language, "lang", "", "language: de or en")
	f.StringVar(&o.stage, "stage", "", "what to make: lexicon, word-clusters, tagger, parser, clusters, names or habits")
	f.StringVar(&o.data, "data", "", "folder with the treebanks")
	f.StringVar(&o.sets, "sets", "", "training sets, comma-separated; default: all of the language's standard")
	f.StringVar(&o.out, "out", "", "file to write")
	f.StringVar(&o.models, "models", "", "folder with lexicon and models; default lang/<language>")
	f.StringVar(&o.test, "test", "", "train on -sets and measure on each of these sets; nothing is written")
	f.IntVar(&o.share, "share", 100, "with -test: train on so many sentences of every hundred")
	f.BoolVar(&o.bare, "bare", false, "with -test: do without the lexicon")
	f.BoolVar(&o.noClusters, "no-clusters", false, "with -test: do without the clusters of words")
	f.BoolVar(&o.raw, "raw", false, "with -eval or -test: begin with the text, tokens and sentences are not given")
	f.IntVar(&o.errors, "errors", 0, "with -eval or -test: list so many kinds of errors")
	f.IntVar(&o.tagEpochs, "tag-epochs", 8, "passes over the data for the tagger")
	f.BoolVar(&o.eval, "eval", false, "measure the models on -sets instead of training")
	f.BoolVar(&o.gold, "gold-tags", false, "with -eval: parse with gold tags; with -stage parser: train on gold tags")
	f.IntVar(&o.epochs, "epochs", 12, "passes over the data")
	f.IntVar(&o.folds, "folds", 5, "parts of the data for predicted tags")
	f.IntVar(&o.weights, "weights", 1000000, "keep so many of the tagger's largest weights")
	f.IntVar(&o.steps, "steps", 500000, "keep so many features of the parser's steps, those with the largest weights")
	f.IntVar(&o.labels, "labels", 800000, "keep so many of the largest weights of the parser's relations")
	f.IntVar(&o.sure, "sure", 80, "how far the parser's first features must be ahead for the others to be left out")
	f.IntVar(&o.tagSure, "tag-sure", 0, "how far the tagger's first features must be ahead for the others to be left out; 0: they never are")
	f.IntVar(&o.drop, "drop", 0, "per cent of the parser's features left out at random in training")
	f.BoolVar(&o.second, "second", false, "two readings of the parser, the first from right to left, the second with the tree of the first")
	f.IntVar(&o.cutoff, "cutoff", 2, "use only features that occur so often")
	f.IntVar(&o.often, "often", 100, "with -stage habits: how often a context must be met")
	f.IntVar(&o.unlike, "unlike", 1, "with -stage habits: how many steps and relations of a thousand may be unlike the others of their context")
	f.IntVar(&o.unlikeTags, "unlike-tags", 5, "with -stage habits: the same of tags")
	f.IntVar(&o.seeds, "seeds", 1, "train so many models, each on another order of the sentences, and average them; of names three at least")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the order of the sentences")
	f.Usage = func() { usage(f, stderr) }
	if err := f.Parse(args); err != nil {
		return err
	}
	if o.language == "" || o.data == "" {
		return fmt.Errorf("-lang and -data are needed; see -help")
	}
	if o.models == "" {
		o.models = "lang/" + o.language
	}
	if o.sets == "" {
		o.sets = standard[o.language]
	}
	if o.test != "" {
		return tryOut(o, stdout)
	}
	if o.eval {
		return evaluate(o, stdout)
	}
	if o.out == "" {
		return fmt.Errorf("-out is needed")
	}
	return train(o)
}

func usage(f *flag.FlagSet, w io.Writer) {
	fmt.Fprintln(w, "train makes the models of a language from treebanks, or measures them (-eval).")
	f.PrintDefaults()
	fmt.Fprintln(w, "sets (NAME:dev is what is held out of one to measure on, NAME:rest the others):")
	for _, s := range sets {
		mark := ""
		if strings.Contains(","+standard[s.language]+",", ","+s.name+",") {
			mark = " *"
		}
		fmt.Fprintf(w, "  %s  %-10s %-34s %s%s\n", s.language, s.name, s.pattern, s.source, mark)
	}
	fmt.Fprintln(w, "* standard")
}
