// SPDX-License-Identifier: Apache-2.0

package sitemap_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/ingest/sitemap"
)

const news = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc> https://bote.example/a?x=1&amp;y=2 </loc><lastmod>2025-07-13T08:30:00+02:00</lastmod><changefreq>Hourly</changefreq><priority>0.9</priority>
<news:news><news:publication><news:name>Der Bote</news:name><news:language>de</news:language></news:publication><news:publication_date>2025-07-13</news:publication_date>
<news:title>Minister &amp; Ministerin</news:title><news:keywords>Politik, Ausland</news:keywords></news:news><xhtml:link rel="alternate" hreflang="en" href="https://bote.example/en/a"/></url>
<url><loc>/b</loc></url><url><loc>mailto:x@bote.example</loc></url></urlset>`

func TestParse(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write([]byte(news))
	_ = w.Close()
	for _, data := range [][]byte{[]byte(news), packed.Bytes()} {
		f, err := sitemap.Parse(data, sitemap.Options{URL: "https://bote.example/sitemap.xml"})
		if err != nil {
			t.Fatal(err)
		}
		want := []sitemap.Page{
			{URL: "https://bote.example/a?x=1&y=2", Changed: "2025-07-13T08:30:00+02:00", Frequency: "hourly", Priority: 0.9,
				News:       &sitemap.News{Publication: "Der Bote", Language: "de", Published: "2025-07-13", Title: "Minister & Ministerin", Keywords: []string{"Politik", "Ausland"}},
				Alternates: []sitemap.Alternate{{Language: "en", URL: "https://bote.example/en/a"}}},
			{URL: "https://bote.example/b", Priority: 0.5},
		}
		if diff := cmp.Diff(want, f.Pages); diff != "" {
			t.Error(diff)
		}
		if len(f.Problems) != 1 || f.Problems[0].Line != 6 {
			t.Errorf("problems %v", f.Problems)
		}
	}
}

func TestIndex(t *testing.T) {
	f, err := sitemap.Parse([]byte(`<sitemapindex><sitemap><loc>https://bote.example/1.xml.gz</loc><lastmod>2025-07-13</lastmod></sitemap><sitemap><loc>https://bote.example/2.xml</loc></sitemap></sitemapindex>`), sitemap.Options{})
	want := []sitemap.Entry{{URL: "https://bote.example/1.xml.gz", Changed: "2025-07-13"}, {URL: "https://bote.example/2.xml"}}
	if err != nil || !f.Index || cmp.Diff(want, f.Sitemaps) != "" {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestOther(t *testing.T) {
	for _, c := range []struct {
		name, source string
		pages        int
		ok           bool
	}{
		{"lines", "\ufeffhttps://bote.example/1\r\nhttps://bote.example/2\n\n", 2, true},
		{"lines with a broken one", "https://bote.example/1\nwords\n", 1, true},
		{"cut off", news[:640], 1, true},
		{"empty", "", 0, false},
		{"words", "some words", 0, false},
		{"HTML", "<html><body>Not found</body></html>", 0, false},
		{"no addresses", "<urlset/>", 0, true},
	} {
		f, err := sitemap.Parse([]byte(c.source), sitemap.Options{})
		if (err == nil) != c.ok || err == nil && len(f.Pages) != c.pages {
			t.Errorf("%s: %+v, %v", c.name, f, err)
		}
	}
	if !sitemap.Sniff([]byte(news)) || sitemap.Sniff([]byte("<rss/>")) {
		t.Error("sitemaps are not told apart")
	}
}

// TestBomb reads a small file that unpacks to a large one.
func TestBomb(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for range 70 {
		_, _ = w.Write(make([]byte, 1<<20))
	}
	_ = w.Close()
	if _, err := sitemap.Parse(packed.Bytes(), sitemap.Options{}); err == nil || !strings.Contains(err.Error(), "more than 64 MB") {
		t.Errorf("error is %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(news))
	f.Add([]byte("https://bote.example/1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := sitemap.Parse(data, sitemap.Options{URL: "https://bote.example/"})
		if err != nil {
			return
		}
		for _, p := range file.Pages {
			if !strings.HasPrefix(p.URL, "http") {
				t.Errorf("address %q", p.URL)
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	entry := "<url><loc>https://bote.example/politik/artikel-1.html</loc><lastmod>2025-07-13T08:30:00+02:00</lastmod></url>\n"
	data := []byte("<urlset>" + strings.Repeat(entry, 10_000) + "</urlset>")
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := sitemap.Parse(data, sitemap.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
