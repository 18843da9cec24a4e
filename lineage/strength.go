// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// strength is what words do to what they tell: sharpen it, or leave it in
// doubt. Words on a scale are known by their folded beginnings, so that
// inflected ones are found.
type strength struct {
	degrees        map[string][]degree
	scales         int
	strong, doubts map[string]bool
}

// degree is a place on a scale.
type degree struct{ scale, rank int }

func (s *strength) read(key string, words []string) {
	if s.degrees == nil {
		s.degrees, s.strong, s.doubts = map[string][]degree{}, map[string]bool{}, map[string]bool{}
	}
	for rank, word := range words {
		switch key {
		case "degree":
			s.degrees[fold(word)] = append(s.degrees[fold(word)], degree{s.scales, rank})
		case "strong":
			s.strong[strings.ToLower(word)] = true
		default:
			s.doubts[strings.ToLower(word)] = true
		}
	}
	if key == "degree" {
		s.scales++
	}
}

// Sharper compares two words of one kind: 1 when the second is the sharper
// one, -1 when it is the milder one, 0 when they stand on no scale together or
// at one place of it. A word may stand on several scales; the first tells.
func (c *Cues) Sharper(before, after string) int {
	for _, x := range c.strength.degrees[fold(before)] {
		for _, y := range c.strength.degrees[fold(after)] {
			if x.scale == y.scale && x.rank != y.rank {
				return cmp.Compare(y.rank, x.rank)
			}
		}
	}
	return 0
}

// mostEnding is how many letters inflection adds to a word at most.
const mostEnding = 2

// Sharpens reports whether a word only adds strength to what it stands with.
func (c *Cues) Sharpens(word string) bool {
	lower := []rune(strings.ToLower(word))
	for ending := 0; ending <= min(mostEnding, len(lower)); ending++ {
		if c.strength.strong[string(lower[:len(lower)-ending])] {
			return true
		}
	}
	return false
}

// Doubts reports whether a word says that something is not certain. One with a
// capital may be a name: "May" is a month.
func (c *Cues) Doubts(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsUpper(first) && c.strength.doubts[strings.ToLower(word)]
}
