// SPDX-License-Identifier: Apache-2.0

package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how deep the tree gets; what is nested deeper hangs from the
// elements at that depth.
const maxDepth = 400

// maxNodes is how many nodes of a page are kept.
const maxNodes = 1_000_000

// maxSearch is how far up an end tag looks for its start tag.
const maxSearch = 2000

// Parse builds the tree of a page, which must be valid UTF-8.
func Parse(source string) *Page {
	b := &builder{page: &Page{Source: source, Root: &Node{Tag: "#page", End: len(source)}}, open: map[string]int{}}
	b.stack = append(b.stack, frame{node: b.page.Root, tag: "#page"})
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		b.start, b.end = b.end, b.end+len(z.Raw())
		if b.count >= maxNodes {
			b.page.Cut = true
			break
		}
		b.token(z, kind)
	}
	b.popTo(1)
	b.page.Nodes = b.count + 1
	return b.page
}

// frame is an open element. Below maxDepth several frames share a node.
type frame struct {
	node    *Node
	tag     string
	atom    atom.Atom
	closing bool // its end tag came inside an open block: ends with that
}

// builder is the state of Parse.
type builder struct {
	page       *Page
	stack      []frame
	open       map[string]int // open elements by tag
	start, end int            // of the token at hand
	count      int
	slab       []Node
}

func (b *builder) token(z *html.Tokenizer, kind html.TokenType) {
	switch kind {
	case html.TextToken:
		b.text()
	case html.StartTagToken, html.SelfClosingTagToken:
		name, more := z.TagName()
		a := atom.Lookup(name)
		empty := isVoid(a) || kind == html.SelfClosingTagToken && b.foreign(a)
		b.element(z, string(name), a, more, empty)
	case html.EndTagToken:
		name, _ := z.TagName()
		b.endTag(string(name), atom.Lookup(name))
	}
}

// node takes a new node from the slab.
func (b *builder) node() *Node {
	if len(b.slab) == 0 {
		b.slab = make([]Node, min(1024, 64+b.count))
	}
	n := &b.slab[0]
	b.slab = b.slab[1:]
	b.count++
	n.Index = b.count
	return n
}

func (b *builder) top() *frame { return &b.stack[len(b.stack)-1] }

// attach hangs a node under the innermost open element.
func (b *builder) attach(n *Node) {
	parent := b.top().node
	n.Parent = parent
	if parent.Last == nil {
		parent.First = n
	} else {
		parent.Last.Next = n
	}
	parent.Last = n
}

func (b *builder) text() {
	if last := b.top().node.Last; last != nil && last.IsText() && last.End == b.start {
		last.End = b.end
		return
	}
	n := b.node()
	n.Start, n.End = b.start, b.end
	b.attach(n)
}

func (b *builder) element(z *html.Tokenizer, name string, a atom.Atom, more, empty bool) {
	b.implyEnds(a)
	if a == atom.Html || a == atom.Body || a == atom.Head {
		if b.open[name] > 0 {
			return
		}
	}
	n := b.node()
	n.Tag, n.Atom, n.Start, n.End = name, a, b.start, b.end
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if keepAttr(string(key)) {
			n.Attrs = append(n.Attrs, Attr{string(key), string(value)})
		}
	}
	b.attach(n)
	if a == atom.Noscript || empty {
		z.NextIsNotRawText()
	}
	if empty {
		return
	}
	if len(b.stack) > maxDepth {
		n = b.stack[maxDepth].node
	}
	b.stack = append(b.stack, frame{node: n, tag: name, atom: a})
	b.open[name]++
}

// foreign reports whether an element is none of HTML's or stands in a drawing
// or a formula: there a start tag may close itself.
func (b *builder) foreign(a atom.Atom) bool {
	return a == 0 || b.open["svg"] > 0 || b.open["math"] > 0
}

// popTo closes all open elements from the index on.
func (b *builder) popTo(index int) {
	for len(b.stack) > index {
		f := b.top()
		f.node.End = max(f.node.End, b.end)
		b.open[f.tag]--
		b.stack = b.stack[:len(b.stack)-1]
	}
	for len(b.stack) > 1 && b.top().closing {
		b.popTo(len(b.stack) - 1)
	}
}

// endTag closes the innermost open element of that name, unless a table
// stands between, or a block that began inside an inline element.
func (b *builder) endTag(name string, a atom.Atom) {
	if b.open[name] == 0 {
		return
	}
	inline := !IsBlock(a)
	crossed := false
	for i := len(b.stack) - 1; i > 0 && i > len(b.stack)-maxSearch; i-- {
		f := &b.stack[i]
		if f.tag == name && !f.closing {
			if inline && crossed {
				f.closing = true
				return
			}
			b.popTo(i)
			return
		}
		if isTableWall(f.atom) && !isTablePart(a) {
			return
		}
		crossed = crossed || IsBlock(f.atom)
	}
}

// implyEnds closes what the start tag of an element ends without saying so.
func (b *builder) implyEnds(a atom.Atom) {
	if b.open["head"] > 0 && !inHead(a) {
		b.endTag("head", atom.Head)
	}
	rule, ok := implied(a)
	if !ok {
		return
	}
	for i := len(b.stack) - 1; i > 0 && i > len(b.stack)-maxSearch; i-- {
		f := &b.stack[i]
		if rule.closes(f.atom) {
			b.popTo(i)
			return
		}
		if rule.stops(f.atom) {
			return
		}
	}
}
