// SPDX-License-Identifier: Apache-2.0

package wikitext_test

import (
	"strings"
	"testing"

	"depesche/ingest/origin"
	"depesche/ingest/wikitext"
)

// read reads a page of a wiki whose files and categories have German names.
func read(source string) wikitext.Page {
	var b origin.Builder
	b.Copy(source, 0)
	return wikitext.Read(b.Text(), wikitext.Options{Hidden: map[string]bool{"datei": true, "file": true, "kategorie": true, "category": true}})
}

func shown(p wikitext.Page) string {
	var all []string
	for _, para := range p.Paragraphs {
		all = append(all, strings.Repeat("#", para.Heading)+para.Text.String)
	}
	return strings.Join(all, "|")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"One\nline.\n\nTwo.", "One line.|Two."},
		{"'''Bold''' and ''slanted'' 'words'", "Bold and slanted 'words'"},
		{"[[Berlin]] [[Berlin|the city]] [[:w:Rome]] [[w:Oslo]] [[w:Oslo|there]]", "Berlin the city Rome Oslo there"},
		{"x [[Datei:A.jpg|thumb|A [[b]] {{c}}]] y [[Kategorie:Z]]", "x y"},
		{"a {{box|b|{{c}}|d=e}} f", "a f"},
		{"{{w|Lisbon}} and {{w|Lisbon|the capital}}", "Lisbon and the capital"},
		{"{{long\n|a=b\n}} text", "text"},
		{"== Heading ==\nText\n=== Second ===", "##Heading|Text|###Second"},
		{"* one\n* two\n:: three", "one|two|three"},
		{"{|\n|-\n| cell\n|}\nafter", "after"},
		{"a<ref>b</ref> c<ref name=x/> d<!-- e --> f<br/>g <REF>h</REF>", "a c d f\ng"},
		{"1 &lt; 2 &amp; &nbsp;3 & 4", "1 < 2 & 3 & 4"},
		{"[http://a.example label] [http://b.example]", "label"},
		{"__NOTOC__ text __not one__", "text __not one__"},
		{"a {{ b [[ c", "a {{ b [[ c"},
		{"----\ntext", "text"},
		{"", ""},
	} {
		if got := shown(read(c.source)); got != c.want {
			t.Errorf("%q shows %q, want %q", c.source, got, c.want)
		}
	}
}

func TestTemplates(t *testing.T) {
	p := read("{{date|13 July 2025}}{{source|url=x|a|b}}\nText")
	if len(p.Templates) != 2 || p.Templates[0].Name != "date" || p.Templates[0].Values[0] != "13 July 2025" || len(p.Templates[1].Values) != 2 {
		t.Errorf("%+v", p.Templates)
	}
	for source, want := range map[string]bool{"#REDIRECT [[A]]": true, "#WEITERLEITUNG[[A]]": true, "# one [[A]]": false, "text": false} {
		if read(source).Redirect != want {
			t.Errorf("%q", source)
		}
	}
	p = read("* [http://a.example A report of the day]\n* text with [http://a.example a] link")
	if !p.Paragraphs[0].AllLink || p.Paragraphs[1].AllLink {
		t.Errorf("%+v", p.Paragraphs)
	}
}

// TestHard reads sources that are built to be hard, in time that the test does
// not notice.
func TestHard(t *testing.T) {
	for _, unit := range []string{"{{", "[[", "{{a|", "[[a|", "}}", "]]", "<ref>", "<!--", "[http://", "''", "&", "{|\n", "== ", "* ", "__A", "{{w|[[", "<REF>x</ref>"} {
		read(strings.Repeat(unit, 20_000))
		read(strings.Repeat(unit, 20_000) + strings.Repeat("}}]]", 20_000))
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a {{b|c}} [[d|e]]\n* [http://x y]\n== h ==\n<ref>z</ref>{|\n|}")
	f.Fuzz(func(t *testing.T, source string) {
		for _, p := range read(source).Paragraphs {
			at := 0
			for _, piece := range p.Text.Pieces {
				if piece.Start < 0 || piece.End > len(source) || piece.Exact && source[piece.Start:piece.End] != p.Text.String[at:at+piece.Len] {
					t.Fatalf("piece %+v of %q", piece, p.Text.String)
				}
				at += piece.Len
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	source := strings.Repeat("The '''minister''' met [[w:X|his colleague]] in {{w|Lisbon}}.<ref>{{cite|y}}</ref>\n\n", 1000)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		read(source)
	}
}
