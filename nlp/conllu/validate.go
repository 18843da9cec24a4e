// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Problem is a place in a CoNLL-U file that breaks a rule of Universal
// Dependencies or of this project's treebanks.
type Problem struct {
	Line   int    // of the file, from 1
	SentID string // of the sentence, empty when it has none
	Text   string // what is wrong, in words
}

// String gives the problem in one line.
func (p Problem) String() string {
	return fmt.Sprintf("line %d, %s: %s", p.Line, p.SentID, p.Text)
}

// Validate checks a treebank: its format (columns, ids, ranges, comments, the
// text against the words), its trees (one root, no cycles, punctuation without
// children and projective), its labels (known tags, features and relations)
// and that relation and tag agree (det on a DET, nummod on a NUM, flat to the
// left …). The rules are those of level 2 of the validator of Universal
// Dependencies and a part of level 3; nothing is checked that only one
// language has. The error is one of reading; a file that breaks rules is none.
func Validate(r io.Reader) ([]Problem, error) {
	v := &validator{ids: map[string]bool{}}
	in := bufio.NewScanner(r)
	in.Buffer(nil, maxLine)
	for in.Scan() {
		v.number++
		v.line(in.Text())
	}
	if err := in.Err(); err != nil {
		return v.problems, fmt.Errorf("validate CoNLL-U, line %d: %w", v.number+1, err)
	}
	v.number++
	v.endSentence()
	return v.problems, nil
}

// validator collects the lines of one sentence and checks it at its end.
type validator struct {
	problems []Problem
	number   int // of the line
	ids      map[string]bool

	sentID, text string
	words        []row
	ranges       []row
	free         []bool // by word, see findFree
}

// row is a line of a word, or of a range when last is not 0.
type row struct {
	line        int
	first, last int // ids
	head        int // -1 when it is no number
	col         []string
}

func (w *row) rel() string {
	rel, _, _ := strings.Cut(w.col[colDeprel], ":")
	return rel
}

func (v *validator) problem(line int, format string, args ...any) {
	v.problems = append(v.problems, Problem{line, v.sentID, fmt.Sprintf(format, args...)})
}

func (v *validator) line(line string) {
	switch {
	case line == "":
		v.endSentence()
	case line[0] == '#':
		v.comment(line)
	default:
		v.row(line)
	}
}

func (v *validator) comment(line string) {
	key, value, _ := strings.Cut(strings.TrimPrefix(line, "#"), "=")
	value = strings.TrimSpace(value)
	switch strings.TrimSpace(key) {
	case "newdoc id":
		if value == "" {
			v.problem(v.number, "newdoc without an id")
		}
	case "sent_id":
		v.sentID = value
		if value == "" || v.ids[value] {
			v.problem(v.number, "sent_id %q is empty or stands twice", value)
		}
		v.ids[value] = true
	case "text":
		v.text = value
	}
}

func (v *validator) row(line string) {
	col := strings.Split(line, "\t")
	if len(col) != columns {
		v.problem(v.number, "%d columns, want %d", len(col), columns)
		return
	}
	for i, c := range col {
		if c == "" || strings.TrimSpace(c) != c {
			v.problem(v.number, "column %d is empty or begins or ends with a blank", i+1)
			return
		}
	}
	if strings.Contains(col[colID], ".") {
		return // an empty node
	}
	if a, b, ok := strings.Cut(col[colID], "-"); ok {
		v.span(a, b, col)
		return
	}
	w := row{line: v.number, first: len(v.words) + 1, col: col}
	if col[colID] != strconv.Itoa(w.first) {
		v.problem(v.number, "id %s, want %d", col[colID], w.first)
	}
	head, err := strconv.Atoi(col[colHead])
	if err != nil {
		head = -1
	}
	w.head = head
	v.words = append(v.words, w)
}

// span takes in the line of a range of words.
func (v *validator) span(a, b string, col []string) {
	first, err1 := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || first != len(v.words)+1 || last <= first {
		v.problem(v.number, "bad range %s", col[colID])
		return
	}
	if n := len(v.ranges); n > 0 && v.ranges[n-1].last >= first {
		v.problem(v.number, "range %s overlaps the one before", col[colID])
		return
	}
	for i := colLemma; i < colMisc; i++ {
		if col[i] != "_" {
			v.problem(v.number, "a range has a value in column %d", i+1)
		}
	}
	v.ranges = append(v.ranges, row{line: v.number, first: first, last: last, col: col})
}

func (v *validator) endSentence() {
	if len(v.words) > 0 {
		v.checkComments()
		v.checkText()
		if v.checkHeads() {
			v.checkTree()
		}
		v.findFree()
		for i := range v.words {
			v.checkLabels(&v.words[i])
		}
	}
	v.sentID, v.text, v.words, v.ranges = "", "", nil, nil
}

func (v *validator) checkComments() {
	first := v.words[0].line
	if v.sentID == "" {
		v.problem(first, "no sent_id")
	}
	if v.text == "" {
		v.problem(first, "no text")
	}
}

// checkText compares the text with the words and SpaceAfter.
func (v *validator) checkText() {
	var b strings.Builder
	ranges := v.ranges
	for i := 0; i < len(v.words); {
		w, next := &v.words[i], i+1
		if len(ranges) > 0 && ranges[0].first == i+1 {
			w, next, ranges = &ranges[0], ranges[0].last, ranges[1:]
			if next > len(v.words) {
				v.problem(w.line, "range %s ends behind the sentence", w.col[colID])
				return
			}
		}
		b.WriteString(w.col[colForm])
		if miscValue(w.col[colMisc], "SpaceAfter") != "No" {
			b.WriteByte(' ')
		}
		i = next
	}
	if got := strings.TrimSpace(b.String()); v.text != "" && got != v.text {
		v.problem(v.words[0].line, "the words give %q, the text is %q", got, v.text)
	}
}
