// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestParseLexiconErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"unknown key", "verbs say", `a.txt:1: unknown key "verbs"`},
		{"no value", "\ncue", `a.txt:2: "cue" has no value`},
		{"unknown frame", "cue x\ntakes sounds", `a.txt:2: unknown frame "sounds"`},
		{"unknown paradigm", "cue x\ntakes quote\nverb say reg", `a.txt:3: unknown paradigm "reg"`},
		{"outside a block", "paradigm reg - finite:~\nverb say reg", `a.txt:2: verb "say" stands outside a cue block that says what it takes`},
		{"missing principal part", "paradigm p - finite:1\ncue x\ntakes quote\nverb say p", `a.txt:4: verb "say": principal part 1 is missing`},
		{"wrong suffix", "paradigm p -en finite:~t\ncue x\ntakes quote\nverb say p", `a.txt:4: verb "say" does not end in "en"`},
		{"empty list", "list so", `a.txt:1: list "so" is empty`},
		{"unknown kind", "closed verb a", `a.txt:1: unknown kind "verb"`},
		{"example without expectation", "yes A b.", `a.txt:1: an example that must match says what, one that must not does not: "A b."`},
		{"bad forms", "paradigm p - past:~", `a.txt:1: unknown forms "past:~"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parseLexicon(strings.NewReader(tt.text), "a.txt")
			if err == nil || err.Error() != tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestForms(t *testing.T) {
	const file = `
set infix zu
paradigm weak -en subjunctive:~e finite:~t,~en,~te infinitive:~en participle:ge~t
paradigm strong -en subjunctive:~e finite:1,2 participle:3
cue saying
takes quote clause
verb mit|teilen weak
verb sprechen strong spricht sprach gesprochen : von
verb bringen strong bringt brachte gebracht + zum_Ausdruck
`
	lex, err := parseLexicon(strings.NewReader(file), "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		word string
		want []form // verb left out
		verb string
	}{
		{"teilt", []form{{kind: formFinite}}, "mitteilen"},
		{"mitteilte", []form{{kind: formFinite, whole: true}}, "mitteilen"},
		{"mitgeteilt", []form{{kind: formParticiple, whole: true}}, "mitteilen"},
		{"mitzuteilen", []form{{kind: formInfinitive, whole: true}}, "mitteilen"},
		{"sprach", []form{{kind: formFinite, whole: true}}, "sprechen"},
		{"geteilt", nil, ""},
	}
	for _, tt := range tests {
		var got []form
		for _, f := range lex.forms[tt.word] {
			if f.verb.lemma != tt.verb {
				t.Errorf("%s: verb %s, want %s", tt.word, f.verb.lemma, tt.verb)
			}
			f.verb = nil
			got = append(got, f)
		}
		if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(form{})); diff != "" {
			t.Errorf("%s: %s", tt.word, diff)
		}
	}
	if diff := cmp.Diff([][]string{{"zum", "ausdruck"}}, lex.forms["brachte"][0].verb.partners); diff != "" {
		t.Error(diff)
	}
}

func TestLoadWithoutFile(t *testing.T) {
	x, err := Load(fstest.MapFS{})
	if err != nil || x == nil {
		t.Fatalf("Load of a language without the file: %v", err)
	}
}

func FuzzParseLexicon(f *testing.F) {
	f.Add("set order v2\nparadigm weak -en finite:~t\ncue a\ntakes quote\nverb sagen weak + zum_x : von\nyes A. => b | c | d\n")
	f.Add("list a b\nphrase c d e, f\nclosed sub dass\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = parseLexicon(strings.NewReader(text), "a.txt")
	})
}
