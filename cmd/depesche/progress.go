// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/term"

	"depesche/export"
)

// terminal reports whether w is a terminal, and its width.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 80, true
	}
	return width, true
}

// screenOptions are the width and colour of standard output. Colour is only
// for terminals, and not when NO_COLOR is set (https://no-color.org).
func (p *program) screenOptions() export.Options {
	width, ok := terminal(p.stdout)
	return export.Options{Width: width, Colour: ok && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb"}
}

// progressStep is the least time between two drawings.
const progressStep = 100 * time.Millisecond

// progress draws how far a run has come on a terminal. A nil progress, and
// one whose output is no terminal, draws nothing.
type progress struct {
	out     io.Writer
	what    string
	total   int // 0: unknown
	width   int
	count   int
	started time.Time
	drawn   time.Time

	// Of files: their size in bytes (0: unknown), how much has been read, and
	// how much of that was passed over because an earlier run had read it.
	size          int64
	taken, passed atomic.Int64
}

// bytes says how large the files are that are read.
func (g *progress) bytes(size int64) {
	if g != nil {
		g.size = size
	}
}

// read counts bytes that were read.
func (g *progress) read(n int) {
	if g != nil {
		g.taken.Add(int64(n))
	}
}

// skip counts bytes that are passed over.
func (g *progress) skip(n int64) {
	if g != nil {
		g.passed.Add(n)
	}
}

// share is how much of the files has been read, 0 to 1, and how long the rest
// will take at the pace so far.
func (g *progress) share() (share float64, left time.Duration) {
	passed := g.passed.Load()
	done, size := g.taken.Load(), g.size
	share = min(1, float64(done)/float64(size))
	if fresh := done - passed; fresh > 0 && size > done {
		left = time.Duration(float64(time.Since(g.started)) * float64(size-done) / float64(fresh))
	}
	return share, left.Round(time.Second)
}

func (p *program) newProgress(what string) *progress {
	width, ok := terminal(p.stderr)
	if !ok {
		return nil
	}
	return &progress{out: p.stderr, what: what, width: width, started: time.Now()}
}

// step counts one more and shows what it was.
func (g *progress) step(label string) {
	if g == nil {
		return
	}
	g.count++
	if time.Since(g.drawn) >= progressStep || g.count == g.total {
		g.draw(label)
	}
}

func (g *progress) draw(label string) {
	g.drawn = time.Now()
	rate := float64(g.count) / max(time.Since(g.started).Seconds(), 0.001)
	line := fmt.Sprintf("%d %s, %.0f/s  %s", g.count, g.what, rate, label)
	const cells = 24
	switch {
	case g.size > 0:
		share, left := g.share()
		full := int(cells * share)
		line = fmt.Sprintf("%s%s %2.0f %%, %s left, %d %s, %.0f/s  %s", strings.Repeat("█", full), strings.Repeat("░", cells-full), 100*share, left, g.count, g.what, rate, label)
	case g.total > 0:
		full := cells * g.count / g.total
		line = fmt.Sprintf("%s%s %d of %d %s  %s", strings.Repeat("█", full), strings.Repeat("░", cells-full), g.count, g.total, g.what, label)
	}
	fmt.Fprintf(g.out, "\r\x1b[K%s", cut(line, g.width-1))
}

// clear takes the drawing away so that a message can stand in its place.
func (g *progress) clear() {
	if g != nil {
		fmt.Fprint(g.out, "\r\x1b[K")
	}
}

// done ends the drawing.
func (g *progress) done() { g.clear() }

// cut shortens text to n code points.
func cut(text string, n int) string {
	if utf8.RuneCountInString(text) <= n || n < 1 {
		return text
	}
	return string([]rune(text)[:n-1]) + "…"
}
