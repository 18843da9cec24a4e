// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The language of patterns and rules:
//
//	word        the word in any case; with a capital here, it needs one in the text
//	=word       exactly these letters
//	.           any mark stands for itself; \ before one that means something here
//	<month>     the pattern month; its value binds the field month
//	<month:m2>  … the field m2
//	{1-31:day}  a number; with two digits at both ends ({00-59}) it needs two
//	{Capital}   a word with a capital; also {lower} {word} {number} {any}
//	a b         a, then b; written together (ab) no white space may part them
//	a~b         a, then b, with a hyphen or white space or nothing between
//	a+b         one word made of both, where both are lists of single words
//	a|b  (a)    either; a group, which may hold the white space: "(a )?b"
//	a?  a*      at most once; at most eight times
//	!a          not a (takes nothing)
//	[ ]         what the expression covers, when less than all

// A node is a parsed piece of an expression.
type node struct {
	kind  nodeKind
	glued bool           // no white space before it
	kids  []*node        // choice, sequence; the one kid of optional, repeat, not
	parts []compoundPart // words
	in    instruction    // leaf
}

type nodeKind uint8

const (
	nodeSequence nodeKind = iota
	nodeChoice
	nodeOptional
	nodeRepeat
	nodeNot
	nodeWords // one of several words of its own making
	nodeLeaf  // a single instruction
)

const maxDepth = 50 // of parentheses

// parser reads one expression.
type parser struct {
	g     *grammar
	text  string
	pos   int
	space bool // white space since the last item
	// trailing is set by a group that ends in white space: what follows is
	// not glued to it, and "( a)" is not glued to what stands before.
	trailing bool
	open     int // [ seen
	close    int // ] seen
	depth    int
}

// parse reads an expression into a tree.
func (g *grammar) parse(text string) (*node, error) {
	p := &parser{g: g, text: text, space: true}
	n, err := p.choice()
	if err != nil {
		return nil, err
	}
	if p.pos < len(p.text) {
		return nil, fmt.Errorf("unexpected %q", p.text[p.pos:])
	}
	if p.open != p.close || p.open > 1 {
		return nil, fmt.Errorf("[ and ] must stand once each")
	}
	return n, nil
}

// peek returns the next byte, or 0 at the end.
func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// choice reads a|b|c up to a closing parenthesis or the end.
func (p *parser) choice() (*node, error) {
	n := &node{kind: nodeChoice}
	space, split := p.space, false // split: [ and ] stand in different alternatives
	for {
		p.space = space
		open := p.open - p.close
		kid, err := p.sequence()
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
		split = split || p.open-p.close != open
		if p.peek() != '|' {
			break
		}
		p.pos++
	}
	switch {
	case len(n.kids) == 1:
		return n.kids[0], nil
	case split:
		return nil, fmt.Errorf("| parts [ from ]")
	}
	return n, nil
}

func (p *parser) sequence() (*node, error) {
	n := &node{kind: nodeSequence}
	for {
		for p.peek() == ' ' || p.peek() == '\t' {
			p.pos++
			p.space = true
		}
		if ch := p.peek(); ch == 0 || ch == '|' || ch == ')' {
			return n, nil
		}
		kid, err := p.item()
		if err != nil {
			return nil, err
		}
		n.kids = append(n.kids, kid)
	}
}

// item reads one primary with what stands before and behind it.
func (p *parser) item() (*node, error) {
	switch p.peek() {
	case '[':
		p.pos++
		p.open++
		return &node{kind: nodeLeaf, in: instruction{op: opOpen}}, nil
	case ']':
		p.pos++
		p.close++
		return &node{kind: nodeLeaf, in: instruction{op: opClose}}, nil
	case '!':
		return p.negation()
	}
	n, err := p.primary()
	if err != nil {
		return nil, err
	}
	switch p.peek() {
	case '?':
		p.pos++
		return &node{kind: nodeOptional, kids: []*node{n}}, nil
	case '*':
		p.pos++
		if hasRepeat(n) {
			return nil, fmt.Errorf("* within *")
		}
		return &node{kind: nodeRepeat, kids: []*node{n}}, nil
	}
	return n, nil
}

func hasRepeat(n *node) bool {
	return n.kind == nodeRepeat || slices.ContainsFunc(n.kids, hasRepeat)
}

func (p *parser) negation() (*node, error) {
	p.pos++
	if p.peek() == 0 {
		return nil, fmt.Errorf("! stands before nothing")
	}
	space := p.space
	n, err := p.primary()
	if err != nil {
		return nil, err
	}
	p.space = space
	return &node{kind: nodeNot, kids: []*node{n}}, nil
}

func (p *parser) primary() (*node, error) {
	tight := !p.space && !strings.HasPrefix(p.text[p.pos:], "( ")
	p.trailing = false
	n, err := p.bare()
	p.space = p.trailing
	if err != nil {
		return nil, err
	}
	n.glued = tight && n.kind != nodeOptional
	return n, nil
}

func (p *parser) bare() (*node, error) {
	if p.joined() {
		return p.compound()
	}
	switch p.peek() {
	case '~':
		p.pos++
		p.trailing = true
		hyphen := &node{kind: nodeLeaf, in: instruction{op: opWord, x: p.g.intern("-")}}
		return &node{kind: nodeOptional, kids: []*node{hyphen}}, nil
	case '(':
		return p.group()
	case '{':
		return p.braces()
	case '<':
		return p.reference()
	case '?', '*', '>', '}', '+', 0:
		return nil, fmt.Errorf("unexpected %q", p.text[p.pos:])
	}
	return p.word()
}

func (p *parser) group() (*node, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, fmt.Errorf("more than %d parentheses in one another", maxDepth)
	}
	p.pos++
	p.space = true // the group as a whole is glued or not
	n, err := p.choice()
	if err != nil {
		return nil, err
	}
	if p.peek() != ')' {
		return nil, fmt.Errorf("missing )")
	}
	p.trailing = p.text[p.pos-1] == ' ' || p.text[p.pos-1] == '~'
	p.pos++
	p.depth--
	return &node{kind: nodeSequence, kids: []*node{n}}, nil
}

// enclosed returns what stands up to the closing mark.
func (p *parser) enclosed(closing byte) (string, error) {
	end := strings.IndexByte(p.text[p.pos:], closing)
	if end < 0 {
		return "", fmt.Errorf("missing %c", closing)
	}
	inner := p.text[p.pos+1 : p.pos+end]
	p.pos += end + 1
	return inner, nil
}

func (p *parser) braces() (*node, error) {
	inner, err := p.enclosed('}')
	if err != nil {
		return nil, err
	}
	spec, name, _ := strings.Cut(inner, ":")
	if shape, ok := shapes[spec]; ok {
		return &node{kind: nodeLeaf, in: instruction{op: opShape, x: shape, name: name}}, nil
	}
	low, high, _ := strings.Cut(spec, "-")
	lo, err1 := strconv.ParseInt(low, 10, 32)
	hi, err2 := strconv.ParseInt(high, 10, 32)
	if err1 != nil || err2 != nil || lo > hi {
		return nil, fmt.Errorf("{%s} is neither a shape nor a range of numbers", inner)
	}
	in := instruction{op: opNumber, lo: int32(lo), hi: int32(hi), name: name}
	if len(low) == len(high) && len(low) > 1 {
		in.digits = uint8(min(len(low), 9))
	}
	return &node{kind: nodeLeaf, in: in}, nil
}

func (p *parser) reference() (*node, error) {
	name, field, err := p.referenced()
	if err != nil {
		return nil, err
	}
	pat := p.g.patterns[name]
	if pat == nil {
		return nil, fmt.Errorf("no pattern named %q stands before this line", name)
	}
	return &node{kind: nodeLeaf, in: instruction{op: opCall, x: pat.number, name: field}}, nil
}

// referenced reads <name:field>; without a field it is the name.
func (p *parser) referenced() (name, field string, err error) {
	inner, err := p.enclosed('>')
	if err != nil {
		return "", "", err
	}
	name, field, given := strings.Cut(inner, ":")
	if !given {
		field = name
	}
	return name, field, nil
}

func (p *parser) word() (*node, error) {
	exact := p.peek() == '=' && p.pos+1 < len(p.text)
	if exact || (p.peek() == '\\' && p.pos+1 < len(p.text)) {
		p.pos++
	}
	w := p.letters()
	if w == "" {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		p.pos += size
		if r >= '0' && r <= '9' {
			return nil, fmt.Errorf("write numbers as {n-n}")
		}
		return &node{kind: nodeLeaf, in: instruction{op: opWord, x: p.g.intern(string(plainMark(r)))}}, nil
	}
	if exact {
		in := instruction{op: opWord, x: p.g.intern(strings.ToLower(w)), exact: w}
		return &node{kind: nodeLeaf, in: in}, nil
	}
	return &node{kind: nodeWords, parts: []compoundPart{{word: w}}}, nil
}

// letters reads a run of letters.
func (p *parser) letters() string {
	start := p.pos
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if !isLetter(r) {
			break
		}
		p.pos += size
	}
	return p.text[start:p.pos]
}

// wordInstruction matches a word as the data writes it.
func (g *grammar) wordInstruction(w string) instruction {
	first, _ := utf8.DecodeRuneInString(w)
	return instruction{op: opWord, x: g.intern(strings.ToLower(w)), capital: unicode.IsUpper(first)}
}
