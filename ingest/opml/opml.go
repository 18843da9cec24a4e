// SPDX-License-Identifier: Apache-2.0

// Package opml reads and writes OPML (http://opml.org/spec2.opml), in which
// feed readers hand over lists of feeds. The bytes of a document go in, a
// tree of outlines comes out, and the other way round.
package opml

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/markup"
	"depesche/ingest/stamp"
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

// maxOutlines bounds the outlines of a document.
const maxOutlines = 100_000

// Sniff reports whether the head of some bytes, in UTF-8, looks like OPML.
func Sniff(head []byte) bool {
	return markup.RootName(string(head)) == "opml"
}

// Parse reads a document. The error wraps depesche.ErrInvalid; a document that
// is broken inside is read as far as it can be, with the Problems noted.
func Parse(data []byte) (*Document, error) {
	doc := markup.Parse(decode.Bytes(data, markup.Encoding(data)).String)
	root := doc.First()
	if root == nil || !root.Is("opml") {
		return nil, fmt.Errorf("no OPML: the document does not begin with <opml>: %w", depesche.ErrInvalid)
	}
	d := &Document{Problems: doc.Problems}
	if head := root.Child("head"); head != nil {
		d.Title, d.Owner = head.ChildString("title"), head.ChildString("ownerName")
		d.Created = stamp.Parse(head.ChildString("dateCreated"))
	}
	left := maxOutlines
	if body := root.Child("body"); body != nil {
		d.Outlines = outlines(body, &left)
	} else {
		d.Outlines = outlines(root, &left)
	}
	if left <= 0 {
		d.Problems = append(d.Problems, markup.Problem{Reason: fmt.Sprintf("more than %d outlines; the rest was left out", maxOutlines)})
	}
	return d, nil
}

// outlines reads the outlines in an element.
func outlines(n *markup.Node, left *int) []Outline {
	var all []Outline
	for _, c := range n.Children() {
		if !c.Is("outline") || *left <= 0 {
			continue
		}
		*left--
		all = append(all, Outline{
			Text: c.Attr("text"), Title: c.Attr("title"), Type: c.Attr("type"), Feed: strings.TrimSpace(c.Attr("xmlUrl")),
			Site: strings.TrimSpace(c.Attr("htmlUrl")), Language: c.Attr("language"), Category: c.Attr("category"),
			Outlines: outlines(c, left),
		})
	}
	return all
}

// Write writes the document as OPML 2.0 in UTF-8.
func Write(w io.Writer, d *Document) error {
	out := &element{Version: "2.0"}
	out.Head.Title, out.Head.Owner = d.Title, d.Owner
	if t, ok := stamp.Time(d.Created); ok {
		out.Head.Created = t.Format(time.RFC1123Z)
	}
	out.Body = written(d.Outlines)
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// element and outline are the document as XML has it.
type element struct {
	XMLName xml.Name `xml:"opml"`
	Version string   `xml:"version,attr"`
	Head    struct {
		Title   string `xml:"title"`
		Created string `xml:"dateCreated,omitempty"`
		Owner   string `xml:"ownerName,omitempty"`
	} `xml:"head"`
	Body []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	Feed     string    `xml:"xmlUrl,attr,omitempty"`
	Site     string    `xml:"htmlUrl,attr,omitempty"`
	Language string    `xml:"language,attr,omitempty"`
	Category string    `xml:"category,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

func written(list []Outline) []outline {
	var all []outline
	for _, o := range list {
		text, kind := o.Text, o.Type
		if text == "" {
			text = o.Label()
		}
		if kind == "" && o.Feed != "" {
			kind = "rss"
		}
		all = append(all, outline{text, o.Title, kind, o.Feed, o.Site, o.Language, o.Category, written(o.Outlines)})
	}
	return all
}
