// SPDX-License-Identifier: Apache-2.0

package store

import "testing"

// TestIdentity says when two inputs are the same article.
func TestIdentity(t *testing.T) {
	// in makes an article of the text n with an id and a place it came from.
	in := func(n int, id, input string) Entry {
		e := entry(n, "")
		e.Record.Article.ID, e.Record.Article.Input = id, input
		return e
	}
	db := open(t, ":memory:")
	tests := []struct {
		name    string
		entry   Entry
		outcome Outcome
	}{
		{"a line of a file of many", in(1, "1", "/a.jsonl#1"), Added},
		{"another line of it", in(2, "2", "/a.jsonl#2"), Added},
		{"the line changed", in(3, "1", "/a.jsonl#1"), NewVersion},
		{"the same id in another file", in(4, "1", "/b.jsonl#1"), Added},
		{"the same words elsewhere", in(4, "9", "/c.jsonl#9"), Unchanged},
	}
	for _, tt := range tests {
		if kept := add(t, db, tt.entry); kept.Outcome != tt.outcome {
			t.Errorf("%s: %+v, want %s", tt.name, kept, tt.outcome)
		}
	}
	odd := in(5, "../../about", "/d.jsonl#odd")
	if kept := add(t, db, odd); kept.Article == "../../about" || !fitID(kept.Article) {
		t.Errorf("an id that would break addresses: %+v", kept)
	}
	dated := in(5, "../../about", "/d.jsonl#odd")
	dated.Record.Article.Published, dated.Record.Article.PublishedFrom = "1999-01-01", "flag"
	if kept := add(t, db, dated); kept.Outcome != NewVersion {
		t.Errorf("the same bytes with a date given by hand: %+v", kept)
	}
}

func TestFitID(t *testing.T) {
	for id, want := range map[string]bool{"4f1c": true, "wn-12_3.a": true, "": false, "../x": false, ".x": false, "a/b": false, "z.json": false, "ä": false, "a..b": false} {
		if fitID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}
