// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"fmt"
	"strings"
	"testing"

	"depesche/nlp"
)

// treeOf reads "form/UPOS/head/relation" words; heads count from 1.
func treeOf(text string) []nlp.Token {
	var all []nlp.Token
	for _, word := range strings.Fields(text) {
		f := strings.Split(word, "/")
		t := nlp.Token{Form: f[0], UPOS: f[1], Deprel: f[3]}
		fmt.Sscan(f[2], &t.Head)
		t.Head--
		all = append(all, t)
	}
	return all
}

func TestJoinSubjects(t *testing.T) {
	tests := []struct{ name, before, after string }{
		{"two subjects of one verb",
			"the/DET/2/det envoy/NOUN/6/nsubj and/CCONJ/6/cc a/DET/5/det minister/NOUN/6/nsubj met/VERB/0/root",
			"the/DET/2/det envoy/NOUN/6/nsubj and/CCONJ/5/cc a/DET/5/det minister/NOUN/2/conj met/VERB/0/root"},
		{"of two verbs",
			"he/PRON/2/nsubj left/VERB/0/root and/CCONJ/5/cc she/PRON/5/nsubj stayed/VERB/2/conj",
			"he/PRON/2/nsubj left/VERB/0/root and/CCONJ/5/cc she/PRON/5/nsubj stayed/VERB/2/conj"},
		{"with something else between",
			"envoys/NOUN/5/nsubj often/ADV/5/advmod and/CCONJ/5/cc ministers/NOUN/5/nsubj met/VERB/0/root",
			"envoys/NOUN/5/nsubj often/ADV/5/advmod and/CCONJ/5/cc ministers/NOUN/5/nsubj met/VERB/0/root"},
	}
	checkTrees(t, tests, joinSubjects)
}

// checkTrees compares what a repair makes of trees with what it should.
func checkTrees(t *testing.T, tests []struct{ name, before, after string }, repair func(tokens []nlp.Token, base int)) {
	t.Helper()
	for _, tt := range tests {
		got, want := treeOf(tt.before), treeOf(tt.after)
		repair(got, 0)
		for i := range got {
			if got[i].Head != want[i].Head || got[i].Deprel != want[i].Deprel {
				t.Errorf("%s: %s has head %d, %s; want %d, %s", tt.name, got[i].Form, got[i].Head+1, got[i].Deprel, want[i].Head+1, want[i].Deprel)
			}
		}
	}
}
