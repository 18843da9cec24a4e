// SPDX-License-Identifier: Apache-2.0

package feed_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"depesche/ingest/decode"
	"depesche/ingest/feed"
)

// rss is an RSS feed around some items.
func rss(items string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel><title>Der Bote &amp; mehr</title><link>https://bote.example/</link><description>Nachrichten</description><language>de-DE</language>
<atom:link rel="self" href="https://bote.example/feed"/><ttl>30</ttl><skipHours><hour>2</hour></skipHours><skipDays><day>Sunday</day></skipDays>
` + items + `</channel></rss>`
}

func parse(t testing.TB, source string, opts feed.Options) *feed.Feed {
	t.Helper()
	f, err := feed.Parse([]byte(source), opts)
	if err != nil {
		t.Fatalf("%v in %.200s", err, source)
	}
	check(t, f, []byte(source))
	return f
}

// check checks what holds for every feed: the places lie in the bytes, and the
// texts stand where they say.
func check(t testing.TB, f *feed.Feed, data []byte) {
	t.Helper()
	for i, it := range f.Items {
		if it.Start < 0 || it.End < it.Start || it.End > len(data) {
			t.Fatalf("item %d stands at %d to %d of %d", i, it.Start, it.End, len(data))
		}
		for _, body := range []feed.Body{it.Summary, it.Content} {
			at := 0
			for _, p := range body.Text.Pieces {
				if p.Exact && f.Decoded.String[p.Start:p.End] != body.Text.String[at:at+p.Len] {
					t.Fatalf("item %d: %q stands at %q", i, body.Text.String[at:at+p.Len], f.Decoded.String[p.Start:p.End])
				}
				at += p.Len
			}
		}
	}
}

func TestRSS(t *testing.T) {
	f := parse(t, rss(`<item><title>Minister trifft &lt;b&gt;Ministerin&lt;/b&gt;</title><link>/artikel/1</link>
<guid isPermaLink="false">bote-1</guid><pubDate>Sun, 13 Jul 2025 08:30:00 +0200</pubDate><dc:creator>Jana Beispiel</dc:creator>
<category>Politik</category><category>Ausland</category><source url="https://agentur.example/feed">Die Agentur</source>
<description>&lt;p&gt;Kurz.&lt;/p&gt;</description><content:encoded><![CDATA[<p>Der Minister sprach &amp; ging.</p>]]></content:encoded>
<enclosure url="https://bote.example/1.jpg" type="image/jpeg" length="1000"/><comments>https://bote.example/1#comments</comments></item>
<item><title>AT&amp;T und 1 &lt; 2</title><guid>https://bote.example/artikel/2</guid><author>jo@bote.example (Jo Muster)</author><description>Nur Text</description></item>`), feed.Options{})
	if f.Title != "Der Bote & mehr" || f.Format != "rss 2.0" || f.Language != "de-DE" || f.Self != "https://bote.example/feed" ||
		f.Interval != 30*time.Minute || cmp.Diff(f.SkipHours, []int{2}) != "" || cmp.Diff(f.SkipDays, []time.Weekday{time.Sunday}) != "" {
		t.Errorf("feed %+v", f)
	}
	if len(f.Items) != 2 {
		t.Fatalf("%d items", len(f.Items))
	}
	a, b := f.Items[0], f.Items[1]
	for _, c := range []struct{ what, got, want string }{
		{"title", a.Title, "Minister trifft Ministerin"}, {"link", a.Link, "https://bote.example/artikel/1"}, {"id", a.ID, "bote-1"},
		{"published", a.Published, "2025-07-13T08:30:00+02:00"}, {"author", a.Authors[0].Name, "Jana Beispiel"},
		{"source", a.Source.Title + " " + a.Source.Feed, "Die Agentur https://agentur.example/feed"},
		{"content", a.Content.Text.String, "<p>Der Minister sprach &amp; ging.</p>"}, {"shown", a.Content.Plain(), "Der Minister sprach & ging."},
		{"summary", a.Summary.Plain(), "Kurz."}, {"image", a.Image, "https://bote.example/1.jpg"}, {"comments", a.Comments, "https://bote.example/1#comments"},
		{"categories", strings.Join(a.Categories, ","), "Politik,Ausland"},
		{"second title", b.Title, "AT&T und 1 < 2"}, {"second link", b.Link, "https://bote.example/artikel/2"},
		{"second author", b.Authors[0].Name + " " + b.Authors[0].Email, "Jo Muster jo@bote.example"}, {"second summary", b.Summary.Plain(), "Nur Text"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
	if a.Summary.HTML != true || b.Summary.HTML || b.Published != "" {
		t.Errorf("summaries %+v, %+v, published %q", a.Summary, b.Summary, b.Published)
	}
}

func TestAtom(t *testing.T) {
	f := parse(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://news.example/feeds/">
<title type="html">The &lt;i&gt;Courier&lt;/i&gt;</title><id>urn:courier</id><updated>2025-07-13T08:30:00Z</updated>
<link rel="alternate" type="text/html" href="/"/><link rel="self" href="all.atom"/><link rel="next" href="all.atom?page=2"/><link rel="hub" href="https://hub.example/"/>
<entry xml:base="2025/"><title type="text">History of the &lt;b&gt; tag</title><id>urn:1</id><link href="1.html"/><link rel="enclosure" href="1.mp3" type="audio/mpeg" length="9"/>
<published>2025-07-12T10:00:00Z</published><updated>2025-07-13T08:00:00Z</updated><author><name>Jane Example</name><uri>/people/jane</uri></author>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two &amp; two.</p></div></content>
<source><title>The Agency</title><link rel="self" href="https://agency.example/feed"/><link href="https://agency.example/"/></source></entry>
</feed>`, feed.Options{})
	e := f.Items[0]
	for _, c := range []struct{ what, got, want string }{
		{"format", f.Format, "atom 1.0"}, {"feed title", f.Title, "The Courier"}, {"feed link", f.Link, "https://news.example/"},
		{"self", f.Self, "https://news.example/feeds/all.atom"}, {"next", f.Next, "https://news.example/feeds/all.atom?page=2"}, {"hub", f.Hub, "https://hub.example/"},
		{"title", e.Title, "History of the <b> tag"}, {"link", e.Link, "https://news.example/feeds/2025/1.html"},
		{"published", e.Published, "2025-07-12T10:00:00Z"}, {"updated", e.Updated, "2025-07-13T08:00:00Z"}, {"language", e.Language, "en"},
		{"author", e.Authors[0].Name + " " + e.Authors[0].URL, "Jane Example https://news.example/people/jane"},
		{"content", e.Content.Text.String, `<div xmlns="http://www.w3.org/1999/xhtml"><p>Two &amp; two.</p></div>`}, {"summary", e.Summary.Plain(), "Short."},
		{"source", e.Source.Title + " " + e.Source.Link + " " + e.Source.Feed, "The Agency https://agency.example/ https://agency.example/feed"},
		{"enclosure", fmt.Sprint(e.Enclosures), "[{https://news.example/feeds/2025/1.mp3 audio/mpeg 9}]"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}

func TestRDF(t *testing.T) {
	f := parse(t, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://news.example/"><title>T</title><link>https://news.example/</link><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2025-07-13</dc:date><dc:language>fr</dc:language></item></rdf:RDF>`, feed.Options{})
	if f.Format != "rss 1.0" || f.Interval != 6*time.Hour || len(f.Items) != 1 {
		t.Fatalf("%+v", f)
	}
	if it := f.Items[0]; it.ID != "https://news.example/1" || it.Published != "2025-07-13" || it.Language != "fr" {
		t.Errorf("item %+v", it)
	}
}

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"The Courier","home_page_url":"https://news.example/","feed_url":"https://news.example/feed.json",
"items":[{"id":"1","url":"/1","title":"One","content_html":"<p>Two \u00fc two.<\/p>","date_published":"2025-07-13T08:30:00Z","authors":[{"name":"Jane Example"}],"tags":["a","b"]},
{"id":2,"external_url":"https://other.example/2","content_text":"Only text.","attachments":[{"url":"/2.mp3","mime_type":"audio/mpeg","size_in_bytes":9}]}`

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		name, source string
		problems     int
	}{
		{"whole", jsonFeed + "]}", 0},
		{"cut off", jsonFeed + `,{"id":"3","title":"Th`, 1},
	} {
		f := parse(t, c.source, feed.Options{})
		if len(f.Items) != 2 || len(f.Problems) != c.problems || f.Title != "The Courier" {
			t.Fatalf("%s: %d items, %v", c.name, len(f.Items), f.Problems)
		}
		a, b := f.Items[0], f.Items[1]
		if a.Link != "https://news.example/1" || a.Content.Text.String != "<p>Two ü two.</p>" || !a.Content.HTML || a.Authors[0].Name != "Jane Example" || a.Published != "2025-07-13T08:30:00Z" {
			t.Errorf("%s: %+v", c.name, a)
		}
		if b.ID != "2" || b.Link != "https://other.example/2" || b.Content.Plain() != "Only text." || b.Content.HTML || b.Enclosures[0].Length != 9 {
			t.Errorf("%s: %+v", c.name, b)
		}
		if raw := c.source[a.Start:a.End]; !strings.HasPrefix(raw, `{"id":"1"`) || !strings.HasSuffix(raw, `"b"]}`) {
			t.Errorf("%s: the first item stands at %s", c.name, raw)
		}
	}
}

// TestBroken reads feeds as they come: what is whole in them is read.
func TestBroken(t *testing.T) {
	const item = `<item><title>One</title><link>https://bote.example/1</link></item>`
	for _, c := range []struct {
		name, source string
		items        int
	}{
		{"an item that is not closed", rss("<item><title>One</title><item><title>Two</title></item>"), 2},
		{"cut off", rss(item + item)[:700], 2},
		{"line breaks before the declaration", "\n\n" + rss(item), 1},
		{"a wrong entity", rss(strings.Replace(item, "One", "One &nbsp;&foo; & two", 1)), 1},
		{"control characters", rss(strings.Replace(item, "One", "One\x00\x0b", 1)), 1},
		{"HTML that is not escaped", rss(strings.Replace(item, "One", "<b>One<br>", 1)), 1},
		{"items outside the channel", `<rss><channel><title>T</title></channel>` + item + `</rss>`, 1},
		{"a channel alone", `<channel><title>T</title>` + item + `</channel>`, 1},
		{"a prefix that is not declared", `<rss><channel><atom:link rel="self" href="x"/>` + item + `</channel></rss>`, 1},
		{"upper case", strings.ToUpper(`<rss><channel><item><title>x</title></item></channel></rss>`), 1},
		{"text behind the end", rss(item) + "<script>x</script>", 1},
	} {
		f := parse(t, c.source, feed.Options{})
		if len(f.Items) != c.items {
			t.Errorf("%s: %d items, %v", c.name, len(f.Items), f.Problems)
		}
	}
	for _, source := range []string{"", "words", "<html><body>x</body></html>", "{}", `{"version":"1"}`, "<opml/>", `<rdf:RDF xmlns:rdf="x"/>`} {
		if f, err := feed.Parse([]byte(source), feed.Options{}); err == nil {
			t.Errorf("%q is read as %s", source, f.Format)
		}
	}
}

// TestEncodings reads a feed in several encodings.
func TestEncodings(t *testing.T) {
	source := strings.Replace(rss("<item><title>Grüße</title></item>"), "UTF-8", "ISO-8859-1", 1)
	latin := strings.ReplaceAll(source, "ü", "\xfc")
	latin = strings.ReplaceAll(latin, "ß", "\xdf")
	for _, c := range []struct{ source, contentType, encoding string }{
		{latin, "", "windows-1252"}, {source, "", "utf-8"}, {strings.Replace(latin, "ISO-8859-1", "", 1), "text/xml; charset=iso-8859-1", "windows-1252"},
	} {
		f := parse(t, c.source, feed.Options{ContentType: c.contentType})
		if f.Items[0].Title != "Grüße" || f.Decoded.Encoding != c.encoding {
			t.Errorf("%s: %q", f.Decoded.Encoding, f.Items[0].Title)
		}
		if raw, _ := decode.As([]byte(c.source)[f.Items[0].Start:f.Items[0].End], f.Decoded.Encoding, 0); raw.String != "<item><title>Grüße</title></item>" {
			t.Errorf("the item stands at %q", raw.String)
		}
	}
}

func TestSniff(t *testing.T) {
	for source, want := range map[string]bool{rss(""): true, jsonFeed: true, "<html>": false, `{"text":"x"}`: false, "<!-- x --><feed/>": true, "<urlset/>": false} {
		if feed.Sniff([]byte(source)) != want {
			t.Errorf("%.60s", source)
		}
	}
}

func FuzzParse(f *testing.F) {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil {
			f.Add(data)
		}
	}
	f.Add([]byte(rss(`<item><title>x</title><description>&lt;p&gt;</description></item>`)))
	f.Add([]byte(jsonFeed))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="image/png">AAAA</content></entry></feed>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := feed.Parse(data, feed.Options{URL: "https://news.example/"}); err == nil {
			check(t, got, data)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	item := `<item><title>Two ministers met</title><link>https://news.example/1</link><guid>1</guid><pubDate>Sun, 13 Jul 2025 08:30:00 GMT</pubDate>
<description>&lt;p&gt;` + strings.Repeat("The ministers met in the capital on Friday. ", 20) + `&lt;/p&gt;</description></item>`
	source := []byte(rss(strings.Repeat(item, 100)))
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		if _, err := feed.Parse(source, feed.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*100/b.Elapsed().Seconds(), "items/s")
}
