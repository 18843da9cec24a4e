// SPDX-License-Identifier: Apache-2.0

// Package revision compares two versions of one article: which words were
// taken out, put in or kept, and what became of its facts. Two records go in,
// a comparison comes out. It does not judge whether the edit was right, and
// does not compare different articles: that is what lineage does.
package revision

import (
	"strings"
	"unicode"

	"depesche"
)

// Comparison is what became of a version.
type Comparison struct {
	Title []Cut  `json:"title"`
	Text  []Cut  `json:"text"`
	Facts []Fact `json:"facts"` // in the order of the newer text, lost ones where they stood
	Words Words  `json:"words"`
}

// Words counts the words of the text by what became of them.
type Words struct {
	Kept  int `json:"kept"`
	Gone  int `json:"gone"`
	Added int `json:"added"`
}

// What became of a stretch of text.
const (
	Kept  = "kept"
	Gone  = "gone"
	Added = "added"
)

// Cut is a stretch of text. Old and New are where it begins in the older and
// in the newer text, in code points.
type Cut struct {
	Kind string `json:"kind"` // Kept, Gone or Added
	Text string `json:"text"`
	Old  int    `json:"old"`
	New  int    `json:"new"`

	runes int // length of Text
}

// oldEnd is where the cut ends in the older text.
func (c *Cut) oldEnd() int {
	if c.Kind == Added {
		return c.Old
	}
	return c.Old + c.runes
}

// newEnd is where the cut ends in the newer text.
func (c *Cut) newEnd() int {
	if c.Kind == Gone {
		return c.New
	}
	return c.New + c.runes
}

// Compare compares an older version with a newer one.
func Compare(older, newer *depesche.Record) Comparison {
	text := cuts(older.Article.Text, newer.Article.Text)
	return Comparison{
		Title: cuts(older.Article.Title, newer.Article.Title),
		Text:  text, Words: count(text), Facts: facts(older, newer, text),
	}
}

func count(all []Cut) (w Words) {
	for _, c := range all {
		n := 0
		for _, t := range split(c.Text) {
			if t.word {
				n++
			}
		}
		switch c.Kind {
		case Kept:
			w.Kept += n
		case Gone:
			w.Gone += n
		default:
			w.Added += n
		}
	}
	return w
}

// cuts compares two texts word by word.
func cuts(older, newer string) []Cut {
	a, b := split(older), split(newer)
	var w weaver
	i, j := 0, 0
	for _, k := range append(common(numbered(a, b)), pair{len(a), len(b)}) {
		w.take(Gone, a[i:k.a])
		w.take(Added, b[j:k.b])
		if k.a < len(a) {
			w.take(Kept, a[k.a:k.a+1])
		}
		i, j = k.a+1, k.b+1
	}
	w.flush()
	return w.all
}

// weaver joins tokens to cuts.
type weaver struct {
	all  []Cut
	next Cut // being made
	text strings.Builder
}

func (w *weaver) take(kind string, tokens []token) {
	if len(tokens) == 0 {
		return
	}
	if w.next.Kind != kind {
		w.flush()
		w.next.Kind = kind
	}
	for _, t := range tokens {
		w.text.WriteString(t.text)
		w.next.runes += t.runes
	}
}

// flush ends the cut that is being made; the next one begins behind it.
func (w *weaver) flush() {
	c := w.next
	if c.runes == 0 {
		return
	}
	c.Text = w.text.String()
	w.all = append(w.all, c)
	w.text.Reset()
	w.next = Cut{Old: c.oldEnd(), New: c.newEnd()}
}

// token is a word, a run of white space, or one other character.
type token struct {
	text  string
	word  bool
	runes int
}

func split(text string) []token {
	var all []token
	kind := func(r rune) int {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			return 1
		case unicode.IsSpace(r):
			return 2
		}
		return 0
	}
	start, runes, last := 0, 0, 0
	flush := func(end int) {
		if end > start {
			all = append(all, token{text[start:end], last == 1, runes})
		}
		start, runes = end, 0
	}
	for i, r := range text {
		if k := kind(r); k != last || k == 0 {
			flush(i)
			last = k
		}
		runes++
	}
	flush(len(text))
	return all
}
