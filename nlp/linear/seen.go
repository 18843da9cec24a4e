// SPDX-License-Identifier: Apache-2.0

package linear

// seen counts how often features occur, so that rare ones can be left out.
type seen struct {
	counts []uint8 // nil: all features are used
	cutoff uint8
}

// seenBits is the size of the table of occurrences: two features that share a
// place there count as one, which now and then admits a rare one.
const seenBits = 26

func newSeen(cutoff int) seen {
	s := seen{cutoff: uint8(min(cutoff, 255))}
	if cutoff > 1 {
		s.counts = make([]uint8, 1<<seenBits)
	}
	return s
}

func (s *seen) count(keys []Key) {
	for _, k := range keys {
		if at := k >> (32 - seenBits); s.counts != nil && s.counts[at] < 255 {
			s.counts[at]++
		}
	}
}

func (s *seen) rare(k Key) bool { return s.counts != nil && s.counts[k>>(32-seenBits)] < s.cutoff }
