// SPDX-License-Identifier: Apache-2.0

package match

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Compile reads a pattern. Errors say at which byte of the text they arose.
func Compile(text string, classes Classes) (*Pattern, error) {
	c := &compiler{text: text, classes: classes}
	n, err := c.node(0)
	if err == nil {
		if c.space(); c.pos < len(text) {
			err = fmt.Errorf("unexpected %q", text[c.pos:])
		}
	}
	if err == nil && n.words.empty() {
		err = errors.New("a pattern must begin with a word")
	}
	if err != nil {
		return nil, fmt.Errorf("pattern %q at byte %d: %w", text, c.pos, err)
	}
	return &Pattern{Text: text, root: n}, nil
}

// maxDepth bounds the nesting of patterns.
const maxDepth = 6

type compiler struct {
	text    string
	pos     int
	classes Classes
}

func (c *compiler) space() {
	for c.pos < len(c.text) && (c.text[c.pos] == ' ' || c.text[c.pos] == '\t') {
		c.pos++
	}
}

// take consumes the literal when it stands next.
func (c *compiler) take(lit string) bool {
	if strings.HasPrefix(c.text[c.pos:], lit) {
		c.pos += len(lit)
		return true
	}
	return false
}

// name consumes letters, digits and a few signs that words may hold.
func (c *compiler) name() string {
	start := c.pos
	for c.pos < len(c.text) {
		r, size := utf8.DecodeRuneInString(c.text[c.pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-'.’", r) {
			break
		}
		c.pos += size
	}
	return c.text[start:c.pos]
}

func (c *compiler) node(depth int) (*node, error) {
	if depth > maxDepth {
		return nil, errors.New("nested too deeply")
	}
	n := &node{}
	var err error
	if n.words, err = c.words(); err != nil {
		return nil, err
	}
	if c.space(); c.take("[") {
		if n.attrs, err = c.attributes(); err != nil {
			return nil, err
		}
	}
	for {
		c.space()
		start := c.pos
		if !c.take(">") {
			return n, nil
		}
		e, err := c.edge(depth)
		if err != nil {
			return nil, err
		}
		e.text = strings.TrimSpace(strings.TrimPrefix(c.text[start:c.pos], ">"))
		n.edges = append(n.edges, e)
	}
}

// words reads "a|b|@class" or "_"; the result is empty only for "_".
func (c *compiler) words() (wordSet, error) {
	c.space()
	var set wordSet
	if strings.HasPrefix(c.text[c.pos:], "_") {
		c.pos++
		return set, nil
	}
	for {
		alts, err := c.alternative()
		if err != nil {
			return set, err
		}
		set.alts = append(set.alts, alts...)
		if !c.take("|") {
			return set, nil
		}
	}
}

func (c *compiler) alternative() ([]word, error) {
	if c.take("@") {
		name := c.name()
		list, ok := c.classes[name]
		if !ok {
			return nil, fmt.Errorf("unknown class @%s", name)
		}
		return classWords(list)
	}
	start := c.pos
	c.take("*")
	if c.name() == "" {
		return nil, errors.New("a word is missing")
	}
	if c.take("/") {
		c.name()
	}
	w, err := parseWord(c.text[start:c.pos])
	return []word{w}, err
}

func classWords(list []string) ([]word, error) {
	out := make([]word, 0, len(list))
	for _, s := range list {
		w, err := parseWord(s)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (c *compiler) attributes() (attrs, error) {
	var a attrs
	for {
		c.space()
		value := int8(1)
		if c.take("!") {
			value = -1
		}
		if err := c.attribute(&a, value); err != nil {
			return a, err
		}
		c.space()
		if c.take("]") {
			return a, nil
		}
		if !c.take(",") {
			return a, errors.New("the bracket is not closed")
		}
	}
}

func (c *compiler) attribute(a *attrs, value int8) error {
	var err error
	switch name := c.name(); name {
	case "neg":
		a.neg = value
	case "pass":
		a.pass = value
	case "act":
		a.pass = -value
	case "inf":
		a.inf = value
	case "noun":
		a.noun = value
	case "verb":
		a.noun = -value
	case "gov", "modal":
		if !c.take("=") || value < 0 {
			return fmt.Errorf("%s needs =words", name)
		}
		set := &a.gov
		if name == "modal" {
			set = &a.modal
		}
		*set, err = c.words()
	default:
		return fmt.Errorf("unknown attribute %q", name)
	}
	return err
}

func (c *compiler) edge(depth int) (edge, error) {
	var e edge
	c.space()
	e.forbid = c.take("!")
	if err := c.relations(&e); err != nil {
		return e, err
	}
	if c.take("=") {
		if err := c.filler(&e, depth); err != nil {
			return e, err
		}
	}
	if e.role == 0 {
		if e.within = c.take("~"); e.within || c.take(":") {
			if e.role, e.kind = c.role(); e.role == 0 {
				return e, errors.New("a role is one capital letter, .KIND behind it if need be")
			}
		}
	}
	c.space()
	e.optional = c.take("?")
	return e, nil
}

// relations reads "subj|obl:mit,zu"; a role right behind is taken as well.
func (c *compiler) relations(e *edge) error {
	for {
		rel := relation{name: c.name()}
		if rel.name == "" {
			return errors.New("a relation is missing")
		}
		if rel.name == relObl && c.peekAdposition() {
			c.pos++
			for {
				adp := c.name()
				if adp == "" {
					return errors.New("an adposition is missing")
				}
				rel.adps = append(rel.adps, adp)
				if !c.take(",") {
					break
				}
			}
		}
		e.rels = append(e.rels, rel)
		if !c.take("|") {
			return nil
		}
	}
}

// peekAdposition reports whether ":" and a lower-case letter come next.
func (c *compiler) peekAdposition() bool {
	rest := c.text[c.pos:]
	if len(rest) < 2 || rest[0] != ':' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return unicode.IsLower(r)
}

func (c *compiler) filler(e *edge, depth int) error {
	var err error
	if !c.take("(") {
		e.words, err = c.words()
		return err
	}
	if e.sub, err = c.node(depth + 1); err != nil {
		return err
	}
	if c.space(); !c.take(")") {
		return errors.New("a parenthesis is not closed")
	}
	return nil
}

// role consumes one capital letter and the kind behind it, if any ("A.PER").
func (c *compiler) role() (letter byte, kind string) {
	letterAndKind := c.name()
	if letterAndKind == "" || letterAndKind[0] < 'A' || letterAndKind[0] > 'Z' {
		return 0, ""
	}
	if len(letterAndKind) == 1 {
		return letterAndKind[0], ""
	}
	kind, ok := strings.CutPrefix(letterAndKind[1:], ".")
	if !ok || kind == "" {
		return 0, ""
	}
	return letterAndKind[0], kind
}
