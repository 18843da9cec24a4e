// SPDX-License-Identifier: Apache-2.0

package wacz

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"depesche/warc"
)

// line is an entry of the index: a record by its address and time, in the
// format CDXJ (https://specs.webrecorder.net/cdxj/0.1.0/).
type line struct {
	key  string // address as a sort key, and time
	body string // JSON
}

// entry is what the index says of a record.
type entry struct {
	URL      string `json:"url"`
	Mime     string `json:"mime,omitempty"`
	Status   string `json:"status,omitempty"`
	Digest   string `json:"digest,omitempty"`
	Length   string `json:"length"`
	Offset   string `json:"offset"`
	Filename string `json:"filename"`
}

// readIndex makes an entry of every record that a viewer can show.
func (c *Writer) readIndex(r io.Reader) error {
	records := warc.NewReader(r, warc.ReaderOptions{})
	for {
		rec, err := records.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if l, ok := lineOf(rec); ok {
			c.index = append(c.index, l)
		}
	}
}

// lineOf makes an entry of a record; it is false for one that is no answer.
func lineOf(rec *warc.Record) (line, bool) {
	e := entry{
		URL: rec.URL(), Digest: rec.Header.Get("WARC-Payload-Digest"), Filename: warcName,
		Length: strconv.FormatInt(rec.Next-rec.Offset, 10), Offset: strconv.FormatInt(rec.Offset, 10),
	}
	contentType := rec.Header.Get("Content-Type")
	switch rec.Type() {
	case warc.TypeResponse, warc.TypeRevisit:
		m, err := rec.HTTP()
		if err != nil {
			return line{}, false
		}
		e.Status = strconv.Itoa(m.Status)
		contentType = m.Header.Get("Content-Type")
	case warc.TypeResource:
	default:
		return line{}, false
	}
	if kind, _, err := mime.ParseMediaType(contentType); err == nil {
		e.Mime = kind
	}
	if rec.Type() == warc.TypeRevisit {
		e.Mime = "warc/revisit"
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(e) != nil {
		return line{}, false
	}
	return line{sortKey(e.URL) + " " + rec.Date().UTC().Format("20060102150405"), body.String()}, true
}

// siteStart is the part of a host that says nothing of the site.
var siteStart = regexp.MustCompile(`^www\d*\.`)

// sortKey writes an address so that those of one site stand together: the host
// from its end to its start, then path and query
// (https://github.com/internetarchive/surt).
func sortKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.ToLower(address)
	}
	host := strings.Split(siteStart.ReplaceAllString(strings.ToLower(u.Hostname()), ""), ".")
	slices.Reverse(host)
	key := strings.Join(host, ",")
	if port := u.Port(); port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		key += ":" + port
	}
	path := strings.ToLower(u.EscapedPath())
	if len(path) > 1 {
		path = strings.TrimSuffix(path, "/")
	}
	if path == "" {
		path = "/"
	}
	key += ")" + path
	if u.RawQuery != "" {
		parts := strings.Split(strings.ToLower(u.RawQuery), "&")
		slices.Sort(parts)
		key += "?" + strings.Join(parts, "&")
	}
	return key
}

// blockLines is how many entries of the index are packed together.
const blockLines = 3000

// indexFiles writes the index in packed blocks, and the list of the blocks.
func (c *Writer) indexFiles() (cdx, idx []byte, err error) {
	slices.SortStableFunc(c.index, func(a, b line) int { return strings.Compare(a.key, b.key) })
	var blocks, list bytes.Buffer
	list.WriteString(`!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}` + "\n")
	for block := range slices.Chunk(c.index, blockLines) {
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		for _, l := range block {
			if _, err := io.WriteString(z, l.key+" "+l.body); err != nil {
				return nil, nil, fmt.Errorf("write WACZ: index: %w", err)
			}
		}
		if err := z.Close(); err != nil {
			return nil, nil, fmt.Errorf("write WACZ: index: %w", err)
		}
		fmt.Fprintf(&list, "%s {\"offset\": %d, \"length\": %d, \"digest\": %q, \"filename\": \"index.cdx.gz\"}\n",
			block[0].key, blocks.Len(), packed.Len(), digest(packed.Bytes()))
		blocks.Write(packed.Bytes())
	}
	return blocks.Bytes(), list.Bytes(), nil
}
