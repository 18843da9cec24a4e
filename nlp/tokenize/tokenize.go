// SPDX-License-Identifier: Apache-2.0

// Package tokenize cuts a text into paragraphs, sentences and tokens in the
// manner of the Universal Dependencies treebanks. Plain text and the files
// abbreviations.txt, contractions.tsv and tokenize.tsv of a language go in; a
// Doc with Tokens and Sentences comes out, every token with its exact bytes.
// It does not clean the text, tell its language, or tag anything.
//
// An empty line ends a paragraph and a sentence. A single line break ends a
// sentence where the line is a heading, a list item or a line of its own, and
// is white space where the text was merely wrapped.
package tokenize

import (
	"fmt"
	"io/fs"
	"strings"

	"depesche/nlp"
)

// MaxSentence is the number of tokens at which an over-long sentence is cut.
// The cut is noted in Doc.Notes.
const MaxSentence = 400

// Tokenizer cuts texts of one language. It is read-only after Load and may be
// used from several goroutines.
type Tokenizer struct {
	language      string
	abbreviations map[string]abbreviation
	contractions  map[string]contraction
	clitics       []clitic
	words         map[string]map[string]bool // tokenize.tsv by kind
}

// Load reads the language's tokenization data from fsys. A missing file means
// that the language has none of that kind; the tokenizer then falls back on
// rules that hold in most languages. Errors name file and line.
func Load(fsys fs.FS) (*Tokenizer, error) {
	t := &Tokenizer{
		abbreviations: map[string]abbreviation{},
		contractions:  map[string]contraction{},
		words:         map[string]map[string]bool{},
	}
	for _, f := range []struct {
		name string
		line func(fields []string) error
	}{
		{"language.txt", t.addLanguage},
		{"abbreviations.txt", t.addAbbreviation},
		{"contractions.tsv", t.addContraction},
		{"tokenize.tsv", t.addWord},
	} {
		if err := readLines(fsys, f.name, f.line); err != nil {
			return nil, fmt.Errorf("load tokenizer: %w", err)
		}
	}
	return t, nil
}

// Tokenize returns a Doc with Tokens and Sentences; heads are -1. It takes
// any string, in time linear in its length.
func (t *Tokenizer) Tokenize(text string) *nlp.Doc {
	doc := &nlp.Doc{Text: text, Language: t.language, Tokens: make([]nlp.Token, 0, len(text)/5+1)}
	var pieces []piece
	for _, b := range blocks(text) {
		pieces = t.scan(pieces, text, b.start, b.end)
		for _, s := range t.sentences(text, pieces) {
			t.emit(doc, s, b.paragraph)
		}
	}
	return doc
}

// emit appends one sentence of pieces to the doc, cut at MaxSentence.
func (t *Tokenizer) emit(doc *nlp.Doc, pieces []piece, paragraph int) {
	if len(pieces) > MaxSentence {
		doc.Notes = append(doc.Notes, nlp.Note{
			Stage: "tokenize",
			Text:  fmt.Sprintf("sentence of %d words cut at %d", len(pieces), MaxSentence),
			Start: pieces[0].start, End: pieces[len(pieces)-1].end,
		})
	}
	for len(pieces) > 0 {
		n := min(len(pieces), MaxSentence)
		first, before := len(doc.Tokens), ""
		for _, p := range pieces[:n] {
			t.words1(doc, p, before)
			before = doc.Text[p.start:p.end]
		}
		doc.Sentences = append(doc.Sentences, nlp.Sentence{
			First: first, Last: len(doc.Tokens),
			Start: pieces[0].start, End: pieces[n-1].end,
			Paragraph: paragraph,
		})
		pieces = pieces[n:]
	}
}

// words1 appends the syntactic words of one piece of text. before is the piece
// before it in the sentence, or "".
func (t *Tokenizer) words1(doc *nlp.Doc, p piece, before string) {
	surface := doc.Text[p.start:p.end]
	form := plainForm(surface)
	space := followedBySpace(doc.Text, p.end)
	parts, inside := t.split(form, before)
	if len(parts) < 2 {
		doc.Tokens = append(doc.Tokens, nlp.Token{Start: p.start, End: p.end, Form: form, Head: -1, SpaceAfter: space})
		return
	}
	at := p.start
	for k, part := range parts {
		tok := nlp.Token{Start: p.start, End: p.end, Form: part, Head: -1, Part: uint8(k + 1)}
		if inside && len(form) == len(surface) {
			tok.Start, tok.End = at, at+len(part)
			at = tok.End
		}
		tok.SpaceAfter = space && k == len(parts)-1
		doc.Tokens = append(doc.Tokens, tok)
	}
}

// plainForm is the word without soft hyphens and other invisible joiners.
func plainForm(surface string) string {
	if !strings.ContainsFunc(surface, invisible) {
		return surface
	}
	form := strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, surface)
	if form == "" {
		return surface
	}
	return form
}
