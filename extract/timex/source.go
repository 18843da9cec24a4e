// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"strings"
)

// A source is a data file read line by line. Empty lines and lines that begin
// with # are left out.
type source struct {
	name  string
	lines []string
	line  int // of the current line, from 1
}

func newSource(name, text string) *source {
	return &source{name: name, lines: strings.Split(text, "\n")}
}

// next returns the next line that says something, without white space around.
func (s *source) next() (string, bool) {
	for s.line < len(s.lines) {
		s.line++
		line := strings.TrimSpace(s.lines[s.line-1])
		if line != "" && line[0] != '#' {
			return line, true
		}
	}
	return "", false
}

// errorf says what is wrong with the current line.
func (s *source) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", s.name, s.line, fmt.Sprintf(format, args...))
}

// keyword cuts the first word off a line.
func keyword(line string) (word, rest string) {
	i := strings.IndexAny(line, " \t")
	if i < 0 {
		return line, ""
	}
	return line[:i], strings.TrimSpace(line[i:])
}
