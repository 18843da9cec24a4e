// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"io"
	"strings"
	"testing"

	"depesche/ingest"
)

// articlePage is a page around some markup, with a text that must be read.
func articlePage(markup string) string {
	const sentence = "The ministers met in the capital on Friday and agreed to open a second crossing at the border. "
	return "<html><head><title>T</title></head><body>" + markup + "<article><h1>T</h1><p>" +
		strings.Repeat(sentence, 3) + "</p></article></body></html>"
}

// TestHardPages reads pages that are built to be hard: they must give an item
// with sound origins, in time that the test does not notice.
func TestHardPages(t *testing.T) {
	deep := func(tag string) string { return strings.Repeat("<"+tag+">", 10000) }
	for _, c := range []struct{ name, page string }{
		{"deep div", articlePage(deep("div"))},
		{"deep b", articlePage(deep("b"))},
		{"deep span, closed by others", articlePage(deep("span") + strings.Repeat("</div></p></i>", 10000))},
		{"deep table", articlePage(deep("table><tr><td"))},
		{"deep list", articlePage(deep("ul><li"))},
		{"deep blockquote", articlePage(deep("blockquote"))},
		{"deep font, closed inside table", articlePage(deep("font") + "<table>" + strings.Repeat("<p></font>", 20000))},
		{"many a", articlePage(strings.Repeat("<a href=x>x", 50000) + "</a>")},
		{"many p", articlePage(strings.Repeat("<p>x", 50000))},
		{"many br", articlePage(strings.Repeat("<br>x<br>", 50000))},
		{"many classes", articlePage(`<div class="` + strings.Repeat("related-posts ", 20000) + `">x</div>`)},
		{"many attributes", articlePage("<div " + strings.Repeat("data-x=1 class=y ", 20000) + ">x</div>")},
		{"ampersands", articlePage("<p>" + strings.Repeat("&", 100000) + strings.Repeat("&amp", 10000))},
		{"combining", articlePage("<p>a" + strings.Repeat("\u0301", 20000))},
		{"open comment", articlePage("") + "<!--" + strings.Repeat("-", 50000)},
		{"open script", articlePage("") + "<script>" + strings.Repeat("<p>", 20000)},
		{"deep JSON-LD", articlePage(`<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 20000) + "</script>")},
		{"wide JSON-LD", articlePage(`<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article"},`, 20000) + "{}]</script>")},
		{"many titles", articlePage(strings.Repeat("<h1>T t</h1>", 20000))},
		{"many times", articlePage(strings.Repeat("<time>3 May 2019</time>", 20000))},
		{"svg", articlePage("<svg><title/><style/><script/><path d=x/></svg>")},
	} {
		t.Run(c.name, func(t *testing.T) {
			items := readAll(t, c.name, c.page, ingest.Options{})
			if len(items) != 1 {
				t.Fatalf("%d items", len(items))
			}
			if !strings.Contains(items[0].Article.Text, "met in the capital") {
				t.Errorf("text is %.200q", items[0].Article.Text)
			}
		})
	}
}

// TestCutPages reads a page cut off at every byte.
func TestCutPages(t *testing.T) {
	page := articlePage(`<nav><ul><li><a href="/a">A &amp; B</a></ul></nav><script>if (a<b) {}</script><!-- c -->`)
	for i := 1; i < len(page); i++ {
		for item := range ingest.Read("cut", strings.NewReader(page[:i]), ingest.Options{}) {
			checkItem(t, item)
		}
	}
}

// TestLimit checks that an input above the limit is refused in words.
func TestLimit(t *testing.T) {
	large := io.MultiReader(strings.NewReader("<html><body><p>"), io.LimitReader(letterReader{}, ingest.MaxBytes))
	count := 0
	for _, err := range ingest.Read("large", large, ingest.Options{}) {
		count++
		if err == nil || !strings.Contains(err.Error(), "more than 64 MB") {
			t.Errorf("error is %v", err)
		}
	}
	if count != 1 {
		t.Errorf("%d items", count)
	}
}

// letterReader is an endless row of letters.
type letterReader struct{}

func (letterReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}
