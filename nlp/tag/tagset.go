// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"slices"
	"strings"

	"depesche/nlp/linear"
)

// bundle is a tag: part of speech and morphology together.
type bundle struct{ upos, xpos, feats string }

// tagset is the list of the tags seen in training, each with its parts. The
// classes of the classifier are first the tags themselves, then the parts.
type tagset struct {
	list  []bundle
	index map[bundle]int
	parts [][]uint16 // classes whose weights add up to the score of a tag
	flat  []uint16   // all parts, one tag behind the other
	names []string   // of the parts
	facts []facts
}

// facts are hashes of what later tokens may ask about a tag.
type facts struct {
	whole, upos, agree uint64
	number             uint64 // of a finite verb: 1 singular, 2 plural
	nominative         bool
	adposition         bool
	nominal            bool // NOUN, PROPN, PRON: ends a noun phrase
	finite, verbal     bool
	punct              bool
}

func newTagset(list []bundle) *tagset {
	t := &tagset{list: list, index: map[bundle]int{}}
	ids := map[string]int{}
	for i, b := range list {
		t.index[b] = i
		classes := []uint16{uint16(i)}
		for _, p := range partsOf(b) {
			id, ok := ids[p]
			if !ok {
				id = len(t.names)
				ids[p] = id
				t.names = append(t.names, p)
			}
			classes = append(classes, uint16(len(list)+id))
		}
		t.parts = append(t.parts, classes)
		t.flat = append(t.flat, classes...)
		t.facts = append(t.facts, factsOf(b))
	}
	return t
}

// classes is the number of classes that the classifier needs.
func (t *tagset) classes() int { return len(t.list) + len(t.names) }

// agreement are the features in which the words of a noun phrase agree.
var agreement = []string{"Case", "Gender", "Number"}

// inflection are the features of verbs.
var inflection = []string{"Mood", "Number", "Person", "Tense", "VerbForm"}

// partsOf names the parts of a tag that are scored on their own.
func partsOf(b bundle) []string {
	parts := []string{b.upos}
	if b.xpos != "" {
		parts = append(parts, "x:"+b.xpos)
	}
	for pair := range strings.SplitSeq(b.feats, "|") {
		if pair == "" {
			continue
		}
		parts = append(parts, pair)
		name, _, _ := strings.Cut(pair, "=")
		if slices.Contains(agreement, name) || slices.Contains(inflection, name) {
			parts = append(parts, b.upos+"/"+pair)
		}
	}
	if j := joint(b.feats, agreement); j != "" {
		parts = append(parts, j)
	}
	if j := joint(b.feats, inflection); j != "" && strings.Contains(j, "VerbForm") {
		parts = append(parts, j)
	}
	return parts
}

// joint returns the named features of feats as one string when there are two
// or more.
func joint(feats string, names []string) string {
	var kept []string
	for pair := range strings.SplitSeq(feats, "|") {
		if name, _, _ := strings.Cut(pair, "="); slices.Contains(names, name) {
			kept = append(kept, pair)
		}
	}
	if len(kept) < 2 {
		return ""
	}
	return strings.Join(kept, "+")
}

func factsOf(b bundle) facts {
	number := uint64(0)
	switch {
	case !strings.Contains(b.feats, "VerbForm=Fin"):
	case strings.Contains(b.feats, "Number=Plur"):
		number = 2
	default:
		number = 1
	}
	return facts{
		number:     number,
		whole:      linear.Hash(b.upos + " " + b.xpos + " " + b.feats),
		upos:       linear.Hash(b.upos),
		agree:      linear.Hash(b.upos + " " + joint(b.feats+"|+=", agreement)),
		nominative: strings.Contains(b.feats, "Case=Nom"),
		adposition: b.upos == "ADP",
		nominal:    b.upos == "NOUN" || b.upos == "PROPN" || b.upos == "PRON",
		finite:     strings.Contains(b.feats, "VerbForm=Fin"),
		verbal:     b.upos == "VERB" || b.upos == "AUX",
		punct:      b.upos == "PUNCT",
	}
}
