// SPDX-License-Identifier: Apache-2.0

// Package maintext finds the article on a page: its paragraphs, headings,
// lists, quotes and tables in their order, without what stands around them.
// The tree of a page goes in, the text with its origins and the pointers to
// other stories come out. It judges blocks of text by their length, their
// share of links and their punctuation, elements by their tags and the words
// in their class attributes (hints.txt), and takes the element in which the
// text is densest. It reads no metadata.
//
// The features are those of Kohlschütter et al., Boilerplate Detection using
// Shallow Text Features (WSDM 2010), and of Arc90's Readability.
package maintext

import (
	"strings"

	"golang.org/x/net/html/atom"

	"depesche"
	"depesche/ingest/boilerplate"
	"depesche/ingest/dom"
	"depesche/ingest/origin"
)

// Options say what is known of the page.
type Options struct {
	Rules *boilerplate.Rules
	Title string // the title; a block that repeats it is no text
	Body  string // the text as the page's metadata have it; a hint
	// Description is the page's own summary: a block that repeats it stands at
	// the head of the text.
	Description string
	// Credit reports whether a line says who wrote the article, or when.
	Credit func(line string) bool
	// Resolve makes a link absolute; "" is no link.
	Resolve func(href string) string
}

// Result is the article of a page.
type Result struct {
	Text    origin.Text
	Related []depesche.Related
	Root    *dom.Node // the element that holds the text, or nil
}

// Survey is a page as blocks of text and elements. It serves one extraction.
type Survey struct{ *survey }

// Line is a block of text of the page.
type Line struct {
	Text      string
	Node      *dom.Node // the innermost block element that holds it
	Heading   bool
	Words     int
	LinkShare float64 // how much of the text is link, 0 to 1
}

// Read takes the survey of a page.
func Read(page *dom.Page) Survey { return Survey{takeSurvey(page)} }

// Lines lists all blocks of text of the page, in one line each.
func (s Survey) Lines() []Line {
	lines := make([]Line, len(s.blocks))
	for i := range s.blocks {
		b := &s.blocks[i]
		lines[i] = Line{
			Text: strings.ReplaceAll(b.text.String, "\n", " "), Node: b.node,
			Heading: b.kind == heading, Words: b.words, LinkShare: b.linkShare(),
		}
	}
	return lines
}

// Extract finds the article of the page. Without one the text is empty.
func (s Survey) Extract(opts Options) Result {
	s.confirm(opts.Body)
	s.markOut()
	s.markCards()
	s.markLists()
	root := s.container()
	if root < 0 {
		return Result{}
	}
	e := s.elements[root]
	related := s.choose(e.first, e.last, opts)
	related = s.boxes(related, e.first, min(len(s.blocks), e.last+maxBehind), opts)
	var b origin.Builder
	for i := s.lead(e, opts); i < e.last; i++ {
		if s.blocks[i].out == kept {
			b.Join("\n\n", s.blocks[i].text)
		}
	}
	return Result{Text: b.Text(), Related: related, Root: e.node}
}

// markOut takes out what tags, roles and hints say is no part of an article,
// unless that would be most of the text.
func (s *survey) markOut() {
	mass := s.massSums()
	total := mass[len(s.blocks)]
	article := 0 // end of the outermost article or main at hand
	for i := 0; i < len(s.elements); {
		e := &s.elements[i]
		if e.node.Atom == atom.Article || e.node.Atom == atom.Main {
			article = max(article, e.until)
		}
		why := s.outside(e, i < article)
		share := 0.0
		if total > 0 {
			share = (mass[e.last] - mass[e.first]) / total
		}
		if why == kept || why == markedOut && share > 0.4 || why == commented && share > 0.9 {
			i++
			continue
		}
		for k := e.first; k < e.last; k++ {
			if !s.blocks[k].sure {
				s.blocks[k].out, s.blocks[k].by = why, i+1
			}
		}
		i = e.until
	}
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.veil != 0 && !b.sure && (b.veil&(hintDrop|hintComment) != 0 || b.words <= 30) {
			b.out = markedOut
		}
	}
}

// outside judges an element by itself.
func (s *survey) outside(e *element, inArticle bool) reason {
	n := e.node
	switch n.Atom {
	case atom.Html, atom.Body, atom.Main:
		return kept
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Button, atom.Label, atom.Dialog, atom.Figcaption,
		atom.Fieldset, atom.Input, atom.Menu, atom.Address:
		return markedOut
	case atom.Header:
		if !inArticle {
			return markedOut
		}
	case atom.Article:
		if e.says&hintComment != 0 {
			return commented
		}
		return kept
	}
	switch n.Attr("role") {
	case "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert", "menu", "menubar", "toolbar", "tablist", "button":
		return markedOut
	case "main", "article":
		return kept
	}
	if hiddenStyle(n) {
		return markedOut
	}
	return s.byHints(e)
}

// byHints judges an element by the words in its attributes.
func (s *survey) byHints(e *element) reason {
	switch {
	case isTablePart(e.node.Atom), e.says&hintBody != 0:
		return kept
	case e.says&hintComment != 0:
		return commented
	case e.says&(hintDrop|hintHide) != 0 && e.says&hintLead == 0:
		return markedOut
	case e.says&hintSmall != 0 && e.says&hintLead == 0 && s.words(e) <= 30:
		return markedOut
	}
	return kept
}

// words counts the words of an element's blocks.
func (s *survey) words(e *element) int {
	n := 0
	for i := e.first; i < e.last; i++ {
		n += s.blocks[i].words
	}
	return n
}

// isTablePart reports whether the element is a part of a table whose names
// say something of the data.
func isTablePart(a atom.Atom) bool {
	return a == atom.Tr || a == atom.Tbody || a == atom.Thead
}

// hiddenStyle reports whether the element is not shown.
func hiddenStyle(n *dom.Node) bool {
	if n.Has("hidden") || n.Attr("aria-hidden") == "true" {
		return true
	}
	style := n.Attr("style")
	return style != "" && containsStyle(style)
}
