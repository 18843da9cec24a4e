// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"strconv"
	"strings"
	"testing"

	"depesche"
	"depesche/extract"
	"depesche/nlp"
)

// treebank turns lines of "form upos feats head deprel" into CoNLL-U; an empty
// line ends a sentence.
func treebank(lines string) string {
	var b strings.Builder
	n := 0
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		f := strings.Fields(line)
		if len(f) == 0 {
			b.WriteByte('\n')
			n = 0
			continue
		}
		n++
		b.WriteString(strings.Join([]string{strconv.Itoa(n), f[0], f[0], f[1], "_", f[2], f[3], f[4], "_", "_"}, "\t") + "\n")
	}
	return b.String() + "\n"
}

func TestPronouns(t *testing.T) {
	for _, c := range []struct{ name, code, tree, want string }{
		{"subject of the sentence before", "de", `
Lawrow PROPN Case=Nom|Number=Sing 2 nsubj
traf VERB Number=Sing 0 root
Kim PROPN Case=Acc|Number=Sing 2 obj
Jong-un PROPN Case=Acc|Number=Sing 3 flat
. PUNCT _ 2 punct

Er PRON Case=Nom|Gender=Masc|Number=Sing 2 nsubj
lobte VERB Number=Sing 0 root
ihn PRON Case=Acc|Gender=Masc|Number=Sing 2 obj
. PUNCT _ 2 punct
`, `PER "Lawrow" = RUS GOV : Lawrow (Er)
PER "Kim Jong-un" = PRK GOV : Kim Jong-un (ihn)
`},
		{"where a person comes from who is no holder of an office", "en", `
The DET _ 3 det
Russian ADJ _ 3 amod
poet NOUN Number=Sing 4 compound
Ivan PROPN Number=Sing 5 nsubj
left VERB Number=Sing 0 root
. PUNCT _ 5 punct
`, `PER "Ivan" = RUS : Ivan
`},
		{"several are meant, not the group beside them", "de", `
Merkel PROPN Case=Nom|Number=Sing 8 nsubj
und CCONJ _ 3 cc
Macron PROPN Case=Nom|Number=Sing 1 conj
wurden AUX Number=Plur 8 aux:pass
von ADP _ 7 case
den DET Case=Dat|Definite=Def|Number=Plur 7 det
Soldaten NOUN Case=Dat|Gender=Masc|Number=Plur 8 obl
bewacht VERB VerbForm=Part 0 root
. PUNCT _ 8 punct

Sie PRON Case=Nom|Number=Plur 2 nsubj
schwiegen VERB Number=Plur 0 root
. PUNCT _ 2 punct
`, `PER "Merkel" = DEU GOV : Merkel
PER "Macron" = FRA GOV : Macron
PER "Soldaten" = FRA MIL : [den Soldaten]
PER "Merkel, Macron" of e1 e2 : (Sie)
`},
		{"a woman", "de", `
Merkel PROPN Case=Nom|Number=Sing 2 nsubj
reiste VERB Number=Sing 0 root
nach ADP _ 4 case
Paris PROPN Case=Dat|Number=Sing 2 obl
. PUNCT _ 2 punct

Dort ADV _ 2 advmod
sprach VERB Number=Sing 0 root
sie PRON Case=Nom|Number=Sing 2 nsubj
. PUNCT _ 2 punct
`, `PER "Merkel" = DEU GOV : Merkel (sie)
LOC "Paris" = FRA GOV @ FRA 48.9 2.3 : Paris
`},
		{"she and he", "en", `
Merkel PROPN Number=Sing 2 nsubj
met VERB Mood=Ind 0 root
Macron PROPN Number=Sing 2 obj
. PUNCT _ 2 punct

She PRON Gender=Fem|Number=Sing 2 nsubj
praised VERB Mood=Ind 0 root
him PRON Gender=Masc|Number=Sing 2 obj
. PUNCT _ 2 punct
`, `PER "Merkel" = DEU GOV : Merkel (She)
PER "Macron" = FRA GOV : Macron (him)
`},
		{"they are the soldiers", "en", `
Iraqi ADJ Degree=Pos 2 amod
soldiers NOUN Number=Plur 3 nsubj
fled VERB Mood=Ind 0 root
. PUNCT _ 3 punct

They PRON Case=Nom|Number=Plur 2 nsubj
returned VERB Mood=Ind 0 root
. PUNCT _ 2 punct
`, `PER "Iraqi soldiers" = IRQ MIL : [Iraqi soldiers] (They)
`},
		{"not the one who is named behind it", "en", `
Merkel PROPN Number=Sing 2 nsubj
met VERB Mood=Ind 0 root
Macron PROPN Number=Sing 2 obj
. PUNCT _ 2 punct

He PRON Gender=Masc|Number=Sing 2 nsubj
left VERB Mood=Ind 0 root
, PUNCT _ 5 punct
Macron PROPN Number=Sing 5 nsubj
said VERB Mood=Ind 2 parataxis
. PUNCT _ 2 punct
`, `PER "Merkel" = DEU GOV : Merkel
PER "Macron" = FRA GOV : Macron Macron
`},
		{"but in a clause that precedes", "en", `
Macron PROPN Number=Sing 2 nsubj
came VERB Mood=Ind 0 root
. PUNCT _ 2 punct

When SCONJ _ 3 mark
he PRON Gender=Masc|Number=Sing 3 nsubj
left VERB Mood=Ind 6 advcl
, PUNCT _ 6 punct
Macron PROPN Number=Sing 6 nsubj
smiled VERB Mood=Ind 0 root
. PUNCT _ 6 punct
`, `PER "Macron" = FRA GOV : Macron (he) Macron
`},
		{"a subject without a name beside a man with one", "en", `
A DET Definite=Ind 3 det
French ADJ Degree=Pos 3 amod
judge NOUN Number=Sing 4 nsubj
sentenced VERB Mood=Ind 0 root
Macron PROPN Number=Sing 4 obj
. PUNCT _ 4 punct

He PRON Gender=Masc|Number=Sing 2 nsubj
left VERB Mood=Ind 0 root
. PUNCT _ 2 punct
`, `PER "French judge" = FRA JUD judge : [A French judge]
PER "Macron" = FRA GOV : Macron
`},
		{"a pronoun is the subject of the next", "en", `
Macron PROPN Number=Sing 2 nsubj
came VERB Mood=Ind 0 root
. PUNCT _ 2 punct

He PRON Gender=Masc|Number=Sing 2 nsubj
met VERB Mood=Ind 0 root
Scholz PROPN Number=Sing 2 obj
. PUNCT _ 2 punct

He PRON Gender=Masc|Number=Sing 2 nsubj
left VERB Mood=Ind 0 root
. PUNCT _ 2 punct
`, `PER "Macron" = FRA GOV : Macron (He) (He)
PER "Scholz" = DEU GOV : Scholz
`},
		{"the country, of two alike", "en", `
Iran PROPN Number=Sing 2 nsubj
warned VERB Mood=Ind 0 root
Norway PROPN Number=Sing 2 obj
. PUNCT _ 2 punct

The DET Definite=Def 2 det
country NOUN Number=Sing 3 nsubj
waited VERB Mood=Ind 0 root
. PUNCT _ 3 punct
`, `LOC "Iran" = IRN : Iran
LOC "Norway" = NOR : Norway
`},
		{"a capital that opens a report", "de", `
Paris PROPN Case=Nom|Number=Sing 3 nsubj
Bürger NOUN Case=Nom|Number=Plur 3 nsubj
warnen VERB Number=Plur 0 root
. PUNCT _ 3 punct
`, `LOC "Paris" @ FRA 48.9 2.3 : Paris
PER "Bürger" = CVL : [Bürger]
`},
		{"a capital that acts", "de", `
Paris PROPN Case=Nom|Number=Sing 2 nsubj
warnt VERB Number=Sing 0 root
Bürger NOUN Case=Acc|Number=Plur 2 obj
. PUNCT _ 2 punct
`, `LOC "Paris" = FRA GOV @ FRA 48.9 2.3 : Paris
PER "Bürger" = CVL : [Bürger]
`},
		{"two men, neither a subject", "en", `
Letters NOUN Number=Plur 2 nsubj
reached VERB Mood=Ind 0 root
Macron PROPN Number=Sing 2 obj
and CCONJ _ 5 cc
Scholz PROPN Number=Sing 3 conj
. PUNCT _ 2 punct

He PRON Gender=Masc|Number=Sing 2 nsubj
answered VERB Mood=Ind 0 root
. PUNCT _ 2 punct
`, `PER "Macron" = FRA GOV : Macron
PER "Scholz" = DEU GOV : Scholz
`},
		{"the country", "de", `
Ungarn PROPN Case=Nom|Number=Sing 2 nsubj
zögerte VERB Number=Sing 0 root
. PUNCT _ 2 punct

Das DET Case=Nom|Definite=Def 2 det
Land NOUN Case=Nom|Gender=Neut|Number=Sing 3 nsubj
wartet VERB Number=Sing 0 root
. PUNCT _ 3 punct
`, `LOC "Ungarn" = HUN : Ungarn [Das Land]
`},
	} {
		doc := parsed(t, treebank(c.tree))
		for i := range doc.Tokens {
			if tok := &doc.Tokens[i]; tok.UPOS == "PROPN" && tok.Rel() != "flat" && tok.Form != "Paris" && tok.Form != "Ungarn" {
				last := i + 1
				if tok.Form == "Kim" {
					last++
				}
				doc.Names = append(doc.Names, nlp.Name{First: i, Last: last, Type: "PER"})
			}
		}
		x := load(t, c.code)
		r := extract.NewReading(&depesche.Article{Text: doc.Text, Published: "2020-03-01"}, doc)
		x.Read(r)
		checkReading(t, r)
		if got := describe(r.Record()); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
