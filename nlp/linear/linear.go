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
	index
	entries []entry
	dense   dense
}

type entry struct {
	class  uint16
	weight int16
}

// The place of a row in a Model: its first entry in the low 22 bits and the
// number of entries above them, or, when that is 0, the number of a dense row.
const (
	firstBits = 22
	firstMask = 1<<firstBits - 1
	maxRow    = 1<<(32-firstBits) - 1 // entries of one row
)

// Score implements Scorer. scores must have as many elements as the model has
// classes.
func (m *Model) Score(scores []int32, keys []Key) {
	for len(keys) > batch {
		m.score(scores, keys[:batch])
		keys = keys[batch:]
	}
	m.score(scores, keys)
}

func (m *Model) score(scores []int32, keys []Key) {
	var rows [batch]uint32
	found := m.find(&rows, keys)
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
	return &Model{index: newIndex(features), entries: make([]entry, 0, entries), dense: newDense(classes)}
}

// add files a row. It reports whether the key was new.
func (m *Model) add(k Key, row []entry) bool {
	if number, ok := m.dense.add(row); ok {
		return m.file(k, number)
	}
	first := len(m.entries)
	m.entries = append(m.entries, row...)
	return m.file(k, uint32(first)|uint32(len(row))<<firstBits)
}
