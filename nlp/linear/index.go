// SPDX-License-Identifier: Apache-2.0

package linear

// index finds the rows of features.
type index struct {
	size  uint64 // places of keys
	slots []slot // open addressing, linear probing; some more than size, so that none goes round
}

// slot says where the row of a feature lies. Key 0 is an empty slot.
type slot struct {
	key Key
	row uint32
}

// batch is how many keys are looked up together. The table is larger than the
// processor's caches: the keys go through it in several passes, so that the
// processor can wait for many of them at once.
const batch = 128

// newIndex makes an empty index with room for so many features.
func newIndex(features int) index {
	size := 16 + 2*features
	return index{
		size:  uint64(size),
		slots: make([]slot, size+features+1),
	}
}

// place returns where the search for a key begins. The upper bits of a key are
// the better hash.
func (x *index) place(k Key) uint64 { return uint64(k) * x.size >> 32 }

// find puts the rows of the keys, of which there are at most batch, in rows
// and returns how many there are.
func (x *index) find(rows *[batch]uint32, keys []Key) int {
	var first [batch]slot
	for j, k := range keys {
		first[j&(batch-1)] = x.slots[x.place(k)]
	}
	found := 0
	for j, k := range keys {
		s := first[j&(batch-1)]
		for i := x.place(k); s.key != k && s.key != 0; s = x.slots[i] {
			i++
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
	i := x.place(k)
	for ; x.slots[i].key != 0; i++ {
		if x.slots[i].key == k {
			return false
		}
	}
	x.slots[i] = slot{k, row}
	return true
}
