// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Compounds ("Samstag" + "abend") are spelt out when the data is read: each
// combination becomes a word of its own. The parts are words and patterns
// whose alternatives are single words.

const maxCompounds = 10000

// joined reports whether the item at hand is a compound: words and references
// with a + between them.
func (p *parser) joined() bool {
	for i := p.pos; i < len(p.text); {
		if p.text[i] == '+' {
			return i > p.pos
		}
		if p.text[i] == '<' {
			end := strings.IndexByte(p.text[i:], '>')
			if end < 0 {
				return false
			}
			i += end + 1
			if i < len(p.text) && p.text[i] != '+' {
				return false
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(p.text[i:])
		if !isLetter(r) {
			return false
		}
		i += size
	}
	return false
}

// compound reads a+b+c into the list of words that it makes.
func (p *parser) compound() (*node, error) {
	all := []compoundPart{{}}
	for {
		parts, err := p.compoundParts()
		if err != nil {
			return nil, err
		}
		if all, err = cross(all, parts); err != nil {
			return nil, err
		}
		if p.peek() != '+' {
			return &node{kind: nodeWords, parts: all}, nil
		}
		p.pos++
	}
}

// compoundParts reads one part: a word, or a reference to a list of words.
func (p *parser) compoundParts() ([]compoundPart, error) {
	if p.peek() == '<' {
		name, field, err := p.referenced()
		if err != nil {
			return nil, err
		}
		pat := p.g.patterns[name]
		if pat == nil || !pat.plain {
			return nil, fmt.Errorf("<%s>: only a pattern of single words can be part of a word", name)
		}
		return bind(pat.words, field), nil
	}
	w := p.letters()
	if w == "" {
		return nil, fmt.Errorf("a compound needs a word beside +")
	}
	return []compoundPart{{word: w}}, nil
}

// bind gives the bare values of the parts the name of the field.
func bind(parts []compoundPart, field string) []compoundPart {
	bound := make([]compoundPart, len(parts))
	for i, part := range parts {
		bound[i].word = part.word
		for _, a := range part.set {
			if a.field == "" {
				a.field = field
			}
			bound[i].set = append(bound[i].set, a)
		}
	}
	return bound
}

// cross joins every left part with every right one; a right part loses its
// capital.
func cross(left, right []compoundPart) ([]compoundPart, error) {
	if len(left)*len(right) > maxCompounds {
		return nil, fmt.Errorf("more than %d compounds", maxCompounds)
	}
	var all []compoundPart
	for _, l := range left {
		for _, r := range right {
			w := r.word
			if l.word != "" {
				w = l.word + strings.ToLower(w)
			}
			set := append(append([]assignment{}, l.set...), r.set...)
			all = append(all, compoundPart{word: w, set: set})
		}
	}
	return all, nil
}

// plainWords returns the words of a tree that is nothing but single words,
// each with the assignments added, or false.
func (g *grammar) plainWords(n *node, set []assignment) ([]compoundPart, bool) {
	switch {
	case n.kind == nodeWords:
		var parts []compoundPart
		for _, w := range n.parts {
			all := append(append([]assignment{}, w.set...), set...)
			parts = append(parts, compoundPart{word: w.word, set: all})
		}
		return parts, true
	case n.kind == nodeLeaf && n.in.op == opCall && g.list[n.in.x].plain:
		parts := bind(g.list[n.in.x].words, n.in.name)
		for i := range parts {
			parts[i].set = append(parts[i].set, set...)
		}
		return parts, true
	case n.kind == nodeChoice || n.kind == nodeSequence && len(n.kids) == 1:
		var parts []compoundPart
		for _, kid := range n.kids {
			more, ok := g.plainWords(kid, set)
			if !ok {
				return nil, false
			}
			parts = append(parts, more...)
		}
		return parts, len(parts) > 0
	}
	return nil, false
}
