// SPDX-License-Identifier: Apache-2.0

package event

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/codebook"
	"depesche/lang"
)

func TestLoadLanguages(t *testing.T) {
	book, err := codebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range lang.Codes() {
		fsys, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		c, err := Load(fsys, book)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		for _, rule := range c.Rules() {
			if len(rule.Yes) == 0 || len(rule.No) == 0 {
				t.Errorf("%s/%s:%d: rule %s needs a yes and a no example", code, rule.File, rule.Line, rule.Name)
			}
		}
		t.Logf("%s: %d rules, %d patterns", code, len(c.rules), len(c.patterns))
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown line", "\nfoo bar", "events.txt:2"},
		{"unknown type", "rule x code MEET", "unknown event type MEET"},
		{"unknown mode", "rule x code CONSULT mode dance", `CONSULT has no mode "dance"`},
		{"unknown field", "rule x kode CONSULT", "stands under no field"},
		{"no code", "rule x cameo 040", "has no code"},
		{"bad cameo", "rule x code CONSULT cameo ab", "no CAMEO code"},
		{"twice", "rule x code CONSULT\nrule x code CONSULT", "events.txt:2"},
		{"bad status", "rule x code CONSULT status maybe", "unknown status"},
		{"pattern", "rule x code CONSULT\nwhen a >", "events.txt:2"},
		{"before a rule", "when a > subj:A", "before the first rule"},
		{"class", "class x", "a class is written"},
		{"class of class", "class @x = @y", "unknown class @y"},
		{"grammar", "grammar foo bar", "unknown grammar list"},
		{"modality", "modality foo bar", "unknown modality"},
		{"future", "future CONSULT", "a future is written"},
		{"include", "include more.txt", "more.txt"},
		{"loop", "include events.txt", "too deeply"},
		{"expectation", "rule x code CONSULT\nyes A b.  C=D", "unknown expectation"},
	}
	book, err := codebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		_, err := Load(fstest.MapFS{"events.txt": {Data: []byte(tt.text)}}, book)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
	if _, err := Load(fstest.MapFS{}, book); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("class @a = b c\nrule x code CONSULT mode visit\nwhen @a > subj:A\nyes A b.  A=B\nno C.")
	f.Add("grammar passive be\nmodality planned will\nfuture CONSULT AGREE 036\ninclude events.txt")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = Load(fstest.MapFS{"events.txt": {Data: []byte(text)}}, nil)
	})
}
