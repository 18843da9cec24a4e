// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

// TestEnglishLexicon checks that words with the same tags are of one class,
// and that the lemmatizer is told nothing.
func TestEnglishLexicon(t *testing.T) {
	f, err := compileEnglish("testdata")
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.LoadIfAny(fstest.MapFS{lexicon.FileName: {Data: f.Encode()}})
	if err != nil {
		t.Fatal(err)
	}
	class := func(form string) uint64 { return lex.Find(form, false).Class }
	if class("meet") == 0 || class("met") == 0 || class("o'clock") == 0 || class("turned-off") == 0 {
		t.Error("a word is not found")
	}
	if class("meet") == class("met") || class("!") != 0 {
		t.Error("classes of meet and met, and of a mark:", class("meet"), class("met"), class("!"))
	}
	if _, ok := lex.Lemma("met", "VERB", "VerbForm=Fin"); ok {
		t.Error("met has a lemma")
	}
	if lex.Agrees() || lex.Clusters() {
		t.Error("an English lexicon knows nothing of agreement, and has no clusters of its own")
	}
	if _, err := compileEnglish(t.TempDir()); err == nil {
		t.Error("no error for a folder without the package")
	}
}

// TestVectors checks that words with vectors in one direction are in one
// cluster.
func TestVectors(t *testing.T) {
	o := &options{language: "en", data: "testdata", seed: 1, stderr: new(bytes.Buffer)}
	f, err := clusterVectors(o)
	if err != nil {
		t.Fatal(err)
	}
	clusters, err := lexicon.LoadClusters(fstest.MapFS{lexicon.ClusterFileName: {Data: f.Encode()}})
	if err != nil {
		t.Fatal(err)
	}
	find := func(word string) [2]uint64 { return clusters.Find(linear.Hash(word)) }
	if find("met") == [2]uint64{} || find(",") != [2]uint64{} {
		t.Error("clusters of a word and a mark:", find("met"), find(","))
	}
	for _, bad := range []string{"", "[1]", `{"words":[]}`, `{"vectors":{"a":"b"}}`, `{"vectors":{"a"`} {
		if words, _, err := readVectors(strings.NewReader(bad), 9); err == nil {
			t.Errorf("%q: no error, words %v", bad, words)
		}
	}
}
