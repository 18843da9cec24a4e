// SPDX-License-Identifier: Apache-2.0

package linear

import "math/bits"

// marks are the lower fifteen bits of up to four keys of a bucket, in lanes of
// sixteen. The upper bits of a key name its bucket: with enough buckets both
// together are the whole key. The lowest bit of all says that there are more
// keys of this bucket than it has room for.
type marks uint64

const (
	markBits  = 15
	marksFull = marks(1)

	lowest  = 0x0001_0001_0001_0001
	highest = lowest << 15
)

// bucketsFor returns how many buckets a table of so many features has: one for
// two features, and no less than are needed to tell most keys apart.
func bucketsFor(features int) int { return max(features/2, 1<<16) }

// find returns by how many bits the lane of the key is to be shifted to the
// right, and 64 or more when the key is not there: any word is 0 then. An empty
// lane may be found for a key whose mark is 0.
//
// The lowest lane of zeros is found as in Warren, Hacker's Delight, 6-1.
func (m marks) find(k Key) int {
	x := uint64(m&^marksFull) ^ uint64(markOf(k))*(2*lowest)
	return bits.TrailingZeros64((x-lowest)&^x&highest) &^ 15
}

// markOf returns the mark of a key.
func markOf(k Key) marks { return marks(k & (1<<markBits - 1)) }

// with returns the marks with that of a key in a lane.
func (m marks) with(k Key, lane int) marks { return m | markOf(k)<<1<<lane }

// full reports whether there are keys of the bucket without room in it.
func (m marks) full() bool { return m&marksFull != 0 }
