// SPDX-License-Identifier: Apache-2.0

// Package wacz writes web archive collections
// (https://specs.webrecorder.net/wacz/1.1.1/): a ZIP file with WARC records, an
// index by address, a list of pages, and digests of all of it, which replay
// viewers such as ReplayWeb.page open. Records and pages go in, one file comes
// out, written from its start to its end. It reads nothing.
package wacz

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"time"

	"depesche"
	"depesche/warc"
)

// Page is a page that the collection shows.
type Page struct {
	URL   string
	Title string
	Date  time.Time
	Text  string // for the viewer's search; may be empty
}

// Options describe a collection.
type Options struct {
	Title       string
	Description string
	Software    string
	Created     time.Time
	Random      func([]byte) (int, error) // source of record ids; nil: crypto/rand
}

// Writer writes a collection. Close completes it; Abandon must be called in any
// case. The list of pages waits in a temporary file, so that memory stays flat.
type Writer struct {
	opts      Options
	zip       *zip.Writer
	resources []resource
	first     *Page    // the page that is shown at first
	pages     *os.File // the list of pages, until the records are written

	entry   io.Writer // of the WARC file
	sum     hash.Hash
	size    int64
	records *warc.Writer
	pipe    *io.PipeWriter
	indexed chan error
	index   []line
}

// resource is a file of the collection as datapackage.json lists it.
type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes int64  `json:"bytes"`
}

// warcName is the one WARC file of a collection.
const warcName = "data.warc.gz"

// NewWriter begins a collection.
func NewWriter(w io.Writer, opts Options) (*Writer, error) {
	c := &Writer{opts: opts, zip: zip.NewWriter(w), sum: sha256.New(), indexed: make(chan error, 1)}
	entry, err := c.zip.CreateHeader(&zip.FileHeader{Name: "archive/" + warcName, Method: zip.Store, Modified: opts.Created})
	if err != nil {
		return nil, fmt.Errorf("write WACZ: %w", err)
	}
	r, pipe := io.Pipe()
	c.entry, c.pipe = entry, pipe
	go func() {
		err := c.readIndex(r)
		r.CloseWithError(err)
		c.indexed <- err
	}()
	c.records = warc.NewWriter(packed{c}, warc.WriterOptions{Random: opts.Random})
	_, err = c.records.Info(opts.Created, warcName, warc.Header{{Name: "software", Value: opts.Software}, {Name: "format", Value: "WARC File Format 1.1"}, {Name: "description", Value: opts.Title}})
	return c, err
}

// Records writes the records of the collection.
func (c *Writer) Records() *warc.Writer { return c.records }

// Copy appends records that are packed with gzip as they stand.
func (c *Writer) Copy(members []byte) error {
	_, err := packed{c}.Write(members)
	return err
}

// Page adds a page to the list of pages.
func (c *Writer) Page(p Page) error {
	if c.first == nil {
		c.first = &p
		if err := c.page(map[string]any{"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": true}); err != nil {
			return err
		}
	}
	date := p.Date.UTC().Format(time.RFC3339)
	id := sha256.Sum256([]byte(p.URL + " " + date))
	page := map[string]any{"id": base64.RawURLEncoding.EncodeToString(id[:16]), "url": p.URL, "ts": date, "title": p.Title}
	if p.Text != "" {
		page["text"] = p.Text
	}
	return c.page(page)
}

// page appends a line to the list of pages, which grows in a file of its own:
// it comes behind the records.
func (c *Writer) page(line any) error {
	if c.pages == nil {
		f, err := os.CreateTemp("", "depesche-pages-*")
		if err != nil {
			return fmt.Errorf("write WACZ: pages: %w", err)
		}
		c.pages = f
	}
	encoder := json.NewEncoder(c.pages)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(line); err != nil {
		return fmt.Errorf("write WACZ: pages: %w", err)
	}
	return nil
}

// packed is the WARC file that is being written.
type packed struct{ c *Writer }

// Write writes to the file, to its digest and to who makes the index.
func (p packed) Write(data []byte) (int, error) {
	if p.c.pipe == nil {
		return 0, fmt.Errorf("write WACZ: a record behind the end of the records: %w", depesche.ErrInvalid)
	}
	if _, err := p.c.pipe.Write(data); err != nil {
		return 0, fmt.Errorf("write WACZ: %w", err)
	}
	p.c.sum.Write(data)
	p.c.size += int64(len(data))
	return p.c.entry.Write(data)
}

// File adds a file of another kind; its path has one folder. The records end
// with it.
func (c *Writer) File(folder, name string, data io.Reader) error {
	return c.file(folder, name, data, zip.Deflate)
}

func (c *Writer) file(folder, name string, data io.Reader, method uint16) error {
	if err := c.endRecords(); err != nil {
		return err
	}
	sum, size := sha256.New(), int64(0)
	w, err := c.zip.CreateHeader(&zip.FileHeader{Name: folder + "/" + name, Method: method, Modified: c.opts.Created})
	if err == nil {
		size, err = io.Copy(io.MultiWriter(w, sum), data)
	}
	if err != nil {
		return fmt.Errorf("write WACZ: %s/%s: %w", folder, name, err)
	}
	c.resources = append(c.resources, resource{name, folder + "/" + name, "sha256:" + hex.EncodeToString(sum.Sum(nil)), size})
	return nil
}

// endRecords ends the WARC file, once. No record may be written afterwards.
func (c *Writer) endRecords() error {
	if c.pipe == nil {
		return nil
	}
	err := errors.Join(c.pipe.Close(), <-c.indexed)
	c.pipe = nil
	if err != nil {
		return fmt.Errorf("write WACZ: index: %w", err)
	}
	c.resources = append(c.resources, resource{warcName, "archive/" + warcName, "sha256:" + hex.EncodeToString(c.sum.Sum(nil)), c.size})
	return nil
}

// Abandon lets go of what a collection holds. It must be called at the end,
// also when the collection could not be completed.
func (c *Writer) Abandon() {
	if c.pages != nil {
		_ = c.pages.Close()
		_ = os.Remove(c.pages.Name())
		c.pages = nil
	}
	if c.pipe != nil {
		c.pipe.CloseWithError(io.ErrClosedPipe)
		<-c.indexed
		c.pipe = nil
	}
}

// Close writes the index, the list of pages and the digests.
func (c *Writer) Close() error {
	if err := c.endRecords(); err != nil {
		return err
	}
	cdx, idx, err := c.indexFiles()
	if err != nil {
		return err
	}
	if c.pages == nil {
		err = c.page(map[string]any{"format": "json-pages-1.0", "id": "pages", "title": "All pages"})
	}
	if err == nil {
		_, err = c.pages.Seek(0, io.SeekStart)
	}
	if err != nil {
		return err
	}
	if err := errors.Join(c.file("indexes", "index.cdx.gz", bytes.NewReader(cdx), zip.Store),
		c.file("indexes", "index.idx", bytes.NewReader(idx), zip.Deflate), c.file("pages", "pages.jsonl", c.pages, zip.Deflate)); err != nil {
		return err
	}
	return c.describe()
}

// describe writes what the collection is and holds, and the digest of that.
func (c *Writer) describe() error {
	description := map[string]any{
		"profile": "data-package", "resources": c.resources, "wacz_version": "1.1.1", "software": c.opts.Software,
		"created": c.opts.Created.UTC().Format(time.RFC3339), "title": c.opts.Title, "description": c.opts.Description,
	}
	if c.first != nil {
		description["mainPageUrl"] = c.first.URL
		description["mainPageDate"] = c.first.Date.UTC().Format(time.RFC3339)
	}
	data, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	sum, err := json.Marshal(map[string]string{"path": "datapackage.json", "hash": digest(data)})
	if err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{"datapackage.json", data}, {"datapackage-digest.json", sum}} {
		w, err := c.zip.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: c.opts.Created})
		if err == nil {
			_, err = w.Write(f.data)
		}
		if err != nil {
			return fmt.Errorf("write WACZ: %s: %w", f.name, err)
		}
	}
	if err := c.zip.Close(); err != nil {
		return fmt.Errorf("write WACZ: %w", err)
	}
	return nil
}

func digest(data []byte) string { return warc.Digest(data) }
