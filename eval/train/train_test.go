// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depesche/nlp"
	"depesche/nlp/lexicon"
)

// make runs the command and returns the file that it wrote.
func produce(t *testing.T, models, stage string, more ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	args := append([]string{"-lang", "de", "-data", "testdata", "-stage", stage, "-models", models, "-out", out}, more...)
	if err := run(args, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestEveryStage makes all models of a language from a few sentences, twice,
// and measures them.
func TestEveryStage(t *testing.T) {
	models := t.TempDir()
	source, err := os.ReadFile("testdata/lexicon.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(models, "lexicon.tsv"), source, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct {
		stage, file string
		flags       []string
	}{
		{"lexicon", "lexicon.model", nil},
		{"word-clusters", "lexicon-clusters.model", nil},
		{"tagger", "tagger.model", []string{"-sets", "pud-open,sigmorphon", "-cutoff", "1"}},
		{"parser", "parser.model", []string{"-sets", "pud-open", "-folds", "2", "-cutoff", "1", "-gold-tags"}},
		{"habits", "habits.model", nil},
	} {
		first := produce(t, models, s.stage, s.flags...)
		if !bytes.Equal(first, produce(t, models, s.stage, s.flags...)) {
			t.Errorf("%s: two runs made two files", s.stage)
		}
		if !bytes.Contains(first[:400], []byte("command go run ./eval/train -lang de -stage "+s.stage)) {
			t.Errorf("%s: the header does not say how it was made: %q", s.stage, first[:200])
		}
		if err := os.WriteFile(filepath.Join(models, s.file), first, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	args := []string{"-lang", "de", "-data", "testdata", "-eval", "-models", models, "-sets", "pud-open", "-errors", "3"}
	if err := run(args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "UPOS 100.00") || !strings.Contains(out.String(), "LAS 100.00") {
		t.Error("the models do not know what they were trained on:", out.String())
	}
}

func TestTryOut(t *testing.T) {
	var out strings.Builder
	args := []string{"-lang", "de", "-data", "testdata", "-models", t.TempDir(), "-cutoff", "1", "-folds", "2", "-epochs", "2", "-tag-epochs", "2",
		"-sets", "pud-open:rest", "-share", "60", "-test", "pud-open:dev,pud-open:rest", "-raw", "-bare", "-no-clusters", "-models", t.TempDir()}
	if err := run(args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "pud-open:dev: ") {
		t.Error(out.String())
	}
}

func TestRefuses(t *testing.T) {
	for _, tt := range []struct{ args, want string }{
		{"-lang de", "-data"},
		{"-lang de -data testdata -stage tagger", "-out"},
		{"-lang de -data testdata -stage tagger -out x -sets nonsense", "there are: gsd-dev"},
		{"-lang de -data testdata -stage singer -out x -sets pud-open", "no stage"},
		{"-lang de -data testdata -stage tagger -out x -sets pud-open:most", "no part"},
		{"-lang de -data testdata/none -stage tagger -out x -sets pud-open", "no such files"},
		{"-lang fr -data testdata -stage lexicon -out x", "no lexicon"},
	} {
		err := run(strings.Fields(tt.args), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.args, err, tt.want)
		}
	}
}

func TestGermanLexicon(t *testing.T) {
	f, err := compileGerman("testdata", "testdata/lexicon.tsv")
	if err != nil {
		t.Fatal(err)
	}
	f.Language = "de"
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, lexicon.FileName), f.Encode(), 0o644); err != nil {
		t.Fatal(err)
	}
	x, err := lexicon.LoadIfAny(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ form, upos, feats, want string }{
		{"lehnte", "VERB", "", "lehnen"}, {"ablehnte", "VERB", "", "ablehnen"}, {"abgelehnt", "VERB", "", "ablehnen"},
		{"abgelehnten", "ADJ", "", "abgelehnt"}, {"alten", "ADJ", "", "alt"}, {"Tages", "NOUN", "", "Tag"},
		{"Tag", "NOUN", "Case=Dat|Gender=Masc|Number=Sing", "Tag"}, {"dem", "DET", "", "der"}, {"sei", "AUX", "", "sein"},
	} {
		e, ok := x.Lemma(tt.form, tt.upos, tt.feats)
		if got := string(e.Apply(nil, tt.form)); !ok || got != tt.want {
			t.Errorf("lemma of %s: %q, want %q", tt.form, got, tt.want)
		}
	}
	if _, ok := x.Lemma("Abc", "NOUN", ""); ok {
		t.Error("a noun without gender was taken")
	}
}

func TestSchemes(t *testing.T) {
	d := &nlp.Doc{Tokens: []nlp.Token{
		{Form: "Das", UPOS: "DET", XPOS: "ART", Feats: "Case=Nom|NumType=Card|PronType=Art", Head: 1, Deprel: "dep"},
		{Form: "Haus", UPOS: "NOUN", Head: 3, Deprel: "nsubj"},
		{Form: "völlig", UPOS: "ADJ", Feats: "Degree=Pos", Head: 3, Deprel: "advmod"},
		{Form: "zerstört", UPOS: "VERB", XPOS: "VVPP", Feats: "Typo=Yes", Head: -1, Deprel: "root"},
		{Form: "als", UPOS: "ADP", Head: 5, Deprel: "case"},
		{Form: "Mai", UPOS: "PROPN", Head: 3, Deprel: "obl"},
	}}
	fixGSD(d)
	want := []nlp.Token{
		{UPOS: "DET", Feats: "Case=Nom|PronType=Art", Deprel: "det"},
		{UPOS: "NOUN", Deprel: "nsubj"},
		{UPOS: "ADV", Deprel: "advmod"},
		{UPOS: "VERB", Feats: "VerbForm=Part", Deprel: "root"},
		{UPOS: "CCONJ", Deprel: "cc"},
		{UPOS: "NOUN", Deprel: "obl"},
	}
	for i, w := range want {
		if g := d.Tokens[i]; g.UPOS != w.UPOS || g.Feats != w.Feats || g.Deprel != w.Deprel || g.XPOS != "" {
			t.Errorf("%s: %s %q %s %q, want %+v", g.Form, g.UPOS, g.Feats, g.Deprel, g.XPOS, w)
		}
	}
	if got := verbForm("Mood=Ind|Tense=Past", "VBC", nil); got != "Mood=Ind|Tense=Past|VerbForm=Fin" {
		t.Error(got)
	}
}

// TestSecondAdjective has "die ersten freien großen Wahlen".
func TestSecondAdjective(t *testing.T) {
	d := &nlp.Doc{Tokens: []nlp.Token{
		{Form: "die", UPOS: "DET", Head: 4, Deprel: "det"},
		{Form: "ersten", UPOS: "ADJ", Head: 4, Deprel: "amod"},
		{Form: "freien", UPOS: "ADJ", Head: 4, Deprel: "amod"},
		{Form: "großen", UPOS: "ADJ", Head: 4, Deprel: "amod"},
		{Form: "Wahlen", UPOS: "NOUN", Head: -1, Deprel: "root"},
	}}
	fixGSD(d)
	for i, w := range map[int]nlp.Token{1: {Head: 4, Deprel: "amod"}, 2: {Head: 1, Deprel: "conj"}, 3: {Head: 1, Deprel: "conj"}} {
		if g := d.Tokens[i]; g.Head != w.Head || g.Deprel != w.Deprel {
			t.Errorf("%s: %s of %d, want %s of %d", g.Form, g.Deprel, g.Head, w.Deprel, w.Head)
		}
	}
}

func TestUniMorph(t *testing.T) {
	for _, tt := range []struct {
		unimorph, upos, feats string
		want                  bool
	}{
		{"N;MASC;SG;NOM", "NOUN", "Case=Nom|Gender=Masc|Number=Sing", true},
		{"N;MASC;SG;NOM", "NOUN", "Case=Acc|Gender=Masc|Number=Sing", false},
		{"N;MASC;SG;NOM", "VERB", "", false},
		{"N;MASC;SG;NOM", "NOUN", "", false},
		{"V.PTCP;V", "VERB", "VerbForm=Part", true},
		{"V.PTCP;V", "VERB", "VerbForm=Inf", false},
		{"IND;3;SG;PST;V;FIN", "AUX", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin", true},
		{"ADJ", "ADV", "", true},
		{"", "X", "", true},
	} {
		p := partialOf(tt.unimorph)
		if got := p.allows(tt.upos, tt.feats); got != tt.want {
			t.Errorf("%s allows %s %s: %v", tt.unimorph, tt.upos, tt.feats, got)
		}
	}
}

func TestExchangeFindsClasses(t *testing.T) {
	c := &runningText{ids: map[string]int32{}}
	for range 30 {
		c.line("der hund schläft . der hase schläft . die katze läuft . die kuh läuft .")
	}
	words, lists := c.contexts()
	of := exchange(lists, 8, &options{stderr: io.Discard})
	cluster := map[string]int{}
	for i, w := range words {
		cluster[w] = of[i]
	}
	if cluster["hund"] != cluster["hase"] || cluster["katze"] != cluster["kuh"] || cluster["hund"] == cluster["die"] {
		t.Error(cluster)
	}
}

// TestSetsFile: every language has standard sets, and every set can be found
// by its name.
func TestSetsFile(t *testing.T) {
	for _, s := range sets {
		found, err := findSet(s.language, s.name)
		if err != nil || found.pattern != s.pattern {
			t.Errorf("set %s of %s: %v, %v", s.name, s.language, found, err)
		}
		if standard[s.language] == "" {
			t.Errorf("language %s has no standard sets", s.language)
		}
	}
}
