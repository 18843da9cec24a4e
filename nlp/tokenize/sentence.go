// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentences cuts the pieces of a block into sentences.
func (t *Tokenizer) sentences(text string, pieces []piece) [][]piece {
	var result [][]piece
	first := 0
	cut := func(at int) {
		if first < at {
			result = append(result, endMark(text, pieces[first:at]))
			first = at
		}
	}
	for i := 0; i < len(pieces); {
		if i > first && pieces[i].space && bulletPiece(text, pieces[i]) {
			cut(i)
		}
		if behind := t.stamp(text, pieces, i); behind > i {
			if i > first && capital(text, pieces[i-1]) {
				cut(i)
			}
			if behind < len(pieces) && capital(text, pieces[behind]) {
				cut(behind)
			}
			i = behind
			continue
		}
		if t.farewell(text, pieces[first:], i-first) {
			i++
			cut(i)
			continue
		}
		if !mayEnd(text, pieces[i]) || i == first+1 && listNumber(text, pieces[first]) {
			i++
			continue
		}
		next := closers(text, pieces, i+1)
		if next < len(pieces) && t.endsAt(text, pieces, i, next) {
			cut(next)
		}
		i = next
	}
	cut(len(pieces))
	return result
}

// stamp returns the index behind the date and time that begin at piece i as in
// the head of a letter ("03/15/2001 04:11 PM"), i when there are none.
func (t *Tokenizer) stamp(text string, pieces []piece, i int) int {
	if i+2 >= len(pieces) || !isDigit(text[pieces[i].start]) || !t.is("half-day", text[pieces[i+2].start:pieces[i+2].end]) {
		return i
	}
	date, clock := text[pieces[i].start:pieces[i].end], text[pieces[i+1].start:pieces[i+1].end]
	if strings.Count(date, "/") != 2 || strings.Trim(date, "0123456789/") != "" || !strings.Contains(clock, ":") || strings.Trim(clock, "0123456789:") != "" {
		return i
	}
	return i + 3
}

// longestFarewell is how many words stand before the comma of a farewell.
const longestFarewell = 3

// farewell reports whether the comma at place i of the pieces of a sentence
// ends the last line of a letter, with a name behind it ("Best regards,").
func (t *Tokenizer) farewell(text string, pieces []piece, i int) bool {
	if i == 0 || i > longestFarewell || i+1 >= len(pieces) || text[pieces[i].start] != ',' {
		return false
	}
	return t.is("letter-end", text[pieces[i-1].start:pieces[i-1].end]) && capital(text, pieces[i+1])
}

// capital reports whether a piece begins with a capital.
func capital(text string, p piece) bool { return unicode.IsUpper(firstRune(text[p.start:p.end])) }

// endMark makes the period of an abbreviation that ends the sentence a token
// of its own, as the treebanks do ("etc" + "."), but not that of "U.S.".
func endMark(text string, s []piece) []piece {
	k := len(s) - 1
	for k > 0 && s[k].dot == noDot && !wordRune(firstRune(text[s[k].start:s[k].end])) && text[s[k].start] != '.' {
		k--
	}
	word := text[s[k].start:max(s[k].start, s[k].end-1)]
	if s[k].dot != openDot || strings.ContainsRune(word, '.') {
		return s
	}
	end := s[k].end
	result := append(make([]piece, 0, len(s)+1), s[:k+1]...)
	result[k].end, result[k].dot = end-1, noDot
	result = append(result, piece{start: end - 1, end: end})
	return append(result, s[k+1:]...)
}

// mayEnd reports whether the piece is one at which a sentence can end.
func mayEnd(text string, p piece) bool {
	switch p.dot {
	case openDot:
		return true
	case noDot:
	default:
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[p.start:p.end])
	return terminal(r) || smiley(text[p.start:p.end])
}

// listNumber reports whether a piece that begins a sentence is the number of
// an item in a list ("2. Where is it?").
func listNumber(text string, p piece) bool {
	number := text[p.start:p.end]
	return len(number) <= 2 && strings.Trim(number, "0123456789") == ""
}

// closers returns the index behind the marks from i on that still belong to a
// sentence that has ended: further end marks, closing quotation marks and
// brackets, the number of a note ("[5]").
func closers(text string, pieces []piece, i int) int {
	for i < len(pieces) {
		r, size := utf8.DecodeRuneInString(text[pieces[i].start:pieces[i].end])
		alone := size == pieces[i].end-pieces[i].start
		switch {
		case closing(r), terminal(r) && (alone || !pieces[i].space), smiley(text[pieces[i].start:pieces[i].end]):
		case quotation(r) && !pieces[i].space && !opensQuote(text, pieces, i):
		case note(text, pieces, i):
			i += 2
		default:
			return i
		}
		i++
	}
	return i
}

// note reports whether the three pieces from i on are the number of a note.
func note(text string, pieces []piece, i int) bool {
	if i+2 >= len(pieces) || text[pieces[i].start:pieces[i].end] != "[" {
		return false
	}
	return isDigit(text[pieces[i+1].start]) && text[pieces[i+2].start:pieces[i+2].end] == "]"
}

// opensQuote tells an opening quotation mark by the blanks around it.
func opensQuote(text string, pieces []piece, i int) bool {
	return pieces[i].space && i+1 < len(pieces) && !pieces[i+1].space
}

// endsAt decides whether the sentence that may end at piece i does, given
// that pieces[next] is what follows.
func (t *Tokenizer) endsAt(text string, pieces []piece, i, next int) bool {
	p := pieces[next]
	if !p.space {
		return next == i+1 && glued(text, pieces, i)
	}
	word, r := opener(text, pieces, next)
	one := pieces[i].end == pieces[i].start+1
	if unicode.IsLower(r) && next == i+1 && one && pieces[i].dot == noDot && i > 0 && !pieces[i].space {
		return t.wholeWord(text[pieces[i-1].start:pieces[i-1].end], text[pieces[i].start], word)
	}
	if unicode.IsLower(r) || r == ',' || r == ';' || r == ':' {
		return false
	}
	if pieces[i].dot == openDot {
		return t.is("starter", word)
	}
	return true
}

// Shortest words that end a sentence although a small letter follows, in
// characters: before a period, where abbreviations stand too, before one with
// a word behind it that begins sentences, and before other marks.
const (
	shortestStop  = 5
	shortestKnown = 3
	shortestOther = 2
)

// wholeWord reports whether a mark behind the word ends a sentence even when
// the next begins with a small letter, as in hasty writing: the word is no
// abbreviation but has only small letters, and enough of them.
func (t *Tokenizer) wholeWord(word string, mark byte, next string) bool {
	if strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) {
		return false
	}
	n := utf8.RuneCountInString(word)
	return mark == '.' && (n >= shortestStop || n >= shortestKnown && t.is("starter", capitalized(next))) ||
		(mark == '?' || mark == '!') && n >= shortestOther
}

func capitalized(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

// glued reports whether a period stands between a word in lower case and a
// capital with no blank: "Ende.Der".
func glued(text string, pieces []piece, i int) bool {
	if i == 0 || pieces[i].end-pieces[i].start != 1 || text[pieces[i].start] != '.' {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text[:pieces[i].start])
	n, _ := utf8.DecodeRuneInString(text[pieces[i].end:])
	return unicode.IsLower(r) && unicode.IsUpper(n)
}

// opener returns the first word of what begins at piece i, and its first
// rune; opening marks are passed over.
func opener(text string, pieces []piece, i int) (string, rune) {
	for k := i; k < min(len(pieces), i+4); k++ {
		word := text[pieces[k].start:pieces[k].end]
		r, _ := utf8.DecodeRuneInString(word)
		if !quotation(r) && !opening(r) && !dash(r) {
			return word, r
		}
	}
	return "", 0
}

func bulletPiece(text string, p piece) bool {
	r, size := utf8.DecodeRuneInString(text[p.start:p.end])
	return size == p.end-p.start && size > 1 && bullet(r) && r != '\u00b7'
}
