// SPDX-License-Identifier: Apache-2.0

package names

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/modelfile"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// parse makes a Doc of words with labels: "Orlova/PER traf Ek/PER in Bad/LOC
// Ems/LOC". Neighbouring words of one type are one name; a bar cuts.
func parse(text string) *nlp.Doc {
	doc := &nlp.Doc{}
	for _, sentence := range strings.Split(text, "\n") {
		first, last := len(doc.Tokens), ""
		for _, field := range strings.Fields(sentence) {
			word, kind, _ := strings.Cut(field, "/")
			if len(doc.Text) > 0 {
				doc.Text += " "
			}
			i := len(doc.Tokens)
			doc.Tokens = append(doc.Tokens, nlp.Token{Start: len(doc.Text), End: len(doc.Text) + len(word), Form: word, Head: -1})
			doc.Text += word
			if kind != "" && kind == last {
				doc.Names[len(doc.Names)-1].Last++
			} else if kind != "" {
				doc.Names = append(doc.Names, nlp.Name{First: i, Last: i + 1, Type: kind})
			}
			last = kind
		}
		doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: len(doc.Tokens)})
	}
	return doc
}

// show writes the names of a doc as "PER:Eva Ek".
func show(doc *nlp.Doc) string {
	var list []string
	for _, n := range doc.Names {
		var words []string
		for _, t := range doc.Tokens[n.First:n.Last] {
			words = append(words, t.Form)
		}
		list = append(list, n.Type+":"+strings.Join(words, " "))
	}
	return strings.Join(list, " | ")
}

const lessons = `Minister Anton/PER Ek/PER reiste nach Wien/LOC .
Die Ministerin Eva/PER Orlova/PER traf in Bern/LOC Anton/PER Ek/PER .
Der Gast kam aus Wien/LOC und sprach mit der Ministerin .
Orlova/PER sagte , der Gast sei in Graz/LOC gewesen .
Ek/PER sprach in Bern/LOC mit der Presse .`

func trained(t testing.TB) *modelfile.File {
	t.Helper()
	return Train([]Text{{parse(lessons), []string{"PER", "LOC"}}}, Options{
		Types: []string{"PER", "LOC"}, Epochs: 20, Seed: 1,
		Lists:    [][]string{{"Anton", "Eva", "Ida"}, {"Wien", "Bern", "Linz", "Bad Ems"}},
		Clusters: []Cluster{{"minister", 1, 1}, {"ministerin", 1, 1}},
	})
}

func TestTrainAndFind(t *testing.T) {
	f := trained(t)
	if again := trained(t); !bytes.Equal(f.Encode(), again.Encode()) {
		t.Error("training twice gives different files")
	}
	x, err := Load(fstest.MapFS{FileName: {Data: f.Encode()}})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ text, want string }{
		{"Eva Orlova reiste nach Graz .", "PER:Eva Orlova | LOC:Graz"},
		{"Der Gast reiste nach Linz .", "LOC:Linz"},
		{"mit der Ministerin .", ""},
		{"", ""},
	}
	for _, test := range tests {
		doc := parse(test.text)
		x.Find(doc)
		if got := show(doc); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestLabels(t *testing.T) {
	types := []string{"PER", "LOC"}
	doc := parse("A/PER B/PER C/PER x D/LOC E/LOC F/PER")
	want := append([]nlp.Name{}, doc.Names...)
	labels := encode(doc.Names, types, len(doc.Tokens))
	if diff := cmp.Diff(want, decode(labels, doc.Sentences, types)); diff != "" {
		t.Error(diff)
	}
	before := -1
	for _, l := range labels {
		if !allowed(before, int(l)) {
			t.Errorf("label %d may not follow %d", l, before)
		}
		before = int(l)
	}
	if allowed(1+begin, 0) || allowed(-1, 1+inside) || allowed(1+begin, 1+places+last) || allowed(1+begin, -1) {
		t.Error("labels that break a name are allowed")
	}
}

func TestAgree(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"found later", "Eva/PER Orlova/PER kam .\nOrlova blieb , Orlovas Rede auch .", "PER:Eva Orlova | PER:Orlova | PER:Orlovas"},
		{"other type", "Eva/PER Orlova/PER kam .\nOrlova/ORG blieb .", "PER:Eva Orlova | PER:Orlova"},
		{"place of the same name", "Georg/PER Berlin/PER kam .\nIn Berlin/LOC und Berlin/LOC .", "PER:Georg Berlin | LOC:Berlin | LOC:Berlin"},
		{"majority", "Ek/PER kam .\nEk/PER blieb .\nEk/LOC ging .", "PER:Ek | PER:Ek | PER:Ek"},
		{"short", "Mao/PER Li/PER .\nLi .", "PER:Mao Li"},
	}
	for _, test := range tests {
		doc := parse(test.text)
		agree(doc)
		if got := show(doc); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestGazetteer(t *testing.T) {
	g := newGazetteer([][]string{{"Bad Ems", "Baden-Baden"}, {"Ems", "Rede"}})
	x := &Finder{known: g}
	doc := parse("Bad Ems und Baden - Baden an der Ems ; EMS , Friedensrede")
	words := x.words(doc, newWork(x))
	want := []uint64{1<<8 | 2, 1<<8 | 4, 0, 1<<8 | 2, 1<<8 | 3, 1<<8 | 4, 0, 0, 2<<8 | 1, 0, 0, 0, 0}
	for i := range want {
		if got := words[i+padding].lists; got != want[i] {
			t.Errorf("%s: lists %x, want %x", doc.Tokens[i].Form, got, want[i])
		}
	}
	if words[12+padding].stem == 0 {
		t.Error("the compound was not seen")
	}
}

func TestKinds(t *testing.T) {
	x := &Finder{known: newGazetteer([][]string{{"Konzern"}, {"band"}, {"Orlova"}})}
	doc := parse("Autokonzern band Orlovas Lied")
	words := x.words(doc, newWork(x))
	if got := words[padding].heads(); got != 1 {
		t.Errorf("heads of the compound: %b", got)
	}
	if got := words[1+padding].lists; got != 2<<8|1 {
		t.Errorf("lists of the small word: %x", got)
	}
	if got := words[2+padding].genitive(); got != 4 || words[2+padding].heads() != 0 {
		t.Errorf("lists of the genitive: %b", got)
	}
}

func TestQuotes(t *testing.T) {
	x := &Finder{known: newGazetteer(nil)}
	doc := parse("Er las \u201e Das Haus \u201c und \u00bb Nichts \u00ab vor , \" aber dann")
	words := x.words(doc, newWork(x))
	for i, token := range doc.Tokens {
		inside := token.Form == "Das" || token.Form == "Haus" || token.Form == "Nichts"
		if got := words[i+padding].quote != 0; got != inside {
			t.Errorf("%s: in a quotation %v", token.Form, got)
		}
	}
	if words[3+padding].quote == words[4+padding].quote {
		t.Error("the first and the last word of a quotation look the same")
	}
}

func TestLoadErrors(t *testing.T) {
	if x, err := Load(fstest.MapFS{}); err != nil {
		t.Errorf("no model: %v", err)
	} else {
		x.Find(parse("Eva Orlova"))
	}
	good := trained(t)
	for i := range good.Sections {
		bad := *good
		bad.Sections = append([]modelfile.Section{}, good.Sections...)
		bad.Sections[i].Bytes = bad.Sections[i].Bytes[:len(bad.Sections[i].Bytes)/2]
		if _, err := Load(fstest.MapFS{FileName: {Data: bad.Encode()}}); err == nil {
			t.Errorf("half of section %s gives no error", bad.Sections[i].Name)
		}
	}
}

// TestLanguages reads a few plain sentences with the built-in models.
func TestLanguages(t *testing.T) {
	tests := []struct{ code, text, want string }{
		{"de", "Bundeskanzler Helmut Kohl traf François Mitterrand am Montag in Paris. Kohl lobte Frankreich.",
			"PER:Helmut Kohl | PER:François Mitterrand | LOC:Paris | PER:Kohl | LOC:Frankreich"},
		{"en", "Helmut Kohl met Margaret Thatcher in London on Monday. Thatcher praised Germany.",
			"PER:Helmut Kohl | PER:Margaret Thatcher | LOC:London | PER:Thatcher | LOC:Germany"},
	}
	for _, test := range tests {
		find := finder(t, test.code)
		if got := show(find(test.text)); got != test.want {
			t.Errorf("%s: %q, want %q", test.code, got, test.want)
		}
	}
}

// finder returns the stages of a language up to the names.
func finder(t testing.TB, code string) func(text string) *nlp.Doc {
	t.Helper()
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	tokenizer, err := tokenize.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := tag.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	x, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) *nlp.Doc {
		doc := tokenizer.Tokenize(text)
		tagger.Tag(doc)
		x.Find(doc)
		return doc
	}
}

func FuzzFind(f *testing.F) {
	x, err := New(trained(f))
	if err != nil {
		f.Fatal(err)
	}
	tokenizer := &tokenize.Tokenizer{}
	f.Add("Eva Orlova-Ek sprach. ORLOVA!")
	f.Add("\xff\x00A-\u0301B \u00c4s's")
	f.Fuzz(func(t *testing.T, text string) {
		doc := tokenizer.Tokenize(text)
		x.Find(doc)
		at := 0
		for _, n := range doc.Names {
			if n.First < at || n.Last <= n.First || n.Last > len(doc.Tokens) || doc.SentenceOf(n.First) != doc.SentenceOf(n.Last-1) {
				t.Fatalf("name %+v after token %d of %d", n, at, len(doc.Tokens))
			}
			at = n.Last
		}
	})
}

func BenchmarkFind(b *testing.B) {
	fsys, err := lang.Open("de", "")
	if err != nil {
		b.Fatal(err)
	}
	x, err := Load(fsys)
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat("Bundeskanzler Helmut Kohl traf François Mitterrand am Montag in Paris, um über den Vertrag zu sprechen. ", 50)
	doc := finder(b, "de")(text)
	tokens := 0
	for b.Loop() {
		x.Find(doc)
		tokens += len(doc.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	fsys, err := lang.Open("de", "")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
