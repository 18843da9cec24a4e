// SPDX-License-Identifier: Apache-2.0

package event

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"depesche"
	"depesche/extract"
	"depesche/nlp"
	"depesche/nlp/conllu"
)

// engineRules are the rules of the engine's tests: one of each kind.
const engineRules = `
grammar passive  werden
grammar agent    von
grammar genitive von
grammar negation nicht kein
grammar locative in
grammar topic    über
grammar people   Truppe Sprecher
grammar pronoun  es er
modality planned     wollen werden planen
modality possible    können
modality denied      bestreiten
modality unreal      fordern müssen
modality hearsay     sollen
modality perfect     haben
modality conditional wenn
future CONSULT AGREE 036
future ASSAULT THREATEN 138
class @talks = Gespräch

rule treffen code CONSULT context diplomatic cameo 040
when treffen > subj:A > obj|obl:mit:B
when treffen > subj~A

rule gespräche code CONSULT cameo 046
when führen > obj=@talks > subj:A > obl:mit:B
when @talks > gen:A > obl:mit:B

rule gespräche-dort code CONSULT cameo 046 inherit
when führen [pass] > obj=@talks

rule kritisieren code ACCUSE mode disapprove cameo 111
when kritisieren > subj:A > obj~B
when kritisieren > subj:A

rule angreifen code ASSAULT cameo 190
when angreifen > subj:A > obj~B

rule verhaften code COERCE mode arrest cameo 173 state
when verhaften > subj:A > obj~B
when verhaften [pass] > obj~B

rule sanktionieren code SANCTION cameo 163
when sanktionieren > subj:A

rule müssen code REQUEST cameo 104
when müssen > subj:B > said:A

rule nicht-anerkennen code REJECT cameo 120
when anerkennen [neg] > subj:A > obj:B
`

// actors are the entities of the engine's tests, by the lemma of their head.
var actors = []struct {
	lemma string
	depesche.Entity
}{
	{"Lawrow", depesche.Entity{Type: "PER", Actor: &depesche.Actor{Country: "RUS", Sectors: []string{"GOV"}}}},
	{"Kim", depesche.Entity{Type: "PER", Actor: &depesche.Actor{Country: "PRK", Sectors: []string{"GOV"}}}},
	{"Russland", depesche.Entity{Type: "LOC", Actor: &depesche.Actor{Country: "RUS"}}},
	{"Ukraine", depesche.Entity{Type: "LOC", Actor: &depesche.Actor{Country: "UKR"}}},
	{"Iran", depesche.Entity{Type: "LOC", Actor: &depesche.Actor{Country: "IRN"}, Place: &depesche.Place{Name: "Iran", Country: "IRN"}}},
	{"Wonsan", depesche.Entity{Type: "LOC", Place: &depesche.Place{Name: "Wonsan", Country: "PRK"}}},
	{"Huber", depesche.Entity{Type: "PER"}},
}

// reading makes a worksheet of sentences written as "form lemma UPOS feats
// head deprel" lines, with the entities above.
func reading(t testing.TB, lines string) *extract.Reading {
	t.Helper()
	var b strings.Builder
	n := 0
	for _, line := range strings.Split(strings.TrimSpace(lines)+"\n", "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			b.WriteString("\n")
			n = 0
			continue
		}
		n++
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s\t_\t%s\t%s\t%s\t_\t_\n", n, f[0], f[1], f[2], f[3], f[4], f[5])
	}
	docs, err := conllu.Read(strings.NewReader(b.String() + "\n"))
	if err != nil {
		t.Fatal(err)
	}
	r := extract.NewReading(&depesche.Article{Text: docs[0].Text, Published: "2025-07-13"}, docs[0])
	known := map[string]int{}
	for i := range docs[0].Tokens {
		tok := &docs[0].Tokens[i]
		for _, a := range actors {
			if tok.Lemma != a.lemma {
				continue
			}
			e, ok := known[a.lemma]
			if !ok {
				e = len(r.Entities)
				known[a.lemma] = e
				entity := a.Entity
				entity.ID, entity.Name = "e"+itoa(e+1), a.lemma
				r.Entities = append(r.Entities, entity)
			}
			r.Mentions = append(r.Mentions, extract.Mention{Range: extract.Range{First: i, Last: i + 1}, Head: i, Entity: e, Kind: depesche.KindName})
		}
	}
	return r
}

func engine(t testing.TB) *Coder {
	t.Helper()
	c, err := Load(fstest.MapFS{"events.txt": {Data: []byte(engineRules)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const (
	met = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
traf treffen VERB VerbForm=Fin 0 root
Kim Kim PROPN Case=Acc 2 obj
in in ADP _ 5 case
Wonsan Wonsan PROPN _ 2 obl
. . PUNCT _ 2 punct
`
	willMeet = `
Lawrow Lawrow PROPN Case=Nom 4 nsubj
will wollen AUX VerbForm=Fin 4 aux
Kim Kim PROPN Case=Acc 4 obj
treffen treffen VERB VerbForm=Inf 0 root
`
	denies = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
bestreitet bestreiten VERB VerbForm=Fin 0 root
Gespräche Gespräch NOUN Case=Acc 2 obj
der der DET Case=Gen 5 det
Ukraine Ukraine PROPN Case=Gen 3 nmod
mit mit ADP _ 7 case
Iran Iran PROPN Case=Dat 3 nmod
`
	demandsTalks = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
fordert fordern VERB VerbForm=Fin 0 root
Gespräche Gespräch NOUN Case=Acc 2 obj
der der DET Case=Gen 5 det
Ukraine Ukraine PROPN Case=Gen 3 nmod
mit mit ADP _ 7 case
Iran Iran PROPN Case=Dat 3 nmod
`
	passiveTalks = `
Gespräche Gespräch NOUN Case=Nom|Number=Plur 3 nsubj:pass
wurden werden AUX VerbForm=Fin 3 aux:pass
geführt führen VERB VerbForm=Part 0 root
`
	lightTalks = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
führte führen VERB VerbForm=Fin 0 root
Gespräche Gespräch NOUN Case=Acc 2 obj
mit mit ADP _ 5 case
Kim Kim PROPN Case=Dat 3 nmod
`
	hearsay = `
Russland Russland PROPN Case=Nom 4 nsubj
soll sollen AUX VerbForm=Fin 4 aux
Ukraine Ukraine PROPN Case=Acc 4 obj
angegriffen angreifen VERB VerbForm=Part 0 root
haben haben AUX VerbForm=Inf 4 aux
`
	arrested = `
Huber Huber PROPN Case=Nom 5 nsubj:pass
wurde werden AUX Tense=Past|VerbForm=Fin 5 aux:pass
in in ADP _ 4 case
Iran Iran PROPN _ 5 obl
verhaftet verhaften VERB VerbForm=Part 0 root
`
	threatens = `
Russland Russland PROPN Case=Nom 4 nsubj
will wollen AUX VerbForm=Fin 4 aux
Ukraine Ukraine PROPN Case=Acc 4 obj
angreifen angreifen VERB VerbForm=Inf 0 root
`
	unrecognised = `
Russland Russland PROPN Case=Nom 2 nsubj
erkennt erkennen VERB VerbForm=Fin 0 root
Ukraine Ukraine PROPN Case=Acc 2 obj
nicht nicht PART _ 2 advmod
an an ADP _ 2 compound:prt
`
	judged = `
Iran Iran PROPN Case=Nom 2 nsubj
griff angreifen VERB VerbForm=Fin 0 root
Ukraine Ukraine PROPN Case=Acc 2 obj
. . PUNCT _ 2 punct

Lawrow Lawrow PROPN Case=Nom 2 nsubj
kritisierte kritisieren VERB VerbForm=Fin 0 root
dies dieser PRON Case=Acc 2 obj
`
	strangers = `
Huber Huber PROPN Case=Nom 2 nsubj
kritisierte kritisieren VERB VerbForm=Fin 0 root
Wetter Wetter NOUN Case=Acc 2 obj
`
	sanctions = `
Russland Russland PROPN Case=Nom 2 nsubj
sanktioniert sanktionieren VERB VerbForm=Fin 0 root
alles alles PRON Case=Acc 2 obj
`
)

func TestRead(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"met", met, "CONSULT Lawrow > Kim occurred in Wonsan by treffen"},
		{"told twice", met + "\n" + met, "CONSULT Lawrow > Kim occurred in Wonsan by treffen ×2"},
		{"planned meeting is agreement", willMeet, "AGREE Lawrow > Kim planned by treffen"},
		{"denied", denies, "CONSULT Ukraine > Iran denied by gespräche"},
		{"demanded only", demandsTalks, ""},
		{"light verb", lightTalks, "CONSULT Lawrow > Kim occurred by gespräche"},
		{"sides of the meeting before", met + "\n" + passiveTalks, "CONSULT Lawrow > Kim occurred in Wonsan by treffen; CONSULT Lawrow > Kim occurred by gespräche-dort"},
		{"no meeting before", passiveTalks, ""},
		{"hearsay", hearsay, "ASSAULT Russland > Ukraine possible by angreifen"},
		{"state act", arrested, "COERCE Iran > Huber occurred in Iran by verhaften"},
		{"planned attack is threat", threatens, "THREATEN Russland > Ukraine planned by angreifen"},
		{"negation of the pattern", unrecognised, "REJECT Russland > Ukraine occurred by nicht-anerkennen"},
		{"reaction", judged, "ASSAULT Iran > Ukraine occurred by angreifen; ACCUSE Lawrow > Iran occurred by kritisieren"},
		{"no political actor", strangers, ""},
		{"recipient missing", sanctions, ""},
	}
	c := engine(t)
	for _, tt := range tests {
		r := reading(t, tt.text)
		c.Read(r)
		if got := tell(r); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s\nunread %v", tt.name, got, tt.want, r.Unread)
		}
	}
}

// tell writes the events of a reading down in one line.
func tell(r *extract.Reading) string {
	names := map[string]string{}
	for _, e := range r.Entities {
		names[e.ID] = e.Name
	}
	join := func(ids []string) string {
		var out []string
		for _, id := range ids {
			out = append(out, names[id])
		}
		return strings.Join(out, ",")
	}
	var out []string
	for _, e := range r.Events {
		s := e.Type + " " + join(e.Actors) + " > " + join(e.Recipients) + " " + e.Status
		if e.Place != nil {
			s += " in " + e.Place.Name
		}
		why, _, _ := strings.Cut(e.Why, ";")
		s += " by " + why[strings.LastIndexByte(why, ':')+1:]
		if n := len(e.Mentions); n > 1 {
			s += fmt.Sprintf(" ×%d", n)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestCouldNot(t *testing.T) {
	c := engine(t)
	r := reading(t, sanctions)
	c.Read(r)
	if len(r.Unread) != 1 || r.Unread[0].Stage != "event" || r.Unread[0].At == nil || r.Unread[0].At.Text != "sanktioniert" {
		t.Errorf("what could not be coded: %+v", r.Unread)
	}
}

func TestClaim(t *testing.T) {
	c := engine(t)
	r := reading(t, `
Iran Iran PROPN Case=Nom 3 nsubj
muss müssen AUX VerbForm=Fin 3 aux
aufhören aufhören VERB VerbForm=Inf 0 root
`)
	r.Entities = append(r.Entities, depesche.Entity{ID: "e9", Name: "Kerry", Type: "PER", Actor: &depesche.Actor{Country: "USA", Sectors: []string{"GOV"}}})
	r.Statements = []extract.Statement{{
		Contents: []extract.Range{{First: 0, Last: 3}}, SourceEntity: len(r.Entities) - 1,
		Statement: depesche.Statement{ID: "s1"},
	}}
	c.Read(r)
	if got := tell(r); got != "REQUEST Kerry > Iran occurred by müssen" {
		t.Errorf("a demand in speech: %s", got)
	}
	if len(r.Events) == 1 && (r.Events[0].Statement == nil || *r.Events[0].Statement != "s1") {
		t.Error("the claim is not tied to its statement")
	}
}

func TestDates(t *testing.T) {
	tests := []struct {
		value, published     string
		want, precision, kin string
		historical           bool
	}{
		{"2025-07-12", "2025-07-13", "2025-07-12", "day", "CONSULT", false},
		{"2025-07-12T14:00", "2025-07-13", "2025-07-12", "day", "CONSULT", false},
		{"2025-07", "2025-07-13", "2025-07", "month", "CONSULT", false},
		{"2024-SU", "2025-07-13", "2024-SU", "season", "CONSULT", true},
		{"2024", "2025-07-13", "2024", "year", "CONSULT", true},
		{"2025-W28", "2025-07-13", "2025-07", "month", "CONSULT", false},
		{"2025-07-20", "2025-07-13", "2025-07-20", "day", "AGREE", false},
		{"1979-11-04", "2025-07-13", "1979-11-04", "day", "CONSULT", true},
		{"P2W", "2025-07-13", "", "unknown", "CONSULT", false},
		{"2025-07-12", "", "2025-07-12", "day", "CONSULT", false},
	}
	c := engine(t)
	for _, tt := range tests {
		r := reading(t, strings.Replace(met, ". . PUNCT", "gestern gestern ADV _ 2 advmod\n. . PUNCT", 1))
		r.Article.Published = tt.published
		r.Times = []extract.Time{{Range: extract.Range{First: 5, Last: 6}, Time: depesche.Time{ID: "t1", Type: depesche.TimeDate, Value: tt.value}}}
		c.Read(r)
		if len(r.Events) != 1 {
			t.Errorf("%s: %d events", tt.value, len(r.Events))
			continue
		}
		e := r.Events[0]
		if e.Date.Value != tt.want || e.Date.Precision != tt.precision || e.Type != tt.kin || e.Historical != tt.historical {
			t.Errorf("%s published %q: %s %+v historical %v", tt.value, tt.published, e.Type, e.Date, e.Historical)
		}
	}
}

func TestExplain(t *testing.T) {
	c := engine(t)
	r := reading(t, demandsTalks)
	traces := c.Explain(r)
	if len(traces) == 0 || len(r.Events) != 0 || len(r.Unread) != 0 {
		t.Fatalf("explaining changed the reading: %+v", r.Unread)
	}
	found := false
	for _, tr := range traces {
		if tr.Code == "CONSULT" && tr.Held && !tr.Fired {
			found = tr.Reason != ""
		}
	}
	if !found {
		t.Errorf("no reason why demanded talks are no event: %+v", traces)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(met, uint8(1))
	f.Add(hearsay, uint8(3))
	f.Add("\x00\x00\x00\x00\x00\x00\x00\x00", uint8(1))
	c := engine(f)
	f.Fuzz(func(t *testing.T, text string, twist uint8) {
		r := reading(t, judged)
		rels := []string{"conj", "nsubj", "xcomp", "acl", "appos", "aux:pass", "nmod", "obl"}
		for i := range r.Doc.Tokens { // trees that no parser would draw
			if len(text) > i {
				r.Doc.Tokens[i].Deprel = rels[int(text[i])%len(rels)]
			}
			r.Doc.Tokens[i].Head = (i*int(twist) + len(text)) % (len(r.Doc.Tokens) + 1)
			if r.Doc.Tokens[i].Head == len(r.Doc.Tokens) {
				r.Doc.Tokens[i].Head = -1
			}
		}
		r.Tree = nlp.NewTree(r.Doc)
		c.Read(r)
	})
}

func BenchmarkRead(b *testing.B) {
	c := engine(b)
	text := strings.Repeat(met+"\n"+hearsay+"\n"+lightTalks+"\n", 50)
	r := reading(b, text)
	b.ReportMetric(float64(len(r.Doc.Tokens)), "tokens")
	for b.Loop() {
		r.Events, r.Unread = nil, nil
		c.Read(r)
	}
}
