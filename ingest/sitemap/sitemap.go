// SPDX-License-Identifier: Apache-2.0

// Package sitemap reads sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html)
// with the extension for news: XML or one address a line, plain or packed
// with gzip. The bytes go in, addresses with what is said of them come out.
// It fetches nothing.
package sitemap

import (
	"fmt"

	"depesche"
	"depesche/ingest/markup"
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

// Sniff reports whether the head of some bytes looks like a sitemap or a
// sitemap index in XML.
func Sniff(head []byte) bool { return false }

// Parse reads a sitemap or an index: XML, or lines of addresses, either also
// packed with gzip. The error wraps depesche.ErrInvalid or
// depesche.ErrUnsupported; a file that is broken inside is read as far as it
// can be, with the Problems noted.
func Parse(data []byte, opts Options) (*File, error) {
	return nil, fmt.Errorf("read sitemap: %w", depesche.ErrUnsupported)
}
