// SPDX-License-Identifier: Apache-2.0

package markup

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Parse reads a source, whatever it is: what is no markup is text.
func Parse(source string) *Document {
	d := &Document{Source: source}
	d.Root = &Node{doc: d, To: len(source), End: len(source)}
	p := parser{doc: d, open: []*Node{d.Root}, endless: map[string]bool{}}
	p.run()
	return d
}

// parser is a source at work.
type parser struct {
	doc   *Document
	open  []*Node // elements that are open, the root first
	at    int
	nodes int

	endless map[string]bool // signs that do not come any more
}

func (p *parser) problem(at int, format string, args ...any) {
	if len(p.doc.Problems) < maxProblems {
		line := 1 + strings.Count(p.doc.Source[:min(at, len(p.doc.Source))], "\n")
		p.doc.Problems = append(p.doc.Problems, Problem{line, fmt.Sprintf(format, args...)})
	}
}

func (p *parser) top() *Node { return p.open[len(p.open)-1] }

// text adds source[start:end] to the open element.
func (p *parser) text(start, end int, raw bool) {
	if start >= end {
		return
	}
	n := p.top()
	if k := len(n.content); k > 0 && !raw && !n.content[k-1].raw && n.content[k-1].node == nil && n.content[k-1].end == start {
		n.content[k-1].end = end
		return
	}
	n.content = append(n.content, part{start: start, end: end, raw: raw})
}

func (p *parser) run() {
	s := p.doc.Source
	for p.at < len(s) {
		i := strings.IndexByte(s[p.at:], '<')
		if i < 0 {
			i = len(s) - p.at
		}
		p.text(p.at, p.at+i, false)
		p.at += i
		if p.at >= len(s) {
			break
		}
		if p.nodes >= maxNodes {
			p.problem(p.at, "more than %d elements; the rest was left out", maxNodes)
			p.at = len(s)
			break
		}
		p.tag(s[p.at:])
	}
	for _, n := range p.open[1:] {
		p.problem(n.Start, "<%s> is not closed before the end of the file", cut(n.qualified()))
		n.To, n.End = len(s), len(s)
	}
}

// tag reads what begins with the "<" at the start of rest.
func (p *parser) tag(rest string) {
	switch {
	case strings.HasPrefix(rest, "<!--"):
		p.skip(rest, "-->", "a comment")
	case strings.HasPrefix(rest, "<![CDATA["):
		p.section(rest)
	case strings.HasPrefix(rest, "<?"):
		p.skip(rest, "?>", "an instruction")
	case strings.HasPrefix(rest, "<!"):
		p.declaration(rest)
	case strings.HasPrefix(rest, "</") && len(rest) > 2 && nameStart(rest[2:]):
		p.closeTag(rest)
	case nameStart(rest[1:]):
		p.openTag(rest)
	default:
		p.text(p.at, p.at+1, false)
		p.at++
	}
}

// skip passes over what ends with the sign. Without that sign it ends with the
// next ">", or is text.
func (p *parser) skip(rest, end, what string) {
	if !p.endless[end] {
		if i := strings.Index(rest, end); i >= 0 {
			p.at += i + len(end)
			return
		}
		p.endless[end] = true
	}
	p.problem(p.at, "%s is not closed", what)
	if i := strings.IndexByte(rest, '>'); i >= 0 {
		p.at += i + 1
		return
	}
	p.at += len(rest)
}

// section reads a CDATA section.
func (p *parser) section(rest string) {
	const begin, end = "<![CDATA[", "]]>"
	i := strings.Index(rest, end)
	if i < 0 {
		p.problem(p.at, "a CDATA section is not closed")
		p.text(p.at+len(begin), p.at+len(rest), true)
		p.at += len(rest)
		return
	}
	p.text(p.at+len(begin), p.at+i, true)
	p.at += i + len(end)
}

// maxDeclaration and maxValue bound how far the ends of a declaration and of the
// value of an attribute are looked for, in bytes.
const (
	maxDeclaration = 64 << 10
	maxValue       = 64 << 10
)

// declaration passes over the declaration at the start of rest: a document type
// may hold others in brackets.
func (p *parser) declaration(rest string) {
	const brackets = "]>"
	length := 0
	if !p.endless[brackets] {
		length = declarationLen(rest)
		p.endless[brackets] = length == 0
	}
	if length == 0 {
		p.problem(p.at, "a declaration is not closed")
		length = strings.IndexByte(rest, '>') + 1
	}
	if length == 0 {
		length = len(rest)
	}
	p.at += length
}

// declarationLen is the length of the declaration at the start of s; 0 when its
// end does not come.
func declarationLen(s string) int {
	depth := 0
	quote := byte(0)
	for i := 2; i < min(len(s), maxDeclaration); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && depth > 0:
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		}
	}
	return 0
}

// closeTag closes the innermost open element with the name, and those in it.
func (p *parser) closeTag(rest string) {
	name := rest[2 : 2+nameLen(rest[2:])]
	inside := rest
	if next := strings.IndexByte(rest[1:], '<'); next >= 0 {
		inside = rest[:next+1]
	}
	length := strings.IndexByte(inside, '>') + 1
	if length == 0 {
		p.problem(p.at, "</%s is not closed", cut(name))
		length = 2 + len(name)
	}
	at := p.at
	p.at += length
	for i := len(p.open) - 1; i > 0; i-- {
		if !strings.EqualFold(p.open[i].qualified(), name) {
			continue
		}
		for _, n := range p.open[i+1:] {
			n.To, n.End = at, at
			if !laxTags[strings.ToLower(n.Name)] {
				p.problem(n.Start, "<%s> is not closed before </%s>", cut(n.qualified()), cut(name))
			}
		}
		p.open[i].To, p.open[i].End = at, p.at
		p.open = p.open[:i]
		return
	}
	p.problem(at, "</%s> closes nothing", cut(name))
}

// laxTags are elements of HTML that need no end tag.
var laxTags = map[string]bool{"br": true, "img": true, "hr": true, "input": true, "meta": true, "link": true, "wbr": true, "p": true, "li": true}

// openTag reads a start tag.
func (p *parser) openTag(rest string) {
	n := &Node{doc: p.doc, Parent: p.top(), Start: p.at}
	length := nameLen(rest[1:]) + 1
	n.Prefix, n.Name = splitName(rest[1:length])
	attrs, size, empty := p.attributes(n, rest[length:])
	n.Attrs = attrs
	p.at += length + size
	n.From, n.To, n.End = p.at, p.at, p.at
	parent := p.top()
	n.scope = parent.scope
	n.declare()
	n.Space = n.namespace(n.Prefix)
	parent.content = append(parent.content, part{node: n, start: n.Start, end: n.End})
	p.nodes++
	if !empty && len(p.open) < maxDepth {
		p.open = append(p.open, n)
	}
}

// attributes reads the attributes of a start tag up to its end.
func (p *parser) attributes(n *Node, s string) (list []Attr, length int, empty bool) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '>':
			return list, i + 1, empty
		case c == '<':
			p.problem(p.at, "<%s is not closed", cut(n.qualified()))
			return list, i, empty
		case c == '/':
			empty = i+1 < len(s) && s[i+1] == '>'
			i++
		case isSpace(c) || c == '"' || c == '\'' || c == '=' || c == '?':
			i++
		default:
			size := attrLen(s[i:])
			name := s[i : i+size]
			i += size
			value, size := attrValue(s[i:])
			i += size
			if len(list) < maxAttrs {
				prefix, local := splitName(name)
				list = append(list, Attr{Name: local, Prefix: prefix, Value: Unescape(value)})
			}
		}
	}
	p.problem(p.at, "<%s is cut off", cut(n.qualified()))
	return list, len(s), empty
}

// attrValue reads "=value" at the start of s, if it stands there.
func attrValue(s string) (value string, length int) {
	i := spaces(s)
	if i >= len(s) || s[i] != '=' {
		return "", 0
	}
	i++
	i += spaces(s[i:])
	if i >= len(s) {
		return "", i
	}
	if q := s[i]; q == '"' || q == '\'' {
		end := strings.IndexByte(s[i+1:min(len(s), i+1+maxValue)], q)
		if end >= 0 {
			return s[i+1 : i+1+end], i + end + 2
		}
		i++
	}
	end := strings.IndexAny(s[i:], " \t\r\n>")
	if end < 0 {
		end = len(s) - i
	}
	value = s[i : i+end]
	if strings.HasSuffix(value, "/") && strings.HasPrefix(s[i+end:], ">") {
		value, end = value[:end-1], end-1
	}
	return value, i + end
}

func (n *Node) qualified() string {
	if n.Prefix == "" {
		return n.Name
	}
	return n.Prefix + ":" + n.Name
}

func splitName(name string) (prefix, local string) {
	if prefix, local, ok := strings.Cut(name, ":"); ok && local != "" {
		return prefix, local
	}
	return "", name
}

// nameStart reports whether a name begins here.
func nameStart(s string) bool {
	if s == "" {
		return false
	}
	c := s[0]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

// nameLen is the length of the name at the start of s.
func nameLen(s string) int {
	i := strings.IndexAny(s, " \t\r\n\f/><")
	if i < 0 {
		return len(s)
	}
	return i
}

// attrLen is the length of the name of an attribute at the start of s.
func attrLen(s string) int {
	i := strings.IndexAny(s, " \t\r\n\f/><=\"'")
	if i < 0 {
		return len(s)
	}
	return max(i, 1)
}

func spaces(s string) int {
	i := 0
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' }

// cut shortens a name for a problem.
func cut(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
