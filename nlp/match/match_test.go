// SPDX-License-Identifier: Apache-2.0

package match

import (
	"strings"
	"testing"

	"depesche/nlp"
	"depesche/nlp/conllu"
)

// doc reads "form lemma UPOS feats head deprel" lines as a Doc.
func doc(t testing.TB, lines string) *nlp.Doc {
	t.Helper()
	var b strings.Builder
	n := 0
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			b.WriteString("\n")
			n = 0
			continue
		}
		n++
		b.WriteString(strings.Join([]string{itoa(n), f[0], f[1], f[2], "_", f[3], f[4], f[5], "_", "_"}, "\t") + "\n")
	}
	b.WriteString("\n")
	docs, err := conllu.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return docs[0]
}

func itoa(n int) string {
	if n >= 10 {
		return itoa(n/10) + string(rune('0'+n%10))
	}
	return string(rune('0' + n))
}

func germanGrammar(t testing.TB) *Grammar {
	g := NewGrammar()
	for list, words := range map[string]string{
		"passive": "werden be", "agent": "von durch by", "genitive": "von of", "negation": "nicht kein not", "reason": "for", "absolute": "with", "endings": "n s",
	} {
		if err := g.Add(list, strings.Fields(words)); err != nil {
			t.Fatal(err)
		}
	}
	return g
}

var sentences = map[string]string{
	"active": `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
traf treffen VERB VerbForm=Fin 0 root
Kim Kim PROPN Case=Acc 2 obj
in in ADP _ 5 case
Wonsan Wonsan PROPN _ 2 obl`,
	"passive": `
Lawrow Lawrow PROPN Case=Nom 5 nsubj:pass
wurde werden AUX _ 5 aux:pass
von von ADP _ 4 case
Kim Kim PROPN Case=Dat 5 obl
empfangen empfangen VERB VerbForm=Part 0 root`,
	"passive-mislabelled": `
Lawrow Lawrow PROPN Case=Nom 5 nsubj
wurde werden AUX _ 5 aux
von von ADP _ 4 case
Kim Kim PROPN Case=Dat 5 obl
empfangen empfangen VERB VerbForm=Part 0 root`,
	"coordinated": `
Merkel Merkel PROPN Case=Nom 2 nsubj
traf treffen VERB _ 0 root
Putin Putin PROPN Case=Acc 2 obj
und und CCONJ _ 5 cc
kritisierte kritisieren VERB _ 2 conj
Syrien Syrien PROPN Case=Acc 5 obj`,
	"relative": `
Der der DET _ 2 det
Minister Minister NOUN Case=Nom 0 root
der der PRON PronType=Rel 5 nsubj
Syrien Syrien PROPN _ 5 obj
besuchte besuchen VERB _ 2 acl:relcl`,
	"control": `
Iran Iran PROPN Case=Nom 2 nsubj
weigert weigern VERB _ 0 root
sich sich PRON Reflex=Yes 2 obj
mit mit ADP _ 5 case
Israel Israel PROPN _ 7 obl
zu zu PART _ 7 mark
verhandeln verhandeln VERB VerbForm=Inf 2 xcomp`,
	"object-control": `
Polen Polen PROPN Case=Nom 2 nsubj
fordert fordern VERB _ 0 root
Iran Iran PROPN Case=Acc 2 obj
auf auf ADP _ 2 compound:prt
, , PUNCT _ 8 punct
Israel Israel PROPN Case=Acc 8 obj
zu zu PART _ 8 mark
besuchen besuchen VERB VerbForm=Inf 2 xcomp`,
	"light": `
Polen Polen PROPN Case=Nom 2 nsubj
führte führen VERB _ 0 root
Gespräche Gespräch NOUN Case=Acc 2 obj
mit mit ADP _ 5 case
Iran Iran PROPN _ 3 nmod`,
	"noun": `
Putins Putin PROPN Case=Gen 2 nmod
Besuch Besuch NOUN Case=Nom 5 nsubj
in in ADP _ 4 case
China China PROPN _ 2 nmod
endete enden VERB _ 0 root`,
	"noun-in-clause": `
Bei bei ADP _ 2 case
Gesprächen Gespräch NOUN _ 5 obl
mit mit ADP _ 4 case
Iran Iran PROPN _ 2 nmod
lobte loben VERB _ 0 root
Putin Putin PROPN Case=Nom 5 nsubj`,
	"negated": `
China China PROPN Case=Nom 2 nsubj
erkennt erkennen VERB _ 0 root
Kosovo Kosovo PROPN Case=Acc 2 obj
nicht nicht PART _ 2 advmod
an an ADP _ 2 compound:prt`,
	"modal": `
Iran Iran PROPN Case=Nom 4 nsubj
muss müssen AUX _ 4 aux
Atomprogramm Atomprogramm NOUN Case=Acc 4 obj
beenden beenden VERB VerbForm=Inf 0 root`,
	"misattached": `
Polen Polen PROPN Case=Nom 2 nsubj
sprach sprechen VERB _ 0 root
über über ADP _ 4 case
Lage Lage NOUN _ 2 obl
mit mit ADP _ 6 case
Iran Iran PROPN _ 4 nmod`,
	"english-iobj": `
Finland Finland PROPN _ 2 nsubj
gave give VERB _ 0 root
Tanzania Tanzania PROPN _ 2 iobj
grant grant NOUN _ 2 obj`,
	"one-object": `
Norway Norway PROPN _ 2 nsubj
sent send VERB _ 0 root
helicopters helicopter NOUN Case=Dat 2 obj`,
	"english-reason": `
Norway Norway PROPN _ 2 nsubj
criticized criticize VERB _ 0 root
Peru Peru PROPN _ 2 obj
for for SCONJ _ 5 mark
attacking attack VERB VerbForm=Ger 2 advcl
Chile Chile PROPN _ 5 obj`,
	"english-absolute": `
Talks talk NOUN _ 2 nsubj
stalled stall VERB _ 0 root
with with ADP _ 4 case
Norway Norway PROPN _ 2 obl
refusing refuse VERB VerbForm=Ger 2 advcl
Chile Chile PROPN _ 5 obj`,
	"english-participle": `
diplomats diplomat NOUN Number=Plur 0 root
expelled expel VERB Tense=Past|VerbForm=Part 1 acl
by by ADP _ 4 case
Iran Iran PROPN _ 2 obl:agent`,
	"dative-article": `
Den der DET Case=Dat|Number=Plur 2 det
Philippinen Philippinen PROPN Case=Nom|Number=Plur 3 nsubj
versprach versprechen VERB Number=Sing|VerbForm=Fin 0 root
Japan Japan PROPN Case=Nom|Number=Sing 3 nsubj
Schiffe Schiff NOUN Case=Acc|Number=Plur 3 obj`,
	"swallowed-relative": `
Reformer Reformer NOUN Case=Nom|Gender=Masc|Number=Sing 0 root
, , PUNCT _ 6 punct
dem der DET Case=Dat|Definite=Def|Gender=Masc|Number=Sing 4 det
König König NOUN Case=Dat|Gender=Masc|Number=Sing 6 nsubj
Schutz Schutz NOUN Case=Acc 6 obj
versprach versprechen VERB Number=Sing|VerbForm=Fin 1 acl:relcl`,
	"headline-dative": `
Peru Peru PROPN Case=Nom 2 nsubj
verweigert verweigern VERB Number=Sing|VerbForm=Fin 0 root
Beobachterin Beobachterin NOUN Case=Dat 4 nmod
Einreise Einreise NOUN Case=Acc 2 obj`,
	"participle-agent": `
Der der DET _ 5 det
von von ADP _ 3 case
Bush Bush PROPN Case=Dat 6 obl:agent
ernannte ernannt ADJ _ 5 amod
Richter Richter NOUN Case=Nom|Number=Sing 6 nsubj
traf treffen VERB Number=Sing|VerbForm=Fin 0 root
Lawrow Lawrow PROPN Case=Acc 6 obj`,
	"verb-no-antecedent": `
Truppen Truppe NOUN Case=Nom|Number=Plur 2 nsubj
räumten räumen VERB Number=Plur|VerbForm=Fin 0 root
Mokka Mokka PROPN Case=Acc|Number=Sing 2 obj
, , PUNCT _ 8 punct
das der PRON Number=Sing|PronType=Rel 8 obj
Rebellen Rebell NOUN Case=Nom|Number=Plur 8 nsubj
lange lange ADV _ 8 advmod
besetzten besetzen VERB Number=Plur|VerbForm=Fin 2 acl:relcl`,
	"two-clauses": `
Peru Peru PROPN Case=Nom|Number=Sing 2 nsubj
droht drohen VERB Number=Sing|VerbForm=Fin 0 root
Chile Chile PROPN Case=Dat|Number=Sing 2 obl:arg
, , PUNCT _ 5 punct
Kuba Kuba PROPN Case=Dat|Number=Sing 3 appos
warnt warnen VERB Number=Sing|VerbForm=Fin 2 conj
Haiti Haiti PROPN Case=Acc 6 obj`,
	"aux-subject": `
Iran Iran PROPN Case=Nom 3 nsubj
will wollen AUX _ 3 aux
verhandeln verhandeln VERB VerbForm=Inf 0 root
und und CCONJ _ 5 cc
treffen treffen VERB VerbForm=Inf 3 conj
Israel Israel PROPN Case=Acc 5 obj`,
}

func TestFind(t *testing.T) {
	classes := Classes{"talks": {"Gespräch", "*verhandlung"}}
	tests := []struct {
		sentence, pattern string
		want              string // "A=Lawrow B=Kim", or "" when it must not hold
	}{
		{"active", "treffen > subj:A > obj:B", "A=Lawrow B=Kim"},
		{"active", "treffen > subj:A > obj:B > obl:in:P", "A=Lawrow B=Kim P=Wonsan"},
		{"active", "treffen > subj:A > obl:mit:B", ""},
		{"active", "treffen > subj:A > obl:mit:B ?", "A=Lawrow"},
		{"active", "treffen > subj:A > !obl:in", ""},
		{"active", "treffen [pass] > subj:A", ""},
		{"active", "treffen/N > subj:A", ""},
		{"active", "_ > subj:A", "error"},
		{"passive", "empfangen > subj:B > obj:A", "B=Kim A=Lawrow"},
		{"passive", "empfangen [act] > obj:A", ""},
		{"passive-mislabelled", "empfangen > subj:B > obj:A", "B=Kim A=Lawrow"},
		{"coordinated", "kritisieren > subj:A > obj:B", "A=Merkel B=Syrien"},
		{"relative", "besuchen > subj:A > obj:B", "A=Minister B=Syrien"},
		{"control", "weigern > subj:A > comp=(_ > obl:mit:B)", "A=Iran B=Israel"},
		{"control", "verhandeln > subj:A > obl:mit:B", "A=Iran B=Israel"},
		{"object-control", "auffordern > subj:A > obj:B", "A=Polen B=Iran"},
		{"object-control", "besuchen > subj:A > obj:B", "A=Iran B=Israel"},
		{"light", "führen|halten > obj=@talks > subj:A > obl:mit:B", "A=Polen B=Iran"},
		{"light", "@talks > subj:A > obl:mit:B", "A=Polen B=Iran"},
		{"light", "@talks [gov=führen] > obl:mit:B", "B=Iran"},
		{"light", "@talks [gov=loben] > obl:mit:B", ""},
		{"noun", "*besuch > gen:A > obl:in:B", "A=Putins B=China"},
		{"noun-in-clause", "@talks > gen|subj:A > obl:mit:B", "A=Putin B=Iran"},
		{"negated", "anerkennen [neg] > subj:A > obj:B", "A=China B=Kosovo"},
		{"negated", "anerkennen [!neg] > subj:A > obj:B", ""},
		{"negated", "erkennen > subj:A", ""},
		{"modal", "beenden [modal=müssen|sollen] > subj:B", "B=Iran"},
		{"modal", "müssen > subj:B", "B=Iran"},
		{"misattached", "sprechen > subj:A > obl:mit:B", "A=Polen B=Iran"},
		{"english-reason", "attack > subj:A > obj:B", "A=Peru B=Chile"},
		{"english-absolute", "refuse > subj:A > obj:B", "A=Norway B=Chile"},
		{"english-iobj", "give > subj:A > iobj:B > obj=grant", "A=Finland B=Tanzania"},
		{"one-object", "send > subj:A > obj=helicopter > iobj:B", ""},
		{"one-object", "send > subj:A > obj=helicopter > iobj~B", "A=Norway B=helicopters"},
		{"english-participle", "expel > subj:A > obj:B", "A=Iran B=diplomats"},
		{"dative-article", "versprechen > subj:A > iobj:B", "A=Japan B=Philippinen"},
		{"swallowed-relative", "versprechen > subj:A > iobj:B", "A=König B=Reformer"},
		{"headline-dative", "verweigern > subj:A > iobj:B", "A=Peru B=Beobachterin"},
		{"participle-agent", "treffen > subj:A > obj:B", "A=Richter B=Lawrow"},
		{"verb-no-antecedent", "besetzen > subj:A > obj:B", "A=Rebellen B=Mokka"},
		{"two-clauses", "warnen > subj:A > obj:B", "A=Kuba B=Haiti"},
		{"aux-subject", "treffen > subj:A > obj:B", "A=Iran B=Israel"},
	}
	g := germanGrammar(t)
	for _, tt := range tests {
		p, err := Compile(tt.pattern, classes)
		if tt.want == "error" {
			if err == nil {
				t.Errorf("%s: no error", tt.pattern)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := find(doc(t, sentences[tt.sentence]), g, p); got != tt.want {
			t.Errorf("%s: %s: got %q, want %q", tt.sentence, tt.pattern, got, tt.want)
		}
	}
}

// namesOf takes the two names that a comma parts for such, as the caller does.
func namesOf(d *nlp.Doc) [][2]int {
	var names [][2]int
	for t := 1; t+1 < len(d.Tokens); t++ {
		if d.Tokens[t].Form == "," && d.Tokens[t-1].UPOS == "PROPN" && d.Tokens[t+1].UPOS == "PROPN" {
			names = append(names, [2]int{t - 1, t}, [2]int{t + 1, t + 2})
		}
	}
	return names
}

// find tries a pattern at every token and writes the roles of the first match.
func find(d *nlp.Doc, g *Grammar, p *Pattern) string {
	x := NewIndex()
	x.Add(p, 0)
	r := NewReader(d, nlp.NewTree(d), g, x, namesOf(d), nil)
	for i := range d.Tokens {
		if len(x.Lookup(r.Keys(i))) == 0 {
			continue
		}
		m := p.Find(r, i, func(Slot) bool { return true })
		if m == nil || !m.Held() {
			continue
		}
		var out []string
		for _, s := range m.Slots {
			out = append(out, string(s.Role)+"="+d.Tokens[s.Token].Form)
		}
		return strings.Join(out, " ")
	}
	return ""
}

func TestCompileErrors(t *testing.T) {
	for _, text := range []string{
		"", "_", "> subj:A", "a >", "a > subj:AB", "a > subj:", "a > obl:", "a [neg", "a [what]", "a > obj=", "a > obj=(b", "a|", "@none",
		"a > obj=(b > obj=(c > obj=(d > obj=(e > obj=(f > obj=(g > obj=(h > obj=i)))))))", "a b", "a/X", "a > subj:A.", "*",
	} {
		if _, err := Compile(text, Classes{}); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
	if _, err := Compile("a > subj:A.PER > obl:mit,zu=(b|c > gen~B ?) > !iobj", nil); err != nil {
		t.Error(err)
	}
}

func TestMissing(t *testing.T) {
	p, err := Compile("treffen > subj:A > obl:mit:B", nil)
	if err != nil {
		t.Fatal(err)
	}
	d := doc(t, sentences["active"])
	m := p.Find(NewReader(d, nlp.NewTree(d), germanGrammar(t), NewIndex(), nil, nil), 1, func(Slot) bool { return true })
	if m == nil || m.Held() || len(m.Missing) != 1 || m.Missing[0] != "obl:mit:B" {
		t.Errorf("what is missing: %+v", m)
	}
}

func TestIndexSuffix(t *testing.T) {
	p, err := Compile("*treffen|Gipfel > gen:A", nil)
	if err != nil {
		t.Fatal(err)
	}
	x := NewIndex()
	x.Add(p, 7)
	for key, want := range map[string]int{"außenministertreffen": 1, "treffen": 1, "Gipfel": 1, "trefferquote": 0, strings.Repeat("ä", 200) + "treffen": 0} {
		if got := len(x.Lookup([]string{key})); got != want {
			t.Errorf("%s: %d patterns", key, got)
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{"treffen > subj:A > obj:B", "@x [neg, gov=a|b] > obl:mit,zu=(b > !gen~B ?)", "a > obl:ä:A", "a>b=c:D?", "*\xff", "a > subj:A.\xff"} {
		f.Add(s)
	}
	d := doc(f, sentences["light"])
	g := germanGrammar(f)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Compile(text, Classes{"x": {"führen", "*e"}})
		if err != nil {
			return
		}
		find(d, g, p)
	})
}

func BenchmarkFind(b *testing.B) {
	d := doc(b, sentences["light"])
	g := germanGrammar(b)
	p, err := Compile("führen > obj=Gespräch > subj:A > obl:mit:B", nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		find(d, g, p)
	}
}
