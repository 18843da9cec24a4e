// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"depesche/nlp"
)

// readFiles reads all files that match the pattern, in order of their names.
func readFiles(pattern string, fix func(*nlp.Token)) ([]*nlp.Doc, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", pattern, err)
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("read %s: no such files", pattern)
	}
	slices.Sort(names)
	var docs []*nlp.Doc
	for _, name := range names {
		list, err := readFile(name, fix)
		if err != nil {
			return nil, err
		}
		docs = append(docs, list...)
	}
	return docs, nil
}

// readFile reads a CoNLL-U file into one Doc for each of its documents. Words
// keep their forms; text and offsets are those of the forms with spaces.
func readFile(name string, fix func(*nlp.Token)) ([]*nlp.Doc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b := &builder{}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		if err := b.line(in.Text(), fix); err != nil {
			return nil, fmt.Errorf("read %s:%d: %w", name, line, err)
		}
	}
	b.endSentence()
	b.endDoc()
	return b.docs, in.Err()
}

// builder assembles documents line by line.
type builder struct {
	docs []*nlp.Doc
	doc  *nlp.Doc
	text strings.Builder
	from int // first token of the open sentence
}

func (b *builder) line(line string, fix func(*nlp.Token)) error {
	switch {
	case strings.HasPrefix(line, "# newdoc"):
		b.endDoc()
	case line == "":
		b.endSentence()
	case line[0] == '#':
	default:
		return b.word(strings.Split(line, "\t"), fix)
	}
	return nil
}

func (b *builder) word(column []string, fix func(*nlp.Token)) error {
	if len(column) != 10 {
		return fmt.Errorf("%d columns", len(column))
	}
	if strings.ContainsAny(column[0], "-.") {
		return nil // surface words of several parts, and empty nodes
	}
	if b.doc == nil {
		b.doc = &nlp.Doc{}
		b.from = 0
	}
	for i := range column {
		if column[i] == "_" && i > 1 {
			column[i] = ""
		}
	}
	t := nlp.Token{
		Form: column[1], Lemma: column[2], UPOS: column[3], XPOS: column[4],
		Feats: column[5], Head: -1, Deprel: column[7],
		SpaceAfter: !strings.Contains(column[9], "SpaceAfter=No"),
	}
	if column[6] != "" {
		head, err := strconv.Atoi(column[6])
		if err != nil {
			return fmt.Errorf("head: %w", err)
		}
		if head > 0 {
			t.Head = b.from + head - 1
		}
	}
	t.Start = b.text.Len()
	b.text.WriteString(t.Form)
	t.End = b.text.Len()
	b.text.WriteByte(' ')
	fix(&t)
	b.doc.Tokens = append(b.doc.Tokens, t)
	return nil
}

func (b *builder) endSentence() {
	if b.doc == nil || b.from == len(b.doc.Tokens) {
		return
	}
	d := b.doc
	d.Sentences = append(d.Sentences, nlp.Sentence{
		First: b.from, Last: len(d.Tokens),
		Start: d.Tokens[b.from].Start, End: d.Tokens[len(d.Tokens)-1].End,
	})
	b.from = len(d.Tokens)
}

func (b *builder) endDoc() {
	b.endSentence()
	if b.doc != nil {
		b.doc.Text = b.text.String()
		b.docs = append(b.docs, b.doc)
	}
	b.doc, b.from = nil, 0
	b.text.Reset()
}
