// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
)

// tally counts how many fingerprints and terms lead to each of some hundred
// articles: a hash table that is used again and again. Most articles share one
// word with another and nothing else, and are counted without being sorted.
type tally struct {
	counts []tallied
	used   int
}

// tallied is an article and how often it was met; a number of 0 is free.
type tallied struct {
	number        int32 // of the article, and one
	prints, terms uint16
}

// fibonacci spreads numbers over a table (Knuth, The Art of Computer
// Programming, vol. 3, 6.4).
const fibonacci = 0x9e3779b97f4a7c15

// leastTerms is how many terms two articles that share no fingerprint must
// share at least to be told of.
const leastTerms = 3

const leastRoom = 1024

// clear forgets what was counted. Room that was far too large becomes smaller.
func (t *tally) clear() {
	if 16*t.used < len(t.counts) && len(t.counts) > leastRoom {
		t.counts = t.counts[:len(t.counts)/2]
	}
	clear(t.counts)
	t.used = 0
}

// count notes that one hash leads to the articles: a fingerprint when prints
// is 1, a term when it is 0.
func (t *tally) count(articles []int32, prints uint16) {
	for _, a := range articles {
		if 2*t.used >= len(t.counts) {
			t.grow()
		}
		c := t.at(a + 1)
		if c.number == 0 {
			c.number = a + 1
			t.used++
		}
		c.prints += prints
		c.terms += 1 - prints
	}
}

// at is where a number stands or is to stand.
func (t *tally) at(number int32) *tallied {
	mask := uint32(len(t.counts) - 1)
	for i := uint32(uint64(number)*fibonacci>>32) & mask; ; i = (i + 1) & mask {
		if c := &t.counts[i]; c.number == number || c.number == 0 {
			return c
		}
	}
}

func (t *tally) grow() {
	old := t.counts
	t.counts = make([]tallied, max(leastRoom, 2*len(old)))
	for _, c := range old {
		if c.number != 0 {
			*t.at(c.number) = c
		}
	}
}

// pairs returns those that share enough with an article, by number.
func (t *tally) pairs(article int) []Pair {
	var out []Pair
	for _, c := range t.counts {
		if c.prints > 0 || c.terms >= leastTerms {
			out = append(out, Pair{article, int(c.number - 1), int(c.prints), int(c.terms)})
		}
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Compare(a.B, b.B) })
	return out
}
