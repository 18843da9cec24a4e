// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"depesche/nlp"
)

// The treebanks follow the same guidelines with different habits. What
// differs without meaning anything for us is levelled here, before training
// and before scoring: features that only some have are dropped, and features
// that follow from the language-specific tag are added.

// dropped are features that say how a word is written, or that only one of
// the treebanks of a language has.
var dropped = []string{
	"Abbr", "AdpType", "ExtPos", "Foreign", "Gender[psor]", "Number[psor]",
	"NumForm", "Polite", "Style", "Typo", "Voice",
}

// fixGSD brings German-GSD to the habits of German-PUD, which follows the
// guidelines more closely.
func fixGSD(d *nlp.Doc) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Feats = without(t.Feats, dropped...)
		if t.UPOS == "VERB" || t.UPOS == "AUX" {
			t.Feats = verbForm(t.Feats, t.XPOS, map[string]string{
				"VVPP": "Part", "VAPP": "Part", "VMPP": "Part",
				"VVINF": "Inf", "VAINF": "Inf", "VMINF": "Inf", "VVIZU": "Inf",
			})
		}
		fixWord(t)
		if t.Deprel == "dep" && t.UPOS == "DET" && t.Head > i && nominal(d.Tokens[t.Head].UPOS) {
			t.Deprel = "det"
		}
		if t.Deprel == "nsubj" && t.Lemma == "es" && d.Tokens[t.Head].Lemma == "geben" {
			t.Deprel = "expl"
		}
	}
	fixAdjectives(d)
	fixGerman(d)
}

// fixAdjectives makes the second of two adjectives before a noun a conjunct of
// the first, as in German-PUD (die ersten internationalen Spiele).
func fixAdjectives(d *nlp.Doc) {
	for i := 1; i < len(d.Tokens); i++ {
		t, before := &d.Tokens[i], &d.Tokens[i-1]
		if t.UPOS != "ADJ" || t.Deprel != "amod" || before.UPOS != "ADJ" {
			continue
		}
		first := i - 1
		if before.Deprel == "conj" && before.Head >= 0 {
			first = before.Head
		}
		if d.Tokens[first].Deprel == "amod" && d.Tokens[first].Head == t.Head {
			t.Head, t.Deprel = first, "conj"
		}
	}
}

func nominal(upos string) bool {
	return upos == "NOUN" || upos == "PROPN" || upos == "NUM" || upos == "ADJ"
}

var germanMonths = []string{
	"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
	"September", "Oktober", "November", "Dezember",
}

// fixWord gives single words the part of speech that they have in PUD.
func fixWord(t *nlp.Token) {
	low := strings.ToLower(t.Form)
	switch {
	case t.UPOS == "ADJ" && t.Deprel == "advmod":
		t.UPOS = "ADV"
	case (low == "als" || low == "wie") && t.Deprel == "case" && t.UPOS != "SCONJ":
		t.UPOS, t.Deprel = "CCONJ", "cc"
	case low == "um" && t.Deprel == "mark":
		t.UPOS = "SCONJ"
	case t.UPOS == "PROPN" && slices.Contains(germanMonths, t.Form):
		t.UPOS = "NOUN"
	}
}

func fixPUD(d *nlp.Doc) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Feats = without(t.Feats, dropped...)
		if t.UPOS == "VERB" || t.UPOS == "AUX" {
			t.Feats = verbForm(t.Feats, t.XPOS, map[string]string{"VBN": "Part", "VB": "Inf"})
		}
	}
	fixGerman(d)
}

func fixGerman(d *nlp.Doc) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.XPOS = ""
		if t.UPOS == "DET" {
			t.Feats = without(t.Feats, "NumType")
		}
		if t.UPOS == "ADV" {
			t.Feats = without(t.Feats, "Degree")
		}
		if t.Deprel == "flat:name" {
			t.Deprel = "flat"
		}
	}
}

// verbForm sets the form of a verb: what the tag says, else finite when there
// is a mood. Participles and infinitives have nothing else.
func verbForm(feats, xpos string, forms map[string]string) string {
	form, infinite := forms[xpos]
	switch {
	case strings.Contains(feats, "Mood="):
		return with(feats, "VerbForm", "Fin")
	case infinite:
		return "VerbForm=" + form
	}
	return feats
}

func fixEnglish(d *nlp.Doc) {
	for i := range d.Tokens {
		t := &d.Tokens[i]
		t.Feats = without(t.Feats, "Abbr", "ExtPos", "Foreign", "NumForm", "Style", "Typo")
	}
}

// without drops features from a list of features.
func without(feats string, names ...string) string {
	if feats == "" {
		return ""
	}
	list := slices.DeleteFunc(strings.Split(feats, "|"), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(names, name)
	})
	return strings.Join(list, "|")
}

// with sets a feature in a list of features.
func with(feats, name, value string) string {
	var list []string
	if feats = without(feats, name); feats != "" {
		list = strings.Split(feats, "|")
	}
	list = append(list, name+"="+value)
	slices.SortFunc(list, func(a, b string) int {
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	})
	return strings.Join(list, "|")
}
