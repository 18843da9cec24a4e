// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAuthors holds the ways in which pages name who wrote them; the first
// that a page has counts.
func TestAuthors(t *testing.T) {
	const text = "<p>The two ministers spoke for an hour about the price of grain and about the rail line that has been shut since spring.</p>"
	for _, c := range []struct {
		name, head, before, after string
		want                      []string
	}{
		{"a byline", "", "<p>By Ada Quist and Ben Oyelaran</p>", "", []string{"Ada Quist", "Ben Oyelaran"}},
		{"a preview's label", `<meta name="twitter:label1" content="Verfasst von"><meta name="twitter:data1" content="Ada Quist">`, "", "", []string{"Ada Quist"}},
		{"an hCard, in lower case", "", `<span class="byline"><span class="author vcard"><a class="url fn n" href="/author/ada">ada7</a></span></span>`, "", []string{"ada7"}},
		{"an hCard behind words", "", "", `<span class="post-author vcard">Eingestellt von <span itemprop="author"><span class="fn">Ada Q</span></span></span>`, []string{"Ada Q"}},
		{"a link in a longer credit", "", `<div class="author"><a href="/a/quist">Ada Quist</a>, 21. Jan. 2015, 12 readers rated this article, 4 of 5</div>`, "", []string{"Ada Quist"}},
		{"the one person of the graph", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"x"},{"@type":"Person","name":"Ada Quist @aquist"}]}</script>`, "", "", []string{"Ada Quist"}},
		{"one of two persons is nobody", `<script type="application/ld+json">{"@graph":[{"@type":"Person","name":"Ada Quist"},{"@type":"Person","name":"Ben Oye"}]}</script>`, "", "", nil},
		{"brackets at the end", "", "", "<p>The line may open again in May. (Ada Quist) +++</p>", []string{"Ada Quist"}},
		{"initials of an agency", "", "<p class=date>Von: aq/dpa</p>", "", []string{"aq/dpa"}},
		{"a reader's comment", "", "", `<div class="comment-body"><b class="fn">Ada Quist</b> says: good.</div>`, nil},
		{"a work that is cited", "", "", `<li itemprop="citation" itemscope><meta itemprop="author" content="Ada Quist"></li>`, nil},
		{"nobody", `<meta name="author" content="admin">`, "", "", nil},
	} {
		page := "<html><head><title>Grain talks</title>" + c.head + "</head><body><article><h1>Grain talks</h1>" + c.before + strings.Repeat(text, 3) + c.after + "</article></body></html>"
		var got []string
		for item, err := range Read("a.html", strings.NewReader(page), Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			got = item.Article.Byline
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
