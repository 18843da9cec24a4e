// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"bytes"
	"testing"

	"depesche/nlp/modelfile"
)

// ownKey spreads the number of an example over all keys, and parity says what
// it has in common with others.
func ownKey(k int) Key { return KeyOf(Mix(Mix(7, 1), uint64(k))) }
func parity(k int) Key { return KeyOf(Mix(Mix(8, 1), uint64(k%30))) }

// trainChoice learns that numbers divisible by 2, 3 and 5 mean 0, 1 and 2.
func trainChoice() *ChoiceTrainer {
	t := NewChoiceTrainer(1)
	for range 5 {
		for k := range 400 {
			keys := []Key{ownKey(k), parity(k)}
			second, third := t.Score(keys)
			if got, want := winner(second, third), divides(k); got != want {
				t.Update(keys, want, got, 1)
			}
			t.Tick()
		}
	}
	return t
}

func divides(k int) int {
	switch {
	case k%2 == 0:
		return 0
	case k%3 == 0:
		return 1
	}
	return 2
}

func winner(second, third int64) int {
	switch {
	case second > 0 && second >= third:
		return 1
	case third > 0:
		return 2
	}
	return 0
}

func encodedChoice(n int) []byte {
	b, _ := EncodeChoice([]*ChoiceTrainer{trainChoice()}, n)
	return b
}

func encodedLabels(n int) []byte {
	b, _ := EncodeLabels([]*Trainer{train(), train()}, 3, n)
	return b
}

func TestChoiceDecidesAsTrained(t *testing.T) {
	c, err := DecodeChoice(modelfile.NewReader(encodedChoice(0)))
	if err != nil {
		t.Fatal(err)
	}
	for k := range 400 {
		second, third := c.Score([]Key{ownKey(k), parity(k), 77777})
		if got, want := winner(second, third), divides(k); got != want {
			t.Errorf("%d: class %d, want %d", k, got, want)
		}
	}
}

func TestLabelsDecideAsTrained(t *testing.T) {
	m, err := DecodeLabels(modelfile.NewReader(encodedLabels(0)))
	if err != nil || m.Classes() != 3 {
		t.Fatal(err)
	}
	for k, want := range map[Key]int{4: 0, 9: 1, 25: 2, 1014: 0} {
		var room [MaxBlockClasses]int32
		m.Score(&room, []Key{k, 1000000 + k%30, 77777})
		if got := argmax(room[:3]); got != want {
			t.Errorf("key %d: class %d, want %d (%v)", k, got, want, room[:3])
		}
	}
}

func TestFrozenKeepTheLargest(t *testing.T) {
	if !bytes.Equal(encodedChoice(0), encodedChoice(0)) || !bytes.Equal(encodedLabels(0), encodedLabels(0)) {
		t.Error("two trainings gave two models")
	}
	if len(encodedChoice(20)) >= len(encodedChoice(0)) || len(encodedLabels(20)) >= len(encodedLabels(0)) {
		t.Error("a part is as long as all")
	}
}

func TestFrozenRefuse(t *testing.T) {
	choice, labels := encodedChoice(0), encodedLabels(0)
	for n := 0; n < len(choice); n += 5 {
		if _, err := DecodeChoice(modelfile.NewReader(choice[:n])); err == nil {
			t.Errorf("choice: the first %d of %d bytes are taken", n, len(choice))
		}
	}
	for n := 0; n < len(labels); n += 5 {
		if _, err := DecodeLabels(modelfile.NewReader(labels[:n])); err == nil {
			t.Errorf("labels: the first %d of %d bytes are taken", n, len(labels))
		}
	}
}

func FuzzFrozen(f *testing.F) {
	f.Add(encodedChoice(0))
	f.Add(encodedLabels(0))
	f.Fuzz(func(t *testing.T, b []byte) {
		keys := []Key{0, 1, 3, ownKey(2), 1<<32 - 1}
		if c, err := DecodeChoice(modelfile.NewReader(b)); err == nil {
			c.Score(keys)
		}
		if m, err := DecodeLabels(modelfile.NewReader(b)); err == nil {
			m.Score(&[MaxBlockClasses]int32{}, keys)
		}
	})
}

func BenchmarkChoice(b *testing.B) {
	c, err := DecodeChoice(modelfile.NewReader(encodedChoice(0)))
	if err != nil {
		b.Fatal(err)
	}
	keys := make([]Key, 100)
	for i := range keys {
		keys[i] = ownKey(3 * i)
	}
	for b.Loop() {
		c.Score(keys)
	}
}
