// SPDX-License-Identifier: Apache-2.0

// Package conllu reads and writes CoNLL-U, the file format of the Universal
// Dependencies treebanks (https://universaldependencies.org/format.html).
// CoNLL-U goes in, analysed Docs come out, and the other way round. Reading
// checks the format only; Validate checks trees and labels. Enhanced
// dependencies and empty nodes are left out.
package conllu

import (
	"fmt"
	"io"
	"strings"

	"depesche/nlp"
)

// Document is one document of a file.
type Document struct {
	ID      string   // of "# newdoc id", may be empty
	SentIDs []string // of "# sent_id", one for every sentence, may be empty
	*nlp.Doc
}

// Read returns all documents of r. A file without "# newdoc" is one document.
// The text of a document is put together from its words, SpaceAfter and
// SpacesAfter; sentences are joined by a blank, paragraphs ("# newpar") by an
// empty line. Errors name the line.
func Read(r io.Reader) ([]*nlp.Doc, error) {
	var docs []*nlp.Doc
	for d, err := range Documents(r) {
		if err != nil {
			return nil, err
		}
		docs = append(docs, d.Doc)
	}
	return docs, nil
}

const columns = 10

// The columns of a line.
const (
	colID = iota
	colForm
	colLemma
	colUPOS
	colXPOS
	colFeats
	colHead
	colDeprel
	colDeps
	colMisc
)

// Write writes a document: "# newdoc id" when id is not empty, "# newpar",
// "# sent_id" and "# text" for every sentence, ranges for contractions,
// SpaceAfter or SpacesAfter, the offsets of every surface token in code points
// as start_char and end_char, and names as NER=B-PER and NER=I-PER.
func Write(w io.Writer, id string, doc *nlp.Doc) error {
	p := &printer{doc: doc, id: id, names: nameTags(doc)}
	if id != "" {
		p.b.WriteString("# newdoc id = " + oneLine(id) + "\n")
	}
	for k := range doc.Sentences {
		p.sentence(k)
		if p.b.Len() > 1<<16 {
			if _, err := io.WriteString(w, p.b.String()); err != nil {
				return fmt.Errorf("write CoNLL-U: %w", err)
			}
			p.b.Reset()
		}
	}
	if _, err := io.WriteString(w, p.b.String()); err != nil {
		return fmt.Errorf("write CoNLL-U: %w", err)
	}
	return nil
}

// nameTags gives the B- or I- tag of every token in a name.
func nameTags(doc *nlp.Doc) map[int]string {
	tags := map[int]string{}
	for _, n := range doc.Names {
		for i := n.First; i < n.Last; i++ {
			tags[i] = "I-" + n.Type
		}
		tags[n.First] = "B-" + n.Type
	}
	return tags
}

// oneLine is the text with every run of white space as one blank.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
