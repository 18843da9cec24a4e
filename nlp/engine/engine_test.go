// SPDX-License-Identifier: Apache-2.0

package engine

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"depesche/lang"
)

// TestRead reads a sentence with the built-in models: every stage adds its
// part.
func TestRead(t *testing.T) {
	fsys, err := lang.Open("en", "")
	if err != nil {
		t.Fatal(err)
	}
	e, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	d := e.Read("The minister met the ambassador in Oslo.")
	if len(d.Sentences) != 1 || len(d.Tokens) != 8 || len(d.Names) != 1 {
		t.Fatalf("%d sentences, %d words, %d names; want 1, 8, 1", len(d.Sentences), len(d.Tokens), len(d.Names))
	}
	if m := d.Tokens[1]; m.UPOS != "NOUN" || m.Head != 2 || m.Deprel != "nsubj" {
		t.Errorf("minister: %+v", m)
	}
}

// TestLoadNothing checks that an empty folder is refused.
func TestLoadNothing(t *testing.T) {
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v, want one of files that are not there", err)
	}
}
