// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"depesche"
)

// stretch is a half-open range of code points of an article's text.
type stretch struct{ start, end int }

func of(s depesche.Span) stretch { return stretch{s.Start, s.End} }

func (a stretch) overlap(b stretch) int { return max(0, min(a.end, b.end)-max(a.start, b.start)) }

// overlap counts the code points that two lists of stretches share.
func overlap(a, b []stretch) int {
	n := 0
	for _, x := range a {
		for _, y := range b {
			n += x.overlap(y)
		}
	}
	return n
}

func length(list []stretch) int {
	n := 0
	for _, s := range list {
		n += s.end - s.start
	}
	return n
}

// text finds words of an expectation in an article's text.
type text []rune

// find returns where the words stand: "words" the first time, "words#2" the
// second, "words#-1" the last time, each as whole words.
func (t text) find(words string) (stretch, error) {
	words, nth := occurrence(words)
	all := t.all(words, 0)
	if nth < 0 {
		nth = len(all) + nth + 1
	}
	if nth < 1 || nth > len(all) {
		return stretch{}, fmt.Errorf("%q stands %d times in the text", words, len(all))
	}
	return all[nth-1], nil
}

func occurrence(words string) (string, int) {
	if at := strings.LastIndexByte(words, '#'); at > 0 {
		if n, err := strconv.Atoi(words[at+1:]); err == nil {
			return words[:at], n
		}
	}
	return words, 1
}

// all returns every place of the words from an offset on.
func (t text) all(words string, from int) []stretch {
	w := []rune(words)
	var found []stretch
	for i := from; i+len(w) <= len(t); i++ {
		end := i + len(w)
		if string(t[i:end]) == words && t.boundary(i) && t.boundary(end) {
			found = append(found, stretch{i, end})
		}
	}
	return found
}

// boundary reports whether no word goes on across the offset.
func (t text) boundary(at int) bool {
	return at == 0 || at == len(t) || !isWord(t[at-1]) || !isWord(t[at])
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// any finds the alternatives of "words/words#2"; "-" among them is no words.
func (t text) any(alternatives string) ([]stretch, error) {
	var found []stretch
	for words := range strings.SplitSeq(alternatives, "/") {
		if words == "-" {
			continue
		}
		s, err := t.find(words)
		if err != nil {
			return nil, err
		}
		found = append(found, s)
	}
	return found, nil
}

// contents finds the alternatives of "content // content".
func (t text) contents(alternatives string) ([][]stretch, error) {
	var found [][]stretch
	for pieces := range strings.SplitSeq(alternatives, " // ") {
		content, err := t.content(pieces)
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

// content finds pieces joined by " + ", each "words" or "first … last". The
// last words are the first ones of their kind behind the first words.
func (t text) content(pieces string) ([]stretch, error) {
	var found []stretch
	for _, piece := range strings.Split(pieces, " + ") {
		first, last, split := strings.Cut(piece, " … ")
		s, err := t.find(first)
		if err != nil {
			return nil, err
		}
		if split {
			ends := t.all(last, s.end)
			if len(ends) == 0 {
				return nil, fmt.Errorf("%q does not stand behind %q", last, first)
			}
			s.end = ends[0].end
		}
		found = append(found, s)
	}
	return found, nil
}
