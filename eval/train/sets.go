// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"depesche/nlp"
)

// set is a named training set.
type set struct {
	name, language string
	pattern        string // below the data folder, or, when it begins with "lang/", below the project
	fix            func(*nlp.Token)
	trees          bool   // it has heads and relations
	source         string // for the header of the model
}

// sets lists the training sets. A name may be followed by a part:
// "pud-open:dev" is every third document, ":rest" the others.
var sets = []set{
	{"gsd-dev", "de", "ud-de/de_gsd-ud-dev.conllu", fixGSD, true, "UD German-GSD dev (CC BY-SA 4.0)"},
	{"gsd-test", "de", "ud-de/de_gsd-ud-test.conllu", fixGSD, true, "UD German-GSD test (CC BY-SA 4.0)"},
	{"pud-open", "de", "ud-de/de_pud-open.conllu", fixPUD, true, "UD German-PUD, half (CC BY-SA 3.0)"},
	{"docs-gsd", "de", "ud-de/docs-de_gsd.conllu", fixGSD, true, "UD documentation, examples from GSD (CC BY-SA 4.0)"},
	{"news", "de", "lang/de/trees/*.conllu", fixPUD, true, "German news trees of depesche (Apache-2.0)"},
	{"ewt", "en", "ud-en/ewt/*.conllu", fixEnglish, true, "UD English-EWT without its test documents (CC BY-SA 4.0)"},
	{"gum", "en", "ud-en/gum/*.conllu", fixEnglish, true, "UD English-GUM, free genres, without held-back news (CC BY)"},
}

// standard are the sets that a language is trained on when none are named.
var standard = map[string]string{
	"de": "gsd-dev,gsd-test,pud-open,docs-gsd",
	"en": "ewt,gum",
}

// partSize is how many documents one document of a "dev" part stands for.
const partSize = 3

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
		all, err := readFiles(s.path(data), s.fix)
		if err != nil {
			return nil, "", err
		}
		all, err = partOf(all, part)
		if err != nil {
			return nil, "", fmt.Errorf("set %s: %w", name, err)
		}
		docs = append(docs, all...)
		sources = append(sources, s.source)
	}
	return docs, strings.Join(sources, "; "), nil
}

// path is the pattern of the set's files.
func (s *set) path(data string) string {
	if strings.HasPrefix(s.pattern, "lang/") {
		return filepath.FromSlash(s.pattern)
	}
	return filepath.Join(data, s.pattern)
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

// partOf returns a part of the documents: "dev", "rest" or all.
func partOf(docs []*nlp.Doc, part string) ([]*nlp.Doc, error) {
	if part == "" {
		return docs, nil
	}
	if part != "dev" && part != "rest" {
		return nil, fmt.Errorf("no part %q; there are dev and rest", part)
	}
	var kept []*nlp.Doc
	for i, d := range docs {
		if (i%partSize == 0) == (part == "dev") {
			kept = append(kept, d)
		}
	}
	return kept, nil
}
