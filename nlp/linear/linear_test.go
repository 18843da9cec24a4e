// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"bytes"
	"testing"

	"depesche/nlp/modelfile"
)

// train learns that keys divisible by 2, 3 and 5 mean classes 0, 1 and 2.
func train() *Trainer {
	t := NewTrainer()
	for range 5 {
		for k := Key(2); k < 400; k++ {
			gold := -1
			for c, d := range []Key{2, 3, 5} {
				if k%d == 0 {
					gold = c
					break
				}
			}
			if gold < 0 {
				continue
			}
			scores := make([]int32, 3)
			keys := []Key{k, 1000000 + k%30}
			t.Score(scores, keys)
			if best := argmax(scores); best != gold {
				t.Update(keys, gold, 1)
				t.Update(keys, best, -1)
			}
			t.Tick()
		}
	}
	return t
}

func decode(b []byte) (*Blocks, int, error) { return DecodeBlocks(modelfile.NewReader(b), nil) }

func argmax(scores []int32) int {
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	return best
}

func TestModelDecidesAsTrained(t *testing.T) {
	m, classes, err := decode(train().Encode(3, 0))
	if err != nil || classes != 3 {
		t.Fatal(classes, err)
	}
	for k, want := range map[Key]int{4: 0, 9: 1, 25: 2, 1014: 0} {
		var scores [MaxBlockClasses]int32
		m.ScoreBlocks(&scores, []Key{k, 1000000 + k%30, 77777}, AllBlocks)
		if got := argmax(scores[:3]); got != want {
			t.Errorf("key %d: class %d, want %d (%v)", k, got, want, scores)
		}
	}
}

func TestTrainingIsDeterministic(t *testing.T) {
	if !bytes.Equal(train().Encode(3, 0), train().Encode(3, 0)) {
		t.Error("two trainings gave two models")
	}
}

func TestEncodeKeepsTheLargest(t *testing.T) {
	all, some := train().Encode(3, 0), train().Encode(3, 20)
	if len(some) >= len(all) {
		t.Errorf("%d bytes with 20 weights, %d with all", len(some), len(all))
	}
	if _, _, err := decode(some); err != nil {
		t.Error(err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	b := train().Encode(3, 0)
	for n := 0; n < len(b); n += 7 {
		if _, _, err := decode(b[:n]); err == nil {
			t.Errorf("the first %d of %d bytes are taken for a model", n, len(b))
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(train().Encode(3, 0))
	f.Add([]byte{3, 0, 0, 0, 1, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		m, _, err := decode(b)
		if err != nil {
			return
		}
		var scores [MaxBlockClasses]int32
		m.ScoreBlocks(&scores, []Key{1, 2, 3, 1000001}, AllBlocks)
	})
}

func BenchmarkScore(b *testing.B) {
	m, _, err := decode(train().Encode(3, 0))
	if err != nil {
		b.Fatal(err)
	}
	keys := make([]Key, 80)
	for i := range keys {
		keys[i] = Key(i*5 + 1)
	}
	var scores [MaxBlockClasses]int32
	for b.Loop() {
		m.ScoreBlocks(&scores, keys, AllBlocks)
	}
}

// TestBlocks checks that the scores of the blocks that are needed are the sums
// of their weights, up to rounding.
func TestBlocks(t *testing.T) {
	const classes, features = 90, 70
	m := newBlocks(classes, features, 0)
	want := make([]int32, classes)
	var keys []Key
	for k := range features {
		var row []entry
		for c := k % 7; c < classes; c += 1 + k%9 {
			w := int8((c*7919+k*104729)%(2*steps+1) - steps)
			row = append(row, entry{uint16(c), int16(w)})
			want[c] += int32(weightOf(w))
		}
		keys = append(keys, Key(2*k+1))
		if !m.add(keys[k], row) {
			t.Fatal("a key twice")
		}
	}
	for _, need := range []Need{AllBlocks, Need(0).Of(2).Of(31).Of(89)} {
		var got [MaxBlockClasses]int32
		m.ScoreBlocks(&got, keys, need)
		for c := range want {
			if d := got[c] - want[c]; need == need.Of(c) && max(d, -d) > features*unit/2 {
				t.Errorf("need %x, class %d: %d, want %d", need, c, got[c], want[c])
			}
		}
	}
}
