// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"depesche"
	"depesche/store"
)

// channel is a feed with a head and items as they are given.
func channel(head string, items ...string) string {
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Blatt</title>` +
		head + strings.Join(items, "") + `</channel></rss>`
}

// TestOlder has the older items of a feed read at the first visit and not
// again: as the feed names them, as WordPress has them, and with a page that
// cannot be had.
func TestOlder(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"paged.example", "wp.example", "torn.example"} {
		w.add(name+"/feed", store.KindFeed)
		w.put(name+"/robots.txt", http.NotFound)
	}
	w.other = func(rw http.ResponseWriter, r *http.Request) {
		article("Bahr "+r.URL.Path, "Bahr traf Gromyko.")(rw, r)
	}
	item := func(host string, n int) string {
		return fmt.Sprintf("<item><title>Bahr %d</title><link>%s</link></item>", n, w.url(fmt.Sprintf("%s/%d", host, n)))
	}
	next := func(name string) string { return `<atom:link rel="next" href="` + w.url(name) + `"/>` }
	w.put("paged.example/feed", text("application/rss+xml", channel(next("paged.example/feed2"), item("paged.example", 1))))
	w.put("paged.example/feed2", text("application/rss+xml", channel(next("paged.example/feed3"), item("paged.example", 2))))
	w.put("paged.example/feed3", text("application/rss+xml", channel(next("paged.example/feed"), item("paged.example", 3))))
	wordPress := "<generator>https://wordpress.org/?v=6.5</generator>"
	w.put("wp.example/feed", text("application/rss+xml", channel(wordPress, item("wp.example", 1))))
	w.put("wp.example/feed?paged=2", text("application/rss+xml", channel(wordPress, item("wp.example", 2))))
	w.put("wp.example/feed?paged=3", http.NotFound)
	w.put("torn.example/feed", text("application/rss+xml", channel(next("torn.example/feed2"), item("torn.example", 1))))
	w.put("torn.example/feed2", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusForbidden) })

	if s := w.run(); s.Visited != 3 || s.Fresh != 6 || s.Added != 6 || s.Failed != 0 {
		t.Fatalf("first visit: %+v", s)
	}
	w.later(13 * time.Hour)
	if s := w.run(); s.Fresh != 0 {
		t.Fatalf("second visit: %+v", s)
	}
	for _, name := range []string{"paged.example/feed2", "paged.example/feed3", "wp.example/feed?paged=2", "wp.example/feed?paged=3", "torn.example/feed2"} {
		if w.hit(name) != 1 {
			t.Errorf("%s was asked for %d times", name, w.hit(name))
		}
	}
}

// whole is an item of a feed that holds its whole text.
func whole(address, title, body string) string {
	return fmt.Sprintf("<item><title>%s</title><link>%s</link><pubDate>Sat, 12 Jul 2025 06:00:00 GMT</pubDate><content:encoded><![CDATA[<p>%s</p>]]></content:encoded></item>", title, address, body)
}

// TestStandIn has the text of the feed stand in for pages that robots.txt
// closes, that the server refuses, and that show only a part of it; and has the
// page take its place once it can be had.
func TestStandIn(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	body := strings.Repeat("Brandt traf Stoph am Donnerstag in Erfurt und sprach mit ihm über die Grenze. ", 6)
	names := []string{"robots.example/1", "refused.example/1", "teaser.example/1", "open.example/1"}
	var items []string
	for _, name := range names {
		items = append(items, whole(w.url(name), "Brandt in Erfurt", body))
	}
	w.put("blatt.example/feed", text("application/rss+xml", channel("", items...)))
	w.put("robots.example/robots.txt", text("text/plain", "User-agent: *\nDisallow: /\n"))
	w.put("refused.example/1", func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusForbidden) })
	w.put("teaser.example/1", text("text/html", "<html><title>Brandt in Erfurt</title><h1>Brandt in Erfurt</h1><p>Brandt traf Stoph am Donnerstag.</p></html>"))
	w.put("open.example/1", article("Brandt in Erfurt", body))
	if s := w.run(); s.Added != 4 || s.Unfetched != 2 || s.Unread != 1 {
		t.Fatalf("first round: %+v", s)
	}
	for i, name := range names {
		h, r := w.head(name)
		want := depesche.RenderingFeed
		if i == 3 {
			want = ""
		}
		if h.Rendering != want || !strings.Contains(r.Article.Text, "über die Grenze") || h.Published[:10] != "2025-07-12" {
			t.Errorf("%s: rendering %q, published %s, text %q", name, h.Rendering, h.Published, r.Article.Text)
		}
		if want != "" && !strings.Contains(fmt.Sprint(r.Unread), "the feed carries") {
			t.Errorf("%s does not say whose text it is: %v", name, r.Unread)
		}
	}
	w.put("refused.example/1", article("Brandt in Erfurt", body))
	w.later(2 * time.Hour)
	s := w.run()
	if h, _ := w.head("refused.example/1"); s.Completed != 1 || s.Changed != 0 || h.Rendering != "" || h.Version != 2 {
		t.Errorf("the page can be had now: %+v, %+v", s, h)
	}
	if h, _ := w.head("teaser.example/1"); h.Rendering != depesche.RenderingFeed || h.Version != 1 {
		t.Errorf("a teaser has taken the place of the whole text: %+v", h)
	}
	if w.hit("robots.example/1") != 0 {
		t.Error("a page was fetched that robots.txt closes")
	}
}

// TestPublisher carries the true publisher that a feed names to the article of
// the page, unless it is the page's own outlet.
func TestPublisher(t *testing.T) {
	w := newWorld(t)
	w.add("sammler.example/feed", store.KindFeed)
	item := func(name string) string {
		return fmt.Sprintf(`<item><title>Bahr</title><link>%s</link><source url="http://www.agentur.example/rss">Agentur Beispiel</source></item>`, w.url(name))
	}
	w.put("sammler.example/feed", text("application/rss+xml", channel("", item("sammler.example/1"), item("agentur.example/2"))))
	w.put("sammler.example/1", article("Bahr", "Bahr traf Gromyko in Moskau."))
	w.put("agentur.example/2", article("Bahr", "Bahr traf Gromyko in Moskau."))
	w.run()
	if _, r := w.head("sammler.example/1"); r.Article.Publisher == nil || *r.Article.Publisher != (depesche.Outlet{Name: "Agentur Beispiel", Domain: "www.agentur.example"}) || r.Article.Outlet.Domain != "sammler.example" {
		t.Errorf("of a collector: %+v of %+v", r.Article.Publisher, r.Article.Outlet)
	}
	if _, r := w.head("agentur.example/2"); r.Article.Publisher != nil {
		t.Errorf("of the publisher itself: %+v", r.Article.Publisher)
	}
}
