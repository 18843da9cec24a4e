// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"depesche/nlp"
)

// maxLine bounds the length of a line in bytes.
const maxLine = 4 << 20

// Documents reads the documents of r one by one, so that a large treebank
// need not be in memory. It stops at the first error.
func Documents(r io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		p := &parser{}
		scanner := bufio.NewScanner(r)
		scanner.Buffer(nil, maxLine)
		for scanner.Scan() {
			p.number++
			done, err := p.line(strings.TrimSuffix(scanner.Text(), "\r"))
			if err != nil {
				yield(Document{}, fmt.Errorf("read CoNLL-U, line %d: %w", p.number, err))
				return
			}
			if done != nil && !yield(*done, nil) {
				return
			}
		}
		err := scanner.Err()
		if err == nil {
			err = p.endSentence()
		}
		if err != nil {
			yield(Document{}, fmt.Errorf("read CoNLL-U, line %d: %w", p.number+1, err))
			return
		}
		if done := p.finish(); done != nil {
			yield(*done, nil)
		}
	}
}

// parser builds one document from lines.
type parser struct {
	number int // of the line
	doc    *Document
	text   strings.Builder
	gap    string // the white space behind the last token
	stated bool   // the gap was given as SpacesAfter

	first    int // token of the sentence under way
	heads    []int
	newpar   bool
	sentID   string
	rangeEnd int // last id of the multiword token under way, 0 for none
	surface  string
	start    int // of the surface token
	part     int
}

// line takes in a line. It returns the document that a "# newdoc" ends.
func (p *parser) line(line string) (*Document, error) {
	switch {
	case strings.TrimSpace(line) == "":
		return nil, p.endSentence()
	case line[0] == '#':
		return p.comment(line)
	}
	cols := strings.Split(strings.ReplaceAll(line, "\r", " "), "\t")
	if len(cols) != columns {
		return nil, fmt.Errorf("%d columns, want %d", len(cols), columns)
	}
	if strings.Contains(cols[colID], ".") {
		return nil, nil // an empty node
	}
	if strings.TrimSpace(cols[colForm]) == "" {
		return nil, errors.New("no form")
	}
	p.open()
	if a, b, ok := strings.Cut(cols[colID], "-"); ok {
		return nil, p.multiword(a, b, cols)
	}
	return nil, p.word(cols)
}

func (p *parser) comment(line string) (done *Document, err error) {
	key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), "=")
	value = strings.TrimSpace(value)
	switch key = strings.TrimSpace(key); {
	case key == "newdoc" || key == "newdoc id":
		if err := p.endSentence(); err != nil {
			return nil, err
		}
		done = p.finish()
		p.open()
		p.doc.ID = value
	case key == "newpar" || key == "newpar id":
		p.newpar = true
	case key == "sent_id":
		p.sentID = value
	}
	return done, nil
}

func (p *parser) open() {
	if p.doc == nil {
		p.doc = &Document{Doc: &nlp.Doc{}}
		p.gap, p.first = "", 0
		p.text.Reset()
	}
}

// multiword begins a range of words that share a surface token.
func (p *parser) multiword(a, b string, cols []string) error {
	first, err1 := strconv.Atoi(a)
	last, err2 := strconv.Atoi(b)
	if err1 != nil || err2 != nil || first != p.next() || last <= first || last-first > 200 || p.rangeEnd != 0 {
		return fmt.Errorf("bad range %q", cols[colID])
	}
	p.place(cols)
	p.rangeEnd, p.part, p.surface = last, 0, cols[colForm]
	return nil
}

// next is the id that the next word must have.
func (p *parser) next() int { return len(p.doc.Tokens) - p.first + 1 }

// place writes the surface form into the text and takes in what follows it.
func (p *parser) place(cols []string) {
	misc := cols[colMisc]
	if len(p.doc.Tokens) == 0 {
		p.text.WriteString(unescapes.Replace(miscValue(misc, "SpacesBefore")))
	} else if len(p.doc.Tokens) == p.first {
		if p.newpar && !strings.Contains(p.gap, "\n") {
			p.gap = "\n\n"
		}
	}
	p.text.WriteString(p.gap)
	p.start = p.text.Len()
	p.text.WriteString(cols[colForm])
	p.gap, p.stated = " ", false
	if miscValue(misc, "SpaceAfter") == "No" {
		p.gap = ""
	} else if s := miscValue(misc, "SpacesAfter"); s != "" {
		p.gap, p.stated = unescapes.Replace(s), true
	}
}

// miscValue returns the value of key in the last column.
func miscValue(misc, key string) string {
	for misc != "" {
		var field string
		field, misc, _ = strings.Cut(misc, "|")
		if k, v, ok := strings.Cut(field, "="); ok && k == key {
			return v
		}
	}
	return ""
}

func (p *parser) word(cols []string) error {
	id, err := strconv.Atoi(cols[colID])
	if err != nil || id != p.next() {
		return fmt.Errorf("word id %q, want %d", cols[colID], p.next())
	}
	head := -1
	if cols[colHead] != "_" {
		if head, err = strconv.Atoi(cols[colHead]); err != nil || head < 0 {
			return fmt.Errorf("bad head %q", cols[colHead])
		}
	}
	if p.rangeEnd == 0 {
		p.place(cols)
	} else {
		p.part++
	}
	p.heads = append(p.heads, head)
	p.name(miscValue(cols[colMisc], "NER"))
	p.doc.Tokens = append(p.doc.Tokens, nlp.Token{
		Start: p.start, End: p.text.Len(), Form: cols[colForm],
		Lemma: lemma(cols), UPOS: value(cols[colUPOS]), XPOS: value(cols[colXPOS]),
		Feats: value(cols[colFeats]), Deprel: value(cols[colDeprel]),
		Part: uint8(p.part), Head: -1, SpaceAfter: p.rangeEnd == 0 && p.gap != "",
	})
	if id == p.rangeEnd {
		p.endRange()
	}
	return nil
}

// endRange gives the parts of a multiword token bytes of their own when they
// are the pieces of its surface.
func (p *parser) endRange() {
	parts := p.doc.Tokens[len(p.doc.Tokens)-p.part:]
	var joined strings.Builder
	for _, t := range parts {
		joined.WriteString(t.Form)
	}
	if joined.String() == p.surface {
		at := p.start
		for k := range parts {
			parts[k].Start, parts[k].End = at, at+len(parts[k].Form)
			at = parts[k].End
		}
	}
	parts[len(parts)-1].SpaceAfter = p.gap != ""
	p.rangeEnd, p.part = 0, 0
}

// name takes in the NER value of the next token.
func (p *parser) name(tag string) {
	i := len(p.doc.Tokens)
	kind, typ, ok := strings.Cut(tag, "-")
	if !ok {
		return
	}
	if n := len(p.doc.Names); kind == "I" && n > 0 && p.doc.Names[n-1].Last == i && p.doc.Names[n-1].Type == typ {
		p.doc.Names[n-1].Last++
		return
	}
	p.doc.Names = append(p.doc.Names, nlp.Name{First: i, Last: i + 1, Type: typ})
}

func value(col string) string {
	if col == "_" {
		return ""
	}
	return col
}

// lemma is "_" only for the word "_" itself.
func lemma(cols []string) string {
	if cols[colForm] == "_" {
		return cols[colLemma]
	}
	return value(cols[colLemma])
}

// endSentence closes the sentence under way and resolves its heads.
func (p *parser) endSentence() error {
	if p.doc == nil || len(p.doc.Tokens) == p.first {
		return nil
	}
	if p.rangeEnd != 0 {
		return fmt.Errorf("the sentence ends within the multiword token %q", p.surface)
	}
	tokens := p.doc.Tokens
	for k, head := range p.heads {
		if head > len(p.heads) {
			return fmt.Errorf("head %d in a sentence of %d words", head, len(p.heads))
		}
		if head > 0 {
			tokens[p.first+k].Head = p.first + head - 1
		}
	}
	paragraph := 0
	if n := len(p.doc.Sentences); n > 0 {
		if paragraph = p.doc.Sentences[n-1].Paragraph; p.newpar {
			paragraph++
		}
	}
	p.doc.Sentences = append(p.doc.Sentences, nlp.Sentence{
		First: p.first, Last: len(tokens),
		Start: tokens[p.first].Start, End: tokens[len(tokens)-1].End, Paragraph: paragraph,
	})
	p.doc.SentIDs = append(p.doc.SentIDs, p.sentID)
	p.first, p.heads, p.newpar, p.sentID = len(tokens), p.heads[:0], false, ""
	return nil
}

// finish returns the document under way when it has sentences.
func (p *parser) finish() *Document {
	done := p.doc
	p.doc, p.first = nil, 0
	if done == nil || len(done.Sentences) == 0 {
		return nil
	}
	if p.stated {
		p.text.WriteString(p.gap)
	}
	done.Text = p.text.String()
	return done
}
