// SPDX-License-Identifier: Apache-2.0

package score

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche"
)

// piece finds the words of a noun phrase, and the marks that end it.
var piece = regexp.MustCompile(`[\p{L}\p{N}_][\p{L}\p{N}_.'’-]*|[,(;:–]`)

// head finds the head word of a noun phrase without a parser: what stands
// before the first comma, bracket, preposition, article or relative pronoun
// that follows a word; of that the last capitalised word, or else the last.
// It returns the word's offsets in code points of phrase; of a phrase without
// words, all of it.
func head(phrase string) (start, end int) {
	var kept [][]int
	for _, at := range piece.FindAllStringIndex(phrase, -1) {
		word := phrase[at[0]:at[1]]
		first, _ := utf8.DecodeRuneInString(word)
		mark := !isWord(first)
		if len(kept) > 0 && (mark || headData().breaks[word]) {
			break
		}
		if !mark && !headData().determiners[strings.ToLower(word)] {
			kept = append(kept, at)
		}
	}
	if len(kept) == 0 {
		return 0, utf8.RuneCountInString(phrase)
	}
	best := kept[len(kept)-1]
	for i, at := range slices.Backward(kept) {
		if isHead(phrase[at[0]:at[1]], i == len(kept)-1) {
			best = at
			break
		}
	}
	word := strings.TrimRight(phrase[best[0]:best[1]], ".")
	start = utf8.RuneCountInString(phrase[:best[0]])
	return start, start + utf8.RuneCountInString(word)
}

// isHead reports a word that can be a head: a capitalised one, and no
// possessor unless it is the last.
func isHead(word string, last bool) bool {
	first, _ := utf8.DecodeRuneInString(word)
	possessor := strings.HasSuffix(word, "'s") || strings.HasSuffix(word, "’s")
	return unicode.IsUpper(first) && (last || !possessor)
}

// headOf covers the head word of a source.
func (t *text) headOf(s depesche.Span) wordSet {
	start, end := head(s.Text)
	return t.cover(depesche.Span{Start: s.Start + start, End: s.Start + end})
}
