// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clitic is a row "*n't": words that end in the suffix, split before its last
// `second` bytes.
type clitic struct {
	suffix string
	second int
}

// contraction is a row "zum: zu dem".
type contraction struct {
	parts []string
	// whole are the words behind which it is no contraction, as the French
	// "des" is none behind "avec": in lower case; "*er" stands for all that
	// end so, "^" for the beginning of a sentence, "." for punctuation.
	whole map[string]bool
}

// holds reports whether the word is a contraction behind the other.
func (c *contraction) holds(before string) bool {
	if len(c.whole) == 0 {
		return true
	}
	if before == "" {
		return !c.whole["^"]
	}
	if !strings.ContainsFunc(before, wordRune) {
		return !c.whole["."]
	}
	before = strings.ToLower(before[max(0, len(before)-maxContraction):])
	if c.whole[before] {
		return false
	}
	for i := range before {
		if i > 0 && c.whole["*"+before[i:]] {
			return false
		}
	}
	return true
}

// maxContraction bounds the length of a word that is looked up.
const maxContraction = 64

// split returns the syntactic words of a contraction behind the word before,
// or nil. inside is true
// when the parts put together are the word itself ("do" + "n't"), so that
// each has bytes of its own.
func (t *Tokenizer) split(form, before string) (parts []string, inside bool) {
	if len(form) > maxContraction || len(t.contractions) == 0 && len(t.clitics) == 0 {
		return nil, false
	}
	var room [2 * maxContraction]byte
	low := lowered(room[:0], form)
	if row, ok := t.contractions[string(low)]; ok {
		key := string(low)
		if !row.holds(before) {
			return nil, false
		}
		if len(key) == len(form) && strings.Join(row.parts, "") == key {
			return cutLike(form, row.parts), true
		}
		return cased(form, row.parts), false
	}
	key := foldApostrophes(form)
	for _, c := range t.clitics {
		if n, ok := c.match(form, key); ok {
			return []string{form[:n], form[n:]}, true
		}
	}
	return nil, false
}

// lowered appends the lower case of form, with plain apostrophes, to b.
func lowered(b []byte, form string) []byte {
	for _, r := range form {
		if r = unicode.ToLower(r); apostrophe(r) {
			r = '\''
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// match returns the byte of form at which the clitic begins. key is form with
// plain apostrophes.
func (c clitic) match(form, key string) (int, bool) {
	if len(key) <= len(c.suffix) || !strings.EqualFold(key[len(key)-len(c.suffix):], c.suffix) {
		return 0, false
	}
	stem, _ := utf8.DecodeLastRuneInString(key[:len(key)-len(c.suffix)])
	if !unicode.IsLetter(stem) && !unicode.IsDigit(stem) {
		return 0, false
	}
	n := len(form)
	for want := utf8.RuneCountInString(key[len(key)-c.second:]); want > 0; want-- {
		_, size := utf8.DecodeLastRuneInString(form[:n])
		n -= size
	}
	return n, n > 0
}

// cutLike cuts form into pieces as long as the parts.
func cutLike(form string, parts []string) []string {
	cut := make([]string, len(parts))
	for k, p := range parts {
		cut[k], form = form[:len(p)], form[len(p):]
	}
	return cut
}

// cased gives the parts the case of the form: "Im" → "In dem", "ZUR" → "ZU
// DER".
func cased(form string, parts []string) []string {
	first, size := utf8.DecodeRuneInString(form)
	if !unicode.IsUpper(first) {
		return parts
	}
	all := len(form) > size && strings.ToUpper(form) == form
	result := make([]string, len(parts))
	for k, p := range parts {
		switch {
		case all:
			result[k] = strings.ToUpper(p)
		case k == 0:
			r, n := utf8.DecodeRuneInString(p)
			result[k] = string(unicode.ToUpper(r)) + p[n:]
		default:
			result[k] = p
		}
	}
	return result
}

// foldApostrophes writes every kind of apostrophe as U+0027.
func foldApostrophes(s string) string {
	return strings.Map(func(r rune) rune {
		if apostrophe(r) {
			return '\''
		}
		return r
	}, s)
}
