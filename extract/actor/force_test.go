// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"testing"

	"depesche"
	"depesche/extract"
)

// TestStateInContext reads whose a bare office or institution is, which the
// tree of its sentence tells.
func TestStateInContext(t *testing.T) {
	for _, c := range []struct{ name, code, tree, want string }{
		{"a ministry that foreign jets strike", "de", `
Peruanische ADJ Case=Nom|Number=Plur 2 amod
Jets NOUN Case=Nom|Number=Plur 3 nsubj
bombardierten VERB Number=Plur 0 root
das DET Case=Acc|Number=Sing 5 det
Verteidigungsministerium NOUN Case=Acc|Number=Sing 3 obj
. PUNCT _ 3 punct
`, `LOC "Peru" = PER : [Peruanische]
ORG "Verteidigungsministerium" = GOV MIL : [das Verteidigungsministerium]
`},
		{"jets over a town", "en", `
Jets NOUN Number=Plur 2 nsubj
bombed VERB Tense=Past 0 root
Lima PROPN Number=Sing 2 obj
. PUNCT _ 2 punct
`, `PER "Jets" = MIL : [Jets]
LOC "Lima" = PER GOV @ PER -12.0 -77.0 : Lima
`},
		{"the force of the clause before", "en", `
Kenyan ADJ _ 2 amod
jets NOUN Number=Plur 3 nsubj
bombed VERB Tense=Past 0 root
Lima PROPN Number=Sing 3 obj
and CCONJ _ 8 cc
the DET Definite=Def 7 det
army NOUN Number=Sing 8 nsubj
rejoiced VERB Tense=Past 3 conj
. PUNCT _ 3 punct
`, `PER "Kenyan jets" = KEN MIL : [Kenyan jets]
LOC "Lima" = PER GOV @ PER -12.0 -77.0 : Lima
ORG "army" = KEN MIL : [the army]
`},
		{"a foreigner", "en", `
Police NOUN Number=Plur 2 nsubj
arrested VERB Tense=Past 0 root
three NUM _ 4 nummod
Americans PROPN Number=Plur 2 obj
. PUNCT _ 2 punct
`, `PER "Police" = COP : [Police]
PER "Americans" = USA CVL : [Americans]
`},
		{"a judge at a court", "de", `
Ein DET Definite=Ind 2 det
Richter NOUN Case=Nom|Number=Sing 5 nsubj
am ADP _ 4 case
Bundesgerichtshof NOUN Case=Dat|Number=Sing 2 nmod
sprach VERB Number=Sing 0 root
mit ADP _ 7 case
Peru PROPN Case=Dat 5 obl
. PUNCT _ 5 punct
`, `PER "Richter am Bundesgerichtshof" = DEU JUD Richter : [Ein Richter]
ORG "Bundesgerichtshof" = DEU JUD : Bundesgerichtshof
LOC "Peru" = PER : Peru
`},
		{"many states", "de", `
China PROPN Case=Nom 2 nsubj
lobte VERB Number=Sing 0 root
die DET Case=Acc|Number=Plur 4 det
Staaten NOUN Case=Acc|Number=Plur 2 obj
. PUNCT _ 2 punct
`, `LOC "China" = CHN : China
PER "Staaten" = GOV : [die Staaten]
`},
		{"the state that mediates", "de", `
Regierung NOUN Case=Nom|Number=Sing 4 nsubj
und CCONJ _ 3 cc
Rebellen NOUN Case=Nom|Number=Plur 1 conj
sprachen VERB Number=Plur 0 root
unter ADP _ 6 case
Vermittlung NOUN Case=Dat|Number=Sing 4 obl
Perus PROPN Case=Gen|Number=Sing 6 nmod
. PUNCT _ 4 punct
`, `ORG "Regierung" = GOV : [Regierung]
PER "Rebellen" = REB : [Rebellen]
LOC "Peru" = PER : Perus
`},
	} {
		doc := parsed(t, treebank(c.tree))
		doc.Language = c.code
		r := extract.NewReading(&depesche.Article{Text: doc.Text, Published: "2019-03-02"}, doc)
		load(t, c.code).Read(r)
		checkReading(t, r)
		if got := describe(r.Record()); got != c.want {
			t.Errorf("%s:\n%swant\n%s", c.name, got, c.want)
		}
	}
}
