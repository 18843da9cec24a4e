// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"testing"
)

// TestLanguages: every folder says what it is, and its SOURCES names each of
// its files, and no other.
func TestLanguages(t *testing.T) {
	all, err := Describe()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.Code == "" || d.Name == "" || d.English == "" {
			t.Errorf("lang/%s/language.txt is not complete: %+v", d.Code, d)
		}
		patterns := sources(t, d.Code)
		for _, file := range d.Files {
			if file != "SOURCES" && !matchesAny(patterns, file) {
				t.Errorf("lang/%s/SOURCES does not say where %s comes from", d.Code, file)
			}
		}
		for _, p := range patterns {
			if p != "trees/*" && p != "names/*" && !matchesOne(p, d.Files) {
				t.Errorf("lang/%s/SOURCES speaks of %s, which is not there", d.Code, p)
			}
		}
	}
}

// sources lists the file names of a language's SOURCES: the lines that are not
// indented.
func sources(t *testing.T, code string) []string {
	t.Helper()
	text, err := fs.ReadFile(embedded, code+"/SOURCES")
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for line := range strings.SplitSeq(string(text), "\n") {
		if line == "" || strings.HasPrefix(line, "\t") {
			continue
		}
		for name := range strings.SplitSeq(line, ",") {
			patterns = append(patterns, strings.TrimSpace(name))
		}
	}
	return patterns
}

func matchesAny(patterns []string, file string) bool {
	for _, p := range patterns {
		if ok, _ := path.Match(p, file); ok {
			return true
		}
	}
	return false
}

func matchesOne(pattern string, files []string) bool {
	for _, f := range files {
		if ok, _ := path.Match(pattern, f); ok {
			return true
		}
	}
	return false
}

func TestNew(t *testing.T) {
	dir := t.TempDir()
	d := Description{Code: "xx", Name: "Ixisch", English: "Xish"}
	names, err := New(dir, d, []string{"# CHL  Chile"})
	if err != nil {
		t.Fatal(err)
	}
	fsys, err := Open("xx", dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "English") {
			t.Errorf("%s still speaks of English", name)
		}
	}
	if _, err := New(dir, d, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second time: %v", err)
	}
	if _, err := New(dir, Description{Code: "../x"}, nil); err == nil {
		t.Error("a code that is a path makes a folder")
	}
}
