// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/lang"
	"depesche/nlp/tokenize"
)

func TestReadBracketed(t *testing.T) {
	tests := []struct {
		line, text string
		names      []markedName
		wrong      bool
	}{
		{line: "[PER Eva Ek] kam.", text: "Eva Ek kam.", names: []markedName{{0, 6, "PER"}}},
		{line: "Nach [LOC Graz]", text: "Nach Graz", names: []markedName{{5, 9, "LOC"}}},
		{line: "Niemand kam.", text: "Niemand kam."},
		{line: "[CITY Graz]", wrong: true},
		{line: "[PER ]", wrong: true},
		{line: "[PER Eva", wrong: true},
		{line: "Eva]", wrong: true},
		{line: "[PER Eva [LOC Graz]]", wrong: true},
	}
	for _, test := range tests {
		m := marked{}
		err := m.bracketed(test.line)
		if (err != nil) != test.wrong {
			t.Errorf("%q: error %v", test.line, err)
		}
		if test.wrong {
			continue
		}
		if m.text != test.text {
			t.Errorf("%q: text %q", test.line, m.text)
		}
		if diff := cmp.Diff(test.names, m.names, cmp.AllowUnexported(markedName{})); diff != "" {
			t.Errorf("%q: %s", test.line, diff)
		}
	}
}

// TestSentences reads all sentences of our own: the marks are right, no
// sentence stands there twice, and nearly every name begins and ends where
// words do.
func TestSentences(t *testing.T) {
	t.Chdir("../..")
	for _, language := range []string{"de", "en"} {
		fsys, err := lang.Open(language, "")
		if err != nil {
			t.Fatal(err)
		}
		tokenizer, err := tokenize.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		words, err := readNotNames(language)
		if err != nil {
			t.Fatal(err)
		}
		paths, err := filepath.Glob("lang/" + language + "/names/*.txt")
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: no sentences: %v", language, err)
		}
		seen := map[string]string{}
		for _, path := range paths {
			docs, err := readBracketed(path)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			doc := tokenizer.Tokenize(docs[0].text)
			if lost := project(doc, docs[0].names, findNameSet(language, "sentences"), words); lost > 0 {
				t.Errorf("%s: %d names are not words", path, lost)
			}
			for _, s := range doc.Sentences {
				text := doc.Text[doc.Tokens[s.First].Start:doc.Tokens[s.Last-1].End]
				if other, ok := seen[text]; ok && s.Last-s.First > 3 {
					t.Errorf("%s and %s: %q", path, other, text)
				}
				seen[text] = path
			}
		}
	}
}

func TestKnownNames(t *testing.T) {
	for _, language := range []string{"de", "en"} {
		lists, err := knownNames(language)
		if err != nil {
			t.Fatal(err)
		}
		for k, list := range lists {
			if len(list) == 0 && knownKinds[k] != "language" {
				t.Errorf("%s: no %s", language, knownKinds[k])
			}
		}
	}
}
