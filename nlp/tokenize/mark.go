// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark reads punctuation, a symbol or an emoji at i and returns its end.
func (s *scanner) mark(i int, r rune, space bool) int {
	size := utf8.RuneLen(r)
	if r == utf8.RuneError {
		_, size = utf8.DecodeRuneInString(s.text[i:s.end])
	}
	j := i + size
	switch {
	case r == '.' || r == '!' || r == '?':
		return s.run(j, terminalRun(r))
	case r < utf8.RuneSelf && strings.ContainsRune("-*=~_+<>$#|", r):
		return s.run(j, func(n rune) bool { return n == r })
	case apostrophe(r):
		return s.apostrophe(i, j, r, space)
	case regional(r):
		if n, size := runeAt(s.text, j, s.end); regional(n) {
			return j + size
		}
		return j
	case r == utf8.RuneError:
		return s.run(j, func(n rune) bool { return n == utf8.RuneError })
	case unicode.In(r, unicode.So, unicode.Sk, unicode.Sm):
		return s.emoji(j)
	}
	return s.run(j, func(n rune) bool { return unicode.Is(unicode.M, n) })
}

// terminalRun says what may follow r in one token: "..." keeps to itself,
// "!" and "?" mix.
func terminalRun(r rune) func(rune) bool {
	if r == '.' {
		return func(n rune) bool { return n == '.' }
	}
	return func(n rune) bool { return n == '!' || n == '?' }
}

// run returns the end of the runes from j on that belong.
func (s *scanner) run(j int, belongs func(rune) bool) int {
	for j < s.end {
		r, size := runeAt(s.text, j, s.end)
		if !belongs(r) {
			break
		}
		j += size
	}
	return j
}

// emoji goes on over the modifiers of an emoji, and over the emoji that a
// joiner ties to it.
func (s *scanner) emoji(j int) int {
	for j < s.end {
		r, size := runeAt(s.text, j, s.end)
		if !emojiModifier(r) {
			break
		}
		j += size
		if n, size := runeAt(s.text, j, s.end); r == '\u200d' && unicode.Is(unicode.So, n) {
			j += size
		}
	}
	return j
}

// apostrophe reads an apostrophe or single quotation mark at i, which ends at
// j: doubled marks, a clitic ("'s"), a year ("'89"), or a quotation mark.
func (s *scanner) apostrophe(i, j int, r rune, space bool) int {
	n, size := runeAt(s.text, j, s.end)
	if n == r {
		return j + size
	}
	if k := s.run(j, wordRune); k > j && k-j <= 3 && s.singles == 0 {
		word := s.text[j:k]
		if digits := strings.Trim(word, "0123456789") == ""; digits && len(word) == 2 || s.is("clitic", "'"+strings.ToLower(word)) {
			return k
		}
	}
	if space && size > 0 && !blank(n) {
		s.singles++
	} else if !space && s.singles > 0 {
		s.singles--
	}
	return j
}

// smiley returns the end of a typed smiley that stands by itself, or 0.
func (s *scanner) smiley(i int, space bool) int {
	j := i + 1
	if !space || s.text[i] != ':' && s.text[i] != ';' && s.text[i] != '=' {
		return 0
	}
	if j < s.end && s.text[j] == '-' {
		j++
	}
	if j >= s.end || strings.IndexByte("()DPp/|", s.text[j]) < 0 || j+1 < s.end && wordRune(rune(s.text[j+1])) {
		return 0
	}
	for j < s.end && s.text[j] == s.text[j-1] || j < s.end && strings.IndexByte("()DPp/|", s.text[j]) >= 0 {
		j++
	}
	return j
}

// smiley reports whether a token is a typed smiley.
func smiley(token string) bool {
	return len(token) > 1 && strings.IndexByte(":;=", token[0]) >= 0 && strings.IndexByte("()DPp/|", token[len(token)-1]) >= 0
}
