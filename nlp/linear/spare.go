// SPDX-License-Identifier: Apache-2.0

package linear

// spare is a table of the few features for which their buckets have no room:
// open addressing, linear probing, at most half full.
type spare struct {
	filled int
	slots  []spareSlot // none, or a power of 2
}

type spareSlot struct {
	key   Key
	value uint32 // 0: empty
}

// find returns the value of a key, 0 when there is none.
func (s *spare) find(k Key) uint32 {
	if s.filled == 0 {
		return 0
	}
	return s.slots[s.place(k)].value
}

// place returns where a key is, or belongs.
func (s *spare) place(k Key) uint32 {
	mask := uint32(len(s.slots) - 1)
	i := uint32(k) * spread >> 4 & mask
	for s.slots[i].value != 0 && s.slots[i].key != k {
		i = (i + 1) & mask
	}
	return i
}

// file gives a key its value, which is not 0.
func (s *spare) file(k Key, value uint32) {
	if 2*s.filled >= len(s.slots) {
		old := s.slots
		s.slots = make([]spareSlot, max(16, 2*len(old)))
		for _, e := range old {
			if e.value != 0 {
				s.slots[s.place(e.key)] = e
			}
		}
	}
	s.slots[s.place(k)] = spareSlot{k, value}
	s.filled++
}
