// SPDX-License-Identifier: Apache-2.0

package markup_test

import (
	"strings"
	"testing"

	"depesche/ingest/markup"
	"depesche/ingest/origin"
)

// outline writes a tree as names in brackets with the texts between.
func outline(n *markup.Node) string {
	var b strings.Builder
	for _, c := range n.Children() {
		b.WriteString(c.Name + "[" + outline(c) + "]")
	}
	if !n.Elements() {
		b.WriteString(n.Text().String)
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		source, want string
		problems     int
	}{
		{"<a><b>x</b><c/></a>", "a[b[x]c[]]", 0},
		{"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'long'><!ELEMENT b (#PCDATA)>]><a>&e;</a>", "a[&e;]", 0},
		{"<a>1 &lt; 2 &amp; &auml;&#228;&#xe4; &copy 3</a>", "a[1 < 2 & äää &copy 3]", 0},
		{"<a><![CDATA[<b>&amp;]]></a>", "a[<b>&amp;]", 0},
		{"<a><!-- <b> --><c>x</c></a>", "a[c[x]]", 0},
		{"<a><b>x<c>y</a>", "a[b[c[y]]]", 2},
		{"<a><b>x</a></b>", "a[b[x]]", 2},
		{"<a>x</b></a>", "a[x]", 1},
		{"<a>x", "a[x]", 1},
		{"<a>1 < 2</a>", "a[1 < 2]", 0},
		{"<a b=1 c='2' d", "a[]", 2},
		{"<a><b", "a[b[]]", 3},
		{"<a>x</a", "a[x]", 1},
		{"<a><![CDATA[x", "a[x]", 2},
		{"<a>x<!-- y", "a[x]", 2},
		{"<A><B>x</b></a>", "A[B[x]]", 0},
		{"no markup", "no markup", 0},
		{"", "", 0},
	} {
		d := markup.Parse(c.source)
		if got := outline(d.Root); got != c.want || len(d.Problems) != c.problems {
			t.Errorf("%s becomes %s, %v", c.source, got, d.Problems)
		}
	}
}

func TestAttributes(t *testing.T) {
	d := markup.Parse(`<x:a xmlns:x="urn:x" one="1 &amp; 2" two = 'zwei' three=drei four xml:lang="de" xml:base="https://news.example/a/"><b xml:base="b/" six=6/></x:a>`)
	a := d.First()
	b := a.Child("B")
	for _, c := range []struct{ got, want string }{
		{a.Attr("one"), "1 & 2"}, {a.Attr("TWO"), "zwei"}, {a.Attr("three"), "drei"}, {a.Attr("four"), ""}, {b.Attr("six"), "6"},
		{a.Name, "a"}, {a.Prefix, "x"}, {a.Space, "urn:x"}, {b.Space, ""}, {b.Inherited("lang"), "de"},
		{strings.Join(b.Bases(), " "), "b/ https://news.example/a/"}, {b.Source(), `<b xml:base="b/" six=6/>`},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestMarkup(t *testing.T) {
	const source = `<d xmlns:h="http://www.w3.org/1999/xhtml"><h:div>A &amp; <h:b class="x">B</h:b><![CDATA[<c>]]></h:div></d>`
	n := markup.Parse(source).First()
	if got := n.Markup().String; got != `<div>A &amp; <b class="x">B</b>&lt;c></div>` {
		t.Errorf("markup is %s", got)
	}
	if got := markup.Plain(n.Markup().String); got != "A & B<c>" {
		t.Errorf("shown is %s", got)
	}
	checkPlaces(t, source, n.Markup())
	checkPlaces(t, source, n.Text())
}

// checkPlaces checks that every exact piece of a text stands in the source.
func checkPlaces(t *testing.T, source string, text origin.Text) {
	t.Helper()
	at := 0
	for _, p := range text.Pieces {
		if p.Start < 0 || p.End > len(source) || p.End < p.Start {
			t.Fatalf("piece %+v lies outside", p)
		}
		if p.Exact && source[p.Start:p.End] != text.String[at:at+p.Len] {
			t.Fatalf("piece %q stands at %q", text.String[at:at+p.Len], source[p.Start:p.End])
		}
		at += p.Len
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"plain  text", "plain text"}, {"<p>One</p><p>Two</p>", "One Two"}, {"<b>A</b>tom &amp; more", "Atom & more"},
		{"a<script>b</script>c<style>d</style>", "ac"}, {"1 < 2", "1 < 2"}, {"AT&T", "AT&T"},
	} {
		if got := markup.Plain(c.in); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(c.want, " ", "") {
			t.Errorf("%q shows %q, want %q", c.in, got, c.want)
		}
	}
	for in, want := range map[string]bool{"a <b>c</b>": true, "a &amp; b": true, "1 < 2": false, "x <blonk> y": false, "a <br/> b": true, "": false} {
		if markup.LooksHTML(in) != want {
			t.Errorf("%q", in)
		}
	}
}

// TestHard reads sources that are built to be hard, in time that the test does
// not notice.
func TestHard(t *testing.T) {
	for _, unit := range []string{
		"<a>", "<a", "</a>", "</a", "<!--", "<!", "<![CDATA[", "<?", "&", "&amp", `<a b="`, "<a b='x", "<a xmlns:b='c'>", "<!DOCTYPE [", "<!x [>", "<a b=c/>", "<br>", "]]>",
	} {
		d := markup.Parse(strings.Repeat(unit, 50_000))
		d.Root.Text()
		d.Root.Markup()
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`<?xml version="1.0"?><a b='c'><d>&lt;</d><![CDATA[x]]></a>`)
	f.Add("<a><b></a></b><!-- --><c/>")
	f.Fuzz(func(t *testing.T, source string) {
		d := markup.Parse(source)
		checkPlaces(t, source, d.Root.Text())
		checkPlaces(t, source, d.Root.Markup())
		d.Root.Walk(func(n *markup.Node) bool {
			if n.Start > n.From || n.From > n.To || n.To > n.End || n.End > len(source) {
				t.Fatalf("%s stands at %d, %d, %d, %d", n.Name, n.Start, n.From, n.To, n.End)
			}
			return true
		})
	})
}

func BenchmarkParse(b *testing.B) {
	source := "<rss>" + strings.Repeat("<item><title>Two ministers met</title><link>https://news.example/1</link><description>&lt;p&gt;Text&lt;/p&gt;</description></item>\n", 1000) + "</rss>"
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		markup.Parse(source)
	}
}
