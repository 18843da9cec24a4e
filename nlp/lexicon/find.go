// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp/linear"
)

// Entry is what is known of a form, as hashes.
type Entry struct {
	Class uint64 // of the set of its analyses; 0: the form is unknown
	Parts uint64 // of the set of its parts of speech
	Verbs Verbs
	// Phrase is what it can be in a noun phrase.
	Phrase Phrase
}

// Verbs is a set of the forms of a verb that a word can be.
type Verbs uint8

// Forms of a verb.
const (
	Singular Verbs = 1 << iota // finite
	Plural                     // finite
	Infinitive
	Participle
)

// Finite are the finite forms.
const Finite = Singular | Plural

// verbsOf returns the forms of verbs among the analyses.
func verbsOf(list []Analysis) Verbs {
	var v Verbs
	for _, a := range list {
		if a.UPOS != "VERB" && a.UPOS != "AUX" {
			continue
		}
		switch {
		case strings.Contains(a.Inflection, "VerbForm=Part"):
			v |= Participle
		case strings.Contains(a.Inflection, "VerbForm=Inf"):
			v |= Infinitive
		case strings.Contains(a.Inflection, "Number=Plur"):
			v |= Plural
		default:
			v |= Singular
		}
	}
	return v
}

// How an entry was found, mixed into its hashes.
const (
	asLower  = 2 + iota // by the form with a small letter
	asBoth              // by both
	asTail              // by the end of a compound
	asHyphen            // by what follows the last hyphen
)

// Shortest parts of a compound that is taken apart, in bytes.
const (
	minHead = 3
	minTail = 4
)

// Find looks the form up; first says that it stands first in its sentence,
// where a capital letter means little. A capitalized form that is not in the
// lexicon is looked up with a small letter, then by its longest end that is a
// noun: "Sonderberaterin" by "Beraterin".
func (x *Lexicon) Find(form string, first bool) Entry {
	c, how := x.class(form)
	low, lower := x.lowered(form)
	switch {
	case c != nil && lower != nil && first:
		return Entry{
			linear.Mix(linear.Mix(c.hash, lower.hash), asBoth),
			linear.Mix(linear.Mix(c.parts, lower.parts), asBoth),
			c.verbs | lower.verbs,
			Phrase{c.part, low},
		}
	case c != nil:
	case lower != nil:
		c, how = lower, asLower
		if first {
			how = 0
		}
	default:
		c, how = x.tail(form, low)
	}
	switch {
	case c == nil:
		return Entry{Phrase: Phrase{low: low}}
	case how == 0:
		return Entry{c.hash, c.parts, c.verbs, Phrase{c.part, low}}
	}
	e := Entry{linear.Mix(c.hash, how), linear.Mix(c.parts, how), c.verbs, Phrase{c.part, low}}
	if low && how >= asTail {
		e.Phrase = Phrase{low: true} // no noun, and adjectives are no compounds
	}
	return e
}

// class looks up the form itself.
func (x *Lexicon) class(form string) (c *class, how uint64) {
	node, ok := x.graph.walk(0, form)
	if !ok {
		return nil, 0
	}
	return x.at(node), 0
}

func (x *Lexicon) at(node uint32) *class {
	if id, ok := x.graph.end(node); ok {
		return &x.classes[id]
	}
	return nil
}

// lowered looks up a capitalized form with a small first letter; low reports
// whether the form begins with a small letter already.
func (x *Lexicon) lowered(form string) (low bool, c *class) {
	r, size := utf8.DecodeRuneInString(form)
	l := unicode.ToLower(r)
	if l == r {
		return true, nil
	}
	node, ok := x.start(l)
	if ok {
		node, ok = x.graph.walk(node, form[size:])
	}
	if !ok {
		return false, nil
	}
	return false, x.at(node)
}

// start follows one character from the root.
func (x *Lexicon) start(r rune) (node uint32, ok bool) {
	var buf [utf8.UTFMax]byte
	ok = len(x.graph) > 0
	for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
		if ok {
			node, ok = x.graph.next(node, b)
		}
	}
	return node, ok
}

// tail looks up the longest end of the form: of a word with a small letter as
// it is, of a capitalized one with a capital.
func (x *Lexicon) tail(form string, low bool) (*class, uint64) {
	for i := range form {
		r, size := utf8.DecodeRuneInString(form[i:])
		if i < minHead || len(form)-i < minTail {
			continue
		}
		how := uint64(asTail)
		if form[i-1] == '-' {
			how = asHyphen
		} else if r == '-' {
			continue
		}
		if !low {
			r = unicode.ToUpper(r)
		}
		node, ok := x.start(r)
		if ok {
			node, ok = x.graph.walk(node, form[i+size:])
		}
		if ok {
			if c := x.at(node); c != nil {
				return c, how
			}
		}
	}
	return nil, 0
}
