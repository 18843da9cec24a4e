// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"

	"depesche/nlp"
)

// maxJoined is how many tokens away from a conjunction the heads of the two
// phrases that it joins may stand.
const maxJoined = 12

// joinSubjects makes one coordination of two subjects of one verb between which
// nothing stands but a conjunction ("the minister and the envoy met"): no verb
// has two. The parser draws the first one to the verb before it has seen what
// comes behind the conjunction. Base is the number of the first token in the
// Doc.
func joinSubjects(tokens []nlp.Token, base int) {
	for c := 1; c < len(tokens)-1; c++ {
		if tokens[c].UPOS != "CCONJ" {
			continue
		}
		second := subjectFrom(tokens, base, c, 1)
		first := subjectFrom(tokens, base, c, -1)
		if first < 0 || second < 0 || tokens[first].Head != tokens[second].Head {
			continue
		}
		verb := tokens[first].Head - base
		if h := tokens[c].Head - base; h != verb && h != first && h != second || first <= verb && verb <= second {
			continue
		}
		tokens[second].Head, tokens[second].Deprel = base+first, "conj"
		tokens[c].Head, tokens[c].Deprel = base+second, "cc"
	}
}

// subjectFrom returns the subject whose phrase begins right behind a
// conjunction, or ends right before it when step is -1; -1 when there is none.
func subjectFrom(tokens []nlp.Token, base, conjunction, step int) int {
	for t := conjunction + step; t >= 0 && t < len(tokens) && (t-conjunction)*step <= maxJoined; t += step {
		if !isSubject(&tokens[t]) {
			continue
		}
		for i := conjunction + step; i != t; i += step {
			if !under(tokens, base, i, t) {
				return -1
			}
		}
		return t
	}
	return -1
}

func isSubject(t *nlp.Token) bool {
	return t.Head >= 0 && (t.UPOS == "NOUN" || t.UPOS == "PROPN" || t.UPOS == "PRON") && strings.HasPrefix(t.Deprel, "nsubj")
}

// under reports whether a token is of the phrase of another.
func under(tokens []nlp.Token, base, t, head int) bool {
	for range maxJoined {
		if t == head {
			return true
		}
		if t = tokens[t].Head - base; t < 0 || t >= len(tokens) {
			return false
		}
	}
	return false
}
