// SPDX-License-Identifier: Apache-2.0

package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"depesche"
	"depesche/codebook"
	"depesche/store"
	"depesche/story"
)

// keepStory keeps the articles, which are in the record, as one story.
func keepStory(t testing.TB, db *store.DB, id string, links []depesche.Derivation, records ...*depesche.Record) {
	t.Helper()
	versions, err := db.Unsigned(t.Context(), 100_000)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]int64{}
	for _, v := range versions {
		keys[v.Article] = v.Key
	}
	var derived []store.Derived
	for _, l := range links {
		derived = append(derived, store.Derived{Source: keys[l.From], Copy: keys[l.To], Basis: "test", Derivation: l})
	}
	if err := db.SetDerivations(t.Context(), nil, derived); err != nil {
		t.Fatal(err)
	}
	s := depesche.Story{ID: id, Title: records[0].Article.Title, Sources: story.Origins(records, story.Options{Derivations: links}), Happenings: story.Happenings(records)}
	s.Contradictions = story.Contradictions(records, s.Happenings)
	for _, r := range records {
		s.Articles = append(s.Articles, r.Article.ID)
	}
	if err := db.UpdateStories(t.Context(), store.StoriesUpdate{Stories: []depesche.Story{s}}); err != nil {
		t.Fatal(err)
	}
}

// retold is the sample as another outlet tells it.
func retold(id, outlet, published string) *depesche.Record {
	r := sample()
	a := &r.Article
	a.ID, a.URL, a.Digest, a.Published = id, "https://"+outlet+".example/"+id, "sha256:"+id, published
	a.Outlet, a.Title = depesche.Outlet{Name: outlet, Domain: outlet + ".example"}, outlet+" on the visit"
	return r
}

// told is a desk over three articles of one story: a first telling, a copy of
// it, and one that denies that the meeting took place and puts it elsewhere.
func told(t testing.TB) (http.Handler, *store.DB) {
	t.Helper()
	db, err := store.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.Now = func() time.Time { return time.Date(2023, 3, 14, 9, 0, 0, 0, time.UTC) }
	first, copied, other := retold("w1", "wire", "2023-03-11"), retold("c1", "copyist", "2023-03-12"), retold("o1", "other", "2023-03-13")
	other.Events[0].Status = depesche.StatusDenied
	other.Events[0].Place = &depesche.Place{Name: "Bergen", Country: "NOR", Lat: 60.39, Lon: 5.32}
	other.Entities[1].Actor.Country, other.Entities[1].Name = "SWE", "Berg of Sweden"
	other.Events[0].Recipients = nil
	all := []*depesche.Record{first, copied, other}
	for _, r := range all {
		if _, err := db.Add(t.Context(), store.Entry{Record: r, Original: []byte(r.Article.ID + r.Article.Text)}); err != nil {
			t.Fatal(err)
		}
	}
	n := len([]rune(articleText))
	keepStory(t, db, "st2", []depesche.Derivation{{From: "w1", To: "c1", Kind: "edit", Share: 0.9, Direction: "likely", Spans: [][4]int{{0, n, 0, n}}, Why: "words"}}, all...)
	handler, err := New(db, Options{Outlet: func(domain string) *codebook.Outlet {
		if domain != "wire.example" {
			return nil
		}
		return &codebook.Outlet{Domain: domain, Kinds: []string{"agency"}, Country: "NOR", Says: "a document"}
	}})
	if err != nil {
		t.Fatal(err)
	}
	return handler, db
}

func TestStoryPage(t *testing.T) {
	handler, _ := told(t)
	for _, language := range localeCodes {
		w := get(handler, "/stories/st2", "Accept-Language", language)
		if w.Code != http.StatusOK {
			t.Fatalf("status %d\n%s", w.Code, w.Body)
		}
		checkPage(t, "/stories/st2", language, w.Body.String())
	}
	page := get(handler, "/stories/st2").Body.String()
	for _, want := range []string{
		`href="/trace/w1..c1"`, `<line class="edge edit"`, `class="tip likely"`, `href="/articles/w1"`, // the graph
		"Told by some, denied by others", "Different places", "Bergen", // contradictions
		"agency", "Norway", // who holds the outlet
		"counted as independent", `href="#origins"`, `id="origins"`, `href="#outlets"`, `href="#happenings"`, `href="#contradictions"`,
		"Minister Ahn met Minister Berg in Oslo on Friday.", "The same as a table",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the story page lacks %s", want)
		}
	}
}

func TestStoryAsData(t *testing.T) {
	handler, _ := told(t)
	var p StoryPage
	if err := json.Unmarshal(get(handler, "/stories/st2.json").Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Story.Articles != 3 || p.Story.Outlets != 3 || p.Story.Independent != 2 || len(p.Articles) != 3 || len(p.Links) != 1 {
		t.Errorf("figures: %+v, %d articles, %d links", p.Story, len(p.Articles), len(p.Links))
	}
	counted := 0
	for _, o := range p.Origins {
		if o.Counted {
			counted++
			if len(o.Telling) == 0 || len(o.Said) == 0 {
				t.Errorf("nothing stands behind the origin %s", o.Name)
			}
		}
	}
	if counted != p.Story.Independent {
		t.Errorf("%d origins are counted, the number is %d", counted, p.Story.Independent)
	}
	for _, c := range p.Contradictions {
		for _, a := range c.Accounts {
			if len(a.Reports) == 0 || a.Reports[0].Event.Evidence.Text == "" {
				t.Errorf("%s: no sentence for %s", c.Kind, a.Says)
			}
		}
	}
	for _, h := range p.Happenings {
		if h.Mentions != len(h.Reports)+h.More() || len(h.Reports) == 0 {
			t.Errorf("%s: %d mentions, %d reports", h.Type, h.Mentions, len(h.Reports))
		}
	}
}

func TestAlterations(t *testing.T) {
	from, to := sample(), retold("b1", "copyist", "2023-03-12")
	from.Article.Text = strings.Replace(articleText, "in Oslo on Friday", "with 12 envoys ..", 1)
	to.Article.Text = strings.Replace(articleText, "in Oslo on Friday", "with 21 envoys ..", 1)
	n := strings.Index(from.Article.Text, "12")
	all := alterations(from, to, (&Server{}).effectRows(from, to, depesche.Derivation{Spans: [][4]int{{0, n, 0, n}, {n + 2, n + 40, n + 2, n + 40}}}))
	if len(all) != 1 || all[0].Kind != "number-changed" || all[0].From.Says != "12" || all[0].To.Says != "21" || !strings.Contains(all[0].To.Sentence, "21 envoys") || all[0].Trace != "/trace/a1..b1" {
		t.Errorf("alterations: %+v", all)
	}
	if rows := (&Server{}).effectRows(from, to, depesche.Derivation{Spans: [][4]int{{0, 10_000, 0, 10_000}}}); rows != nil {
		t.Errorf("stretches of other versions: %v", rows)
	}
}

func TestStoriesList(t *testing.T) {
	handler, _ := told(t)
	for address, want := range map[string]int{"/stories": 1, "/stories?independent=2": 1, "/stories?independent=1": 0, "/stories?lang=de": 0, "/stories?lang=en": 1, "/stories?articles=4": 0} {
		var p StoriesPage
		if err := json.Unmarshal(get(handler, strings.Replace(address, "/stories", "/stories.json", 1)).Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if len(p.Stories) != want || p.Paging.Total != want {
			t.Errorf("%s: %d stories of %d, want %d", address, len(p.Stories), p.Paging.Total, want)
		}
		checkPage(t, address, "en", get(handler, address).Body.String())
	}
	var p StoriesPage
	if err := json.Unmarshal(get(handler, "/stories.json").Body.Bytes(), &p); err != nil || p.Stories[0].Drawn != 1 || strings.Join(p.Stories[0].Languages, " ") != "en" {
		t.Errorf("the story in the list: %v, %+v", err, p.Stories)
	}
}

func TestMergedStoryIsFound(t *testing.T) {
	handler, db := told(t)
	err := db.UpdateStories(t.Context(), store.StoriesUpdate{Changes: []store.StoryChange{{Kind: store.StoryMerged, Story: "old", Other: "st2"}}})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/stories/old": "/stories/st2", "/stories/old.json": "/stories/st2.json", "/stories/old/articles?page=1": "/stories/st2/articles?page=1"} {
		if w := get(handler, path); w.Code != http.StatusFound || w.Header().Get("Location") != want {
			t.Errorf("%s: status %d, to %s", path, w.Code, w.Header().Get("Location"))
		}
	}
	if page := get(handler, "/stories/st2").Body.String(); !strings.Contains(page, "The story old went into this one.") {
		t.Error("the page does not say what went into the story")
	}
}

func TestPairCountsHappenings(t *testing.T) {
	handler, _ := told(t)
	var p PairPage
	if err := json.Unmarshal(get(handler, "/pairs/KOR-NOR.json?type=CONSULT").Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if p.Paging.Total != 1 || len(p.Months) != 1 || p.Months[0].Lines[0].Told != 3 || len(p.Months[0].Lines[0].Others) != 2 {
		t.Errorf("one meeting that three articles tell: %+v", p.Paging)
	}
	if len(p.Counts) != 1 || p.Counts[0].Events != 1 {
		t.Errorf("counts: %+v", p.Counts)
	}
	page := get(handler, "/pairs/KOR-NOR").Body.String()
	if !strings.Contains(page, "3 reports") || !strings.Contains(page, `href="/stories/st2"`) {
		t.Error("the line does not open its reports, or does not lead to the story")
	}
	if page := get(handler, "/events/w1/v1").Body.String(); !strings.Contains(page, `id="others"`) || !strings.Contains(page, "/articles/o1#v1") {
		t.Error("the event does not name the other reports")
	}
	if page := get(handler, "/articles/c1").Body.String(); !strings.Contains(page, `href="/stories/st2"`) || !strings.Contains(page, `href="/trace/w1..c1"`) {
		t.Error("the article does not lead to its story and its source")
	}
}

func TestLargeStory(t *testing.T) {
	db, err := store.Open(":memory:")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	var records []*depesche.Record
	var links []depesche.Derivation
	for i := range 120 {
		r := retold(fmt.Sprintf("x%03d", i), fmt.Sprintf("outlet%d", i), fmt.Sprintf("2023-03-%02d", 1+i/5))
		records = append(records, r)
		if _, err := db.Add(t.Context(), store.Entry{Record: r, Original: []byte(r.Article.ID)}); err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			links = append(links, depesche.Derivation{From: "x000", To: r.Article.ID, Kind: "copy", Share: 1, Direction: "certain"})
		}
	}
	keepStory(t, db, "big", links, records...)
	handler, err := New(db, Options{})
	if err != nil {
		t.Fatal(err)
	}
	page := get(handler, "/stories/big").Body.String()
	checkPage(t, "/stories/big", "en", page)
	if n := strings.Count(page, `class="telling"`); n > 2*graphMost+1 || !strings.Contains(page, `href="/stories/big/articles"`) {
		t.Errorf("%d rows, or no way to the folded articles", n)
	}
	checkPage(t, "/stories/big/articles?page=2", "en", get(handler, "/stories/big/articles?page=2").Body.String())
}
