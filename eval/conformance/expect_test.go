// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"depesche/ingest/feed"
	"depesche/warc"
)

func TestChecks(t *testing.T) {
	f, err := feed.Parse([]byte(`<rss version="2.0"><channel><title>T &amp; U</title><item><title>One</title><author>a@news.example (A)</author>
<pubDate>Sun, 13 Jul 2025 08:30:00 GMT</pubDate><description>&lt;b&gt;x&lt;/b&gt;</description></item></channel></rss>`), feed.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		expectation string
		checks      int
		held        bool
	}{
		{`not bozo and feed['title'] == 'T & U'`, 1, true},
		{`feed['title'] == 'T and U'`, 1, false},
		{`entries[0]['title'] == u'One' and entries[0].title == "One"`, 2, true},
		{`entries[0]['published_parsed'] == (2025, 7, 13, 8, 30, 0, 6, 194, 0)`, 1, true},
		{`entries[0]['author_detail']['email'] == 'a@news.example'`, 1, true},
		{`entries[0]['summary'] == '<b>x</b>'`, 1, true},
		{`entries[3]['title'] == 'One'`, 1, false},
		{`feed['cloud']['port'] == '80'`, 0, true},
		{`bozo`, 0, true},
	} {
		all := checks(c.expectation, f)
		if len(all) != c.checks {
			t.Errorf("%s: %+v", c.expectation, all)
		}
		for _, one := range all {
			if one.held != c.held {
				t.Errorf("%s: got %q", c.expectation, one.got)
			}
		}
	}
}

// TestGenerate makes a small archive and reads it.
func TestGenerate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made-up.warc.gz")
	if err := generate("1", path); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := warc.NewReader(f, warc.ReaderOptions{})
	for n := 0; ; n++ {
		rec, err := r.Next()
		if err != nil {
			if n < 4 {
				t.Errorf("%d records, then %v", n, err)
			}
			return
		}
		if err := rec.Verify(); err != nil {
			t.Error(err)
		}
	}
}
