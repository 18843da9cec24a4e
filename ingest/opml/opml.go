// SPDX-License-Identifier: Apache-2.0

// Package opml reads and writes OPML (http://opml.org/spec2.opml), in which
// feed readers hand over lists of feeds. The bytes of a document go in, a
// tree of outlines comes out, and the other way round.
package opml

import (
	"fmt"
	"io"

	"depesche"
	"depesche/ingest/markup"
)

// Document is a list of feeds, in folders.
type Document struct {
	Title    string
	Created  string // date or RFC 3339 time; "" when not said
	Owner    string
	Outlines []Outline
	Problems []markup.Problem
}

// Outline is a feed, or a folder of outlines.
type Outline struct {
	Text     string // as shown
	Title    string // the feed's own title
	Type     string // "rss" for feeds of all formats
	Feed     string // xmlUrl: address of the feed; "" for a folder
	Site     string // htmlUrl: address of the site
	Language string
	Category string // category paths, separated by commas
	Outlines []Outline
}

// Subscription is a feed with the folders it stands in, the outermost first.
type Subscription struct {
	Outline
	Folders []string
}

// Feeds lists the feeds of the document in their order.
func (d *Document) Feeds() []Subscription { return feedsOf(d.Outlines, nil) }

func feedsOf(list []Outline, folders []string) []Subscription {
	var all []Subscription
	for _, o := range list {
		if o.Feed != "" {
			all = append(all, Subscription{o, folders})
		}
		inside := append(folders[:len(folders):len(folders)], o.Label())
		all = append(all, feedsOf(o.Outlines, inside)...)
	}
	return all
}

// Label is the title of the outline, or else its text, or else its address.
func (o Outline) Label() string {
	for _, s := range []string{o.Title, o.Text, o.Feed} {
		if s != "" {
			return s
		}
	}
	return ""
}

// Sniff reports whether the head of some bytes looks like OPML.
func Sniff(head []byte) bool { return false }

// Parse reads a document. The error wraps depesche.ErrInvalid; a document that
// is broken inside is read as far as it can be, with the Problems noted.
func Parse(data []byte) (*Document, error) {
	return nil, fmt.Errorf("read OPML: %w", depesche.ErrUnsupported)
}

// Write writes the document as OPML 2.0 in UTF-8.
func Write(w io.Writer, d *Document) error {
	return fmt.Errorf("write OPML: %w", depesche.ErrUnsupported)
}
