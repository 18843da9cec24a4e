// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"

	"depesche"
	"depesche/ingest/feed"
	"depesche/ingest/opml"
	"depesche/ingest/origin"
	"depesche/ingest/sitemap"
)

func sniffFeed(head []byte, _ string) bool    { return feed.Sniff(head) }
func sniffSitemap(head []byte, _ string) bool { return sitemap.Sniff(head) }
func sniffOPML(head []byte, _ string) bool    { return opml.Sniff(head) }

// all reads an input to its end.
func (in Input) all() ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(in.Body, MaxBytes+1))
	if err == nil && len(data) > MaxBytes {
		err = fmt.Errorf("more than %d MB: %w", MaxBytes>>20, depesche.ErrUnsupported)
	}
	return data, err
}

// readFeed reads the items of a feed: one that holds its text is an article,
// one that only leads to it is listed.
func readFeed(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		data, err := in.all()
		if err != nil {
			yield(Item{}, err)
			return
		}
		f, err := feed.Parse(data, feed.Options{URL: in.Options.URL, ContentType: in.Options.ContentType})
		if err != nil {
			yield(Item{}, err)
			return
		}
		for i := range f.Items {
			item := feedItem(f, &f.Items[i], data, in.Options)
			item.Place = fmt.Sprintf("item %d", i+1)
			if !yield(item, nil) {
				return
			}
		}
		if len(f.Items) == 0 {
			err = fmt.Errorf("a feed without items: %w", depesche.ErrInvalid)
		}
		for _, p := range f.Problems {
			if err == nil && f.Items[len(f.Items)-1].Cut {
				err = fmt.Errorf("%s; the feed is cut off behind item %d: %w", p, len(f.Items), depesche.ErrInvalid)
			}
		}
		if err != nil {
			yield(Item{}, err)
		}
	}
}

// feedItem makes an item of an entry of a feed.
func feedItem(f *feed.Feed, e *feed.Item, data []byte, opts Options) Item {
	item := Item{Original: data[e.Start:e.End], Encoding: f.Decoded.Encoding, Many: true}
	a := &item.Article
	a.URL, a.Title = resolve(opts.URL, e.Link), e.Title
	for _, p := range e.Authors {
		if p.Name != "" {
			a.Byline = append(a.Byline, p.Name)
		}
	}
	a.Language = languageTag(first(e.Language, f.Language))
	feedOutlet(a, f, e)
	feedDate(&item, e, opts)
	if a.URL == "" && e.ID != "" {
		sum := sha256.Sum256([]byte(first(f.Self, f.Link, opts.URL, f.Title) + "\x00" + e.ID))
		a.ID = hex.EncodeToString(sum[:8])
	}
	text := feedText(&item, e, opts)
	if text.String != "" {
		a.Rendering = depesche.RenderingFeed
	}
	item.complete(text.NFC(), func(at int) int { return f.Decoded.Place(at) - e.Start }, opts)
	return item
}

// feedOutlet says who published the entry: the source that it names, or else
// the feed.
func feedOutlet(a *depesche.Article, f *feed.Feed, e *feed.Item) {
	a.Outlet = depesche.Outlet{Name: outletName(f.Title), Domain: domainOf(first(a.URL, f.Link))}
	if e.Source != nil && e.Source.Title != "" {
		a.Outlet.Name = outletName(e.Source.Title)
		a.Outlet.Domain = domainOf(first(e.Source.Link, e.Source.Feed))
	}
}

// feedDate sets the date of publication.
func feedDate(item *Item, e *feed.Item, opts Options) {
	a := &item.Article
	a.Published, a.PublishedFrom = e.Published, "feed"
	if a.Published == "" && e.Dated != "" {
		if a.Published = machineDate(e.Dated, opts.Boilerplate); a.Published == "" {
			item.unread("the publication date %.60q is no date", e.Dated)
		}
	}
	if a.Published == "" && e.Updated != "" {
		a.Published = e.Updated
		item.unread("the feed gives no date of publication; %s is that of its last change", e.Updated)
	}
	if a.Published == "" {
		a.PublishedFrom = ""
	}
	item.modified(e.Updated, "feed")
}

// feedText returns the text of an entry when the feed holds the whole of it.
func feedText(item *Item, e *feed.Item, opts Options) origin.Text {
	shown := 0
	for _, part := range []struct {
		body  feed.Body
		least int
	}{{e.Content, minContent}, {e.Summary, minSummary}} {
		if e.Cut || opaque(part.body.Text) {
			continue
		}
		p := fragment{part.body.Text, part.body.HTML, item.Article.URL}.page(opts)
		shown = max(shown, p.shownLength())
		if p.whole(part.least) {
			p.head(&item.Article)
			p.furniture(&item.Article)
			return p.join()
		}
	}
	item.Listed = true
	switch {
	case e.Cut:
		item.unread("the feed is cut off inside this item; only its head was read")
	case shown > 0:
		item.unread("the feed gives a summary of %d characters and no text", shown)
	default:
		item.unread("the feed gives no text")
	}
	return origin.Text{}
}

// readSitemap lists the pages that a sitemap names, or the sitemaps of an
// index.
func readSitemap(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		data, err := in.all()
		if err != nil {
			yield(Item{}, err)
			return
		}
		f, err := sitemap.Parse(data, sitemap.Options{URL: in.Options.URL, ContentType: in.Options.ContentType})
		if err != nil {
			yield(Item{}, err)
			return
		}
		for i, p := range f.Pages {
			item := listed(p.URL, i+1, "a sitemap names the page and holds no text")
			if n := p.News; n != nil {
				item.Article.Title, item.Article.Outlet.Name = n.Title, n.Publication
				item.Article.Language = languageTag(n.Language)
				if n.Published != "" {
					item.Article.Published, item.Article.PublishedFrom = n.Published, "feed"
				}
			}
			item.complete(origin.Text{}, nil, in.Options)
			if !yield(item, nil) {
				return
			}
		}
		for i, s := range f.Sitemaps {
			item := listed(s.URL, i+1, "an index names the sitemap; get that one")
			item.complete(origin.Text{}, nil, in.Options)
			if !yield(item, nil) {
				return
			}
		}
		for _, p := range f.Problems {
			if !yield(Item{}, fmt.Errorf("%s: %w", p, depesche.ErrInvalid)) {
				return
			}
		}
	}
}

// readOPML lists the feeds that a document names.
func readOPML(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		data, err := in.all()
		if err != nil {
			yield(Item{}, err)
			return
		}
		d, err := opml.Parse(data)
		if err != nil {
			yield(Item{}, err)
			return
		}
		for i, s := range d.Feeds() {
			item := listed(s.Feed, i+1, "a list names the feed; \"depesche source import\" takes it in")
			item.Article.Title, item.Article.Outlet.Name = s.Label(), s.Label()
			item.Article.Language = languageTag(s.Language)
			item.complete(origin.Text{}, nil, in.Options)
			if !yield(item, nil) {
				return
			}
		}
	}
}

// listed makes an item of an address without a text.
func listed(address string, number int, reason string) Item {
	item := Item{
		Article:  depesche.Article{URL: resolve("", address)},
		Original: []byte(address), Encoding: "utf-8", Many: true, Listed: true, Place: fmt.Sprintf("item %d", number),
	}
	item.unread("%s", reason)
	return item
}
