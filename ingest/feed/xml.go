// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"encoding/base64"
	"strings"

	"depesche/ingest/markup"
	"depesche/ingest/origin"
	"depesche/ingest/stamp"
)

// parser is a feed in XML at work.
type parser struct {
	feed  *Feed
	opts  Options
	place func(int) int // from an offset of the text to one of the bytes
}

// document reads the feed whose first element is given.
func (p *parser) document(root *markup.Node) {
	p.feed.Language = root.Inherited("lang")
	if isItem(root) {
		p.item(root)
		return
	}
	if root.Is("feed") || root.Is("channel") {
		p.channel(root)
	}
	p.within(root)
}

// within looks for channels and items at all depths, since a broken feed may
// have them in wrong places.
func (p *parser) within(n *markup.Node) {
	for _, c := range n.Children() {
		switch {
		case family(c) != "":
		case isItem(c):
			p.item(c)
		case c.Is("channel"):
			p.channel(c)
			p.within(c)
		case c.Is("items") || c.Is("rss") || c.Is("feed"):
			p.within(c)
		}
	}
}

// isItem reports whether the element is an item of a feed.
func isItem(n *markup.Node) bool { return (n.Is("item") || n.Is("entry")) && family(n) == "" }

// channel reads what the feed says of itself.
func (p *parser) channel(n *markup.Node) {
	f := p.feed
	var d dates
	for _, c := range n.Children() {
		key := keyOf(c)
		switch key {
		case "title", "dc:title":
			set(&f.Title, p.title(c))
		case "description", "subtitle", "tagline", "info", "abstract", "dc:description", "itunes:summary", "itunes:subtitle":
			set(&f.Description, p.title(c))
		case "link":
			p.channelLink(c)
		case "id", "guid", "dc:identifier":
			set(&f.ID, p.reference(c, c.String()))
		case "language", "dc:language":
			f.Language = c.String()
		case "copyright", "rights", "dc:rights":
			set(&f.Rights, p.title(c))
		case "generator":
			set(&f.Generator, c.String())
		case "image", "logo", "icon":
			p.channelImage(c)
		case "author", "managingeditor", "contributor", "dc:creator", "dc:author", "itunes:author":
			f.Authors = append(f.Authors, p.people(c)...)
		case "category", "dc:subject", "itunes:category":
			f.Categories = appendNew(f.Categories, category(c))
		default:
			if !d.read(key, c.String()) {
				p.pace(key, c)
			}
		}
	}
	set(&f.ID, n.Prefixed("rdf", "about"))
	set(&f.Link, p.reference(n, n.Attr("href")))
	d.read("lastmod", n.Attr("lastmod"))
	set(&f.Updated, first(d.updated, d.published, d.issued, d.created))
}

// channelLink reads a link of the feed itself.
func (p *parser) channelLink(c *markup.Node) {
	f := p.feed
	href := p.reference(c, first(c.Attr("href"), c.String()))
	switch rel := strings.ToLower(c.Attr("rel")); {
	case href == "":
	case rel == "self":
		set(&f.Self, href)
	case rel == "hub":
		set(&f.Hub, href)
	case rel == "next" || rel == "prev-archive":
		set(&f.Next, href)
	case (rel == "" || rel == "alternate") && (c.Attr("href") == "" || pageType(c)):
		set(&f.Link, href)
	}
}

// pageType reports whether a link leads to a page.
func pageType(c *markup.Node) bool {
	kind := c.Attr("type")
	return kind == "" || strings.Contains(kind, "html") || strings.HasPrefix(kind, "text/")
}

func (p *parser) channelImage(c *markup.Node) {
	address := c.Attr("href")
	if url := c.Child("url"); url != nil {
		address = url.String()
	} else if !c.Elements() {
		address = first(address, c.String())
	}
	set(&p.feed.Image, p.reference(c, first(address, c.Prefixed("rdf", "resource"))))
}

// item reads one item.
func (p *parser) item(n *markup.Node) {
	if len(p.feed.Items) >= maxItems {
		return
	}
	it := Item{Start: p.place(n.Start), End: p.place(n.End), Language: n.Inherited("lang")}
	it.Cut = n.Open()
	r := itemReader{parser: p, item: &it}
	for _, c := range n.Children() {
		switch {
		case isItem(c):
			defer p.item(c) // the item before it was not closed
		default:
			r.read(keyOf(c), c)
		}
	}
	set(&it.ID, n.Prefixed("rdf", "about"))
	set(&r.alternate, p.reference(n, n.Attr("href")))
	r.dates.read("lastmod", n.Attr("lastmod"))
	r.finish()
	p.feed.Items = append(p.feed.Items, it)
}

// keyOf names an element by its vocabulary and name: "title", "dc:title".
func keyOf(n *markup.Node) string {
	name := strings.ToLower(n.Name)
	if f := family(n); f != "" {
		return f + ":" + name
	}
	return name
}

// title reads an element whose value is running text, whatever markup it is
// written in.
func (p *parser) title(c *markup.Node) string { return p.body(c).Plain() }

// body reads an element that holds a text, as its attributes and the format
// say: markup, escaped markup, plain text, or bytes in Base64.
func (p *parser) body(c *markup.Node) Body {
	kind, mode := strings.ToLower(strings.TrimSpace(c.Attr("type"))), strings.ToLower(c.Attr("mode"))
	atom := strings.HasPrefix(p.feed.Format, "atom") && family(c) == ""
	switch {
	case mode == "base64" || atom && mode == "" && isBinary(kind):
		return fromBase64(c.Text(), kind)
	case kind == "xhtml" || mode == "xml" && c.Elements() || c.Elements():
		return Body{trim(c.Markup()), true}
	case atom && (kind == "text" || kind == "text/plain" && mode != "escaped" || kind == "" && p.feed.Format == "atom 1.0"):
		return Body{trim(c.Text()), false}
	}
	text := trim(c.Text())
	return Body{text, kind == "html" || kind == "text/html" || markup.LooksHTML(text.String)}
}

// isBinary reports a media type that Atom has in Base64.
func isBinary(kind string) bool {
	return strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "xml") && !strings.HasSuffix(kind, "+xml")
}

// fromBase64 decodes a text in Base64; what is none stays as it is.
func fromBase64(t origin.Text, kind string) Body {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(t.String), ""))
	if err != nil {
		return Body{trim(t), false}
	}
	var b origin.Builder
	start, end := t.Bounds()
	b.Put(strings.ToValidUTF8(string(data), "\ufffd"), start, end)
	text := b.Text()
	return Body{text, kind != "text/plain" && markup.LooksHTML(text.String)}
}

// trim takes white space off the ends.
func trim(t origin.Text) origin.Text {
	left := len(t.String) - len(strings.TrimLeft(t.String, " \t\r\n"))
	right := len(strings.TrimRight(t.String, " \t\r\n"))
	if left == 0 && right == len(t.String) {
		return t
	}
	return t.Slice(left, max(left, right))
}

// dates are the dates of an item or feed by the words for them.
type dates struct {
	published, issued, created, updated string
	written                             string // the first date of publication as it is written
}

// read takes a date; it is false when the element is no date.
func (d *dates) read(key, value string) bool {
	at := map[string]*string{
		"pubdate": &d.published, "published": &d.published, "lastbuilddate": &d.updated,
		"issued": &d.issued, "dcterms:issued": &d.issued, "dcterms:available": &d.issued, "dc:date": &d.issued,
		"created": &d.created, "dcterms:created": &d.created,
		"updated": &d.updated, "modified": &d.updated, "dcterms:modified": &d.updated, "lastmod": &d.updated,
	}[key]
	if at == nil {
		return false
	}
	if date := stamp.Parse(value); date != "" {
		*at = date // the last one counts, as it does in other readers
	}
	if at != &d.updated {
		set(&d.written, value)
	}
	return true
}

// set sets a field that is empty.
func set(field *string, value string) {
	if *field == "" {
		*field = strings.TrimSpace(value)
	}
}

// first returns the first string that is not empty.
func first(list ...string) string {
	for _, s := range list {
		if s = strings.TrimSpace(s); s != "" {
			return s
		}
	}
	return ""
}

// appendNew appends a value that is not empty and not there yet.
func appendNew(list []string, value string) []string {
	if value == "" || len(list) > 100 {
		return list
	}
	for _, s := range list {
		if s == value {
			return list
		}
	}
	return append(list, value)
}

// category is the name of a category.
func category(c *markup.Node) string {
	return first(c.Attr("label"), c.Attr("term"), c.String(), c.Attr("text"))
}
