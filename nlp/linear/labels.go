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
// is one byte. A feature with weights for many classes has a full row, in words
// of eight classes; others list their classes and weights. It is read-only and
// safe for many readers.
type Labels struct {
	index
	classes int
	width   int // words of a full row
	words   []uint64
	lists   []uint16 // of other rows: a class above and a weight below
}

const (
	wide     = 8      // classes of a word of a full row
	zero     = 1 << 7 // the byte of weight 0 in a full row: no byte is negative there
	even     = 0x00FF_00FF_00FF_00FF
	fullFrom = 8 // weights from which on a row is full
	countBit = 4 // bits of the number of weights in the place of another row
)

// Classes returns the number of classes.
func (m *Labels) Classes() int { return m.classes }

// Score adds the weights of the keys to the scores of the classes.
func (m *Labels) Score(scores *[MaxBlockClasses]int32, keys []Key) {
	for len(keys) > 0 {
		n := part(len(keys))
		m.score(scores, keys[:n])
		keys = keys[n:]
	}
}

func (m *Labels) score(scores *[MaxBlockClasses]int32, keys []Key) {
	var full, others [batch]uint32
	f, o := m.find(&full, &others, keys)
	for _, at := range others[:o] {
		for _, e := range m.lists[at>>countBit:][:at&(1<<countBit-1)] {
			scores[e>>8] += int32(int8(e))
		}
	}
	m.addFull(scores, full[:f])
}

// addFull adds full rows. There are so few of them that no sum of bytes is
// longer than two.
func (m *Labels) addFull(scores *[MaxBlockClasses]int32, rows []uint32) {
	none := int32(zero * len(rows))
	for i := range m.width {
		low, high := uint64(0), uint64(0)
		for _, at := range rows {
			w := m.words[int(at)+i]
			low += w & even
			high += w >> 8 & even
		}
		sums := (*[wide]int32)(scores[i*wide:])
		for k := 0; k < wide; k += 2 {
			sums[k] += int32(low&0xFFFF) - none
			sums[k+1] += int32(high&0xFFFF) - none
			low, high = low>>16, high>>16
		}
	}
}

// add files a row of classes and weights.
func (m *Labels) add(k Key, classes, weights []byte) {
	if n := len(classes); n < fullFrom {
		m.file(k, uint32(len(m.lists))<<countBit|uint32(n))
		for i, c := range classes {
			m.lists = append(m.lists, uint16(c)<<8|uint16(weights[i]))
		}
		return
	}
	at := len(m.words)
	m.file(k, uint32(at)|fullBit)
	for range m.width {
		m.words = append(m.words, zero*0x0101_0101_0101_0101)
	}
	for i, c := range classes {
		m.words[at+int(c)/wide] += uint64(int64(int8(weights[i]))) << (c % wide * 8)
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
	if classes < 1 || classes > MaxBlockClasses || features > counts.Len() || features > keys.Len() || len(ids) != len(weights) {
		return nil, errors.New("weights do not fit together")
	}
	m := &Labels{index: newIndex(features), classes: classes, width: (classes + wide - 1) / wide}
	key := Key(0)
	for range features {
		step, n := Key(keys.Uvarint()), int(counts.Uvarint())
		if key+step <= key || n > len(ids) || n == 0 {
			return nil, errKeys
		}
		key += step
		for _, c := range ids[:n] {
			if int(c) >= classes {
				return nil, errors.New("weights: no such class")
			}
		}
		m.add(key, ids[:n], weights[:n])
		ids, weights = ids[n:], weights[n:]
	}
	return m, errors.Join(keys.Err(), counts.Err())
}
