// SPDX-License-Identifier: Apache-2.0

package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

var noon = time.Date(2023, 3, 11, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	db.Now = func() time.Time { return noon }
	t.Cleanup(func() { db.Close() })
	return db
}

// entry is an article on a visit, told by a minister; the text differs by n.
func entry(n int, url string) Entry {
	text := fmt.Sprintf("Minister Ahn met Minister Berg in Oslo on Friday, report %d. The visit was useful, Ahn said.", n)
	span := func(words string) depesche.Span {
		at := strings.Index(text, words)
		return depesche.Span{Start: at, End: at + len(words), Text: words}
	}
	first, second := depesche.Span{Start: 0, End: strings.Index(text, ". ") + 1}, span("The visit was useful, Ahn said.")
	first.Text = text[:first.End]
	record := &depesche.Record{
		Article: depesche.Article{
			ID: fmt.Sprintf("a%d", n), Input: fmt.Sprintf("%d.txt", n), URL: url, Title: "Ahn in Oslo",
			Outlet: depesche.Outlet{Name: "Blatt", Domain: "blatt.example"}, Published: "2023-03-10", PublishedFrom: "flag",
			Language: "en", Text: text, Digest: fmt.Sprintf("sha256:%d", n),
		},
		Sentences: []depesche.Sentence{{Start: first.Start, End: first.End}, {Start: second.Start, End: second.End}},
		Entities: []depesche.Entity{
			{ID: "e1", Type: "PER", Name: "Ahn", Actor: &depesche.Actor{Country: "KOR", Sectors: []string{"GOV"}, Office: "minister"},
				Mentions: []depesche.Mention{{Span: span("Minister Ahn"), Kind: depesche.KindName}}},
			{ID: "e2", Type: "PER", Name: "Berg", IDs: depesche.IDs{Wikidata: "Q1"}, Actor: &depesche.Actor{Country: "NOR", Sectors: []string{"GOV"}},
				Mentions: []depesche.Mention{{Span: span("Minister Berg"), Kind: depesche.KindName}}},
			{ID: "e3", Type: "MISC", Name: "visit", Actor: &depesche.Actor{Country: "NOR"},
				Mentions: []depesche.Mention{{Span: span("The visit"), Kind: depesche.KindNominal}}},
		},
		Statements: []depesche.Statement{{ID: "s1", Mode: depesche.ModeIndirect, Cue: []depesche.Span{span("said")},
			Source: &depesche.Party{Span: depesche.Span{Start: 0, End: 3, Text: "Ahn"}, Entity: "e1"}, Content: []depesche.Span{span("The visit was useful")},
			Chain: []depesche.Teller{{Name: "Ahn", Entity: "e1"}, {Name: "Blatt"}}, Sentence: 1, Evidence: second}},
		Events: []depesche.Event{{ID: "v1", Type: "CONSULT", Mode: []string{"visit"}, Context: []string{}, Cameo: "042",
			Actors: []string{"e1"}, Recipients: []string{"e2"}, Date: depesche.Date{Value: "2023-03-10", Precision: depesche.PrecisionDay},
			Status: depesche.StatusOccurred, Trigger: span("met"), Evidence: first, Why: "en/events.txt:meet"}},
	}
	return Entry{Record: record, Original: []byte(text), Origins: []depesche.Origin{{TextEnd: len(text), ByteEnd: len(text), Exact: true}}}
}

func add(t testing.TB, db *DB, e Entry) Kept {
	t.Helper()
	kept, err := db.Add(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestAddTwiceAddsNothing(t *testing.T) {
	db := open(t, ":memory:")
	if kept := add(t, db, entry(1, "")); kept != (Kept{Added, "a1", 1}) {
		t.Errorf("first: %+v", kept)
	}
	if kept := add(t, db, entry(1, "")); kept != (Kept{Unchanged, "a1", 1}) {
		t.Errorf("second: %+v", kept)
	}
	if kept, known, err := db.Known(t.Context(), entry(1, "").Record.Article); err != nil || !known || kept.Article != "a1" {
		t.Errorf("known: %+v %v %v", kept, known, err)
	}
	size, err := db.Size(t.Context())
	if err != nil || size != (Size{Articles: 1, Versions: 1, Events: 1, Statements: 1}) {
		t.Errorf("size: %+v %v", size, err)
	}
}

func TestChangedArticleBecomesVersion(t *testing.T) {
	db := open(t, ":memory:")
	first, second := entry(1, "https://blatt.example/1"), entry(2, "https://blatt.example/1")
	add(t, db, first)
	if kept := add(t, db, second); kept != (Kept{NewVersion, "a1", 2}) {
		t.Fatalf("changed: %+v", kept)
	}
	versions, err := db.Versions(t.Context(), "a1")
	if err != nil || len(versions) != 2 || versions[0].Version != 2 {
		t.Fatalf("versions: %+v %v", versions, err)
	}
	for number, e := range map[int]Entry{0: second, 1: first, 2: second} {
		_, record, err := db.Article(t.Context(), "a1", number)
		if err != nil {
			t.Fatal(err)
		}
		want := *e.Record
		want.Article.ID = "a1"
		if diff := cmp.Diff(&want, record); diff != "" {
			t.Errorf("version %d came back changed (-want +got):\n%s", number, diff)
		}
		data, origins, err := db.Original(t.Context(), "a1", number)
		if err != nil || !bytes.Equal(data, e.Original) || !cmp.Equal(origins, e.Origins) {
			t.Errorf("original of version %d: %q %v %v", number, data, origins, err)
		}
	}
	_, total, err := db.Events(t.Context(), Filter{A: "KOR", B: "NOR"}, OldestFirst, Page{Limit: 10})
	if err != nil || total != 1 {
		t.Errorf("lists must speak of the current version only: %d events, %v", total, err)
	}
	found, err := db.Search(t.Context(), Query{Words: []Word{{Text: "report 1"}}}, Page{Limit: 10})
	if err != nil || found.Total != 0 {
		t.Errorf("search must speak of the current version only: %+v %v", found, err)
	}
}

func TestChangedFileBecomesVersion(t *testing.T) {
	db := open(t, ":memory:")
	first, second := entry(1, ""), entry(2, "")
	second.Record.Article.Input = first.Record.Article.Input
	add(t, db, first)
	if kept := add(t, db, second); kept != (Kept{NewVersion, "a1", 2}) {
		t.Errorf("the same file with other bytes: %+v", kept)
	}
	copied := entry(2, "")
	copied.Record.Article.Input = "elsewhere/2.txt"
	if kept := add(t, db, copied); kept.Outcome != Unchanged {
		t.Errorf("the same bytes in another place: %+v", kept)
	}
}

func TestEvents(t *testing.T) {
	db := open(t, ":memory:")
	add(t, db, entry(1, ""))
	tests := []struct {
		name   string
		filter Filter
		want   int
	}{
		{"pair", Filter{A: "NOR", B: "KOR"}, 1},
		{"other pair", Filter{A: "NOR", B: "SWE"}, 0},
		{"actor by country", Filter{Actor: "KOR", Side: "actor"}, 1},
		{"not on that side", Filter{Actor: "KOR", Side: "recipient"}, 0},
		{"actor by key", Filter{Actor: "Q1"}, 1},
		{"type", Filter{Type: "ASSAULT"}, 0},
		{"month", Filter{From: "2023-03", To: "2023-03"}, 1},
		{"before", Filter{To: "2023-02"}, 0},
		{"after", Filter{From: "2023-03-11"}, 0},
	}
	for _, tt := range tests {
		lines, total, err := db.Events(t.Context(), tt.filter, NewestFirst, Page{Limit: 10})
		if err != nil || total != tt.want || len(lines) != tt.want {
			t.Errorf("%s: %d of %d, %v; want %d", tt.name, len(lines), total, err, tt.want)
		}
	}
	line, err := db.Event(t.Context(), "a1", "v1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Side{{"kor-ahn", "Ahn", "KOR", "GOV"}}, line.Actors); diff != "" {
		t.Error(diff)
	}
	if line.Event.Evidence.Text == "" || line.Article.Outlet != "Blatt" {
		t.Errorf("line: %+v", line)
	}
	pairs, err := db.Pairs(t.Context(), "KOR", Page{Limit: 10})
	if diff := cmp.Diff([]Pair{{A: "KOR", B: "NOR", Events: 1, First: "2023-03-10", Last: "2023-03-10"}}, pairs); diff != "" || err != nil {
		t.Error(err, diff)
	}
	months, err := db.Monthly(t.Context(), Filter{A: "KOR", B: "NOR"})
	if diff := cmp.Diff([]Count{{"2023-03", "CONSULT", 1}}, months); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

func TestActor(t *testing.T) {
	db := open(t, ":memory:")
	add(t, db, entry(1, ""))
	if a, err := db.Actor(t.Context(), "kor-ahn"); err != nil || a.Name != "Ahn" || a.Sectors != "GOV" {
		t.Errorf("actor: %+v %v", a, err)
	}
	if _, err := db.Actor(t.Context(), "nobody"); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("an actor nobody speaks of: %v", err)
	}
	if _, err := db.Actor(t.Context(), "SWE"); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("a country nobody speaks of: %v", err)
	}
	said, total, err := db.Said(t.Context(), "kor-ahn", Page{Limit: 10})
	if err != nil || total != 1 || said[0].Statement.Content[0].Text != "The visit was useful" {
		t.Errorf("said: %+v %d %v", said, total, err)
	}
	of, total, err := db.SaidOf(t.Context(), "NOR", Page{Limit: 10})
	if err != nil || total != 1 || of[0].Speaker.Name != "Ahn" {
		t.Errorf("said of: %+v %d %v", of, total, err)
	}
	if actors, err := db.Actors(t.Context(), "KOR", Page{Limit: 10}); err != nil || len(actors) != 1 {
		t.Errorf("actors: %+v %v", actors, err)
	}
}

func TestSearch(t *testing.T) {
	db := open(t, ":memory:")
	for i := range 3 {
		add(t, db, entry(i, ""))
	}
	tests := []struct {
		query string
		want  int
	}{
		{"oslo", 3}, {"Ósló", 3}, {`"met Minister Berg"`, 3}, {`"Berg met"`, 0}, {"repor*", 3}, {"oslo -report", 0},
		{"report 2", 1}, {"actor:kor", 3}, {"actor:SWE", 0}, {"oslo type:consult from:2023-03 to:2023-03-10", 3},
		{"pair:KOR-NOR", 3}, {"outlet:blatt.example", 3}, {"lang:de", 0}, {"from:2024", 0}, {"", 3},
	}
	for _, tt := range tests {
		q, err := ParseQuery(tt.query)
		if err != nil {
			t.Fatalf("%q: %v", tt.query, err)
		}
		found, err := db.Search(t.Context(), q, Page{Limit: 10})
		if err != nil || found.Total != tt.want || len(found.Hits) != tt.want {
			t.Errorf("%q: %d hits of %d, %v; want %d", tt.query, len(found.Hits), found.Total, err, tt.want)
		}
	}
	q, _ := ParseQuery("useful")
	found, err := db.Search(t.Context(), q, Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	var hit string
	for _, s := range found.Hits[0].Snippet {
		if s.Hit {
			hit = s.Text
		}
	}
	if hit != "useful" || found.Outlets[0] != (Tally{"Blatt", 3}) || found.Months[0] != (Tally{"2023-03", 3}) {
		t.Errorf("found: %+v", found)
	}
	if len(found.Hits[0].Events) > 0 {
		t.Errorf("events that nobody asked for: %+v", found.Hits[0].Events)
	}
}

func TestSearchShowsEvents(t *testing.T) {
	db := open(t, ":memory:")
	for i := range 3 {
		add(t, db, entry(i, ""))
	}
	for query, want := range map[string]int{"type:CONSULT": 1, "oslo actor:KOR": 1, "pair:KOR-NOR": 1, "oslo": 0} {
		q, err := ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		found, err := db.Search(t.Context(), q, Page{Limit: 2})
		if err != nil || len(found.Hits) != 2 {
			t.Fatalf("%s: %d hits, %v", query, len(found.Hits), err)
		}
		for _, h := range found.Hits {
			if len(h.Events) != want || h.More != 0 {
				t.Errorf("%s: %d events of %s and %d more, want %d", query, len(h.Events), h.Article.ID, h.More, want)
			}
			for _, l := range h.Events {
				if l.Article.ID != h.Article.ID || l.Event.Type != "CONSULT" || len(l.Actors) == 0 {
					t.Errorf("%s: %+v", query, l)
				}
			}
		}
	}
}

func TestResolve(t *testing.T) {
	db := open(t, ":memory:")
	add(t, db, entry(1, ""))
	add(t, db, entry(12, ""))
	if id, err := db.Resolve(t.Context(), "a12"); err != nil || id != "a12" {
		t.Errorf("whole id: %q %v", id, err)
	}
	if id, err := db.Resolve(t.Context(), "a1"); err != nil || id != "a1" {
		t.Errorf("an id that begins another: %q %v", id, err)
	}
	if _, err := db.Resolve(t.Context(), "a"); !errors.Is(err, depesche.ErrInvalid) {
		t.Errorf("unclear prefix: %v", err)
	}
	if _, err := db.Resolve(t.Context(), "b"); !errors.Is(err, depesche.ErrNotFound) {
		t.Errorf("unknown prefix: %v", err)
	}
}

func TestNewerRecordIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	db := open(t, path)
	if _, err := db.sql.Exec("PRAGMA user_version = 9999"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(path); !errors.Is(err, depesche.ErrNewer) || !strings.Contains(err.Error(), path) {
		t.Errorf("a record of a newer version: %v", err)
	}
}

func TestNotARecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	writeFile(t, path, strings.Repeat("this is no database ", 100))
	if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "not a record") {
		t.Errorf("a file that is no database: %v", err)
	}
}

func TestFullDisk(t *testing.T) {
	db := open(t, ":memory:")
	add(t, db, entry(1, ""))
	var pages int
	if err := db.sql.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.sql.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages)); err != nil {
		t.Fatal(err)
	}
	big := entry(2, "")
	for i := range 200_000 {
		big.Original = append(big.Original, byte(i*i>>3))
	}
	if _, err := db.Add(t.Context(), big); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("a full disk: %v", err)
	}
	size, err := db.Size(t.Context())
	if err != nil || size.Articles != 1 {
		t.Errorf("after a full disk: %+v %v", size, err)
	}
}

func TestTwoProcessesAddAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	const each = 20
	var wait sync.WaitGroup
	for p := range 2 {
		db := open(t, path)
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := range each {
				if _, err := db.Add(context.Background(), entry(p*each/2+i, "")); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	wait.Wait()
	size, err := open(t, path).Size(t.Context())
	if err != nil || size.Articles != each*3/2 || size.Versions != each*3/2 {
		t.Errorf("after two writers: %+v %v", size, err)
	}
}

func BenchmarkAdd(b *testing.B) {
	db := open(b, filepath.Join(b.TempDir(), "record.db"))
	for i := 0; b.Loop(); i++ {
		add(b, db, entry(i, ""))
	}
}
