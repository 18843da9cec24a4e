// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"unicode"
	"unicode/utf8"
)

// blank is what may stand between tokens: white space, control characters and
// characters of no width.
func blank(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '\r', '\u200b', '\u2060', '\ufeff', '\u200e', '\u200f':
		return true
	}
	return r > 127 && unicode.IsSpace(r) || unicode.IsControl(r)
}

// invisible is what may stand inside a word without being part of its form:
// the soft hyphen and joiners.
func invisible(r rune) bool { return r == '\u00ad' || r == '\u200c' || r == '\u2060' }

// wordRune is what words are made of.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.No) || r == '\u00ad' || r == '\u200c' || r == '\u200d'
}

// apostrophe holds U+0027 and what is typed in its place.
func apostrophe(r rune) bool {
	return r == '\'' || r == '\u2019' || r == '\u02bc' || r == '\u00b4' || r == '`'
}

// quotation holds every kind of quotation mark, the apostrophes included.
func quotation(r rune) bool {
	switch r {
	case '"', '\'', '`', '\u00b4', '\u201e', '\u201a', '\u300c', '\u300d', '\u300e', '\u300f', '\uff02':
		return true
	}
	return unicode.In(r, unicode.Pi, unicode.Pf)
}

func opening(r rune) bool { return unicode.Is(unicode.Ps, r) }
func closing(r rune) bool { return unicode.Is(unicode.Pe, r) }
func dash(r rune) bool    { return unicode.Is(unicode.Pd, r) }

// hyphen holds the marks that join the parts of a compound.
func hyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// bullet holds the marks that begin a list item.
func bullet(r rune) bool {
	switch r {
	case '*', '\u2022', '\u2023', '\u2043', '\u25aa', '\u25ab', '\u25cf', '\u25cb', '\u25a0', '\u25a1', '\u25b6', '\u25ba', '\u2756', '\u27a4', '\u00b7':
		return true
	}
	return false
}

// terminal holds the marks that end a sentence.
func terminal(r rune) bool {
	switch r {
	case '.', '!', '?', '\u2026', '\u203d', '\u2047', '\u2048', '\u2049', '\u3002', '\uff01', '\uff1f', '\u0964', '\u061f', '\u06d4':
		return true
	}
	return false
}

// emojiModifier holds what goes on an emoji: variation selectors, joiners,
// skin tones, keycaps, tags.
func emojiModifier(r rune) bool {
	return r == '\u200d' || r == '\ufe0f' || r == '\ufe0e' || r == '\u20e3' ||
		r >= 0x1f3fb && r <= 0x1f3ff || r >= 0xe0020 && r <= 0xe007f || unicode.Is(unicode.M, r)
}

func regional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// runeAt decodes the rune at byte i, or 0 at the end.
func runeAt(text string, i, end int) (rune, int) {
	if i < 0 || i >= end {
		return 0, 0
	}
	if c := text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(text[i:end])
}

// runeBefore decodes the rune that ends at byte i, or 0 at the beginning.
func runeBefore(text string, start, i int) rune {
	if i <= start {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(text[start:i])
	return r
}

// followedBySpace reports whether a blank or the end of the text stands at i.
func followedBySpace(text string, i int) bool {
	r, size := runeAt(text, i, len(text))
	return size == 0 || blank(r)
}
