// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

func small(t testing.TB) *modelfile.File {
	b := NewBuilder()
	for _, a := range []string{
		"Beraterin Beraterin NOUN Case=Nom|Gender=Fem|Number=Sing",
		"Häuser Haus NOUN Case=Nom|Gender=Neut|Number=Plur",
		"Häuser Haus NOUN Case=Acc|Gender=Neut|Number=Plur",
		"Haus Haus NOUN Case=Nom|Gender=Neut|Number=Sing",
		"Haus Haus NOUN Case=Acc|Gender=Neut|Number=Sing",
		"dem der DET Dat.Masc,Dat.Neut",
		"die der DET Nom.Fem,Acc.Fem,Nom.Plur,Acc.Plur",
		"alten alt ADJ Pos-en",
		"alte alt ADJ Pos-e",
		"gehört gehören VERB Mood=Ind|VerbForm=Fin",
		"gehört hören VERB VerbForm=Part",
		"sei sein AUX Mood=Sub",
	} {
		f := strings.Fields(a)
		b.Add(f[0], f[1], f[2], f[3])
	}
	b.Means("Pos-e", "Nom,Acc.Fem,Acc.Neut,Acc.Plur")
	b.Means("Pos-en", "Acc.Masc,Gen,Dat,Nom.Plur,Acc.Plur")
	f, err := b.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func load(t testing.TB) *Lexicon {
	clusters := CompileClusters([]string{"haus", "die"}, []int{0, 1}, []int{7, 3})
	x, err := LoadIfAny(fstest.MapFS{
		FileName:        {Data: small(t).Encode()},
		ClusterFileName: {Data: clusters.Encode()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestFind(t *testing.T) {
	x := load(t)
	if x.Find("Haus", false) == (Entry{}) || x.Find("Häuser", false) == x.Find("Haus", false) {
		t.Error("singular and plural are not told apart")
	}
	if x.Find("Sonderberaterin", false) == (Entry{}) {
		t.Error("a compound is not found by its end")
	}
	if x.Find("EU-Beraterin", false) == (Entry{}) {
		t.Error("a compound with a hyphen is not found")
	}
	got, want := x.Find("Sei", true), x.Find("sei", false)
	want.Phrase.low = false
	if got != want {
		t.Error("a capital at the beginning of a sentence changes what is found")
	}
	for _, form := range []string{"", "xyz", "beraterin\xff", "H", "\x00", "Haus\x00"} {
		if got := x.Find(form, false); got != (Entry{Phrase: Phrase{low: form != "H" && form != "Haus\x00"}}) {
			t.Errorf("Find(%q) = %v", form, got)
		}
	}
}

func TestLemma(t *testing.T) {
	x := load(t)
	for _, tt := range []struct{ form, upos, feats, want string }{
		{"Häuser", "NOUN", "Case=Nom|Number=Plur", "Haus"},
		{"Hochhäuser", "NOUN", "", ""},
		{"Hausberaterin", "NOUN", "", "Hausberaterin"},
		{"gehört", "VERB", "VerbForm=Part", "hören"},
		{"gehört", "VERB", "Mood=Ind|VerbForm=Fin", "gehören"},
		{"gehört", "NOUN", "", ""},
		{"Sei", "AUX", "Mood=Sub", "sein"},
		{"sei", "VERB", "", "sein"},
	} {
		got := ""
		if e, ok := x.Lemma(tt.form, tt.upos, tt.feats); ok {
			got = string(e.Apply(nil, tt.form))
		}
		if got != tt.want {
			t.Errorf("lemma of %s %s %s: %q, want %q", tt.form, tt.upos, tt.feats, got, tt.want)
		}
	}
}

func TestEdits(t *testing.T) {
	for _, tt := range [][2]string{
		{"Häuser", "Haus"}, {"abgelehnt", "ablehnen"}, {"Der", "der"}, {"ging", "gehen"}, {"NATO", "NATO"},
		{"USA", "usa"}, {"deutsche", "Deutsche"}, {"was", "be"}, {"a", "b"}, {"", "x"}, {"x", ""},
	} {
		e := EditOf(tt[0], tt[1])
		got := string(e.Apply(nil, tt[0]))
		if got != tt[1] && e != (Edit{}) {
			t.Errorf("%q to %q: edit %+v gives %q", tt[0], tt[1], e, got)
		}
		e.Apply(nil, "é") // too short: no panic
		e.Apply(nil, "")
	}
}

func TestAgreement(t *testing.T) {
	x := load(t)
	for _, tt := range []struct {
		text string
		want []Cells
	}{
		{"die Häuser", []Cells{CellsOf("Nom.Plur,Acc.Plur"), CellsOf("Nom.Plur,Acc.Plur")}},
		{"die alte Beraterin", []Cells{CellsOf("Nom.Fem"), CellsOf("Nom.Fem"), CellsOf("Nom.Fem")}},
		{"dem Haus", []Cells{CellsOf("Dat.Masc,Dat.Neut"), CellsOf("Nom.Neut,Acc.Neut")}}, // the lexicon has no dative
		{"und", []Cells{0}},
	} {
		var words []Phrase
		for _, f := range strings.Fields(tt.text) {
			words = append(words, x.Phrase(f))
		}
		if got := Agree(words, nil); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %b, want %b", tt.text, got, tt.want)
		}
	}
	if c := CellsOf("Nom.Fem,Acc.Plur"); c.Cases() != 1|8 || c.Numbers() != 3 {
		t.Errorf("cases %b, numbers %b", c.Cases(), c.Numbers())
	}
}

func TestClusters(t *testing.T) {
	x := load(t)
	if got := x.Cluster(linear.Hash("haus")); got != [2]uint64{1, 1<<16 | 8} {
		t.Error(got)
	}
	if got := x.Cluster(linear.Hash("garten")); got != [2]uint64{} {
		t.Error(got)
	}
}

func TestNoLexicon(t *testing.T) {
	if x, err := LoadIfAny(fstest.MapFS{}); x != nil || err != nil {
		t.Error(x, err)
	}
	bad := fstest.MapFS{FileName: {Data: []byte("depesche?")}}
	if _, err := LoadIfAny(bad); err == nil || !strings.Contains(err.Error(), FileName) {
		t.Error(err)
	}
}

func TestCompileIsDeterministic(t *testing.T) {
	if !slices.Equal(small(t).Encode(), small(t).Encode()) {
		t.Error("two builds gave two lexicons")
	}
}

func FuzzFind(f *testing.F) {
	x := load(f)
	f.Add("Hausberaterin")
	f.Add("-\xff-Haus")
	f.Fuzz(func(t *testing.T, form string) {
		x.Find(form, true)
		x.Find(form, false)
		if e, ok := x.Lemma(form, "NOUN", "Number=Sing"); ok {
			e.Apply(nil, form)
		}
		Agree([]Phrase{x.Phrase(form), x.Phrase("Haus")}, nil)
	})
}

func FuzzDecode(f *testing.F) {
	good := small(f)
	for _, s := range good.Sections {
		f.Add(s.Name, s.Bytes)
	}
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		file := nlptest.WithSection(good, name, b)
		x, err := decode(file)
		if err != nil {
			return
		}
		x.Find("Haus", true)
		x.Lemma("Haus", "NOUN", "")
		x.Phrase("Haus")
	})
}
