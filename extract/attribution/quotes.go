// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"sort"
	"unicode"
	"unicode/utf8"
)

// quotation is a stretch of text between quotation marks. The bytes and words
// of inner leave the marks out, those of outer hold them.
type quotation struct {
	openAt, closeAt int  // bytes of the opening mark's start and the closing mark's end
	inStart, inEnd  int  // bytes between the marks
	inner, outer    span // words
	depth           int  // 0: not inside another quotation
	single          bool // single marks
	continued       bool // the next paragraph goes on with it
	block           bool // speech that stands for itself, not a quoted word or two
}

// The quotation marks, by what they can do.
const (
	lowDouble    = '\u201e' // opens
	highSix      = '\u201c' // closes after lowDouble, opens otherwise
	highNine     = '\u201d'
	straight     = '"'
	guillemetIn  = '\u00ab'
	guillemetOut = '\u00bb'
	lowSingle    = '\u201a'
	singleSix    = '\u2018'
	singleNine   = '\u2019'
	apostrophe   = '\''
	angleIn      = '\u2039'
	angleOut     = '\u203a'
	backtick     = '`'
)

// maxQuoteDepth bounds the nesting that is followed; deeper marks are ignored.
const maxQuoteDepth = 6

func isMark(r rune) bool {
	switch r {
	case lowDouble, highSix, highNine, straight, guillemetIn, guillemetOut, lowSingle, singleSix,
		singleNine, apostrophe, angleIn, angleOut, backtick:
		return true
	}
	return false
}

func onlyMarks(s string) bool {
	for _, r := range s {
		if !isMark(r) {
			return false
		}
	}
	return s != ""
}

// openMark is a mark that waits for its partner.
type openMark struct {
	kind rune // the opening rune; '2' for two apostrophes
	at   int  // byte of the mark
	in   int  // byte behind it
}

// quoteScanner pairs quotation marks in one pass over the text.
type quoteScanner struct {
	text  string
	stack []openMark
	found []quotation
}

// findQuotations pairs the quotation marks of text. A mark without a partner
// in its paragraph is ignored, unless the next paragraph opens with the same
// mark again, or nothing but an opening mark begins the speech of the whole
// paragraph.
func findQuotations(text string) []quotation {
	s := &quoteScanner{text: text}
	prev := rune('\n')
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\n' {
			s.paragraphEnd(i)
		} else if isMark(r) {
			if two := s.double(r, i); two > 0 {
				size = two
				r = '2'
			}
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if i+size >= len(text) {
				next = '\n'
			}
			s.mark(r, i, size, prev, next)
		}
		prev = r
		i += size
	}
	s.paragraphEnd(len(text))
	sort.Slice(s.found, func(a, b int) bool { return s.found[a].openAt < s.found[b].openAt })
	setDepths(s.found)
	return s.found
}

// double returns the length of a mark written as two apostrophes or two
// backticks at byte i, or 0.
func (s *quoteScanner) double(r rune, i int) int {
	if (r == apostrophe || r == backtick) && i+1 < len(s.text) && s.text[i+1] == byte(r) {
		return 2
	}
	return 0
}

func spaceOrOpen(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Ps, r) || unicode.Is(unicode.Pi, r) ||
		unicode.Is(unicode.Pd, r) || isMark(r) || r == '/' || r == ':' || r == '2'
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// mark decides what the mark r at byte i does.
func (s *quoteScanner) mark(r rune, i, size int, prev, next rune) {
	opens := spaceOrOpen(prev) && !unicode.IsSpace(next)
	closes := !unicode.IsSpace(prev)
	switch r {
	case lowDouble, lowSingle:
		s.push(r, i, size)
	case highSix:
		if !s.closeAny(i, size, lowDouble) && (opens || !closes || !s.closeAny(i, size, highSix, highNine)) {
			s.push(r, i, size)
		}
	case highNine:
		if !s.closeAny(i, size, lowDouble, highSix, straight, highNine) && opens {
			s.push(r, i, size)
		}
	case straight:
		if !(closes || !wordRune(next)) || !s.closeAny(i, size, straight, lowDouble, highSix) {
			if !unicode.IsSpace(next) {
				s.push(r, i, size)
			}
		}
	case '2':
		if !closes && wordRune(next) || !s.closeAny(i, size, '2', straight) {
			s.push(r, i, size)
		}
	case guillemetIn:
		s.closeOr(i, size, guillemetOut, r)
	case guillemetOut:
		s.closeOr(i, size, guillemetIn, r)
	case angleIn:
		s.closeOr(i, size, angleOut, r)
	case angleOut:
		s.closeOr(i, size, angleIn, r)
	default:
		s.single(r, i, size, opens, closes && !wordRune(next))
	}
}

func (s *quoteScanner) closeOr(i, size int, partner, self rune) {
	if !s.closeAny(i, size, partner) {
		s.push(self, i, size)
	}
}

// single handles the marks that may be apostrophes.
func (s *quoteScanner) single(r rune, i, size int, opens, closes bool) {
	switch {
	case r == singleSix && s.closeAny(i, size, lowSingle):
	case closes && s.closeAny(i, size, lowSingle, singleSix, apostrophe):
	case opens && r != singleNine && r != backtick:
		s.push(r, i, size)
	}
}

func (s *quoteScanner) push(r rune, i, size int) {
	if len(s.stack) < maxQuoteDepth {
		s.stack = append(s.stack, openMark{kind: r, at: i, in: i + size})
	}
}

// closeAny closes the innermost open mark of one of the kinds, dropping what
// was opened inside it and never closed.
func (s *quoteScanner) closeAny(i, size int, kinds ...rune) bool {
	for k := len(s.stack) - 1; k >= 0; k-- {
		for _, kind := range kinds {
			if s.stack[k].kind != kind {
				continue
			}
			if s.stack[k].in < i {
				s.add(s.stack[k], i, i+size, false)
			}
			s.stack = s.stack[:k]
			return true
		}
	}
	return false
}

func (s *quoteScanner) add(o openMark, inEnd, closeAt int, continued bool) {
	single := o.kind == lowSingle || o.kind == singleSix || o.kind == apostrophe || o.kind == angleIn || o.kind == angleOut
	s.found = append(s.found, quotation{openAt: o.at, closeAt: closeAt, inStart: o.in, inEnd: inEnd,
		single: single, continued: continued})
}

// paragraphEnd deals with the marks that are still open at the end of a line.
func (s *quoteScanner) paragraphEnd(i int) {
	if len(s.stack) == 0 {
		return
	}
	o := s.stack[0]
	s.stack = s.stack[:0]
	if o.kind == apostrophe || o.kind == singleSix || o.kind == backtick {
		return
	}
	again := s.opensAgain(i, o.kind)
	if again || s.speechStart(o) {
		s.add(o, i, i, again)
	}
}

// opensAgain reports whether the first sign after the line end at i is the
// same opening mark.
func (s *quoteScanner) opensAgain(i int, kind rune) bool {
	for i < len(s.text) && (s.text[i] == '\n' || s.text[i] == ' ' || s.text[i] == '\r') {
		i++
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	if s.double(r, i) > 0 {
		r = '2'
	}
	return i < len(s.text) && r == kind
}

// speechStart reports whether the mark begins a paragraph or follows a colon.
func (s *quoteScanner) speechStart(o openMark) bool {
	k := o.at
	for k > 0 && s.text[k-1] == ' ' {
		k--
	}
	return k == 0 || s.text[k-1] == '\n' || s.text[k-1] == ':'
}

// setDepths counts for every quotation, in order of their opening, how many
// others hold it.
func setDepths(found []quotation) {
	var ends []int
	for i := range found {
		for len(ends) > 0 && ends[len(ends)-1] <= found[i].openAt {
			ends = ends[:len(ends)-1]
		}
		found[i].depth = len(ends)
		ends = append(ends, found[i].closeAt)
	}
}
