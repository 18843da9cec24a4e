// SPDX-License-Identifier: Apache-2.0

// Package dom builds a light tree of an HTML page in which every element and
// every text knows where it stands in the page. A page in UTF-8 goes in, a
// tree comes out, whatever the page looks like: cut off, nested ten thousand
// deep, wrongly closed. It is not a browser's tree: inline markup that is
// closed in the wrong order is closed where that does least harm, and nothing
// is moved from where it stands.
package dom

import (
	"html"
	"strings"

	"golang.org/x/net/html/atom"

	"depesche/ingest/origin"
)

// Node is an element or, when Tag is "", a text. Nodes stand in the order of
// the page; Start and End are bytes of the page: of a text its characters, of
// an element from its start tag to the end of what it holds.
type Node struct {
	Tag        string // lower case; "" for a text
	Atom       atom.Atom
	Attrs      []Attr
	Start, End int
	Index      int // counts the nodes of the page in their order; the root is 0

	Parent, First, Last, Next *Node
}

// Attr is an attribute of an element; the value is decoded.
type Attr struct{ Key, Value string }

// Page is a page with its tree. Root holds the elements of the top.
type Page struct {
	Source string
	Root   *Node
	Nodes  int  // number of nodes with the root; every Index is below it
	Cut    bool // the page has more nodes than are kept
}

// Attr returns the value of the attribute, or "".
func (n *Node) Attr(key string) string {
	for i := range n.Attrs {
		if n.Attrs[i].Key == key {
			return n.Attrs[i].Value
		}
	}
	return ""
}

// Has reports whether the element has the attribute.
func (n *Node) Has(key string) bool {
	for i := range n.Attrs {
		if n.Attrs[i].Key == key {
			return true
		}
	}
	return false
}

// IsText reports whether the node is a text.
func (n *Node) IsText() bool { return n.Tag == "" }

// Walk calls visit for the node and all below it in the order of the page;
// when visit returns false, what is below a node is left out.
func (n *Node) Walk(visit func(*Node) bool) {
	if !visit(n) {
		return
	}
	for c := n.First; c != nil; c = c.Next {
		c.Walk(visit)
	}
}

// Find returns the first element with the tag below the node, or nil.
func (n *Node) Find(tag atom.Atom) *Node {
	for c := n.First; c != nil; c = c.Next {
		if c.Atom == tag && c.Tag != "" {
			return c
		}
		if found := c.Find(tag); found != nil {
			return found
		}
	}
	return nil
}

// Raw returns the page's own characters between the start and the end of the
// content of a text, or of a raw-text element such as script.
func (p *Page) Raw(n *Node) string {
	if n.IsText() {
		return p.Source[n.Start:n.End]
	}
	var b strings.Builder
	for c := n.First; c != nil; c = c.Next {
		if c.IsText() {
			b.WriteString(p.Source[c.Start:c.End])
		}
	}
	return b.String()
}

// Text returns the running text of a node and of all below it, without what
// skip, if any, takes out. Line breaks stand as "\n".
func (p *Page) Text(n *Node, skip func(*Node) bool) origin.Text {
	var f origin.Flow
	p.flow(&f, n, skip)
	return f.Text()
}

// String returns the running text of a node in one line.
func (p *Page) String(n *Node) string {
	return strings.ReplaceAll(p.Text(n, nil).String, "\n", " ")
}

func (p *Page) flow(f *origin.Flow, n *Node, skip func(*Node) bool) {
	if n.IsText() {
		p.CopyText(f, n)
		return
	}
	if Hidden(n.Atom) || skip != nil && skip(n) {
		return
	}
	if n.Atom == atom.Br {
		f.Break(n.Start, n.End)
		return
	}
	block := IsBlock(n.Atom)
	if block {
		f.Put(" ", n.Start, n.Start)
	}
	for c := n.First; c != nil; c = c.Next {
		p.flow(f, c, skip)
	}
	if block {
		f.Put(" ", n.End, n.End)
	}
}

// longestEntity is the length of the longest name of a character reference,
// with its signs.
const longestEntity = 34

// CopyText adds the characters of a text node to a flow; a character
// reference becomes what it stands for.
func (p *Page) CopyText(f *origin.Flow, n *Node) {
	s, at := p.Source[n.Start:n.End], n.Start
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			f.Copy(s, at)
			return
		}
		f.Copy(s[:i], at)
		s, at = s[i:], at+i
		size := entityLen(s)
		if meant := html.UnescapeString(s[:size]); meant != s[:size] {
			f.Put(meant, at, at+size)
		} else {
			f.Copy(s[:size], at)
		}
		s, at = s[size:], at+size
	}
}

// entityLen is the length of what may be a character reference at the start
// of s, which begins with an ampersand.
func entityLen(s string) int {
	i := 1
	for i < len(s) && i < longestEntity {
		c := s[i]
		switch {
		case c == ';':
			return i + 1
		case c == '#' && i == 1, c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z':
			i++
		default:
			return i
		}
	}
	return i
}
