// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"slices"
	"strings"

	"depesche/nlp/linear"
)

// bundle is a tag: part of speech and morphology together.
type bundle struct{ upos, xpos, feats string }

// tagset is the list of the tags seen in training, the commonest first, each
// with its parts, which are the classes of the classifier.
type tagset struct {
	list  []bundle
	index map[bundle]int
	parts [][]uint16    // classes whose weights add up to the score of a tag
	names []string      // of the parts
	needs []linear.Need // of each tag: the blocks of its parts, once these have their places
	facts []facts
}

// facts are hashes of what later tokens may ask about a tag.
type facts struct {
	name               string // part of speech: UPOS and, where there is one, XPOS
	kind               uint64 // its hash
	whole, upos, agree uint64
	number             uint64 // of a finite verb: 1 singular, 2 plural
	nominative         bool
	adposition         bool
	nominal            bool // NOUN, PROPN, PRON: ends a noun phrase
	finite, verbal     bool
	punct              bool
}

// newTagset numbers the parts of the tags, those of one part of speech after
// another, so that the parts of a word's tags stand close together. Where
// there is room for more classes, the commonest tags as wholes are parts too;
// where there is none, the parts of the rarest tags are not scored.
func newTagset(list []bundle) *tagset {
	t := &tagset{list: list, index: map[bundle]int{}, parts: make([][]uint16, len(list))}
	scored := map[string]bool{}
	var order []string // parts of speech
	for i, b := range list {
		t.index[b] = i
		t.facts = append(t.facts, factsOf(b))
		if !slices.Contains(order, b.upos) {
			order = append(order, b.upos)
		}
		for _, p := range partsOf(b) {
			if len(scored) < linear.MaxBlockClasses {
				scored[p] = true
			}
		}
	}
	for _, b := range list[:min(len(list), linear.MaxBlockClasses-len(scored))] {
		scored[b.whole()] = true
	}
	ids := map[string]int{}
	for _, upos := range order {
		for i, b := range list {
			if b.upos == upos {
				t.number(i, append(partsOf(b), b.whole()), scored, ids)
			}
		}
	}
	return t
}

// whole names the tag as a part of itself.
func (b bundle) whole() string { return b.upos + " " + b.xpos + " " + b.feats }

// pos names the part of speech, as the language divides it.
func (b bundle) pos() string { return strings.TrimRight(b.upos+" "+b.xpos, " ") }

// number gives the parts of tag i their classes.
func (t *tagset) number(i int, parts []string, scored map[string]bool, ids map[string]int) {
	for _, p := range parts {
		if !scored[p] {
			continue
		}
		id, ok := ids[p]
		if !ok {
			id = len(t.names)
			ids[p] = id
			t.names = append(t.names, p)
		}
		t.parts[i] = append(t.parts[i], uint16(id))
	}
}

// classes is the number of classes that the classifier needs.
func (t *tagset) classes() int { return len(t.names) }

// look finds which blocks of classes the tags need.
func (t *tagset) look() {
	for _, parts := range t.parts {
		var need linear.Need
		for _, c := range parts {
			need = need.Of(int(c))
		}
		t.needs = append(t.needs, need)
	}
}

// need returns the blocks of classes of which the scores of the tags are made.
func (t *tagset) need(tags []uint16) linear.Need {
	var need linear.Need
	for _, tag := range tags {
		need |= t.needs[tag]
	}
	return need
}

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
		name:       b.pos(),
		kind:       linear.Hash(b.pos()),
		number:     number,
		whole:      linear.Hash(b.whole()),
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
