// SPDX-License-Identifier: Apache-2.0

package tokenize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// block is a stretch of text in which sentences are sought: a paragraph, a
// heading, a list item.
type block struct{ start, end, paragraph int }

// Lines up to wrapWidth bytes may be wrapped running text; longer ones are
// lines of their own.
const wrapWidth = 160

// blocks cuts the text at empty lines and at the line breaks that end a
// heading, a list item or any line that was not merely wrapped.
func blocks(text string) []block {
	var result []block
	var lines []block // of the current paragraph
	paragraph := 0
	flush := func() {
		if len(lines) > 0 {
			result = append(result, unwrap(text, lines, paragraph)...)
			paragraph++
			lines = lines[:0]
		}
	}
	for start := 0; start < len(text); {
		end, next := lineEnd(text, start)
		if b, ok := trimmed(text, start, end); ok {
			lines = append(lines, b)
		} else {
			flush()
		}
		start = next
	}
	flush()
	return result
}

// lineEnd returns where the line ends and where the next begins.
func lineEnd(text string, start int) (end, next int) {
	for i := start; i < len(text); i++ {
		switch {
		case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return i, i + 2
		case text[i] == '\n', text[i] == '\r', text[i] == '\f', text[i] == '\v':
			return i, i + 1
		case strings.HasPrefix(text[i:], "\u2028"), strings.HasPrefix(text[i:], "\u2029"):
			return i, i + 3
		}
	}
	return len(text), len(text)
}

// trimmed returns the line without blanks at its ends; false when it is empty.
func trimmed(text string, start, end int) (block, bool) {
	line := text[start:end]
	start += len(line) - len(strings.TrimLeftFunc(line, blank))
	end -= len(line) - len(strings.TrimRightFunc(line, blank))
	return block{start: start, end: end}, start < end
}

// unwrap joins the wrapped lines of a paragraph. A line was wrapped when the
// first word of the next would not have fitted into the width of the
// paragraph, or when the next goes on in lower case.
func unwrap(text string, lines []block, paragraph int) []block {
	width, fits := 0, 0
	for _, l := range lines {
		width = max(width, l.end-l.start)
	}
	for k := range lines[:len(lines)-1] {
		if lines[k].end-lines[k].start+1+firstWord(text, lines[k+1]) > width {
			fits++
		}
	}
	running := width <= wrapWidth && width >= 40 && len(lines) >= 3 && fits == len(lines)-1
	var result []block
	for k, l := range lines {
		l.paragraph = paragraph
		if k > 0 && wraps(text, lines[k-1], l, running) {
			result[len(result)-1].end = l.end
			continue
		}
		result = append(result, l)
	}
	return result
}

// wraps reports whether line b goes on with the sentence of line a.
func wraps(text string, a, b block, running bool) bool {
	if bulleted(text[b.start:b.end]) {
		return false
	}
	if running {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text[b.start:])
	last, _ := utf8.DecodeLastRuneInString(text[:a.end])
	return b.start-a.end <= 2 && unicode.IsLower(first) && (unicode.IsLetter(last) || last == ',' || last == '-')
}

// firstWord is the length in bytes of the first word of a line.
func firstWord(text string, l block) int {
	line := text[l.start:l.end]
	if n := strings.IndexFunc(line, blank); n >= 0 {
		return n
	}
	return len(line)
}

// bulleted reports whether a line begins like a list item: a bullet, a dash
// or a number with a period or bracket, and a blank.
func bulleted(line string) bool {
	mark, _, ok := strings.Cut(line, " ")
	if !ok || len(mark) > 4 {
		return false
	}
	r, size := utf8.DecodeRuneInString(mark)
	if size == len(mark) {
		return bullet(r) || unicode.Is(unicode.Pd, r)
	}
	digits := strings.TrimRight(mark, ".)")
	return digits != "" && len(digits) < len(mark) && strings.Trim(digits, "0123456789") == ""
}
