// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"iter"
	"regexp"

	"depesche/ingest/decode"
	"depesche/ingest/dom"
	"depesche/ingest/maintext"
)

// markupStart is how HTML begins, after white space and comments.
var markupStart = regexp.MustCompile(`(?i)^(?:\s|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|main|section|header|div|table|p|h1|h2|span|b|br|a|font|img|ul|ol|center|iframe)\b`)

// markupInside is what only HTML has somewhere in its head.
var markupInside = [][]byte{[]byte("<html"), []byte("<body"), []byte("</head>"), []byte("<!doctype html")}

// sniffHTML takes what begins as HTML, or has the tags of a page further in.
func sniffHTML(head []byte, _ string) bool {
	if markupStart.Match(head) {
		return true
	}
	if hasPrefixFold(bytes.TrimSpace(head), "<?xml") {
		return false
	}
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return false
	}
	low := bytes.ToLower(head)
	for _, tag := range markupInside {
		if bytes.Contains(low, tag) {
			return true
		}
	}
	return false
}

// readHTML reads a page as one article.
func readHTML(in Input) iter.Seq2[Item, error] { return whole(in, htmlItem) }

func htmlItem(original []byte, in Input) (Item, error) {
	d := decode.Bytes(original, markupCharset(original, in.Options.ContentType))
	item := Item{Original: original}
	tree := dom.Parse(d.String)
	survey := maintext.Read(tree)
	p := readPage(tree, survey.Lines(), in)
	p.describe(&item)
	result := survey.Extract(maintext.Options{
		Rules: in.Options.Boilerplate, Title: item.Article.Title, Body: field(p.linked.article(), "articleBody"),
		Description: plainText(p.metaValue("og:description", "description", "twitter:description")),
		Credit:      p.isCredit,
		Resolve:     func(href string) string { return resolve(item.Article.URL, href) },
	})
	item.Article.Related = result.Related
	p.date(&item, result.Root)
	text := result.Text
	if hidden := embedded(tree); len(text.String)*3 < len(hidden.String) {
		text = hidden
		item.unread("the page does not show its text; it was taken from the page's metadata")
	}
	item.finish(text, d, in.Options)
	if a := &item.Article; len(a.Byline) == 0 {
		a.Byline = p.clean(p.signature(a.Text), a.Outlet.Name)
	}
	if tree.Cut {
		item.unread("the page has more elements than are read; the rest of it was left out")
	}
	if p.closed() {
		item.unread("the page says that it is not free to read; the text may be a part of the article")
	}
	if item.Article.Text == "" {
		item.unread("the page has no article that could be told from what stands around it")
	}
	return item, nil
}

// describe sets what the page says of its article.
func (p *page) describe(item *Item) {
	a := &item.Article
	a.URL = p.address()
	a.Outlet.Domain = domainOf(a.URL)
	a.Outlet.Name = p.siteName()
	a.Language = p.language()
	a.Title = p.headline(a.Outlet.Name, a.Outlet.Domain)
	a.Byline = p.authors(a.Outlet.Name)
	a.BasedOn = p.basedOn(a.URL)
}

// isCredit reports whether a line says no more than who wrote the article or
// when it was published.
func (p *page) isCredit(line string) bool {
	if _, ok := bylineOf(line, p.rules); ok {
		return true
	}
	_, ok := dateLine(line, p.rules)
	return ok
}

// date sets the date of publication and notes what makes it doubtful.
func (p *page) date(item *Item, root *dom.Node) {
	a := &item.Article
	list := p.published(a.URL, root)
	chosen, conflict := decide(list)
	a.Published, a.PublishedFrom = chosen.value, chosen.from
	a.Dates = datings(list, p.changes())
	for _, c := range conflict {
		item.unread("the publication date is %s by %s, but %s by %s", chosen.value, chosen.from, c.value, c.from)
	}
	if chosen.doubt != "" {
		item.unread("the page gives no date of publication; %s is that of %s", chosen.value, chosen.doubt)
	}
}
