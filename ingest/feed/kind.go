// SPDX-License-Identifier: Apache-2.0

package feed

import (
	"strings"

	"depesche/ingest/markup"
)

// declared returns the encoding that the carrier or else the file names; ""
// when neither does.
func declared(data []byte, contentType string) string {
	if _, after, ok := strings.Cut(strings.ToLower(contentType), "charset="); ok {
		name, _, _ := strings.Cut(after, ";")
		return strings.Trim(name, ` "'`)
	}
	return markup.Encoding(data)
}

// kindOf names the format of the feed whose first element this is, or "".
func kindOf(root *markup.Node) string {
	switch strings.ToLower(root.Name) {
	case "rss":
		return strings.TrimSpace("rss " + root.Attr("version"))
	case "rdf":
		return rdfKind(root)
	case "feed":
		if root.Space == atom10 || root.Attr("version") == "" && strings.Contains(root.Space, "2005") {
			return "atom 1.0"
		}
		if v := root.Attr("version"); v != "" {
			return "atom " + v
		}
		if root.Space == atom03 {
			return "atom 0.3"
		}
		return "atom"
	case "entry": // an Atom entry document
		return "atom 1.0"
	case "item":
		return "rss"
	case "channel":
		if root.Attr("base") != "" || root.Attr("href") != "" || root.Name == "CHANNEL" || root.Child("abstract") != nil {
			return "cdf"
		}
		return "rss"
	}
	return ""
}

// rdfKind tells feeds among RDF documents: RSS 0.90 and 1.0 (and 1.1).
func rdfKind(root *markup.Node) string {
	kind := ""
	if strings.Contains(root.Attr("xmlns"), "purl.org/rss/1") {
		kind = "rss 1.0"
	}
	root.Walk(func(n *markup.Node) bool {
		if kind == "" && (n.Is("channel") || n.Is("item")) {
			kind = "rss 1.0"
			if strings.Contains(n.Space, "netscape.com") {
				kind = "rss 0.90"
			}
		}
		return kind == ""
	})
	return kind
}

// The namespaces of Atom.
const (
	atom10 = "http://www.w3.org/2005/Atom"
	atom03 = "http://purl.org/atom/ns#"
)

// family says which vocabulary an element is of: "" for RSS and Atom
// themselves, or the usual prefix of its namespace.
func family(n *markup.Node) string {
	space := strings.ToLower(strings.TrimSpace(n.Space))
	if space == "" {
		return strings.ToLower(aliases[n.Prefix])
	}
	for _, v := range vocabularies {
		if strings.Contains(space, v.part) {
			return v.family
		}
	}
	if n.Prefix == "" {
		return ""
	}
	return "other"
}

// vocabularies are told by a part of their address, which has come in many
// spellings.
var vocabularies = []struct{ part, family string }{
	{"purl.org/atom", ""}, {"2005/atom", ""}, {"purl.org/rss/1.0/modules/content", "content"},
	{"purl.org/rss/1.0/modules/syndication", "sy"}, {"purl.org/rss/1.0/modules", "other"}, {"purl.org/rss", ""}, {"purl.org/net/rss", ""},
	{"my.netscape.com", ""}, {"channel.netscape.com", ""}, {"backend.userland.com", ""}, {"blogs.law.harvard.edu", ""}, {"cyber.law.harvard.edu", ""},
	{"purl.org/dc/terms", "dcterms"}, {"purl.org/dc", "dc"}, {"purl.org/metadata/dublin_core", "dc"},
	{"search.yahoo.com/mrss", "media"}, {"itunes", "itunes"}, {"feedburner", "feedburner"}, {"1999/xhtml", "xhtml"},
	{"webns.net/mvcb", "admin"},
}

// aliases are the usual prefixes, for elements whose prefix is not declared.
var aliases = map[string]string{
	"": "", "atom": "", "rss": "", "dc": "dc", "dcterms": "dcterms", "content": "content", "media": "media", "itunes": "itunes",
	"sy": "sy", "feedburner": "feedburner", "xhtml": "xhtml", "admin": "admin",
	"slash": "other", "wfw": "other", "georss": "other", "geo": "other", "cc": "other", "creativeCommons": "other", "thr": "other",
}
