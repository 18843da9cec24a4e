// SPDX-License-Identifier: Apache-2.0

package event

import (
	"testing"
	"testing/fstest"

	"depesche/nlp"
)

// generalRules are the lists that general.go asks for.
const generalRules = engineRules + `
grammar sought von
modality unreal abraten
modality habit gewöhnlich Regel regel
modality compared als
modality open bestätigen
`

const (
	meets = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
trifft treffen VERB VerbForm=Fin|Tense=Pres 0 root
Kim Kim PROPN Case=Acc 2 obj
gewöhnlich gewöhnlich ADV _ 2 advmod
`
	asRule = `
In in ADP _ 2 case
Regel Regel NOUN Case=Dat 3 obl
trifft treffen VERB VerbForm=Fin|Tense=Pres 0 root
Lawrow Lawrow PROPN Case=Nom 3 nsubj
Kim Kim PROPN Case=Acc 3 obj
`
	weeklyOnce = `
Lawrow Lawrow PROPN Case=Nom 2 nsubj
traf treffen VERB VerbForm=Fin|Tense=Past 0 root
Kim Kim PROPN Case=Acc 2 obj
gewöhnlich gewöhnlich ADV _ 2 advmod
`
	farther = `
Huber Huber PROPN Case=Nom 2 nsubj
sagt sagen VERB VerbForm=Fin|Tense=Pres 0 root
mehr viel PRON _ 2 obj
als als SCONJ _ 6 mark
Iran Iran PROPN Case=Nom 6 nsubj
kritisiert kritisieren VERB VerbForm=Fin|Tense=Pres 2 advcl
`
	adviseAgainst = `
Iran Iran PROPN Case=Nom 2 nsubj
rät abraten VERB VerbForm=Fin 0 root
von von ADP _ 4 case
Gesprächen Gespräch NOUN Case=Dat 2 obl
Lawrows Lawrow PROPN Case=Gen 4 nmod
mit mit ADP _ 7 case
Kim Kim PROPN Case=Dat 4 nmod
`
	unconfirmed = `
Huber Huber PROPN Case=Nom 2 nsubj
bestätigte bestätigen VERB VerbForm=Fin 0 root
nicht nicht PART _ 2 advmod
dass dass SCONJ _ 7 mark
Lawrow Lawrow PROPN Case=Nom 7 nsubj
Kim Kim PROPN Case=Acc 7 obj
traf treffen VERB VerbForm=Fin|Tense=Past 2 ccomp
`
)

func TestGeneral(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"custom", meets, ""},
		{"custom in a phrase", asRule, ""},
		{"told of the past", weeklyOnce, "CONSULT Lawrow > Kim occurred by treffen"},
		{"only a measure", farther, ""},
		{"advised against", adviseAgainst, ""},
		{"left open", unconfirmed, "CONSULT Lawrow > Kim possible by treffen"},
	}
	c, err := Load(fstest.MapFS{"events.txt": {Data: []byte(generalRules)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		r := reading(t, tt.text)
		c.Read(r)
		if got := tell(r); got != tt.want {
			t.Errorf("%s: got %q, want %q, unread %v", tt.name, got, tt.want, r.Unread)
		}
	}
}

func TestPastDuty(t *testing.T) {
	tests := []struct {
		feats string
		want  bool
	}{
		{"VerbForm=Inf", true},
		{"Mood=Ind|Tense=Past|VerbForm=Fin", true},
		{"Mood=Sub|Tense=Past|VerbForm=Fin", false},
		{"Mood=Ind|Tense=Pres|VerbForm=Fin", false},
	}
	w := &work{Coder: engine(t)}
	for _, tt := range tests {
		tok := &nlp.Token{Lemma: "müssen", Deprel: "aux", Feats: tt.feats}
		if got := w.isPastDuty(tok); got != tt.want {
			t.Errorf("%s: %v", tt.feats, got)
		}
	}
}
