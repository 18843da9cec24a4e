// SPDX-License-Identifier: Apache-2.0

package score

import (
	"fmt"
	"slices"
	"sort"
	"unicode"

	"depesche"
)

// text is an article's text with its words. A word is a run of letters,
// digits and underscores; offsets are code points.
type text struct {
	runes []rune
	words [][2]int
}

func newText(s string) *text {
	t := &text{runes: []rune(s)}
	t.words = wordsOf(t.runes)
	return t
}

// wordsOf returns the spans of the words among runes.
func wordsOf(runes []rune) [][2]int {
	var words [][2]int
	start := -1
	for i, r := range runes {
		switch {
		case isWord(r) && start < 0:
			start = i
		case !isWord(r) && start >= 0:
			words = append(words, [2]int{start, i})
			start = -1
		}
	}
	if start >= 0 {
		words = append(words, [2]int{start, len(runes)})
	}
	return words
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// check says whether a span is one of this text: within it, and with its
// words.
func (t *text) check(s depesche.Span) error {
	if s.Start < 0 || s.End < s.Start || s.End > len(t.runes) {
		return fmt.Errorf("the span %d–%d does not lie in the text, which has %d characters", s.Start, s.End, len(t.runes))
	}
	if there := string(t.runes[s.Start:s.End]); s.Text != "" && s.Text != there {
		return fmt.Errorf("the span %d–%d says %q where the text has %q", s.Start, s.End, s.Text, there)
	}
	return nil
}

// cover returns the numbers of the words that the spans touch, ascending and
// each once.
func (t *text) cover(spans ...depesche.Span) wordSet {
	var set wordSet
	for _, s := range spans {
		if s.End <= s.Start {
			continue
		}
		first := sort.Search(len(t.words), func(i int) bool { return t.words[i][1] > s.Start })
		for i := first; i < len(t.words) && t.words[i][0] < s.End; i++ {
			set = append(set, i)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// wordSet is a set of word numbers, ascending.
type wordSet []int

// common counts the words in both sets.
func (a wordSet) common(b wordSet) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case b[j] < a[i]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// within reports whether all words of a are in b.
func (a wordSet) within(b wordSet) bool { return a.common(b) == len(a) }
