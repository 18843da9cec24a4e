// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	"depesche/ingest/dom"
	"depesche/ingest/jsontext"
	"depesche/ingest/origin"
)

// minEmbedded is the shortest text, in bytes, that is taken from a page's
// metadata when the page itself shows next to none.
const minEmbedded = 400

// articleBody is where JSON-LD holds the text of an article.
var articleBody = regexp.MustCompile(`"articleBody"\s*:\s*"((?:[^"\\]|\\.)*)"`)

// embedded returns the text that a page holds in its JSON-LD: what pages have
// whose article a script puts in its place. It is empty when there is none, or
// when it is markup.
func embedded(page *dom.Page) origin.Text {
	var text origin.Text
	page.Root.Walk(func(n *dom.Node) bool {
		if n.Atom != atom.Script || n.First == nil || !strings.Contains(n.Attr("type"), "ld+json") {
			return n.Atom != atom.Script
		}
		at := n.First.Start
		script := page.Source[at:n.First.End]
		m := articleBody.FindStringSubmatchIndex(script)
		if m == nil || m[3]-m[2] < minEmbedded || len(text.String) >= m[3]-m[2] {
			return false
		}
		if body := script[m[2]:m[3]]; !strings.Contains(body, "&lt;") && !anyTag.MatchString(body) {
			text = reflow(jsontext.Unquote(body, at+m[2]))
		}
		return false
	})
	return text
}

// reflow makes paragraphs of a text with line feeds.
func reflow(t origin.Text) origin.Text {
	var b origin.Builder
	var f origin.Flow
	flush := func() {
		if !f.Empty() {
			b.Join("\n\n", f.Text())
		}
		f = origin.Flow{}
	}
	at := 0
	for _, p := range t.Pieces {
		s := t.String[at : at+p.Len]
		at += p.Len
		switch {
		case p.Exact:
			f.Copy(s, p.Start)
		case strings.ContainsAny(s, "\n\r"):
			flush()
		default:
			f.Put(s, p.Start, p.End)
		}
	}
	flush()
	return b.Text()
}
