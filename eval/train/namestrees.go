// SPDX-License-Identifier: Apache-2.0

package main

import (
	_ "embed"
	"fmt"
	"strings"
)

//go:embed names-trees-de.tsv
var treeNamesDE string

// readTrees reads the sentences of a treebank of our own with the names of
// names-trees-de.tsv in them.
func readTrees(path string) ([]marked, error) {
	texts, err := textLines(path)
	if err != nil {
		return nil, err
	}
	r, err := treeNames(treeNamesDE)
	if err != nil {
		return nil, err
	}
	text := strings.Join(texts, "\n\n")
	return []marked{{text, r.find(text)}}, nil
}

// treeNames reads a table of types and names.
func treeNames(table string) (*ownRange, error) {
	r := &ownRange{}
	for n, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		kind, list, ok := strings.Cut(line, "\t")
		if !ok || plainTypes[kind] != kind {
			return nil, fmt.Errorf("names-trees-de.tsv:%d: want a type and names", n+1)
		}
		for form := range strings.SplitSeq(list, "|") {
			r.names = append(r.names, ownName{form, kind})
		}
	}
	return r, nil
}
