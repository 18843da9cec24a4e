// SPDX-License-Identifier: Apache-2.0

package revision

import (
	"math/rand/v2"
	"strings"
	"testing"

	"depesche"
)

// marked writes a comparison with [-gone-] and {+added+}.
func marked(all []Cut) string {
	var b strings.Builder
	for _, c := range all {
		switch c.Kind {
		case Kept:
			b.WriteString(c.Text)
		case Gone:
			b.WriteString("[-" + c.Text + "-]")
		default:
			b.WriteString("{+" + c.Text + "+}")
		}
	}
	return b.String()
}

func TestCuts(t *testing.T) {
	tests := []struct{ older, newer, want string }{
		{"", "", ""},
		{"", "Neu.", "{+Neu.+}"},
		{"Alt.", "", "[-Alt.-]"},
		{"Der Vertrag gilt.", "Der Vertrag gilt.", "Der Vertrag gilt."},
		{"Der Vertrag gilt heute.", "Der Vertrag gilt nicht.", "Der Vertrag gilt [-heute-]{+nicht+}."},
		{"Er sagte, er komme.", "Er komme.", "Er [-sagte, er -]komme."},
		{"A\n\nB", "A\n\nC\n\nB", "A\n\n{+C\n\n+}B"},
		{"zwölf Tote", "zwölf Tote, drei Verletzte", "zwölf Tote{+, drei Verletzte+}"},
		{"a b a b a b", "b a b a", "[-a -]b a b a[- b-]"},
		{"Café\u0301 ist zu", "Cafe\u0301 ist zu", "[-Café\u0301-]{+Cafe\u0301+} ist zu"},
	}
	for _, tt := range tests {
		if got := marked(cuts(tt.older, tt.newer)); got != tt.want {
			t.Errorf("%q → %q: %q, want %q", tt.older, tt.newer, got, tt.want)
		}
	}
}

func TestAround(t *testing.T) {
	long := strings.Repeat("immer gleiche Worte ", 20)
	all := cuts(long+"alt "+long+"Ende", long+"neu "+long+"Ende")
	var got []string
	for _, c := range Around(all, 10) {
		got = append(got, c.Kind+" "+strings.TrimSpace(c.Text))
	}
	want := "gleiche Worte|gone alt|added neu|kept immer gleiche|"
	if joined := strings.Join(got, "|"); !strings.Contains(joined, want) || len(got) != 6 || !strings.HasPrefix(joined, Skipped) || !strings.HasPrefix(got[5], Skipped) {
		t.Errorf("%q", got)
	}
	if !Changed(all) || Changed(cuts("a", "a")) {
		t.Error("changed or not")
	}
}

// check checks that a comparison gives both texts back, with true offsets.
func check(t *testing.T, older, newer string) {
	t.Helper()
	var a, b strings.Builder
	for _, c := range cuts(older, newer) {
		if c.Old != len([]rune(a.String())) || c.New != len([]rune(b.String())) {
			t.Fatalf("%q → %q: %+v begins elsewhere", older, newer, c)
		}
		if c.Kind != Added {
			a.WriteString(c.Text)
		}
		if c.Kind != Gone {
			b.WriteString(c.Text)
		}
	}
	if a.String() != older || b.String() != newer {
		t.Fatalf("%q → %q: got %q and %q", older, newer, a.String(), b.String())
	}
}

func FuzzCuts(f *testing.F) {
	f.Add("Der Vertrag gilt.", "Der Vertrag gilt nicht.")
	f.Add("a a a b", "b a a")
	f.Fuzz(func(t *testing.T, older, newer string) {
		check(t, strings.ToValidUTF8(older, "?"), strings.ToValidUTF8(newer, "?"))
	})
}

func TestRandomEdits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("der die das Minister sagte traf in Paris am Montag , . und nicht")
	text := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return b.String()
	}
	for range 200 {
		check(t, text(r.IntN(60)), text(r.IntN(60)))
	}
	check(t, text(5000), text(5000))
}

// record builds a record of one sentence with an event and a statement.
func record(text, trigger, status string, speakers string) *depesche.Record {
	at := func(words string) depesche.Span {
		i := len([]rune(text[:strings.Index(text, words)]))
		return depesche.Span{Start: i, End: i + len([]rune(words)), Text: words}
	}
	sentence := depesche.Span{End: len([]rune(text)), Text: text}
	r := &depesche.Record{Article: depesche.Article{Text: text}, Entities: []depesche.Entity{{ID: "e1", Name: "Brandt"}, {ID: "e2", Name: "Bahr"}}}
	r.Events = []depesche.Event{{ID: "v1", Type: "CONSULT", Status: status, Actors: []string{"e1"}, Trigger: at(trigger), Evidence: sentence}}
	if speakers != "" {
		party := at(speakers)
		r.Statements = []depesche.Statement{{ID: "s1", Mode: depesche.ModeIndirect, Source: &depesche.Party{Span: party}, Content: []depesche.Span{at(trigger)}, Evidence: sentence}}
	}
	return r
}

func TestFacts(t *testing.T) {
	tests := []struct {
		name         string
		older, newer *depesche.Record
		want         string
	}{
		{"nothing", record("Brandt traf Stoph.", "traf", "occurred", ""), record("Brandt traf Stoph.", "traf", "occurred", ""), "event same"},
		{"words around", record("Brandt traf Stoph.", "traf", "occurred", ""), record("Gestern traf Brandt Stoph.", "traf", "occurred", ""), "event reworded"},
		{"status", record("Brandt traf Stoph.", "traf", "occurred", ""), record("Brandt traf Stoph wohl.", "traf", "possible", ""), "event altered status:occurred>possible"},
		{"other words, same fact", record("Brandt traf Stoph.", "traf", "occurred", ""), record("Brandt sah Stoph.", "sah", "occurred", ""), "event reworded"},
		{"lost", record("Brandt traf Stoph.", "traf", "occurred", ""), &depesche.Record{Article: depesche.Article{Text: "Nichts."}}, "event lost"},
		{"gained", &depesche.Record{Article: depesche.Article{Text: "Nichts."}}, record("Brandt traf Stoph.", "traf", "occurred", ""), "event gained"},
		{"speaker", record("Wie Bahr sagte, traf man sich.", "traf", "occurred", "Bahr"), record("Wie Wehner sagte, traf man sich.", "traf", "occurred", "Wehner"),
			"event reworded|statement altered who:Bahr>Wehner"},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range Compare(tt.older, tt.newer).Facts {
			line := f.Kind + " " + f.Change
			for _, w := range f.What {
				line += " " + w.Field + ":" + w.From + ">" + w.To
			}
			got = append(got, line)
		}
		if all := strings.Join(got, "|"); all != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, all, tt.want)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	text := strings.Repeat("Der Minister traf am Montag den Botschafter in Oslo und sprach mit ihm. ", 200)
	older, newer := record(text, "traf", "occurred", ""), record(strings.ReplaceAll(text, "Montag den", "Dienstag einen"), "traf", "occurred", "")
	for b.Loop() {
		Compare(older, newer)
	}
}
