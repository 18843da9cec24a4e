// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"depesche"
	"depesche/address"
	"depesche/ingest/feed"
	"depesche/ingest/fetch"
	"depesche/ingest/sitemap"
	"depesche/store"
)

// The bounds of a discovery.
const (
	maxFeeds    = 12 // feeds of one page
	maxSitemaps = 8  // sitemaps of one robots.txt
)

// wellKnown are the places where sites keep feeds that no page of theirs
// names.
var wellKnown = []string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.rdf", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml"}

// Discover finds the sources at an address: the feed or sitemap that it is,
// or the feeds that its page names and the news sitemaps of its site. The
// error wraps depesche.ErrNotFound when there are none, and is an
// *fetch.Error when the address itself cannot be had.
func Discover(ctx context.Context, client *fetch.Client, at string) ([]store.Source, error) {
	r, err := client.Get(ctx, fetch.Request{URL: at})
	if err != nil {
		return nil, err
	}
	if s, ok := sourceOf(at, r); ok {
		return []store.Source{s}, nil
	}
	d := discovery{client: client, site: r.URL, seen: map[string]bool{}}
	for _, link := range feedLinks(r.URL, r.Body) {
		d.try(ctx, link, anySource)
	}
	sitemaps, err := client.Sitemaps(ctx, r.URL)
	if err != nil {
		return nil, err
	}
	for _, link := range sitemaps[:min(len(sitemaps), maxSitemaps)] {
		d.try(ctx, link, isNews)
	}
	if len(d.found) == 0 {
		for _, path := range wellKnown {
			d.try(ctx, resolve(r.URL, path), anySource)
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(d.found) == 0 {
		return nil, fmt.Errorf("%s names no feed and no news sitemap; look for the address of a feed on the site, and add that: %w", at, depesche.ErrNotFound)
	}
	return d.found, nil
}

// sourceOf reports whether a document is a feed or sitemap, and which.
func sourceOf(at string, r *fetch.Response) (store.Source, bool) {
	kind := r.Header.Get("Content-Type")
	s := store.Source{Address: address.Clean(first(r.Permanent, at))}
	head := r.Body[:min(len(r.Body), 4096)]
	if feed.Sniff(head) {
		f, err := feed.Parse(r.Body, feed.Options{URL: r.URL, ContentType: kind})
		if err == nil {
			s.Kind, s.Title, s.Site = store.KindFeed, f.Title, f.Link
			return s, true
		}
	}
	f, err := sitemap.Parse(r.Body, sitemap.Options{URL: r.URL, ContentType: kind})
	if err != nil || !sitemap.Sniff(head) && !packed(head) {
		return s, false
	}
	s.Kind = store.KindSitemap
	for _, p := range f.Pages {
		if p.News != nil {
			s.Title = p.News.Publication
			break
		}
	}
	return s, true
}

// packed reports gzip data.
func packed(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b}) }

// discovery is the search for the sources of one site.
type discovery struct {
	client *fetch.Client
	site   string
	seen   map[string]bool
	found  []store.Source
}

// try looks whether there is a source at an address that is wanted. What
// cannot be had is none.
func (d *discovery) try(ctx context.Context, link string, wanted func(store.Source, *fetch.Response) bool) {
	if link == "" || d.seen[address.Key(link)] || ctx.Err() != nil {
		return
	}
	d.seen[address.Key(link)] = true
	r, err := d.client.Get(ctx, fetch.Request{URL: link})
	if err != nil {
		return
	}
	s, ok := sourceOf(link, r)
	if !ok || !wanted(s, r) {
		return
	}
	if s.Site == "" {
		s.Site = d.site
	}
	d.found = append(d.found, s)
}

func anySource(store.Source, *fetch.Response) bool { return true }

// isNews reports whether a sitemap is one of news: it has the extension for
// news, or is named so.
func isNews(s store.Source, r *fetch.Response) bool {
	if s.Kind == store.KindFeed || strings.Contains(strings.ToLower(s.Address), "news") {
		return true
	}
	f, err := sitemap.Parse(r.Body, sitemap.Options{URL: r.URL})
	if err != nil {
		return false
	}
	for _, p := range f.Pages {
		if p.News != nil {
			return true
		}
	}
	return false
}

// feedTypes are the media types of feeds.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true, "application/feed+json": true,
}

// feedLinks lists the feeds that a page names (link rel="alternate"), without
// those of comments.
func feedLinks(base string, page []byte) []string {
	var links []string
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for len(links) < maxFeeds {
		switch tokens.Next() {
		case html.ErrorToken:
			return links
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			values := map[string]string{}
			for _, a := range token.Attr {
				values[a.Key] = strings.TrimSpace(a.Val)
			}
			kind, _, _ := strings.Cut(strings.ToLower(values["type"]), ";")
			if (token.Data == "link" || token.Data == "a") && feedTypes[strings.TrimSpace(kind)] && !strings.Contains(strings.ToLower(values["href"]), "comments/") {
				links = append(links, resolve(base, values["href"]))
			}
		}
	}
	return links
}

// resolve is a reference as an absolute address; "" when it is none.
func resolve(base, reference string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ""
	}
	u, err := b.Parse(reference)
	if err != nil || address.Host(u.String()) == "" {
		return ""
	}
	return u.String()
}

// Explain says in words what came of a search that found nothing.
func Explain(err error) error {
	var failed *fetch.Error
	if errors.As(err, &failed) {
		return fmt.Errorf("%s: %s", failed.URL, failed.Reason)
	}
	return err
}
