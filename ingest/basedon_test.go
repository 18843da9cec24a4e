// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBasedOn(t *testing.T) {
	const text = "<p>The two ministers spoke for an hour about the price of grain and about the rail line that has been shut since spring.</p>"
	for _, c := range []struct {
		name, head string
		want       []string
	}{
		{"nothing", "", nil},
		{"its own address", `<link rel="canonical" href="https://copy.example/b">`, nil},
		{"a canonical address elsewhere", `<link rel="canonical" href="https://wire.example/a">`, []string{"https://wire.example/a"}},
		{"a front page is no article", `<link rel="canonical" href="https://wire.example/">`, nil},
		{"metas, each once", `<meta name="original-source" content="https://wire.example/a"><meta name="syndication-source" content="https://wire.example/a">`, []string{"https://wire.example/a"}},
		{"isBasedOn", `<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":["https://wire.example/a",{"@type":"Article","url":"https://daily.example/c"}]}</script>`,
			[]string{"https://wire.example/a", "https://daily.example/c"}},
		{"no address", `<script type="application/ld+json">{"@type":"NewsArticle","isBasedOn":{"name":"a report"}}</script>`, nil},
	} {
		page := "<html><head><title>Grain talks</title>" + c.head + "</head><body><article><h1>Grain talks</h1>" + strings.Repeat(text, 3) + "</article></body></html>"
		for item, err := range Read("b.html", strings.NewReader(page), Options{URL: "https://copy.example/b"}) {
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, item.Article.BasedOn); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
		}
	}
}
