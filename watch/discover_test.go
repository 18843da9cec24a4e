// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"errors"
	"strings"
	"testing"
	"time"

	"depesche"
	"depesche/ingest/fetch"
)

const newsMap = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://blatt.example/1</loc>
<news:news><news:publication><news:name>Blatt</news:name><news:language>de</news:language></news:publication><news:publication_date>2025-07-12</news:publication_date><news:title>T</news:title></news:news></url></urlset>`

func TestDiscover(t *testing.T) {
	w := newWorld(t)
	feed, plain := text("application/rss+xml", rss("a|http://blatt.example/1")), newsMap[:strings.Index(newsMap, "<news:news>")]+"</url></urlset>"
	site := func(host, head string) {
		w.put(host+"/", text("text/html", "<html><head>"+head+"</head><body>Titelseite</body></html>"))
	}
	site("named.example", `<link rel="alternate" type="application/rss+xml" href="/rss"><link rel=alternate type="application/atom+xml; charset=utf-8" href="/comments/feed"><link rel="alternate" hreflang="en" href="/en"><link rel="alternate" type="application/json" href="/wp-json/1">`)
	w.put("named.example/rss", feed)
	w.put("named.example/robots.txt", text("text/plain", "Sitemap: "+w.url("named.example/news.xml")+"\nSitemap: /all.xml\nSitemap: "+w.url("named.example/gone.xml")))
	w.put("named.example/news.xml", text("application/xml", newsMap))
	w.put("named.example/all.xml", text("application/xml", plain))
	site("silent.example", "")
	w.put("silent.example/feed.xml", feed)
	site("none.example", "")
	w.put("feed.example/x", feed)
	w.put("map.example/x", text("application/xml", newsMap))
	client, err := fetch.New(fetch.Options{UserAgent: "depesche/test", Private: true, Lookup: lookup, Clock: w.clock, MaxWait: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for at, want := range map[string]string{
		"named.example/":  "feed /rss Blatt|sitemap /news.xml Blatt",
		"silent.example/": "feed /feed.xml Blatt",
		"feed.example/x":  "feed /x Blatt",
		"map.example/x":   "sitemap /x Blatt",
	} {
		found, err := Discover(t.Context(), client, w.url(at))
		var got []string
		for _, s := range found {
			got = append(got, s.Kind+" "+s.Address[strings.LastIndexByte(s.Address, '/'):]+" "+s.Title)
		}
		if err != nil || strings.Join(got, "|") != want {
			t.Errorf("%s: %v, %v, want %s", at, got, err, want)
		}
	}
	if _, err := Discover(t.Context(), client, w.url("none.example/")); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("no source: %v", err)
	}
	if _, err := Discover(t.Context(), client, w.url("none.example/x")); !strings.Contains(Explain(err).Error(), "404") {
		t.Errorf("no page: %v", err)
	}
}
