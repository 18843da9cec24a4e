// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"errors"
	"math"

	"depesche/nlp/modelfile"
)

// In a file a weight is one byte: the sign and the rank of its square root
// among 127 steps, so that small weights keep their proportions. In memory it
// is the whole number between -maxWeight and maxWeight that the byte stands
// for.
const (
	steps     = 127
	maxWeight = 32000
)

// quantize returns the byte of weight v, given the largest weight.
func quantize(v, largest float64) int8 {
	r := math.Round(math.Sqrt(abs(v)/largest) * steps)
	return int8(math.Copysign(r, v))
}

// weightOf returns what the byte stands for in memory.
func weightOf(q int8) int16 {
	v := int32(q)
	w := (v * v * maxWeight) / (steps * steps)
	if q < 0 {
		w = -w
	}
	return int16(w)
}

// Encode returns the section of a model file with the n largest weights (0:
// all) of a classifier with so many classes.
func (t *Trainer) Encode(classes, n int) []byte {
	section, _ := EncodeMean([]*Trainer{t}, classes, n)
	return section
}

// EncodeMean is Encode of the mean of several trainers, which have seen the
// same examples in different order. It returns too what a weight of 1 becomes
// in the frozen classifier.
func EncodeMean(trainers []*Trainer, classes, n int) (section []byte, unit float64) {
	all := largest(trainers, n)
	top := 0.0
	for _, a := range all {
		top = max(top, abs(a.value))
	}
	var keys, counts, ids, weights modelfile.Writer
	features, last := 0, Key(0)
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].key() == all[i].key() && j-i < maxRow {
			j++
		}
		if row := quantized(all[i:j], top); len(row) > 0 {
			features++
			keys.Uvarint(uint32(all[i].key() - last))
			last = all[i].key()
			counts.Uvarint(uint32(len(row)))
			for _, e := range row {
				ids.Uvarint(uint32(e.class))
				weights.Raw(byte(e.weight))
			}
		}
		for j < len(all) && all[j].key() == last {
			j++ // no row is longer than maxRow
		}
		i = j
	}
	var w modelfile.Writer
	w.Uint32(uint32(classes))
	w.Uint32(uint32(features))
	for _, part := range []*modelfile.Writer{&keys, &counts, &ids, &weights} {
		w.String(string(part.Encoded()))
	}
	return w.Encoded(), maxWeight / max(top, 1)
}

func quantized(row []average, largest float64) []entry {
	var list []entry
	for _, a := range row {
		if q := quantize(a.value, largest); q != 0 {
			list = append(list, entry{a.class(), int16(q)})
		}
	}
	return list
}

// decodeRows reads what Encode wrote and hands every row, with weights as they
// stand in the file, to what start returns, which refuses it by returning false. It returns the number of
// classes.
func decodeRows(r *modelfile.Reader, start func(classes, features, weights int) func(Key, []entry) bool) (int, error) {
	classes := int(r.Uint32())
	features := int(r.Uint32())
	keys, counts := modelfile.NewReader(r.Bytes()), modelfile.NewReader(r.Bytes())
	ids, weights := modelfile.NewReader(r.Bytes()), r.Bytes()
	if err := r.Err(); err != nil {
		return 0, err
	}
	if features > counts.Len() || len(weights) >= maxEntries || classes > math.MaxUint16 {
		return 0, errors.New("weights do not fit together")
	}
	add := start(classes, features, len(weights))
	var row [maxRow]entry
	key := Key(0)
	for range features {
		n := counts.Uvarint()
		if int(n) > len(weights) || n > maxRow {
			return 0, errors.New("weights: too few")
		}
		for i, q := range weights[:n] {
			class := ids.Uvarint()
			if int(class) >= classes {
				return 0, errors.New("weights: no such class")
			}
			row[i] = entry{uint16(class), int16(int8(q))}
		}
		weights = weights[n:]
		step := Key(keys.Uvarint())
		if key+step <= key || !add(key+step, row[:n]) {
			return 0, errKeys
		}
		key += step
	}
	return classes, errors.Join(keys.Err(), counts.Err(), ids.Err())
}
