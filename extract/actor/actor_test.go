// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/codebook"
	"depesche/extract"
	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/conllu"
	"depesche/nlp/tokenize"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

func files(t testing.TB, code string) fs.FS {
	t.Helper()
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	return fsys
}

func load(t testing.TB, code string) *Resolver {
	t.Helper()
	book, err := codebook.Load()
	if err != nil {
		t.Fatal(err)
	}
	x, err := Load(files(t, code), book)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func tokenizer(t testing.TB, code string) *tokenize.Tokenizer {
	t.Helper()
	k, err := tokenize.Load(files(t, code))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// describe writes the entities of a reading down, one a line with its mentions:
// names plain, nominals in brackets, pronouns in parentheses.
func describe(rec *depesche.Record) string {
	var b strings.Builder
	for _, e := range rec.Entities {
		fmt.Fprintf(&b, "%s %q", e.Type, e.Name)
		if a := e.Actor; a != nil {
			fmt.Fprintf(&b, " = %s", strings.Join(slices.DeleteFunc([]string{a.Country, strings.Join(a.Sectors, " "), a.Office},
				func(s string) bool { return s == "" }), " "))
		}
		if p := e.Place; p != nil && p.Lat != 0 {
			fmt.Fprintf(&b, " @ %s %.1f %.1f", p.Country, p.Lat, p.Lon)
		}
		if e.Members != nil {
			fmt.Fprintf(&b, " of %s", strings.Join(e.Members, " "))
		}
		b.WriteString(" :")
		for _, m := range e.Mentions {
			switch m.Kind {
			case depesche.KindNominal:
				fmt.Fprintf(&b, " [%s]", m.Text)
			case depesche.KindPronoun:
				fmt.Fprintf(&b, " (%s)", m.Text)
			default:
				fmt.Fprintf(&b, " %s", m.Text)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

type goldenCase struct{ date, text, want string }

// readGolden parses a file of cases; head is what stands before the first.
func readGolden(t testing.TB, name string) (head string, cases []goldenCase) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(data), "\n== ")
	for _, block := range strings.Split(rest, "\n== ") {
		date, body, _ := strings.Cut(block, "\n")
		text, want, _ := strings.Cut(body, "\n--\n")
		cases = append(cases, goldenCase{date, text, strings.TrimLeft(strings.TrimRight(want, "\n")+"\n", "\n")})
	}
	return head, cases
}

// TestSentences reads sentences on tokens alone: no tags, trees or names, so
// that the expectations stand whatever models there are.
func TestSentences(t *testing.T) {
	for _, code := range []string{"de", "en"} {
		x, tok := load(t, code), tokenizer(t, code)
		name := "testdata/" + code + ".txt"
		head, cases := readGolden(t, name)
		var out strings.Builder
		out.WriteString(head)
		for _, c := range cases {
			article := &depesche.Article{Text: c.text, Published: c.date}
			doc := tok.Tokenize(c.text)
			doc.Language = code
			r := extract.NewReading(article, doc)
			x.Read(r)
			got := describe(r.Record())
			checkReading(t, r)
			if !*update && got != c.want {
				t.Errorf("%s: %s\n%s", code, c.text, cmp.Diff(c.want, got))
			}
			fmt.Fprintf(&out, "\n== %s\n%s\n--\n%s", c.date, c.text, got)
		}
		if *update {
			if err := os.WriteFile(name, []byte(out.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestFinder reads sentences with names as a finder may have marked them.
func TestFinder(t *testing.T) {
	type span struct{ text, kind string }
	for _, c := range []struct {
		code, text string
		names      []span
		want       string
	}{
		{"de", "Der russische Koch Ole von Brandt kam aus Oldenhausen.",
			[]span{{"russische", "MISC"}, {"Ole", "PER"}, {"Brandt", "LOC"}, {"Oldenhausen", "LOC"}},
			"LOC \"Russland\" = RUS : [russische]\nPER \"Ole von Brandt\" = RUS : Ole von Brandt\nLOC \"Oldenhausen\" : Oldenhausen\n"},
		{"de", "Der Bund der Imker (BDX) tagte. Der BDX schwieg.",
			[]span{{"Bund der Imker", "ORG"}, {"BDX", "ORG"}, {"BDX", "ORG"}},
			"ORG \"Bund der Imker\" : Bund der Imker BDX BDX\n"},
		{"de", "Die Leipziger Polizei schwieg in Leipzig.",
			[]span{{"Leipziger", "LOC"}, {"Leipzig", "LOC"}},
			"ORG \"Leipziger Polizei\" = DEU COP : [Die Leipziger Polizei]\nLOC \"Leipzig\" = DEU @ DEU 51.3 12.4 : Leipzig\n"},
		{"en", "Gambian President Dawda Jawara left. President of the Republic he was.",
			[]span{{"Gambian President Dawda Jawara", "PER"}, {"President of the Republic", "PER"}},
			"PER \"Dawda Jawara\" = GMB GOV president : [Gambian President] Dawda Jawara (he)\n"},
		{"en", "Iraqi Kurds praised the British government.",
			[]span{{"Iraqi Kurds", "MISC"}, {"British", "MISC"}},
			"MISC \"Iraqi Kurds\" = IRQ : Iraqi Kurds\nORG \"British government\" = GBR GOV : [the British government]\n"},
		{"en", "The Obama administration criticized China.",
			[]span{{"Obama", "PER"}, {"China", "LOC"}},
			"ORG \"Obama administration\" = USA GOV : [The Obama administration]\nPER \"Obama\" = USA GOV : Obama\nLOC \"China\" = CHN : China\n"},
		{"en", "The guest of the Council spoke in the Rose Garden. Canberra agreed.",
			[]span{{"Council", "ORG"}, {"Rose Garden", "PER"}, {"Canberra", "PER"}},
			"ORG \"Council\" : [the Council] Council\nLOC \"Rose Garden\" : Rose Garden\nLOC \"Canberra\" = AUS GOV @ AUS -35.3 149.1 : Canberra\n"},
		{"en", "US Secretary of State Ann Miller met the Chadian president.",
			[]span{{"State Ann Miller", "ORG"}},
			"PER \"Ann Miller\" = USA GOV secretary of state : [US Secretary of State] Ann Miller\nLOC \"US\" = USA : US\nPER \"Chadian president\" = TCD GOV president : [the Chadian president]\n"},
		{"en", "Albania's opposition Democratic Party left.",
			[]span{{"Albania", "LOC"}, {"Democratic Party", "ORG"}},
			"ORG \"Democratic Party\" = ALB PTY : [Albania's opposition] Democratic Party\nLOC \"Albania\" = ALB : Albania\n"},
		{"de", "Das Londoner Gericht, die Dresdner Polizei und die Genfer Behörde schwiegen.", nil,
			"ORG \"Londoner Gericht\" = GBR JUD : [Das Londoner Gericht]\nORG \"Dresdner Polizei\" = DEU COP : [die Dresdner Polizei]\nORG \"Behörde\" = GOV : [Behörde]\n"},
		{"de", "Die Staatsanwaltschaft Innsbruck und das Bezirksgericht Bern schwiegen.", []span{{"Innsbruck", "LOC"}},
			"ORG \"Staatsanwaltschaft Innsbruck\" = AUT JUD : [Die Staatsanwaltschaft]\nLOC \"Innsbruck\" = AUT @ AUT 47.3 11.4 : Innsbruck\n" +
				"ORG \"Bezirksgericht Bern\" = CHE JUD : [das Bezirksgericht]\nLOC \"Bern\" = CHE GOV @ CHE 46.9 7.4 : Bern\n"},
		{"en", "The jury of Bristol Crown Court left.", []span{{"Bristol Crown Court", "ORG"}},
			"ORG \"jury of Bristol Crown Court\" = GBR JUD : [The jury]\nORG \"Bristol Crown Court\" = GBR JUD : Bristol Crown Court\n"},
		{"en", "The Labour Party mourned. The Israeli government thanked the Labour Party.", nil,
			"ORG \"Labour Party\" = ISR PTY : Labour Party Labour Party\nORG \"Israeli government\" = ISR GOV : [The Israeli government]\n"},
		{"en", "Malawi voted, and Malawi rested. Ned Baker slept. Reporters in Perth named Ned Baker.",
			[]span{{"Malawi", "LOC"}, {"Malawi", "LOC"}, {"Ned Baker", "PER"}, {"Perth", "LOC"}, {"Ned Baker", "PER"}},
			"LOC \"Malawi\" = MWI : Malawi Malawi\nPER \"Ned Baker\" : Ned Baker Ned Baker\n" +
				"ORG \"Reporters in Perth\" = AUS MED : [Reporters]\nLOC \"Perth\" = AUS @ AUS -32.0 115.9 : Perth\n"},
		{"en", "Governor Eduardo Lima left.",
			[]span{{"Eduardo Lima", "PER"}},
			"PER \"Eduardo Lima\" = GOV governor : [Governor] Eduardo Lima\n"},
		{"de", "In Georgien siegte Saakaschwili.",
			[]span{{"Georgien", "LOC"}, {"Saakaschwili", "ORG"}},
			"LOC \"Georgien\" = GEO : Georgien\nPER \"Saakaschwili\" = GEO ELI : Saakaschwili\n"},
		{"de", "Volker Dietrichsen sprach mit Eric Cantona zu United.",
			[]span{{"Volker Dietrichsen", "PER"}, {"Eric Cantona", "PER"}},
			"PER \"Volker Dietrichsen\" : Volker Dietrichsen\nPER \"Eric Cantona\" : Eric Cantona\n"},
	} {
		doc := tokenizer(t, c.code).Tokenize(c.text)
		doc.Language = c.code
		at := 0
		for _, n := range c.names {
			start := at + strings.Index(c.text[at:], n.text)
			at = start + len(n.text)
			name := nlp.Name{First: -1, Type: n.kind}
			for i, tok := range doc.Tokens {
				if tok.Start >= start && tok.End <= at {
					if name.First < 0 {
						name.First = i
					}
					name.Last = i + 1
				}
			}
			doc.Names = append(doc.Names, name)
		}
		r := extract.NewReading(&depesche.Article{Text: c.text, Published: "2015-05-05"}, doc)
		load(t, c.code).Read(r)
		checkReading(t, r)
		if got := describe(r.Record()); got != c.want {
			t.Errorf("%s\n%s", c.text, cmp.Diff(c.want, got))
		}
	}
}

// checkReading checks what holds of every reading: order, ranges, ids.
func checkReading(t *testing.T, r *extract.Reading) {
	t.Helper()
	seen := 0
	ids := map[string]bool{}
	for i, e := range r.Entities {
		if e.ID != fmt.Sprintf("e%d", i+1) {
			t.Errorf("entity %d is called %s", i, e.ID)
		}
		ids[e.ID] = true
	}
	for _, e := range r.Entities {
		for _, m := range e.Members {
			if !ids[m] || m == e.ID {
				t.Errorf("%s has a member %s", e.ID, m)
			}
		}
	}
	for i, m := range r.Mentions {
		if m.First < 0 || m.First >= m.Last || m.Last > len(r.Doc.Tokens) || !m.Has(m.Head) {
			t.Errorf("mention %+v is out of range", m)
		}
		if i > 0 && r.Mentions[i-1].First > m.First {
			t.Errorf("mention %d out of order", i)
		}
		if m.Entity < 0 || m.Entity >= len(r.Entities) || m.Entity > seen {
			t.Errorf("mention %d of entity %d, after %d", i, m.Entity, seen)
		}
		seen = max(seen, m.Entity+1)
	}
}

func parsed(t *testing.T, text string) *nlp.Doc {
	t.Helper()
	docs, err := conllu.Read(strings.NewReader(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	return docs[0]
}

// TestDays checks that no day is part of a person's name.
func TestDays(t *testing.T) {
	text := "Peruvian President Juan Ferenc Wednesday met the opposition leader Thursday."
	doc := tokenizer(t, "en").Tokenize(text)
	doc.Language = "en"
	doc.Names = []nlp.Name{{First: 2, Last: 5, Type: "PER"}}
	r := extract.NewReading(&depesche.Article{Text: text, Published: "2015-05-05"}, doc)
	for _, first := range []int{4, 9} {
		r.Times = append(r.Times, extract.Time{Range: extract.Range{First: first, Last: first + 1}, Time: depesche.Time{Value: "2015-05-06"}})
	}
	load(t, "en").Read(r)
	want := "PER \"Juan Ferenc\" = PER GOV president : [Peruvian President] Juan Ferenc\nPER \"opposition leader\" = PER OPP opposition leader : [the opposition leader]\n"
	if got := describe(r.Record()); got != want {
		t.Error(cmp.Diff(want, got))
	}
}
