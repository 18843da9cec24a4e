// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/extract"
)

// said is a statement as the tables below write it.
type said struct {
	mode, source, cue, content, chain string
}

func (x *reader) said(text string) []said {
	r := x.read(text)
	var out []said
	for i := range r.Statements {
		s := &r.Statements[i]
		source := ""
		if s.Source != nil {
			source = s.Source.Text
		}
		var chain []string
		for _, t := range s.Chain {
			name := t.Name
			if t.Likely {
				name += "?"
			}
			chain = append(chain, name)
		}
		cue := ""
		if len(s.Cue) > 0 {
			cue = texts(s.Cue)
		}
		out = append(out, said{s.Mode, source, cue, texts(s.Content), strings.Join(chain, " > ")})
	}
	return out
}

const (
	direct   = depesche.ModeDirect
	indirect = depesche.ModeIndirect
	reported = depesche.ModeReported
)

func TestReadGerman(t *testing.T) {
	tests := []struct {
		name, text string
		want       []said
	}{
		{"interrupted", "„Das ist“, sagte der Botschafter, „ein Fehler.“",
			[]said{{direct, "der Botschafter", "sagte", "Das ist / ein Fehler.", "der Botschafter"}}},
		{"several sentences", "Der Präsident erklärte: „Wir bleiben. Wir verhandeln.“",
			[]said{{direct, "Der Präsident", "erklärte", "Wir bleiben. Wir verhandeln.", "Der Präsident"}}},
		{"without a source", "Das Treffen dauerte zwei Stunden.\n\n„Die Gespräche verliefen in guter Atmosphäre und werden im Herbst fortgesetzt.“",
			[]said{{direct, "", "", "Die Gespräche verliefen in guter Atmosphäre und werden im Herbst fortgesetzt.", ""}}},
		{"likely source", "Das Ministerium teilte mit, dass die Minister am Montag tagten.\n\n„Die Gespräche verliefen in guter Atmosphäre und werden im Herbst fortgesetzt.“",
			[]said{{indirect, "Das Ministerium", "teilte mit", "dass die Minister am Montag tagten", "Das Ministerium"},
				{direct, "", "", "Die Gespräche verliefen in guter Atmosphäre und werden im Herbst fortgesetzt.", "Das Ministerium?"}}},
		{"speech that goes on behind so", "„Das ist“, so Macron weiter, „ein Fehler.“",
			[]said{{direct, "Macron", "so", "Das ist / ein Fehler.", "Macron"}}},
		{"the word of an agency", "„Wir verhandeln nicht“, sagte Lawrow der Agentur Tass zufolge.",
			[]said{{direct, "Lawrow", "sagte", "Wir verhandeln nicht", "Lawrow > der Agentur Tass"}}},
		{"quoted words inside", "Der Sprecher sagte, der Plan sei „völlig falsch“ gewesen.",
			[]said{{indirect, "Der Sprecher", "sagte", "der Plan sei „völlig falsch“ gewesen", "Der Sprecher"},
				{direct, "Der Sprecher", "sagte", "völlig falsch", "Der Sprecher"}}},
		{"a statement inside another", "Die Agentur meldete, der Präsident habe gesagt, der Vertrag werde verlängert.",
			[]said{{indirect, "Die Agentur", "meldete", "der Präsident habe gesagt, der Vertrag werde verlängert", "Die Agentur"},
				{indirect, "der Präsident", "habe gesagt", "der Vertrag werde verlängert", "der Präsident > Die Agentur"}}},
		{"told to an agency", "„Wir sind bereit“, sagte Merkel der Nachrichtenagentur dpa.",
			[]said{{direct, "Merkel", "sagte", "Wir sind bereit", "Merkel > der Nachrichtenagentur dpa"}}},
		{"origin of a paper", "Die Zeitung berichtete unter Berufung auf einen Diplomaten, das Treffen sei verschoben worden.",
			[]said{{indirect, "Die Zeitung", "berichtete", "das Treffen sei verschoben worden", "einen Diplomaten > Die Zeitung"}}},
		{"carried on", "Die Ministerin sagte, die Lage sei ernst. Zudem habe die Regierung Hilfe zugesagt.",
			[]said{{indirect, "Die Ministerin", "sagte", "die Lage sei ernst", "Die Ministerin"},
				{indirect, "Die Ministerin", "", "Zudem habe die Regierung Hilfe zugesagt.", "Die Ministerin"}}},
		{"passive with an agent", "Beide Seiten verfolgen ähnliche Ziele, wird vonseiten des Ministeriums mitgeteilt.",
			[]said{{indirect, "des Ministeriums", "wird / mitgeteilt", "Beide Seiten verfolgen ähnliche Ziele", "des Ministeriums"}}},
		{"points back", "Der Minister wird zurücktreten. Das bestätigte die Regierung.",
			[]said{{indirect, "die Regierung", "bestätigte", "Der Minister wird zurücktreten. / Das", "die Regierung"}}},
		{"split verb of praise", "Der Minister drückte seine Anerkennung für die Hilfe aus.",
			[]said{{reported, "Der Minister", "drückte / aus", "seine Anerkennung für die Hilfe", "Der Minister"}}},
		{"narration", "Am Samstag trafen sich die Minister in Wien. Das Wetter war gut.", nil},
	}
	x := newReader(t, "de")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, x.said(tt.text), cmp.AllowUnexported(said{})); diff != "" {
				t.Errorf("%s\n%s", tt.text, diff)
			}
		})
	}
}

func TestReadEnglish(t *testing.T) {
	tests := []struct {
		name, text string
		want       []said
	}{
		{"interrupted", "“This,” the envoy said, “is a mistake.”",
			[]said{{direct, "the envoy", "said", "This, / is a mistake.", "the envoy"}}},
		{"goes on behind the cue", "“We stay,” the president said. “We negotiate.”",
			[]said{{direct, "the president", "said", "We stay, / We negotiate.", "the president"}}},
		{"told to an agency", "“We are ready,” the minister told Reuters.",
			[]said{{direct, "the minister", "told", "We are ready,", "the minister > Reuters"}}},
		{"citing", "The paper reported, citing two diplomats, that the meeting had been postponed.",
			[]said{{indirect, "The paper", "reported", "that the meeting had been postponed", "two diplomats > The paper"}}},
		{"accusation", "Officials accused the company of hiding the report.",
			[]said{{reported, "Officials", "accused", "the company of hiding the report", "Officials"}}},
		{"narration", "The ministers met in Vienna on Saturday. The weather was fine.", nil},
	}
	x := newReader(t, "en")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, x.said(tt.text), cmp.AllowUnexported(said{})); diff != "" {
				t.Errorf("%s\n%s", tt.text, diff)
			}
		})
	}
}

func TestOutletEndsTheChain(t *testing.T) {
	x := newReader(t, "de")
	r := x.reading("Der Sprecher sagte, die Lage sei ernst.")
	r.Article.Outlet = depesche.Outlet{Domain: "example.org"}
	x.finder.Read(r)
	want := []depesche.Teller{{Name: "Der Sprecher"}, {Name: "example.org"}}
	if diff := cmp.Diff(want, r.Statements[0].Chain); diff != "" {
		t.Error(diff)
	}
}

// TestSurvivesWrongTrees reads without a parser: quotations and reported
// clauses must be found by their words alone.
func TestSurvivesWrongTrees(t *testing.T) {
	x := newReader(t, "de")
	r := x.reading("Der Minister sagte, die Lage sei ernst. „Wir kommen wieder“, sagte der Präsident.")
	for i := range r.Doc.Tokens {
		r.Doc.Tokens[i].Head, r.Doc.Tokens[i].Deprel = -1, ""
	}
	r = extract.NewReading(r.Article, r.Doc)
	x.finder.Read(r)
	var got []string
	for i := range r.Statements {
		got = append(got, short(&r.Statements[i]))
	}
	want := []string{"Der Minister | sagte | die Lage sei ernst", "der Präsident | sagte | Wir kommen wieder"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// long texts that look for a way to take more than linear time.
var long = map[string]string{
	"open marks":   strings.Repeat("„Wir ", 4000),
	"nested marks": strings.Repeat("„a ‚b »c “d ", 2000),
	"commas":       strings.Repeat("sagte er, ", 4000),
	"laut":         strings.Repeat("laut Polizei ", 4000),
	"that":         strings.Repeat("Er sagte, dass ", 3000),
	"brackets":     strings.Repeat("(so ", 4000),
}

func TestLongTexts(t *testing.T) {
	x := newReader(t, "de")
	for name, text := range long {
		t.Run(name, func(t *testing.T) { x.read(text) })
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "„", "sagte", "Er sagte: „", "laut", "so", "Wie er mitteilte", "„A“, sagte „B“.", "dass, dass, dass", "zufolge nach laut", "(a), sagte (b"} {
		f.Add(s)
	}
	x := newReader(f, "de")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		r := x.read(text)
		for _, s := range r.Statements {
			if len(s.Content) == 0 {
				t.Fatalf("%q: a statement without content", text)
			}
			for _, c := range append(append([]depesche.Span{}, s.Content...), s.Cue...) {
				if string([]rune(text)[c.Start:c.End]) != c.Text && !strings.ContainsRune(text, '\uFFFD') {
					t.Fatalf("%q: span %+v is not its text", text, c)
				}
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, code := range []string{"de", "en"} {
		text := map[string]string{
			"de": "„Wir kommen wieder“, sagte der Präsident am Montag. Nach Angaben des Ministeriums sei die Lage ruhig. Die Regierung teilte mit, dass der Vertrag gilt. ",
			"en": "“We will come back,” the president said on Monday. According to the ministry, the situation was calm. The government said that the treaty stands. ",
		}[code]
		b.Run(code, func(b *testing.B) {
			x := newReader(b, code)
			base := x.reading(strings.Repeat(text, 200))
			b.SetBytes(int64(len(base.Doc.Text)))
			for b.Loop() {
				r := extract.NewReading(base.Article, base.Doc)
				x.finder.Read(r)
			}
		})
	}
}

// TestPronounsBehindNames has pronouns behind what is said that calls somebody
// by name: they mean somebody else, and nobody when there is nobody else.
func TestPronounsBehindNames(t *testing.T) {
	tests := []struct{ name, text, chain string }{
		{"the speaker before", "Minister Karl Moor sprach von einem guten Tag. Präsident Anton Weber habe nie verhandeln wollen, sagte er.", "Karl Moor"},
		{"no name inside", "Minister Karl Moor sprach von einem guten Tag. Die Lage sei ernst, sagte er.", "Karl Moor"},
	}
	x := newReader(t, "de")
	for _, tt := range tests {
		all := x.said(tt.text)
		if len(all) == 0 || !strings.Contains(all[len(all)-1].chain, tt.chain) {
			t.Errorf("%s: %+v, want the word of %s", tt.name, all, tt.chain)
		}
	}
}
