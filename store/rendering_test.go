// SPDX-License-Identifier: Apache-2.0

package store

import (
	"strings"
	"testing"

	"depesche"
)

// TestRenderings keeps what a feed carries of an article and its page apart
// from edits.
func TestRenderings(t *testing.T) {
	const said = "The ministers met in the capital on Tuesday and spoke about the border, the ministry said in the evening."
	for _, c := range []struct {
		name  string
		steps []string // "rendering|text|outcome"
	}{
		{"a feed after the page adds nothing", []string{"|" + said + " They will meet again.|added", "feed|" + said + "|unchanged"}},
		{"a page after the feed completes it", []string{"feed|" + said + "|added", "|" + said + " They will meet again.|completed"}},
		{"the same text as a page completes it too", []string{"feed|" + said + "|added", "|" + said + "|completed"}},
		{"a feed that says other things is a version", []string{"|" + said + "|added", "feed|The meeting was called off at noon, and nobody said when it would take place.|new version"}},
		{"two texts of feeds are versions", []string{"feed|" + said + "|added", "feed|" + said + " Corrected.|new version"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := open(t, ":memory:")
			for i, step := range c.steps {
				f := strings.Split(step, "|")
				rendering, text, want := f[0], f[1], f[2]
				r := &depesche.Record{Article: depesche.Article{
					ID: "a", URL: "https://example.org/a", Text: text, Rendering: rendering, Digest: "sha256:" + string(rune('a'+i))}}
				kept, err := db.Add(t.Context(), Entry{Record: r, Original: []byte(text)})
				if err != nil || string(kept.Outcome) != want {
					t.Fatalf("step %d: %+v, %v, want %s", i+1, kept, err, want)
				}
			}
		})
	}
}
