// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	sites "depesche/address"
	"depesche/ingest/boilerplate"
	"depesche/ingest/dom"
	"depesche/ingest/maintext"
)

// page is an HTML page at work: what its head and its elements say of the
// article, before anything is decided.
type page struct {
	dom    *dom.Page
	lines  []maintext.Line
	h1     int // index of the line with the headline; -1 without one
	rules  *boilerplate.Rules
	dates  dateReader
	opts   Options
	metas  map[string][]string // by name, in lower case
	links  map[string]string   // by rel: the first href
	linked *linked
	props  map[string][]*dom.Node // elements with itemprop, or rel="author"
	times  []*dom.Node
	people []*dom.Node // elements that are marked as an author by their class

	scripts []*dom.Node // all but JSON-LD
	title   string      // of the title element
	lang    string      // of the html element
}

// readPage collects what a page says of its article.
func readPage(d *dom.Page, lines []maintext.Line, in Input) *page {
	p := &page{
		dom: d, lines: lines, rules: in.Options.Boilerplate, opts: in.Options, h1: -1,
		metas: map[string][]string{}, links: map[string]string{}, props: map[string][]*dom.Node{},
	}
	var scripts []string
	d.Root.Walk(func(n *dom.Node) bool {
		switch n.Atom {
		case atom.Meta:
			p.meta(n)
		case atom.Link:
			p.link(n)
		case atom.Script:
			if strings.Contains(strings.ToLower(n.Attr("type")), "ld+json") {
				scripts = append(scripts, d.Raw(n))
			} else {
				p.scripts = append(p.scripts, n)
			}
			return false
		case atom.Title:
			if p.title == "" && !within(n, atom.Svg) {
				p.title = d.String(n)
			}
		case atom.Html:
			p.lang = first(n.Attr("lang"), n.Attr("xml:lang"))
		case atom.Time:
			p.times = append(p.times, n)
		}
		p.prop(n)
		return true
	})
	p.linked = readLinked(scripts)
	p.dates = readerFor(p.language(), p.rules)
	return p
}

func (p *page) meta(n *dom.Node) {
	value := strings.TrimSpace(n.Attr("content"))
	if value == "" {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if key == "itemprop" && ofAnother(n) {
			continue
		}
		if name := strings.ToLower(strings.TrimSpace(n.Attr(key))); name != "" {
			p.metas[name] = append(p.metas[name], value)
		}
	}
}

// ofAnother reports whether a microdata property belongs to an object inside
// that of the page: a work it cites, a comment, a picture.
func ofAnother(n *dom.Node) bool {
	for n = n.Parent; n != nil && !n.Has("itemscope"); {
		n = n.Parent
	}
	if n == nil {
		return false
	}
	switch n.Attr("itemprop") {
	case "", "mainEntity", "mainEntityOfPage", "blogPost", "hasPart":
		return false
	}
	return true
}

func (p *page) link(n *dom.Node) {
	for _, rel := range strings.Fields(strings.ToLower(n.Attr("rel"))) {
		if p.links[rel] == "" {
			p.links[rel] = n.Attr("href")
		}
	}
}

// prop notes elements of microdata, and links to authors.
func (p *page) prop(n *dom.Node) {
	if n.IsText() || n.Atom == atom.Meta {
		return
	}
	for _, name := range strings.Fields(n.Attr("itemprop")) {
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			name = name[i+1:]
		}
		p.props[name] = append(p.props[name], n)
	}
	if n.Attr("rel") == "author" {
		p.props["rel-author"] = append(p.props["rel-author"], n)
	}
	if class := n.Attr("class"); len(class) < 200 && len(p.people) < 200 && (marked("author", class) || markedName(class)) {
		p.people = append(p.people, n)
	}
}

// scriptDate is how scripts name the date of publication.
var scriptDate = regexp.MustCompile(`(?i)["']?(?:datePublished|published_?at|publication_?(?:time|date)|publish_?date|publishedDate|date_?published|pubdate|published_?time|first_?published(?:_?at)?)["']?\s*[:=]\s*["']([^"']{8,40})["']`)

// scriptedDate finds a date of publication in the page's scripts, or "".
func (p *page) scriptedDate() string {
	left := 1 << 20
	for _, n := range p.scripts {
		script := p.dom.Raw(n)
		if left -= len(script); left < 0 {
			return ""
		}
		if !strings.Contains(script, "ubli") && !strings.Contains(script, "pubdate") {
			continue
		}
		if m := scriptDate.FindStringSubmatch(script); m != nil {
			return m[1]
		}
	}
	return ""
}

// metaValue returns the first value of the first meta element that there is.
func (p *page) metaValue(names ...string) string {
	for _, name := range names {
		for _, v := range p.metas[name] {
			return v
		}
	}
	return ""
}

// within reports whether the node stands in an element of that kind.
func within(n *dom.Node, a atom.Atom) bool {
	for ; n != nil; n = n.Parent {
		if n.Atom == a && n.Tag != "" {
			return true
		}
	}
	return false
}

// first returns the first string that is not empty.
func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// address returns the page's own address: the canonical one when it names
// more than a site, or else the one it was fetched from. A page may only
// speak for the site that it was fetched from: otherwise anybody could put
// words under the address of somebody else.
func (p *page) address() string {
	base := p.opts.URL
	for _, reference := range []string{p.links["canonical"], p.metaValue("og:url"), base} {
		address := resolve(base, reference)
		if base != "" && !sites.SameSite(base, address) {
			continue
		}
		if u, err := url.Parse(address); err == nil && u.Host != "" && (len(u.Path) > 1 || u.RawQuery != "" || reference == base) {
			return address
		}
	}
	return base
}

// language returns the language as the page says, in BCP 47.
func (p *page) language() string {
	return languageTag(first(p.lang, p.metaValue("content-language", "og:locale", "dc.language", "language")))
}

// siteName returns the name of the outlet.
func (p *page) siteName() string {
	if name := plainText(p.metaValue("og:site_name")); name != "" && !strings.Contains(name, "://") {
		return name
	}
	for _, o := range p.linked.article() {
		for _, name := range p.linked.names(o["publisher"], 0) {
			if name != "" && !strings.Contains(name, "://") {
				return name
			}
		}
	}
	for _, o := range p.linked.objects {
		if hasType(o, []string{"WebSite"}) {
			if name := field([]map[string]any{o}, "name"); name != "" {
				return name
			}
		}
	}
	return plainText(p.metaValue("application-name", "article:publisher_name", "dc.publisher", "al:ios:app_name", "apple-mobile-web-app-title"))
}
