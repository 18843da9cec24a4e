// SPDX-License-Identifier: Apache-2.0

package linear

import "errors"

// index finds the rows of features. They stand in buckets of up to four, two on
// average, as those of a Choice do.
type index struct {
	size    uint64 // of buckets
	buckets []bucket
	more    spare
}

// bucket holds the rows of four features at most: of each the lower bits of the
// key and the place of its row, which is never 0.
type bucket struct {
	keys marks
	rows [lanes]uint32
}

const fullBit = 1 << 31 // of the place of a full row

// batch is how many keys are looked up together. The table is larger than the
// processor's caches: the keys go through it in several passes, so that the
// processor can wait for many of them at once.
const batch = 128

// part returns how many of n keys are looked up next: no more than a batch, and
// not a batch with only a few behind it.
func part(n int) int {
	if n <= batch {
		return n
	}
	return min((n+1)/2, batch)
}

var errKeys = errors.New("weights: features out of order")

// newIndex makes an empty index with room for so many features.
func newIndex(features int) index {
	size := bucketsFor(features)
	return index{size: uint64(size), buckets: make([]bucket, size)}
}

// of returns the bucket of a key. The upper bits of a key are the better hash.
func (x *index) of(k Key) *bucket { return &x.buckets[uint64(k)*x.size>>32] }

// find puts the places of those rows of the keys that are full in full and of
// the others in others, and returns how many there are of both. There are at
// most batch keys.
func (x *index) find(full, others *[batch]uint32, keys []Key) (f, o int) {
	var found [batch]marks
	for j, k := range keys {
		found[j&(batch-1)] = x.of(k).keys
	}
	for j, k := range keys {
		m := found[j&(batch-1)]
		lane := m.find(k)
		row := x.of(k).rows[lane/16&(lanes-1)]
		if lane >= 64 {
			row = 0
		}
		if m.full() && row == 0 {
			row = x.more.find(k)
		}
		full[f&(batch-1)], others[o&(batch-1)] = row&^fullBit, row
		f += int(row >> 31)
		if int32(row) > 0 {
			o++
		}
	}
	return f, o
}

// file says where the row of a key lies, which is not 0.
func (x *index) file(k Key, row uint32) {
	b := x.of(k)
	for i := range b.rows {
		if b.rows[i] == 0 {
			b.keys = b.keys.with(k, 16*i)
			b.rows[i] = row
			return
		}
	}
	b.keys |= marksFull
	x.more.file(k, row)
}
