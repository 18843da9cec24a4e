// SPDX-License-Identifier: Apache-2.0

package match

import (
	"iter"
	"slices"
)

// Index finds the patterns that a word may trigger. Patterns are known by the
// numbers that the caller gives them.
type Index struct {
	lemmas map[string][]int
	ends   tail
}

// tail is a node of the tree of word ends, which are read from their last byte
// on.
type tail struct {
	numbers []int // of the patterns with the end that leads here
	before  map[byte]*tail
}

// NewIndex returns an empty index.
func NewIndex() *Index { return &Index{lemmas: map[string][]int{}} }

// Add enters a pattern under its trigger words.
func (x *Index) Add(p *Pattern, number int) {
	lemmas, suffixes := p.Words()
	for _, w := range lemmas {
		x.lemmas[w] = append(x.lemmas[w], number)
	}
	for _, w := range suffixes {
		x.ends.add(w, number)
	}
}

func (n *tail) add(end string, number int) {
	for i := len(end) - 1; i >= 0; i-- {
		next := n.before[end[i]]
		if next == nil {
			next = &tail{}
			if n.before == nil {
				n.before = map[byte]*tail{}
			}
			n.before[end[i]] = next
		}
		n = next
	}
	n.numbers = append(n.numbers, number)
}

// maxWord bounds the length of a word whose ends are looked up, in bytes.
const maxWord = 80

// of yields the numbers that stand at each end of a word, the shortest end
// first.
func (n *tail) of(word string) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		if len(word) > maxWord {
			return
		}
		for i := len(word) - 1; i >= 0; i-- {
			if n = n.before[word[i]]; n == nil || len(n.numbers) > 0 && !yield(n.numbers) {
				return
			}
		}
	}
}

// Knows reports whether one of the keys may trigger a pattern.
func (x *Index) Knows(keys []string) bool {
	for _, k := range keys {
		if len(x.lemmas[k]) > 0 {
			return true
		}
		for range x.ends.of(k) {
			return true
		}
	}
	return false
}

// Lookup returns the numbers of the patterns that one of the keys may
// trigger, ascending, each once.
func (x *Index) Lookup(keys []string) []int {
	var out []int
	for _, k := range keys {
		out = append(out, x.lemmas[k]...)
		for numbers := range x.ends.of(k) {
			out = append(out, numbers...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
