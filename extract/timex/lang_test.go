// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"testing"

	"depesche"
	"depesche/extract"
	"depesche/lang"
	"depesche/nlp"
)

// analysed makes a Doc of a text without a model: one token an atom, one
// sentence a full stop.
func analysed(text, language string) *nlp.Doc {
	doc := &nlp.Doc{Text: text, Language: language}
	g := newGrammar()
	first := 0
	for _, a := range g.atomize(text) {
		doc.Tokens = append(doc.Tokens, nlp.Token{Start: int(a.start), End: int(a.end), Form: text[a.start:a.end], Head: -1})
		if a.word == g.dot && int(a.end)+1 < len(text) && text[a.end] == ' ' && first < len(doc.Tokens)-3 {
			doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: len(doc.Tokens), End: int(a.end)})
			first = len(doc.Tokens)
		}
	}
	doc.Sentences = append(doc.Sentences, nlp.Sentence{First: first, Last: len(doc.Tokens), End: len(text)})
	for i := range doc.Sentences {
		if f := doc.Sentences[i].First; f < len(doc.Tokens) {
			doc.Sentences[i].Start = doc.Tokens[f].Start
		}
	}
	return doc
}

func readText(t *Tagger, text, published, language string) []extract.Time {
	a := &depesche.Article{Text: text, Published: published}
	r := extract.NewReading(a, analysed(text, language))
	t.Read(r)
	return r.Times
}

func tagger(t testing.TB, code string) *Tagger {
	t.Helper()
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	tagger, err := Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

// TestExamples runs the examples that stand beside the rules.
func TestExamples(t *testing.T) {
	for _, code := range lang.Codes() {
		tagger := tagger(t, code)
		for _, r := range tagger.g.rules {
			yes, no := 0, 0
			for _, ex := range r.examples {
				at := fmt.Sprintf("lang/%s/%s:%d: rule %s", code, rulesFile, ex.line, r.name)
				if err := tagger.check(r, ex, code); err != nil {
					t.Errorf("%s: %v", at, err)
				}
				if ex.yes {
					yes++
				} else {
					no++
				}
			}
			if yes == 0 || no == 0 {
				t.Errorf("lang/%s/%s:%d: rule %s has %d yes and %d no", code, rulesFile, r.line, r.name, yes, no)
			}
		}
	}
}

func (t *Tagger) check(r *rule, ex example, code string) error {
	if r.kind == kindNone {
		vetoed := false
		for _, c := range t.g.find(t.g.atomize(ex.text)) {
			vetoed = vetoed || c.rule == r
		}
		if vetoed != ex.yes {
			return fmt.Errorf("%q: veto %v", ex.text, vetoed)
		}
		return nil
	}
	var found []string
	hit := false
	for _, x := range readText(t, ex.text, ex.published, code) {
		mine := x.Why == code+"/"+rulesFile+":"+r.name
		found = append(found, fmt.Sprintf("%s = %s (%s)", x.Text, x.Value, x.Why))
		if ex.yes {
			hit = hit || mine && x.Text == ex.extent && x.Value == ex.value
		} else {
			hit = hit || mine
		}
	}
	if hit != ex.yes {
		return fmt.Errorf("%q: found %q", ex.text, found)
	}
	return nil
}
