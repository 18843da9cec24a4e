// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"depesche/nlp"
	"depesche/nlp/tag"
)

// The sets of SIGMORPHON 2019 have the tags of UniMorph, made from an older
// state of the treebank. They tell part of what our tags tell; the rest is
// left to a tagger.

// unimorphPOS lists the parts of speech that may stand behind a tag.
var unimorphPOS = map[string][]string{
	"N": {"NOUN"}, "PROPN": {"PROPN", "NOUN", "ADJ"}, "ADJ": {"ADJ", "ADV", "NOUN"},
	"V": {"VERB", "AUX"}, "V.PTCP": {"VERB", "AUX", "ADJ"}, "DET": {"DET", "PRON"},
	"PRO": {"PRON", "DET"}, "ADP": {"ADP", "SCONJ", "CCONJ"}, "ADV": {"ADV", "ADJ"},
	"CONJ": {"CCONJ", "SCONJ"}, "NUM": {"NUM"}, "PART": {"PART"},
}

// unimorphFeature gives the feature behind a tag.
var unimorphFeature = map[string]string{
	"NOM": "Case=Nom", "GEN": "Case=Gen", "DAT": "Case=Dat", "ACC": "Case=Acc",
	"MASC": "Gender=Masc", "FEM": "Gender=Fem", "NEUT": "Gender=Neut",
	"SG": "Number=Sing", "PL": "Number=Plur",
	"1": "Person=1", "2": "Person=2", "3": "Person=3",
	"PRS": "Tense=Pres", "PST": "Tense=Past",
	"IND": "Mood=Ind", "SBJV": "Mood=Sub", "IMP": "Mood=Imp",
	"FIN": "VerbForm=Fin", "NFIN": "VerbForm=Inf", "V.PTCP": "VerbForm=Part",
	"REFL": "Reflex=Yes",
}

// partial is what UniMorph says about a token.
type partial struct {
	pos   []string // any, when empty
	feats []string
}

func partialOf(unimorph string) partial {
	var p partial
	for t := range strings.SplitSeq(unimorph, ";") {
		if pos, ok := unimorphPOS[t]; ok && (t != "V" || !strings.Contains(unimorph, "V.PTCP")) {
			p.pos = append(p.pos, pos...)
		}
		if f, ok := unimorphFeature[t]; ok {
			p.feats = append(p.feats, f)
		}
	}
	return p
}

// allows reports whether a tag agrees with what UniMorph says: the part of
// speech is one of those, and no feature has another value.
func (p *partial) allows(upos, feats string) bool {
	if len(p.pos) > 0 && !slices.Contains(p.pos, upos) {
		return false
	}
	t := nlp.Token{Feats: feats}
	for _, f := range p.feats {
		name, value, _ := strings.Cut(f, "=")
		if have := t.Feat(name); have != "" && have != value || have == "" && (name == "Case" && upos != "ADV") {
			return false
		}
	}
	return true
}

// complete returns a copy of the document with full tags.
func complete(d *nlp.Doc, tagger *tag.Tagger) *nlp.Doc {
	c := copyDoc(d)
	for _, s := range d.Sentences {
		tokens := c.Tokens[s.First:s.Last]
		known := make([]partial, len(tokens))
		for i := range tokens {
			known[i] = partialOf(tokens[i].Feats)
			if tokens[i].Feats == "" && !strings.ContainsFunc(tokens[i].Form, isWordRune) {
				known[i].pos = []string{"PUNCT"}
			}
		}
		for i := range tokens {
			tokens[i].Lemma = "" // other habits
		}
		tagger.Complete(tokens, func(i int, upos, feats string) bool { return known[i].allows(upos, feats) })
	}
	return c
}

func isWordRune(r rune) bool {
	return r > 127 && r != '„' && r != '“' && r != '–' || r >= '0' && r <= '9' || r >= 'A' && r <= 'z'
}
