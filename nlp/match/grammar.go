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
	passive     map[string]bool // auxiliaries of the passive
	agent       map[string]bool // adpositions of the agent
	genitive    map[string]bool // adpositions that stand for a genitive
	negation    map[string]bool // adverbs, determiners and adpositions that deny
	comparative map[string]bool // conjunctions that mark a role: "as"
	partitive   map[string]bool // nouns that stand for what is in their phrase: "part"
	judging     map[string]bool // verbs whose subject has no part in what their object names: "regret"
	ending      map[string]bool // adverbs that deny an act when they are denied: "longer"
	manner      map[string]bool // nouns that deny an act when they are denied: "in no way"
	reason      map[string]bool // what opens a clause of what the object did: "blamed her for leaving"
	absolute    map[string]bool // adpositions that bring a clause its own subject: "with Rome refusing to pay"
	endings     []string        // of inflected nouns, longest first

	inflection inflection
	capitals   bool // nouns are written with a capital, so that they differ from verbs
	fixedOrder bool // subjects stand before the verb, objects behind it
}

// NewGrammar returns an empty grammar.
func NewGrammar() *Grammar {
	return &Grammar{
		passive: map[string]bool{}, agent: map[string]bool{}, judging: map[string]bool{}, ending: map[string]bool{}, manner: map[string]bool{}, reason: map[string]bool{},
		absolute: map[string]bool{}, genitive: map[string]bool{}, negation: map[string]bool{}, partitive: map[string]bool{}, comparative: map[string]bool{},
	}
}

// Add puts words into one of the lists. Closed-class words: passive, agent,
// genitive, negation, partitive, comparative, judging, ending, manner, reason, absolute. Word order: "order fixed" or "order free".
// Spelling: "nouns capital". Inflection: endings (of nouns), prefix, participle,
// infix, past, infinitive, finite (of verbs), strong-ending (of irregular
// forms), and strong, whose words are one infinitive and its irregular forms.
func (g *Grammar) Add(list string, words []string) error {
	if len(words) == 0 {
		return fmt.Errorf("the list %q has no words", list)
	}
	if g.addInflection(list, words) {
		return nil
	}
	sets := map[string]map[string]bool{
		"passive": g.passive, "agent": g.agent, "genitive": g.genitive, "negation": g.negation,
		"partitive": g.partitive, "comparative": g.comparative, "judging": g.judging, "ending": g.ending, "manner": g.manner, "reason": g.reason,
		"absolute": g.absolute,
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

// addInflection reports whether the list is one of those of inflection.
func (g *Grammar) addInflection(list string, words []string) bool {
	x := &g.inflection
	switch list {
	case "nouns":
		g.capitals = words[0] == "capital"
	case "order":
		g.fixedOrder = words[0] == "fixed"
	case "endings":
		g.endings = append(g.endings, words...)
	case "prefix":
		x.addPrefixes(words)
	case "participle":
		x.participle = words[0]
	case "infix":
		x.infix = words[0]
	case "past":
		x.past = append(x.past, words...)
	case "infinitive":
		x.infinitive = append(x.infinitive, words...)
	case "finite":
		x.finite = append(x.finite, words...)
	case "strong-ending":
		x.strongEndings = append(x.strongEndings, words...)
	case "strong":
		x.addForms(words)
	default:
		return false
	}
	return true
}

// Negates reports whether the token denies what it hangs on.
func (g *Grammar) Negates(tok *nlp.Token) bool {
	return g.negation[strings.ToLower(tok.Lemma)] || g.negation[strings.ToLower(tok.Form)]
}

// Owns reports whether the token is an adposition that stands for a genitive.
func (g *Grammar) Owns(tok *nlp.Token) bool {
	return g.genitive[strings.ToLower(tok.Lemma)] || g.genitive[strings.ToLower(tok.Form)]
}

// Acts reports whether the token is an adposition that stands before an agent.
func (g *Grammar) Acts(tok *nlp.Token) bool {
	return g.agent[strings.ToLower(tok.Lemma)] || g.agent[strings.ToLower(tok.Form)]
}

// Parts reports whether the token is a noun that stands for what is in its
// phrase ("the majority of the deputies").
func (g *Grammar) Parts(tok *nlp.Token) bool { return g.partitive[lemmaOf(tok)] }

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
