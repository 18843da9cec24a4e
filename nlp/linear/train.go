// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"cmp"
	"slices"
)

// Trainer is a classifier that learns: an averaged perceptron whose weights
// are whole numbers, so that training gives the same bits on every machine.
type Trainer struct {
	clock    int64
	features int
	mask     uint32
	rows     []row // open addressing, linear probing
	weights  []weight
	sums     []int64 // of each weight, updates times the clock: the average is now - sum/clock

	seen seen
}

// row holds the weights of a feature: n of them from first, with room for
// more. Key 0 is an empty place.
type row struct {
	key     Key
	first   uint32
	n, room uint16
}

type weight struct {
	class uint16
	now   int32
}

// spread is the multiplier of the hash that places keys while weights change.
const spread = 0x9E3779B1

// NewTrainer returns a classifier without weights.
func NewTrainer() *Trainer {
	return &Trainer{clock: 1, mask: 1<<16 - 1, rows: make([]row, 1<<16)}
}

// Cutoff makes the trainer use only features that See has been told of at
// least n times.
func (t *Trainer) Cutoff(n int) { t.seen = newSeen(n) }

// Likewise returns a classifier without weights that uses the same features
// as t, as far as See has been told of them.
func (t *Trainer) Likewise() *Trainer {
	n := NewTrainer()
	n.seen = t.seen
	return n
}

// See counts the features of an example for Cutoff.
func (t *Trainer) See(keys []Key) { t.seen.count(keys) }

// find returns the place of the key, or the empty place where it belongs.
func (t *Trainer) find(k Key) uint32 {
	i := uint32(k) * spread >> 4 & t.mask
	for t.rows[i].key != k && t.rows[i].key != 0 {
		i = (i + 1) & t.mask
	}
	return i
}

// Score adds the weights of every key to the scores, which have one element per
// class. Like that of Blocks it goes through the keys more
// than once, so that the processor can wait for many rows at once.
func (t *Trainer) Score(scores []int32, keys []Key) {
	for len(keys) > batch {
		t.score(scores, keys[:batch])
		keys = keys[batch:]
	}
	t.score(scores, keys)
}

func (t *Trainer) score(scores []int32, keys []Key) {
	var known [batch]row
	n := 0
	for _, k := range keys {
		known[n&(batch-1)] = t.rows[t.find(k)]
		if known[n&(batch-1)].n > 0 {
			n++
		}
	}
	for i := range known[:n] {
		r := &known[i]
		for _, w := range t.weights[r.first : r.first+uint32(r.n)] {
			scores[w.class] += w.now
		}
	}
}

// Tick ends one example. The average runs over ticks.
func (t *Trainer) Tick() { t.clock++ }

// Restart sets all weights to zero. What they were before goes on counting in
// the averages, so that these become the mean of several rounds of learning.
func (t *Trainer) Restart() {
	for i := range t.weights {
		t.sums[i] -= int64(t.weights[i].now) * t.clock
		t.weights[i].now = 0
	}
}

// Update adds delta to the weight of every key for the class.
func (t *Trainer) Update(keys []Key, class int, delta int32) {
	for _, k := range keys {
		if t.seen.rare(k) {
			continue
		}
		i := t.weight(k, uint16(class))
		t.weights[i].now += delta
		t.sums[i] += int64(delta) * t.clock
	}
}

// weight returns the place of a weight, which is made when there is none.
func (t *Trainer) weight(k Key, class uint16) uint32 {
	r := &t.rows[t.find(k)]
	if r.key == 0 {
		t.features++
		if t.features*2 > len(t.rows) {
			t.grow()
			r = &t.rows[t.find(k)]
		}
		r.key = k
	}
	for i := r.first; i < r.first+uint32(r.n); i++ {
		if t.weights[i].class == class {
			return i
		}
	}
	if r.n == r.room {
		t.move(r)
	}
	i := r.first + uint32(r.n)
	r.n++
	t.weights[i].class = class
	return i
}

// move gives a row twice the room, at the end of the weights.
func (t *Trainer) move(r *row) {
	first := uint32(len(t.weights))
	room := max(2, 2*r.room)
	t.weights = append(t.weights, t.weights[r.first:r.first+uint32(r.n)]...)
	t.weights = append(t.weights, make([]weight, room-r.n)...)
	t.sums = append(t.sums, t.sums[r.first:r.first+uint32(r.n)]...)
	t.sums = append(t.sums, make([]int64, room-r.n)...)
	r.first, r.room = first, room
}

func (t *Trainer) grow() {
	old := t.rows
	t.rows = make([]row, 2*len(old))
	t.mask = uint32(len(t.rows) - 1)
	for _, r := range old {
		if r.key != 0 {
			t.rows[t.find(r.key)] = r
		}
	}
}

// average is one averaged weight. Its id is the key with the class behind it.
type average struct {
	id    uint64
	value float64
}

func (a average) key() Key      { return Key(a.id >> 16) }
func (a average) class() uint16 { return uint16(a.id) }

func byID(a, b average) int { return cmp.Compare(a.id, b.id) }

// averages returns the averaged weights that are not zero.
func (t *Trainer) averages(all []average) []average {
	for _, r := range t.rows {
		for i := r.first; i < r.first+uint32(r.n); i++ {
			if v := float64(t.weights[i].now) - float64(t.sums[i])/float64(t.clock); v != 0 {
				all = append(all, average{uint64(r.key)<<16 | uint64(t.weights[i].class), v})
			}
		}
	}
	return all
}

// largest adds up the averages of the trainers and returns the n largest (0:
// all), in order of key and class.
func largest(trainers []*Trainer, n int) []average {
	var all []average
	for _, t := range trainers {
		all = t.averages(all)
	}
	slices.SortStableFunc(all, byID)
	kept := all[:0]
	for _, a := range all {
		if k := len(kept) - 1; k >= 0 && kept[k].id == a.id {
			kept[k].value += a.value
		} else {
			kept = append(kept, a)
		}
	}
	if n > 0 && n < len(kept) {
		slices.SortFunc(kept, func(a, b average) int {
			if x, y := abs(a.value), abs(b.value); x != y {
				return cmp.Compare(y, x)
			}
			return byID(a, b)
		})
		kept = kept[:n]
		slices.SortFunc(kept, byID)
	}
	return kept
}

func abs(v float64) float64 { return max(v, -v) }

// Features returns how many features have ever been updated.
func (t *Trainer) Features() int { return t.features }
