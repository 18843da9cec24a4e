// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"depesche"
	"depesche/ingest"
	"depesche/ingest/fetch"
	"depesche/store"
)

// fakeClock is a clock on which waiting takes no time.
type fakeClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(max(0, d))
	return ctx.Err()
}

func (c *fakeClock) After(time.Duration) <-chan time.Time { return nil }

// plainReader makes a record of nothing but the article.
type plainReader struct{}

func (plainReader) Read(item ingest.Item) *depesche.Record {
	return &depesche.Record{Article: item.Article, Sentences: []depesche.Sentence{}, Entities: []depesche.Entity{}, Times: []depesche.Time{},
		Statements: []depesche.Statement{}, Events: []depesche.Event{}, Unread: item.Unread}
}

func (plainReader) ReadBy(string) (string, error) { return "test", nil }

// world is a network of sites on loopback: every host name leads to one
// server, which answers as the test says and counts what it was asked for.
type world struct {
	t      testing.TB
	server *httptest.Server
	clock  *fakeClock
	db     *store.DB

	mu    sync.Mutex
	pages map[string]http.HandlerFunc // by host and path
	hits  map[string]int
	other http.HandlerFunc // answers where no page stands
}

func newWorld(t testing.TB) *world {
	w := &world{t: t, clock: &fakeClock{now: time.Date(2025, 7, 12, 8, 0, 0, 0, time.UTC)}, pages: map[string]http.HandlerFunc{}, hits: map[string]int{}}
	w.server = httptest.NewServer(http.HandlerFunc(w.answer))
	t.Cleanup(w.server.Close)
	w.db = w.open(":memory:")
	return w
}

func (w *world) open(path string) *store.DB {
	w.t.Helper()
	db, err := store.Open(path)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { db.Close() })
	db.Now = w.clock.Now
	return db
}

func (w *world) answer(rw http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ":")
	name := host + r.URL.RequestURI()
	w.mu.Lock()
	w.hits[name]++
	page := w.pages[name]
	if page == nil {
		page = w.other
	}
	w.mu.Unlock()
	if page == nil {
		http.NotFound(rw, r)
		return
	}
	page(rw, r)
}

func (w *world) hit(name string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.hits[name]
}

// put sets what stands at an address like "a.example/1".
func (w *world) put(name string, page http.HandlerFunc) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pages[name] = page
}

// url is an address of the world.
func (w *world) url(name string) string {
	host, path, _ := strings.Cut(name, "/")
	return "http://" + host + w.server.URL[strings.LastIndexByte(w.server.URL, ':'):] + "/" + path
}

// text answers with a document.
func text(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		io.WriteString(w, body)
	}
}

// article is a page with an article.
func article(title, body string) http.HandlerFunc {
	return text("text/html; charset=utf-8", page(title, body))
}

func page(title, body string) string {
	return "<!doctype html><html lang=de><head><title>" + title + "</title></head><body><article><h1>" + title + "</h1><p>" + body +
		"</p><p>Der Minister reiste am Abend nach Bonn zurück und sprach dort mit der Presse über den Vertrag und über die Grenze.</p></article></body></html>"
}

// rss is a feed of the items "title|link|date".
func rss(items ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Blatt</title><link>http://blatt.example/</link>`)
	for _, item := range items {
		f := append(strings.Split(item, "|"), "", "")
		fmt.Fprintf(&b, "<item><title>%s</title><link>%s</link>", f[0], f[1])
		if f[2] != "" {
			fmt.Fprintf(&b, "<pubDate>%s</pubDate>", f[2])
		}
		b.WriteString("</item>")
	}
	return b.String() + "</channel></rss>"
}

// lookup leads every name to loopback.
func lookup(context.Context, string) ([]netip.Addr, error) {
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

func (w *world) options() Options {
	return Options{
		Fetch:  fetch.Options{UserAgent: "depesche/test (+mailto:desk@a.example)", Private: true, Lookup: lookup, Timeout: 10 * time.Second, MaxBytes: 4 << 20},
		Reader: plainReader{}, Readers: 2, Once: true, Clock: w.clock,
	}
}

// run visits what is due, once.
func (w *world) run(change ...func(*Options)) Summary {
	w.t.Helper()
	opts := w.options()
	for _, c := range change {
		c(&opts)
	}
	watcher, err := New(w.db, opts)
	if err != nil {
		w.t.Fatal(err)
	}
	summary, err := watcher.Run(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if err := watcher.Close(); err != nil {
		w.t.Fatal(err)
	}
	return summary
}

func (w *world) add(name, kind string) {
	w.t.Helper()
	if _, err := w.db.AddSource(w.t.Context(), store.Source{Address: w.url(name), Kind: kind}); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) later(d time.Duration) { w.clock.Sleep(context.Background(), d) }

// head is the article at an address.
func (w *world) head(name string) (store.Head, *depesche.Record) {
	w.t.Helper()
	id, err := w.db.Find(w.t.Context(), w.url(name))
	if err != nil {
		w.t.Fatal(err)
	}
	h, r, err := w.db.Article(w.t.Context(), id, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return h, r
}

// TestFollow follows a source through a week: new items, a silent edit, a page
// that vanishes and comes back.
func TestFollow(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	items := []string{"Brandt in Erfurt|" + w.url("blatt.example/1?utm_source=rss") + "|Sat, 12 Jul 2025 06:00:00 GMT", "Bahr in Moskau|" + w.url("blatt.example/2")}
	feed := func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", fmt.Sprint(len(items)))
		if r.Header.Get("If-None-Match") == fmt.Sprint(len(items)) {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(rw, rss(items...))
	}
	w.put("blatt.example/feed", feed)
	w.put("blatt.example/1", article("Brandt in Erfurt", "Brandt traf Stoph am Donnerstag in Erfurt."))
	w.put("blatt.example/2", article("Bahr in Moskau", "Bahr traf Gromyko in Moskau."))
	if s := w.run(); s.Visited != 1 || s.Fresh != 2 || s.Fetched != 2 || s.Added != 2 || s.Unfetched != 0 {
		t.Fatalf("first round: %+v", s)
	}
	h, r := w.head("blatt.example/1")
	if h.Published != "2025-07-12T06:00:00Z" || h.PublishedFrom != "feed" || strings.Contains(r.Article.URL, "utm") || !strings.Contains(r.Article.Text, "Stoph") {
		t.Errorf("article: %+v", r.Article)
	}
	if s := w.run(); s != (Summary{}) {
		t.Errorf("nothing is due: %+v", s)
	}
	items = append(items, "Scheel in Warschau|"+w.url("blatt.example/3"))
	w.put("blatt.example/1", article("Brandt in Erfurt", "Brandt traf Stoph nicht."))
	w.put("blatt.example/3", article("Scheel in Warschau", "Scheel traf Jędrychowski."))
	w.later(2 * time.Hour)
	if s := w.run(); s.Visited != 1 || s.Fresh != 1 || s.Added != 1 || s.Changed != 1 || s.Same != 1 {
		t.Errorf("two hours later: %+v", s)
	}
	if h, _ := w.head("blatt.example/1"); h.Version != 2 {
		t.Errorf("the edit is version %d", h.Version)
	}
	w.put("blatt.example/2", nil)
	w.later(24 * time.Hour)
	if s := w.run(); s.Gone != 1 {
		t.Errorf("a page has vanished: %+v", s)
	}
	if h, r := w.head("blatt.example/2"); h.Gone == "" || r.Article.Text == "" {
		t.Errorf("gone since %q, text %q", h.Gone, r.Article.Text)
	}
	w.put("blatt.example/2", article("Bahr in Moskau", "Bahr traf Gromyko in Moskau."))
	w.later(48 * time.Hour)
	w.run()
	if h, _ := w.head("blatt.example/2"); h.Gone != "" || h.Version != 1 {
		t.Errorf("it is there again, but gone since %q, version %d", h.Gone, h.Version)
	}
	for range 20 {
		w.later(15 * 24 * time.Hour)
		w.run()
	}
	if n := w.hit("blatt.example/1?utm_source=rss") + w.hit("blatt.example/1"); n != len(again)+1 {
		t.Errorf("in a year it was fetched %d times, want %d", n, len(again)+1)
	}
}

// TestWeek watches a source for a week that publishes every half hour and
// shows its last ten items: nothing is missed, and it is not visited much more
// often than it publishes.
func TestWeek(t *testing.T) {
	const every, shown = 30 * time.Minute, 10
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	start := w.clock.Now()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	w.put("blatt.example/feed", func(rw http.ResponseWriter, _ *http.Request) {
		now := w.clock.Now()
		var items []string
		for n := int(now.Sub(start) / every); n >= 0 && len(items) < shown; n-- {
			items = append(items, fmt.Sprintf("Titel %d|%s|%s", n, w.url(fmt.Sprintf("blatt.example/%d", n)), start.Add(time.Duration(n)*every).Format(time.RFC1123)))
		}
		io.WriteString(rw, rss(items...))
		if now.Sub(start) > 7*24*time.Hour {
			stop()
		}
	})
	w.other = func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		io.WriteString(rw, page("Titel "+r.URL.Path[1:], "Brandt traf Stoph zum Gespräch "+r.URL.Path[1:]+"."))
	}
	opts := w.options()
	opts.Once = false
	watcher, err := New(w.db, opts)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := watcher.Run(ctx)
	if err != nil {
		t.Fatal(err)
	}
	published := int(7 * 24 * time.Hour / every)
	if summary.Fresh < published-shown || summary.Added < published-2*shown || summary.Changed > 0 {
		t.Errorf("published %d, offered and kept: %+v", published, summary)
	}
	if visits := w.hit("blatt.example/feed"); visits > 2*published {
		t.Errorf("%d visits for %d items", visits, published)
	}
	h, err := w.db.Health(t.Context(), 8)
	if err != nil {
		t.Fatal(err)
	}
	if s := h.Sources[0]; s.State != store.SourceFine || s.Missed > 0 || s.Gap < 900 || s.Gap > 3600 {
		t.Errorf("%+v", s)
	}
}

// TestUpdated checks that an item that its feed says was changed is looked at
// at once, but not without end.
func TestUpdated(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	updated := ""
	w.put("blatt.example/feed", func(rw http.ResponseWriter, _ *http.Request) {
		io.WriteString(rw, `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blatt</title><entry><title>a</title><link href="`+w.url("blatt.example/1")+`"/><updated>`+updated+`</updated></entry></feed>`)
	})
	w.put("blatt.example/1", article("a", "Brandt traf Stoph."))
	updated = w.clock.Now().Add(-time.Hour).Format(time.RFC3339)
	w.run()
	for range 60 { // long after the usual looks
		w.later(24 * time.Hour)
		w.run()
	}
	before := w.hit("blatt.example/1")
	w.put("blatt.example/1", article("a", "Brandt traf Stoph nicht."))
	updated = w.clock.Now().Add(time.Hour).Format(time.RFC3339)
	w.later(24 * time.Hour)
	if s := w.run(); s.Changed != 1 || w.hit("blatt.example/1") != before+1 {
		t.Errorf("%+v, %d looks", s, w.hit("blatt.example/1")-before)
	}
	for range 60 {
		updated = w.clock.Now().Add(12 * time.Hour).Format(time.RFC3339)
		w.later(24 * time.Hour)
		w.run()
	}
	if n := w.hit("blatt.example/1"); n > 25 {
		t.Errorf("looked at %d times", n)
	}
}

// TestVariants checks that the addresses of one article are fetched once.
func TestVariants(t *testing.T) {
	w := newWorld(t)
	for i, link := range []string{"www.blatt.example/1?utm_source=a", "m.blatt.example/1", "amp.blatt.example/1", "blatt.example/1/amp", "blatt.example/1/druck", "blatt.example/1?fbclid=x"} {
		name := fmt.Sprintf("s%d.example/feed", i)
		w.add(name, store.KindFeed)
		w.put(name, text("application/rss+xml", rss("Titel|"+w.url(link))))
		w.put(link, article("Titel", "Brandt traf Stoph."))
	}
	w.put("blatt.example/1", article("Titel", "Brandt traf Stoph."))
	w.put("www.blatt.example/1", article("Titel", "Brandt traf Stoph."))
	if s := w.run(); s.Fresh != 1 || s.Fetched != 1 || s.Added != 1 || s.Visited != 6 {
		t.Errorf("%+v", s)
	}
}

// TestStrangePages checks what becomes of pages that are not as they should be.
func TestStrangePages(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	const body = "Brandt traf Stoph am Donnerstag in Erfurt zu einem Gespräch."
	pages := map[string]http.HandlerFunc{
		"good":    article("Gut", body),
		"lie":     text("text/html; charset=iso-8859-1", strings.Replace(page("Lüge", body), "<head>", `<head><meta charset="utf-8">`, 1)),
		"pdf":     text("application/pdf", "%PDF-1.7 …"),
		"picture": text("image/png", "\x89PNG"),
		"empty":   text("text/html", ""),
		"front":   func(rw http.ResponseWriter, r *http.Request) { http.Redirect(rw, r, "/", http.StatusFound) },
		"secret":  article("Geheim", body),
		"broken":  func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusInternalServerError) },
		"busy":    func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(http.StatusServiceUnavailable) },
	}
	var items []string
	for name, page := range pages {
		w.put("blatt.example/"+name, page)
		items = append(items, name+"|"+w.url("blatt.example/"+name))
	}
	w.put("blatt.example/", article("Titelseite", "Alles."))
	w.put("blatt.example/robots.txt", text("text/plain", "User-agent: depesche\nDisallow: /secret\n"))
	w.put("blatt.example/feed", text("application/rss+xml", rss(append(items, "ohne Seite|", "fremd|ftp://blatt.example/x")...)))
	s := w.run()
	if s.Fresh != len(items) || s.Added != 2 || s.Unread != 2 {
		t.Errorf("%+v", s)
	}
	if _, r := w.head("blatt.example/lie"); !strings.Contains(r.Article.Text, "Gespräch") {
		t.Errorf("the lie about the character set is believed: %q", r.Article.Text)
	}
	for range 30 {
		w.later(12 * time.Hour)
		w.run()
	}
	tallies, err := w.db.PageTallies(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, c := range tallies {
		got[c.State+" "+c.Trouble] += c.Pages
	}
	want := map[string]int{"kept ": 2, "unread format": 2, "failed robots": 1, "failed media": 1, "failed gone": 1, "failed status": 1, "failed busy": 1}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("in the end %v, want %v", got, want)
	}
	if w.hit("blatt.example/secret") != 0 || w.hit("blatt.example/pdf") != 1 || w.hit("blatt.example/broken") != len(tries)+1 {
		t.Errorf("hits: %v", w.hits)
	}
}

// TestRestlessPage checks that a page whose text is new on every fetch makes
// a bounded number of versions, and one whose markup is new makes none.
func TestRestlessPage(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	n := 0
	w.put("blatt.example/feed", text("application/rss+xml", rss("a|"+w.url("blatt.example/text"), "b|"+w.url("blatt.example/markup"))))
	w.put("blatt.example/text", func(rw http.ResponseWriter, _ *http.Request) {
		n++
		io.WriteString(rw, page("Zähler", fmt.Sprintf("Brandt traf Stoph zum %d. Mal.", n)))
	})
	w.put("blatt.example/markup", func(rw http.ResponseWriter, _ *http.Request) {
		n++
		io.WriteString(rw, fmt.Sprintf("<!-- %d -->", n)+page("Ruhe", "Brandt traf Stoph."))
	})
	for range 100 {
		w.run()
		w.later(12 * time.Hour)
	}
	if h, _ := w.head("blatt.example/text"); h.Version != len(again)+1 {
		t.Errorf("%d versions, want %d", h.Version, len(again)+1)
	}
	if h, _ := w.head("blatt.example/markup"); h.Version != 1 {
		t.Errorf("%d versions of a text that never changed", h.Version)
	}
}

// TestStrangeSources checks that sources that fail are left alone for longer
// and longer, and come back.
func TestStrangeSources(t *testing.T) {
	w := newWorld(t)
	sources := map[string]http.HandlerFunc{
		"page":  article("Kein Feed", "Nur Text."),
		"empty": text("application/rss+xml", ""),
		"gone":  nil,
		"cut":   text("application/rss+xml", rss("a|"+w.url("cut.example/1"), "b|"+w.url("cut.example/2"))[:190]),
		"busy": func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Retry-After", "86400")
			rw.WriteHeader(http.StatusTooManyRequests)
		},
	}
	for name, page := range sources {
		w.add(name+".example/feed", store.KindFeed)
		w.put(name+".example/feed", page)
	}
	for range 48 {
		w.run()
		w.later(time.Hour)
	}
	for _, name := range []string{"page", "empty", "gone"} {
		if n := w.hit(name + ".example/feed"); n > 10 || n < 4 {
			t.Errorf("%s was visited %d times in two days", name, n)
		}
	}
	if n := w.hit("busy.example/feed"); n > 3 {
		t.Errorf("busy was visited %d times in two days", n)
	}
	w.put("page.example/feed", text("application/rss+xml", rss("a|"+w.url("page.example/1"))))
	w.later(24 * time.Hour)
	w.run()
	all, err := w.db.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		switch {
		case strings.Contains(s.Address, "page.example"):
			if s.Failures != 0 || s.Trouble != "" || s.Succeeded == "" {
				t.Errorf("it came back: %+v", s)
			}
		case strings.Contains(s.Address, "busy.example"):
			if s.Trouble != "busy" || s.Reason == "" {
				t.Errorf("busy: %+v", s)
			}
		}
	}
}

// TestMovedSource checks that a source that has moved for good is visited
// where it moved to.
func TestMovedSource(t *testing.T) {
	w := newWorld(t)
	w.add("old.example/feed", store.KindFeed)
	w.put("old.example/feed", func(rw http.ResponseWriter, r *http.Request) {
		http.Redirect(rw, r, w.url("new.example/feed"), http.StatusMovedPermanently)
	})
	w.put("new.example/feed", text("application/rss+xml", rss("a|"+w.url("new.example/1"))))
	w.put("new.example/1", article("a", "Brandt traf Stoph."))
	for range 3 {
		w.run()
		w.later(13 * time.Hour)
	}
	if w.hit("old.example/feed") != 1 || w.hit("new.example/feed") != 3 {
		t.Errorf("old %d, new %d", w.hit("old.example/feed"), w.hit("new.example/feed"))
	}
}

// TestSitemap checks that of a sitemap only what is new is fetched.
func TestSitemap(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/sitemap.xml", store.KindSitemap)
	w.put("blatt.example/sitemap.xml", text("application/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>`+w.url("blatt.example/2019.xml")+`</loc><lastmod>2019-12-31</lastmod></sitemap>
<sitemap><loc>`+w.url("blatt.example/2025.xml")+`</loc><lastmod>2025-07-12</lastmod></sitemap>
<sitemap><loc>`+w.url("blatt.example/missing.xml")+`</loc><lastmod>2025-07-12</lastmod></sitemap>
</sitemapindex>`))
	w.put("blatt.example/2025.xml", text("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>`+w.url("blatt.example/1")+`</loc><news:news><news:publication><news:name>Blatt</news:name><news:language>de</news:language></news:publication><news:publication_date>2025-07-12T05:00:00Z</news:publication_date><news:title>Brandt in Erfurt</news:title></news:news></url>
<url><loc>`+w.url("blatt.example/2")+`</loc><lastmod>2025-07-11</lastmod></url>
<url><loc>`+w.url("blatt.example/3")+`</loc><lastmod>2025-01-01</lastmod></url>
<url><loc>`+w.url("blatt.example/4")+`</loc></url>
</urlset>`))
	for _, n := range []string{"1", "2", "3", "4"} {
		w.put("blatt.example/"+n, article("Titel "+n, "Brandt traf Stoph."))
	}
	if s := w.run(); s.Fresh != 2 || s.Added != 2 {
		t.Errorf("%+v", s)
	}
	if w.hit("blatt.example/2019.xml") != 0 {
		t.Error("an old sitemap was read")
	}
}

// TestTenThousand counts a feed of 10,000 items: none lost, none fetched twice.
func TestTenThousand(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1000
	}
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	var items []string
	for i := range n {
		name := fmt.Sprintf("blatt.example/%d", i)
		items = append(items, fmt.Sprintf("Titel %d|%s", i, w.url(name)))
		w.put(name, article(fmt.Sprint("Titel ", i), fmt.Sprintf("Brandt traf Stoph zum %d. Mal.", i)))
	}
	w.put("blatt.example/feed", text("application/rss+xml", rss(items...)))
	w.count(w.run(hasty), n)
}

// TestManySources counts 500 sources at once.
func TestManySources(t *testing.T) {
	w := newWorld(t)
	for i := range 500 {
		host := fmt.Sprintf("s%d.example", i)
		w.add(host+"/feed", store.KindFeed)
		w.put(host+"/feed", text("application/rss+xml", rss("a|"+w.url(host+"/a"), "b|"+w.url(host+"/b"))))
		w.put(host+"/a", article("a "+host, "Brandt traf Stoph."))
		w.put(host+"/b", article("b "+host, "Bahr traf Gromyko."))
	}
	s := w.run(hasty)
	if s.Visited != 500 {
		t.Errorf("%+v", s)
	}
	w.count(s, 1000)
}

// hasty leaves no time between two fetches: waiting on the fake clock would
// make the sources due again within the run.
func hasty(o *Options) { o.Fetch.Delay = time.Nanosecond }

// count checks that n pages were offered, kept, and fetched once each.
func (w *world) count(s Summary, n int) {
	w.t.Helper()
	size, err := w.db.Size(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if s.Fresh != n || s.Added != n || size.Articles != n {
		w.t.Errorf("offered %d, added %d, kept %d, want %d: %+v", s.Fresh, s.Added, size.Articles, n, s)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, hits := range w.hits {
		if hits != 1 && !strings.HasSuffix(name, "/robots.txt") {
			w.t.Errorf("%s was fetched %d times", name, hits)
		}
	}
}

// TestPoliteness checks that no host is asked sooner than it wants to be.
func TestPoliteness(t *testing.T) {
	w := newWorld(t)
	w.add("blatt.example/feed", store.KindFeed)
	w.put("blatt.example/robots.txt", text("text/plain", "User-agent: *\nCrawl-delay: 30\n"))
	var mu sync.Mutex
	var at []time.Time
	var items []string
	for i := range 5 {
		name := fmt.Sprintf("blatt.example/%d", i)
		items = append(items, "t|"+w.url(name))
		w.put(name, func(rw http.ResponseWriter, _ *http.Request) {
			mu.Lock()
			at = append(at, w.clock.Now())
			mu.Unlock()
			io.WriteString(rw, page("t", "Brandt traf Stoph."))
		})
	}
	w.put("blatt.example/feed", text("application/rss+xml", rss(items...)))
	w.run()
	for i := 1; i < len(at); i++ {
		if gap := at[i].Sub(at[i-1]); gap < 30*time.Second {
			t.Errorf("%v between two pages", gap)
		}
	}
	if len(at) != 5 {
		t.Errorf("%d pages", len(at))
	}
}

func TestOneAtATime(t *testing.T) {
	w := newWorld(t)
	opts := w.options()
	opts.Archive = filepath.Join(t.TempDir(), "archive")
	first, err := New(w.db, opts)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := New(w.db, opts); err == nil {
		second.Close()
		t.Error("two watchers write to one archive")
	} else if !strings.Contains(err.Error(), "another depesche is watching") {
		t.Error(err)
	}
	first.Close()
	third, err := New(w.db, opts)
	if err != nil {
		t.Fatal(err)
	}
	third.Close()
}

// BenchmarkRound fetches and keeps a page; reading it is left out.
func BenchmarkRound(b *testing.B) {
	w := newWorld(b)
	w.add("blatt.example/feed", store.KindFeed)
	var items []string
	for i := range b.N {
		name := fmt.Sprintf("blatt.example/%d", i)
		items = append(items, "t|"+w.url(name))
		w.put(name, article(fmt.Sprint("Titel ", i), "Brandt traf Stoph."))
	}
	w.put("blatt.example/feed", text("application/rss+xml", rss(items...)))
	b.ResetTimer()
	w.run(hasty)
}
