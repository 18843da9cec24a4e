// SPDX-License-Identifier: Apache-2.0

package match

import (
	"fmt"
	"strings"

	"depesche/nlp"
)

// Grammar names the closed-class words of one language that turn a surface
// relation into one of meaning.
type Grammar struct {
	passive  map[string]bool // auxiliaries of the passive
	agent    map[string]bool // adpositions of the agent
	genitive map[string]bool // adpositions that stand for a genitive
	negation map[string]bool // adverbs, determiners and adpositions that deny
	endings  []string        // of inflected nouns, longest first
}

// NewGrammar returns an empty grammar.
func NewGrammar() *Grammar {
	return &Grammar{
		passive: map[string]bool{}, agent: map[string]bool{},
		genitive: map[string]bool{}, negation: map[string]bool{},
	}
}

// Add puts words into one of the lists: passive, agent, genitive, negation or
// endings.
func (g *Grammar) Add(list string, words []string) error {
	sets := map[string]map[string]bool{
		"passive": g.passive, "agent": g.agent, "genitive": g.genitive, "negation": g.negation,
	}
	if list == "endings" {
		g.endings = append(g.endings, words...)
		return nil
	}
	set, ok := sets[list]
	if !ok {
		return fmt.Errorf("unknown grammar list %q", list)
	}
	for _, w := range words {
		set[w] = true
	}
	return nil
}

// Negates reports whether the token denies what it hangs on.
func (g *Grammar) Negates(tok *nlp.Token) bool {
	return g.negation[strings.ToLower(tok.Lemma)] || g.negation[strings.ToLower(tok.Form)]
}

// isRelative reports whether the token is a relative pronoun.
func isRelative(tok *nlp.Token) bool {
	if tok.UPOS != "PRON" && tok.UPOS != "DET" {
		return false
	}
	switch tok.XPOS {
	case "PRELS", "PRELAT", "WDT", "WP", "WP$":
		return true
	}
	return strings.Contains(tok.Feat("PronType"), "Rel")
}

// isVerbal reports whether the token can head a clause by its part of speech.
func isVerbal(tok *nlp.Token) bool { return tok.UPOS == "VERB" || tok.UPOS == "AUX" }

// isNominal reports whether the token can head a noun phrase.
func isNominal(tok *nlp.Token) bool {
	switch tok.UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "X":
		return true
	}
	return false
}

// isParticiple reports whether the token is a past participle.
func isParticiple(tok *nlp.Token) bool {
	switch tok.XPOS {
	case "VVPP", "VBN", "VMPP", "VAPP":
		return true
	}
	return tok.Feat("VerbForm") == "Part" && tok.Feat("Tense") != "Pres"
}
