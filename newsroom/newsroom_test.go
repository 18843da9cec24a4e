// SPDX-License-Identifier: Apache-2.0

package newsroom

import (
	"io/fs"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

func load(t *testing.T) []Article {
	t.Helper()
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

// moment reads a date or an RFC 3339 time.
func moment(s string) (time.Time, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}

func TestEveryFileIsListedOnce(t *testing.T) {
	listed := map[string]int{}
	for _, a := range load(t) {
		listed[a.File]++
		if len(a.Data) == 0 {
			t.Errorf("%s: empty", a.File)
		}
	}
	err := fs.WalkDir(files, "articles", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && listed[path] != 1 {
			t.Errorf("%s: listed %d times", path, listed[path])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestOrderIsTheOrderOfAppearance(t *testing.T) {
	var last time.Time
	for _, a := range load(t) {
		at, err := moment(a.Published)
		if err != nil {
			t.Errorf("%s: published: %v", a.File, err)
		}
		if a.Modified != "" {
			if at, err = moment(a.Modified); err != nil {
				t.Errorf("%s: modified: %v", a.File, err)
			}
		}
		if at.Before(last) {
			t.Errorf("%s: came out at %v, before its predecessor in the index", a.File, at)
		}
		last = at
	}
}

func TestAddresses(t *testing.T) {
	first := map[string]Article{}
	for _, a := range load(t) {
		u, err := url.Parse(a.URL)
		if err != nil || !strings.HasSuffix(u.Hostname(), ".example") {
			t.Errorf("%s: address %q is not of an invented outlet", a.File, a.URL)
		}
		was, seen := first[a.URL]
		if seen && (a.Relation != Corrected || a.Of != was.File) {
			t.Errorf("%s: address of %s, but no corrected version of it", a.File, was.File)
		}
		if !seen {
			first[a.URL] = a
		}
	}
}

func TestDescent(t *testing.T) {
	seen := map[string]Article{}
	for _, a := range load(t) {
		if !slices.Contains(Relations, a.Relation) {
			t.Errorf("%s: unknown relation %q", a.File, a.Relation)
		}
		if a.Derived() == slices.Contains(Relations[:2], a.Relation) {
			t.Errorf("%s: %s, but descends from %q", a.File, a.Relation, a.Of)
		}
		from, ok := seen[a.Of]
		switch {
		case a.Derived() && !ok:
			t.Errorf("%s: descends from %q, which does not come before it", a.File, a.Of)
		case a.Derived() && from.Story != a.Story:
			t.Errorf("%s: story %s, but descends from story %s", a.File, a.Story, from.Story)
		case a.Relation == Translation && from.Language == a.Language:
			t.Errorf("%s: a translation into its own language", a.File)
		}
		checkEdits(t, a, from)
		seen[a.File] = a
	}
}

// checkEdits looks for the words of the edits in the files.
func checkEdits(t *testing.T, to, from Article) {
	t.Helper()
	for _, e := range to.Edits {
		if !slices.Contains(EditKinds, e.Kind) || e.From == "" && e.To == "" {
			t.Errorf("%s: odd edit %+v", to.File, e)
		}
		if !strings.Contains(string(from.Data), e.From) || !strings.Contains(string(to.Data), e.To) {
			t.Errorf("%s: %+v: the words do not stand there", to.File, e)
		}
	}
}

func TestOrigins(t *testing.T) {
	origins, err := Origins()
	if err != nil {
		t.Fatal(err)
	}
	stories := map[string]bool{}
	for _, a := range load(t) {
		stories[a.Story] = true
		if origins[a.Story] < 1 {
			t.Errorf("no number of origins of story %s", a.Story)
		}
	}
	if len(stories) != len(origins) {
		t.Errorf("%d stories, %d with a number of origins", len(stories), len(origins))
	}
}

func TestPressReviewIsRich(t *testing.T) {
	count := map[string]int{}
	for _, a := range load(t) {
		count[a.Relation]++
		count[a.Language]++
	}
	kinds := map[string]int{}
	for _, a := range load(t) {
		for _, e := range a.Edits {
			kinds[e.Kind]++
		}
	}
	for _, kind := range EditKinds {
		if kinds[kind] == 0 {
			t.Errorf("no telling has the edit %s", kind)
		}
	}
	for _, want := range append(Relations, "de", "en") {
		if count[want] < 1 {
			t.Errorf("%d articles are %s", count[want], want)
		}
	}
}
