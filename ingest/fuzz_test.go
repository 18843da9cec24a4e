// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"depesche/ingest"
)

// fuzz feeds a format with what its samples hold and with what comes of it.
// Whatever the bytes are, every item must hold what checkItem asks.
func fuzz(f *testing.F, formats ...string) {
	for _, format := range formats {
		for _, s := range samples(f, format) {
			f.Add([]byte(s.input(f)))
		}
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		for item := range ingest.Read("fuzz", bytes.NewReader(input), ingest.Options{}) {
			checkItem(t, item)
			if !json.Valid(item.Original) && !norm.NFC.IsNormalString(item.Article.Text) {
				t.Errorf("text is not in normal form: %q", item.Article.Text)
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<html><body><p>x &amp; y<svg><title/></svg><table><td><p></b></table>"))
	f.Add([]byte("<html><meta charset=iso-2022-jp><p>\x1b$B$3\x1b(B"))
	f.Add([]byte("<html><meta charset=shift_jis><p>\x82\xa0\x82\xa2 abc \x81"))
	f.Add([]byte("<html><meta charset=gb18030><p>\xc4\xe3\xba\xc3\x81\x30\x81\x30"))
	fuzz(f, "html")
}

func FuzzText(f *testing.F) {
	f.Add([]byte("\xff\xfeT\x00i\x00t\x00l\x00e\x00\n\x00\n\x00T\x00\x00\xd8"))
	f.Add([]byte("Gr\xfc\xdfe aus Wien\n\ne\u0301a\u0300 \u0344 \u2028 x\r\ry"))
	fuzz(f, "text", "markdown")
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"text":"\ud83d\u0041 \ud83d \u00e4\/\"","TEXT":"b"}`))
	f.Add([]byte("{\"text\":\"a\xff\"}\n{\n{\"text\":null}"))
	fuzz(f, "jsonl")
}

func FuzzFeeds(f *testing.F) { fuzz(f, "feed", "sitemap", "opml") }

func FuzzWires(f *testing.F) { fuzz(f, "ninjs", "newsml", "mediawiki") }

func FuzzArchives(f *testing.F) { fuzz(f, "warc", "wacz") }

// TestEncodings reads one text in several encodings: it must come out the same
// every time, and every character must be found in the bytes.
func TestEncodings(t *testing.T) {
	const text = "Grüße aus Köln – “schön”, sagte sie: 5 € für alle. Und dann war Schluss."
	wide := utf16.Encode([]rune("Titel\n\n" + text + "\n"))
	bytes16 := func(mark string, bigEndian bool) string {
		out := []byte(mark)
		for _, u := range wide {
			if bigEndian {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return string(out)
	}
	latin := "Gr\xfc\xdfe aus K\xf6ln \x96 \x93sch\xf6n\x94, sagte sie: 5 \x80 f\xfcr alle. Und dann war Schluss."
	late := "<html><head><script>" + string(bytes.Repeat([]byte("x"), 3000)) + "</script>"
	for _, c := range []struct{ name, input, contentType, encoding string }{
		{"utf-8", "Titel\n\n" + text, "", "utf-8"},
		{"utf-8 with a mark", "\xef\xbb\xbfTitel\n\n" + text, "", "utf-8"},
		{"utf-8 that says otherwise", "<html><meta charset=iso-8859-1><h1>Titel</h1><p>" + text, "", "utf-8"},
		{"utf-16le with a mark", bytes16("\xff\xfe", false), "", "utf-16le"},
		{"utf-16be with a mark", bytes16("\xfe\xff", true), "", "utf-16be"},
		{"utf-16le", bytes16("", false), "", "utf-16le"},
		{"utf-16be", bytes16("", true), "", "utf-16be"},
		{"windows-1252", "Titel\n\n" + latin, "", "windows-1252"},
		{"windows-1252, said late", late + "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><h1>Titel</h1><p>" + latin, "", "windows-1252"},
		{"windows-1252, said by the carrier", "<html><h1>Titel</h1><p>" + latin, "text/html; charset=ISO-8859-1", "windows-1252"},
		{"macintosh", "<html><meta charset=macintosh><h1>Titel</h1><p>Gr\x9f\xa7e aus K\x9aln \xd0 \xd2sch\x9an\xd3, sagte sie: 5 \xdb f\x9fr alle. Und dann war Schluss.", "", "macintosh"},
	} {
		items := readAll(t, c.name, c.input, ingest.Options{ContentType: c.contentType})
		if len(items) != 1 {
			t.Fatalf("%s: %d items", c.name, len(items))
		}
		if got := items[0]; got.Article.Text != text || got.Encoding != c.encoding || got.Article.Title != "Titel" {
			t.Errorf("%s: %s: %q, %q", c.name, got.Encoding, got.Article.Title, got.Article.Text)
		}
	}
}

// BenchmarkRead reads the samples of each format.
func BenchmarkRead(b *testing.B) {
	for _, format := range ingest.Formats() {
		b.Run(format.Name, func(b *testing.B) {
			list := samples(b, format.Name)
			size := 0
			for _, s := range list {
				size += len(s.input(b))
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, s := range list {
					for range ingest.Read("input", strings.NewReader(s.input(b)), s.opts) {
					}
				}
			}
		})
	}
}
