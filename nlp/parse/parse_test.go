// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp"
	"depesche/nlp/modelfile"
	"depesche/nlp/nlptest"
)

func trained(t testing.TB) *modelfile.File { return trainedOnce(t, false) }

func trainedOnce(t testing.TB, second bool) *modelfile.File {
	return Train(nlptest.Tiny(t), Options{Epochs: 8, Seed: 1, Sure: 100, Second: second, Log: func(string, ...any) {}})
}

func TestTrainLearnsItsData(t *testing.T) {
	for _, second := range []bool{false, true} {
		x, err := Load(fstest.MapFS{FileName: {Data: trainedOnce(t, second).Encode()}})
		if err != nil {
			t.Fatal(err)
		}
		if (x.second != nil) != second {
			t.Errorf("second reading: %v, want %v", x.second != nil, second)
		}
		if second {
			x.first.sureStep *= 1000 // never sure: everything is read twice
		}
		learned(t, x)
	}
}

// learned checks that the parser draws the trees that it has learned.
func learned(t *testing.T, x *Parser) {
	for _, gold := range nlptest.Tiny(t) {
		got := &nlp.Doc{Tokens: slices.Clone(gold.Tokens), Sentences: gold.Sentences}
		for i := range got.Tokens {
			got.Tokens[i].Head, got.Tokens[i].Deprel = -1, ""
		}
		x.Parse(got)
		for i, g := range gold.Tokens {
			if s := got.Tokens[i]; s.Head != g.Head || s.Deprel != g.Deprel {
				t.Errorf("%d %s: %s of %d, want %s of %d", i, g.Form, s.Deprel, s.Head, g.Deprel, g.Head)
			}
		}
	}
}

func TestTrainIsDeterministic(t *testing.T) {
	if !bytes.Equal(trainedOnce(t, true).Encode(), trainedOnce(t, true).Encode()) {
		t.Error("two trainings gave two models")
	}
}

func TestLoadRefuses(t *testing.T) {
	good := trainedOnce(t, true)
	tests := []struct {
		name   string
		change func(*modelfile.File)
	}{
		{"no relations", func(f *modelfile.File) { f.Sections[0].Bytes = make([]byte, 4) }},
		{"no weights", func(f *modelfile.File) { f.Sections = f.Sections[:3] }},
		{"short weights", func(f *modelfile.File) { f.Sections[3].Bytes = f.Sections[3].Bytes[:200] }},
		{"half a second reading", func(f *modelfile.File) { f.Sections = f.Sections[:7] }},
		{"hints for the first reading", func(f *modelfile.File) { f.Sections[1].Bytes = f.Sections[5].Bytes }},
		{"another stage", func(f *modelfile.File) { f.Stage = "tagger" }},
	}
	for _, tt := range tests {
		f := *good
		f.Sections = slices.Clone(good.Sections)
		tt.change(&f)
		_, err := Load(fstest.MapFS{FileName: {Data: f.Encode()}})
		if err == nil || !strings.Contains(err.Error(), FileName) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error("no file:", err)
	}
}

func TestPunctuation(t *testing.T) {
	// word, part of speech, head, relation; heads count from 0.
	tests := []struct {
		name string
		rows string
		want []int // heads of the marks
	}{
		{"clause", "Er/-/1 sagt/-/-1 ,/P sie/-/4 komme/-/1 ./P", []int{4, 1}},
		{"relative clause in the middle", "Häuser/-/6 ,/P die/-/4 hier/-/4 stehen/acl/0 ,/P brennen/-/-1 ./P", []int{4, 0, 6}}, // as the treebanks have it
		{"brackets", "Haus/-/5 (/P altes/-/3 Ding/appos/0 )/P brennt/-/-1 !/P", []int{3, 3, 5}},
		{"quotes", "„/P Nein/-/4 “/P ,/P sagt/-/-1 er/-/4 ./P", []int{1, 1, 1, 4}},
		{"dash", "Rom/-/-1 -/P Sitz/appos/0 Hin/-/5 -/P fahrt/-/0", []int{2, 3}},
		{"hyphen in a name", "El/-/-1 -/P Haddad/flat/0 </P e@x.org/list/0 >/P", []int{2, 4, 4}},
		{"conjuncts", "Rom/-/-1 ,/P Wien/conj/0 und/-/4 Bonn/conj/0", []int{2}},
	}
	for _, tt := range tests {
		var tokens []nlp.Token
		for row := range strings.FieldsSeq(tt.rows) {
			f := append(strings.Split(row, "/"), "0")
			tok := nlp.Token{Form: f[0], UPOS: "X", Deprel: f[1]}
			if f[1] == "P" {
				tok.UPOS = "PUNCT"
			} else {
				tok.Head = atoi(f[2])
			}
			tokens = append(tokens, tok)
		}
		new(punctuator).attach(tokens, 0)
		var got []int
		for _, tok := range tokens {
			if tok.UPOS == "PUNCT" {
				got = append(got, tok.Head)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func atoi(s string) int {
	if s == "-1" {
		return -1
	}
	return int(s[0] - '0')
}

// TestOracle checks that following the steps of no cost gives the gold tree.
func TestOracle(t0 *testing.T) {
	for _, d := range nlptest.Tiny(t0) {
		x := &Parser{relations: relationsOf([]*nlp.Doc{d})}
		for _, e := range x.examples([]*nlp.Doc{d}) {
			f := &tree{words: e.words}
			f.begin()
			for !f.done() {
				kind := e.next(f)
				if cost := e.gold.costs(f, f.can()); cost[kind] != 0 {
					t0.Fatalf("no step without cost: %v", cost)
				}
				f.take(kind, e.gold.rels[f.top()])
			}
			for i, w := range f.words[firstWord:] {
				if want := e.gold.heads[firstWord+i]; w.head != want {
					t0.Errorf("word %d: head %d, want %d", i, w.head, want)
				}
			}
		}
	}
}

// TestLift checks that a crossed arc moves up, and no more than needed.
func TestLift(t *testing.T) {
	// Words count from 2; 1 is the root.
	for _, tt := range []struct {
		heads, want []int32
		ok          bool
	}{
		{[]int32{3, 4, 1}, []int32{3, 4, 1}, true},
		{[]int32{3, 5, 5, 1, 8, 8, 3}, []int32{3, 5, 5, 1, 8, 8, 5}, true}, // "A hearing was held on the issue"
		{[]int32{1, 1}, []int32{1, 1}, false},
	} {
		g := gold{heads: append([]int32{0, 0}, tt.heads...)}
		if ok := g.lift(); ok != tt.ok || !slices.Equal(g.heads[firstWord:], tt.want) {
			t.Errorf("%v: %v, %v; want %v, %v", tt.heads, g.heads[firstWord:], ok, tt.want, tt.ok)
		}
	}
}

func FuzzLoad(f *testing.F) {
	good := trainedOnce(f, true)
	for _, s := range good.Sections {
		f.Add(s.Name, s.Bytes)
	}
	d := nlptest.Tiny(f)[0]
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		file := nlptest.WithSection(good, name, b)
		if x, err := New(file, nil); err == nil {
			x.Parse(d)
		}
	})
}
