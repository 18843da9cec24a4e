// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"depesche"
	"depesche/ingest/packed"
	"depesche/warc"
)

func sniffWARC(head []byte, _ string) bool { return warc.Sniff(head) }

// read is what became of one record: its items, each with an error or without.
type read struct {
	items []Item
	errs  []error
}

func (r *read) add(item Item, err error) {
	r.items, r.errs = append(r.items, item), append(r.errs, err)
}

// readWARC reads the pages, texts and feeds among the records of an archive.
// Pictures and other files, answers that were no success, and revisits are
// passed over; a broken place is an error of its own.
func readWARC(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for result := range inOrder(in.Options.Workers, warcJobs(in)) {
			for i := range result.items {
				if !yield(result.items[i], result.errs[i]) {
					return
				}
			}
		}
	}
}

// warcJobs makes a job of every record that may hold an article.
func warcJobs(in Input) iter.Seq[func() read] {
	return func(yield func(func() read) bool) {
		records := warc.NewReader(in.Body, warc.ReaderOptions{Offset: in.Options.Offset, MaxBlock: MaxBytes})
		for {
			rec, err := records.Next()
			var damage *warc.DamageError
			goesOn := err == nil || errors.As(err, &damage)
			switch {
			case err == nil && !mayHoldArticle(rec):
				continue
			case !goesOn && errors.Is(err, io.EOF):
				return
			}
			if !yield(func() read { return readRecord(in, rec, err) }) || !goesOn {
				return
			}
		}
	}
}

// mayHoldArticle reports whether a record is one of a page or file.
func mayHoldArticle(rec *warc.Record) bool {
	switch rec.Type() {
	case warc.TypeResponse, warc.TypeResource, "conversion":
	default:
		return false
	}
	u, err := url.Parse(rec.URL())
	if err != nil {
		return strings.HasPrefix(rec.URL(), "http")
	}
	switch u.Scheme {
	case "http", "https":
		return u.Path != "/robots.txt"
	case "file", "urn":
		return rec.Type() != warc.TypeResponse
	}
	return false
}

// readRecord reads one record.
func readRecord(in Input, rec *warc.Record, err error) read {
	var out read
	if err != nil {
		out.add(Item{}, err)
		return out
	}
	place := fmt.Sprintf("record at byte %d", rec.Offset)
	fail := func(err error) read {
		out.add(Item{Article: depesche.Article{URL: rec.URL()}, Place: place, Next: rec.Next}, fmt.Errorf("%s (%s): %w", place, rec.URL(), err))
		return out
	}
	if rec.TooLarge {
		return fail(fmt.Errorf("more than %d MB: %w", MaxBytes>>20, depesche.ErrUnsupported))
	}
	body, contentType, ok, err := payload(rec)
	if err != nil {
		return fail(err)
	}
	if !ok || !isText(contentType, body) {
		return out
	}
	opts := in.Options
	opts.URL, opts.ContentType, opts.Offset, opts.Workers = rec.URL(), contentType, 0, 0
	wrong := rec.Verify()
	for item, err := range readBody(in.Name, body, opts) {
		if err != nil {
			err = fmt.Errorf("%s (%s): %w", place, rec.URL(), err)
		}
		item.Many, item.Place = true, strings.TrimSuffix(place+", "+item.Place, ", ")
		if item.Article.Text == "" && err == nil {
			item.Listed = true
		}
		if wrong != nil {
			item.unread("%v", wrong)
		}
		if item.Article.Published == "" && item.Article.Text != "" && !rec.Date().IsZero() {
			item.unread("no date of publication was found; the page was fetched on %s", rec.Date().UTC().Format(time.DateOnly))
		}
		out.add(item, err)
	}
	if n := len(out.items); n > 0 {
		out.items[n-1].Next = rec.Next
	}
	return out
}

// payload is the file that a record holds, unpacked; it is not ok when the
// record is about something else than a success.
func payload(rec *warc.Record) (body []byte, contentType string, ok bool, err error) {
	if rec.Type() != warc.TypeResponse || !strings.HasPrefix(string(rec.Block[:min(5, len(rec.Block))]), "HTTP/") {
		return rec.Block, rec.Header.Get("Content-Type"), len(rec.Block) > 0, nil
	}
	m, err := rec.HTTP()
	if err != nil {
		return nil, "", false, err
	}
	if m.Status != http.StatusOK && m.Status != http.StatusNonAuthoritativeInfo || len(m.Body) == 0 {
		return nil, "", false, nil
	}
	contentType = m.Header.Get("Content-Type")
	coding := m.Header.Get("Content-Encoding")
	if coding == "" {
		return m.Body, contentType, true, nil
	}
	body, err = packed.Bytes(m.Body, coding, MaxBytes)
	if err != nil && !binary(m.Body[:min(len(m.Body), headBytes)]) {
		return m.Body, contentType, true, nil // it was unpacked by who archived it
	}
	return body, contentType, err == nil, err
}

// isText reports whether a file may hold an article, by what the server says
// of it, or else by its bytes.
func isText(contentType string, body []byte) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil || kind == "" {
		kind, _, _ = strings.Cut(http.DetectContentType(body), ";")
	}
	switch kind {
	case "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/feed+json":
		return true
	case "application/json", "text/json", "application/ld+json":
		head := body[:min(len(body), headBytes)]
		return sniffNinjs(head, "") || sniffFeed(head, "") || sniffJSONL(head, "") && bytes.Contains(body, []byte(`"text"`))
	case "text/xml", "application/xml":
		head := body[:min(len(body), headBytes)]
		return sniffFeed(head, "") || sniffNewsML(head, "") || sniffHTML(head, "")
	}
	return strings.HasSuffix(kind, "+xml") && kind != "image/svg+xml"
}

// readBody reads a file out of an archive. What a server calls a page is read
// as one.
func readBody(name string, body []byte, opts Options) iter.Seq2[Item, error] {
	in := Input{Name: name, Options: opts}
	kind, _, _ := mime.ParseMediaType(opts.ContentType)
	head := body[:min(len(body), headBytes)]
	format, err := formatOf(head, "")
	if err != nil && strings.TrimSpace(string(head)) == "" {
		return func(func(Item, error) bool) {}
	}
	if err == nil && (kind == "text/html" || kind == "application/xhtml+xml") && (format.Name == "text" || format.Name == "markdown") {
		format = Format{"html", sniffHTML, readHTML}
	}
	switch {
	case err != nil:
		return func(yield func(Item, error) bool) { yield(Item{}, err) }
	case format.Name == "sitemap" || format.Name == "opml":
		return func(func(Item, error) bool) {}
	}
	in.Body = strings.NewReader(string(body))
	if format.Name != "feed" {
		return format.Read(in)
	}
	return func(yield func(Item, error) bool) {
		for item, err := range format.Read(in) {
			if item.Listed && err == nil {
				continue // its page is a record of its own
			}
			if !yield(item, err) {
				return
			}
		}
	}
}
