// SPDX-License-Identifier: Apache-2.0

// Package markup reads XML as it is found, not as it should be: tags that are
// not closed or closed twice, attributes without quotation marks, entities of
// HTML, bytes that no XML allows, files that were cut off. Text goes in, a
// tree comes out in which everything knows where it stands. It expands no
// entities that a file defines itself and fetches no DTD, so that a small file
// cannot become a large one.
package markup

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"depesche/ingest/origin"
)

// The bounds of a tree: deeper elements are taken as if they stood at that
// depth, further ones are left out.
const (
	maxDepth    = 200
	maxNodes    = 1 << 20
	maxAttrs    = 50
	maxProblems = 20
)

// Problem is a broken place that was read over.
type Problem struct {
	Line   int // from 1
	Reason string
}

func (p Problem) String() string { return fmt.Sprintf("line %d: %s", p.Line, p.Reason) }

// Document is a source with its tree. Root holds the elements of the top.
type Document struct {
	Source   string
	Root     *Node
	Problems []Problem // at most the first twenty
}

// Node is an element. Its offsets are bytes of the source: Start and End with
// its tags, From and To without.
type Node struct {
	Name   string // without the prefix, as written
	Prefix string
	Space  string // address of the namespace; "" without one, or when the prefix is not declared
	Attrs  []Attr
	Parent *Node

	Start, From, To, End int

	doc     *Document
	content []part
	scope   *scope
}

// Attr is an attribute; the value is decoded.
type Attr struct {
	Name, Prefix, Value string
}

// part is an element or, when node is nil, a text of the source.
type part struct {
	node       *Node
	start, end int
	raw        bool // a CDATA section, without what encloses it
}

// xmlEncoding is how an XML file names its encoding.
var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// RootName is the name of the first element of a document in lower case without
// its prefix, or "". Nothing is read behind it.
func RootName(head string) string {
	p := parser{doc: &Document{Source: head}, endless: map[string]bool{}}
	p.doc.Root = &Node{doc: p.doc}
	p.open = []*Node{p.doc.Root}
	for p.at < len(head) && p.nodes == 0 {
		i := strings.IndexByte(head[p.at:], '<')
		if i < 0 || strings.Trim(head[p.at:p.at+i], " \t\r\n\ufeff") != "" {
			return ""
		}
		p.at += i
		p.tag(head[p.at:])
	}
	if first := p.doc.First(); first != nil {
		return strings.ToLower(first.Name)
	}
	return ""
}

// Encoding is the encoding that an XML file names of itself, or "".
func Encoding(data []byte) string {
	if m := xmlEncoding.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		return string(m[1])
	}
	return ""
}

// Is reports whether the element has the name, in any case.
func (n *Node) Is(name string) bool { return strings.EqualFold(n.Name, name) }

// Attr returns the value of the attribute with the name, in any case and with
// any prefix, or "".
func (n *Node) Attr(name string) string {
	for _, a := range n.Attrs {
		if strings.EqualFold(a.Name, name) {
			return a.Value
		}
	}
	return ""
}

// Prefixed returns the value of the attribute with the prefix, as in xml:lang,
// or "".
func (n *Node) Prefixed(prefix, name string) string {
	for _, a := range n.Attrs {
		if a.Prefix == prefix && strings.EqualFold(a.Name, name) {
			return a.Value
		}
	}
	return ""
}

// Children lists the elements in this one, in their order.
func (n *Node) Children() []*Node {
	var all []*Node
	for _, p := range n.content {
		if p.node != nil {
			all = append(all, p.node)
		}
	}
	return all
}

// First is the first element of the top, which tells what a document is; nil
// when there is none.
func (d *Document) First() *Node {
	for _, p := range d.Root.content {
		if p.node != nil {
			return p.node
		}
	}
	return nil
}

// Child returns the first element in this one with the name, or nil.
func (n *Node) Child(name string) *Node {
	for _, p := range n.content {
		if p.node != nil && p.node.Is(name) {
			return p.node
		}
	}
	return nil
}

// ChildString is the text of the first element in this one with the name in one
// line, or "".
func (n *Node) ChildString(name string) string {
	if c := n.Child(name); c != nil {
		return c.String()
	}
	return ""
}

// Find returns the first element below this one with the name, or nil.
func (n *Node) Find(name string) *Node {
	for _, p := range n.content {
		if p.node == nil {
			continue
		}
		if p.node.Is(name) {
			return p.node
		}
		if found := p.node.Find(name); found != nil {
			return found
		}
	}
	return nil
}

// Walk calls visit for the element and all below it in their order; when visit
// returns false, what is below an element is left out.
func (n *Node) Walk(visit func(*Node) bool) {
	if !visit(n) {
		return
	}
	for _, p := range n.content {
		if p.node != nil {
			p.node.Walk(visit)
		}
	}
}

// Open reports whether the source ends before the element is closed.
func (n *Node) Open() bool { return n.To == n.End && n.To > n.From && n.End == len(n.doc.Source) }

// Source is the element as it stands in the source.
func (n *Node) Source() string { return n.doc.Source[n.Start:n.End] }

// Text is what stands in the element and in those below it, decoded, with the
// way back to the source.
func (n *Node) Text() origin.Text {
	var b origin.Builder
	n.text(&b)
	return b.Text()
}

// String is the text in one line.
func (n *Node) String() string { return strings.Join(strings.Fields(n.Text().String), " ") }

func (n *Node) text(b *origin.Builder) {
	for _, p := range n.content {
		switch {
		case p.node != nil:
			p.node.text(b)
		case p.raw:
			b.Copy(n.doc.Source[p.start:p.end], p.start)
		default:
			unescape(b, n.doc.Source[p.start:p.end], p.start)
		}
	}
}

// Elements reports whether the element holds others.
func (n *Node) Elements() bool {
	for _, p := range n.content {
		if p.node != nil {
			return true
		}
	}
	return false
}

// Markup is what stands in the element as markup of HTML: the tags of the
// elements in it without their prefixes, and its characters with the entities
// left as they are. Elements with one of the names are left out.
func (n *Node) Markup(without ...string) origin.Text {
	var b origin.Builder
	n.markup(&b, without)
	return b.Text()
}

func (n *Node) markup(b *origin.Builder, without []string) {
	source := n.doc.Source
	for _, p := range n.content {
		switch {
		case p.node != nil && slices.Contains(without, strings.ToLower(p.node.Name)):
		case p.node != nil:
			c := p.node
			skip := c.Start + 1
			if c.Prefix != "" {
				skip += len(c.Prefix) + 1
			}
			b.Copy("<", c.Start)
			b.Copy(source[min(skip, c.From):c.From], min(skip, c.From))
			c.markup(b, without)
			if c.End > c.To {
				b.Put("</"+c.Name+">", c.To, c.End)
			}
		case p.raw:
			escape(b, source[p.start:p.end], p.start)
		default:
			b.Copy(source[p.start:p.end], p.start)
		}
	}
}
