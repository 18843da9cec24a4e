// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func loadCues(t testing.TB, code string) *Cues {
	t.Helper()
	c, err := Load(os.DirFS(filepath.Join("..", "lang", code)))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestExamples runs the examples of every rule in every language.
func TestExamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "lang", "*", CuesFile))
	if err != nil || len(files) == 0 {
		t.Fatal("no cues", err)
	}
	for _, file := range files {
		code := filepath.Base(filepath.Dir(file))
		for _, r := range loadCues(t, code).Rules {
			if len(r.Yes) == 0 || len(r.No) == 0 {
				t.Errorf("%s: rule %s needs a yes and a no", code, r.Name)
			}
			for _, yes := range r.Yes {
				if got := r.Match(yes.Text); !slices.Contains(got, yes.Source) {
					t.Errorf("%s: rule %s finds %q in %q, not %q", code, r.Name, got, yes.Text, yes.Source)
				}
			}
			for _, no := range r.No {
				if got := r.Match(no); len(got) > 0 {
					t.Errorf("%s: rule %s finds %q in %q", code, r.Name, got, no)
				}
			}
		}
	}
}

func TestLoadErrors(t *testing.T) {
	tests := map[string]string{
		"when (a)":                 "before the first rule",
		"rule a nowhere":           "unknown place",
		"rule a\nwhen (":           "lineage.txt:2",
		"rule a\nwhen a":           "0 groups",
		"rule a\nyes Wie es heißt": "without =>",
		"rule a\nmaybe b":          "unknown key",
		"rule":                     "no value",
		"agency ...":               "no name",
		"corrected (":              "lineage.txt:1",
	}
	for text, want := range tests {
		_, err := Load(fstest.MapFS{CuesFile: {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestSubjects checks that words of one subject have one key in all languages,
// and that what is no line of the table is named.
func TestSubjects(t *testing.T) {
	german := loadCues(t, "de")
	for word, subject := range map[string]string{"Wahlen": "elections", "Hafen": "Hafen", "Krankenhaus": "hospital", "Moskau": "Moscow", "Lawrow": "Lavrov"} {
		ts := []term{{key: keyOf(fold(word), 0)}}
		german.inSubjects(ts)
		if want := keyOf(fold(subject), 0); ts[0].key != want {
			t.Errorf("%s has not the key of %s", word, subject)
		}
	}
	for _, text := range []string{"Wahl", "Wahl\t", "# words\nWahl\telection\tvote"} {
		_, err := Load(fstest.MapFS{CuesFile: {}, SubjectsFile: {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), SubjectsFile+":") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestSharper compares words of the built-in scales.
func TestSharper(t *testing.T) {
	tests := []struct {
		code, before, after string
		want                int
	}{
		{"en", "said", "warned", 1}, {"en", "massacre", "attack", -1}, {"en", "incident", "attack", 1}, {"en", "attack", "atrocity", 1},
		{"en", "government", "regime", 1}, {"en", "stormed", "ransacked", 1}, {"en", "criticised", "slammed", 1}, {"en", "fell", "rose", 0}, {"en", "sang", "said", 0},
		{"de", "kritisierte", "geißelte", 1}, {"de", "Regime", "Regierung", -1}, {"de", "Gefechte", "Schlachten", 1}, {"de", "Rivalen", "Feinde", 1},
		{"de", "sank", "stürzte", 1}, {"de", "begrüßte", "feierte", 1}, {"de", "stieg", "fiel", 0},
	}
	for _, tt := range tests {
		if got := loadCues(t, tt.code).Sharper(tt.before, tt.after); got != tt.want {
			t.Errorf("%s: %q by %q is %d, want %d", tt.code, tt.before, tt.after, got, tt.want)
		}
	}
	for _, word := range []string{"gesagt", "said", "heute", "today", "Minister", "Monday"} {
		for _, code := range []string{"de", "en"} {
			if c := loadCues(t, code); c.Sharpens(word) || c.Doubts(word) {
				t.Errorf("%s: %q is an everyday word", code, word)
			}
		}
	}
}
