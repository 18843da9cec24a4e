// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/modelfile"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// Trees are scarce, raw text is not. Two parsers, one reading forward and one
// backward, draw the trees of raw sentences; where they agree on the whole
// tree it is right more often than either, and the final parser learns from
// it (after tri-training, Søgaard and Rishøj 2010). Hand-made trees count
// twice.

// Lengths of raw sentences, in tokens, that are used.
const shortest, longest = 5, 40

// rawSentences reads, tokenizes and tags -auto sentences, taken evenly from
// the raw texts of the language.
func rawSentences(o *options, f *modelfile.File, lex *lexicon.Lexicon) ([]*nlp.Doc, error) {
	tagger, err := tag.New(f, lex)
	if err != nil {
		return nil, err
	}
	tokenizer, err := tokenize.Load(os.DirFS(filepath.Join("lang", o.language)))
	if err != nil {
		return nil, err
	}
	var all []*nlp.Doc
	texts := rawText[o.language]
	for i := range texts {
		name := texts[len(texts)-1-i] // the shortest comes last in the list
		left := (o.auto - len(all)) / (len(texts) - i)
		docs, err := sampleText(filepath.Join(o.data, name), tokenizer, left)
		if err != nil {
			return nil, err
		}
		all = append(all, docs...)
	}
	for _, d := range all {
		tagger.Tag(d)
	}
	o.log("%d raw sentences", len(all))
	return all, nil
}

// sampleText returns up to n sentences of a text whose lines are paragraphs,
// each a Doc of its own, from lines at even distances.
func sampleText(name string, tokenizer *tokenize.Tokenizer, n int) ([]*nlp.Doc, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var lines []string
	in := bufio.NewScanner(strings.NewReader(string(b)))
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		if line := strings.TrimSpace(in.Text()); len(line) > 40 && line[0] != '(' {
			lines = append(lines, line)
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	var list []*nlp.Doc
	step := max(1, len(lines)/max(1, n))
	for i := 0; i < len(lines) && len(list) < n; i += step {
		list = append(list, sentencesIn(tokenizer.Tokenize(lines[i]))...)
	}
	return list[:min(n, len(list))], nil
}

// sentencesIn returns whole sentences of usual length.
func sentencesIn(d *nlp.Doc) []*nlp.Doc {
	var list []*nlp.Doc
	for _, s := range d.Sentences {
		n := s.Last - s.First
		if n < shortest || n > longest || !strings.ContainsAny(d.Tokens[s.Last-1].Form, ".?!") {
			continue
		}
		tokens := append([]nlp.Token(nil), d.Tokens[s.First:s.Last]...)
		list = append(list, &nlp.Doc{Tokens: tokens, Sentences: []nlp.Sentence{{Last: n}}})
	}
	return list
}

// agreed returns, as one document, the raw sentences on which a parser that
// reads forward and one that reads backward agree.
func agreed(o *options, trees, raw []*nlp.Doc, lex *lexicon.Lexicon) (*nlp.Doc, error) {
	var parsers [2]*parse.Parser
	for i := range parsers {
		options := o.parseOptions(lex)
		options.Backward = i == 1
		var err error
		if parsers[i], err = parse.New(parse.Train(trees, options), lex); err != nil {
			return nil, err
		}
	}
	kept := &nlp.Doc{}
	for _, d := range raw {
		other := copyDoc(d)
		parsers[0].Parse(d)
		parsers[1].Parse(other)
		if !sameTree(d, other) {
			continue
		}
		first := len(kept.Tokens)
		for _, t := range d.Tokens {
			if t.Head >= 0 {
				t.Head += first
			}
			kept.Tokens = append(kept.Tokens, t)
		}
		kept.Sentences = append(kept.Sentences, nlp.Sentence{First: first, Last: len(kept.Tokens)})
	}
	o.log("agreement on %d of %d sentences, %d tokens", len(kept.Sentences), len(raw), len(kept.Tokens))
	return kept, nil
}

func sameTree(a, b *nlp.Doc) bool {
	for i := range a.Tokens {
		if a.Tokens[i].Head != b.Tokens[i].Head || a.Tokens[i].Deprel != b.Tokens[i].Deprel {
			return false
		}
	}
	return true
}
