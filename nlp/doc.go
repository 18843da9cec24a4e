// SPDX-License-Identifier: Apache-2.0

// Package nlp holds the analysis of a text: tokens, sentences and dependency
// trees in the scheme of Universal Dependencies, and names. Text goes in, a
// Doc comes out, filled stage by stage by the packages below it. It knows
// nothing of articles, actors or databases and imports nothing of ours, so
// that it can be used as a library of its own.
package nlp

import "strings"

// Doc is a text with its analysis. Tokens of all sentences stand in one
// slice; a sentence, a name, a subtree are index ranges into it. All offsets
// are bytes of Text.
type Doc struct {
	Text      string
	Language  string // BCP 47 of the models used: "de", "en"
	Tokens    []Token
	Sentences []Sentence
	Names     []Name
	Notes     []Note
}

// Token is a syntactic word of Universal Dependencies. A contraction ("zum",
// "don't") is one stretch of text but several tokens, which Part counts 1, 2,
// …; an ordinary word has Part 0. Parts that are pieces of the stretch ("do" +
// "n't", "Orlova" + "'s") have bytes of their own; others ("zu" + "dem") share
// Start and End. Either way the stretch goes from the first part's Start to
// the last part's End, and only the last part can have SpaceAfter.
type Token struct {
	Start, End int    // byte offsets of the surface word in Doc.Text
	Form       string // the word as written, or the part's own form ("zu", "dem")
	Lemma      string
	UPOS       string // universal part of speech: NOUN, VERB, …
	XPOS       string // language-specific tag, may be empty
	Feats      string // "Case=Nom|Gender=Masc|Number=Sing", sorted, or ""
	Rival      string // the part of speech that the tagger nearly chose, UPOS and XPOS, or "": it was sure
	Head       int    // index into Doc.Tokens; -1 for a root or when unparsed
	Deprel     string // relation to the head: nsubj, obj, obl, nsubj:pass, …
	Part       uint8
	SpaceAfter bool
}

// Feat returns the value of a morphological feature ("Case" → "Nom"), or "".
func (t *Token) Feat(name string) string {
	feats := t.Feats
	for feats != "" {
		var pair string
		pair, feats, _ = strings.Cut(feats, "|")
		if len(pair) > len(name) && pair[len(name)] == '=' && pair[:len(name)] == name {
			return pair[len(name)+1:]
		}
	}
	return ""
}

// Rel returns the universal part of the relation: "nsubj" of "nsubj:pass".
func (t *Token) Rel() string {
	rel, _, _ := strings.Cut(t.Deprel, ":")
	return rel
}

// Sentence is a range of tokens, half-open, and of bytes.
type Sentence struct {
	First, Last int // tokens[First:Last]
	Start, End  int // bytes
	Paragraph   int // 0, 1, … : paragraphs are separated by an empty line
}

// Name is a range of tokens, half-open, that names something: PER, ORG, LOC
// or MISC.
type Name struct {
	First, Last int
	Type        string
}

// Note is something that a stage could not do, in words ("sentence of 1200
// words cut at 400"), with the bytes it speaks of.
type Note struct {
	Stage, Text string
	Start, End  int
}

// SentenceOf returns the index of the sentence that holds the token, or -1.
func (d *Doc) SentenceOf(token int) int {
	lo, hi := 0, len(d.Sentences)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.Sentences[mid].Last <= token {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.Sentences) && d.Sentences[lo].First <= token {
		return lo
	}
	return -1
}

// Slice returns the text of the tokens[first:last].
func (d *Doc) Slice(first, last int) string {
	if first >= last {
		return ""
	}
	return d.Text[d.Tokens[first].Start:d.Tokens[last-1].End]
}
