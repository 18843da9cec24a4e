// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"depesche/nlp/modelfile"
)

// Labels is a frozen classifier of some dozens of classes, in which a weight
// is one byte. A word of 64 bits holds the weights of eight classes, made
// positive by an offset; sums are kept in lanes of 16 bits, four to a word.
// It is read-only and safe for many readers.
type Labels struct {
	classes, words int
	table          *table // of where the row of a feature begins
	rows           []uint64
}

const (
	byteOffset = 128
	byteMask   = 0x00FF00FF00FF00FF
	neutral    = 0x8080808080808080 // eight weights of 0
	labelKeys  = 256                // that a lane can take
	maxLabels  = 256
)

// Classes returns the number of classes.
func (m *Labels) Classes() int { return m.classes }

// Score adds the weights of the keys, of which there are at most 256, to scores,
// which has an element for every class.
func (m *Labels) Score(scores []int32, keys []Key) {
	var found [lookups]uint32
	n := m.table.find(&found, keys)
	base := int32(n * byteOffset)
	for w := range m.words {
		var even, odd uint64
		for _, at := range found[:n] {
			row := m.rows[int(at)+w]
			even += row & byteMask
			odd += row >> 8 & byteMask
		}
		for c := 8 * w; c < min(8*w+8, len(scores)); c += 2 {
			scores[c] += int32(even&0xFFFF) - base
			if c+1 < len(scores) {
				scores[c+1] += int32(odd&0xFFFF) - base
			}
			even, odd = even>>16, odd>>16
		}
	}
}

// clipped is the share of weights, one of so many, that are too large for a
// byte and are cut.
const clipped = 2000

// EncodeLabels returns the section of a model file with the n largest weights
// (0: all) in the mean of several classifiers with so many classes, and what a
// weight of 1 becomes in the frozen classifier.
func EncodeLabels(trainers []*Trainer, classes, n int) (section []byte, unit float64) {
	all := largest(trainers, n)
	sizes := make([]float64, len(all)+1)
	for i, a := range all {
		sizes[i] = abs(a.value)
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	step := max(sizes[len(all)/clipped]/math.MaxInt8, 1e-9)
	var keys, counts, ids, weights modelfile.Writer
	features, last := 0, Key(0)
	for len(all) > 0 {
		key := all[0].key()
		row := 0
		for len(all) > 0 && all[0].key() == key {
			q := math.Round(max(-math.MaxInt8, min(math.MaxInt8, all[0].value/step)))
			if q != 0 {
				row++
				ids.Raw(byte(all[0].class()))
				weights.Raw(byte(int8(q)))
			}
			all = all[1:]
		}
		if row > 0 {
			features++
			keys.Uvarint(uint32(key - last))
			last = key
			counts.Uvarint(uint32(row))
		}
	}
	var w modelfile.Writer
	w.Uint32(uint32(classes))
	w.Uint32(uint32(features))
	for _, part := range []*modelfile.Writer{&keys, &counts, &ids, &weights} {
		w.String(string(part.Encoded()))
	}
	return w.Encoded(), 1 / step
}

// DecodeLabels reads what EncodeLabels wrote.
func DecodeLabels(r *modelfile.Reader) (*Labels, error) {
	classes, features := int(r.Uint32()), int(r.Uint32())
	keys, counts := modelfile.NewReader(r.Bytes()), modelfile.NewReader(r.Bytes())
	ids, weights := r.Bytes(), r.Bytes()
	if err := r.Err(); err != nil {
		return nil, err
	}
	if classes < 1 || classes > maxLabels || features > counts.Len() || features > keys.Len() || len(ids) != len(weights) {
		return nil, errors.New("weights do not fit together")
	}
	m := &Labels{classes: classes, words: (classes + 7) / 8, table: newTable(features)}
	m.rows = make([]uint64, m.words*(features+1))
	for i := range m.rows {
		m.rows[i] = neutral
	}
	key := Key(0)
	for f := range features {
		step, n := Key(keys.Uvarint()), int(counts.Uvarint())
		if key+step < key || step == 0 || n > len(ids) {
			return nil, errKeys
		}
		key += step
		row := (f + 1) * m.words
		if err := m.table.add(key, uint32(row)); err != nil {
			return nil, err
		}
		for i, c := range ids[:n] {
			if int(c) >= classes {
				return nil, errors.New("weights: no such class")
			}
			// Weights are added to lanes of the even and of the odd classes.
			lane := 8 * (c & 7)
			m.rows[row+int(c>>3)] += uint64(int64(int8(weights[i]))) << lane
		}
		ids, weights = ids[n:], weights[n:]
	}
	return m, errors.Join(keys.Err(), counts.Err())
}
