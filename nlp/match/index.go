// SPDX-License-Identifier: Apache-2.0

package match

import (
	"slices"
	"unicode/utf8"
)

// Index finds the patterns that a word may trigger. Patterns are known by the
// numbers that the caller gives them.
type Index struct {
	lemmas   map[string][]int
	suffixes map[string][]int
	shortest int // bytes of the shortest suffix
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	return &Index{lemmas: map[string][]int{}, suffixes: map[string][]int{}, shortest: 1 << 30}
}

// Add enters a pattern under its trigger words.
func (x *Index) Add(p *Pattern, number int) {
	lemmas, suffixes := p.Words()
	for _, w := range lemmas {
		x.lemmas[w] = append(x.lemmas[w], number)
	}
	for _, w := range suffixes {
		x.suffixes[w] = append(x.suffixes[w], number)
		x.shortest = min(x.shortest, len(w))
	}
}

// Knows reports whether one of the keys may trigger a pattern.
func (x *Index) Knows(keys []string) bool { return len(x.Lookup(keys)) > 0 }

// maxWord bounds the length of a word whose ends are looked up, in bytes.
const maxWord = 80

// Lookup returns the numbers of the patterns that one of the keys may
// trigger, ascending, each once.
func (x *Index) Lookup(keys []string) []int {
	var out []int
	for _, k := range keys {
		out = append(out, x.lemmas[k]...)
		if len(k) > maxWord {
			continue
		}
		for i := range k {
			if len(k)-i < x.shortest {
				break
			}
			if utf8.RuneStart(k[i]) {
				out = append(out, x.suffixes[k[i:]]...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
