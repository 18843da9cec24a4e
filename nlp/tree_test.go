// SPDX-License-Identifier: Apache-2.0

package nlp

import (
	"reflect"
	"testing"
)

// sampleDoc is "Lawrow traf Kim in Wonsan ." with a tree over it.
func sampleDoc() *Doc {
	heads := []int{1, -1, 1, 4, 1, 1}
	rels := []string{"nsubj", "root", "obj", "case", "obl", "punct"}
	words := []string{"Lawrow", "traf", "Kim", "in", "Wonsan", "."}
	doc := &Doc{Sentences: []Sentence{{First: 0, Last: 6}}}
	for i, w := range words {
		start := len(doc.Text)
		doc.Text += w
		doc.Tokens = append(doc.Tokens, Token{Start: start, End: len(doc.Text), Form: w, Head: heads[i], Deprel: rels[i], SpaceAfter: true})
		doc.Text += " "
	}
	return doc
}

func TestTree(t *testing.T) {
	doc := sampleDoc()
	tree := NewTree(doc)
	if got := tree.Children(1); !reflect.DeepEqual(got, []int{0, 2, 4, 5}) {
		t.Errorf("children of the verb: %v", got)
	}
	if got := tree.Child(1, "obj"); got != 2 {
		t.Errorf("object: %d", got)
	}
	if got := tree.Child(1, "iobj"); got != -1 {
		t.Errorf("indirect object where there is none: %d", got)
	}
	if got := tree.Subtree(4); !reflect.DeepEqual(got, []int{3, 4}) {
		t.Errorf("subtree of the place: %v", got)
	}
	if f, l := tree.Extent(1); f != 0 || l != 6 {
		t.Errorf("extent of the root: %d %d", f, l)
	}
	if !tree.Governs(1, 3) || tree.Governs(2, 3) {
		t.Error("governs is wrong")
	}
	if doc.SentenceOf(5) != 0 || doc.SentenceOf(6) != -1 {
		t.Error("sentence of a token is wrong")
	}
	if got := doc.Slice(3, 5); got != "in Wonsan" {
		t.Errorf("slice: %q", got)
	}
}

func TestFeat(t *testing.T) {
	tok := Token{Feats: "Case=Nom|Number=Sing", Deprel: "nsubj:pass"}
	if tok.Feat("Number") != "Sing" || tok.Feat("Case") != "Nom" || tok.Feat("Num") != "" {
		t.Error("features are read wrong")
	}
	if tok.Rel() != "nsubj" {
		t.Error("universal relation is read wrong")
	}
}
