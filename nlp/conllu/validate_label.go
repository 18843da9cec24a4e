// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"regexp"
	"slices"
	"strings"
)

// The tags, relations and features of Universal Dependencies, version 2.
var (
	knownTags = strings.Fields(`ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART
		PRON PROPN PUNCT SCONJ SYM VERB X`)
	knownRels = strings.Fields(`acl advcl advmod amod appos aux case cc ccomp clf
		compound conj cop csubj dep det discourse dislocated expl fixed flat
		goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct
		reparandum root vocative xcomp`)
	knownFeats = strings.Fields(`Abbr Animacy Aspect Case Clusivity Definite Degree
		Deixis DeixisRef Evident ExtPos Foreign Gender Mood NounClass Number NumForm
		NumType Person Polarity Polite Poss PronType Reflex Tense Typo VerbForm Voice`)
)

// tagsOf says which tags a word with the relation may have. Words that
// head a fixed expression may have any.
var tagsOf = map[string][]string{
	"amod":         {"ADJ", "VERB", "NUM", "PROPN", "ADV", "DET"},
	"aux":          {"AUX"},
	"case":         {"ADP", "ADV", "ADJ", "NOUN", "SCONJ", "CCONJ", "PART"},
	"cc":           {"CCONJ", "SCONJ", "ADV", "PART", "ADP"},
	"compound:prt": {"ADP", "ADV", "ADJ", "NOUN", "VERB"},
	"cop":          {"AUX", "PRON", "DET"},
	"det":          {"DET", "PRON", "NUM"},
	"expl":         {"PRON", "DET", "PART"},
	"mark":         {"SCONJ", "ADP", "ADV", "PART", "CCONJ"},
	"nmod":         {"NOUN", "PROPN", "PRON", "DET", "NUM", "SYM", "X", "ADJ", "ADV"},
	"nummod":       {"NUM", "NOUN", "SYM"},
	"obj":          {"NOUN", "PROPN", "PRON", "DET", "NUM", "SYM", "X", "ADJ", "VERB"},
	"punct":        {"PUNCT"},
}

// relsOf says which relations a word with the tag may have.
var relsOf = map[string][]string{
	"PUNCT": {"punct", "root"},
	"CCONJ": {"cc", "mark", "fixed", "case", "advmod", "conj", "root"},
	"SCONJ": {"mark", "case", "fixed", "cc", "advmod"},
	"AUX":   {"aux", "cop", "conj", "root", "xcomp", "ccomp", "advcl", "acl", "parataxis", "csubj"},
}

// subjectHeads are the tags that cannot have a subject.
var subjectHeads = []string{"ADP", "CCONJ", "SCONJ", "PUNCT", "AUX"}

var (
	featName  = regexp.MustCompile(`^[A-Z][A-Za-z]*(\[[a-z]+\])?$`)
	featValue = regexp.MustCompile(`^[A-Z0-9][A-Za-z0-9]*(,[A-Z0-9][A-Za-z0-9]*)*$`)
	subtype   = regexp.MustCompile(`^[a-z]+(:[a-z]+)?$`)
)

// checkLabels checks tag, features and relation of a word.
func (v *validator) checkLabels(w *row) {
	tag, deprel := w.col[colUPOS], w.col[colDeprel]
	if !slices.Contains(knownTags, tag) {
		v.problem(w.line, "unknown tag %s", tag)
	}
	if !slices.Contains(knownRels, w.rel()) || !subtype.MatchString(deprel) {
		v.problem(w.line, "unknown relation %s", deprel)
	}
	if w.col[colLemma] == "_" && w.col[colForm] != "_" {
		v.problem(w.line, "no lemma for %q", w.col[colForm])
	}
	v.checkFeats(w)
	v.checkAgreement(w)
}

// checkFeats checks that the features are known, sorted and single.
func (v *validator) checkFeats(w *row) {
	if w.col[colFeats] == "_" {
		return
	}
	last := ""
	for pair := range strings.SplitSeq(w.col[colFeats], "|") {
		name, value, _ := strings.Cut(pair, "=")
		layer, _, _ := strings.Cut(name, "[")
		if !featName.MatchString(name) || !slices.Contains(knownFeats, layer) || !featValue.MatchString(value) {
			v.problem(w.line, "unknown feature %s", pair)
		}
		if low := strings.ToLower(name); low <= last {
			v.problem(w.line, "feature %s stands twice or out of order", name)
		} else {
			last = low
		}
	}
}

// checkAgreement checks that relation and tag of a word fit each other and
// those of its head.
func (v *validator) checkAgreement(w *row) {
	tag, rel, deprel := w.col[colUPOS], w.rel(), w.col[colDeprel]
	if v.free[w.first-1] {
		return
	}
	tags := tagsOf[deprel]
	if tags == nil {
		tags = tagsOf[rel]
	}
	if tags != nil && !slices.Contains(tags, tag) {
		v.problem(w.line, "%s is a %s (%q)", deprel, tag, w.col[colForm])
	}
	if rels := relsOf[tag]; rels != nil && !slices.Contains(rels, rel) {
		v.problem(w.line, "a %s is %s (%q)", tag, deprel, w.col[colForm])
	}
	if w.head < 1 || w.head > len(v.words) {
		return
	}
	head := v.words[w.head-1].col
	if (rel == "nsubj" || rel == "csubj" || rel == "obj") && slices.Contains(subjectHeads, head[colUPOS]) &&
		!v.copula(w.head) {
		v.problem(w.line, "%s of a %s (%q)", deprel, head[colUPOS], head[colForm])
	}
}

// findFree marks the words whose tag says nothing about their relation:
// parts of fixed expressions, and words that stand for one that is left out.
func (v *validator) findFree() {
	v.free = make([]bool, len(v.words))
	for i := range v.words {
		w := &v.words[i]
		if rel := w.rel(); rel == "fixed" || rel == "orphan" {
			v.free[i] = v.free[i] || rel == "fixed"
			if w.head > 0 && w.head <= len(v.words) {
				v.free[w.head-1] = true
			}
		}
	}
}

// copula reports whether the verb to be stands alone as a predicate.
func (v *validator) copula(id int) bool {
	return slices.Contains([]string{"root", "conj", "ccomp", "acl", "advcl", "parataxis"}, v.words[id-1].rel())
}
