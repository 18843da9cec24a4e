// SPDX-License-Identifier: Apache-2.0

package export_test

import (
	"bytes"
	"errors"
	"iter"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"depesche"
	"depesche/export"
	"depesche/warc"
)

var kept = time.Date(2025, 7, 13, 8, 30, 0, 0, time.UTC)

// evidence is two versions of an article with an address, and one without.
func evidence() iter.Seq2[export.Evidence, error] {
	article := func(id, url, title string) *depesche.Record {
		return &depesche.Record{Article: depesche.Article{ID: id, URL: url, Title: title, Text: "The minister met the envoy."}}
	}
	return func(yield func(export.Evidence, error) bool) {
		for _, e := range []export.Evidence{
			{Record: article("a", "https://news.example/a", "Old"), Version: 1, Kept: kept, Original: []byte("<html><p>Old</p></html>")},
			{Record: article("a", "https://news.example/a", "New"), Version: 2, Current: true, Kept: kept.Add(time.Hour), Original: []byte("<html><p>New</p></html>")},
			{Record: article("b", "", "File"), Version: 1, Current: true, Kept: kept, Original: []byte("Plain text.")},
		} {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// TestPacks writes every format of a pack: the same evidence gives the same
// bytes, and every original and record is in it.
func TestPacks(t *testing.T) {
	for _, f := range export.PackFormats {
		write := func() []byte {
			var b bytes.Buffer
			opts := export.PackOptions{Title: "Visit", Software: "depesche", Created: kept, Random: rand.NewChaCha8([32]byte{1}).Read}
			if err := f.Write(&b, evidence(), opts); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
		data := write()
		if !bytes.Equal(data, write()) {
			t.Errorf("%s: two packs of the same evidence differ", f.Name)
		}
		if f.Name != "warc" {
			continue
		}
		var lines []string
		for r := warc.NewReader(bytes.NewReader(data), warc.ReaderOptions{}); ; {
			rec, err := r.Next()
			if err != nil {
				break
			}
			lines = append(lines, rec.Type()+" "+rec.URL()+" "+rec.Header.Get("Content-Type"))
		}
		want := []string{
			"warcinfo  application/warc-fields",
			"resource https://news.example/a text/html; charset=utf-8", "metadata urn:depesche:a application/json",
			"resource https://news.example/a text/html; charset=utf-8", "metadata urn:depesche:a application/json",
			"resource urn:depesche:b text/plain; charset=utf-8", "metadata urn:depesche:b application/json",
		}
		if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
			t.Errorf("the pack holds\n%s", got)
		}
	}
}

// TestPackFails checks that what fails while evidence is gathered ends a pack.
func TestPackFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, f := range export.PackFormats {
		err := f.Write(&bytes.Buffer{}, func(yield func(export.Evidence, error) bool) { yield(export.Evidence{}, broken) }, export.PackOptions{Created: kept})
		if !errors.Is(err, broken) {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}
