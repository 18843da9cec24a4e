// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depesche/nlp"
)

const valid = `# newdoc id = v
# sent_id = v-1
# text = Sie fuhr zum Gipfel, sagte Orlova.
1	Sie	sie	PRON	PPER	Case=Nom	2	nsubj	_	_
2	fuhr	fahren	VERB	VVFIN	Mood=Ind|VerbForm=Fin	7	ccomp	_	_
3-4	zum	_	_	_	_	_	_	_	_
3	zu	zu	ADP	APPR	_	5	case	_	_
4	dem	der	DET	ART	Case=Dat	5	det	_	_
5	Gipfel	Gipfel	NOUN	NN	Case=Dat	2	obl	_	SpaceAfter=No
6	,	,	PUNCT	$,	_	2	punct	_	_
7	sagte	sagen	VERB	VVFIN	_	0	root	_	_
8	Orlova	Orlova	PROPN	NE	_	7	nsubj	_	SpaceAfter=No
9	.	.	PUNCT	$.	_	7	punct	_	_

`

func TestValidate(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"valid", "", "", ""},
		{"columns", "\tVERB\tVVFIN\t_", "\tVERB\tVVFIN", "9 columns"},
		{"blank", "\tsagen\t", "\tsagen \t", "blank"},
		{"id", "\n8\t", "\n9\t", "id 9, want 8"},
		{"range", "3-4\t", "2-4\t", "bad range"},
		{"range value", "zum\t_", "zum\tzu", "range has a value"},
		{"range end", "3-4\t", "3-14\t", "behind the sentence"},
		{"sent_id", "# sent_id = v-1\n", "", "no sent_id"},
		{"text", "# text = Sie fuhr zum Gipfel, sagte Orlova.\n", "", "no text"},
		{"newdoc", "newdoc id = v", "newdoc id =", "newdoc without"},
		{"words", "text = Sie", "text = Er", "the text is"},
		{"space", "_\tSpaceAfter=No\n6", "_\t_\n6", "the text is"},
		{"two roots", "2\tobl", "0\troot", "2 roots"},
		{"root label", "0\troot", "0\tccomp", "with the relation ccomp"},
		{"cycle", "0\troot", "8\tccomp", "0 roots"},
		{"circle", "7\tccomp", "1\tccomp", "circle"},
		{"head", "7\tccomp", "77\tccomp", "bad head"},
		{"tag", "\tDET\t", "\tARTICLE\t", "unknown tag"},
		{"relation", "\tobl\t", "\toblique\t", "unknown relation"},
		{"feature", "Case=Nom", "Kasus=Nom", "unknown feature"},
		{"order", "Mood=Ind|VerbForm=Fin", "VerbForm=Fin|Mood=Ind", "out of order"},
		{"lemma", "\tGipfel\tNOUN", "\t_\tNOUN", "no lemma"},
		{"agreement", "\tADP\t", "\tVERB\t", "case is a VERB"},
		{"cc", "\tPRON\t", "\tCCONJ\t", "a CCONJ is nsubj"},
		{"leaf", "2\tobl", "6\tobl", "hangs on punctuation"},
		{"function word", "2\tobl", "1\tobl", ""},
		{"left", "2\tobl", "7\tflat", "head on the right"},
		{"crossing", "2\tpunct", "1\tpunct", "crosses"},
	}
	for _, test := range tests {
		in := strings.Replace(valid, test.old, test.new, 1)
		problems, err := Validate(strings.NewReader(in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		var all []string
		for _, p := range problems {
			all = append(all, p.String())
		}
		got := strings.Join(all, "\n")
		if test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: problems %q, want %q", test.name, got, test.want)
		}
	}
}

// FuzzValidate checks that no input panics.
func FuzzValidate(f *testing.F) {
	f.Add(valid)
	f.Add("1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\tNOUN\t_\tA=|B\t2\tnsubj:x:y\t_\t_\n2\tb\t_\tX\t_\t_\t1\tfixed\t_\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		if _, err := Validate(strings.NewReader(in)); err != nil && len(in) < maxLine {
			t.Fatal(err)
		}
	})
}

// TestGermanTrees validates the German trees and checks what is particular to
// German: case and agreement.
func TestGermanTrees(t *testing.T) {
	files, err := filepath.Glob("../../lang/de/trees/*.conllu")
	if err != nil || len(files) == 0 {
		t.Fatalf("no trees: %v", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		problems, err := Validate(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s: %s", filepath.Base(name), p)
		}
		for d, err := range Documents(strings.NewReader(string(data))) {
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for k, s := range d.Sentences {
				for i := s.First; i < s.Last; i++ {
					if p := germanProblem(d.Doc, i); p != "" {
						t.Errorf("%s, %s, word %d %q: %s", filepath.Base(name), d.SentIDs[k], i-s.First+1, d.Tokens[i].Form, p)
					}
				}
			}
		}
	}
}

// germanProblem says what is wrong with the features of a German word, or "".
func germanProblem(d *nlp.Doc, i int) string {
	tok := &d.Tokens[i]
	grammar := tok.Feat("Case")
	switch rel := tok.Rel(); {
	case rel == "nsubj" && grammar != "" && grammar != "Nom":
		return "subject in the " + grammar
	case rel == "obj" && grammar != "" && grammar != "Acc" && grammar != "Gen":
		return "direct object in the " + grammar
	case tok.Deprel == "obl:arg" && grammar != "" && grammar != "Dat" && grammar != "Gen" && tok.Feat("Reflex") == "":
		return "bare argument in the " + grammar
	case (tok.UPOS == "NOUN" || tok.UPOS == "PROPN") && grammar == "":
		return "noun without case"
	case tok.UPOS == "VERB" && tok.Feat("VerbForm") == "":
		return "verb without form"
	}
	if tok.Head < 0 || (tok.Rel() != "det" && tok.Rel() != "amod") || tok.XPOS == "ADJD" {
		return ""
	}
	head := &d.Tokens[tok.Head]
	for _, name := range []string{"Case", "Gender", "Number"} {
		a, b := tok.Feat(name), head.Feat(name)
		if a != "" && b != "" && a != b {
			return name + " is " + a + " but " + b + " at " + head.Form
		}
	}
	return ""
}

func BenchmarkValidate(b *testing.B) {
	in := strings.Repeat(valid, 500)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := Validate(strings.NewReader(in)); err != nil {
			b.Fatal(err)
		}
	}
}
