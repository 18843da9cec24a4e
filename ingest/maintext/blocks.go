// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"strings"

	"golang.org/x/net/html/atom"

	"depesche/ingest/dom"
	"depesche/ingest/origin"
)

// kind is what a block of text is by its element.
type kind uint8

const (
	plain kind = iota // text in a div, section, …
	para
	heading
	item
	quote
	row
	preformatted
)

// block is a stretch of text in lines of its own.
type block struct {
	text  origin.Text
	node  *dom.Node // the innermost block element that holds it
	kind  kind
	link  *dom.Node // the first link in it
	links int       // bytes of the text that are link
	words int
	out   reason // why it is no part of the article
	sure  bool   // the page's metadata say that it is part of the article
	lead  bool   // it stands in an element for the first lines
}

func (b *block) linkShare() float64 {
	return float64(b.links) / float64(max(1, len(b.text.String)))
}

// reason says why a block is no part of the article.
type reason uint8

const (
	kept reason = iota
	markedOut
	commented
	boilerplated
	judged
	pointing // to another story
)

// element is what is known of an element of the page.
type element struct {
	node        *dom.Node
	first, last int // its blocks
	until       int // index in the list of elements of the next one that is not below it
	says        hint
	depth       int
}

// survey is a page as blocks of text, and as elements with their blocks.
type survey struct {
	page     *dom.Page
	blocks   []block
	elements []element
	cache    map[string]hint
}

// scanner is the state of takeSurvey.
type scanner struct {
	*survey
	flow     origin.Flow
	node     *dom.Node
	kind     kind
	link     *dom.Node // the link that is open
	first    *dom.Node // the first link of the block
	links    int
	brs      int
	brLen    int
	brStart  int
	depth    int
	lists    int
	inline   int // inside a table row that is one block
	listKind kind
}

// takeSurvey reads the blocks and elements of a page in order.
func takeSurvey(page *dom.Page) *survey {
	s := &scanner{survey: &survey{page: page, cache: map[string]hint{}}, node: page.Root}
	s.visit(page.Root)
	s.flush()
	return s.survey
}

// visit reads a node and what is below it.
func (s *scanner) visit(n *dom.Node) {
	switch {
	case n.IsText():
		s.text(n)
	case dom.Hidden(n.Atom) || n.Atom == atom.Head:
	case n.Atom == atom.Br:
		s.lineBreak(n)
	case n.Atom == atom.Hr:
		s.flush()
	default:
		s.open(n)
	}
}

func (s *scanner) text(n *dom.Node) {
	before := s.flow.Len()
	s.page.CopyText(&s.flow, n)
	if s.link != nil {
		s.links += s.flow.Len() - before
	}
	if s.flow.Len() > before {
		s.brs = 0
	}
}

// lineBreak ends a line; two in a row end a block.
func (s *scanner) lineBreak(n *dom.Node) {
	s.brs++
	if s.brs >= 2 {
		s.flush()
		return
	}
	s.flow.Break(n.Start, n.End)
}

// open reads an element.
func (s *scanner) open(n *dom.Node) {
	index := len(s.elements)
	isBlock := dom.IsBlock(n.Atom) && s.inline == 0
	link, node, kind := s.link, s.node, s.kind
	if n.Atom == atom.A && n.Has("href") {
		s.link = n
		if s.first == nil {
			s.first = n
		}
	}
	if isBlock {
		s.flush()
		s.node, s.kind = n, kindOf(n, kind)
		if s.link != nil {
			s.first = s.link
		}
	} else if s.inline > 0 && dom.IsBlock(n.Atom) {
		s.flow.Put(" ", n.Start, n.Start)
	}
	oneRow := n.Atom == atom.Tr && s.inline == 0 && isOneRow(n)
	if oneRow {
		s.inline++
	}
	s.elements = append(s.elements, element{node: n, first: len(s.blocks), says: s.hintsOf(n), depth: s.depth})
	s.depth++
	for c := n.First; c != nil; c = c.Next {
		s.visit(c)
	}
	s.depth--
	if oneRow {
		s.inline--
	}
	if isBlock {
		s.flush()
	}
	e := &s.elements[index]
	e.last, e.until = len(s.blocks), len(s.elements)
	if !isBlock && s.flow.Len() > 0 {
		e.last++ // its text is in the block at hand
	}
	s.link, s.node, s.kind = link, node, kind
}

// flush ends the block at hand.
func (s *scanner) flush() {
	if !s.flow.Empty() {
		t := s.flow.Text()
		s.blocks = append(s.blocks, block{
			text: t, node: s.node, kind: s.kind, link: s.first, links: s.links,
			words: strings.Count(t.String, " ") + strings.Count(t.String, "\n") + 1,
		})
	} else {
		s.flow = origin.Flow{}
	}
	s.first, s.links, s.brs = s.link, 0, 0
}

// hintsOf returns what the attributes of an element say of it.
func (s *survey) hintsOf(n *dom.Node) hint {
	var says hint
	for _, a := range n.Attrs {
		switch a.Key {
		case "class", "id", "data-testid", "data-component", "data-qa":
			if len(a.Value) > 600 {
				continue
			}
			h, ok := s.cache[a.Value]
			if !ok {
				h = hints().read(a.Value)
				s.cache[a.Value] = h
			}
			says |= h
		}
	}
	return says
}

// kindOf returns the kind of the blocks of an element inside another.
func kindOf(n *dom.Node, outer kind) kind {
	switch n.Atom {
	case atom.P:
		if outer == quote || outer == item {
			return outer
		}
		return para
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return heading
	case atom.Li, atom.Dd, atom.Dt:
		return item
	case atom.Blockquote:
		return quote
	case atom.Tr:
		return row
	case atom.Pre:
		return preformatted
	}
	if outer == quote || outer == item {
		return outer
	}
	return plain
}

// isOneRow reports whether a table row holds nothing but cells with inline
// text: data, not a layout.
func isOneRow(n *dom.Node) bool {
	size := 0
	for cell := n.First; cell != nil; cell = cell.Next {
		if cell.IsText() {
			continue
		}
		for c := cell.First; c != nil; c = c.Next {
			if !c.IsText() && dom.IsBlock(c.Atom) && c.Atom != atom.P {
				return false
			}
			size += c.End - c.Start
		}
	}
	return size < 2000
}
