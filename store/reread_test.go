// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"depesche"
)

// TestReread: what was read by something else is yielded, older versions too;
// a newer reading takes its place, and only the current version's facts are in
// the lists.
func TestReread(t *testing.T) {
	ctx := context.Background()
	db := open(t, filepath.Join(t.TempDir(), "record.db"))
	first, second := entry(1, "https://blatt.example/a"), entry(2, "https://blatt.example/a")
	first.ReadBy, second.ReadBy = "old", "old"
	other := entry(3, "https://blatt.example/b")
	other.ReadBy = "new"
	for _, e := range []Entry{first, second, other} {
		if _, err := db.Add(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	now := func(string) string { return "new" }
	if n, err := db.Stale(ctx, now); n != 2 || err != nil {
		t.Fatalf("%d stale, %v; want 2", n, err)
	}
	versions := 0
	for old, err := range db.Readings(ctx, now) {
		if err != nil {
			t.Fatal(err)
		}
		versions++
		if old.Article != "a1" || old.Version != versions || old.ReadBy != "old" {
			t.Errorf("%s version %d by %q, want a1 version %d by old", old.Article, old.Version, old.ReadBy, versions)
		}
		record := *old.Record
		record.Events = nil
		if err := db.Reread(ctx, old, Entry{Record: &record, ReadBy: "new"}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := db.Stale(ctx, now); n != 0 || err != nil {
		t.Errorf("%d stale after rereading, %v", n, err)
	}
	for number := 1; number <= 2; number++ {
		if _, r, err := db.Article(ctx, "a1", number); err != nil || len(r.Events) != 0 {
			t.Errorf("version %d has %d events, %v", number, len(r.Events), err)
		}
	}
	if size, err := db.Size(ctx); err != nil || size.Events != len(other.Record.Events) || size.Versions != 3 {
		t.Errorf("%+v, %v: want the events of the other article only", size, err)
	}
}

// TestRereadOtherText: another text out of the same bytes is found by its words
// and needs its origins; other bytes are no reading of the version.
func TestRereadOtherText(t *testing.T) {
	ctx := context.Background()
	db := open(t, filepath.Join(t.TempDir(), "record.db"))
	if _, err := db.Add(ctx, entry(1, "")); err != nil {
		t.Fatal(err)
	}
	for old, err := range db.Readings(ctx, func(string) string { return "new" }) {
		if err != nil {
			t.Fatal(err)
		}
		record := *old.Record
		record.Article.Text += " Zanzibar."
		record.Article.Title = "Another title"
		if err := db.Reread(ctx, old, Entry{Record: &record}); !errors.Is(err, depesche.ErrInvalid) {
			t.Errorf("another text without origins: %v", err)
		}
		if err := db.Reread(ctx, old, Entry{Record: &record, Origins: []depesche.Origin{{TextEnd: 3, ByteEnd: 3, Exact: true}}, ReadBy: "new"}); err != nil {
			t.Fatal(err)
		}
		record.Article.Digest = "sha256:other"
		if err := db.Reread(ctx, old, Entry{Record: &record}); !errors.Is(err, depesche.ErrInvalid) {
			t.Errorf("other bytes: %v", err)
		}
	}
	found, err := db.Search(ctx, Query{Words: []Word{{Text: "zanzibar"}}}, Page{Limit: 10})
	if err != nil || len(found.Hits) != 1 || found.Hits[0].Article.Title != "Another title" {
		t.Errorf("%+v, %v: want the article by its new words and title", found.Hits, err)
	}
	if _, origins, err := db.Original(ctx, "a1", 0); err != nil || len(origins) != 1 {
		t.Errorf("origins %v, %v", origins, err)
	}
}
