// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"sort"
	"strings"

	"golang.org/x/net/html/atom"

	"depesche/ingest/boilerplate"
	"depesche/ingest/dom"
	"depesche/ingest/maintext"
)

// shownDate is a date in a line of the page, with what the words around it make
// it the date of.
type shownDate struct {
	value string
	dated boilerplate.Dated
}

// maxInLine is how many dates of a line are looked at.
const maxInLine = 3

// shown reads the dates in a line of the page: none in a reader's comment and
// in the caption of a picture. What is said of a date stands between the one
// before it and the one behind it.
func (p *page) shown(line maintext.Line) []shownDate {
	d, found := p.dates.first(line.Text)
	if !found || markedAround("comment", line.Node, 8) || markedAround("caption", line.Node, 3) || within(line.Node, atom.Figcaption) {
		return nil
	}
	var all []shownDate
	for rest := line.Text; found && len(all) < maxInLine; {
		behind := rest[d.end:]
		next, more := p.dates.first(behind)
		until := len(behind)
		if more {
			until = next.start
		}
		all = append(all, shownDate{d.value, p.rules.Date(rest[:d.start] + boilerplate.DateMark + behind[:until])})
		rest, d, found = behind, next, more
	}
	return all
}

// publishing reads the date in a line unless its words make it the date of
// something else than the publication, or of a change; said is true when they
// make it the date of the publication.
func (p *page) publishing(line maintext.Line) (value string, said bool) {
	for _, d := range p.shown(line) {
		switch {
		case d.dated == boilerplate.Published:
			return d.value, true
		case d.dated == boilerplate.Unsaid && value == "":
			value = d.value
		}
	}
	return value, false
}

// visibleDate reads the first full date in short lines near the headline, one
// that is said to be of the publication before others.
func (p *page) visibleDate() string {
	best := ""
	for _, i := range p.near(12, 6) {
		line := p.lines[i]
		if line.Words > 25 || (line.Words > 12 || line.LinkShare > 0.9) && !markedAround("date", line.Node, 2) {
			continue
		}
		value, said := p.publishing(line)
		if said {
			return value
		}
		best = first(best, value)
	}
	return best
}

// visibleChange reads the date of the last change in short lines near the
// headline.
func (p *page) visibleChange() string {
	for _, i := range p.near(12, 6) {
		if p.lines[i].Words > 25 {
			continue
		}
		for _, d := range p.shown(p.lines[i]) {
			if d.dated == boilerplate.Changed {
				return d.value
			}
		}
	}
	return ""
}

// maxDateline is how far from the start of a paragraph its dateline may reach,
// in bytes.
const maxDateline = 90

// dateline reads a date at the start of the first paragraphs behind the
// headline.
func (p *page) dateline() string {
	seen := 0
	for i := p.h1 + 1; i < len(p.lines) && seen < 3; i++ {
		line := p.lines[i]
		if line.Words < 12 || line.LinkShare > 0.5 {
			continue
		}
		seen++
		line.Text = line.Text[:min(len(line.Text), maxDateline)]
		if d, _ := p.publishing(line); d != "" {
			return d
		}
	}
	return ""
}

// dateBefore reads a date in the last short lines before the text that are
// marked to hold one.
func (p *page) dateBefore(root *dom.Node) string {
	if root == nil {
		return ""
	}
	from := p.lineAt(root.Start)
	for i := from - 1; i >= max(0, from-6); i-- {
		line := p.lines[i]
		if line.Words > 25 || !markedAround("date", line.Node, 2) {
			continue
		}
		if d, _ := p.publishing(line); d != "" {
			return d
		}
	}
	return ""
}

// dateBehind reads a date in the first short lines behind the text, or in the
// last short ones at its end.
func (p *page) dateBehind(root *dom.Node) string {
	if root == nil {
		return ""
	}
	behind := p.lineAt(root.End)
	for i := max(0, behind-3); i < min(len(p.lines), behind+8); i++ {
		line := p.lines[i]
		if line.Words > 40 || line.LinkShare > 0.6 || line.Words > 16 && !markedAround("date", line.Node, 2) {
			continue
		}
		if d, _ := p.publishing(line); d != "" {
			return d
		}
	}
	return ""
}

// lineAt returns the index of the first line that begins at that place of the
// page or behind it.
func (p *page) lineAt(place int) int {
	return sort.Search(len(p.lines), func(i int) bool { return p.lines[i].Node.Start >= place })
}

// maxShown is how many dates are looked at on a page that has no certain one.
const maxShown = 300

// stated reads the date that the page's words call its publication, and the
// one that they call its last change: the one nearest to the headline of each,
// wherever on the page it stands.
func (p *page) stated() (published, changed string) {
	nearest := map[boilerplate.Dated]int{}
	found := map[boilerplate.Dated]string{}
	looked := 0
	for i, line := range p.lines {
		if !mayHoldDate(line.Text) {
			continue
		}
		if looked++; looked > maxShown {
			break
		}
		away := i - p.h1
		if away < 0 {
			away = -2 * away
		}
		for _, d := range p.shown(line) {
			if was, ok := nearest[d.dated]; !ok || away < was {
				nearest[d.dated], found[d.dated] = away, d.value
			}
		}
	}
	return found[boilerplate.Published], found[boilerplate.Changed]
}

// maxBehind is how many lines behind the headline a date may stand that nothing
// but its place speaks for.
const maxBehind = 40

// behindHeadline reads the first date in a short line behind the headline that
// stands in no list of links.
func (p *page) behindHeadline() string {
	for i := p.h1 + 1; p.h1 >= 0 && i < min(len(p.lines), p.h1+maxBehind); i++ {
		line := p.lines[i]
		if line.Words > 8 || line.LinkShare > 0.5 || line.Heading || within(line.Node, atom.Aside) || within(line.Node, atom.Nav) {
			continue
		}
		if d, _ := p.publishing(line); d != "" {
			return d
		}
	}
	return ""
}

// mayHoldDate reports whether a line is worth a closer look: it is no long
// paragraph, and has digits.
func mayHoldDate(line string) bool {
	return len(line) <= 400 && strings.ContainsAny(line, "0123456789")
}
