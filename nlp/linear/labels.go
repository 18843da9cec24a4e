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
// is one byte. It is read-only and safe for many readers.
type Labels struct {
	classes int
	rows    *rows
	value   [256]int32 // what a byte stands for
}

// Classes returns the number of classes.
func (m *Labels) Classes() int { return m.classes }

// Score adds the weights of the keys to the scores of the classes.
func (m *Labels) Score(scores *[MaxBlockClasses]int32, keys []Key) {
	m.rows.score(scores, keys, &m.value)
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
	if classes < 1 || classes > MaxBlockClasses || features > counts.Len() || features > keys.Len() || len(ids) != len(weights) {
		return nil, errors.New("weights do not fit together")
	}
	m := &Labels{classes: classes, rows: newRows(features, len(ids))}
	for b := range m.value {
		m.value[b] = int32(int8(b))
	}
	key := Key(0)
	for range features {
		step, n := Key(keys.Uvarint()), int(counts.Uvarint())
		if key+step < key || n > len(ids) {
			return nil, errKeys
		}
		key += step
		for _, c := range ids[:n] {
			if int(c) >= classes {
				return nil, errors.New("weights: no such class")
			}
		}
		if err := m.rows.add(key, ids[:n], weights[:n]); err != nil {
			return nil, err
		}
		ids, weights = ids[n:], weights[n:]
	}
	m.rows.close()
	return m, errors.Join(keys.Err(), counts.Err())
}
