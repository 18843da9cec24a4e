// SPDX-License-Identifier: Apache-2.0

package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"depesche"
	"depesche/warc"
	"depesche/warc/wacz"
)

// Evidence is one version of an article with what proves that it was so.
type Evidence struct {
	Record   *depesche.Record
	Version  int
	Current  bool
	Kept     time.Time // when it came into the record
	Original []byte    // the stored bytes
	Captures []Capture // how they came over the wire, when that was archived; none: Original is all there is
}

// Capture is a record of a web archive, with those that belong to it.
type Capture struct {
	ID      string // of the record
	URL     string // that it is of
	Members []byte // the records as they stand in the archive, packed with gzip
}

// PackOptions describe a pack of evidence.
type PackOptions struct {
	Title    string
	Software string
	Created  time.Time
	Random   func([]byte) (int, error) // source of record ids; nil: crypto/rand
}

// PackFormat is one way to write a pack of evidence.
type PackFormat struct {
	Name      string
	MediaType string
	About     string // one line for people
	Write     func(w io.Writer, evidence iter.Seq2[Evidence, error], opts PackOptions) error
}

// PackFormats are the formats of packs of evidence: web archives that hold the
// originals, and what was read from them as metadata.
var PackFormats = []PackFormat{
	{"warc", "application/warc", "originals and facts as WARC 1.1, packed", writeWARC},
	{"wacz", "application/wacz", "the same with an index and pages, for replay viewers", writeWACZ},
}

// writeWARC writes a pack as one WARC file, each record packed with gzip.
func writeWARC(w io.Writer, evidence iter.Seq2[Evidence, error], opts PackOptions) error {
	records := warc.NewWriter(w, warc.WriterOptions{Random: opts.Random})
	_, err := records.Info(opts.Created, "", warc.Header{
		{Name: "software", Value: opts.Software}, {Name: "format", Value: "WARC File Format 1.1"}, {Name: "description", Value: opts.Title},
	})
	if err != nil {
		return err
	}
	p := packer{records: records, copied: map[string]bool{}, copy: func(b []byte) error {
		_, err := w.Write(b)
		return err
	}}
	for e, err := range evidence {
		if err == nil {
			err = p.add(e)
		}
		if err != nil {
			return fmt.Errorf("write pack: %w", err)
		}
	}
	return nil
}

// writeWACZ writes a pack as a collection for replay viewers. Its file
// records/records.jsonl holds what was read, one record a line.
func writeWACZ(w io.Writer, evidence iter.Seq2[Evidence, error], opts PackOptions) error {
	c, err := wacz.NewWriter(w, wacz.Options{
		Title: opts.Title, Software: opts.Software, Created: opts.Created, Random: opts.Random,
		Description: "Originals of news articles, and what depesche read from them: records/records.jsonl",
	})
	if err != nil {
		return err
	}
	defer c.Abandon()
	lines, err := os.CreateTemp("", "depesche-records-*")
	if err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	defer os.Remove(lines.Name())
	defer lines.Close()
	p := packer{records: c.Records(), copied: map[string]bool{}, copy: c.Copy}
	for e, err := range evidence {
		if err == nil {
			err = p.add(e)
		}
		if err == nil && e.Current {
			err = errors.Join(encoder(lines).Encode(e.Record),
				c.Page(wacz.Page{URL: target(e), Title: e.Record.Article.Title, Date: e.Kept, Text: e.Record.Article.Text}))
		}
		if err != nil {
			return fmt.Errorf("write pack: %w", err)
		}
	}
	if _, err := lines.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("write pack: %w", err)
	}
	if err := c.File("records", "records.jsonl", lines); err != nil {
		return err
	}
	return c.Close()
}

// packer writes evidence as records of an archive.
type packer struct {
	records *warc.Writer
	copy    func(members []byte) error
	copied  map[string]bool // ids of captures that stand in the pack already
}

// add writes the original of a version, as it came over the wire where that is
// known, and what was read from it as metadata.
func (p *packer) add(e Evidence) error {
	about := ""
	for _, c := range e.Captures {
		about = c.ID
		if p.copied[c.ID] {
			continue
		}
		p.copied[c.ID] = true
		if err := p.copy(c.Members); err != nil {
			return err
		}
	}
	if len(e.Captures) == 0 {
		done, err := p.records.Resource(target(e), mediaType(e.Original), e.Kept, e.Original)
		if err != nil {
			return err
		}
		about = done.ID
	}
	data, err := json.Marshal(e.Record)
	if err != nil {
		return err
	}
	_, err = p.records.Metadata("urn:depesche:"+e.Record.Article.ID, about, "application/json", e.Kept, data)
	return err
}

// target is the address that an article was fetched from, or else the one that it
// gives of itself, or a name for one that has none.
func target(e Evidence) string {
	if n := len(e.Captures); n > 0 {
		return e.Captures[n-1].URL
	}
	if e.Record.Article.URL != "" {
		return e.Record.Article.URL
	}
	return "urn:depesche:" + e.Record.Article.ID
}

// mediaType tells what an original is from its bytes.
func mediaType(data []byte) string {
	head := strings.TrimSpace(string(data[:min(len(data), 512)]))
	charset := ""
	if utf8.Valid(data) {
		charset = "; charset=utf-8"
	}
	switch {
	case strings.HasPrefix(head, "{"):
		return "application/json"
	case strings.HasPrefix(head, "<item"), strings.HasPrefix(head, "<entry"), strings.HasPrefix(head, "<newsItem"), strings.HasPrefix(head, "<page>"):
		return "application/xml"
	}
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	if kind != "text/html" && kind != "text/xml" {
		kind = "text/plain"
	}
	return kind + charset
}
