// SPDX-License-Identifier: Apache-2.0

package score

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// forest is the documents of a file, in its order.
type forest struct {
	names []string
	trees map[string]*tree
}

// of returns the document with the name, a new one when there is none yet.
func (f *forest) of(name string) *tree {
	if f.trees[name] == nil {
		f.trees[name] = &tree{}
		f.names = append(f.names, name)
	}
	return f.trees[name]
}

// Marks in the place of the index of a word.
const (
	noHead = -1 // the root
	noWord = -2 // a head that has no partner
)

// tree is a document of CoNLL-U: its characters without white space, and the
// spans of its tokens and sentences in them.
type tree struct {
	chars             []rune
	tokens, sentences [][2]int
	words             []treeWord
}

// treeWord is a syntactic word.
type treeWord struct {
	span                 [2]int // of its token
	joined               bool   // it is part of a contraction
	form, upos, relation string
	head                 int // index of a word, or noHead
}

// Columns of CoNLL-U.
const (
	columnID       = 0
	columnForm     = 1
	columnTag      = 3
	columnHead     = 6
	columnRelation = 7
	columnCount    = 10
)

// readTrees reads CoNLL-U; sentences before any newdoc line belong to the
// document "". A sentence with a bad line is left out with its reason.
func readTrees(name string, data []byte) (*forest, []Problem) {
	found, document := &forest{trees: map[string]*tree{}}, ""
	var problems []Problem
	var rows [][]string
	bad := false
	end := func() {
		if len(rows) > 0 && !bad {
			found.of(document).addSentence(rows)
		}
		rows, bad = nil, false
	}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "# newdoc"):
			_, id, _ := strings.Cut(line, "=")
			document = strings.TrimSpace(id)
		case strings.TrimSpace(line) == "":
			end()
		case line[0] != '#':
			row := strings.Split(line, "\t")
			if reason := checkRow(row); reason != "" {
				problems = append(problems, Problem{name, number, reason + "; the sentence is left out"})
				bad = true
			}
			rows = append(rows, row)
		}
	}
	end()
	return found, problems
}

// checkRow says what is wrong with a row, or "".
func checkRow(row []string) string {
	if len(row) != columnCount {
		return fmt.Sprintf("%d columns, want %d", len(row), columnCount)
	}
	for _, id := range strings.FieldsFunc(row[columnID], func(r rune) bool { return r == '-' || r == '.' }) {
		if _, err := strconv.Atoi(id); err != nil {
			return fmt.Sprintf("the id %q is no number", row[columnID])
		}
	}
	return ""
}

// addSentence takes in the rows of a sentence.
func (t *tree) addSentence(rows [][]string) {
	firstChar, firstWord := len(t.chars), len(t.words)
	until, span := 0, [2]int{}
	for _, row := range rows {
		if _, last, ok := strings.Cut(row[columnID], "-"); ok {
			until, _ = strconv.Atoi(last)
			span = t.addToken(row[columnForm])
			continue
		}
		if strings.Contains(row[columnID], ".") {
			continue // an empty node
		}
		id, _ := strconv.Atoi(row[columnID])
		joined := id <= until
		if !joined {
			span = t.addToken(row[columnForm])
		}
		head := noHead
		if n, err := strconv.Atoi(row[columnHead]); err == nil && n > 0 {
			head = firstWord + n - 1
		}
		relation, _, _ := strings.Cut(row[columnRelation], ":")
		t.words = append(t.words, treeWord{span, joined, strings.ToLower(row[columnForm]), row[columnTag], relation, head})
	}
	t.sentences = append(t.sentences, [2]int{firstChar, len(t.chars)})
}

// addToken takes in the characters of a token.
func (t *tree) addToken(form string) [2]int {
	start := len(t.chars)
	for _, r := range form {
		if !unicode.Is(unicode.Zs, r) {
			t.chars = append(t.chars, r)
		}
	}
	span := [2]int{start, len(t.chars)}
	t.tokens = append(t.tokens, span)
	return span
}

// joined makes one document of all, for an answer that names no documents.
func (f *forest) joined() *forest {
	whole := &forest{trees: map[string]*tree{}}
	for _, name := range f.names {
		whole.of("").append(f.trees[name])
	}
	return whole
}

func (t *tree) append(more *tree) {
	chars, first := len(t.chars), len(t.words)
	moved := func(s [2]int) [2]int { return [2]int{s[0] + chars, s[1] + chars} }
	t.chars = append(t.chars, more.chars...)
	for _, s := range more.tokens {
		t.tokens = append(t.tokens, moved(s))
	}
	for _, s := range more.sentences {
		t.sentences = append(t.sentences, moved(s))
	}
	for _, w := range more.words {
		w.span = moved(w.span)
		if w.head != noHead {
			w.head += first
		}
		t.words = append(t.words, w)
	}
}
