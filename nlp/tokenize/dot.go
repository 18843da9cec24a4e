// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDotted bounds the length of a word whose period may be its own.
const maxDotted = 24

// dot says whether the period at j belongs to the word text[i:j], and how.
// segment is where the last part of the word began: "S" in "U.S".
func (s *scanner) dot(i, segment, j int) dotty {
	if j-i > maxDotted || j+1 < s.end && (s.text[j+1] == '.' || wordOrQuoteMark(s.text, j+1, s.end)) {
		return noDot
	}
	word := plainForm(s.text[i:j])
	if strings.Trim(word, "0123456789") == "" {
		return s.numberDot(word, j)
	}
	following := s.following(j + 1)
	switch s.lookup(word + ".") {
	case followed:
		return abbreviationDot
	case alsoLast:
		return openDot
	case beforeNumber:
		if following != "" && isDigit(following[0]) {
			return abbreviationDot
		}
		return noDot
	case beforeName:
		if r, _ := utf8.DecodeRuneInString(following); unicode.IsUpper(r) && !s.is("starter", following) {
			return abbreviationDot
		}
		return noDot
	}
	return s.lettersDot(word, plainForm(s.text[segment:j]), following)
}

// wordOrQuoteMark reports whether a letter or digit stands directly at i.
func wordOrQuoteMark(text string, i, end int) bool {
	r, _ := runeAt(text, i, end)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// lookup finds an abbreviation as it is listed, or with its first letter in
// lower case, or all in lower case.
func (s *scanner) lookup(word string) abbreviation {
	if a := s.abbreviations[word]; a != notAbbreviation {
		return a
	}
	r, size := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return notAbbreviation
	}
	return s.abbreviations[strings.ToLower(word[:size])+word[size:]]
}

// lettersDot reads a period behind "U.S" or behind a single letter.
func (s *scanner) lettersDot(word, last, following string) dotty {
	single := utf8.RuneCountInString(last) == 1
	if word != last {
		if single || utf8.RuneCountInString(last) == 2 && unicode.IsUpper(firstRune(last)) {
			return openDot
		}
		return noDot
	}
	if following == "" || s.is("starter", following) {
		return noDot
	}
	if single && unicode.IsUpper(firstRune(last)) {
		return initialDot
	}
	if len(s.words["ordinal-before"]) > 0 && strings.Trim(word, "IVX") == "" && firstIsUpper(s.previous()) {
		return ordinalDot // "Paul VI."
	}
	return noDot
}

// numberDot reads a period behind digits: an ordinal ("3. Oktober"), the
// number of a list item, or the end of a sentence.
func (s *scanner) numberDot(number string, j int) dotty {
	if len(s.pieces) == 0 && len(number) <= 3 && s.following(j+1) != "" {
		return ordinalDot
	}
	if len(s.words["ordinal-before"]) == 0 || len(number) > 3 || number[0] == '0' && len(number) == 1 {
		return noDot
	}
	following := s.following(j + 1)
	r := firstRune(following)
	switch {
	case following == "":
		return noDot
	case s.is("ordinal-after", following), unicode.IsLower(r):
		return ordinalDot
	case s.is("starter", following) || !unicode.IsLetter(r):
		return noDot
	case s.is("ordinal-before", strings.ToLower(s.previous())):
		return ordinalDot
	}
	return noDot
}

// previous is the last token read.
func (s *scanner) previous() string {
	if len(s.pieces) == 0 {
		return ""
	}
	p := s.pieces[len(s.pieces)-1]
	return s.text[p.start:p.end]
}

// following returns the word behind the blanks at i, at most maxDotted bytes
// of it, or the mark that stands there, or "".
func (s *scanner) following(i int) string {
	for i < s.end {
		r, size := runeAt(s.text, i, s.end)
		if !blank(r) {
			break
		}
		i += size
	}
	j := i
	for j < min(s.end, i+maxDotted) {
		r, size := runeAt(s.text, j, s.end)
		if !wordRune(r) {
			if j == i {
				j += size
			}
			break
		}
		j += size
	}
	return s.text[i:j]
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func firstIsUpper(s string) bool { return unicode.IsUpper(firstRune(s)) }
