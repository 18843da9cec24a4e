// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"encoding/binary"
	"errors"
)

// rows are a frozen set of features with the weights of some classes each, in
// as little memory as will do: a table that is larger than the processor's
// caches is waited for. The upper bits of a key say in which bucket its row
// lies. A bucket takes some dozen bytes: rows of the lower bits of the key,
// the number of weights, and class and weight of each in a byte, by rising
// key. The upper bits that are left out in a row are those of its bucket.
type rows struct {
	shift  uint8
	starts []uint32 // of the buckets, and the end of the last
	data   []byte
	last   Key
	filled int // buckets of which the start is known
}

const (
	lowBits    = 16 // of a key, that stand in its row
	rowHeader  = 3
	maxEntry   = 255 // entries of a row
	bucketRows = 4   // rows of a bucket, about
)

// lookups is how many keys are looked up at a time.
const lookups = 256

var errKeys = errors.New("weights: features out of order")

func newRows(features, weights int) *rows {
	bits := uint8(32 - lowBits)
	for bits < 24 && features>>bits > 2*bucketRows {
		bits++
	}
	r := &rows{shift: 32 - bits, starts: make([]uint32, 1<<bits+1)}
	r.data = make([]byte, 0, rowHeader*features+2*weights+8)
	return r
}

// add files a row of classes and weights, whose key is greater than all
// before.
func (r *rows) add(k Key, classes, weights []byte) error {
	if k <= r.last || len(classes) > maxEntry {
		return errKeys
	}
	r.last = k
	r.fill(int(k>>r.shift) + 1)
	r.data = append(r.data, byte(k), byte(k>>8), byte(len(classes)))
	for i, c := range classes {
		r.data = append(r.data, c, weights[i])
	}
	return nil
}

// fill gives the buckets before n their starts.
func (r *rows) fill(n int) {
	for ; r.filled < n; r.filled++ {
		r.starts[r.filled] = uint32(len(r.data))
	}
}

// close ends the last bucket.
func (r *rows) close() {
	r.fill(len(r.starts))
	r.data = append(r.data, 0, 0, 0, 0) // what may be read behind the end
}

// score adds the weights of the keys, each by what its byte stands for, to the
// scores. The beginnings of all rows are read before the first is looked
// through, so that the processor can wait for many of them at once.
func (r *rows) score(scores *[MaxBlockClasses]int32, keys []Key, value *[256]int32) {
	var from, heads [lookups]uint32
	for len(keys) > 0 {
		part := keys[:min(len(keys), lookups)]
		keys = keys[len(part):]
		for j, k := range part {
			from[j] = r.starts[k>>r.shift]
		}
		for j := range part {
			heads[j] = binary.LittleEndian.Uint32(r.data[from[j]:])
		}
		for j, k := range part {
			r.addRow(scores, k, from[j], heads[j], value)
		}
	}
}

// addRow adds the weights of one key. head are the first bytes of its bucket,
// which begins at the place at.
func (r *rows) addRow(scores *[MaxBlockClasses]int32, k Key, at, head uint32, value *[256]int32) {
	low := head & (1<<lowBits - 1)
	want := uint32(k) & (1<<lowBits - 1)
	end := r.starts[k>>r.shift+1]
	for at < end && low < want {
		at += rowHeader + head>>lowBits&255*2
		head = binary.LittleEndian.Uint32(r.data[at:])
		low = head & (1<<lowBits - 1)
	}
	if at >= end || low != want {
		return
	}
	row := r.data[at+rowHeader:][:head>>lowBits&255*2]
	for len(row) >= 2 {
		scores[row[0]] += value[row[1]]
		row = row[2:]
	}
}
