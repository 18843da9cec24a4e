// SPDX-License-Identifier: Apache-2.0

package store

import (
	"fmt"
	"testing"
	"time"
)

func TestHealth(t *testing.T) {
	db, now := clocked(t)
	ctx := t.Context()
	for _, name := range []string{"a", "b", "c", "d"} {
		_, err := db.AddSource(ctx, Source{Address: "https://" + name + ".example/feed", Kind: KindFeed, Title: name})
		must(t, err)
	}
	sources, err := db.Sources(ctx)
	must(t, err)
	visit := func(i int, v Visit, pages []WebPage, change func(*Source)) {
		s := &sources[i]
		must(t, db.SaveVisit(ctx, s, &v, pages, func() {
			s.Visited = Stamp(*now)
			change(s)
		}))
	}
	well := func(s *Source) { s.Succeeded, s.News, s.Gap = s.Visited, s.Visited, 3600 }
	offered := []WebPage{{Key: "1", Published: "2025-07-12T07:00:00Z"}, {Key: "2", Published: "2025-07-12T23:00:00+02:00"}, {Key: "3"}}
	visit(0, Visit{Result: VisitRead, Missed: true}, offered, well)
	visit(1, Visit{Result: VisitRead}, nil, well)
	visit(2, Visit{Result: "connect"}, nil, func(s *Source) { s.Failures, s.Trouble, s.Reason = 3, "connect", "no connection" })
	*now = now.Add(3 * 24 * time.Hour)
	visit(0, Visit{Result: VisitRead}, []WebPage{{Key: "4"}}, well)
	for i := range 4 {
		e := entry(i, "same")
		e.Record.Article.URL = fmt.Sprintf("https://a.example/%d", i)
		e.Record.Article.Text = "Please accept our cookies."
		e.Record.Article.Outlet.Domain = "a.example"
		if i == 0 {
			e.Record.Article.Published, e.Record.Article.Language = "", "de-AT"
		}
		add(t, db, e)
	}
	pages, err := db.DuePages(ctx, *now, 10)
	must(t, err)
	pages[0].State, pages[0].Trouble, pages[0].NextVisit = PageFailed, "robots", ""
	must(t, db.SavePage(ctx, &pages[0]))
	h, err := db.Health(ctx, 7)
	must(t, err)
	states := map[string]string{}
	for _, s := range h.Sources {
		states[s.Title] = s.State
	}
	if want := (map[string]string{"a": SourceFine, "b": SourceSilent, "c": SourceFailing, "d": SourceNew}); fmt.Sprint(states) != fmt.Sprint(want) {
		t.Errorf("states %v, want %v", states, want)
	}
	a := h.Sources[0]
	if a.Pages != 4 || a.Waiting != 3 || a.Lost != 1 || a.Ahead != 1 || a.Missed != 1 || fmt.Sprint(a.Arrivals) != "[0 0 0 3 0 0 1]" {
		t.Errorf("a: %+v", a)
	}
	if len(h.Days) != 7 || h.Days[6] != "2025-07-15" || h.Articles.Added != 4 || h.Articles.Undated != 1 {
		t.Errorf("%+v", h)
	}
	if len(h.Floods) != 1 || h.Floods[0].Articles != 4 || len(h.Troubles) != 1 || h.Troubles[0].Trouble != "robots" {
		t.Errorf("floods %+v, troubles %+v", h.Floods, h.Troubles)
	}
	if len(h.Languages) == 0 || h.Languages[len(h.Languages)-1].Language != "de" {
		t.Errorf("languages %+v", h.Languages)
	}
}
