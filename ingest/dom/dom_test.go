// SPDX-License-Identifier: Apache-2.0

package dom_test

import (
	"strings"
	"testing"

	"depesche/ingest/dom"
)

// outline writes a tree as "tag(…)" with texts in quotes.
func outline(p *dom.Page, n *dom.Node) string {
	if n.IsText() {
		return `"` + strings.TrimSpace(p.Raw(n)) + `"`
	}
	var parts []string
	for c := n.First; c != nil; c = c.Next {
		if c.IsText() && strings.TrimSpace(p.Raw(c)) == "" {
			continue
		}
		parts = append(parts, outline(p, c))
	}
	if len(parts) == 0 {
		return n.Tag
	}
	return n.Tag + "(" + strings.Join(parts, " ") + ")"
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<p>a<p>b", `#page(p("a") p("b"))`},
		{"<p>a<div>b</div>c", `#page(p("a") div("b") "c")`},
		{"<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", `#page(ul(li("a") li("b" ul(li("c"))) li("d")) "e")`},
		{"<dl><dt>a<dd>b<dt>c</dl>", `#page(dl(dt("a") dd("b") dt("c")))`},
		{"<table><tr><td>a<td>b<tr><td><table><tr><td>c</table></table>", `#page(table(tr(td("a") td("b")) tr(td(table(tr(td("c")))))))`},
		{"<div><br>a<img>b</div>", `#page(div(br "a" img "b"))`},
		{"<b><i>a</b>b</i>c", `#page(b(i("a")) "b" "c")`},
		{"<a href=x><div>a</a>b</div>c", `#page(a(div("a" "b")) "c")`},
		{"<a>a<a>b", `#page(a("a") a("b"))`},
		{"<td>a</div>b</td>c", `#page(td("a" "b") "c")`},
		{"<html><head><title>t</title><p>a", `#page(html(head(title("t")) p("a")))`},
		{"<body>a<body class=x>b", `#page(body("a" "b"))`},
		{"<script>if (a<b) x('</p>')</script>b", `#page(script("if (a<b) x('</p>')") "b")`},
		{"<noscript><p>a</noscript>b", `#page(noscript(p("a")) "b")`},
		{"<svg><title/><path d=x/></svg><p>b", `#page(svg(title path) p("b"))`},
		{"a<!-- <p> -->b</x></p>", `#page("a" "b")`},
		{"<p>a<div class=\"b", `#page(p("a"))`},
	} {
		p := dom.Parse(c.page)
		if got := outline(p, p.Root); got != c.want {
			t.Errorf("%s\nis   %s\nwant %s", c.page, got, c.want)
		}
		checkTree(t, p)
	}
}

// checkTree checks that nodes lie inside their parents, in order, and that the
// tree is not deeper than it may be.
func checkTree(t testing.TB, p *dom.Page) {
	t.Helper()
	index := -1
	var check func(n *dom.Node, depth int)
	check = func(n *dom.Node, depth int) {
		if depth > 500 || n.Start > n.End || n.End > len(p.Source) || n.Index <= index || n.Index >= p.Nodes {
			t.Fatalf("node %d %q %d…%d at depth %d behind node %d of %d", n.Index, n.Tag, n.Start, n.End, depth, index, p.Nodes)
		}
		index = n.Index
		for c := n.First; c != nil; c = c.Next {
			if c.Parent != n || c.Start < n.Start || c.End > n.End {
				t.Fatalf("%q %d…%d lies outside %q %d…%d", c.Tag, c.Start, c.End, n.Tag, n.Start, n.End)
			}
			check(c, depth+1)
		}
	}
	check(p.Root, 0)
}

func TestDeep(t *testing.T) {
	page := strings.Repeat("<div>", 10000) + "a" + strings.Repeat("</div>", 10000) + "b"
	p := dom.Parse(page)
	checkTree(t, p)
	if last := p.Root.Last; !last.IsText() || p.Raw(last) != "b" {
		t.Errorf("the last node is %q", last.Tag)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"a &amp; b&nbsp;&ouml;&#8222;&#x41;", "a & b ö„A"},
		{"R&D, AT&T &copy 2020 &unknown; &", "R&D, AT&T © 2020 &unknown; &"},
		{"a<br>b<p>c</p>d<script>x</script>", "a b c d"},
		{"a<b>b</b>c <i> d</i>", "abc d"},
	} {
		p := dom.Parse(c.page)
		if got := p.String(p.Root); got != c.want {
			t.Errorf("%s is %q, want %q", c.page, got, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("<table><b><tr><td></table></b><p><svg><p></svg>")
	f.Add("<a><div><a></div></a><li><p></li>")
	f.Fuzz(func(t *testing.T, page string) {
		if page = strings.ToValidUTF8(page, "?"); len(page) < 1<<16 {
			checkTree(t, dom.Parse(page))
		}
	})
}
