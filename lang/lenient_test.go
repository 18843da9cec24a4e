// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// strict loads a file as the stages do: a line with "bad" in it is broken.
func strict(name string, loaded *[]string) func(fs.FS) error {
	return func(fsys fs.FS) error {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		*loaded = nil
		for i, line := range strings.Split(string(text), "\n") {
			if strings.Contains(line, "bad") && line[0] != '#' {
				return fmt.Errorf("load things: %s:%d: the line is bad", name, i+1)
			}
			if says(line) != "" {
				*loaded = append(*loaded, line)
			}
		}
		return nil
	}
}

func TestMend(t *testing.T) {
	tests := []struct{ file, text, left, found string }{
		{"a.tsv", "one\nbad\ntwo", "one|two", "a.tsv:2: the line is bad; left out"},
		{"a.tsv", "bad\nbad", "", "a.tsv:1: the line is bad; left out|a.tsv:2: the line is bad; left out"},
		{"a.txt", "rule x\nwhen p\nwhen bad\nyes s", "rule x|when p|yes s", "a.txt:3: the line is bad; left out"},
		{"a.txt", "rule x\nwhen p\n\nrule bad\nwhen q\n\nno s\nlist z", "rule x|when p|list z",
			"a.txt:4: the line is bad; left out with the rest of its rule (2 more)"},
		{"a.txt", "rule x\nfind p\nnotafter bad\nrule y\nfind q", "rule y|find q",
			"a.txt:3: the line is bad; left out with the rest of its rule (2 more)"},
		{"a.txt", "rule x\nwhen p\n\nrul bad\nwhen q", "rule x|when p",
			"a.txt:4: the line is bad; left out with the rest of its rule (1 more)"},
		{"a.txt", "pattern x\n A -> 1\n bad\npattern y\n B", "pattern x| A -> 1|pattern y| B", "a.txt:3: the line is bad; left out"},
	}
	for _, tt := range tests {
		var loaded, found []string
		fsys, broken, err := Mend(fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, strict(tt.file, &loaded))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range broken {
			found = append(found, b.String())
		}
		if got := strings.Join(loaded, "|"); got != tt.left {
			t.Errorf("%q: loaded %q, want %q", tt.text, got, tt.left)
		}
		if got := strings.Join(found, "|"); got != tt.found {
			t.Errorf("%q: found %q, want %q", tt.text, got, tt.found)
		}
		if text, err := fs.ReadFile(fsys, tt.file); err != nil || len(text) != len(tt.text) {
			t.Errorf("%q: mended to %q, %v", tt.text, text, err)
		}
	}
}

// TestMendGivesUp: what names no line of the files, and a file of nothing but
// broken lines, is an error.
func TestMendGivesUp(t *testing.T) {
	for _, message := range []string{"a.model: cut off", "b.tsv:1: no such file", "a.tsv:9: no such line", "../a.tsv:1: outside"} {
		calls := 0
		_, broken, err := Mend(fstest.MapFS{"a.tsv": {Data: []byte("x")}}, func(fs.FS) error { calls++; return errors.New(message) })
		if err == nil || len(broken) > 0 || calls != 1 {
			t.Errorf("%q: %v, %v after %d calls", message, broken, err, calls)
		}
	}
	var loaded []string
	_, broken, err := Mend(fstest.MapFS{"a.tsv": {Data: []byte(strings.Repeat("bad\n", maxBroken+1))}}, strict("a.tsv", &loaded))
	if err == nil || len(broken) != maxBroken {
		t.Errorf("%d lines left out, %v", len(broken), err)
	}
}
