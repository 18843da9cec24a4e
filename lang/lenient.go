// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Broken is what was left out of language data because it could not be loaded.
type Broken struct {
	Place  string // file:line, or what is switched off where no line can be left out
	Reason string
	More   int // lines that were left out with it because they belong to it
}

// String says it in one line.
func (b Broken) String() string {
	switch {
	case b.More > 0:
		return fmt.Sprintf("%s: %s; left out with the rest of its rule (%d more)", b.Place, b.Reason, b.More)
	case b.Place == "":
		return b.Reason
	}
	return b.Place + ": " + b.Reason + "; left out"
}

// maxBroken bounds how many lines Mend leaves out, and so how often it loads.
const maxBroken = 100

// Mend calls load with the files, and again without the line that its error
// names as file:line, until it succeeds. It returns the files without those
// lines, which are comments then, and what was left out. When the error names
// no line of the files, or when too many are broken, it returns that error
// beside what was found until then.
//
// A rule whose first line is broken, or a condition of it, is left out whole:
// what remains of it would find what it should not.
func Mend(fsys fs.FS, load func(fs.FS) error) (fs.FS, []Broken, error) {
	m := mended{FS: fsys, texts: map[string][]byte{}}
	var found []Broken
	for {
		err := load(m)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return m, found, err
		}
		if len(found) == maxBroken {
			return m, found, fmt.Errorf("more than %d lines are broken: %w", maxBroken, err)
		}
		b, ok := m.leaveOut(err.Error())
		if !ok {
			return m, found, err
		}
		found = append(found, b)
	}
}

// mended is a file system some of whose files have lines made comments.
type mended struct {
	fs.FS
	texts map[string][]byte // by name
}

func (m mended) Open(name string) (fs.File, error) {
	f, err := m.FS.Open(name)
	if text, ok := m.texts[name]; ok && err == nil {
		return mendedFile{f, bytes.NewReader(text)}, nil
	}
	return f, err
}

// mendedFile reads other bytes, as many, than the file has.
type mendedFile struct {
	fs.File
	text io.Reader
}

func (f mendedFile) Read(p []byte) (int, error) { return f.text.Read(p) }

var namedLine = regexp.MustCompile(`(?:^|\s)([^\s:]+):(\d+): ((?s:.*))$`)

// leaveOut makes a comment of the line that the message names; false when that
// is no line of a file, or is one already.
func (m mended) leaveOut(message string) (Broken, bool) {
	at := namedLine.FindStringSubmatch(message)
	if at == nil {
		return Broken{}, false
	}
	name, reason := at[1], at[3]
	number, err := strconv.Atoi(at[2])
	if err != nil || !fs.ValidPath(name) {
		return Broken{}, false
	}
	text, err := fs.ReadFile(m, name)
	lines := strings.Split(string(text), "\n")
	if err != nil || number < 1 || number > len(lines) || says(lines[number-1]) == "" {
		return Broken{}, false
	}
	out := belonging(name, lines, number-1)
	for _, i := range out {
		lines[i] = "#" + lines[i][1:]
	}
	m.texts[name] = []byte(strings.Join(lines, "\n"))
	return Broken{Place: fmt.Sprintf("%s:%d", name, number), Reason: reason, More: len(out) - 1}, true
}

// says is the first word of a line; "" when it is empty or a comment.
func says(line string) string {
	f := strings.Fields(line)
	if len(f) == 0 || f[0][0] == '#' {
		return ""
	}
	return f[0]
}

// What the lines of rule files begin with: those that open a rule, those of
// which a rule has several that stand for themselves, and those that say more
// about all of it.
var (
	opening   = []string{"rule", "pattern"}
	alone     = []string{"when", "find", "yes", "no"}
	restricts = []string{"with", "type", "notafter", "notbefore"}
)

// belonging lists the lines to leave out for a broken line, itself included.
func belonging(name string, lines []string, broken int) []int {
	word := says(lines[broken])
	head := enclosing(lines, broken)
	isRules := strings.HasSuffix(name, ".txt") && slices.ContainsFunc(lines, func(l string) bool { return says(l) == "rule" || says(l) == "pattern" })
	if !isRules || slices.Contains(alone, word) || head >= 0 && says(lines[head]) == "pattern" && head != broken {
		return []int{broken}
	}
	first := broken
	if head >= 0 && !slices.ContainsFunc(lines[head:broken], func(l string) bool { return strings.TrimSpace(l) == "" }) {
		first = head
	}
	var out []int
	for i := first; i < len(lines); i++ {
		w := says(lines[i])
		part := slices.Contains(alone, w) || slices.Contains(restricts, w) || word == "pattern" && w != "pattern"
		if i > broken && w != "" && !part {
			break
		}
		if w != "" {
			out = append(out, i)
		}
	}
	return out
}

// enclosing is the line that opens the rule in which a line stands, or -1.
func enclosing(lines []string, at int) int {
	for ; at >= 0; at-- {
		if slices.Contains(opening, says(lines[at])) {
			return at
		}
	}
	return -1
}
