// SPDX-License-Identifier: Apache-2.0

// Package newsroom carries the bundled articles: a small press review, German
// and English, with three stories told several times and a few reports from
// other months. The demo loads it into an empty record, and tests compare what
// lineage and story find with what is known here.
//
// In: nothing, the files are embedded. Out: the articles with their address,
// date, outlet and known descent. It does not read them: Data is the page or
// plain text as an outlet would have sent it.
//
// The events are real and retold from the public record; the outlets are
// invented, and so are the people without a name. Some tellings drop
// attributions or sharpen words on purpose: that is what depesche is to show.
package newsroom

import (
	"bufio"
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
)

//go:embed index.jsonl articles
var files embed.FS

// Article is one bundled article.
type Article struct {
	File      string `json:"file"`               // path in the newsroom: "articles/….html" or "….txt"
	URL       string `json:"url"`                // shared only by the versions of one article
	Published string `json:"published"`          // date or RFC 3339 time
	Modified  string `json:"modified,omitempty"` // RFC 3339 time, of a corrected version
	Outlet    string `json:"outlet"`             // name of the invented outlet
	Language  string `json:"language"`           // de or en
	Title     string `json:"title"`
	Story     string `json:"story"`        // the happening that it tells
	Relation  string `json:"relation"`     // one of Relations
	Of        string `json:"of,omitempty"` // File of the article that it descends from

	Data []byte `json:"-"` // the file's bytes
}

// The relations of an article to the rest of its story.
const (
	Original    = "original"    // told first
	Independent = "independent" // told by others in their own words, from sources of their own
	Copy        = "copy"        // unmarked, almost word for word
	Sharpened   = "sharpened"   // copied with attributions dropped and words made stronger
	Excerpt     = "excerpt"     // some sentences among other news
	Translation = "translation" // into the other language
	Corrected   = "corrected"   // a later version at the same address
)

// Relations lists the relations. The first two descend from no other article,
// all others do.
var Relations = []string{Original, Independent, Copy, Sharpened, Excerpt, Translation, Corrected}

// Derived reports whether the article descends from another one.
func (a Article) Derived() bool { return a.Of != "" }

// Articles returns the bundled articles in the order in which they came out,
// a corrected version at the time of its correction. An error means that the
// index and the files do not agree.
func Articles() ([]Article, error) {
	index, err := files.ReadFile("index.jsonl")
	if err != nil {
		return nil, fmt.Errorf("read newsroom: %w", err)
	}
	var articles []Article
	lines := bufio.NewScanner(bytes.NewReader(index))
	for n := 1; lines.Scan(); n++ {
		a, err := read(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("read newsroom index.jsonl:%d: %w", n, err)
		}
		articles = append(articles, a)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read newsroom index.jsonl: %w", err)
	}
	return articles, nil
}

// read reads one line of the index and the file that it names.
func read(line []byte) (Article, error) {
	var a Article
	if err := json.Unmarshal(line, &a); err != nil {
		return a, err
	}
	data, err := files.ReadFile(a.File)
	if err != nil {
		return a, err
	}
	a.Data = data
	return a, nil
}
