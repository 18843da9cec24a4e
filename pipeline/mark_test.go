// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/ingest"
)

// TestReadBy: the mark is the same for every reader, and one stage differs
// when one of its files does.
func TestReadBy(t *testing.T) {
	mark := func(overlay string) string {
		m, err := New(Options{Overlay: overlay}).ReadBy("en")
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	built := mark("")
	if again := mark(""); again != built || !strings.HasPrefix(built, "ingest ") || strings.Count(built, ", ") != len(Stages) {
		t.Errorf("marks %q and %q", built, again)
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "en"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "en", "abbreviations.txt"), []byte("Ald.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"tokenize"}, Stale(built, mark(dir))); diff != "" {
		t.Errorf("with other abbreviations (-want +got):\n%s", diff)
	}
	if none, err := New(Options{}).ReadBy("xx"); strings.Contains(none, ",") || err != nil {
		t.Errorf("a language that is not there: %q, %v", none, err)
	}
	if stale := Stale("", built); len(stale) != len(Stages)+1 {
		t.Errorf("without a mark %v are stale", stale)
	}
}

// TestFrench: a language that is data alone has words, sentences and trees, and
// says once what it has no data for.
func TestFrench(t *testing.T) {
	reader := New(Options{})
	item := ingest.Item{Article: depesche.Article{ID: "a", Language: "fr", Text: "L'ambassadeur a rencontré la ministre des Finances à Oslo."}}
	doc, err := reader.Trees(item)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, tok := range doc.Tokens {
		if slices.Contains([]string{"nsubj", "obj", "root"}, tok.Deprel) {
			got = append(got, tok.Deprel+" "+tok.Form)
		}
	}
	if diff := cmp.Diff([]string{"nsubj ambassadeur", "root rencontré", "obj ministre"}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	unread := reader.Read(item).Unread
	if len(unread) != 1 || unread[0].Stage != "language" || !strings.Contains(unread[0].Reason, "attribution") {
		t.Errorf("unread: %+v", unread)
	}
}
