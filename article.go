// SPDX-License-Identifier: Apache-2.0

package depesche

// Article is one text as an outlet published it: the main text with what
// stands around it told apart. It is immutable once stored; a changed page is
// a new version, and everything else in the record can be derived again.
type Article struct {
	ID    string `json:"id"`              // stable: the same input gives the same id
	Input string `json:"input,omitempty"` // path or address as given

	URL    string   `json:"url,omitempty"`
	Title  string   `json:"title,omitempty"`
	Byline []string `json:"byline,omitempty"`
	Outlet Outlet   `json:"outlet"`

	// Published is a date (2025-07-13) or an RFC 3339 time. It is empty when
	// unknown: it is never guessed silently. PublishedFrom says where it was
	// found: meta, jsonld, url, text, flag, feed, warc or input.
	Published     string `json:"published,omitempty"`
	PublishedFrom string `json:"published_from,omitempty"`

	// Dates are all dates that the input gives for the article, contradictions
	// included: those of its publication, the most certain first, and those of
	// its last change.
	Dates []Dating `json:"dates,omitempty"`

	Language string    `json:"language,omitempty"` // BCP 47
	Text     string    `json:"text"`               // main text, NFC, paragraphs separated by "\n\n"
	Related  []Related `json:"related,omitempty"`  // "Mehr zum Thema": kept apart from the text
	BasedOn  []string  `json:"based_on,omitempty"` // addresses on other sites of which the page says that its article is taken from them
	Digest   string    `json:"digest,omitempty"`   // "sha256:…" of the stored original bytes

	// Publisher is who the feed that led to the page names as the true
	// publisher of its article (RSS source), when that is not the outlet.
	Publisher *Outlet `json:"publisher,omitempty"`
	// Rendering says how the text came: RenderingFeed when it is the one that a
	// feed carries, which may be a part of the page's or be set otherwise; ""
	// when it is that of the document itself.
	Rendering string `json:"rendering,omitempty"`
}

// Dating is a date that an input gives for its article.
type Dating struct {
	Of        string `json:"of"`        // DatePublished or DateModified
	Value     string `json:"value"`     // as Article.Published
	From      string `json:"from"`      // as Article.PublishedFrom
	Certainty string `json:"certainty"` // Certain, Likely or Doubtful
}

// What a Dating may be the date of.
const (
	DatePublished = "published"
	DateModified  = "modified"
)

// How sure a Dating is.
const (
	Certain  = "certain"  // said in a field that is made for it
	Likely   = "likely"   // said in words, or in a place that is usually about it
	Doubtful = "doubtful" // nothing better was found; a reason is among what was not read
)

// Modified is the day or time of the last change that the input gives, the
// most certain one, or "".
func (a *Article) Modified() string {
	for _, d := range a.Dates {
		if d.Of == DateModified {
			return d.Value
		}
	}
	return ""
}

// RenderingFeed is the Rendering of a text that a feed carries.
const RenderingFeed = "feed"

// Outlet is who published an article, as far as the input tells.
type Outlet struct {
	Name   string `json:"name,omitempty"`
	Domain string `json:"domain,omitempty"`
}

// Label is the outlet's name, or else its domain, or else "".
func (o Outlet) Label() string {
	if o.Name != "" {
		return o.Name
	}
	return o.Domain
}

// Related is a line that points to another story and is no part of the text.
type Related struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// Origin maps a stretch of an article's text to the bytes of the stored
// original that it was decoded from. Text[TextStart:TextEnd] counts code
// points, Bytes[ByteStart:ByteEnd] counts bytes of the original. When Exact,
// the stretch is one code point per decoded character in the same order;
// otherwise the whole stretch comes from the whole byte range (an entity, a
// run of white space, a composed character).
type Origin struct {
	TextStart int  `json:"text_start"`
	TextEnd   int  `json:"text_end"`
	ByteStart int  `json:"byte_start"`
	ByteEnd   int  `json:"byte_end"`
	Exact     bool `json:"exact"`
}
