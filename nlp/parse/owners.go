// SPDX-License-Identifier: Apache-2.0

package parse

import "depesche/nlp"

// giveOwners hangs a noun that a particle behind it marks as the owner on what
// it owns, which follows ("Chile's new government"): such a noun is no subject
// or object. The parser draws its arc before it has seen how far the phrase
// goes. Where nothing follows that can be owned ("at Anna's"), and in
// coordinations, the tree stays. Base is the number of the first token in the
// Doc.
func giveOwners(tokens []nlp.Token, base int) {
	for p := 1; p < len(tokens)-1; p++ {
		if tokens[p].UPOS != "PART" || tokens[p].Deprel != "case" {
			continue
		}
		owner := tokens[p].Head - base
		if owner < 0 || owner >= p || !isNominal(&tokens[owner]) || !isArgument(tokens[owner].Deprel) {
			continue
		}
		if owned := ownedBehind(tokens, base, p); owned >= 0 && !under(tokens, base, owned, owner) {
			tokens[owner].Head, tokens[owner].Deprel = base+owned, "nmod:poss"
		}
	}
}

// isArgument reports whether a noun with such a relation is a part of a clause.
func isArgument(relation string) bool {
	switch relation {
	case "nsubj", "nsubj:pass", "obj", "iobj":
		return true
	}
	return false
}

func isNominal(t *nlp.Token) bool { return t.UPOS == "NOUN" || t.UPOS == "PROPN" }

// ownedBehind returns the head of the noun phrase that begins behind a
// particle, or -1.
func ownedBehind(tokens []nlp.Token, base, particle int) int {
	end := particle + 1
	for end < len(tokens) && end <= particle+maxJoined && inPhrase(&tokens[end]) {
		end++
	}
	for t := particle + 1; t < end; t++ {
		if !isNominal(&tokens[t]) {
			continue
		}
		for range maxJoined {
			h := tokens[t].Head - base
			if h <= t || h >= end || !isNominal(&tokens[h]) || isArgument(tokens[t].Deprel) {
				break
			}
			t = h
		}
		return t
	}
	return -1
}

// inPhrase reports whether a word may stand between the owner and the head of
// what it owns, or be that head.
func inPhrase(t *nlp.Token) bool {
	switch t.UPOS {
	case "ADJ", "NUM", "NOUN", "PROPN", "ADV":
		return true
	}
	return false
}
