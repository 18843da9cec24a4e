// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"depesche/ingest/dom"
)

// mass is how much a block speaks for an article around it: its words when it
// reads like running text, less than nothing when it is mostly links.
func (b *block) mass() float64 {
	words := float64(min(b.words, 150))
	share := b.linkShare()
	switch {
	case b.kind == heading:
		return 0
	case share > 0.6:
		return -min(words, 10)
	case b.words < 6:
		return -0.5
	}
	worth := words * (1 - share)
	switch {
	case b.words < 12 && !endsSentence(b.text.String):
		worth *= 0.2
	case b.words < 20:
		worth *= 0.7
	}
	if b.kind == item || b.kind == row {
		worth *= 0.5
	}
	return worth
}

// massSums returns the sums of the masses before each block, of those that are
// not out; what is negative counts as nothing.
func (s *survey) massSums() []float64 {
	sums := make([]float64, len(s.blocks)+1)
	for i := range s.blocks {
		m := 0.0
		if s.blocks[i].out == kept {
			m = max(0, s.blocks[i].mass())
		}
		sums[i+1] = sums[i] + m
	}
	return sums
}

// container returns the index of the element in which the article stands, or
// -1.
func (s *survey) container() int {
	good := make([]float64, len(s.blocks)+1)
	for i := range s.blocks {
		m := 0.0
		switch b := &s.blocks[i]; {
		case b.sure:
			m = float64(b.words) * 2
		case b.out == kept:
			m = b.mass()
		}
		good[i+1] = good[i] + m
	}
	best, bestScore := -1, 0.0
	for i := range s.elements {
		e := &s.elements[i]
		if !holdsText(e.node) {
			continue
		}
		score := (good[e.last] - good[e.first]) * s.prior(e)
		if score > 0 && score >= bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// prior is what tag and attributes of an element say of whether it is the one
// that holds the article.
func (s *survey) prior(e *element) float64 {
	switch {
	case strings.Contains(e.node.Attr("itemprop"), "articleBody"):
		return 1.6
	case e.node.Atom == atom.Body || e.node.Atom == atom.Html || e.node.Parent == nil:
		return 0.9
	case e.says&hintBody != 0:
		return 1.3
	case e.node.Atom == atom.Article:
		return 1.25
	case e.node.Atom == atom.Main || e.node.Attr("role") == "main":
		return 1.1
	}
	return 1
}

// holdsText reports whether an element may hold an article.
func holdsText(n *dom.Node) bool {
	switch n.Atom {
	case atom.Body, atom.Html, atom.Article, atom.Main, atom.Section, atom.Div, atom.Td, atom.Center, atom.Table,
		atom.Tbody, atom.Tr, atom.Form, atom.Blockquote, atom.Span, atom.Pre, atom.P, atom.Font:
		return true
	case 0:
		return true // an element of its own, or the page itself
	}
	return false
}

// endsSentence reports whether the text ends as a sentence does, closing
// quotation marks and brackets apart.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"'”’“«»)]", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", r) && r != utf8.RuneError
}

// containsStyle reports whether a style attribute hides its element.
func containsStyle(style string) bool {
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}
