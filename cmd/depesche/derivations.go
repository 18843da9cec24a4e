// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"depesche"
)

// passage is one side of a passage that two articles share, as passim writes
// it (https://github.com/dasmiq/passim): the sides of one passage have one
// cluster.
type passage struct {
	Cluster int    `json:"cluster"`
	Size    int    `json:"size"`
	ID      string `json:"id"`
	Series  string `json:"series"`
	Date    string `json:"date,omitempty"`
	Begin   int    `json:"begin"`
	End     int    `json:"end"`
	Text    string `json:"text"`
}

// tracePassim writes the passages that articles share, two lines for each.
func tracePassim(w io.Writer, articles []depesche.Article, found []depesche.Derivation) error {
	byID := map[string]*depesche.Article{}
	text := map[string][]rune{}
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	runes := func(id string) []rune {
		if text[id] == nil {
			text[id] = []rune(byID[id].Text)
		}
		return text[id]
	}
	var out []passage
	for _, d := range found {
		for _, s := range d.Spans {
			for _, side := range []struct {
				id         string
				begin, end int
			}{{d.From, s[0], s[1]}, {d.To, s[2], s[3]}} {
				a := byID[side.id]
				out = append(out, passage{len(out) / 2, 2, side.id, a.Outlet.Label(), a.Published, side.begin, side.end, string(runes(side.id)[side.begin:side.end])})
			}
		}
	}
	return writeLines(w, out)
}

// graphKeys are what GraphML files say of articles and derivations.
var graphKeys = [][3]string{
	{"title", "node", "string"}, {"outlet", "node", "string"}, {"published", "node", "string"}, {"language", "node", "string"},
	{"kind", "edge", "string"}, {"share", "edge", "double"}, {"direction", "edge", "string"}, {"why", "edge", "string"},
}

// traceGraphML writes derivations as a graph in GraphML
// (http://graphml.graphdrawing.org/primer/graphml-primer.html).
func traceGraphML(w io.Writer, articles []depesche.Article, found []depesche.Derivation) error {
	var b strings.Builder
	b.WriteString(xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">` + "\n")
	for _, k := range graphKeys {
		fmt.Fprintf(&b, "  <key id=%q for=%q attr.name=%q attr.type=%q/>\n", k[0], k[1], k[0], k[2])
	}
	b.WriteString("  <graph id=\"lineage\" edgedefault=\"directed\">\n")
	for _, a := range articles {
		fmt.Fprintf(&b, "    <node id=\"%s\">", xmlText(a.ID))
		graphData(&b, "title", a.Title, "outlet", a.Outlet.Label(), "published", a.Published, "language", a.Language)
		b.WriteString("</node>\n")
	}
	for _, d := range found {
		directed := ""
		if d.Direction == "unknown" {
			directed = ` directed="false"`
		}
		fmt.Fprintf(&b, "    <edge source=\"%s\" target=\"%s\"%s>", xmlText(d.From), xmlText(d.To), directed)
		graphData(&b, "kind", d.Kind, "share", strconv.FormatFloat(d.Share, 'f', -1, 64), "direction", d.Direction, "why", d.Why)
		b.WriteString("</edge>\n")
	}
	b.WriteString("  </graph>\n</graphml>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// graphData writes keys and their values; empty ones are left out.
func graphData(b *strings.Builder, pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(b, "<data key=%q>%s</data>", pairs[i], xmlText(pairs[i+1]))
		}
	}
}

func xmlText(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

// storiesDot writes stories in the language of Graphviz: a box of articles
// for each, with who drew on whom.
func storiesDot(w io.Writer, records []*depesche.Record, stories []depesche.Story, found []depesche.Derivation) error {
	articles := make([]depesche.Article, len(records))
	for i, r := range records {
		articles[i] = r.Article
	}
	names := articleNames(articles)
	var b strings.Builder
	b.WriteString("digraph stories {\n  rankdir=LR;\n  node [shape=box];\n")
	for i, s := range stories {
		fmt.Fprintf(&b, "  subgraph cluster_%d {\n    label=%s;\n", i, dotString(fmt.Sprintf("%s (%d independent)", s.Title, s.Sources.Independent)))
		for _, id := range s.Articles {
			fmt.Fprintf(&b, "    %s [label=%s];\n", dotString(id), dotString(names[id]))
		}
		b.WriteString("  }\n")
	}
	for _, d := range found {
		fmt.Fprintf(&b, "  %s -> %s [label=%s];\n", dotString(d.From), dotString(d.To), dotString(d.Kind))
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}
