// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

func TestPlantedCopiesAreFound(t *testing.T) {
	articles, of := newGenerator(1).articles(600)
	found := map[string]string{}
	wrong := 0
	for _, d := range (&Finder{}).Find(articles) {
		found[d.To] = d.From
		if family(of, d.To) != family(of, d.From) {
			wrong++
		}
	}
	missed := 0
	for id := range of {
		if found[id] == "" || family(of, found[id]) != family(of, id) {
			missed++
		}
	}
	if wrong > 0 || missed > len(of)/100 {
		t.Errorf("of %d copies %d were missed; %d false derivations", len(of), missed, wrong)
	}
}

// family is the article that a chain of copies began with.
func family(of map[string]string, id string) string {
	for of[id] != "" {
		id = of[id]
	}
	return id
}

func TestOrderDoesNotMatter(t *testing.T) {
	articles, _ := newGenerator(2).articles(150)
	for i := range articles {
		if i%7 == 0 {
			articles[i].Published = ""
		}
	}
	want := (&Finder{}).Find(articles)
	random := rand.New(rand.NewPCG(3, 1))
	for range 4 {
		random.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		if diff := cmp.Diff(want, (&Finder{}).Find(articles)); diff != "" {
			t.Fatalf("another order gave another result:\n%s", diff)
		}
	}
}

func TestOddInput(t *testing.T) {
	tests := map[string][]depesche.Article{
		"nothing":      {},
		"empty texts":  {{ID: "a"}, {ID: "b"}},
		"three words":  {{ID: "a", Text: "Treffen in Wien"}, {ID: "b", Text: "Treffen in Wien"}, {ID: "c", Text: "Treffen in Rom"}},
		"signs only":   {{ID: "a", Text: "... !?"}, {ID: "b", Text: "... !?"}},
		"broken UTF-8": {{ID: "a", Text: "\xff\xfe a b c d \xc3"}, {ID: "b", Text: "\xff\xfe a b c d \xc3"}},
		"broken dates": {{ID: "a", Text: text(40), Published: "soon"}, {ID: "b", Text: text(40), Published: "2025-13-40"}},
		"same id":      {{ID: "a", Text: text(40)}, {ID: "a", Text: text(40)}},
		"one word":     {{ID: "a", Text: strings.Repeat("a ", 3000)}, {ID: "b", Text: strings.Repeat("a ", 2000)}},
	}
	for name, articles := range tests {
		t.Run(name, func(t *testing.T) {
			for _, d := range (&Finder{}).Find(articles) {
				if d.Kind == "" || d.Spans == nil || d.Changes == nil || d.Share < 0 || d.Share > 1 {
					t.Errorf("odd derivation %+v", d)
				}
			}
		})
	}
}

// text is n different words.
func text(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "word%c%c%c ", 'a'+i%26, 'a'+i/26%26, 'a'+i%7)
	}
	return b.String()
}

// TestManyIdenticalArticles ties each of many identical articles to one.
func TestManyIdenticalArticles(t *testing.T) {
	const n = 5000
	articles := make([]depesche.Article, n)
	for i := range articles {
		articles[i] = depesche.Article{ID: fmt.Sprintf("a%06d", i), Text: text(60), Language: "en"}
	}
	found := (&Finder{}).Find(articles)
	if len(found) != n-1 {
		t.Fatalf("%d derivations among %d identical articles", len(found), n)
	}
	for _, d := range found {
		if d.From != "a000000" || d.Kind != Copy || d.Share != 1 || len(d.Changes) != 0 {
			t.Fatalf("odd derivation %+v", d)
		}
	}
}

// TestManyNearlyIdenticalArticles is a dispatch that many print with a word
// of their own.
func TestManyNearlyIdenticalArticles(t *testing.T) {
	const n = 500
	g := newGenerator(4)
	dispatch := g.text(15)
	articles := make([]depesche.Article, n)
	for i := range articles {
		articles[i] = depesche.Article{
			ID: fmt.Sprintf("a%06d", i), Text: dispatch + " Printed by " + g.names[i] + ".", Language: "en",
			Published: fmt.Sprintf("2025-03-01T%02d:%02d:%02dZ", i/3600, i/60%60, i%60),
		}
	}
	tied := map[string]bool{}
	for _, d := range (&Finder{}).Find(articles) {
		tied[d.To] = true
	}
	if len(tied) != n-1 {
		t.Errorf("%d of %d articles have a source", len(tied), n-1)
	}
}

// TestBoilerplateTiesNothing is a paragraph under many articles.
func TestBoilerplateTiesNothing(t *testing.T) {
	g := newGenerator(5)
	below := " " + g.text(3)
	articles := make([]depesche.Article, 200)
	for i := range articles {
		articles[i] = depesche.Article{ID: fmt.Sprintf("a%06d", i), Text: g.text(8) + below, Language: "en"}
	}
	if found := (&Finder{}).Find(articles); len(found) > 0 {
		t.Errorf("%d derivations among articles with one paragraph in common, the first %+v", len(found), found[0])
	}
}

func TestQuotedInALongEssay(t *testing.T) {
	g := newGenerator(6)
	note := g.text(6)
	articles := []depesche.Article{
		{ID: "note", Text: note, Language: "en", Published: "2025-01-01"},
		{ID: "essay", Text: g.text(60) + " " + note + " " + g.text(60), Language: "en", Published: "2025-02-01"},
	}
	found := (&Finder{}).Find(articles)
	if len(found) != 1 || found[0].Kind != Excerpt || found[0].From != "note" {
		t.Fatalf("found %+v", found)
	}
	if s := found[0].Spans; len(s) != 1 || articles[1].Text[s[0][2]:s[0][3]] != strings.TrimSuffix(note, ".") {
		t.Errorf("spans %v", s)
	}
}

func TestDirection(t *testing.T) {
	de := loadCues(t, "de")
	g := newGenerator(7)
	body := g.text(12)
	article := func(id, outlet, published, text string) depesche.Article {
		return depesche.Article{ID: id, Outlet: depesche.Outlet{Name: outlet}, Published: published, Text: text, Language: "de"}
	}
	at := func(a depesche.Article, url string, basedOn ...string) depesche.Article {
		a.URL, a.BasedOn = url, basedOn
		return a
	}
	publishedBy := func(a depesche.Article, name, domain string) depesche.Article {
		a.Publisher = &depesche.Outlet{Name: name, Domain: domain}
		return a
	}
	tests := []struct {
		name      string
		a, b      depesche.Article
		from      string // "" when either will do
		direction string
	}{
		{"times", article("a", "X", "2025-01-02T10:00:00Z", body), article("b", "Y", "2025-01-02T09:00:00Z", body), "b", Likely},
		{"date and time of one day", article("a", "X", "2025-01-02", body), article("b", "Y", "2025-01-02T09:00:00Z", body), "", Unknown},
		{"no dates", article("a", "X", "", body), article("b", "Y", "", body), "", Unknown},
		{"source named", article("a", "Elbzeitung", "", body),
			article("b", "Y", "", "Wie die Elbzeitung berichtet, ist es so. "+body), "a", Certain},
		{"source named against time", article("a", "Elbzeitung", "2025-01-03", body),
			article("b", "Y", "2025-01-02", "Wie die Elbzeitung berichtet, ist es so. "+body), "a", Likely},
		{"each names the other", article("a", "Elbzeitung", "", "Wie die Oderpost berichtet, ist es so. "+body),
			article("b", "Oderpost", "", "Wie die Elbzeitung berichtet, ist es so. "+body), "", Unknown},
		{"the page names its original", at(article("a", "X", "", body), "https://x.example/1"),
			at(article("b", "Y", "", body), "https://y.example/2", "http://www.x.example/1/#top"), "a", Certain},
		{"the pages name each other", at(article("a", "X", "", body), "https://x.example/1", "https://y.example/2"),
			at(article("b", "Y", "", body), "https://y.example/2", "https://x.example/1"), "", Unknown},
		{"the feed names the true publisher", article("a", "Elbzeitung", "", body), publishedBy(article("b", "Y", "", body), "Elbzeitung", "elbzeitung.example"), "a", Certain},
		{"the feed names its domain", article("a", "Elbzeitung", "", body), publishedBy(article("b", "Y", "", body), "", "www.elbzeitung.example"), "a", Certain},
		{"the page names another", at(article("a", "X", "", body), "https://x.example/1"),
			at(article("b", "Y", "", body), "https://y.example/2", "https://x.example/9"), "", Unknown},
		{"one absent agency", article("a", "X", "2025-01-02", "Berlin (dpa) – "+body),
			article("b", "Y", "2025-01-03", "Berlin (dpa) – "+body+" Ende."), "", Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := (&Finder{Cues: map[string]*Cues{"de": de}}).Find([]depesche.Article{tt.a, tt.b})
			if len(found) != 1 {
				t.Fatalf("%d derivations", len(found))
			}
			if d := found[0]; d.Direction != tt.direction || tt.from != "" && d.From != tt.from {
				t.Errorf("from %s, %s (%s); want from %s, %s", d.From, d.Direction, d.Why, tt.from, tt.direction)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			articles, _ := newGenerator(9).articles(n)
			b.ReportAllocs()
			for b.Loop() {
				(&Finder{}).Find(articles)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

// TestCircularClaims has three and more articles each name the next one as its
// source: none of them is believed. Where the last one names nobody, all are.
func TestCircularClaims(t *testing.T) {
	cues, err := Load(os.DirFS("../lang/en"))
	if err != nil {
		t.Fatal(err)
	}
	f := &Finder{Cues: map[string]*Cues{"en": cues}}
	outlets := []string{"Steppe Courier", "Harbour Post", "Morning Ledger", "Coast Herald", "Valley Gazette", "Lake Tribune"}
	for n := 3; n <= len(outlets); n++ {
		for _, closed := range []bool{true, false} {
			g := newGenerator(uint64(40 + n))
			text := g.text(12)
			var articles []depesche.Article
			for i, o := range outlets[:n] {
				a := depesche.Article{ID: fmt.Sprint("c", i), Language: "en", Outlet: depesche.Outlet{Name: o}, Text: text + " " + g.text(1)}
				if closed || i < n-1 {
					a.Text += " This was first reported by " + outlets[(i+1)%n] + "."
				}
				articles = append(articles, a)
			}
			directed := 0
			for _, d := range f.Find(articles) {
				if d.Direction != Unknown {
					directed++
				}
			}
			if closed != (directed == 0) {
				t.Errorf("%d articles, closed %v: %d directions", n, closed, directed)
			}
		}
	}
}

// TestMirrorsDrawOnTheirOriginal has an outlet that is known to repeat another
// one come out first.
func TestMirrorsDrawOnTheirOriginal(t *testing.T) {
	text := newGenerator(42).text(12)
	articles := []depesche.Article{
		{ID: "m", Language: "en", Published: "2025-03-01", Outlet: depesche.Outlet{Domain: "mirror.example"}, Text: text},
		{ID: "o", Language: "en", Published: "2025-03-02", Outlet: depesche.Outlet{Domain: "www.original.example"}, Text: text + " And more of it."},
	}
	f := &Finder{Mirrors: func(domain string) string {
		if domain == "mirror.example" {
			return "original.example"
		}
		return ""
	}}
	found := f.Find(articles)
	if len(found) != 1 || found[0].From != "o" || found[0].To != "m" {
		t.Errorf("%+v", found)
	}
}

// TestTimesCountByTheirCertainty has pairs of copies that differ in nothing but
// where their times come from.
func TestTimesCountByTheirCertainty(t *testing.T) {
	published := func(value string) depesche.Dating {
		return depesche.Dating{Of: depesche.DatePublished, Value: value, From: "meta", Certainty: depesche.Certain}
	}
	tests := []struct {
		name          string
		first, second depesche.Article
		forward, back int
	}{
		{"both in fields made for them", depesche.Article{Published: "2025-03-01", PublishedFrom: "meta"}, depesche.Article{Published: "2025-03-02", PublishedFrom: "jsonld"}, timesTell, 0},
		{"one in the address", depesche.Article{Published: "2025-03-01", PublishedFrom: "url"}, depesche.Article{Published: "2025-03-02", PublishedFrom: "jsonld"}, timeHints, 0},
		{"one in a feed", depesche.Article{Published: "2025-03-05", PublishedFrom: "meta"}, depesche.Article{Published: "2025-03-02", PublishedFrom: "feed"}, 0, timeHints},
		{"one that says two things", depesche.Article{Published: "2025-03-01", PublishedFrom: "meta", Dates: []depesche.Dating{published("2025-03-01"), published("2025-03-04")}},
			depesche.Article{Published: "2025-03-02", PublishedFrom: "meta", Dates: []depesche.Dating{published("2025-03-02")}}, timeHints, 0},
		{"two things that agree in the order", depesche.Article{Published: "2025-03-01", PublishedFrom: "meta", Dates: []depesche.Dating{published("2025-03-01"), published("2025-02-04")}},
			depesche.Article{Published: "2025-03-02", PublishedFrom: "meta"}, timesTell, 0},
		{"no time", depesche.Article{}, depesche.Article{Published: "2025-03-02", PublishedFrom: "meta"}, 0, 0},
		{"doubtful", depesche.Article{Published: "2025-03-01", PublishedFrom: "meta", Dates: []depesche.Dating{{Of: depesche.DatePublished, Value: "2025-03-01", From: "meta", Certainty: depesche.Doubtful}}},
			depesche.Article{Published: "2025-03-02"}, timeHints, 0},
	}
	for _, tt := range tests {
		var e evidence
		byTime(&e, &tt.first, &tt.second)
		if e.forward != tt.forward || e.back != tt.back {
			t.Errorf("%s: %d forward and %d back (%v), want %d and %d", tt.name, e.forward, e.back, e.reasons, tt.forward, tt.back)
		}
	}
}
