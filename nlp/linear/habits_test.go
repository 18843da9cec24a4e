// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"depesche/nlp/modelfile"
)

// model is a model file as it was read, and habitual a file system with the
// habits of what was watched.
func model(t testing.TB) *modelfile.File {
	t.Helper()
	f, err := modelfile.Decode((&modelfile.File{Header: modelfile.Header{Stage: "tagger"}}).Encode())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func habitual(section []byte) fs.FS {
	f := HabitsFile([]modelfile.Section{{Name: "tagger", Bytes: section}})
	return fstest.MapFS{HabitsFileName: {Data: f.Encode()}}
}

// watch sees contexts 1 to 400. A context that 3 divides is seen twice only,
// and one that 5 divides is decided in two ways.
func watch() *Watcher {
	w := &Watcher{}
	for round := range 10 {
		for c := uint64(1); c <= 400; c++ {
			switch {
			case c%3 == 0 && round > 1:
			case c%5 == 0:
				w.See([]uint64{c}, round%2)
			default:
				w.See([]uint64{c}, int(c%7))
			}
		}
	}
	return w
}

func TestHabits(t *testing.T) {
	m := model(t)
	section := watch().Encode(m, 5, 1)
	if !bytes.Equal(section, watch().Encode(m, 5, 1)) {
		t.Error("the same decisions made other habits")
	}
	h, err := LoadHabits(habitual(section), m, "tagger", 7)
	if err != nil || h == nil {
		t.Fatal(h, err)
	}
	for c := uint64(0); c < 1000; c++ {
		want := c >= 1 && c <= 400 && c%3 != 0 && c%5 != 0
		decision, known := h.Decide([]uint64{100000, c})
		if known != want || known && decision != int(c%7) {
			t.Errorf("context %d: %d %v", c, decision, known)
		}
	}
}

func TestHabitsOfAnotherModel(t *testing.T) {
	m := model(t)
	section := watch().Encode(m, 5, 1)
	section[0]++
	if h, err := LoadHabits(habitual(section), m, "tagger", 7); h != nil || err != nil {
		t.Error("taken for those of the model:", h, err)
	}
	var none *Habits
	if _, known := none.Decide([]uint64{1}); known {
		t.Error("no habits know a decision")
	}
	if h, err := LoadHabits(fstest.MapFS{}, m, "tagger", 7); h != nil || err != nil {
		t.Error("no file:", h, err)
	}
}

func TestHabitsRefused(t *testing.T) {
	m := model(t)
	section := watch().Encode(m, 5, 1)
	for name, fsys := range map[string]fs.FS{
		"damaged":              fstest.MapFS{HabitsFileName: {Data: []byte("depesche")}},
		"too short":            habitual(section[:len(section)-1]),
		"no such section":      habitual(nil),
		"more than the limit":  habitual(watch().Encode(m, 1, 1000)),
		"twice the same habit": habitual(append(section[:4:4], 2, 0, 0, 0, 9, 1, 0, 1)),
	} {
		limit := 7
		if strings.HasPrefix(name, "more") {
			limit = 3
		}
		if _, err := LoadHabits(fsys, m, "tagger", limit); err == nil || !strings.Contains(err.Error(), HabitsFileName) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestHabitsBelongToTheModels reads the built-in habits: they are of use to the
// models only from which they were made.
func TestHabitsBelongToTheModels(t *testing.T) {
	folders, err := filepath.Glob("../../lang/*/" + HabitsFileName)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range folders {
		fsys := os.DirFS(filepath.Dir(path))
		for name, section := range map[string]string{
			"tagger.model": "tagger", "parser.model": "parser steps", "names.model": "names",
		} {
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := modelfile.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			if h, err := LoadHabits(fsys, m, section, 1<<16); h == nil {
				t.Errorf("%s are not those of %s (%v): make them again with -stage habits", path, name, err)
			}
		}
	}
}

func FuzzHabits(f *testing.F) {
	f.Add(watch().Encode(model(f), 5, 1)[4:])
	f.Fuzz(func(_ *testing.T, b []byte) {
		if h, err := decodeHabits(modelfile.NewReader(b), 1000); err == nil {
			h.Decide([]uint64{1, 2, 3, 1 << 63})
		}
	})
}
