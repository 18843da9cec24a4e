// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"math/bits"

	"depesche/nlp/linear"
)

// bitset is a set of numbers of candidate sets.
type bitset []uint64

func (b bitset) add(i int) { b[i>>6] |= 1 << (i & 63) }

// shared returns how many numbers both have, and how many either has.
func (b bitset) shared(o bitset) (both, either int) {
	for i, w := range b {
		both += bits.OnesCount64(w & o[i])
		either += bits.OnesCount64(w | o[i])
	}
	return both, either
}

// arrange gives every class a place, so that classes which the same sets of
// candidates need stand in one block: each block begins with the class that
// most sets need of those that are left, and is filled up with those whose
// sets are most like the ones of the block (by Jaccard's coefficient).
func (t *tagset) arrange(sets []set) []uint16 {
	member := t.membership(sets)
	place := make([]uint16, t.classes())
	free := make([]int, t.classes())
	for c := range free {
		free[c] = c
	}
	for at := 0; len(free) > 0; at++ {
		block := make(bitset, len(member[0]))
		for k := 0; k < linear.BlockSize && len(free) > 0; k++ {
			best := nearest(block, free, member, k == 0)
			c := free[best]
			free = append(free[:best], free[best+1:]...)
			place[c] = uint16(at*linear.BlockSize + k)
			for i, w := range member[c] {
				block[i] |= w
			}
		}
	}
	return place
}

// move puts the classes in their places.
func (t *tagset) move(place []uint16) {
	for _, parts := range t.parts {
		for i, c := range parts {
			parts[i] = place[c]
		}
	}
}

// membership lists for every class the sets that need it; the set of all tags
// says nothing.
func (t *tagset) membership(sets []set) []bitset {
	member := make([]bitset, t.classes())
	for c := range member {
		member[c] = make(bitset, len(sets)/64+1)
	}
	for i, s := range sets {
		for _, tag := range s.tags {
			for _, c := range t.parts[tag] {
				if i != setOfAll {
					member[c].add(i)
				}
			}
		}
	}
	return member
}

// nearest returns the index in free of the class that goes best with the
// block, or that most sets need when the block is new.
func nearest(block bitset, free []int, member []bitset, fresh bool) int {
	best, top := 0, -1.0
	for i, c := range free {
		both, either := block.shared(member[c])
		score := float64(both+1) / float64(either+1)
		if fresh {
			score = float64(either)
		}
		if score > top {
			best, top = i, score
		}
	}
	return best
}
