// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"depesche"
	"depesche/ingest/decode"
	"depesche/ingest/markup"
	"depesche/ingest/stamp"
	"depesche/ingest/wikitext"
)

// sniffMediaWiki takes an export of MediaWiki, as Wikinews publishes it
// (https://www.mediawiki.org/wiki/Help:Export).
func sniffMediaWiki(head []byte, _ string) bool {
	return markup.RootName(string(head)) == "mediawiki"
}

// readMediaWiki reads the articles of an export one after the other, so that it
// may be as large as a whole wiki. Pages of other namespaces and redirects are
// passed over.
func readMediaWiki(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		x := &wikiExport{r: bufio.NewReaderSize(in.Body, 1<<16), from: in.Options.Offset, packed: in.Packed, opts: in.Options}
		for {
			raw, err := x.next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Item{}, err)
				return
			}
			if x.at <= x.from {
				continue
			}
			item, ok := x.item(raw)
			if !ok {
				continue
			}
			if x.packed {
				item.Next = 0
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// wikiExport is an export at work.
type wikiExport struct {
	r    *bufio.Reader
	at   int64 // offset in the file
	from int64 // where reading goes on
	opts Options

	packed bool

	described bool
	site      depesche.Outlet
	language  string
	base      string // address of the wiki's pages
	hidden    map[string]bool
}

// maxSite is the size of the largest head of an export.
const maxSite = 1 << 20

// The tags around a page. In the text of a page they are escaped.
var (
	pageStart = []byte("<page>")
	pageEnd   = []byte("</page>")
)

// next returns the bytes of the next page. What stands before the first page
// describes the wiki.
func (x *wikiExport) next() ([]byte, error) {
	var head, page []byte
	inside := false
	for {
		part, err := x.r.ReadSlice('>')
		x.at += int64(len(part))
		switch {
		case inside:
			page = append(page, part...)
		case !x.described && len(head) < maxSite:
			head = append(head, part...)
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			if inside && errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("page at byte %d: the file is cut off: %w", x.at-int64(len(page)), depesche.ErrInvalid)
			}
			return nil, err
		}
		switch {
		case len(page) > MaxBytes:
			return nil, fmt.Errorf("page at byte %d: more than %d MB: %w", x.at-int64(len(page)), MaxBytes>>20, depesche.ErrUnsupported)
		case !inside && bytes.HasSuffix(part, pageStart):
			inside = true
			page = append([]byte{}, pageStart...)
			x.describe(head)
		case inside && bytes.HasSuffix(part, pageEnd):
			return page, nil
		}
	}
}

// describe reads what an export says of its wiki.
func (x *wikiExport) describe(head []byte) {
	if x.described {
		return
	}
	x.described = true
	x.hidden = map[string]bool{"file": true, "image": true, "category": true}
	root := markup.Parse(string(head)).First()
	if root == nil {
		return
	}
	x.language = languageTag(root.Inherited("lang"))
	info := root.Child("siteinfo")
	if info == nil {
		return
	}
	base := info.ChildString("base")
	x.site = depesche.Outlet{Name: info.ChildString("sitename"), Domain: domainOf(base)}
	if i := strings.LastIndexByte(base, '/'); i > len("https://") {
		x.base = base[:i+1]
	}
	if spaces := info.Child("namespaces"); spaces != nil {
		for _, s := range spaces.Children() {
			if key := s.Attr("key"); key == "6" || key == "14" {
				x.hidden[strings.ToLower(s.String())] = true
			}
		}
	}
}

// item makes an item of a page; it is false for what is no article.
func (x *wikiExport) item(raw []byte) (Item, bool) {
	d := decode.Bytes(raw, "utf-8")
	page := markup.Parse(d.String).First()
	if page == nil || page.ChildString("ns") != "0" && page.ChildString("ns") != "" || page.Child("redirect") != nil {
		return Item{}, false
	}
	var revision *markup.Node
	for _, c := range page.Children() {
		if c.Is("revision") {
			revision = c
		}
	}
	if revision == nil || revision.Child("text") == nil {
		return Item{}, false
	}
	if model := revision.ChildString("model"); model != "" && model != "wikitext" {
		return Item{}, false
	}
	wiki := wikitext.Read(revision.Child("text").Text(), wikitext.Options{Hidden: x.hidden})
	if wiki.Redirect {
		return Item{}, false
	}
	item := Item{Original: raw, Encoding: d.Encoding, Many: true, Next: x.at, Place: fmt.Sprintf("page at byte %d", x.at-int64(len(raw)))}
	a := &item.Article
	a.Title, a.Outlet, a.Language = page.ChildString("title"), x.site, x.language
	if x.base != "" {
		a.URL = x.base + (&url.URL{Path: strings.ReplaceAll(a.Title, " ", "_")}).EscapedPath()
	}
	x.date(a, wiki)
	p := wikiPage(wiki, x.opts)
	p.head(a)
	p.furniture(a)
	if changed := stamp.Parse(revision.ChildString("timestamp")); changed != "" && a.Published == "" {
		item.unread("the page names no date of publication; it was last changed %s", changed)
	}
	item.complete(p.join().NFC(), d.Place, x.opts)
	if a.Text == "" {
		item.unread("the page has no text")
	}
	return item, true
}

// date takes the date of publication from a template that holds nothing else;
// without one the text may begin with it.
func (x *wikiExport) date(a *depesche.Article, wiki wikitext.Page) {
	for _, t := range wiki.Templates {
		if len(t.Values) != 1 {
			continue
		}
		if d, ok := firstDate(t.Values[0], x.opts.Boilerplate); ok && d.end-d.start == len(t.Values[0]) {
			a.Published, a.PublishedFrom = d.value, "meta"
			return
		}
	}
}

// wikiPage makes paragraphs of a page without lists of links and the headings
// under which nothing is left.
func wikiPage(wiki wikitext.Page, opts Options) *plainPage {
	p := &plainPage{rules: opts.Boilerplate}
	var heading *paragraph
	for _, w := range wiki.Paragraphs {
		para := paragraph{text: w.Text, blank: true, lines: 1}
		switch {
		case w.Heading > 0:
			heading = &para
		case w.AllLink:
		default:
			if heading != nil {
				p.paragraphs = append(p.paragraphs, *heading)
				heading = nil
			}
			p.paragraphs = append(p.paragraphs, para)
		}
	}
	return p
}
