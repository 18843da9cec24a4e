// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"depesche/ingest/dom"
)

// authors returns the names of those who wrote the article, without those of
// the outlet itself.
func (p *page) authors(site string) []string {
	var told []string
	for _, o := range p.linked.article() {
		if told = p.clean(p.linked.names(o["author"], 0), site); len(told) > 0 {
			return told
		}
	}
	for _, name := range []string{"author", "article:author", "dc.creator", "dcterms.creator", "dc.author", "sailthru.author", "parsely-author", "og:article:author", "article_author", "content-creator", "vr:author", "byl"} {
		var names []string
		for _, v := range p.metas[name] {
			names = append(names, p.rules.Names(plainText(v))...)
		}
		if told = p.clean(names, site); len(told) > 0 {
			return told
		}
	}
	for _, prop := range []string{"author", "rel-author", "creator"} {
		if told = p.clean(p.propNames(p.props[prop]), site); len(told) > 0 {
			return told
		}
	}
	for _, find := range []func() []string{p.byline, p.labelled} {
		if told = p.clean(find(), site); len(told) > 0 {
			return told
		}
	}
	for _, find := range []func() []string{p.markedPeople, p.initials} {
		if told = p.cleanNamed(find(), site); len(told) > 0 {
			return told
		}
	}
	return p.clean(p.onlyPerson(), site)
}

// initials returns what stands behind "By:" in a line of its own near the
// headline, be it initials or an agency's.
func (p *page) initials() []string {
	for _, i := range p.near(12, 4) {
		line := p.lines[i].Text
		if name := p.rules.WithoutBy(line); len(line) <= maxSignature && strings.HasSuffix(strings.TrimSuffix(line, name), ": ") {
			return []string{name}
		}
	}
	return nil
}

// labelled returns the author that stands in the label and value pairs which
// blogs write for previews: twitter:label1 "Written by", twitter:data1.
func (p *page) labelled() []string {
	for _, number := range []string{"1", "2"} {
		label := strings.ToLower(p.metaValue("twitter:label" + number))
		for _, word := range marks()["label"] {
			if label == word {
				return p.rules.Names(plainText(p.metaValue("twitter:data" + number)))
			}
		}
	}
	return nil
}

// onlyPerson returns the name of the one person whom the JSON-LD describes,
// who is not the publisher as well.
func (p *page) onlyPerson() []string {
	var names []string
	for _, o := range p.linked.objects {
		if types := strs(o["@type"]); len(types) == 1 && types[0] == "Person" {
			names = append(names, p.cleanNamed(p.linked.names(o["name"], 0), "")...)
		}
	}
	if len(names) != 1 || !allNames(names[:1]) {
		return nil
	}
	return names
}

// maxSignature is how long the name in brackets behind a text may be, in bytes.
const maxSignature = 50

// signature returns the name that stands alone in brackets at the end of one of
// the text's last two paragraphs.
func (p *page) signature(text string) []string {
	text = text[max(0, len(text)-2000):]
	lines := strings.Split(text, "\n")
	for i := len(lines) - 1; i >= max(0, len(lines)-4); i-- {
		s := strings.TrimRight(lines[i], " +*.")
		open := strings.LastIndexByte(s, '(')
		if open < 0 || !strings.HasSuffix(s, ")") || len(s)-open > maxSignature {
			continue
		}
		if names := p.rules.Names(s[open+1 : len(s)-1]); allNames(names) {
			return names
		}
	}
	return nil
}

// markedPeople returns the name in the element nearest to the headline that is
// marked as an author by its class and holds nothing else.
func (p *page) markedPeople() []string {
	title := 0
	if p.h1 >= 0 {
		title = p.lines[p.h1].Node.Start
	}
	var best []string
	distance := 20000
	for _, n := range p.people {
		s := p.dom.String(n)
		if len(s) > 60 {
			s = p.firstLink(n)
		}
		if s == "" || len(s) > 60 || markedAround("comment", n, 8) {
			continue
		}
		names := p.namesIn(s)
		from := n.Start - title
		if from < 0 {
			from *= -2
		}
		if from < distance && (allNames(names) || len(names) == 1 && len(strings.Fields(names[0])) <= 2 && (markedName(n.Attr("class")) || p.rules.WithoutBy(s) == names[0])) {
			best, distance = names, from
		}
	}
	return best
}

// firstLink returns the text of the first link below the element, or "".
func (p *page) firstLink(n *dom.Node) (s string) {
	n.Walk(func(c *dom.Node) bool {
		if s == "" && c.Atom == atom.A {
			s = p.dom.String(c)
		}
		return s == ""
	})
	return s
}

// propNames returns the names in elements marked as author.
func (p *page) propNames(nodes []*dom.Node) []string {
	var names []string
	for _, n := range nodes {
		if inner := findName(n); inner != nil {
			n = inner
		}
		s := first(n.Attr("content"), p.dom.String(n))
		if len(s) <= 120 {
			names = append(names, p.namesIn(s)...)
		}
	}
	return names
}

// findName returns the first element below the node that holds a name alone, by
// microdata or as an hCard, or nil.
func findName(n *dom.Node) *dom.Node {
	for c := n.First; c != nil; c = c.Next {
		if c.Attr("itemprop") == "name" || c.Attr("class") == "fn" {
			return c
		}
		if found := findName(c); found != nil {
			return found
		}
	}
	return nil
}

// namesIn returns the names in a byline with or without "By".
func (p *page) namesIn(s string) []string {
	if d, ok := p.dates.first(s); ok && d.start > 0 {
		s = strings.TrimRight(s[:d.start], " ,|·•–-")
	}
	if names := p.rules.Read(s).Names; len(names) > 0 {
		return names
	}
	return p.rules.Names(s)
}

// byline looks for a visible byline near the headline.
func (p *page) byline() []string {
	for _, i := range p.near(12, 4) {
		line := p.lines[i]
		if names, ok := bylineOf(line.Text, p.rules); ok {
			return names
		}
		if line.Words <= 8 && markedAround("author", line.Node, 3) {
			if names := p.namesIn(line.Text); allNames(names) {
				return names
			}
		}
	}
	return nil
}

// allNames reports whether every entry looks like a person's name: two to five
// words that begin with capitals.
func allNames(names []string) bool {
	for _, name := range names {
		words := strings.Fields(name)
		if len(words) < 2 || len(words) > 5 {
			return false
		}
		for _, w := range []string{words[0], words[len(words)-1]} {
			if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) {
				return false
			}
		}
	}
	return len(names) > 0
}

// clean takes out what is no name: addresses, handles, the outlet, doubles,
// words without a capital or with a digit.
func (p *page) clean(names []string, site string) []string {
	list := p.cleanNamed(names, site)
	kept := list[:0]
	for _, name := range list {
		if strings.ContainsFunc(name, unicode.IsUpper) && !strings.ContainsFunc(name, unicode.IsDigit) {
			kept = append(kept, name)
		}
	}
	return kept
}

// cleanNamed is clean for elements that hold a name and nothing else: there a
// user may be called "anna7".
func (p *page) cleanNamed(names []string, site string) []string {
	var list []string
	seen := map[string]bool{letters(site): true, "": true}
	for _, word := range marks()["nobody"] {
		seen[letters(word)] = true
	}
	for _, name := range names {
		name = strings.Trim(plainText(name), " ,;:|-–/•·")
		name = p.rules.WithoutBy(name)
		if before, _, ok := strings.Cut(name, " @"); ok {
			name = before
		}
		key := letters(name)
		if seen[key] || strings.ContainsAny(name, "@_#{}<>") || strings.Contains(name, "://") || strings.Contains(name, "www.") ||
			utf8.RuneCountInString(name) > 80 || !strings.ContainsFunc(name, unicode.IsLetter) {
			continue
		}
		seen[key] = true
		list = append(list, name)
	}
	return list
}

// near lists the indices of the lines near the headline: first those after it,
// then those before it, nearest first.
func (p *page) near(after, before int) []int {
	var list []int
	for i := p.h1 + 1; i < min(len(p.lines), p.h1+1+after); i++ {
		list = append(list, i)
	}
	for i := p.h1 - 1; i >= max(0, p.h1-before); i-- {
		list = append(list, i)
	}
	return list
}
