// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is one word or number of a text.
type word struct {
	start, end         int32 // code points
	byteStart, byteEnd int32
	hash               uint64 // of the word in lower case
	capital            bool   // begins with a capital where no sentence begins
	number             bool
	sentence           int32 // number of its sentence, from 0
}

// words splits a text into its words, in any script: runs of letters, marks
// and digits, with the apostrophes, hyphens and points inside them. It tells
// sentences apart well enough to know which capitals mean something.
func words(text string) []word {
	s := scanner{text: text, fresh: true}
	out := make([]word, 0, len(text)/6+1)
	for s.at < len(text) {
		r, width := utf8.DecodeRuneInString(text[s.at:])
		if !isWordRune(r) {
			s.between(r, width)
			continue
		}
		out = append(out, s.word(r))
	}
	return out
}

// scanner is where words stands in a text.
type scanner struct {
	text     string
	at       int   // byte
	point    int32 // code point
	sentence int32
	fresh    bool // nothing of the sentence has been seen
	ended    bool // a sign that ends sentences was the last thing seen
	initial  bool // the last word is one capital, which a point abbreviates
}

// between takes one rune that belongs to no word.
func (s *scanner) between(r rune, width int) {
	switch {
	case r == '\n':
		s.newSentence()
	case r == '.' && s.initial:
		// the point of an abbreviation
	case strings.ContainsRune(".!?", r) || r == horizontalEllipsis:
		s.ended = true
	case s.ended && unicode.IsSpace(r):
		s.newSentence()
	case r == ':':
		s.fresh = true
	}
	s.at += width
	s.point++
}

const horizontalEllipsis = rune(0x2026)

func (s *scanner) newSentence() {
	if !s.fresh {
		s.sentence++
	}
	s.fresh, s.ended = true, false
}

// word takes the word that begins here with r.
func (s *scanner) word(first rune) word {
	w := word{start: s.point, byteStart: int32(s.at), sentence: s.sentence}
	digits := false
	for s.at < len(s.text) {
		r, width := utf8.DecodeRuneInString(s.text[s.at:])
		if !isWordRune(r) && !s.joins(r, width) {
			break
		}
		digits = digits || unicode.IsDigit(r)
		s.at += width
		s.point++
	}
	w.end, w.byteEnd = s.point, int32(s.at)
	w.number = digits && unicode.IsDigit(first)
	w.capital = unicode.IsUpper(first) && !s.fresh
	w.hash = hashFolded(s.text[w.byteStart:w.byteEnd])
	s.fresh, s.ended = false, false
	s.initial = w.end-w.start == 1 && unicode.IsUpper(first)
	return w
}

// joins reports whether r stands between two halves of one word: an
// apostrophe, or a point or comma between digits.
func (s *scanner) joins(r rune, width int) bool {
	after, _ := utf8.DecodeRuneInString(s.text[s.at+width:])
	before, _ := utf8.DecodeLastRuneInString(s.text[:s.at])
	switch r {
	case '.', ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case '\'', apostrophe:
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return false
}

const apostrophe = rune(0x2019)

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// hashFolded is a hash of the word in lower case, the same on every machine.
func hashFolded(s string) uint64 {
	h := uint64(fnvOffset)
	for _, r := range s {
		h = (h ^ uint64(unicode.ToLower(r))) * fnvPrime
	}
	return mix(h)
}

// The constants of FNV-1a, 64 bit.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// mix spreads the bits of a hash (the finalizer of MurmurHash3).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
