// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"depesche/nlp"
	"depesche/nlp/conllu"
)

// readFiles reads all files that match the pattern, in order of their names,
// and hands on every document with the name of its file.
func readFiles(pattern string, take func(name string, d *nlp.Doc)) error {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return fmt.Errorf("read %s: %w", pattern, err)
	}
	if len(names) == 0 {
		return fmt.Errorf("read %s: no such files", pattern)
	}
	slices.Sort(names)
	for _, name := range names {
		docs, err := readFile(name)
		if err != nil {
			return err
		}
		for _, d := range docs {
			take(name, d)
		}
	}
	return nil
}

// readFile reads a CoNLL-U file into one Doc for each of its documents.
func readFile(name string) ([]*nlp.Doc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := conllu.Read(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return docs, nil
}
