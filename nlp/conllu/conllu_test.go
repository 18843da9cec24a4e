// SPDX-License-Identifier: Apache-2.0

package conllu

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/nlp"
)

const sample = `# newdoc id = a-1
# newpar
# sent_id = a-1-1
# text = Sie fuhr zum Gipfel, sagte Orlova.
1	Sie	sie	PRON	PPER	Case=Nom	2	nsubj	_	start_char=0|end_char=3
2	fuhr	fahren	VERB	VVFIN	_	0	root	_	start_char=4|end_char=8
3-4	zum	_	_	_	_	_	_	_	start_char=9|end_char=12
3	zu	zu	ADP	APPR	_	5	case	_	_
4	dem	der	DET	ART	Case=Dat	5	det	_	_
5	Gipfel	Gipfel	NOUN	NN	Case=Dat	2	obl	_	SpaceAfter=No|start_char=13|end_char=19
6	,	,	PUNCT	$,	_	2	punct	_	start_char=19|end_char=20
7	sagte	sagen	VERB	VVFIN	_	2	parataxis	_	start_char=21|end_char=26
8	Orlova	Orlova	PROPN	NE	_	7	nsubj	_	NER=B-PER|SpaceAfter=No|start_char=27|end_char=33
9	.	.	PUNCT	$.	_	2	punct	_	SpacesAfter=\n\n|start_char=33|end_char=34

# newpar
# sent_id = a-1-2
# text = Don't go…
1-2	Don't	_	_	_	_	_	_	_	start_char=36|end_char=41
1	Do	do	AUX	_	_	3	aux	_	_
2	n't	not	PART	_	_	3	advmod	_	_
3	go	go	VERB	_	_	0	root	_	SpaceAfter=No|start_char=42|end_char=44
4	…	…	PUNCT	_	_	3	punct	_	start_char=44|end_char=45

`

func TestRoundTrip(t *testing.T) {
	docs, err := Read(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 {
		t.Fatalf("%d documents, want 1", len(docs))
	}
	doc := docs[0]
	if want := "Sie fuhr zum Gipfel, sagte Orlova.\n\nDon't go…"; doc.Text != want {
		t.Errorf("text %q, want %q", doc.Text, want)
	}
	if diff := cmp.Diff([]nlp.Name{{First: 7, Last: 8, Type: "PER"}}, doc.Names); diff != "" {
		t.Error(diff)
	}
	if zu := doc.Tokens[2]; zu.Start != 9 || zu.End != 12 || zu.Part != 1 || zu.SpaceAfter {
		t.Errorf("zu: %+v", zu)
	}
	if not := doc.Tokens[10]; doc.Text[not.Start:not.End] != "n't" || not.Part != 2 || not.Head != 11 {
		t.Errorf("n't: %+v", not)
	}
	var out bytes.Buffer
	if err := Write(&out, "a-1", doc); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sample, out.String()); diff != "" {
		t.Errorf("written again (-want +got):\n%s", diff)
	}
}

func TestReadTolerates(t *testing.T) {
	tests := []struct{ name, in, text string }{
		{"empty nodes", "1\tgeht\t_\t_\t_\t_\t0\troot\t_\t_\n1.1\tleer\t_\t_\t_\t_\t_\t_\t0:root\t_\n\n", "geht"},
		{"no final line", "1\tja\t_\t_\t_\t_\t_\t_\t_\t_", "ja"},
		{"carriage returns", "1\tja\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n", "ja"},
		{"form with a blank", "1\t10 000\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "10 000"},
		{"underscore", "1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "_"},
		{"two sentences", "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n\n", "a b"},
	}
	for _, test := range tests {
		docs, err := Read(strings.NewReader(test.in))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if docs[0].Text != test.text {
			t.Errorf("%s: text %q, want %q", test.name, docs[0].Text, test.text)
		}
	}
}

func TestReadErrors(t *testing.T) {
	row := "1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n"
	tests := []struct{ name, in, want string }{
		{"columns", row + "2\tb\n", "line 2: 2 columns"},
		{"id", row + strings.Replace(row, "1", "3", 1), "line 2: word id"},
		{"head", strings.Replace(row, "0", "x", 1), "line 1: bad head"},
		{"head outside", strings.Replace(row, "0", "7", 1) + "\n", "line 2: head 7"},
		{"range", "1-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", "line 1: bad range"},
		{"open range", "1-2\tam\t_\t_\t_\t_\t_\t_\t_\t_\n" + row, "line 3: the sentence ends"},
	}
	for _, test := range tests {
		_, err := Read(strings.NewReader(test.in))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
	broken := errors.New("broken pipe")
	if _, err := Read(io.MultiReader(strings.NewReader(row), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("read error %v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestDocuments(t *testing.T) {
	row := "1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
	in := "# newdoc id = x\n# sent_id = s1\n" + row + row + "# newdoc id = y\n# sent_id = s3\n" + row
	var got []string
	for d, err := range Documents(strings.NewReader(in)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, d.ID+": "+strings.Join(d.SentIDs, ","))
	}
	if diff := cmp.Diff([]string{"x: s1,", "y: s3"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestWriteUnparsed(t *testing.T) {
	doc := &nlp.Doc{
		Text:      " a\tb ",
		Tokens:    []nlp.Token{{Start: 1, End: 2, Form: "a", Head: -1}, {Start: 3, End: 4, Form: "b", Head: -1}},
		Sentences: []nlp.Sentence{{First: 0, Last: 2, Start: 1, End: 4}},
	}
	var out strings.Builder
	if err := Write(&out, "", doc); err != nil {
		t.Fatal(err)
	}
	want := "# newpar\n# sent_id = 1\n# text = a b\n" +
		"1\ta\t_\t_\t_\t_\t_\t_\t_\tSpacesBefore=\\s|SpacesAfter=\\t|start_char=1|end_char=2\n" +
		"2\tb\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s|start_char=3|end_char=4\n\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	docs, err := Read(strings.NewReader(want))
	if err != nil || docs[0].Text != doc.Text {
		t.Errorf("read again: %v, %q", err, docs[0].Text)
	}
}

// FuzzRead checks that no input panics, that offsets lie in the text, and
// that what was written reads back as the same.
func FuzzRead(f *testing.F) {
	f.Add(sample)
	f.Add("1\ta\t_\t_\t_\t_\t0\troot\t_\tSpacesAfter=\\s\\\\|NER=I-X\n\n# newdoc\n")
	f.Add("2-1\t\xff\n1.1\n# newpar = \n#\n")
	f.Fuzz(func(t *testing.T, in string) {
		docs, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, d := range docs {
			for _, tok := range d.Tokens {
				if tok.Start < 0 || tok.Start > tok.End || tok.End > len(d.Text) || tok.Head >= len(d.Tokens) {
					t.Fatalf("token %+v in a text of %d bytes", tok, len(d.Text))
				}
			}
			var first, second bytes.Buffer
			if err := Write(&first, "x", d); err != nil {
				t.Fatal(err)
			}
			again, err := Read(bytes.NewReader(first.Bytes()))
			if err != nil {
				t.Fatalf("%v\n%s", err, first.String())
			}
			if err := Write(&second, "x", again[0]); err != nil {
				t.Fatal(err)
			}
			if first.String() != second.String() {
				t.Fatalf("written twice:\n%s\n%s", first.String(), second.String())
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	in := strings.Repeat(sample, 500)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		if _, err := Read(strings.NewReader(in)); err != nil {
			b.Fatal(err)
		}
	}
}
