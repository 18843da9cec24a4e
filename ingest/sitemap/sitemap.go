// SPDX-License-Identifier: Apache-2.0

// Package sitemap reads sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html)
// with the extension for news: XML or one address a line, plain or packed
// with gzip. The bytes go in, addresses with what is said of them come out.
// It fetches nothing.
package sitemap

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/markup"
	"depesche/ingest/packed"
	"depesche/ingest/stamp"
)

// File is one sitemap, or an index of sitemaps: then it has Sitemaps and no
// Pages.
type File struct {
	Index    bool
	Pages    []Page
	Sitemaps []Entry
	Problems []markup.Problem
}

// Entry is a sitemap that an index names.
type Entry struct {
	URL     string
	Changed string // lastmod: date or RFC 3339 time; "" when not said
}

// Page is a page that a sitemap names.
type Page struct {
	URL        string
	Changed    string  // lastmod: date or RFC 3339 time; "" when not said
	Frequency  string  // changefreq: always, hourly, … never; "" when not said
	Priority   float64 // 0 to 1; 0.5 when not said
	News       *News
	Alternates []Alternate // the same page in other languages
}

// News is what a news sitemap says of a page.
type News struct {
	Publication string // name of the outlet
	Language    string
	Published   string // date or RFC 3339 time
	Title       string
	Keywords    []string
	Access      string // "Subscription", "Registration" or ""
	Genres      []string
}

// Alternate is a page in another language.
type Alternate struct{ Language, URL string }

// Options say what the caller knows of the bytes.
type Options struct {
	URL         string // address that the sitemap was fetched from
	ContentType string // what the server said of the bytes; a hint to the encoding
}

// maxUnpacked is the size of the largest sitemap, unpacked. The protocol allows
// 50 MB.
const maxUnpacked = 64 << 20

// maxEntries bounds what is read of one file. The protocol allows 50,000.
const maxEntries = 200_000

// Sniff reports whether the head of some bytes, in UTF-8, looks like a sitemap
// or a sitemap index in XML.
func Sniff(head []byte) bool {
	name := markup.RootName(string(head))
	return name == "urlset" || name == "sitemapindex"
}

// rootOf is the element that makes a document a sitemap, or nil.
func rootOf(doc *markup.Document) *markup.Node {
	if n := doc.First(); n != nil && (n.Is("urlset") || n.Is("sitemapindex")) {
		return n
	}
	return nil
}

// Parse reads a sitemap or an index: XML, or lines of addresses, either also
// packed with gzip. The error wraps depesche.ErrInvalid or
// depesche.ErrUnsupported; a file that is broken inside is read as far as it
// can be, with the Problems noted.
func Parse(data []byte, opts Options) (*File, error) {
	f := &File{}
	if kind := packed.Kind(data); kind != "" {
		unpacked, err := packed.Bytes(data, kind, maxUnpacked)
		if len(unpacked) == 0 && err != nil {
			return nil, fmt.Errorf("read sitemap: %w", err)
		}
		if err != nil {
			f.problem(0, "the file is cut off: "+err.Error())
		}
		data = unpacked
	}
	text := decode.Bytes(data, markup.Encoding(data)).String
	doc := markup.Parse(text)
	root := rootOf(doc)
	if root == nil {
		return f, f.lines(text, opts)
	}
	f.Index = root.Is("sitemapindex")
	f.Problems = append(f.Problems, doc.Problems...)
	for _, n := range root.Children() {
		if len(f.Pages)+len(f.Sitemaps) >= maxEntries {
			f.problem(0, fmt.Sprintf("more than %d addresses; the rest was left out", maxEntries))
			break
		}
		f.entry(n, text, opts)
	}
	return f, nil
}

// entry reads one entry of a sitemap or an index.
func (f *File) entry(n *markup.Node, text string, opts Options) {
	if !n.Is("url") && !n.Is("sitemap") {
		return
	}
	address := reference(opts.URL, n.ChildString("loc"))
	if address == "" {
		f.problem(1+strings.Count(text[:n.Start], "\n"), "an entry without an address that can be read")
		return
	}
	changed := stamp.Parse(n.ChildString("lastmod"))
	if n.Is("sitemap") {
		f.Sitemaps = append(f.Sitemaps, Entry{URL: address, Changed: changed})
		return
	}
	page := Page{URL: address, Changed: changed, Frequency: strings.ToLower(n.ChildString("changefreq")), Priority: 0.5}
	if p, err := strconv.ParseFloat(n.ChildString("priority"), 64); err == nil && p >= 0 && p <= 1 {
		page.Priority = p
	}
	for _, c := range n.Children() {
		switch {
		case c.Is("news"):
			page.News = newsOf(c)
		case c.Is("link") && c.Attr("hreflang") != "" && len(page.Alternates) < 200:
			page.Alternates = append(page.Alternates, Alternate{c.Attr("hreflang"), reference(opts.URL, c.Attr("href"))})
		}
	}
	f.Pages = append(f.Pages, page)
}

// newsOf reads the extension for news
// (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
func newsOf(n *markup.Node) *News {
	news := &News{
		Published: stamp.Parse(n.ChildString("publication_date")), Title: markup.Plain(n.ChildString("title")), Access: n.ChildString("access"),
		Keywords: list(n.ChildString("keywords")), Genres: list(n.ChildString("genres")),
	}
	if p := n.Child("publication"); p != nil {
		news.Publication, news.Language = p.ChildString("name"), p.ChildString("language")
	}
	return news
}

// lines reads a sitemap that is a list of addresses, one a line.
func (f *File) lines(text string, opts Options) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") || strings.ContainsAny(line, " \t<>") {
			if len(f.Pages) == 0 {
				return fmt.Errorf("no sitemap: neither XML nor a list of addresses: %w", depesche.ErrInvalid)
			}
			f.problem(number, "no address")
			continue
		}
		if len(f.Pages) < maxEntries {
			f.Pages = append(f.Pages, Page{URL: line, Priority: 0.5})
		}
	}
	if len(f.Pages) == 0 {
		return fmt.Errorf("no sitemap: the file is empty: %w", depesche.ErrInvalid)
	}
	return nil
}

func (f *File) problem(line int, reason string) {
	if len(f.Problems) < 20 {
		f.Problems = append(f.Problems, markup.Problem{Line: line, Reason: reason})
	}
}

// list splits at commas.
func list(s string) []string {
	var all []string
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// reference makes an address absolute, as far as base allows it; what is no web
// address is "".
func reference(base, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || address == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
