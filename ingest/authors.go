// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	if told = p.clean(p.byline(), site); len(told) > 0 {
		return told
	}
	return p.clean(p.markedPeople(), site)
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
		if s == "" || len(s) > 60 {
			continue
		}
		names := p.namesIn(s)
		from := n.Start - title
		if from < 0 {
			from *= -2
		}
		if from < distance && (allNames(names) || len(names) == 1 && markedName(n.Attr("class")) && !strings.Contains(s, " ")) {
			best, distance = names, from
		}
	}
	return best
}

// propNames returns the names in elements marked as author.
func (p *page) propNames(nodes []*dom.Node) []string {
	var names []string
	for _, n := range nodes {
		if inner := findProp(n, "name"); inner != nil {
			n = inner
		}
		s := first(n.Attr("content"), p.dom.String(n))
		if len(s) <= 120 {
			names = append(names, p.namesIn(s)...)
		}
	}
	return names
}

// findProp returns the first element below the node with the itemprop, or nil.
func findProp(n *dom.Node, prop string) *dom.Node {
	for c := n.First; c != nil; c = c.Next {
		if c.Attr("itemprop") == prop {
			return c
		}
		if found := findProp(c, prop); found != nil {
			return found
		}
	}
	return nil
}

// namesIn returns the names in a byline with or without "By".
func (p *page) namesIn(s string) []string {
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

// clean takes out what is no name: addresses, handles, the outlet, doubles.
func (p *page) clean(names []string, site string) []string {
	var list []string
	seen := map[string]bool{letters(site): true, "": true}
	for _, name := range names {
		name = strings.Trim(plainText(name), " ,;:|-–/•·")
		name = p.rules.WithoutBy(name)
		key := letters(name)
		if seen[key] || strings.ContainsAny(name, "@_#{}<>") || strings.Contains(name, "://") || strings.Contains(name, "www.") ||
			utf8.RuneCountInString(name) > 80 || !strings.ContainsFunc(name, unicode.IsLetter) || !strings.ContainsFunc(name, unicode.IsUpper) {
			continue
		}
		if strings.ContainsFunc(name, unicode.IsDigit) {
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
