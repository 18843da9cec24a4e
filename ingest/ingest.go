// SPDX-License-Identifier: Apache-2.0

// Package ingest turns bytes from outside into articles, one file per input
// format; formats.go lists them all. What the bytes are is told from the
// bytes. For every character of an article's text it keeps where in the
// original it stands. It fetches nothing, has no clock and detects no
// language.
package ingest

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"sync"

	"depesche"
	"depesche/ingest/boilerplate"
	"depesche/ingest/decode"
	"depesche/ingest/origin"
	"depesche/ingest/packed"
	"depesche/lang"
	"depesche/warc"
)

// MaxBytes is the size of the largest original that is read: a page, a text
// file, or a line of JSONL. A larger one is an error.
const MaxBytes = 64 << 20

// Version is raised when the article that is read out of the same bytes is
// another than before: other text, title, date or names.
const Version = 3

// headBytes is how much of an input its format is told from.
const headBytes = 32 << 10

// Item is one article of an input with its original bytes.
type Item struct {
	Article  depesche.Article
	Original []byte            // the bytes of the article as they came
	Encoding string            // of Original, as the WHATWG Encoding Standard names it; see Decode
	Origins  []depesche.Origin // map from Article.Text to Original
	Unread   []depesche.Unread // what of the input could not be read
	Many     bool              // it is one of many articles of its input

	// Listed says that the input names the article without its text, as feeds
	// and sitemaps do: there is nothing to read in it.
	Listed bool
	// Place is where it stands in an input of many, in words: "item 3",
	// "line 7", "record at byte 812".
	Place string
	// Next is the offset in the input behind the article, from which reading
	// may go on in another run; 0 when it may not.
	Next int64
}

// Options say what the caller knows better than the input.
type Options struct {
	Published   string // date or time; stands before what the input says
	Language    string // BCP 47; stands before what the input says
	URL         string // the address the bytes were fetched from, if any
	ContentType string // what the carrier (HTTP, WARC) said of the bytes; a hint

	// Offset is where reading goes on: what lies before it was read in another
	// run. It is an Item's Next.
	Offset int64
	// Workers is how many records of an archive are read at the same time; 0
	// means one. The order of the items does not depend on it.
	Workers int

	// Boilerplate are the rules for lines that are no part of an article; nil
	// means those of all built-in languages.
	Boilerplate *boilerplate.Rules
}

// Input is what a format reads from.
type Input struct {
	Name    string // as given: a path, an address, "-"
	Body    io.Reader
	File    seekable // the same bytes at any place; nil when they come from a pipe
	Packed  bool     // Body was unpacked: its offsets are not those of the file
	Line    int      // lines that were passed over, because they were read before
	Options Options
}

// Read yields the articles of one input in their order. An error is about
// one item, or about the rest of the input; the articles read before stand.
func Read(name string, r io.Reader, opts Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		fail := func(err error) {
			broken := Item{Article: depesche.Article{Input: name}}
			yield(broken, fmt.Errorf("read %s: %w", name, err))
		}
		if opts.Boilerplate == nil {
			rules, err := builtinRules()
			if err != nil {
				fail(err)
				return
			}
			opts.Boilerplate = rules
		}
		format, in, err := open(name, r, opts)
		if err != nil {
			fail(err)
			return
		}
		for item, err := range format.Read(in) {
			if item.Article.Input == "" {
				item.Article.Input = name
			}
			if err != nil {
				err = fmt.Errorf("read %s: %w", name, err)
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// open finds the format of an input and unpacks it.
func open(name string, r io.Reader, opts Options) (Format, Input, error) {
	in := Input{Name: name, File: asSeekable(r), Options: opts}
	body := bufio.NewReaderSize(r, headBytes)
	in.Body = body
	head, err := body.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return Format{}, in, err
	}
	if kind := packed.Kind(head); kind != "" {
		head, err = in.unpack(body, kind, head)
		if err != nil {
			return Format{}, in, err
		}
	}
	format, err := formatOf(head, name)
	if err != nil {
		return format, in, err
	}
	if format.Name != "mediawiki" { // its head is needed again
		err = in.skip()
	}
	return format, in, err
}

// unpack makes the unpacked bytes the body of the input and returns their
// head. An archive whose records are packed one by one stays as it is.
func (in *Input) unpack(body *bufio.Reader, kind string, head []byte) ([]byte, error) {
	if kind == "gzip" {
		start, _ := packed.Bytes(head, kind, 1<<20)
		if warc.Sniff(start) {
			return start, nil
		}
	}
	r, err := packed.Reader(body, kind)
	if err != nil {
		return nil, fmt.Errorf("the file is packed with %s, and its head is broken: %w", kind, errors.Join(err, depesche.ErrInvalid))
	}
	unpacked := bufio.NewReaderSize(&unpacking{r, kind}, headBytes)
	in.Body, in.File, in.Packed, in.Options.Offset = unpacked, nil, true, 0
	start, err := unpacked.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) && len(start) == 0 {
		return nil, err
	}
	return start, nil
}

// unpacking says of an error that the packing is broken.
type unpacking struct {
	r    io.Reader
	kind string
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("the file is packed with %s, and is broken or cut off: %w", u.kind, errors.Join(err, depesche.ErrInvalid))
	}
	return n, err
}

// skip passes over what was read in another run.
func (in *Input) skip() error {
	if in.Options.Offset <= 0 {
		return nil
	}
	lines := &lineCounter{}
	if _, err := io.CopyN(lines, in.Body, in.Options.Offset); err != nil {
		return fmt.Errorf("go on at byte %d: the file is shorter than when it was read before: %w", in.Options.Offset, depesche.ErrInvalid)
	}
	in.Line = lines.count
	return nil
}

// lineCounter counts the line feeds that are written to it.
type lineCounter struct{ count int }

func (c *lineCounter) Write(p []byte) (int, error) {
	c.count += bytes.Count(p, []byte("\n"))
	return len(p), nil
}

// builtinRules loads the boilerplate rules of all built-in languages, once.
var builtinRules = sync.OnceValues(func() (*boilerplate.Rules, error) {
	return LoadBoilerplate("")
})

// LoadBoilerplate loads the boilerplate rules of all built-in languages, with
// the files of the overlay folder (see lang.Open) before them.
func LoadBoilerplate(overlay string) (*boilerplate.Rules, error) {
	languages, err := openAll(overlay)
	if err != nil {
		return nil, err
	}
	return boilerplate.Load(languages...)
}

// openAll opens the folders of all built-in languages.
func openAll(overlay string) ([]fs.FS, error) {
	var folders []fs.FS
	for _, code := range lang.Codes() {
		folder, err := lang.Open(code, overlay)
		if err != nil {
			return nil, fmt.Errorf("open language %s: %w", code, err)
		}
		folders = append(folders, folder)
	}
	return folders, nil
}

// whole reads the input to its end and makes an item of it.
func whole(in Input, read func(original []byte, in Input) (Item, error)) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		original, err := io.ReadAll(io.LimitReader(in.Body, MaxBytes+1))
		if err == nil && len(original) > MaxBytes {
			err = fmt.Errorf("more than %d MB: %w", MaxBytes>>20, depesche.ErrUnsupported)
		}
		if err != nil {
			yield(Item{}, err)
			return
		}
		yield(read(original, in))
	}
}

// finish completes an item: its text in normal form with the origins, what
// the caller knows better, the digest and the id.
func (item *Item) finish(text origin.Text, d *decode.Text, opts Options) {
	item.Encoding = d.Encoding
	item.complete(text.NFC(), d.Place, opts)
}

// finishKept completes an item whose text is kept to the letter.
func (item *Item) finishKept(text origin.Text, opts Options) {
	item.complete(text, func(offset int) int { return offset }, opts)
}

func (item *Item) complete(text origin.Text, place func(int) int, opts Options) {
	a := &item.Article
	a.Text = text.String
	item.Origins = text.Origins(place)
	if opts.Published != "" {
		a.Published, a.PublishedFrom = opts.Published, "flag"
	}
	if opts.Language != "" {
		a.Language = opts.Language
	}
	if a.URL == "" {
		a.URL = opts.URL
	}
	if a.Outlet.Domain == "" {
		a.Outlet.Domain = domainOf(a.URL)
	}
	item.Article.Dates = withPublished(item.Article)
	item.identify()
}

// withPublished returns the dates of an article with the one that was taken
// for its publication.
func withPublished(a depesche.Article) []depesche.Dating {
	if a.Published == "" {
		return a.Dates
	}
	for _, d := range a.Dates {
		if d.Of == depesche.DatePublished && d.Value == a.Published && d.From == a.PublishedFrom {
			return a.Dates
		}
	}
	certainty := depesche.Certain
	if a.PublishedFrom == "url" || a.PublishedFrom == "text" {
		certainty = depesche.Likely
	}
	taken := depesche.Dating{Of: depesche.DatePublished, Value: a.Published, From: a.PublishedFrom, Certainty: certainty}
	return append([]depesche.Dating{taken}, a.Dates...)
}

// modified notes the date of the last change that a format gives in a field
// for it; the moment of publication is none.
func (item *Item) modified(value, from string) {
	if a := &item.Article; value != "" && value != a.Published {
		a.Dates = append(a.Dates, depesche.Dating{Of: depesche.DateModified, Value: value, From: from, Certainty: depesche.Certain})
	}
}

// identify sets the digest of the original and, unless the input has given
// one, the id: made from the address when there is one, or else from the
// digest.
func (item *Item) identify() {
	a := &item.Article
	sum := sha256.Sum256(item.Original)
	a.Digest = "sha256:" + hex.EncodeToString(sum[:])
	if a.ID != "" {
		return
	}
	if a.URL != "" {
		sum = sha256.Sum256([]byte(a.URL))
	}
	a.ID = hex.EncodeToString(sum[:8])
}

// unread notes something of the item that could not be read.
func (item *Item) unread(reason string, args ...any) {
	item.Unread = append(item.Unread, depesche.Unread{Stage: "ingest", Reason: fmt.Sprintf(reason, args...)})
}
