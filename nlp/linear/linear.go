// SPDX-License-Identifier: Apache-2.0

// Package linear is the multi-class linear classifier behind the tagger and
// the parser: sparse features with hashed names go in, one score per class
// comes out. Weights are trained as an averaged perceptron (Collins 2002) by
// Trainer and frozen into Blocks, whose rows of weights lie in one slice. It
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

// entry is the weight of a feature for a class.
type entry struct {
	class  uint16
	weight int16
}

const (
	maxRow     = 1<<10 - 1 // entries of one row
	maxEntries = 1 << 22   // of a model
)
