// SPDX-License-Identifier: Apache-2.0

// Package linear is the multi-class linear classifier behind the tagger and
// the parser: sparse features with hashed names go in, one score per class
// comes out. Weights are trained as an averaged perceptron (Collins 2002) by
// Trainer and frozen into a Model, whose rows of weights lie in one slice. It
// knows nothing of words; what a feature says is the caller's business.
package linear

// Key names a feature: the high half of a hash of its template and values.
// Two features with one key share their weights; with some 300,000 features
// of 2^32 keys that is rare enough not to matter.
type Key uint32

// Mix folds the value v into the hash h. It is the step of which every
// feature name is built.
func Mix(h, v uint64) uint64 {
	h = (h ^ v) * 0x9E3779B97F4A7C15
	return h ^ h>>32
}

// KeyOf turns a hash into the name of a feature.
func KeyOf(h uint64) Key {
	h *= 0xD6E8FEB86659FD93
	return Key(h>>32) | 1
}

// Hash returns a hash of the bytes of s (FNV-1a with a final mix), never 0.
func Hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return Mix(h, 1) | 1
}

// Scorer adds the weights of features to the scores of the classes.
type Scorer interface {
	// Score adds the weights of every key to scores, which has one element
	// per class.
	Score(scores []int32, keys []Key)
}

// Model is a frozen classifier. It is read-only and safe for many readers.
type Model struct {
	mask    uint32
	filter  []uint64 // a bit for every key's hash; most unknown keys end here
	bits    uint32   // mask of the bits of filter
	slots   []slot   // open addressing, linear probing
	entries []entry
	dense   dense
}

// slot holds the row of a feature: n entries from first, or, when n is 0, the
// dense row number first. Key 0 is an empty slot.
type slot struct {
	key   Key
	first uint32 // low 22 bits; the number of entries stands above them
}

type entry struct {
	class  uint16
	weight int16
}

const (
	firstBits = 22
	firstMask = 1<<firstBits - 1
	maxRow    = 1<<(32-firstBits) - 1 // entries of one row
)

// spread is the multiplier of the hash that places keys.
const spread = 0x9E3779B1

// Score implements Scorer. scores must have as many elements as the model has
// classes. The table is larger than the processor's caches: the keys go
// through it in three passes, so that the processor can wait for many of them
// at once.
func (m *Model) Score(scores []int32, keys []Key) {
	for len(keys) > batch {
		m.score(scores, keys[:batch])
		keys = keys[batch:]
	}
	m.score(scores, keys)
}

const batch = 128

func (m *Model) score(scores []int32, keys []Key) {
	var rows [batch]uint32
	var known [batch]Key
	n := 0
	for _, k := range keys {
		bit := uint32(k) * spread >> 5 & m.bits
		known[n&(batch-1)] = k
		n += int(m.filter[bit>>6] >> (bit & 63) & 1)
	}
	found := 0
	for _, k := range known[:n] {
		i := uint32(k) * spread >> 8 & m.mask
		for m.slots[i].key != k && m.slots[i].key != 0 {
			i = (i + 1) & m.mask
		}
		rows[found&(batch-1)] = m.slots[i].first
		if m.slots[i].key != 0 {
			found++
		}
	}
	full := 0
	for _, at := range rows[:found] {
		if at>>firstBits == 0 {
			rows[full&(batch-1)] = at
			full++
			continue
		}
		first := at & firstMask
		for _, e := range m.entries[first : first+at>>firstBits] {
			scores[e.class] += int32(e.weight)
		}
	}
	m.dense.score(scores, rows[:full])
}

// newModel makes an empty model with room for n features.
func newModel(classes, features, entries int) *Model {
	size := 16
	for size*3 < features*4 {
		size *= 2
	}
	return &Model{
		mask:    uint32(size - 1),
		filter:  make([]uint64, size/4),
		bits:    uint32(size*16 - 1),
		slots:   make([]slot, size),
		entries: make([]entry, 0, entries),
		dense:   newDense(classes),
	}
}

// add files the row that begins at entries[first]. It reports whether the key
// was new.
func (m *Model) add(k Key, first int) bool {
	h := uint32(k) * spread
	bit := h >> 5 & m.bits
	m.filter[bit>>6] |= 1 << (bit & 63)
	i := h >> 8 & m.mask
	for m.slots[i].key != 0 {
		if m.slots[i].key == k {
			return false
		}
		i = (i + 1) & m.mask
	}
	n := len(m.entries) - first
	if row, ok := m.dense.add(m.entries[first:]); ok {
		m.entries = m.entries[:first]
		m.slots[i] = slot{k, row}
		return true
	}
	m.slots[i] = slot{k, uint32(first) | uint32(n)<<firstBits}
	return true
}
