// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"depesche/nlp"
)

// set is a named training set.
type set struct {
	name, language string
	pattern        string // below the data folder, or the repository
	fix            func(*nlp.Doc)
	trees          bool   // it has heads and relations
	source         string // for the header of the model
	ours           bool   // the pattern is relative to the repository
	// dev lists the files that are held out to measure on. Of a set without
	// the list every document is whose number is a multiple of every.
	dev   []string
	every int
}

// sets lists the training sets. A name may be followed by a part: "news:dev"
// is what is held out to measure on, "news:rest" is the others.
var sets = []set{
	{name: "gsd-dev", language: "de", pattern: "ud-de/de_gsd-ud-dev.conllu", fix: fixGSD, trees: true, source: "UD German-GSD dev (CC BY-SA 4.0)"},
	{name: "gsd-test", language: "de", pattern: "ud-de/de_gsd-ud-test.conllu", fix: fixGSD, trees: true, source: "UD German-GSD test (CC BY-SA 4.0)"},
	{name: "pud-open", language: "de", pattern: "ud-de/de_pud-open.conllu", fix: fixPUD, trees: true, source: "UD German-PUD, half (CC BY-SA 3.0)", every: 3},
	{name: "docs-gsd", language: "de", pattern: "ud-de/docs-de_gsd.conllu", fix: fixGSD, trees: true, source: "UD documentation, examples from GSD (CC BY-SA 4.0)"},
	{name: "news", language: "de", pattern: "lang/de/trees/*.conllu", fix: fixGSD, trees: true, source: "German news trees of our own (Apache-2.0)", ours: true, dev: []string{"a-3", "b-summit", "c-1", "d-1"}},
	{name: "sigmorphon", language: "de", pattern: "ud-de/sigmorphon-de_gsd-um-*.conllu", source: "SIGMORPHON 2019 task 2, German-GSD dev and test (CC BY-SA 4.0)"},
	{name: "ewt", language: "en", pattern: "ud-en/ewt/*.conllu", fix: fixEnglish, trees: true, source: "UD English-EWT without its test documents (CC BY-SA 4.0)", every: 10},
	{name: "gum", language: "en", pattern: "ud-en/gum/GUM_[^n]*.conllu", fix: fixEnglish, trees: true, source: "UD English-GUM, genres of free licence but news (CC BY 4.0)", every: 10},
	{name: "gum-news", language: "en", pattern: "ud-en/gum/GUM_news_*.conllu", fix: fixEnglish, trees: true, source: "UD English-GUM, news without the held-back documents (CC BY 4.0)", every: 10},
}

// standard are the sets that a language is trained on when none are named.
var standard = map[string]string{
	"de": "news,gsd-dev,gsd-test,pud-open,docs-gsd",
	"en": "ewt,gum,gum-news",
}

// splitTrees splits off the documents of sets without trees.
func splitTrees(docs []*nlp.Doc) (trees, partial []*nlp.Doc) {
	for _, d := range docs {
		if d.Tokens[0].UPOS == "" {
			partial = append(partial, d)
		} else {
			trees = append(trees, d)
		}
	}
	return trees, partial
}

// readSets reads the comma-separated sets of a language. It returns the
// documents and, for the model's header, where they come from.
func readSets(data, language, names string) (docs []*nlp.Doc, source string, err error) {
	var sources []string
	for name := range strings.SplitSeq(names, ",") {
		name, part, _ := strings.Cut(name, ":")
		s, err := findSet(language, name)
		if err != nil {
			return nil, "", err
		}
		all, err := s.read(data, part)
		if err != nil {
			return nil, "", fmt.Errorf("set %s: %w", name, err)
		}
		docs = append(docs, all...)
		sources = append(sources, s.source)
	}
	return docs, strings.Join(sources, "; "), nil
}

func findSet(language, name string) (*set, error) {
	var known []string
	for i := range sets {
		s := &sets[i]
		if s.language != language {
			continue
		}
		if s.name == name {
			return s, nil
		}
		known = append(known, s.name)
	}
	return nil, fmt.Errorf("no set %q for language %q; there are: %s", name, language, strings.Join(known, " "))
}

// read reads a part of the set: "dev", "rest" or, when part is empty, all.
func (s *set) read(data, part string) ([]*nlp.Doc, error) {
	if part != "" && part != "dev" && part != "rest" {
		return nil, fmt.Errorf("no part %q; there are dev and rest", part)
	}
	pattern := s.pattern
	if !s.ours {
		pattern = filepath.Join(data, pattern)
	}
	var kept []*nlp.Doc
	number := 0
	err := readFiles(pattern, func(name string, d *nlp.Doc) {
		held := s.every > 0 && number%s.every == 0
		if number++; s.dev != nil {
			held = slices.Contains(s.dev, strings.TrimSuffix(filepath.Base(name), ".conllu"))
		}
		if part == "" || held == (part == "dev") {
			if s.fix != nil {
				s.fix(d)
			}
			kept = append(kept, d)
		}
	})
	return kept, err
}
