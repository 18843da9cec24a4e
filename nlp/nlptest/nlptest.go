// SPDX-License-Identifier: Apache-2.0

// Package nlptest holds what the tests of the text stages share: a few
// annotated sentences, and models with one part exchanged. It is for tests
// only.
package nlptest

import (
	"bytes"
	_ "embed"
	"slices"
	"testing"
	"testing/fstest"

	"depesche/nlp"
	"depesche/nlp/conllu"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

//go:embed tiny.conllu
var tiny []byte

// Tiny returns a few sentences with tags and trees, a new copy at every call.
func Tiny(t testing.TB) []*nlp.Doc {
	t.Helper()
	docs, err := conllu.Read(bytes.NewReader(tiny))
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

// WithSection returns a copy of a model in which the section of that name, if
// there is one, holds other bytes.
func WithSection(good *modelfile.File, name string, b []byte) *modelfile.File {
	file := *good
	file.Sections = slices.Clone(good.Sections)
	for i := range file.Sections {
		if file.Sections[i].Name == name {
			file.Sections[i].Bytes = b
		}
	}
	return &file
}

// AddHabits puts the file of habits beside the only model of a folder. Make
// makes its sections for the model.
func AddHabits(t testing.TB, fsys fstest.MapFS, make func(*modelfile.File) []modelfile.Section) {
	t.Helper()
	for _, file := range fsys {
		model, err := modelfile.Decode(file.Data)
		if err != nil {
			t.Fatal(err)
		}
		fsys[linear.HabitsFileName] = &fstest.MapFile{Data: linear.HabitsFile(make(model)).Encode()}
		return
	}
}

// Same reads the sentences of Tiny with two readers, which must write down the
// same.
func Same(t testing.TB, one, other func(*nlp.Doc)) {
	t.Helper()
	again := Tiny(t)
	for n, want := range Tiny(t) {
		got := again[n]
		one(want)
		other(got)
		for i := range want.Tokens {
			if got.Tokens[i] != want.Tokens[i] {
				t.Errorf("%v, want %v", got.Tokens[i], want.Tokens[i])
			}
		}
	}
}
