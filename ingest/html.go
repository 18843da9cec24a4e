// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"iter"
	"regexp"

	"golang.org/x/net/html/atom"

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
	d := decode(original, markupCharset(original, in.Options.ContentType))
	item := Item{Original: original}
	page := dom.Parse(d.text)
	if title := page.Root.Find(atom.Title); title != nil {
		item.Article.Title = page.String(title)
	}
	result := maintext.Extract(page, maintext.Options{
		Rules: in.Options.Boilerplate, Title: item.Article.Title,
		Resolve: func(href string) string { return resolve(item.Article.URL, href) },
	})
	item.Article.Related = result.Related
	item.finish(result.Text, d, in.Options)
	if item.Article.Text == "" {
		item.unread("the page has no article")
	}
	return item, nil
}
