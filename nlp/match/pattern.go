// SPDX-License-Identifier: Apache-2.0

package match

import (
	"fmt"
	"strings"

	"depesche/nlp"
)

// Pattern is one compiled pattern. It is read-only.
type Pattern struct {
	Text string // as written
	root *node
}

// Weight says how specific the pattern is: of two that hold at the same
// trigger the heavier one says more.
func (p *Pattern) Weight() int { return p.root.weight() }

// Roles lists the roles that the pattern can fill, in order of the text.
func (p *Pattern) Roles() string {
	var b strings.Builder
	p.root.roles(&b)
	return b.String()
}

// node is a token of a pattern: what word it may be and what hangs on it.
type node struct {
	words wordSet
	attrs attrs
	edges []edge
}

// edge is one argument of a node.
type edge struct {
	rels     []relation
	words    wordSet // of the argument; empty: any
	sub      *node   // or else a nested pattern
	role     byte    // 0: none
	kind     string  // what may fill it, for the caller to judge
	within   bool    // the role lies somewhere in the phrase
	optional bool
	forbid   bool
	text     string // as written, for explanations
}

// relation is one relation name; adps are the adpositions of obl.
type relation struct {
	name string
	adps []string
}

// attrs are the bracketed conditions on a trigger: 0 no matter, 1 required,
// -1 forbidden.
type attrs struct {
	neg, pass, noun, inf int8
	gov, modal           wordSet
}

func (n *node) weight() int {
	w := 0
	if n.attrs.neg > 0 {
		w += 3
	}
	if !n.attrs.gov.empty() || !n.attrs.modal.empty() {
		w++
	}
	for _, e := range n.edges {
		if e.optional || e.forbid {
			continue
		}
		w++
		if e.role != 0 {
			w++
		}
		if e.kind != "" {
			w++
		}
		if !e.words.empty() {
			w += 2
		}
		if e.sub != nil {
			w += e.sub.weight()
			if !e.sub.words.empty() {
				w += 2
			}
		}
	}
	return w
}

func (n *node) roles(b *strings.Builder) {
	for _, e := range n.edges {
		if e.role != 0 && !e.forbid {
			b.WriteByte(e.role)
		}
		if e.sub != nil {
			e.sub.roles(b)
		}
	}
}

// Classes are named sets of words: "talks" → its words as written.
type Classes map[string][]string

// wordSet is a set of words; the empty set stands for any word.
type wordSet struct{ alts []word }

// word is one alternative: a lemma or, when suffix, its end.
type word struct {
	text   string
	pos    byte // 0, 'N', 'V', 'A' or 'R'
	suffix bool
}

func (s wordSet) empty() bool { return len(s.alts) == 0 }

// has reports whether one of the keys of a token is in the set.
func (s wordSet) has(tok *nlp.Token, keys []string) bool {
	for _, w := range s.alts {
		if w.fits(tok, keys) {
			return true
		}
	}
	return false
}

func (w word) fits(tok *nlp.Token, keys []string) bool {
	if w.pos != 0 && !hasPos(tok, w.pos) {
		return false
	}
	for _, k := range keys {
		if k == w.text || w.suffix && strings.HasSuffix(k, w.text) {
			return true
		}
	}
	return false
}

// hasPos reports whether the token is of the coarse part of speech.
func hasPos(tok *nlp.Token, pos byte) bool {
	switch pos {
	case 'N':
		return tok.UPOS == "NOUN" || tok.UPOS == "PROPN"
	case 'V':
		return tok.UPOS == "VERB" || tok.UPOS == "AUX" || tok.UPOS == "ADJ" && tok.Feat("VerbForm") != ""
	case 'A':
		return tok.UPOS == "ADJ" || tok.UPOS == "VERB" && tok.Feat("VerbForm") == "Part"
	case 'R':
		return tok.UPOS == "ADV" || tok.UPOS == "PART" || tok.UPOS == "ADP"
	}
	return false
}

// parseWord reads one alternative ("*treffen", "visit/V").
func parseWord(s string) (word, error) {
	var w word
	if base, pos, ok := strings.Cut(s, "/"); ok {
		if len(pos) != 1 || !strings.Contains("NVAR", pos) {
			return w, fmt.Errorf("unknown part of speech %q", pos)
		}
		s, w.pos = base, pos[0]
	}
	if rest, ok := strings.CutPrefix(s, "*"); ok {
		s, w.suffix = strings.ToLower(rest), true
	}
	if s == "" {
		return w, fmt.Errorf("empty word")
	}
	w.text = s
	return w, nil
}

// OwnNegation reports whether the pattern asks for a negation, so that it does
// not deny the event.
func (p *Pattern) OwnNegation() bool { return p.root.attrs.neg > 0 }
