// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"depesche/ingest"
)

// checkItem fails when an item breaks what every item promises: valid text,
// and origins that cover it without gaps, lie in the original, and decode to
// its characters.
func checkItem(t testing.TB, item ingest.Item) {
	t.Helper()
	text := item.Article.Text
	if !utf8.ValidString(text) {
		t.Fatalf("text is not valid UTF-8: %q", text)
	}
	points := []rune(text)
	at, last := 0, 0
	for _, o := range item.Origins {
		if o.TextStart != at || o.TextEnd <= o.TextStart || o.TextEnd > len(points) {
			t.Fatalf("origin %+v does not go on at %d of %d", o, at, len(points))
		}
		if o.ByteStart < last || o.ByteEnd < o.ByteStart || o.ByteEnd > len(item.Original) {
			t.Fatalf("origin %+v lies outside %d…%d", o, last, len(item.Original))
		}
		checkOrigin(t, item, string(points[o.TextStart:o.TextEnd]), item.Original[o.ByteStart:o.ByteEnd], o.Exact)
		at, last = o.TextEnd, o.ByteEnd
	}
	if at != len(points) {
		t.Fatalf("origins end at %d of %d", at, len(points))
	}
}

// checkOrigin compares a stretch of text with the bytes it comes from.
func checkOrigin(t testing.TB, item ingest.Item, text string, raw []byte, exact bool) {
	t.Helper()
	s, err := ingest.Decode(raw, item.Encoding)
	if err != nil {
		t.Fatal(err)
	}
	if exact {
		if s != text {
			t.Fatalf("exact origin of %q is %q", text, s)
		}
		return
	}
	if strings.TrimFunc(text, unicode.IsSpace) == "" {
		return
	}
	solid := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) || unicode.IsControl(r) {
				return -1
			}
			return r
		}, s)
	}
	once := html.UnescapeString(s)
	twice := html.UnescapeString(once) // markup in a feed is escaped once more
	if !strings.Contains(norm.NFC.String(solid(once)), solid(text)) && !strings.Contains(norm.NFC.String(solid(twice)), solid(text)) && !strings.Contains(s, `\`) {
		t.Fatalf("origin of %q is %q", text, s)
	}
}

func readAll(t testing.TB, name, input string, opts ingest.Options) []ingest.Item {
	t.Helper()
	var items []ingest.Item
	for item, err := range ingest.Read(name, strings.NewReader(input), opts) {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		checkItem(t, item)
		items = append(items, item)
	}
	return items
}

func TestPlainText(t *testing.T) {
	const input = "Minister trifft Ministerin: Neue Gespra\u0308che geplant!\n\n" +
		"Der Außenminister traf am Samstag\nseine Kollegin zu Ge\u00adsprächen in der Haupt\nstadt.\n\n" +
		"“Wir reden weiter.”\n\nMehr zum Thema ‒ Streit um das Abkommen\n\nSchreibe einen Kommentar\n"
	items := readAll(t, "a.txt", input, ingest.Options{Published: "2025-07-13"})
	if len(items) != 1 {
		t.Fatalf("%d items", len(items))
	}
	a := items[0].Article
	if a.Title != "Minister trifft Ministerin: Neue Gespräche geplant!" {
		t.Errorf("title %q", a.Title)
	}
	want := "Der Außenminister traf am Samstag seine Kollegin zu Gesprächen in der Haupt stadt.\n\n“Wir reden weiter.”"
	if a.Text != want {
		t.Errorf("text %q, want %q", a.Text, want)
	}
	if len(a.Related) != 1 || a.Related[0].Title != "Streit um das Abkommen" {
		t.Errorf("related %+v", a.Related)
	}
	if a.Published != "2025-07-13" || a.PublishedFrom != "flag" {
		t.Errorf("published %q from %q", a.Published, a.PublishedFrom)
	}
}

func TestJSONL(t *testing.T) {
	const input = "\xef\xbb\xbf" + `{"id":"a1","text":"Er sagte:\n\u201eNein\u201c \ud83d\ude00 ü","published":"2025-07-13","language":"de"}` + "\r\n\n" +
		`{"id":"a2","title":"T","text":"  Gespra` + "\u0308" + `che ","byline":"Jane Example","outlet":"Muster"}`
	items := readAll(t, "a.jsonl", input, ingest.Options{})
	if len(items) != 2 {
		t.Fatalf("%d items", len(items))
	}
	if got := items[0].Article; got.ID != "a1" || got.Text != "Er sagte:\n„Nein“ 😀 ü" || got.Language != "de" || got.Published != "2025-07-13" {
		t.Errorf("first: %+v", got)
	}
	if got := items[1].Article; got.Text != "  Gespra\u0308che " || got.Byline[0] != "Jane Example" || got.Outlet.Name != "Muster" {
		t.Errorf("second: %+v", got)
	}
}

func TestNotText(t *testing.T) {
	for _, c := range []struct{ name, input, want string }{
		{"empty", "", "empty file"},
		{"space", " \n\t\r\n ", "nothing but white space"},
		{"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"},
		{"zip", "PK\x03\x04\x14\x00\x06\x00", "ZIP"},
		{"png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"},
		{"jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"},
		{"zeros", strings.Repeat("abc\x00", 40), "binary"},
		{"json", "[\n  {\n    \"id\": 1}]", "JSON"},
		{"xml", "<?xml version=\"1.0\"?><order/>", "XML"},
	} {
		for item, err := range ingest.Read(c.name, bytes.NewReader([]byte(c.input)), ingest.Options{}) {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v, want %q (%q)", c.name, err, c.want, item.Article.Text)
			}
		}
	}
}
