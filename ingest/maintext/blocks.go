// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"unicode/utf8"

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
	veil  hint   // what the inline elements say that hold all of it
	by    int    // of a block that is out with an element: its index, and 1
	leads bool   // it begins with a link
	lead  bool   // an element around it says that it holds the first lines
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
	flow   origin.Flow
	node   *dom.Node
	kind   kind
	link   *dom.Node // the link that is open
	first  *dom.Node // the first link of the block
	links  int
	brs    int
	inRow  int  // inside a table row that is one block
	veiled int  // bytes of the block in inline elements with hints
	veil   hint // what those say
	leads  bool // the block begins with a link
	inLead int  // inside elements for the first lines
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
	says := s.hintsOf(n)
	if n.Atom == atom.Time {
		says |= hintSmall
	}
	isBlock := dom.IsBlock(n.Atom) && s.inRow == 0
	if !isBlock && (says&hintHide != 0 || hiddenStyle(n)) {
		return
	}
	index := len(s.elements)
	s.elements = append(s.elements, element{node: n, says: says})
	link, node, kind, inRow := s.link, s.node, s.kind, s.inRow
	if n.Atom == atom.A && n.Has("href") {
		s.link = n
		if s.first == nil {
			s.first = n
		}
		s.leads = s.leads || s.flow.Empty()
	}
	if says&hintLead != 0 {
		s.inLead++
		defer func() { s.inLead-- }()
	}
	switch {
	case isBlock:
		s.flush()
		s.node, s.kind = n, kindOf(n, s.kind)
	case dom.IsBlock(n.Atom):
		s.flow.Put(" ", n.Start, n.Start)
	}
	if n.Atom == atom.Tr && s.inRow == 0 && isOneRow(n) {
		s.inRow++
	}
	from, at := len(s.blocks), s.flow.Len()
	for c := n.First; c != nil; c = c.Next {
		s.visit(c)
	}
	e := &s.elements[index]
	if isBlock {
		s.flush()
	} else {
		s.veilWith(says, from, at)
	}
	// The text of an inline element belongs to the block around it.
	e.first, e.last, e.until = from, len(s.blocks), len(s.elements)
	if at > 0 && e.last > e.first {
		e.first++
	}
	s.link, s.node, s.kind, s.inRow = link, node, kind, inRow
}

// veilWith notes that the block's text since the offset at, if it is still the
// block of the index from, stands in an inline element with hints.
func (s *scanner) veilWith(says hint, from, at int) {
	if len(s.blocks) > from {
		at = 0
	}
	if says&^(hintBody|hintLead) == 0 || s.flow.Len() == at {
		return
	}
	s.veiled = min(s.flow.Len(), s.veiled+s.flow.Len()-at)
	s.veil |= says
}

// flush ends the block at hand.
func (s *scanner) flush() {
	if !s.flow.Empty() {
		var veil hint
		if s.veiled >= s.flow.Len() {
			veil = s.veil
		}
		t := s.flow.Text()
		s.blocks = append(s.blocks, block{
			text: t, node: s.node, kind: s.kind, link: s.first, links: s.links,
			words: countWords(t.String), veil: veil, leads: s.leads || s.link != nil, lead: s.inLead > 0,
		})
	} else {
		s.flow = origin.Flow{}
	}
	s.first, s.links, s.brs, s.veiled, s.veil, s.leads = s.link, 0, 0, 0, 0, false
}

// countWords counts the words of a text; in scripts without spaces two
// characters count as one.
func countWords(s string) int {
	words, dense := 1, 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c == ' ' || c == '\n' {
				words++
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if 0x2e80 <= r && r <= 0x9fff || 0x0e00 <= r && r <= 0x0eff {
			dense++
		}
		i += size
	}
	return words + dense/2
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
