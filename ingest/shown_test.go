// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"strings"
	"testing"
)

// TestPublishedOf reads pages that say in all kinds of ways, and places, when
// they were published.
func TestPublishedOf(t *testing.T) {
	const text = `<p>Die Ministerin traf am Dienstag ihren Amtskollegen und sprach mit ihm über den Handel beider Länder.</p>
<p>Beide Seiten wollen die Gespräche im Herbst fortsetzen, wie eine Sprecherin des Hauses nach dem Treffen sagte.</p>`
	for _, c := range []struct {
		name, page, want, from string
		doubtful               bool
	}{
		{"a time of another than of the text", `<h1>Gespräche über Handel</h1><dl><dd>Registriert: 18.09.2008, 05:56</dd></dl>` + text, "", "", false},
		{"posted, in words at the side", `<div id=side><p class=news><a href=x>Gespräche über Handel</a> wurde am <b>19. Mai 2010</b> um 23:03 Uhr gepostet und unter Politik abgelegt.</p></div><h1>Gespräche über Handel</h1>` + text,
			"2010-05-19", "text", false},
		{"no space between date and author", `<h2>Gespräche über Handel</h2><div class=post-meta><a class=post-meta-time href=/2017>08.08.2017</a><a class=post-meta-author href=/a>Anna</a></div>` + text,
			"2017-08-08", "text", false},
		{"the date of an event is none", `<h1>Gespräche über Handel</h1>` + strings.Replace(text, "<p>", "<p>Der nächste Termin findet am Mi. 5. Februar 2020 ab 19 Uhr im Gasthaus statt und ist offen für alle. ", 1) +
			`<ul id=foot><li>Diese Seite wurde zuletzt am 29. Januar 2020 um 13:22 Uhr geändert.</li></ul>`, "2020-01-29", "text", true},
		{"the caption of a picture is none", `<h1>Gespräche über Handel</h1><div class=imageCaption>Am Tisch, 15.01.2022</div>` + text, "", "", false},
		{"a clock that was never set", `<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"1970-01-01T01:00:00+01:00"}</script><h1>Gespräche über Handel</h1><ul><li>Data: 28-04-2021, 09:29</li></ul>` + text,
			"2021-04-28", "text", false},
		{"a meta element of the site's own", `<meta property="site:uploaded" content="2013-02-16T04:36:36-05:00"><h1>Gespräche über Handel</h1>` + text, "2013-02-16T04:36:36-05:00", "meta", false},
		{"one that is of something else", `<meta property="event:start_date" content="2013-02-16"><h1>Gespräche über Handel</h1>` + text, "", "", false},
		{"the address of the picture", `<meta property="og:image" content="https://example.org/files/2016/05/04/a.png"><h1>Gespräche über Handel</h1>` + text, "2016-05-04", "meta", true},
		{"created before updated", `<h1>Gespräche über Handel</h1><p>Last updated 04 Jun 2020, originally created 17 Jun 2019</p>` + text, "2019-06-17", "text", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for item, err := range Read("page", strings.NewReader("<html lang=de><head><title>Gespräche über Handel</title></head><body>"+c.page+"</body></html>"), Options{}) {
				if err != nil {
					t.Fatal(err)
				}
				doubtful := false
				for _, d := range item.Article.Dates {
					doubtful = doubtful || d.Certainty == "doubtful"
				}
				if a := item.Article; a.Published != c.want || a.PublishedFrom != c.from || doubtful != c.doubtful {
					t.Errorf("published %q from %q, doubtful %v, want %q from %q, %v: %+v", a.Published, a.PublishedFrom, doubtful, c.want, c.from, c.doubtful, a.Dates)
				}
				if c.doubtful && len(item.Unread) == 0 {
					t.Error("a doubtful date without a word about it")
				}
			}
		})
	}
}

func TestModified(t *testing.T) {
	page := `<html><head><meta property="article:published_time" content="2024-03-05T10:00:00Z"><meta property="article:modified_time" content="2024-03-07T10:00:00Z">
<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-02-01","dateModified":"2024-03-06"}</script></head>
<body><h1>Talks</h1><p>Updated: March 8, 2024</p><p>The ministers met on Tuesday and spoke about trade between their two countries, officials said.</p></body></html>`
	for item, err := range Read("page", strings.NewReader(page), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range item.Article.Dates {
			got = append(got, d.Of+" "+d.Value[:10]+" "+d.From+" "+d.Certainty)
		}
		want := "published 2024-02-01 jsonld certain, published 2024-03-05 meta certain, " +
			"modified 2024-03-06 jsonld certain, modified 2024-03-07 meta certain, modified 2024-03-08 text likely"
		if strings.Join(got, ", ") != want || item.Article.Modified() != "2024-03-06" {
			t.Errorf("dates are %q, last change %s, want %q", got, item.Article.Modified(), want)
		}
	}
}
