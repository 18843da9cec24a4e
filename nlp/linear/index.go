// SPDX-License-Identifier: Apache-2.0

package linear

// index finds the rows of features.
type index struct {
	mask  uint32
	slots []slot // open addressing, linear probing
}

// slot says where the row of a feature lies. Key 0 is an empty slot.
type slot struct {
	key Key
	row uint32
}

// spread is the multiplier of the hash that places keys.
const spread = 0x9E3779B1

// batch is how many keys are looked up together. The table is larger than the
// processor's caches: the keys go through it in several passes, so that the
// processor can wait for many of them at once.
const batch = 128

// newIndex makes an empty index with room for so many features.
func newIndex(features int) index {
	size := 16
	for size*3 < features*4 {
		size *= 2
	}
	return index{
		mask:  uint32(size - 1),
		slots: make([]slot, size),
	}
}

// find puts the rows of the keys, of which there are at most batch, in rows
// and returns how many there are.
func (x *index) find(rows *[batch]uint32, keys []Key) int {
	found := 0
	for _, k := range keys {
		i := uint32(k) * spread >> 8 & x.mask
		s := x.slots[i]
		for s.key != k && s.key != 0 {
			i = (i + 1) & x.mask
			s = x.slots[i]
		}
		rows[found&(batch-1)] = s.row
		if s.key != 0 {
			found++
		}
	}
	return found
}

// file says where the row of a key lies. It reports whether the key was new.
func (x *index) file(k Key, row uint32) bool {
	h := uint32(k) * spread
	i := h >> 8 & x.mask
	for x.slots[i].key != 0 {
		if x.slots[i].key == k {
			return false
		}
		i = (i + 1) & x.mask
	}
	x.slots[i] = slot{k, row}
	return true
}
