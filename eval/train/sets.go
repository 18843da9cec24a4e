// SPDX-License-Identifier: Apache-2.0

package main

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
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

//go:embed sets.tsv
var setsFile string

// fixes bring the annotation of a set in line with the others.
var fixes = map[string]func(*nlp.Doc){"-": nil, "gsd": fixGSD, "pud": fixPUD, "english": fixEnglish}

// sets lists the training sets of sets.tsv; standard are those, by language,
// that are taken when none are named, comma-separated.
var sets, standard = mustReadSets(setsFile)

// mustReadSets reads sets.tsv. What is wrong with it is found by any test.
func mustReadSets(file string) ([]set, map[string]string) {
	var list []set
	usual := map[string]string{}
	for number, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 8 || !slices.Contains([]string{"trees", "features"}, f[3]) {
			panic(fmt.Sprintf("sets.tsv:%d: want eight columns, the fourth trees or features", number+1))
		}
		fix, known := fixes[f[5]]
		if !known {
			panic(fmt.Sprintf("sets.tsv:%d: no fix %q", number+1, f[5]))
		}
		s := set{language: f[0], name: f[1], trees: f[3] == "trees", fix: fix, pattern: f[6], source: f[7], ours: strings.HasPrefix(f[6], "lang/")}
		if n, err := strconv.Atoi(f[4]); err == nil {
			s.every = n
		} else if f[4] != "-" {
			s.dev = strings.Fields(f[4])
		}
		if f[2] == "standard" {
			usual[s.language] = strings.TrimPrefix(usual[s.language]+","+s.name, ",")
		}
		list = append(list, s)
	}
	return list, usual
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
