// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

func trained(t testing.TB) *modelfile.File { return trainedBy(t, Options{}) }

func trainedBy(t testing.TB, o Options) *modelfile.File {
	o.Epochs, o.Seed, o.Log = 6, 1, func(string, ...any) {}
	return Train(nlptest.Tiny(t), o)
}

// doc makes a document of one sentence.
func doc(words string) *nlp.Doc {
	d := &nlp.Doc{}
	for _, w := range strings.Fields(words) {
		d.Tokens = append(d.Tokens, nlp.Token{Form: w})
	}
	d.Sentences = []nlp.Sentence{{Last: len(d.Tokens)}}
	return d
}

func TestTrainLearnsItsData(t *testing.T) {
	x, err := Load(fstest.MapFS{FileName: {Data: trained(t).Encode()}})
	if err != nil {
		t.Fatal(err)
	}
	for _, gold := range nlptest.Tiny(t) {
		got := &nlp.Doc{Tokens: slices.Clone(gold.Tokens), Sentences: gold.Sentences}
		for i := range got.Tokens {
			got.Tokens[i].UPOS, got.Tokens[i].Feats, got.Tokens[i].Lemma = "", "", ""
		}
		x.Tag(got)
		for i, g := range gold.Tokens {
			if s := got.Tokens[i]; s.UPOS != g.UPOS || s.Feats != g.Feats || s.Lemma != g.Lemma {
				t.Errorf("%s: %s %s %s, want %s %s %s", g.Form, s.UPOS, s.Feats, s.Lemma, g.UPOS, g.Feats, g.Lemma)
			}
		}
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	if !bytes.Equal(trained(t).Encode(), trained(t).Encode()) {
		t.Error("two trainings gave two models")
	}
}

// Weights are fitted to the first features where that is wanted: how soon the
// others are left out is no matter of the weights.
func TestStagesAreLearnedWhereWanted(t *testing.T) {
	weights := func(o Options) []byte {
		r := trainedBy(t, o).Section("weights")
		return r.Take(r.Len())
	}
	one, two, sure := weights(Options{}), weights(Options{Stages: true}), weights(Options{Stages: true, Sure: 30})
	if !bytes.Equal(two, sure) {
		t.Error("the weights depend on how far ahead is enough")
	}
	if bytes.Equal(one, two) {
		t.Error("the weights are fitted to stages that are not wanted")
	}
}

func TestLoadRefuses(t *testing.T) {
	good := trained(t)
	tests := []struct {
		name   string
		change func(*modelfile.File)
	}{
		{"no tags", func(f *modelfile.File) { f.Sections[0].Bytes = make([]byte, 4) }},
		{"no candidates", func(f *modelfile.File) { f.Sections[1].Bytes = nil }},
		{"short candidates", func(f *modelfile.File) { f.Sections[1].Bytes = f.Sections[1].Bytes[:20] }},
		{"no weights", func(f *modelfile.File) { f.Sections[2].Bytes = nil }},
		{"short weights", func(f *modelfile.File) { f.Sections[2].Bytes = f.Sections[2].Bytes[:200] }},
		{"no lemmas", func(f *modelfile.File) { f.Sections = f.Sections[:3] }},
		{"short lemmas", func(f *modelfile.File) { f.Sections[3].Bytes = f.Sections[3].Bytes[:9] }},
		{"another stage", func(f *modelfile.File) { f.Stage = "parser" }},
	}
	for _, tt := range tests {
		f := *good
		f.Sections = slices.Clone(good.Sections)
		tt.change(&f)
		_, err := Load(fstest.MapFS{FileName: {Data: f.Encode()}})
		if err == nil || !strings.Contains(err.Error(), FileName) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error("no file:", err)
	}
}

// models loads the built-in model of a language.
func models(t testing.TB, language string) *Tagger {
	x, err := Load(os.DirFS("../../lang/" + language))
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestBuiltIn(t *testing.T) {
	tests := []struct {
		language, words string
		want            string // form:UPOS:lemma:feature of the words that matter
	}{
		{"de", "Der Minister empfing gestern die Botschafterin .", "Minister:NOUN:Minister:Case=Nom empfing:VERB:empfangen:VerbForm=Fin Botschafterin:NOUN:Botschafterin:Case=Acc .:PUNCT:."},
		{"de", "Die Regierung habe den Vertrag gebrochen , sagte der Präsident .", "habe:AUX:haben:Mood=Sub gebrochen:VERB:brechen:VerbForm=Part sagte:VERB:sagen:Mood=Ind"},
		{"de", "Er sei krank und führe nicht nach Moskau .", "Er:PRON:er sei:AUX:sein:Mood=Sub"},
		{"de", "Die Verhandlungen wurden am Montag abgebrochen .", "wurden:AUX:werden abgebrochen:VERB:abbrechen:VerbForm=Part"},
		{"en", "The ministers rejected the offer on Monday .", "ministers:NOUN:minister:Number=Plur rejected:VERB:reject:VerbForm=Fin offer:NOUN:offer"},
		{"en", "The treaty was signed by both presidents .", "was:AUX:be signed:VERB:sign:VerbForm=Part presidents:NOUN:president"},
	}
	for _, tt := range tests {
		x := models(t, tt.language)
		d := doc(tt.words)
		x.Tag(d)
		for want := range strings.FieldsSeq(tt.want) {
			p := append(strings.SplitN(want, ":", 4), "")
			i := slices.IndexFunc(d.Tokens, func(tok nlp.Token) bool { return tok.Form == p[0] })
			if tok := d.Tokens[i]; tok.UPOS != p[1] || tok.Lemma != p[2] || !strings.Contains(tok.Feats, p[3]) {
				t.Errorf("%s: %s %s %s, want %s", tok.Form, tok.UPOS, tok.Lemma, tok.Feats, want)
			}
		}
	}
}

func TestOddInput(t *testing.T) {
	for _, language := range []string{"de", "en"} {
		x := models(t, language)
		for _, words := range []string{"", "\xff\xfe", "�", strings.Repeat("a", 10000), strings.Repeat("Wort ", 3000), "- - -"} {
			x.Tag(doc(words))
		}
	}
}

func FuzzLoad(f *testing.F) {
	good := trained(f)
	for _, s := range good.Sections {
		f.Add(s.Name, s.Bytes)
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		file := nlptest.WithSection(good, name, b)
		if x, err := New(file, nil); err == nil {
			x.Tag(doc("Der Minister lehnte ab ."))
		}
	})
}
