// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"sort"
	"strings"
	"time"

	"depesche/ingest/dom"
)

// dating is a date of publication with where it was found.
type dating struct {
	value, from string
	sure        bool // said of the publication, in a field made for it
	changed     bool // it is the date of the last change
}

// published collects the dates of publication that the page gives, the most
// certain first.
func (p *page) published(address string, root *dom.Node) []dating {
	var list []dating
	add := func(value, from string, sure bool) {
		if d := machineDate(value, p.rules); d != "" {
			list = append(list, dating{value: d, from: from, sure: sure})
		}
	}
	articles := p.linked.article()
	add(field(articles, "datePublished"), "jsonld", true)
	add(p.linked.rawField(rawPublished), "jsonld", true)
	for _, name := range publishedMetas {
		add(p.metaValue(name), "meta", true)
	}
	for _, n := range p.props["datePublished"] {
		add(first(n.Attr("content"), n.Attr("datetime"), p.short(n)), "meta", true)
		break
	}
	if n := p.publishedTime(); n != nil {
		add(first(n.Attr("datetime"), n.Attr("content"), p.short(n)), "meta", false)
	}
	add(urlDate(address), "url", false)
	if d := first(p.visibleDate(), p.dateline(), p.dateBefore(root), p.dateBehind(root)); d != "" {
		list = append(list, dating{value: d, from: "text"})
	}
	add(field(articles, "dateCreated"), "jsonld", false)
	add(field(p.linked.objects, "datePublished"), "jsonld", false)
	for _, name := range otherMetas {
		add(p.metaValue(name), "meta", false)
	}
	if len(list) == 0 {
		add(p.scriptedDate(), "meta", false)
	}
	if len(list) == 0 {
		add(first(field(articles, "dateModified"), p.metaValue(changedMetas...)), "meta", false)
		for i := range list {
			list[i].changed = true
		}
	}
	return list
}

// publishedMetas are the names of meta elements that hold the date of
// publication; otherMetas hold one that may also be of something else.
var (
	publishedMetas = []string{
		"article:published_time", "article:published", "article.published", "og:article:published_time", "og:published_time",
		"datepublished", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date.published", "dc.issued",
		"publish-date", "publish_date", "published-date", "publication_date", "publication-date", "publishdate", "published_time",
		"pubdate", "pub_date", "pdate", "article_date_original", "vr:published-time", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
		"original-publish-date", "date.published", "dcsext.articlefirstpublished", "article.created", "citation_publication_date", "bt:pubdate",
		"analyticsattributes.articledate", "premiumcontentonfirstpublish", "dateposted", "og:pubdate", "rnews:datepublished", "prism.publicationdate",
		"article:post_date", "article:create", "article:date", "displaydate", "storydate",
	}
	otherMetas = []string{
		"date", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "datecreated", "og:article:time", "veeseo:date", "created", "creation_date", "uploaddate",
	}
	changedMetas = []string{
		"article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "dc.date.modified", "revised", "revision_date", "article:modified",
	}
)

// short returns the text of an element when it is short.
func (p *page) short(n *dom.Node) string {
	if s := p.dom.String(n); len(s) < 120 {
		return s
	}
	return ""
}

// publishedTime returns the time element that is marked as the publication, or
// else the one nearest to the headline.
func (p *page) publishedTime() *dom.Node {
	var best *dom.Node
	bestScore := 0.0
	title := 0
	if p.h1 >= 0 {
		title = p.lines[p.h1].Node.Start
	}
	for _, n := range p.times {
		if machineDate(first(n.Attr("datetime"), p.short(n)), p.rules) == "" || markedAround("comment", n, 8) {
			continue
		}
		score := 1 / (1 + abs(float64(n.Start-title))/3000)
		if n.Start < title {
			score /= 2
		}
		class := n.Attr("class") + " " + n.Attr("itemprop")
		switch {
		case n.Has("pubdate") || marked("published", class):
			score += 2
		case marked("changed", class):
			score -= 0.5
		}
		if p.h1 >= 0 && score > bestScore && score > 0.12 {
			best, bestScore = n, score
		}
	}
	return best
}

func abs(x float64) float64 { return max(x, -x) }

// visibleDate reads the first full date in short lines near the headline.
func (p *page) visibleDate() string {
	for _, i := range p.near(12, 6) {
		line := p.lines[i]
		if line.Words > 25 || (line.Words > 12 || line.LinkShare > 0.9) && !markedAround("date", line.Node, 2) || markedAround("comment", line.Node, 8) {
			continue
		}
		if d, ok := firstDate(line.Text, p.rules); ok {
			return d.value
		}
	}
	return ""
}

// maxDateline is how far from the start of a paragraph its dateline may reach,
// in bytes.
const maxDateline = 90

// dateline reads a date at the start of the first paragraphs behind the
// headline.
func (p *page) dateline() string {
	seen := 0
	for i := p.h1 + 1; i < len(p.lines) && seen < 3; i++ {
		line := p.lines[i]
		if line.Words < 12 || line.LinkShare > 0.5 {
			continue
		}
		seen++
		if d, ok := firstDate(line.Text[:min(len(line.Text), maxDateline)], p.rules); ok {
			return d.value
		}
	}
	return ""
}

// dateBefore reads a date in the last short lines before the text that are
// marked to hold one.
func (p *page) dateBefore(root *dom.Node) string {
	if root == nil {
		return ""
	}
	from := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].Node.Start >= root.Start })
	for i := min(from, len(p.lines)) - 1; i >= max(0, from-6); i-- {
		line := p.lines[i]
		if line.Words > 25 || !markedAround("date", line.Node, 2) || markedAround("comment", line.Node, 8) {
			continue
		}
		if d, ok := firstDate(line.Text, p.rules); ok {
			return d.value
		}
	}
	return ""
}

// dateBehind reads a date in the first short lines behind the text, or in the
// last short ones at its end.
func (p *page) dateBehind(root *dom.Node) string {
	if root == nil {
		return ""
	}
	behind := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].Node.Start >= root.End })
	for i := max(0, behind-3); i < min(len(p.lines), behind+8); i++ {
		line := p.lines[i]
		if line.Words > 40 || line.LinkShare > 0.6 || line.Words > 16 && !markedAround("date", line.Node, 2) || markedAround("comment", line.Node, 8) {
			continue
		}
		if d, ok := firstDate(line.Text, p.rules); ok {
			return d.value
		}
	}
	return ""
}

// decide takes the most certain date and says with which other certain ones it
// is in conflict: those more than a day away. A time in UTC may fall on another
// day than it did where the outlet is: then a date that the page or its address
// shows decides.
func decide(list []dating) (chosen dating, conflict []dating) {
	if len(list) == 0 {
		return dating{}, nil
	}
	chosen = list[0]
	for _, d := range list[1:] {
		if d.sure && chosen.sure && daysApart(chosen.value, d.value) > 1 {
			conflict = append(conflict, d)
		}
	}
	if !strings.HasSuffix(chosen.value, "Z") && !strings.HasSuffix(chosen.value, "+00:00") {
		return chosen, conflict
	}
	for _, d := range list[1:] {
		if (d.from == "url" || d.from == "text") && daysApart(chosen.value, d.value) == 1 {
			return d, conflict
		}
	}
	return chosen, conflict
}

// daysApart is how many days lie between two dates.
func daysApart(a, b string) int {
	x, errX := time.Parse(time.DateOnly, a[:min(len(a), 10)])
	y, errY := time.Parse(time.DateOnly, b[:min(len(b), 10)])
	if errX != nil || errY != nil {
		return 0
	}
	return int(abs(x.Sub(y).Hours())) / 24
}
