// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"depesche"
)

// clocked opens a record with a clock that the test sets.
func clocked(t *testing.T) (*DB, *time.Time) {
	t.Helper()
	db := open(t, ":memory:")
	now := time.Date(2025, 7, 12, 8, 0, 0, 0, time.UTC)
	db.Now = func() time.Time { return now }
	return db, &now
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSources(t *testing.T) {
	db, now := clocked(t)
	ctx := t.Context()
	s := Source{Address: "https://a.example/feed", Kind: KindFeed, Title: "A", Folder: "Agencies"}
	if added, err := db.AddSource(ctx, s); err != nil || !added {
		t.Fatalf("first: %v, %v", added, err)
	}
	if added, err := db.AddSource(ctx, Source{Address: s.Address, Kind: KindFeed, Site: "https://a.example/"}); err != nil || added {
		t.Fatalf("again: %v, %v", added, err)
	}
	due, err := db.DueSources(ctx, *now)
	must(t, err)
	if len(due) != 1 || due[0].Title != "A" || due[0].Site != "https://a.example/" || due[0].Folder != "Agencies" {
		t.Fatalf("due: %+v", due)
	}
	got := due[0]
	pages := []WebPage{{Key: "a.example/1", Address: "https://a.example/1"}, {Key: "a.example/2", Address: "https://a.example/2"}}
	v := Visit{Result: VisitRead}
	must(t, db.SaveVisit(ctx, &got, &v, pages, func() {
		got.Visited, got.NextVisit, got.Gap = Stamp(*now), Stamp(now.Add(time.Hour)), 60
	}))
	if v.Offered != 2 || v.Fresh != 2 {
		t.Errorf("first visit: %+v", v)
	}
	must(t, db.SaveVisit(ctx, &got, &v, append(pages, WebPage{Key: "a.example/3", Address: "https://a.example/3"}), func() {}))
	if v.Offered != 3 || v.Fresh != 1 {
		t.Errorf("second visit: %+v", v)
	}
	if due, _ := db.DueSources(ctx, *now); len(due) != 0 {
		t.Errorf("after the visit it is due no more: %+v", due)
	}
	if next, err := db.NextVisit(ctx); err != nil || next != Stamp(*now) {
		t.Errorf("next is a page: %q, %v", next, err)
	}
	must(t, db.RemoveSource(ctx, s.Address))
	if err := db.RemoveSource(ctx, s.Address); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if all, _ := db.Sources(ctx); len(all) != 0 {
		t.Errorf("removed: %+v", all)
	}
	if due, err := db.DuePages(ctx, *now, 10); err != nil || len(due) != 0 {
		t.Errorf("pages of a source that was removed: %+v, %v", due, err)
	}
	if next, err := db.NextVisit(ctx); err != nil || next != "" {
		t.Errorf("nothing is watched, but next is %q, %v", next, err)
	}
	if added, err := db.AddSource(ctx, s); err != nil || !added {
		t.Errorf("it comes back: %v, %v", added, err)
	}
	if due, err := db.DuePages(ctx, *now, 10); err != nil || len(due) != 3 {
		t.Errorf("its pages come back: %+v, %v", due, err)
	}
	*now = now.AddDate(1, 0, 0)
	must(t, db.SaveVisit(ctx, &got, &Visit{Result: VisitUnchanged}, nil, func() {}))
	must(t, db.ForgetVisits(ctx, now.AddDate(0, 0, 1)))
	var n int
	must(t, db.sql.QueryRow(`SELECT count(*) FROM visit`).Scan(&n))
	if n != 2 {
		t.Errorf("%d visits are kept; those that brought something should be", n)
	}
}

// TestPages follows a page from the offer to its end.
func TestPages(t *testing.T) {
	db, now := clocked(t)
	ctx := t.Context()
	_, err := db.AddSource(ctx, Source{Address: "https://a.example/feed", Kind: KindFeed})
	must(t, err)
	sources, err := db.Sources(ctx)
	must(t, err)
	must(t, db.SaveVisit(ctx, &sources[0], &Visit{}, []WebPage{{Key: "a.example/1", Address: "https://a.example/1"}}, func() {}))
	due, err := db.DuePages(ctx, *now, 10)
	must(t, err)
	if len(due) != 1 || due[0].State != PageWaiting {
		t.Fatalf("due: %+v", due)
	}
	p := due[0]
	body := []byte("<p>the page</p>")
	p.Digest = "sha256:x"
	must(t, db.SaveFetched(ctx, &p, body))
	waiting, err := db.FetchedPages(ctx)
	must(t, err)
	if got, err := db.Bytes(ctx, "sha256:x"); len(waiting) != 1 || err != nil || !bytes.Equal(got, body) {
		t.Fatalf("fetched: %+v, %q, %v", waiting, got, err)
	}
	kept := add(t, db, entry(1, ""))
	p.State, p.Article, p.NextVisit = PageKept, kept.Article, Stamp(now.Add(time.Hour))
	must(t, db.SavePage(ctx, &p))
	if _, err := db.Bytes(ctx, "sha256:x"); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("bytes that no version needs: %v", err)
	}
	if other, err := db.Watched(ctx, kept.Article, "another"); err != nil || !other {
		t.Errorf("watched by another page: %v, %v", other, err)
	}
	gone := func() string {
		head, _, err := db.Article(ctx, kept.Article, 0)
		must(t, err)
		return head.Gone
	}
	p.State = PageGone
	must(t, db.SavePage(ctx, &p))
	since := Stamp(*now)
	*now = now.Add(time.Hour)
	must(t, db.SavePage(ctx, &p))
	if gone() != since {
		t.Errorf("gone since %q, want %q", gone(), since)
	}
	p.State = PageKept
	must(t, db.SavePage(ctx, &p))
	if gone() != "" {
		t.Errorf("there again, but gone since %q", gone())
	}
}

func TestHostsAndCaptures(t *testing.T) {
	db, _ := clocked(t)
	ctx := t.Context()
	if h, err := db.Host(ctx, "a.example"); err != nil || h.RobotsAt != "" {
		t.Errorf("unknown host: %+v, %v", h, err)
	}
	want := Host{Name: "a.example", Robots: []byte("User-agent: *"), RobotsAt: "2025-07-12T08:00:00Z", NotBefore: "2025-07-12T09:00:00Z", Failures: 2}
	must(t, db.SaveHost(ctx, Host{Name: "a.example"}))
	must(t, db.SaveHost(ctx, want))
	if got, err := db.Host(ctx, "a.example"); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("host: %+v, %v", got, err)
	}
	for i, c := range []Capture{
		{URL: "u", At: "1", Digest: "d", File: "f", Offset: 10, Length: 5, Until: 20},
		{URL: "u", At: "2", Digest: "d", File: "f", Offset: 20, Length: 5, Until: 40, Revisit: true},
	} {
		must(t, db.SaveCapture(ctx, c))
		if got, ok, err := db.CaptureOf(ctx, "d"); err != nil || !ok || got.Offset != 10 {
			t.Errorf("%d: %+v, %v, %v", i, got, ok, err)
		}
	}
	if end, err := db.CapturedEnd(ctx, "f"); err != nil || end != 40 {
		t.Errorf("end %d, %v", end, err)
	}
	if all, err := db.Captures(ctx, "u"); err != nil || len(all) != 2 || !all[1].Revisit {
		t.Errorf("captures: %+v, %v", all, err)
	}
	must(t, db.SetSetting(ctx, "contact", "a"))
	must(t, db.SetSetting(ctx, "contact", "b"))
	if v, err := db.Setting(ctx, "contact"); err != nil || v != "b" {
		t.Errorf("setting %q, %v", v, err)
	}
}

// TestFoldedAddresses checks that the addresses of one article lead to one
// article, also when it came before addresses were folded.
func TestFoldedAddresses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	db := open(t, path)
	at := func(n int, url string) Entry {
		e := entry(n, "")
		e.Record.Article.URL = url
		return e
	}
	first := add(t, db, at(1, "https://www.a.example/1"))
	if kept := add(t, db, at(2, "https://m.a.example/1/?utm_source=rss")); kept.Outcome != NewVersion || kept.Article != first.Article {
		t.Errorf("another address of it: %+v", kept)
	}
	if id, err := db.Find(t.Context(), "http://a.example/1?fbclid=x"); err != nil || id != first.Article {
		t.Errorf("found %q, %v", id, err)
	}
	kept, same, err := db.SameText(t.Context(), at(2, "https://a.example/1").Record.Article)
	if err != nil || !same || kept.Version != 2 {
		t.Errorf("same text: %+v, %v, %v", kept, same, err)
	}
	_, err = db.sql.Exec(`UPDATE article SET folded = ''`)
	must(t, err)
	must(t, db.write(t.Context(), func(tx *sql.Tx) error { return fillFolded(context.Background(), tx) }))
	if _, err := db.Find(t.Context(), "http://a.example/1"); err != nil {
		t.Errorf("after the migration: %v", err)
	}
}
