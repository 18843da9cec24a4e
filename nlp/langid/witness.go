// SPDX-License-Identifier: Apache-2.0

package langid

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
)

//go:embed words.tsv
var wordsFile string

//go:embed letters.tsv
var lettersFile string

// tables are the two files: who has a word, who has a letter.
type tables struct {
	words   map[string][]string
	letters map[string]map[rune]bool
	codes   []string // of letters, sorted
	having  map[rune]float64
}

var data = sync.OnceValue(func() *tables {
	t := &tables{words: map[string][]string{}, letters: map[string]map[rune]bool{}, having: map[rune]float64{}}
	rows(wordsFile, func(code, list string) {
		words := strings.Fields(list)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			t.words[w] = append(t.words[w], code)
		}
	})
	rows(lettersFile, func(code, list string) {
		t.letters[code] = map[rune]bool{}
		t.codes = append(t.codes, code)
		for _, r := range list {
			t.letters[code][r] = true
			t.having[r]++
		}
	})
	slices.Sort(t.codes)
	return t
})

func rows(file string, row func(code, list string)) {
	for line := range strings.Lines(file) {
		if code, list, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(line, "#") {
			row(code, list)
		}
	}
}

// witness is what words and letters say of a sample.
type witness struct {
	scores  map[string]float64 // of the languages whose alphabet fits
	foreign bool               // the sample is in none of the known alphabets
}

// weigh lets words and letters vote. A word that n languages share gives each
// 1/n, a letter a fifth of that.
func weigh(sample string, letters int) *witness {
	t := data()
	w := &witness{scores: map[string]float64{}}
	lower := strings.ToLower(sample)
	counts := map[rune]int{}
	for _, r := range lower {
		if r > unicode.MaxASCII && unicode.IsLetter(r) {
			counts[r]++
		}
	}
	for _, code := range t.codes {
		votes, outside := 0.0, 0
		for r, n := range counts {
			if t.letters[code][r] {
				if t.having[r] < 6 || r < unicode.MaxLatin1 {
					votes += float64(min(n, 5))
				}
			} else {
				outside += n
				if r >= '\u0370' && r < '\u0600' { // Greek, Cyrillic: no loan letters
					outside += 2 * n
				}
			}
		}
		if outside <= max(2, letters/50) {
			w.scores[code] = 0.04 * votes
		}
	}
	w.foreign = len(w.scores) == 0
	words := strings.FieldsFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	for _, word := range words {
		langs := t.words[word]
		for _, code := range langs {
			if w.fits(code) {
				w.scores[code] += 1 / float64(len(langs))
			}
		}
	}
	return w
}

// fits reports whether the sample is written in the alphabet of the language.
func (w *witness) fits(code string) bool {
	_, ok := w.scores[code]
	return ok
}

// bestOf returns which of the languages has the highest score.
func (w *witness) bestOf(codes []string) (code string, score float64) {
	for _, c := range codes {
		if s := w.scores[c]; s > score {
			code, score = c, s
		}
	}
	return code, score
}

// best returns the language with the highest score, and how far it is ahead.
func (w *witness) best() (code string, margin float64) {
	first, second := 0.0, 0.0
	for _, c := range data().codes {
		switch s := w.scores[c]; {
		case s > first:
			code, first, second = c, s, first
		default:
			second = max(second, s)
		}
	}
	return code, first - second
}
