// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"strings"
	"testing"
	"testing/fstest"

	"depesche"
	"depesche/codebook"
	"depesche/extract"
	"depesche/nlp"
)

func TestLoadErrorsNameTheLine(t *testing.T) {
	book, err := codebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"actors.tsv":     "# head\nno-such-key\tName\t\t\t\n",
		"offices.tsv":    "# head\nperson\tno-such-office\tGOV\tMinister\n",
		"places.tsv":     "# head\nX\tno-such-region\n",
		"inflection.txt": "# head\nverb\te\n",
		"reference.txt":  "# head\nno-such-kind\tx\n",
		"given.tsv":      "# head\nx\tAnna\n",
	} {
		files := fstest.MapFS{"actors.tsv": {Data: []byte("DEU\tDeutschland\tdeutsch\tDeutscher\tBerlin\n")}}
		files[name] = &fstest.MapFile{Data: []byte(text)}
		if _, err := Load(files, book); err == nil || !strings.Contains(err.Error(), name+":2") {
			t.Errorf("%s: error %v does not name line 2", name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}, book); err == nil {
		t.Error("no error without actors.tsv")
	}
}

// TestForms checks that every form of a language's files can be found again.
func TestForms(t *testing.T) {
	for _, code := range []string{"de", "en"} {
		x := load(t, code)
		for i := range x.lex.entries {
			e := &x.lex.entries[i]
			parts := splitForm(e.form)
			if strings.ContainsAny(e.form, "|\t?") {
				t.Errorf("%s: malformed form %q", code, e.form)
			}
			if e.words[0].shape == adjective && len(e.words) == 1 {
				continue // a bare adjective has no ending
			}
			for k, w := range e.words {
				if _, ok := x.lex.fits(w, parts[k], e.anyCase); !ok {
					t.Errorf("%s: %q is not found by its own form", code, e.form)
				}
			}
		}
	}
}

// FuzzRead checks that nothing that tags, trees and names may be makes Read
// fail, and that its mentions stay in range and order.
func FuzzRead(f *testing.F) {
	f.Add("Der russische Außenminister Sergei Lawrow traf Kim Jong-un in Wŏnsan. Er dankte beiden Ländern.", uint64(1))
	f.Add("\"Bild\", „Zeit“: US-Präsident's - '- -- U.S.-led Hamas' of of and , , the", uint64(7))
	f.Add("die Außenminister Russlands und und Chinas von der Präsident der", uint64(99))
	f.Add("beide beide Länder beide Präsidenten the country das Land his its", uint64(3))
	var readers []*Resolver
	for _, code := range []string{"de", "en"} {
		readers = append(readers, load(f, code))
	}
	tags := []string{"", "PROPN", "NOUN", "ADJ", "VERB", "DET", "ADP", "PUNCT", "PRON"}
	rels := []string{"", "nsubj", "obj", "amod", "nmod", "flat", "conj"}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		if len(text) > 2000 {
			return
		}
		next := func(n int) int {
			seed = seed*6364136223846793005 + 1442695040888963407
			return int(seed>>33) % n
		}
		doc := &nlp.Doc{Text: text}
		at := 0
		for _, w := range strings.Fields(text) {
			start := at + strings.Index(text[at:], w)
			at = start + len(w)
			tok := nlp.Token{Start: start, End: at, Form: w, UPOS: tags[next(len(tags))], Deprel: rels[next(len(rels))], Head: -1}
			doc.Tokens = append(doc.Tokens, tok)
		}
		n := len(doc.Tokens)
		if n == 0 {
			return
		}
		for i := range doc.Tokens {
			doc.Tokens[i].Head = next(n+1) - 1
		}
		for first := 0; first < n; {
			last := min(n, first+1+next(9))
			doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: last, Start: doc.Tokens[first].Start, End: doc.Tokens[last-1].End})
			first = last
		}
		for range next(4) {
			first := next(n)
			doc.Names = append(doc.Names, nlp.Name{First: first, Last: min(n, first+1+next(3)), Type: []string{"PER", "ORG", "LOC", "MISC"}[next(4)]})
		}
		for _, x := range readers {
			r := extract.NewReading(&depesche.Article{Text: text, Published: "2020-02-02"}, doc)
			x.Read(r)
			checkReading(t, r)
			r.Record()
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	book, err := codebook.Load()
	if err != nil {
		b.Fatal(err)
	}
	fsys := files(b, "de")
	for b.Loop() {
		if _, err := Load(fsys, book); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	var text strings.Builder
	_, cases := readGolden(b, "testdata/de.txt")
	for range 10 {
		for _, c := range cases {
			text.WriteString(c.text + "\n\n")
		}
	}
	x, doc := load(b, "de"), tokenizer(b, "de").Tokenize(text.String())
	article := &depesche.Article{Text: doc.Text, Published: "2025-01-01"}
	for b.Loop() {
		x.Read(extract.NewReading(article, doc))
	}
	b.ReportMetric(float64(len(doc.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
