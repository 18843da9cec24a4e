// SPDX-License-Identifier: Apache-2.0

package store

import (
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
)

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestParseQuery(t *testing.T) {
	tests := []struct {
		text string
		want Query
	}{
		{`Lawrow "Kim Jong-un" -Putin Mosk*`, Query{Words: []Word{{Text: "Lawrow"}, {Text: "Kim Jong-un"}, {Text: "Putin", Not: true}, {Text: "Mosk", Prefix: true}}}},
		{"actor:rus type:accuse from:2025-01", Query{Actor: "RUS", Type: "ACCUSE", From: "2025-01"}},
		{"actor:Q58217 pair:prk-rus", Query{Actor: "Q58217", Pair: "PRK-RUS"}},
		{`"actor:RUS" note:this`, Query{Words: []Word{{Text: "actor:RUS"}, {Text: "note:this"}}}},
		{`"never closed`, Query{Words: []Word{{Text: "never closed"}}}},
		{"  ", Query{}},
	}
	for _, tt := range tests {
		got, err := ParseQuery(tt.text)
		if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", tt.text, err, diff)
		}
	}
	for _, bad := range []string{" - \" ", "pair:RUS", "from:yesterday", "to:2025-13", "-Putin"} {
		if _, err := ParseQuery(bad); !errors.Is(err, depesche.ErrInvalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// FuzzParseQuery checks that whatever a person types is understood or refused
// with a reason, and never breaks the search.
func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{"a b", `"x" -"y z" w*`, "actor:RUS", `""" AND NEAR(`, "from:2025", "\x00\xff", "- * :", `a"b"c^:(`} {
		f.Add(seed)
	}
	db, err := Open(":memory:")
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { db.Close() })
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuery(text)
		if err != nil {
			if !errors.Is(err, depesche.ErrInvalid) {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if _, err := db.Search(t.Context(), q, Page{Limit: 1}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
