// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"strings"

	"depesche/nlp"
)

// Cells is a set of combinations of case and gender, or case and plural: what
// a word of a noun phrase can be. The words of a phrase agree, so that
// together they can be less than each alone.
type Cells uint16

// anyCells is what nothing is known of.
const anyCells Cells = 1<<16 - 1

var (
	cellCases   = [...]string{"Nom", "Gen", "Dat", "Acc"}
	cellGenders = [...]string{"Masc", "Fem", "Neut", "Plur"}
)

// cell returns one combination.
func cell(c, g int) Cells { return 1 << (4*c + g) }

// Cases returns the cases of the set as four bits.
func (c Cells) Cases() uint64 {
	bits := uint64(0)
	for i := range cellCases {
		if c>>(4*i)&15 != 0 {
			bits |= 1 << i
		}
	}
	return bits
}

// Allows reports whether the case ("Nom") is in the set. Nothing is known of an
// empty set, which allows all.
func (c Cells) Allows(name string) bool {
	for i, have := range cellCases {
		if have == name {
			return c == 0 || c>>(4*i)&15 != 0
		}
	}
	return true
}

// Numbers returns 1 for singular, 2 for plural, 3 for both.
func (c Cells) Numbers() uint64 {
	bits := uint64(0)
	if c&0x7777 != 0 {
		bits |= 1
	}
	if c&0x8888 != 0 {
		bits |= 2
	}
	return bits
}

// CellsOf returns the combinations that an inflection names: those of its
// features Case, Gender and Number, or a list like "Nom.Masc,Gen.Fem", where
// a case alone stands for all genders.
func CellsOf(inflection string) Cells {
	if strings.Contains(inflection, "=") {
		return cellsOfFeatures(inflection)
	}
	var set Cells
	for part := range strings.SplitSeq(inflection, ",") {
		name, gender, _ := strings.Cut(part, ".")
		for c, have := range cellCases {
			for g, gen := range cellGenders {
				if have == name && (gender == "" || gender == gen) {
					set |= cell(c, g)
				}
			}
		}
	}
	return set
}

func cellsOfFeatures(feats string) Cells {
	t := nlp.Token{Feats: feats}
	plural := t.Feat("Number") == "Plur"
	for c, name := range cellCases {
		for g, gender := range cellGenders {
			if name == t.Feat("Case") && (gender == t.Feat("Gender") && !plural || plural && gender == "Plur") {
				return cell(c, g)
			}
		}
	}
	return 0
}

// part is what a word can be in a noun phrase.
type part struct {
	noun, adjective, determiner Cells
}

func partOf(list []Analysis, cells func(string) Cells) part {
	var p part
	for _, a := range list {
		switch a.UPOS {
		case "NOUN", "PROPN":
			p.noun |= cells(a.Inflection)
		case "ADJ":
			p.adjective |= cells(a.Inflection)
		case "DET", "PRON":
			p.determiner |= cells(a.Inflection)
		}
	}
	return p
}

// maxPhrase is how many adjectives before a noun are looked at.
const maxPhrase = 6

// Phrase is what a token can be in a noun phrase.
type Phrase struct {
	part
	low bool // it begins with a small letter
}

// Agree puts into out, for every word of a sentence, what it can be according
// to the words of its noun phrase: a noun, the adjectives right before it and
// a determiner before those. 0 is unknown.
func Agree(words []Phrase, out []Cells) []Cells {
	out = out[:0]
	for i := range words {
		out = append(out, 0)
		p := &words[i]
		if p.low || p.noun == 0 {
			out[i] = p.determiner
			continue
		}
		phrase(out, i, p.noun, words)
	}
	return out
}

// phrase finds the words before the noun i that belong to it.
func phrase(out []Cells, i int, noun Cells, words []Phrase) {
	all, first := noun, i
	for k := i - 1; k >= 0 && i-k <= maxPhrase+1; k-- {
		p := &words[k]
		here, last := p.adjective, false
		if p.determiner != 0 {
			here, last = p.determiner, true
		}
		if all&here == 0 {
			break
		}
		all, first = all&here, k
		if last {
			break
		}
	}
	for k := first; k <= i; k++ {
		out[k] = all
	}
}

// Phrase looks up what the form can be in a noun phrase, wherever it stands.
func (x *Lexicon) Phrase(form string) Phrase {
	c, _ := x.class(form)
	low, lower := x.lowered(form)
	if c == nil {
		c = lower
	}
	if c == nil && !low {
		c, _ = x.tail(form, low)
	}
	if c == nil {
		return Phrase{low: low}
	}
	return Phrase{c.part, low}
}
