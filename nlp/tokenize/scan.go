// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a stretch of text between blanks and cuts: a surface token.
type piece struct {
	start, end int
	space      bool  // a blank, or the beginning of the block, stands before it
	dot        dotty // how a final period of a word is to be read
}

// dotty says what the final period of a word is.
type dotty uint8

const (
	noDot dotty = iota
	abbreviationDot
	openDot // an abbreviation that may end the sentence
	initialDot
	ordinalDot
)

// maxAddress bounds the length of a web or mail address.
const maxAddress = 2048

// scanner cuts text[at:end]. Every method that looks ahead is bounded by a
// constant, or moves at over what it has seen.
type scanner struct {
	*Tokenizer
	text    string
	start   int // of the block
	end     int
	pieces  []piece
	singles int // open single quotation marks
}

// scan cuts text[start:end]. The pieces go into room, which is overwritten.
func (t *Tokenizer) scan(room []piece, text string, start, end int) []piece {
	s := &scanner{Tokenizer: t, text: text, start: start, end: end, pieces: room[:0]}
	space := true
	for i := start; i < end; {
		r, size := runeAt(text, i, end)
		if blank(r) {
			space = true
			i += size
			continue
		}
		p := s.next(i, r, space)
		p.start, p.space = i, space
		s.pieces = append(s.pieces, p)
		i, space = p.end, false
	}
	return s.pieces
}

// next reads the token that begins at i with the rune r.
func (s *scanner) next(i int, r rune, space bool) piece {
	fresh := space || !s.wordBefore(i)
	if fresh {
		if end := s.address(i, r); end > i {
			return piece{end: end}
		}
	}
	if wordRune(r) {
		return s.word(i)
	}
	if end := s.enclitic(i, r); end > i && !fresh {
		return piece{end: end}
	}
	if end := s.smiley(i, space); end > i {
		return piece{end: end}
	}
	return piece{end: s.mark(i, r, space)}
}

func (s *scanner) wordBefore(i int) bool { return wordRune(runeBefore(s.text, s.start, i)) }

// address returns the end of the web address, mail address, handle or hashtag
// that begins at i, or 0.
func (s *scanner) address(i int, r rune) int {
	limit := min(s.end, i+maxAddress)
	if r == '@' || r == '#' {
		n, _ := runeAt(s.text, i+1, s.end)
		if !unicode.IsLetter(n) {
			return 0
		}
		j := i + 1
		for j < limit {
			n, size := runeAt(s.text, j, limit)
			if !wordRune(n) {
				break
			}
			j += size
		}
		return j
	}
	rest := s.text[i:limit]
	for _, prefix := range []string{"http://", "https://", "ftp://", "mailto:", "www."} {
		if len(rest) > len(prefix) && strings.EqualFold(rest[:len(prefix)], prefix) {
			return s.chunk(i, limit)
		}
	}
	if s.path(i, limit) {
		return s.chunk(i, limit)
	}
	return s.mail(i, limit)
}

// path reports whether a host name and a slash stand at i: "example.org/a".
func (s *scanner) path(i, limit int) bool {
	limit = min(limit, i+64)
	j, dot := i, -1
	for ; j < limit && s.text[j] != '/'; j++ {
		switch c := s.text[j]; {
		case c == '.':
			dot = j
		case !asciiWord(c) && c != '-':
			return false
		}
	}
	if j >= limit || dot <= i || j-dot < 3 {
		return false
	}
	for _, c := range s.text[dot+1 : j] {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

// chunk returns the end of what stands before the next blank, without the
// punctuation that closes it.
func (s *scanner) chunk(i, limit int) int {
	j := i
	for j < limit {
		r, size := runeAt(s.text, j, limit)
		if blank(r) || r == '<' || r == '>' || r == '"' || r == utf8.RuneError || unicode.In(r, unicode.Pi, unicode.Pf) {
			break
		}
		j += size
	}
	for j > i {
		c := s.text[j-1]
		if !strings.ContainsRune(".,;:!?'*", rune(c)) && !(c == ')' && !strings.Contains(s.text[i:j], "(")) && c != ']' {
			break
		}
		j--
	}
	return j
}

// mail returns the end of the mail address at i, or 0.
func (s *scanner) mail(i, limit int) int {
	j := i
	for j < min(limit, i+64) && (asciiWord(s.text[j]) || strings.IndexByte(".+-%", s.text[j]) >= 0) {
		j++
	}
	if j == i || j >= limit || s.text[j] != '@' {
		return 0
	}
	at := j
	for j++; j < limit && (asciiWord(s.text[j]) || s.text[j] == '.' || s.text[j] == '-'); j++ {
	}
	for j > at && (s.text[j-1] == '.' || s.text[j-1] == '-') {
		j--
	}
	if j < at+2 {
		return 0
	}
	return j
}

func asciiWord(c byte) bool { return c < utf8.RuneSelf && wordRune(rune(c)) }

// word reads letters and digits and the marks that join them.
func (s *scanner) word(i int) piece {
	j, segment := i, i // segment: where the letters since the last joint began
	for j < s.end {
		r, size := runeAt(s.text, j, s.end)
		if wordRune(r) {
			j += size
			continue
		}
		if s.elides(i, j, r, size) {
			return piece{end: j + size}
		}
		if j == i || s.enclitic(j, r) > j || !s.joint(i, segment, j, r, size) {
			break
		}
		j += size
		segment = j
	}
	j = s.trailing(i, s.unit(i, j))
	if j < s.end && s.text[j] == '.' {
		if dot := s.dot(i, segment, j); dot != noDot {
			return piece{end: j + 1, dot: dot}
		}
	}
	return piece{end: j}
}

// maxElision bounds a word that an apostrophe shortens, in bytes.
const maxElision = 12

// elides reports whether the word from i to j is one that the apostrophe at j
// shortens and that is a token of its own, as in "l'homme".
func (s *scanner) elides(i, j int, r rune, size int) bool {
	return j > i && j-i <= maxElision && apostrophe(r) && s.letterAt(j+size) &&
		s.is("elision", strings.ToLower(s.text[i:j])) && !s.is("whole", s.joined(i))
}

// maxJoined bounds a word with apostrophes and hyphens that is looked up.
const maxJoined = 32

// joined returns the letters, apostrophes and hyphens from i on, in lower case
// and with plain apostrophes.
func (s *scanner) joined(i int) string {
	j := i
	for j < min(s.end, i+maxJoined) {
		r, size := runeAt(s.text, j, s.end)
		if !wordRune(r) && !apostrophe(r) && !hyphen(r) {
			break
		}
		j += size
	}
	return foldApostrophes(strings.ToLower(s.text[i:j]))
}

// enclitic returns the end of the word that a hyphen at i hangs on the one
// before and that is a token of its own, as in "dit-il"; or 0.
func (s *scanner) enclitic(i int, r rune) int {
	if !hyphen(r) || len(s.words["enclitic"]) == 0 {
		return 0
	}
	first, j := i+utf8.RuneLen(r), i
	for j = first; j < min(s.end, first+maxElision); {
		n, size := runeAt(s.text, j, s.end)
		if !wordRune(n) && !(hyphen(n) && j > first) {
			break
		}
		j += size
	}
	if s.is("enclitic", strings.ToLower(s.text[first:j])) {
		return j
	}
	return 0
}

// joint reports whether the mark r at j joins what is before it, the word
// from i on, with what is behind it.
func (s *scanner) joint(i, segment, j int, r rune, size int) bool {
	before := runeBefore(s.text, i, j)
	after, _ := runeAt(s.text, j+size, s.end)
	if !wordRune(after) || segment == j {
		return false
	}
	digits := unicode.IsDigit(before) && unicode.IsDigit(after)
	letters := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch {
	case r == '.':
		return digits || letters && s.dotJoins(segment, j, before, after)
	case r == ',':
		return digits
	case r == ':':
		return digits || letters && s.suffixJoins(j+size)
	case r == '*':
		return letters && s.suffixJoins(j+size)
	case r == '&':
		return letters
	case r == '/':
		return digits || letters && j-segment <= 2 && !s.letterAt(j+2)
	case apostrophe(r):
		return letters || unicode.IsLetter(after) && unicode.IsDigit(before) || digits && s.singles == 0
	case hyphen(r):
		return s.hyphenJoins(i, j, size, digits, letters)
	}
	return false
}

// dotJoins reports whether a period between letters is part of the word: in
// "U.S", "z.B", "Ph.D", "example.org", but not in "Ende.Der".
func (s *scanner) dotJoins(segment, j int, before, after rune) bool {
	if utf8.RuneCountInString(s.text[segment:min(j, segment+9)]) <= 2 {
		return true
	}
	return unicode.IsLower(after) || unicode.IsUpper(before)
}

// suffixJoins reports whether one of the language's joined suffixes ("innen")
// and then no more letter stands at j.
func (s *scanner) suffixJoins(j int) bool {
	k := j
	for k < min(s.end, j+24) {
		r, size := runeAt(s.text, k, s.end)
		if !wordRune(r) {
			break
		}
		k += size
	}
	return s.is("joined-suffix", s.text[j:k])
}

func (s *scanner) letterAt(j int) bool {
	r, _ := runeAt(s.text, j, s.end)
	return unicode.IsLetter(r)
}

// hyphenJoins reports whether a hyphen stays inside the word, as it does
// behind the language's prefixes ("non-", "co-") and in telephone numbers;
// the treebanks cut at all others, unless the language says that hyphens join.
func (s *scanner) hyphenJoins(i, j, size int, digits, letters bool) bool {
	if strings.ContainsAny(s.text[i:min(j, i+32)], "-") {
		return digits || letters
	}
	if s.is("hyphen", "joins") {
		return true
	}
	if letters {
		return j-i < 16 && s.is("prefix", strings.ToLower(s.text[i:j]))
	}
	return digits && s.telephone(i)
}

// telephone reports whether digits in three groups, or in two of three and
// four, joined by hyphens, stand at i.
func (s *scanner) telephone(i int) bool {
	groups, digits, j := 1, 0, i
	var first int
	for ; j < min(s.end, i+32); j++ {
		switch c := s.text[j]; {
		case isDigit(c):
			digits++
			continue
		case c == '-' && j+1 < s.end && isDigit(s.text[j+1]):
			if groups == 1 {
				first = digits
			}
			groups++
			digits = 0
			continue
		}
		break
	}
	return groups >= 3 || groups == 2 && first == 3 && digits == 4
}

// trailing takes in the apostrophe of "Virus' Folgen" or "the states' rights"
// when no quotation is open that it could close.
func (s *scanner) trailing(i, j int) int {
	r, size := runeAt(s.text, j, s.end)
	if size == 0 || !apostrophe(r) || r == '`' || s.singles > 0 || !followedBySpace(s.text, j+size) && wordOrQuote(s.text, j+size, s.end) {
		return j
	}
	before := runeBefore(s.text, i, j)
	if s.is("apostrophe-after", string(unicode.ToLower(before))) {
		return j + size
	}
	return j
}

func wordOrQuote(text string, i, end int) bool {
	r, _ := runeAt(text, i, end)
	return wordRune(r) || quotation(r)
}

// unit returns the end of the number in "10pm" or "375mm" where the treebanks
// cut such words, or j.
func (s *scanner) unit(i, j int) int {
	if !isDigit(s.text[i]) || j-i > 12 {
		return j
	}
	k := j
	for k > i && !isDigit(s.text[k-1]) {
		k--
	}
	if k < j && s.is("unit", strings.ToLower(s.text[k:j])) {
		return k
	}
	return j
}
