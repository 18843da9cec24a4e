// SPDX-License-Identifier: Apache-2.0

package export

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// style is an ANSI style; "" leaves text as it is.
type style string

// The styles of the report. Cooperation and conflict never differ by colour
// alone: the type stands beside it.
const (
	plain       style = ""
	bold        style = "1"
	dim         style = "2"
	underline   style = "4"
	cooperation style = "36" // teal
	conflict    style = "33" // rust, as near as terminals have it
)

// screen writes wrapped and styled text; the first error stays.
type screen struct {
	out    *bufio.Writer
	width  int
	colour bool
}

func newScreen(w io.Writer, opts Options) *screen {
	width := opts.Width
	if width <= 0 {
		width = 80
	}
	return &screen{out: bufio.NewWriter(w), width: max(width, 24), colour: opts.Colour}
}

// run is a stretch of text in one style.
type run struct {
	text  string
	style style
}

// paragraph writes the runs wrapped to the width; the first line begins with
// first, the others with rest. Words longer than a line stand alone.
func (s *screen) paragraph(first, rest string, runs ...run) {
	line, used, empty := first, utf8.RuneCountInString(first), true
	for _, word := range words(runs) {
		length := word.length()
		if !empty && used+1+length > s.width {
			s.line(line)
			line, used, empty = rest, utf8.RuneCountInString(rest), true
		}
		if !empty {
			line += " "
			used++
		}
		line += s.render(word)
		used += length
		empty = false
	}
	s.line(line)
}

// word is a run of characters without white space, perhaps in several styles.
type word []run

func (w word) length() int {
	n := 0
	for _, r := range w {
		n += utf8.RuneCountInString(r.text)
	}
	return n
}

// words cuts runs at white space; a change of style inside a word does not
// cut it.
func words(runs []run) []word {
	var all []word
	open := false // the last word may go on
	for _, r := range runs {
		text := r.text
		for text != "" {
			end := strings.IndexAny(text, " \t\n")
			piece := text
			if end >= 0 {
				piece = text[:end]
			}
			if piece != "" {
				if open {
					all[len(all)-1] = append(all[len(all)-1], run{piece, r.style})
				} else {
					all = append(all, word{{piece, r.style}})
				}
				open = true
			}
			if end < 0 {
				break
			}
			open = false
			text = text[end+1:]
		}
	}
	return all
}

func (s *screen) render(w word) string {
	var b strings.Builder
	for _, r := range w {
		b.WriteString(s.paint(r.text, r.style))
	}
	return b.String()
}

func (s *screen) paint(text string, st style) string {
	if !s.colour || st == plain || text == "" {
		return text
	}
	return "\x1b[" + string(st) + "m" + text + "\x1b[0m"
}

func (s *screen) line(text string) {
	s.out.WriteString(strings.TrimRight(text, " "))
	s.out.WriteByte('\n')
}

// heading writes a section heading after an empty line.
func (s *screen) heading(text string) {
	s.line("")
	s.line(s.paint(text, bold))
}

func (s *screen) flush() error { return s.out.Flush() }
