// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"errors"
	"math"
	"math/bits"
)

// table is a frozen set of features, each with 32 bits of the owner's. A place
// takes eight bytes, so that eight lie in a line of the processor's cache; the
// features stand in order of their keys, each as near as it can be to the
// place that the upper bits of its key name. Most keys that are not in the
// table end at a filter of some bits for each feature, which is small enough
// to stay in the cache.
type table struct {
	filterShift, shift uint8
	filter             []uint64
	slots              []uint64 // the key above, what belongs to it below
	next               int
}

// vacant is an empty place: it ends every search.
const vacant = math.MaxUint32 << 32

// filterBits is how many bits of the filter there are for each place, as a
// power of two.
const filterBits = 3

// lookups is how many keys are looked up at a time.
const lookups = 256

var errKeys = errors.New("weights: features out of order")

func newTable(features int) *table {
	size := bits.Len(uint(max(features, 64) * 4 / 3))
	t := &table{shift: uint8(32 - size), filterShift: uint8(32 - size - filterBits)}
	t.filter = make([]uint64, 1<<(size+filterBits)/64)
	t.slots = make([]uint64, 1<<size+features/16+64)
	for i := range t.slots {
		t.slots[i] = vacant
	}
	return t
}

// add files a key that is greater than all before.
func (t *table) add(k Key, value uint32) error {
	at := max(t.next, int(k>>t.shift))
	if at+1 >= len(t.slots) {
		return errKeys
	}
	t.slots[at] = uint64(k)<<32 | uint64(value)
	t.next = at + 1
	bit := k >> t.filterShift
	t.filter[bit>>6] |= 1 << (bit & 63)
	return nil
}

// find puts what belongs to those keys that are in the table into found, and
// returns how many there are. The table is larger than the processor's
// caches: all places are read before the first is looked at, so that the
// processor can wait for many of them at once.
func (t *table) find(found *[lookups]uint32, keys []Key) int {
	var likely [lookups]Key
	var first [lookups]uint64
	n := 0
	for _, k := range keys[:min(len(keys), lookups)] {
		bit := k >> t.filterShift
		likely[n&(lookups-1)] = k
		n += int(t.filter[bit>>6] >> (bit & 63) & 1)
	}
	for j, k := range likely[:n] {
		first[j] = t.slots[k>>t.shift]
	}
	m := 0
	for j, k := range likely[:n] {
		s := first[j]
		for i := k >> t.shift; Key(s>>32) < k; s = t.slots[i] {
			i++
		}
		found[m&(lookups-1)] = uint32(s)
		m += int(((s>>32 ^ uint64(k)) - 1) >> 63)
	}
	return m
}
