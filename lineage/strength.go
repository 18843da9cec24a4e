// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// strength is what words do to what they tell: sharpen it, or leave it in
// doubt. Words on a scale are known by their folded beginnings, so that
// inflected ones are found.
type strength struct {
	degrees        map[string][2]int // number of the scale and place on it
	scales         int
	strong, doubts map[string]bool
}

func (s *strength) read(key string, words []string) {
	if s.degrees == nil {
		s.degrees, s.strong, s.doubts = map[string][2]int{}, map[string]bool{}, map[string]bool{}
	}
	for rank, word := range words {
		switch key {
		case "degree":
			if _, known := s.degrees[fold(word)]; !known {
				s.degrees[fold(word)] = [2]int{s.scales, rank}
			}
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

// Degree returns the number of the scale on which a word stands and its place
// there, from the mildest to the sharpest; -1 when it stands on none.
func (c *Cues) Degree(word string) (scale, rank int) {
	if at, known := c.strength.degrees[fold(word)]; known {
		return at[0], at[1]
	}
	return -1, -1
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
