// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"regexp"
	"sort"
	"strings"
	"time"

	"depesche"
	"depesche/ingest/dom"
)

// dating is a date of publication with where it was found.
type dating struct {
	value, from string
	sure        bool   // said of the publication, in a field made for it
	doubt       string // what it is the date of, when not of the publication
}

// published collects the dates of publication that the page gives, the most
// certain first.
func (p *page) published(address string, root *dom.Node) []dating {
	var list []dating
	add := func(value, from string, sure bool) {
		if d := p.dates.machine(value); d != "" {
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
	add(urlDate(address, p.rules), "url", false)
	published, changed := "", ""
	if len(list) == 0 {
		published, changed = p.stated()
	}
	if d := first(published, p.visibleDate(), p.dateline(), p.dateBefore(root), p.dateBehind(root)); d != "" {
		list = append(list, dating{value: d, from: "text"})
	}
	add(field(articles, "dateCreated"), "jsonld", false)
	add(field(p.linked.objects, "datePublished"), "jsonld", false)
	for _, name := range otherMetas {
		add(p.metaValue(name), "meta", false)
	}
	if len(list) == 0 {
		list = p.lastResorts(changed)
	}
	return list
}

// lastResorts is the one date of a page that does not say when it was
// published: one that its scripts name, that of its last change, one that it
// shows, or that in the address of its picture.
func (p *page) lastResorts(changed string) []dating {
	of := func(value, from, doubt string) []dating {
		if d := p.dates.machine(value); d != "" {
			return []dating{{value: d, from: from, doubt: doubt}}
		}
		return nil
	}
	for _, list := range [][]dating{
		of(p.likeMeta(), "meta", ""),
		of(p.scriptedDate(), "meta", ""),
		of(first(field(p.linked.article(), "dateModified"), p.metaValue(changedMetas...)), "meta", ofChange),
		of(changed, "text", ofChange),
		of(p.behindHeadline(), "text", ofLine),
		of(urlDate(p.metaValue("og:image", "twitter:image", "og:image1"), p.rules), "meta", ofPicture),
	} {
		if list != nil {
			return list
		}
	}
	return nil
}

// changes collects the dates of the last change that the page gives, the most
// certain first.
func (p *page) changes() []dating {
	var list []dating
	add := func(value, from string, sure bool) {
		if d := p.dates.machine(value); d != "" {
			list = append(list, dating{value: d, from: from, sure: sure})
		}
	}
	add(field(p.linked.article(), "dateModified"), "jsonld", true)
	add(p.metaValue(changedMetas...), "meta", true)
	for _, n := range p.props["dateModified"] {
		add(first(n.Attr("content"), n.Attr("datetime"), p.short(n)), "meta", true)
		break
	}
	add(p.visibleChange(), "text", false)
	return list
}

// maxDates bounds how many dates of an article are kept.
const maxDates = 16

// datings writes down the dates of publication and of change, each day of each
// place once.
func datings(published, modified []dating) []depesche.Dating {
	var all []depesche.Dating
	seen := map[[3]string]bool{}
	add := func(of string, list []dating) {
		for _, d := range list {
			key := [3]string{of, d.value[:len(time.DateOnly)], d.from}
			if seen[key] || len(all) == maxDates {
				continue
			}
			seen[key] = true
			certainty := depesche.Likely
			switch {
			case d.doubt != "":
				certainty = depesche.Doubtful
			case d.sure:
				certainty = depesche.Certain
			}
			all = append(all, depesche.Dating{Of: of, Value: d.value, From: d.from, Certainty: certainty})
		}
	}
	add(depesche.DatePublished, published)
	add(depesche.DateModified, modified)
	return all
}

// What a date of last resort is of.
const (
	ofChange  = "its last change"
	ofLine    = "a line behind the headline"
	ofPicture = "the address of its picture"
)

// likeMeta returns the date in a meta element whose name says in other words
// than the known ones that it is of the publication.
func (p *page) likeMeta() string {
	names := make([]string, 0, len(p.metas))
	for name := range p.metas {
		if publishedName.MatchString(name) && !otherName.MatchString(name) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range p.metas[name] {
			if p.dates.machine(value) != "" {
				return value
			}
		}
	}
	return ""
}

// publishedName is how the names of meta elements begin or end, part by part,
// that hold a date of publication; otherName what they have when it is the
// date of something else.
var (
	publishedName = regexp.MustCompile(`publi(?:sh|cation|shed)[-_:.]?(?:ed|time|date|at|on)?|pub[-_]?date|posted|issued|upload|creat(?:ed|ion)|release|(?:^|[-_:.])date$`)
	otherName     = regexp.MustCompile(`modif|updat|expir|valid|until|event|start|end|birth|edit|revis|copyright|publisher`)
)

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
		if p.dates.machine(first(n.Attr("datetime"), p.short(n))) == "" || markedAround("comment", n, 8) {
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
