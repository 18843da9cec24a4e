// SPDX-License-Identifier: Apache-2.0

// Package feed reads web feeds: RSS 0.90 to 2.0, RDF (RSS 1.0), Atom 0.3 and
// 1.0, and JSON Feed, with the modules that news feeds use (Dublin Core,
// content, syndication, Media RSS). The bytes of a feed go in, its items come
// out, each with where it stands in the bytes; broken feeds are read as far
// as they can be. It fetches nothing and does not decide what is an article.
package feed

import (
	"fmt"
	"strings"
	"time"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/markup"
	"depesche/ingest/origin"
)

// Feed is what a feed says of itself, with its items in their order.
// Addresses are absolute where the feed or Options say against what.
type Feed struct {
	Format      string // "rss 2.0", "rss 1.0", "atom 1.0", "json 1.1", …
	ID          string
	Title       string // running text, no markup
	Description string // likewise
	Link        string // the site that the feed is of
	Self        string // the feed's own address, as it says
	Next        string // where the older items of the feed stand (RFC 5005: next, prev-archive; JSON Feed), if any
	Hub         string // a WebSub hub, if any
	Language    string // as given
	Updated     string // date or RFC 3339 time; "" when unknown
	Authors     []Person
	Rights      string
	Generator   string
	Image       string // address
	Categories  []string

	// Interval is how long the feed asks to wait between two visits (RSS
	// ttl, syndication module); 0 when it does not say. SkipHours (UTC) and
	// SkipDays are when it asks not to be visited.
	Interval  time.Duration
	SkipHours []int
	SkipDays  []time.Weekday

	Decoded  *decode.Text // the feed as text; what the offsets of bodies count in
	Items    []Item
	Problems []markup.Problem // broken places that were read over

	period    time.Duration
	frequency int
}

// Item is one entry of a feed.
type Item struct {
	ID         string // guid, atom:id, rdf:about; "" when the item has none
	Link       string // the page of the item; "" when it has none
	Title      string // running text, no markup
	Published  string // date or RFC 3339 time; "" when unknown
	Updated    string // likewise
	Dated      string // the date of publication as the feed writes it, also when it could not be read
	Authors    []Person
	Categories []string
	Language   string
	Rights     string
	Comments   string // address of the discussion
	Image      string // address
	Enclosures []Enclosure
	Source     *Source // whose item it is, when the feed took it over

	Summary Body
	Content Body

	Start, End int  // the bytes of the item in the feed, half-open
	Cut        bool // the feed is cut off inside the item
}

// Person is an author or contributor.
type Person struct{ Name, Email, URL string }

// Enclosure is a file that belongs to an item.
type Enclosure struct {
	URL, Type string
	Length    int64 // in bytes; 0 when not said
}

// Source is the feed that an item came from at first: the true publisher when
// an aggregator carries the item.
type Source struct{ Title, Link, Feed string }

// Body is a text of an item with the way back from its characters to those of
// Feed.Decoded.
type Body struct {
	Text origin.Text // markup when HTML is set, else plain text
	HTML bool
}

// Plain is what the body shows, in one line.
func (b Body) Plain() string {
	if b.HTML {
		return markup.Plain(b.Text.String)
	}
	return strings.Join(strings.Fields(b.Text.String), " ")
}

// Options say what the caller knows of the bytes.
type Options struct {
	URL         string // address that the feed was fetched from
	ContentType string // what the server said of the bytes; a hint to the encoding
}

// maxItems bounds the items that are read of one feed.
const maxItems = 100_000

// Sniff reports whether the head of some bytes, in UTF-8, looks like a feed.
func Sniff(head []byte) bool {
	if isJSON(string(head)) {
		return true
	}
	switch markup.RootName(string(head)) {
	case "rss", "rdf", "feed", "channel", "item", "entry":
		return kindOf(markup.Parse(string(head)).First()) != ""
	}
	return false
}

// Parse reads a feed. The error wraps depesche.ErrInvalid or
// depesche.ErrUnsupported and says what the bytes are instead; a feed that is
// broken inside is read as far as it can be, with the Problems noted.
func Parse(data []byte, opts Options) (*Feed, error) {
	d := decode.Bytes(data, declared(data, opts.ContentType))
	if isJSON(d.String[:min(len(d.String), sniffBytes)]) {
		return parseJSON(d, opts)
	}
	doc := markup.Parse(d.String)
	root := doc.First()
	if root == nil {
		return nil, fmt.Errorf("no feed: there is no XML in it: %w", depesche.ErrInvalid)
	}
	kind := kindOf(root)
	if kind == "" {
		return nil, fmt.Errorf("no feed: the document begins with <%.40s>: %w", root.Name, depesche.ErrUnsupported)
	}
	p := parser{feed: &Feed{Format: kind, Decoded: d}, opts: opts, place: d.Place}
	p.document(root)
	p.feed.Problems = doc.Problems
	return p.feed, nil
}

// sniffBytes is how much of a feed its kind is told from.
const sniffBytes = 32 << 10
