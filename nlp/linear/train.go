// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"cmp"
	"slices"
)

// Trainer is a classifier that learns: an averaged perceptron whose weights
// are whole numbers, so that training gives the same bits on every machine.
type Trainer struct {
	clock int64
	index []int32 // open addressing: 1 + row, or 0
	keys  []Key
	rows  [][]weight
}

type weight struct {
	class uint16
	now   int32
	sum   int64 // updates times the clock: the average is now - sum/clock
}

// NewTrainer returns a classifier without weights.
func NewTrainer() *Trainer {
	return &Trainer{clock: 1, index: make([]int32, 1<<16)}
}

// place returns where the key is, or belongs, in the index.
func (t *Trainer) place(k Key) uint32 {
	mask := uint32(len(t.index) - 1)
	i := uint32(k) * 0x9E3779B1 >> 4 & mask
	for t.index[i] != 0 && t.keys[t.index[i]-1] != k {
		i = (i + 1) & mask
	}
	return i
}

// Score implements Scorer.
func (t *Trainer) Score(scores []int32, keys []Key) {
	for _, k := range keys {
		row := t.index[t.place(k)]
		if row == 0 {
			continue
		}
		for _, w := range t.rows[row-1] {
			scores[w.class] += w.now
		}
	}
}

// Tick ends one example. The average runs over ticks.
func (t *Trainer) Tick() { t.clock++ }

// Update adds delta to the weight of every key for the class.
func (t *Trainer) Update(keys []Key, class int, delta int32) {
	for _, k := range keys {
		w := t.weight(t.row(k), uint16(class))
		w.now += delta
		w.sum += int64(delta) * t.clock
	}
}

func (t *Trainer) row(k Key) int32 {
	i := t.place(k)
	if t.index[i] == 0 {
		t.keys = append(t.keys, k)
		t.rows = append(t.rows, nil)
		t.index[i] = int32(len(t.rows))
		if len(t.keys)*2 > len(t.index) {
			t.grow()
		}
		return int32(len(t.rows) - 1)
	}
	return t.index[i] - 1
}

func (t *Trainer) grow() {
	t.index = make([]int32, 2*len(t.index))
	for i, k := range t.keys {
		t.index[t.place(k)] = int32(i + 1)
	}
}

func (t *Trainer) weight(row int32, class uint16) *weight {
	r := t.rows[row]
	for i := range r {
		if r[i].class == class {
			return &r[i]
		}
	}
	t.rows[row] = append(r, weight{class: class})
	return &t.rows[row][len(r)]
}

// average is one averaged weight.
type average struct {
	key   Key
	class uint16
	value float64
}

// averages returns the n largest averaged weights (0: all that are not zero),
// in order of key and class.
func (t *Trainer) averages(n int) []average {
	var all []average
	for i, row := range t.rows {
		for _, w := range row {
			if v := float64(w.now) - float64(w.sum)/float64(t.clock); v != 0 {
				all = append(all, average{t.keys[i], w.class, v})
			}
		}
	}
	byKey := func(a, b average) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.class, b.class))
	}
	if n > 0 && n < len(all) {
		slices.SortFunc(all, func(a, b average) int {
			return cmp.Or(cmp.Compare(abs(b.value), abs(a.value)), byKey(a, b))
		})
		all = all[:n]
	}
	slices.SortFunc(all, byKey)
	return all
}

func abs(v float64) float64 { return max(v, -v) }

// Features returns how many features have ever been updated.
func (t *Trainer) Features() int { return len(t.rows) }
