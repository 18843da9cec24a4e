// SPDX-License-Identifier: Apache-2.0

// Package newsroom carries the bundled articles: a small press review, German
// and English, with eight stories told several times, reports that look like
// others and are no copies of them (the same vote a year later, the same form
// of words about another country, the same quotation), and a few more. The demo loads it into an empty record, and tests compare what
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
	"strconv"
	"strings"
)

//go:embed index.jsonl stories.tsv articles
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
	Story     string `json:"story"`           // the happening that it tells
	Relation  string `json:"relation"`        // one of Relations
	Of        string `json:"of,omitempty"`    // File of the article that it descends from
	Edits     []Edit `json:"edits,omitempty"` // what was altered on the way, as far as it was noted

	Data []byte `json:"-"` // the file's bytes
}

// Edit is something that a telling altered.
type Edit struct {
	Kind string `json:"kind"` // one of EditKinds
	From string `json:"from"` // words of the article that it descends from; "" when they were added
	To   string `json:"to"`   // what stands there instead; "" when they were dropped
}

// EditKinds lists what an editor may do to a text.
var EditKinds = []string{
	"attribution-dropped", "source-replaced", "status-hardened", "number-changed", "date-changed", "place-changed",
	"quotation-altered", "words-sharpened", "words-softened", "passage-dropped", "passage-added", "reordered",
}

// The relations of an article to the rest of its story.
const (
	Original    = "original"    // told first
	Independent = "independent" // told by others in their own words, from sources of their own
	Copy        = "copy"        // unmarked, almost word for word
	Sharpened   = "sharpened"   // copied with attributions dropped and words made stronger
	Excerpt     = "excerpt"     // some sentences among other news
	Paraphrase  = "paraphrase"  // the same told in other words
	Translation = "translation" // into the other language
	Corrected   = "corrected"   // a later version at the same address
)

// Relations lists the relations. The first two descend from no other article,
// all others do.
var Relations = []string{Original, Independent, Copy, Sharpened, Excerpt, Paraphrase, Translation, Corrected}

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

// Origins returns on how many independent origins each story stands.
func Origins() (map[string]int, error) {
	data, err := files.ReadFile("stories.tsv")
	if err != nil {
		return nil, fmt.Errorf("read newsroom: %w", err)
	}
	origins := map[string]int{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("read newsroom stories.tsv:%d: %d fields, not 3", n, len(fields))
		}
		if origins[fields[0]], err = strconv.Atoi(fields[1]); err != nil {
			return nil, fmt.Errorf("read newsroom stories.tsv:%d: %w", n, err)
		}
	}
	return origins, nil
}
