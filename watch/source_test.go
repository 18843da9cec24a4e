// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"depesche/store"
)

// TestForeignCanonical checks that a page cannot put its words under the
// address of another site.
func TestForeignCanonical(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	w.put("blatt.example/feed", text("application/rss+xml", rss("Echt|"+w.url("blatt.example/1"))))
	w.put("blatt.example/1", article("Echt", "Brandt traf Stoph am Donnerstag in Erfurt."))
	w.run()
	w.add("evil.example/feed", store.KindFeed)
	w.put("evil.example/feed", text("application/rss+xml", rss("Falsch|"+w.url("evil.example/1"), "Anders|"+w.url("www.evil.example/2"))))
	claim := func(of, body string) http.HandlerFunc {
		return text("text/html", strings.Replace(page("Falsch", body), "<head>", `<head><link rel="canonical" href="`+w.url(of)+`"><meta property="og:url" content="`+w.url(of)+`">`, 1))
	}
	w.put("evil.example/1", claim("blatt.example/1", "Brandt traf niemanden."))
	w.put("www.evil.example/2", claim("evil.example/zwei", "Bahr traf niemanden."))
	if s := w.run(); s.Added != 2 || s.Changed != 0 {
		t.Errorf("%+v", s)
	}
	if h, r := w.head("blatt.example/1"); h.Version != 1 || !strings.Contains(r.Article.Text, "Stoph") {
		t.Errorf("rewritten: %+v", r.Article)
	}
	if _, r := w.head("evil.example/1"); !strings.Contains(r.Article.Text, "niemanden") || r.Article.Outlet.Domain != "evil.example" {
		t.Errorf("its own: %+v", r.Article)
	}
	if _, r := w.head("evil.example/zwei"); !strings.Contains(r.Article.Text, "Bahr") {
		t.Errorf("a canonical address on its own site holds: %+v", r.Article)
	}
}

// TestIndex checks that an index of sitemaps that does not change hides
// nothing that changes further in, and that a busy host loses nothing.
func TestIndex(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/sitemap.xml", store.KindSitemap)
	w.put("blatt.example/sitemap.xml", func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprintf(rw, `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>%s</loc></sitemap><sitemap><loc>%s</loc></sitemap></sitemapindex>`,
			w.url("busy.example/a.xml"), w.url("blatt.example/b.xml"))
	})
	pages := []string{"blatt.example/1"}
	w.put("blatt.example/b.xml", func(rw http.ResponseWriter, _ *http.Request) {
		io.WriteString(rw, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
		for _, p := range pages {
			fmt.Fprintf(rw, "<url><loc>%s</loc><lastmod>%s</lastmod></url>", w.url(p), w.clock.Now().Format(time.DateOnly))
		}
		io.WriteString(rw, "</urlset>")
	})
	w.put("busy.example/a.xml", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Retry-After", "7200")
		rw.WriteHeader(http.StatusServiceUnavailable)
	})
	for n := range 4 {
		w.put(fmt.Sprintf("blatt.example/%d", n), article(fmt.Sprint("Titel ", n), fmt.Sprintf("Brandt traf Stoph zum %d. Mal.", n)))
	}
	if s := w.run(); s.Fresh != 1 || s.Failed != 0 {
		t.Errorf("first: %+v", s)
	}
	pages = append(pages, "blatt.example/2")
	w.later(90 * time.Minute)
	if s := w.run(); s.Fresh != 1 {
		t.Errorf("the host is still busy: %+v", s)
	}
	w.put("busy.example/a.xml", text("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>`+w.url("blatt.example/3")+`</loc><lastmod>2025-07-12</lastmod></url></urlset>`))
	w.later(3 * time.Hour)
	if s := w.run(); s.Fresh != 1 {
		t.Errorf("when it is no longer: %+v", s)
	}
}

// TestPageless checks that articles that stand in the feed alone are kept.
func TestPageless(t *testing.T) {
	w := newWorld(t)
	w.add("amt.example/feed", store.KindFeed)
	body := strings.Repeat("Der Minister traf am Montag den Botschafter in Oslo und sprach mit ihm über den Vertrag. ", 14)
	item := func(id, text string) string {
		return `<item><guid isPermaLink="false">` + id + `</guid><title>Mitteilung ` + id + `</title><description>` + text + `</description></item>`
	}
	feed := func(items ...string) {
		w.put("amt.example/feed", text("application/rss+xml", `<rss version="2.0"><channel><title>Amt</title>`+strings.Join(items, "")+`</channel></rss>`))
	}
	feed(item("a", body), item("b", "Kurz."))
	if s := w.run(); s.Added != 1 || s.Fresh != 0 {
		t.Errorf("first: %+v", s)
	}
	feed(item("a", body), item("b", "Kurz."), item("c", "Neu: "+body))
	w.later(13 * time.Hour)
	if s := w.run(); s.Added != 1 || s.Changed != 0 {
		t.Errorf("one more: %+v", s)
	}
	feed(item("a", body+" Er kam am Abend zurück."))
	w.later(13 * time.Hour)
	if s := w.run(); s.Added != 0 || s.Changed != 1 {
		t.Errorf("one was changed: %+v", s)
	}
}

// TestNotMoved checks that what was said to have moved for good is looked for
// at its old address when the new one fails.
func TestNotMoved(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	w.put("blatt.example/feed", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, w.url("login.example/feed"), http.StatusMovedPermanently)
	})
	w.put("login.example/feed", text("application/rss+xml", rss("a|"+w.url("blatt.example/1"))))
	w.put("blatt.example/1", article("a", "Brandt traf Stoph."))
	w.run()
	w.put("login.example/feed", nil)
	w.put("blatt.example/feed", text("application/rss+xml", rss("b|"+w.url("blatt.example/2"))))
	w.put("blatt.example/2", article("b", "Bahr traf Gromyko."))
	for range 12 {
		w.later(13 * time.Hour)
		w.run()
	}
	if _, r := w.head("blatt.example/2"); r.Article.Title != "b" {
		t.Errorf("%+v", r.Article)
	}
}
