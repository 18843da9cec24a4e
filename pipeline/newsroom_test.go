// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"bytes"
	"strings"
	"testing"

	"depesche"
	"depesche/ingest"
	"depesche/newsroom"
	"depesche/pipeline"
)

// TestNewsroom reads the bundled articles and compares what the pages tell of
// themselves with the index. Plain text tells no date and no outlet.
func TestNewsroom(t *testing.T) {
	articles, err := newsroom.Articles()
	if err != nil {
		t.Fatal(err)
	}
	reader := pipeline.New(pipeline.Options{})
	for _, a := range articles {
		opts := ingest.Options{URL: a.URL}
		page := strings.HasSuffix(a.File, ".html")
		if !page {
			opts.Published = a.Published
		}
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), opts) {
			if err != nil {
				t.Errorf("%s: %v", a.File, err)
				continue
			}
			checkNewsroom(t, a, reader.Read(item), page)
		}
	}
}

func checkNewsroom(t *testing.T, want newsroom.Article, record *depesche.Record, page bool) {
	t.Helper()
	got := record.Article
	for _, c := range []struct{ what, got, want string }{
		{"title", got.Title, want.Title},
		{"published", firstRunes(got.Published, len("2006-01-02")), firstRunes(want.Published, len("2006-01-02"))},
		{"language", firstRunes(got.Language, len("de")), want.Language},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s is %q, not %q", want.File, c.what, c.got, c.want)
		}
	}
	if page && got.Outlet.Label() != want.Outlet && got.Outlet.Name != "" {
		t.Errorf("%s: outlet is %q, not %q", want.File, got.Outlet.Name, want.Outlet)
	}
	for _, furniture := range []string{"ookie", "omment", "ewsletter", "Impressum", "eistgelesen", "Most read", "Read more", "Mehr zum Thema"} {
		if strings.Contains(got.Text, furniture) {
			t.Errorf("%s: %q stands in the text", want.File, furniture)
		}
	}
}
