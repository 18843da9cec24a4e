// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// maxTitle is the longest title in bytes.
const maxTitle = 1000

// headline returns the page's title without the name of the site, and notes
// the line in which it stands.
func (p *page) headline(site, domain string) string {
	told := p.toldTitles()
	if i := p.bestH1(told, site, domain); i >= 0 {
		p.h1 = i
		return withoutKicker(p.lines[i].Text, told)
	}
	for _, t := range told {
		if i := p.headingIn(t); i >= 0 {
			p.h1 = i
			return p.lines[i].Text
		}
	}
	for _, t := range told {
		if cut := cutSite(t, site, domain); cut != "" {
			p.h1 = p.lineLike(cut)
			return cut
		}
	}
	for i, l := range p.lines {
		if l.Heading && len(l.Text) <= maxTitle {
			p.h1 = i
			return l.Text
		}
	}
	return ""
}

// withoutKicker takes off a headline what stands before or behind the title
// that the head of the page gives: a line above or below it that is part of
// the same element.
func withoutKicker(headline string, told []string) string {
	whole := letters(headline)
	for _, t := range told {
		part := letters(t)
		if len(part) < 15 || len(part) >= len(whole) || len(whole) > 3*len(part) {
			continue
		}
		if strings.HasSuffix(whole, part) || strings.HasPrefix(whole, part) && !strings.HasSuffix(t, "…") && !strings.HasSuffix(t, "...") {
			return t
		}
	}
	return headline
}

// headingIn returns the index of the heading that a title begins or ends with,
// up to a sign between them; the longest wins. It is -1 when there is none.
func (p *page) headingIn(title string) int {
	whole := letters(title)
	best, size := -1, 7
	for i, l := range p.lines {
		if !l.Heading || len(l.Text) > len(title) {
			continue
		}
		part := letters(l.Text)
		if len(part) <= size || len(wordsOf(l.Text)) < 2 || !strings.HasPrefix(whole, part) && !strings.HasSuffix(whole, part) {
			continue
		}
		best, size = i, len(part)
	}
	return best
}

// toldTitles returns the titles that the head of the page gives.
func (p *page) toldTitles() []string {
	var told []string
	add := func(s string) {
		if s = plainText(s); s != "" && len(s) <= maxTitle {
			told = append(told, s)
		}
	}
	for _, name := range []string{"og:title", "twitter:title", "sailthru.title", "parsely-title", "dc.title", "dcterms.title", "headline", "title"} {
		add(p.metaValue(name))
	}
	articles := p.linked.article()
	add(field(articles, "headline"))
	add(p.title)
	return told
}

// bestH1 returns the index of the headline among the lines that are h1
// elements or marked as the headline: the one that the head's titles tell, or
// the only one there is; -1 when there is none.
func (p *page) bestH1(told []string, site, domain string) int {
	cut := make([]string, len(told))
	for i, t := range told {
		cut[i] = cutSite(t, site, domain)
	}
	best, bestScore, count := -1, 0.0, 0
	for i, l := range p.lines {
		marked := strings.Contains(l.Node.Attr("itemprop"), "headline")
		if l.Node.Atom != atom.H1 && !marked || len(l.Text) > maxTitle || len(letters(l.Text)) < 3 || len(told) > 0 && isSite(l.Text, site, domain) {
			continue
		}
		count++
		score := 0.0
		for _, t := range cut {
			score = max(score, likeness(l.Text, t))
		}
		if l.Node.Atom == atom.H1 && score > 0 {
			score += 0.05
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	if bestScore >= 0.4 || len(told) == 0 && count == 1 {
		return best
	}
	return -1
}

// likeness is the share of words that two titles have in common, of the words
// of the shorter; a title that is much shorter counts less.
func likeness(a, b string) float64 {
	x, y := wordsOf(a), wordsOf(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	has := map[string]bool{}
	for _, w := range y {
		has[w] = true
	}
	common := 0
	for _, w := range x {
		if has[w] {
			common++
		}
	}
	score := float64(common) / float64(len(x))
	if len(x) < 3 && len(y) > 5 {
		score *= 0.5
	}
	return score
}

func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// letters returns the letters and digits of a text in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// lineLike returns the index of the first line with the same letters, or -1.
func (p *page) lineLike(title string) int {
	want := letters(title)
	for i, l := range p.lines {
		if len(l.Text) < 3*len(title)+30 && letters(l.Text) == want {
			return i
		}
	}
	return -1
}

// separators stand between a title and the name of the site.
var separators = []string{" | ", " - ", " – ", " — ", " · ", " » ", " :: ", " • ", " / ", " « ", " › ", " < ", ": "}

// cutSite cuts the name of the site off the end or the start of a title.
func cutSite(title, site, domain string) string {
	for range 4 {
		at, size := -1, 0
		for _, s := range separators {
			if i := strings.LastIndex(title, s); i > at {
				at, size = i, len(s)
			}
		}
		if at < 0 || !isSite(title[at+size:], site, domain) {
			break
		}
		title = strings.TrimSpace(title[:at])
	}
	for _, s := range separators {
		if head, rest, ok := strings.Cut(title, s); ok && isSite(head, site, domain) && rest != "" {
			return strings.TrimSpace(rest)
		}
	}
	return title
}

// isSite reports whether a part of a title names the site.
func isSite(part, site, domain string) bool {
	got := letters(part)
	if got == "" {
		return true
	}
	if want := letters(site); want != "" && (got == want || len(got) > 3 && strings.Contains(want, got)) {
		return true
	}
	name, _, _ := strings.Cut(domain, ".")
	return len(name) > 3 && (got == letters(domain) || strings.Contains(got, letters(name)) && len(wordsOf(part)) <= 4 || got == letters(name))
}
