// SPDX-License-Identifier: Apache-2.0

package revision

import (
	"strings"
	"unicode"
)

// Skipped is a stretch of kept text that is left out.
const Skipped = "skipped"

// Around leaves out what was kept far from any change: of a kept stretch only
// so many code points stay at each side, to the next word.
func Around(all []Cut, near int) []Cut {
	var out []Cut
	for i, c := range all {
		if c.Kind != Kept || c.runes <= 3*near {
			out = append(out, c)
			continue
		}
		text := []rune(c.Text)
		head, tail := 0, len(text)
		if i > 0 {
			head = wordEnd(text, near)
		}
		if i+1 < len(all) {
			tail = wordStart(text, len(text)-near)
		}
		for _, part := range []struct {
			kind     string
			from, to int
		}{{Kept, 0, head}, {Skipped, head, tail}, {Kept, tail, len(text)}} {
			if part.from < part.to {
				out = append(out, Cut{part.kind, string(text[part.from:part.to]), c.Old + part.from, c.New + part.from, part.to - part.from})
			}
		}
	}
	return out
}

// wordEnd is the end of the word at a place.
func wordEnd(text []rune, at int) int {
	for at < len(text) && !unicode.IsSpace(text[at]) {
		at++
	}
	return at
}

// wordStart is the start of the word at a place.
func wordStart(text []rune, at int) int {
	for at > 0 && !unicode.IsSpace(text[at-1]) {
		at--
	}
	return at
}

// Changed reports whether anything of a text was taken out or put in.
func Changed(all []Cut) bool {
	for _, c := range all {
		if c.Kind != Kept && strings.TrimSpace(c.Text) != "" {
			return true
		}
	}
	return false
}

// Changes lists the facts that did not stay as they were.
func (c *Comparison) Changes() []Fact {
	var all []Fact
	for _, f := range c.Facts {
		if f.Change != Same {
			all = append(all, f)
		}
	}
	return all
}
