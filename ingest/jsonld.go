// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
)

// linked holds the objects of a page's JSON-LD, in their order.
type linked struct {
	objects []map[string]any
	byID    map[string]map[string]any
	raw     []string // scripts that are no JSON
}

// maxLinked bounds how many objects are looked at, and how deep.
const (
	maxLinked      = 2000
	maxLinkedDepth = 8
)

// readLinked reads the contents of the JSON-LD scripts of a page.
func readLinked(scripts []string) *linked {
	l := &linked{byID: map[string]map[string]any{}}
	for _, script := range scripts {
		clean := cleanJSON(script)
		var value any
		if json.Unmarshal([]byte(clean), &value) != nil {
			l.raw = append(l.raw, clean)
			continue
		}
		l.add(value, 0)
	}
	return l
}

// cleanJSON takes out what scripts have around their JSON and control
// characters in strings.
func cleanJSON(script string) string {
	s := strings.TrimSpace(script)
	for _, mark := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, mark))
	}
	for _, mark := range []string{"-->", "//]]>", "/*]]>*/", "]]>", "//", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, mark))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// add notes the objects in a value.
func (l *linked) add(value any, depth int) {
	if depth > maxLinkedDepth || len(l.objects) > maxLinked {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, x := range v {
			l.add(x, depth+1)
		}
	case map[string]any:
		l.objects = append(l.objects, v)
		if id, ok := v["@id"].(string); ok && len(v) > 1 {
			l.byID[id] = v
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"} {
			if inner, ok := v[key]; ok {
				l.add(inner, depth+1)
			}
		}
	}
}

// linkedTypes are the types of objects that describe an article, the most
// certain first.
var linkedTypes = [][]string{
	{"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
		"ReviewNewsArticle", "AskPublicNewsArticle", "LiveBlogPosting"},
	{"Article", "BlogPosting", "Report", "ScholarlyArticle", "SocialMediaPosting", "TechArticle", "DiscussionForumPosting", "Recipe", "Review", "ClaimReview"},
	{"WebPage", "ItemPage", "AboutPage", "CreativeWork", "WebContent"},
}

// article returns the objects that describe the page's article, the most
// certain first.
func (l *linked) article() []map[string]any {
	var found []map[string]any
	for _, types := range linkedTypes {
		for _, o := range l.objects {
			if hasType(o, types) {
				found = append(found, o)
			}
		}
	}
	return found
}

func hasType(o map[string]any, types []string) bool {
	for _, t := range strs(o["@type"]) {
		t = t[strings.LastIndexAny(t, "/:")+1:]
		for _, want := range types {
			if t == want {
				return true
			}
		}
	}
	return false
}

// strs returns the strings in a value: itself, or those of a list.
func strs(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, x := range v {
			if s, ok := x.(string); ok {
				list = append(list, s)
			}
		}
		return list
	case map[string]any:
		if s, ok := v["@value"].(string); ok {
			return []string{s}
		}
	}
	return nil
}

// field returns the first string of the field in the objects.
func field(objects []map[string]any, key string) string {
	for _, o := range objects {
		for _, s := range strs(o[key]) {
			if s = plainText(s); s != "" {
				return s
			}
		}
	}
	return ""
}

// names returns the names of the persons or organisations in a value.
func (l *linked) names(value any, depth int) []string {
	if depth > maxLinkedDepth {
		return nil
	}
	switch v := value.(type) {
	case string:
		if o, ok := l.byID[v]; ok {
			return l.names(o["name"], depth+1)
		}
		return []string{plainText(v)}
	case []any:
		var list []string
		for _, x := range v {
			list = append(list, l.names(x, depth+1)...)
		}
		return list
	case map[string]any:
		if name, ok := v["name"]; ok {
			return l.names(name, depth+1)
		}
		if id, ok := v["@id"].(string); ok {
			if o, ok := l.byID[id]; ok && o["name"] != nil {
				return l.names(o["name"], depth+1)
			}
		}
	}
	return nil
}

// rawField finds a string in scripts that are no JSON.
func (l *linked) rawField(pattern *regexp.Regexp) string {
	for _, raw := range l.raw {
		if m := pattern.FindStringSubmatch(raw); m != nil {
			return m[1]
		}
	}
	return ""
}

var rawPublished = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)

// plainText undoes character references and tags in a value and makes it one
// line.
func plainText(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if strings.IndexByte(s, '<') >= 0 {
		s = anyTag.ReplaceAllString(s, " ")
	}
	return strings.Join(strings.Fields(s), " ")
}

var anyTag = regexp.MustCompile(`</?[a-zA-Z][^>]*>`)

// closed reports whether the page says of its article that it is not free to
// read.
func (p *page) closed() bool {
	for _, o := range p.linked.article() {
		switch free := o["isAccessibleForFree"].(type) {
		case bool:
			return !free
		case string:
			return strings.EqualFold(free, "false")
		}
	}
	return false
}
