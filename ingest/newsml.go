// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"fmt"
	"iter"
	"strings"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/markup"
	"depesche/ingest/origin"
	"depesche/ingest/stamp"
)

// sniffNewsML takes NewsML-G2 (https://iptc.org/standards/newsml-g2/) and NITF.
func sniffNewsML(head []byte, _ string) bool {
	switch markup.RootName(string(head)) {
	case "newsmessage", "newsitem", "packageitem", "nitf":
		return true
	}
	return false
}

// readNewsML reads the news items of a message, one item alone, or a document
// in NITF. Items of pictures and packages, which have no text, are listed.
func readNewsML(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		data, err := in.all()
		if err != nil {
			yield(Item{}, err)
			return
		}
		d := decode.Bytes(data, first(contentCharset(in.Options.ContentType), markup.Encoding(data)))
		doc := markup.Parse(d.String)
		items := newsItems(doc)
		for i, n := range items {
			item := newsItem(n, d, data, in.Options)
			item.Place, item.Many = fmt.Sprintf("item %d", i+1), len(items) > 1
			if !yield(item, nil) {
				return
			}
		}
		switch {
		case len(items) == 0:
			yield(Item{}, fmt.Errorf("a message without news items: %w", depesche.ErrInvalid))
		case items[len(items)-1].Open():
			yield(Item{}, fmt.Errorf("the file is cut off in item %d: %w", len(items), depesche.ErrInvalid))
		}
	}
}

// newsItems lists the news items of a document.
func newsItems(doc *markup.Document) []*markup.Node {
	var all []*markup.Node
	doc.Root.Walk(func(n *markup.Node) bool {
		if n.Is("newsItem") || n.Is("packageItem") || n.Is("nitf") {
			all = append(all, n)
			return false
		}
		return true
	})
	return all
}

// newsItem makes an item of a news item.
func newsItem(n *markup.Node, d *decode.Text, data []byte, opts Options) Item {
	start, end := d.Place(n.Start), d.Place(n.End)
	item := Item{Original: data[start:end], Encoding: d.Encoding}
	a := &item.Article
	body := describeNews(n, a, opts)
	if a.Published != "" {
		a.PublishedFrom = "meta"
	}
	item.modified(changedNews(n), "meta")
	place := func(at int) int { return d.Place(at) - start }
	if strings.TrimSpace(body.body.String) == "" {
		item.Listed = true
		item.unread("a news item without a text")
		item.complete(origin.Text{}, place, opts)
		return item
	}
	p := body.page(opts)
	p.head(a)
	p.furniture(a)
	item.complete(p.join().NFC(), place, opts)
	if n.Open() {
		item.unread("the file is cut off in this item; the text may be a part of it")
	}
	if a.Text == "" {
		item.unread("the text is empty")
	}
	return item
}

// changedNews returns when an item says that this version of it was made.
func changedNews(n *markup.Node) string {
	version, content := "", ""
	if meta := n.Child("itemMeta"); meta != nil {
		version = stamp.Parse(meta.ChildString("versionCreated"))
	}
	if meta := n.Child("contentMeta"); meta != nil {
		content = stamp.Parse(meta.ChildString("contentModified"))
	}
	return first(content, version)
}

// describeNews sets what the item says of itself and returns its text.
func describeNews(n *markup.Node, a *depesche.Article, opts Options) fragment {
	if n.Is("nitf") {
		return describeNITF(n, a, opts)
	}
	meta, content := n.Child("itemMeta"), n.Child("contentMeta")
	if meta != nil {
		a.Published = first(stamp.Parse(meta.ChildString("firstCreated")), stamp.Parse(meta.ChildString("versionCreated")))
		if p := meta.Child("provider"); p != nil {
			a.Outlet.Name = first(p.ChildString("name"), p.Attr("literal"), p.String())
		}
		a.Title = meta.ChildString("title")
	}
	if content != nil {
		a.Published = first(stamp.Parse(content.ChildString("contentCreated")), a.Published)
		a.Title = first(content.ChildString("headline"), a.Title)
		if by := content.ChildString("by"); by != "" {
			a.Byline = bylineNames(by, opts)
		}
		if l := content.Child("language"); l != nil {
			a.Language = languageTag(l.Attr("tag"))
		}
		if s := content.Child("infoSource"); s != nil && a.Outlet.Name == "" {
			a.Outlet.Name = first(s.ChildString("name"), s.Attr("literal"))
		}
	}
	a.Language = first(a.Language, languageTag(n.Inherited("lang")))
	set := n.Child("contentSet")
	if set == nil {
		return fragment{}
	}
	for _, c := range set.Children() {
		switch {
		case c.Is("inlineXML") && c.Find("nitf") != nil:
			return describeNITF(c.Find("nitf"), a, opts)
		case c.Is("inlineXML"):
			return fragment{body: c.Markup("head"), html: true}
		case c.Is("inlineData") && c.Attr("encoding") == "":
			text := c.Text()
			return fragment{body: text, html: strings.Contains(c.Attr("contenttype"), "html") || markup.LooksHTML(text.String)}
		}
	}
	return fragment{}
}

// describeNITF sets what a document in NITF says of itself, where nothing is
// known yet, and returns its text.
func describeNITF(n *markup.Node, a *depesche.Article, opts Options) fragment {
	if head := n.Find("body.head"); head != nil {
		if h := head.Find("hl1"); h != nil {
			a.Title = first(a.Title, h.String())
		}
		if by := head.Find("byline"); by != nil && len(a.Byline) == 0 {
			if s := by.String(); s != "" {
				a.Byline = bylineNames(s, opts)
			}
		}
		if date := head.Find("story.date"); date != nil {
			a.Published = first(a.Published, stamp.Parse(date.Attr("norm")))
		}
	}
	a.Title = first(a.Title, titleOf(n.Find("head")))
	if issue := n.Find("date.issue"); issue != nil {
		a.Published = first(a.Published, stamp.Parse(issue.Attr("norm")))
	}
	content := n.Find("body.content")
	if content == nil {
		return fragment{}
	}
	return fragment{body: content.Markup("media", "note", "fn"), html: true}
}

func titleOf(head *markup.Node) string {
	if head == nil {
		return ""
	}
	return head.ChildString("title")
}
