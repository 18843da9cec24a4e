// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"strconv"
	"strings"

	"depesche/ingest/markup"
)

// itemReader reads the elements of one item. What an item says twice in
// different words is decided at its end.
type itemReader struct {
	*parser
	item *Item

	dates
	alternate  string // <link>, or a link of the kind "alternate"
	permanent  string // guid that is an address
	original   string // address before a service took the feed over
	mediaTitle string
	first      string // which element the summary came from; one of another name is taken for the content

	summary, second, content, lesser Body
}

// read reads one element of the item.
func (r *itemReader) read(key string, c *markup.Node) {
	it := r.item
	switch key {
	case "title":
		it.Title = first(r.title(c), it.Title)
	case "dc:title":
		set(&it.Title, r.title(c))
	case "media:title":
		set(&r.mediaTitle, r.title(c))
	case "link", "source", "enclosure", "media:content", "media:thumbnail", "media:group", "guid":
		r.reference(key, c)
	case "id", "dc:identifier":
		set(&it.ID, r.parser.reference(c, c.String()))
	case "author", "contributor", "dc:creator", "dc:author", "itunes:author", "dc:contributor":
		if !strings.HasSuffix(key, "contributor") || len(it.Authors) == 0 {
			it.Authors = appendPeople(it.Authors, r.people(c))
		}
	case "category", "dc:subject", "keywords", "media:category", "itunes:category":
		it.Categories = appendNew(it.Categories, category(c))
	case "comments":
		set(&it.Comments, r.parser.reference(c, c.String()))
	case "rights", "copyright", "dc:rights":
		set(&it.Rights, r.title(c))
	case "language", "dc:language":
		it.Language = c.String()
	case "feedburner:origlink":
		set(&r.original, r.parser.reference(c, c.String()))
	default:
		if !r.dates.read(key, c.String()) {
			r.text(key, c)
		}
	}
}

// text reads an element that holds a text of the item.
func (r *itemReader) text(key string, c *markup.Node) {
	var field *Body
	switch key {
	case "summary", "abstract", "description", "dc:description":
		if field = &r.summary; r.first != "" && r.first != key {
			field = &r.second
		} else {
			r.first = key
		}
	case "content:encoded", "content", "fullitem", "xhtml:body", "body", "xhtml:div", "content:content":
		field = &r.content
	case "itunes:summary", "media:description", "itunes:subtitle":
		field = &r.lesser
	default:
		return
	}
	if body := r.body(c); len(body.Text.String) > len(field.Text.String) {
		if strings.HasPrefix(key, "xhtml:") || key == "content:encoded" {
			body.HTML = true
		}
		*field = body
	}
}

// reference reads an element that leads elsewhere.
func (r *itemReader) reference(key string, c *markup.Node) {
	it := r.item
	switch key {
	case "link":
		r.link(c)
	case "guid":
		id := c.String()
		set(&it.ID, id)
		if !strings.EqualFold(c.Attr("isPermaLink"), "false") && strings.Contains(id, "://") {
			set(&r.permanent, id)
		}
	case "source":
		it.Source = r.source(c)
	case "enclosure", "media:content":
		r.enclose(c, first(c.Attr("url"), c.Attr("href")))
	case "media:thumbnail":
		set(&it.Image, r.parser.reference(c, c.Attr("url")))
	case "media:group":
		for _, inside := range c.Children() {
			r.read(keyOf(inside), inside)
		}
	}
}

// link reads a link of the item.
func (r *itemReader) link(c *markup.Node) {
	if href := c.Attr("href"); href != "" {
		switch rel := strings.ToLower(c.Attr("rel")); {
		case rel == "enclosure":
			r.enclose(c, href)
		case rel == "replies":
			set(&r.item.Comments, r.parser.reference(c, href))
		case rel == "" || rel == "alternate" || strings.HasSuffix(rel, "/alternate"):
			if pageType(c) {
				set(&r.alternate, r.parser.reference(c, href))
			}
		}
		return
	}
	set(&r.alternate, r.parser.reference(c, c.String()))
}

func (r *itemReader) enclose(c *markup.Node, address string) {
	address = r.parser.reference(c, address)
	if address == "" || len(r.item.Enclosures) >= 100 {
		return
	}
	length, _ := strconv.ParseInt(first(c.Attr("length"), c.Attr("fileSize")), 10, 64)
	kind := c.Attr("type")
	r.item.Enclosures = append(r.item.Enclosures, Enclosure{URL: address, Type: kind, Length: max(0, length)})
	if strings.HasPrefix(kind, "image/") || c.Attr("medium") == "image" {
		set(&r.item.Image, address)
	}
}

// source reads where the item came from at first.
func (r *itemReader) source(c *markup.Node) *Source {
	s := &Source{Feed: r.parser.reference(c, c.Attr("url"))}
	if !c.Elements() {
		s.Title = c.String()
		return s
	}
	for _, e := range c.Children() {
		switch keyOf(e) {
		case "title":
			set(&s.Title, r.title(e))
		case "link":
			href := r.parser.reference(e, first(e.Attr("href"), e.String()))
			if rel := strings.ToLower(e.Attr("rel")); rel == "self" {
				set(&s.Feed, href)
			} else if rel == "" || rel == "alternate" {
				set(&s.Link, href)
			}
		case "id":
			if id := e.String(); strings.HasPrefix(id, "http") {
				set(&s.Link, id)
			}
		}
	}
	return s
}

// finish decides what was said in different words.
func (r *itemReader) finish() {
	it := r.item
	it.Link = first(r.original, r.alternate, r.permanent)
	set(&it.Title, r.mediaTitle)
	it.Published = first(r.dates.published, r.dates.issued, r.dates.created)
	it.Updated = r.dates.updated
	it.Dated = r.dates.written
	it.Summary, it.Content = r.summary, r.content
	if it.Content.Text.String == "" {
		it.Content = r.second
	}
	if it.Summary.Text.String == "" {
		it.Summary = r.lesser
	}
}
