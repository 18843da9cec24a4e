// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that have no decomposition but a plain stand-in.
var plain = map[rune]string{
	'\u00df': "ss", '\u00e6': "ae", '\u0153': "oe", '\u00f8': "o", '\u0111': "d", '\u00f0': "d",
	'\u00fe': "th", '\u0142': "l", '\u0131': "i", '\u0259': "a", '\u02bc': "", '\u2018': "", '\u2019': "",
	'\u02bb': "", '\u02bf': "", '\u0027': "", '\u0060': "", '\u2010': "-", '\u2011': "-", '\u2013': "-",
}

// Fold brings spellings of a name together: lower case, without diacritics
// and apostrophes. It is what names are sorted and looked up by.
func Fold(s string) string {
	if ascii, lower := isPlain(s); ascii {
		if lower {
			return s
		}
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if stand, ok := plain[r]; ok {
			b.WriteString(stand)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isPlain reports whether s is ASCII without apostrophes, and whether it is in
// lower case already.
func isPlain(s string) (ascii, lower bool) {
	lower = true
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || c == '\'' || c == '`' {
			return false, false
		}
		lower = lower && (c < 'A' || c > 'Z')
	}
	return true, lower
}
