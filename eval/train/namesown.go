// SPDX-License-Identifier: Apache-2.0

package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed names-de.tsv
var ownNamesDE string

// ownTexts says where the texts of names-de.tsv lie below the data folder.
// A CoNLL-U file stands for its "# text" comments.
var ownTexts = map[string]string{
	"news":     "raw-news-parallel/deu.txt",
	"gsd-dev":  "ud-de/de_gsd-ud-dev.conllu",
	"gsd-test": "ud-de/de_gsd-ud-test.conllu",
}

// ownRange is a stretch of lines with the names in it.
type ownRange struct {
	text     string
	from, to int // lines, counted from 1, both included
	names    []ownName
}

type ownName struct{ form, kind string }

// readOwn reads our own annotation of the texts below folder.
func readOwn(folder string) ([]marked, error) {
	ranges, err := ownRanges(ownNamesDE)
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	var docs []marked
	for _, r := range ranges {
		if texts[r.text] == nil {
			if texts[r.text], err = textLines(filepath.Join(folder, ownTexts[r.text])); err != nil {
				return nil, err
			}
		}
		if r.to > len(texts[r.text]) {
			return nil, fmt.Errorf("names-de.tsv: %s has %d lines, not %d", r.text, len(texts[r.text]), r.to)
		}
		text := strings.Join(texts[r.text][r.from-1:r.to], "\n\n")
		docs = append(docs, marked{text, r.find(text)})
	}
	return docs, nil
}

// ownRanges reads the rows of the table.
func ownRanges(table string) ([]ownRange, error) {
	var ranges []ownRange
	for n, line := range strings.Split(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, "\t")
		r := ownRange{text: fields[0]}
		if len(fields) < 3 || ownTexts[r.text] == "" {
			return nil, fmt.Errorf("names-de.tsv:%d: want text, lines, type and names", n+1)
		}
		if _, err := fmt.Sscanf(fields[1], "%d-%d", &r.from, &r.to); err != nil || r.from < 1 || r.to < r.from {
			return nil, fmt.Errorf("names-de.tsv:%d: bad lines %q", n+1, fields[1])
		}
		if fields[2] == "ALL" {
			ranges = append(ranges, r)
			continue
		}
		k := len(ranges) - 1
		if k < 0 || ranges[k].from != r.from || ranges[k].text != r.text || len(fields) != 4 || plainTypes[fields[2]] == "" {
			return nil, fmt.Errorf("names-de.tsv:%d: no row ALL for these lines, or a bad type", n+1)
		}
		for form := range strings.SplitSeq(fields[3], "|") {
			ranges[k].names = append(ranges[k].names, ownName{form, fields[2]})
		}
	}
	return ranges, nil
}

// textLines returns the lines of a text or the sentences of a treebank.
func textLines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(string(b), "\n"), "\n")
	if !strings.HasSuffix(path, ".conllu") {
		return lines, nil
	}
	var texts []string
	for _, line := range lines {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			texts = append(texts, text)
		}
	}
	return texts, nil
}

// find marks every occurrence of the names, the longest first, also with a
// genitive s or apostrophe.
func (r *ownRange) find(text string) []markedName {
	names := slices.Clone(r.names)
	slices.SortStableFunc(names, func(a, b ownName) int { return len(b.form) - len(a.form) })
	taken := make([]bool, len(text))
	var found []markedName
	for _, n := range names {
		for at := 0; ; {
			k := strings.Index(text[at:], n.form)
			if k < 0 {
				break
			}
			start, end := at+k, at+k+len(n.form)
			at = end
			if end < len(text) && text[end] == 's' && !wordAt(text[end+1:]) {
				end++
			}
			if taken[start] || taken[end-1] || wordBefore(text[:start]) || wordAt(text[end:]) {
				continue
			}
			for i := start; i < end; i++ {
				taken[i] = true
			}
			found = append(found, markedName{start, end, n.kind})
		}
	}
	return found
}

func wordAt(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func wordBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}
