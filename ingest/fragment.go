// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"depesche/ingest/dom"
	"depesche/ingest/maintext"
	"depesche/ingest/origin"
)

// fragment is a text that stands inside an input with others: the article of
// a feed's item or of a message of an agency. The pieces of body count in the
// decoded input.
type fragment struct {
	body origin.Text
	html bool
	base string // address against which links count
}

// page makes paragraphs of the fragment. What they were made from is led on to
// the decoded input.
func (f fragment) page(opts Options) *plainPage {
	p := &plainPage{rules: opts.Boilerplate}
	if !f.html {
		p.paragraphs = splitParagraphs(f.body.String, opts.Boilerplate)
	} else {
		for _, b := range maintext.Whole(dom.Parse(f.body.String)) {
			p.paragraphs = append(p.paragraphs, paragraph{text: b.Text, blank: true, lines: 1, link: resolve(f.base, b.Link)})
		}
	}
	for i := range p.paragraphs {
		p.paragraphs[i].text = p.paragraphs[i].text.Through(f.body)
	}
	return p
}

// shownLength is how many characters of text the paragraphs have.
func (p *plainPage) shownLength() int {
	n := 0
	for _, para := range p.paragraphs {
		n += utf8.RuneCountInString(para.text.String)
	}
	return n
}

// The lengths, in characters, from which a text in a feed is taken for the
// whole article: of an element that is meant for the content, and of one that
// is meant for a summary.
const (
	minContent = 300
	minSummary = 900
)

// cutEnd is how a text ends that goes on elsewhere.
var cutEnd = regexp.MustCompile(`(?:…|\.{3}|\[(?:…|\.{3})\]|\((?:…|\.{3})\)|»|→|>>)\s*$`)

// whole reports whether the paragraphs are an article and no teaser for one.
func (p *plainPage) whole(least int) bool {
	if len(p.paragraphs) >= 3 {
		least = min(least, minSummary/2)
	}
	if len(p.paragraphs) == 0 || p.shownLength() < least {
		return false
	}
	last := p.paragraphs[len(p.paragraphs)-1].text.String
	return !cutEnd.MatchString(last)
}

// bylineNames are the names in a line that says who wrote an article.
func bylineNames(line string, opts Options) []string {
	if names, ok := bylineOf(line, opts.Boilerplate); ok {
		return names
	}
	return []string{line}
}

// opaque reports a text that was decoded in one go, so that there is no way
// back from its characters.
func opaque(t origin.Text) bool {
	for _, p := range t.Pieces {
		if !p.Exact && p.Len > 16 {
			return true
		}
	}
	return false
}

// languageTag writes a language as BCP 47 does; what is none is "".
func languageTag(tag string) string {
	tag, _, _ = strings.Cut(tag, ",")
	tag = strings.ReplaceAll(strings.TrimSpace(tag), "_", "-")
	parts := strings.Split(tag, "-")
	if n := len(parts[0]); n < 2 || n > 3 || strings.Trim(strings.ToLower(parts[0]), "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	parts[0] = strings.ToLower(parts[0])
	for i := 1; i < len(parts); i++ {
		if len(parts[i]) == 2 {
			parts[i] = strings.ToUpper(parts[i])
		}
	}
	return strings.Join(parts, "-")
}

// siteEnd is what divides the name of a site from what is said about it.
var siteEnd = regexp.MustCompile(`\s+(?:[|–—·:»]|-)\s+.*$|:\s.*$`)

// outletName is the outlet's name in the title of a feed.
func outletName(title string) string {
	name := strings.TrimSpace(siteEnd.ReplaceAllString(title, ""))
	if utf8.RuneCountInString(name) > 60 {
		return ""
	}
	return name
}
