// SPDX-License-Identifier: Apache-2.0

package opml_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche/ingest/opml"
)

var sources = &opml.Document{
	Title: "Quellen & mehr", Created: "2025-07-13T08:30:00Z",
	Outlines: []opml.Outline{
		{Text: "Ministerien", Outlines: []opml.Outline{
			{Text: "Amt", Title: "Das Amt", Type: "rss", Feed: "https://amt.example/feed?a=1&b=2", Site: "https://amt.example/", Language: "de"},
		}},
		{Text: "Bote", Type: "rss", Feed: "https://bote.example/feed"},
	},
}

func TestRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := opml.Write(&b, sources); err != nil {
		t.Fatal(err)
	}
	got, err := opml.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sources, got); diff != "" {
		t.Error(diff)
	}
	var feeds []string
	for _, s := range got.Feeds() {
		feeds = append(feeds, strings.Join(append(s.Folders, s.Label(), s.Feed), " / "))
	}
	want := []string{"Ministerien / Das Amt / https://amt.example/feed?a=1&b=2", "Bote / https://bote.example/feed"}
	if diff := cmp.Diff(want, feeds); diff != "" {
		t.Error(diff)
	}
	if !opml.Sniff(b.Bytes()) || opml.Sniff([]byte("<rss/>")) {
		t.Error("OPML is not told apart")
	}
}

func TestBroken(t *testing.T) {
	for _, c := range []struct {
		source string
		feeds  int
	}{
		{`<opml><body><outline xmlURL=https://bote.example/feed text="a & b"></body>`, 1},
		{`<OPML><outline text="x" xmlUrl="https://bote.example/feed"/></OPML>`, 1},
		{`<opml version="1.0"><head/><body><outline text="cut`, 0},
	} {
		d, err := opml.Parse([]byte(c.source))
		if err != nil || len(d.Feeds()) != c.feeds {
			t.Errorf("%s: %+v, %v", c.source, d, err)
		}
	}
	if _, err := opml.Parse([]byte("words")); err == nil {
		t.Error("words are OPML")
	}
}

func FuzzParse(f *testing.F) {
	var b bytes.Buffer
	if err := opml.Write(&b, sources); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := opml.Parse(data)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := opml.Write(&out, d); err != nil {
			t.Fatal(err)
		}
		again, err := opml.Parse(out.Bytes())
		if err != nil || len(again.Feeds()) != len(d.Feeds()) {
			t.Errorf("%d feeds become %d, %v", len(d.Feeds()), len(again.Feeds()), err)
		}
	})
}
