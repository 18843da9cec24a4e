// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters.tsv spells letters of other scripts, and Latin letters that do not
// decompose, in plain Latin.
//
//go:embed letters.tsv
var lettersTSV string

// latin maps a lower-case letter to its spelling in plain Latin.
var latin = sync.OnceValue(func() map[rune]string {
	table := map[rune]string{}
	for line := range strings.Lines(lettersTSV) {
		from, to, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			r, _ := utf8.DecodeRuneInString(from)
			table[r] = strings.TrimSpace(to)
		}
	}
	return table
})

// stemLetters is how many letters of a folded word tell it from others. What
// follows is mostly inflection, or the rest of a compound.
const stemLetters = 6

// fold reduces a word to a key that its spellings in other languages share as
// far as possible: lower case, plain Latin letters, letters that stand for one
// sound written alike, cut to its first letters. "Lavrov", "Lawrow" and its
// Russian spelling have one key.
func fold(word string) string {
	out := appendSounds(make([]byte, 0, stemLetters), word, stemLetters)
	for len(out) > 3 && strings.IndexByte("aeiou", out[len(out)-1]) >= 0 {
		out = out[:len(out)-1]
	}
	return string(out)
}

// appendSounds appends the first sounds of a word, each by its letter, until
// there are enough.
func appendSounds(out []byte, word string, most int) []byte {
	plain := romanize(bare(word))
	for i := 0; i < len(plain) && len(out) < most; {
		sound, width := soundAt(plain[i:])
		i += width
		if sound != 0 && (len(out) == 0 || out[len(out)-1] != sound) {
			out = append(out, sound)
		}
	}
	return out
}

// bare leaves out what stands behind the apostrophe of a word, when it is a
// single letter: "Yemen's" is Yemen.
func bare(word string) string {
	if n := len(word); n > 2 && (word[n-2] == '\'' || strings.HasSuffix(word[:n-1], string(apostrophe))) {
		return strings.TrimRight(word[:n-1], "'"+string(apostrophe))
	}
	return word
}

// romanize writes a word in lower-case ASCII where its letters allow it;
// letters of scripts that letters.tsv does not hold stay as they are.
func romanize(word string) string {
	if isLowerASCII(word) {
		return word
	}
	var b strings.Builder
	table := latin()
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		spelled, known := table[r]
		switch {
		case known:
			b.WriteString(spelled)
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// sound is a spelling and the letter that stands for it in a key.
type sound struct {
	spelling string
	letter   byte
}

// sounds are looked up in their order, longer spellings first. A letter that
// is not in the list stands for itself, 0 for nothing.
var sounds = [...]sound{
	{"tsch", 'c'}, {"shch", 's'}, {"sch", 's'}, {"tch", 'c'}, {"zh", 's'}, {"sh", 's'}, {"ch", 'c'},
	{"ph", 'f'}, {"th", 't'}, {"kh", 'c'}, {"gh", 'g'}, {"ck", 'k'}, {"qu", 'k'}, {"tz", 's'}, {"ts", 's'},
	{"oe", 'o'}, {"ae", 'a'}, {"ue", 'u'}, {"ou", 'u'}, {"w", 'v'}, {"y", 'i'}, {"j", 'i'},
	{"c", 'k'}, {"q", 'k'}, {"z", 's'}, {"'", 0}, {"x", 's'},
}

// soundsBy holds the sounds by the first byte of their spelling.
var soundsBy = func() (by [utf8.RuneSelf][]sound) {
	for _, s := range sounds {
		by[s.spelling[0]] = append(by[s.spelling[0]], s)
	}
	return by
}()

// soundAt returns the letter for the sound that s begins with, and how many
// bytes spell it.
func soundAt(s string) (letter byte, width int) {
	if s[0] < utf8.RuneSelf {
		for _, known := range soundsBy[s[0]] {
			if strings.HasPrefix(s, known.spelling) {
				return known.letter, len(known.spelling)
			}
		}
	}
	return s[0], 1
}
