// SPDX-License-Identifier: Apache-2.0

package main

import (
	"iter"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"depesche/ingest/feed"
	"depesche/ingest/markup"
	"depesche/ingest/stamp"
)

// check is one comparison of an expectation that a Feed can answer.
type check struct {
	text string // as in the file
	got  string
	core bool // about a title, link, id, date, author, summary or content
	held bool
}

// comparison is PATH == LITERAL of an expectation in Python.
var comparison = regexp.MustCompile(`^\(?([\w.\[\]'"]+) == (.+?)\)?$`)

// step is one step of a path: ['title'], [0], .title.
var step = regexp.MustCompile(`\['?"?(\w+)'?"?\]|\.(\w+)|^(\w+)`)

// checks takes the comparisons out of an expectation and makes them.
func checks(expectation string, f *feed.Feed) []check {
	var all []check
	for _, part := range splitAnd(expectation) {
		m := comparison.FindStringSubmatch(part)
		if m == nil {
			continue
		}
		var path []string
		for _, s := range step.FindAllStringSubmatch(m[1], -1) {
			path = append(path, s[1]+s[2]+s[3])
		}
		want, isTime, ok := literal(m[2])
		if !ok {
			continue
		}
		got, core, ok := look(f, path)
		if !ok {
			continue
		}
		c := check{text: part, got: got, core: core}
		if isTime {
			c.held = sameTime(got, want)
		} else {
			c.held = got == want || got == shown(want) || shown(got) == shown(want) || sameTime(got, stamp.Parse(want))
		}
		all = append(all, c)
	}
	return all
}

// splitAnd splits at " and " outside quotation marks.
func splitAnd(s string) []string {
	var parts []string
	quote := rune(0)
	start := 0
	for i, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case quote == 0 && strings.HasPrefix(s[i:], " and "):
			parts = append(parts, s[start:i])
			start = i + 5
		}
	}
	return append(parts, s[start:])
}

// literal reads a string or a time of Python; a time comes out as RFC 3339.
func literal(s string) (value string, isTime, ok bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "u")
	if strings.HasPrefix(s, "(") {
		var n [6]int
		for i, field := range strings.SplitN(strings.Trim(s, "()"), ",", 7) {
			if i < 6 {
				n[i], _ = strconv.Atoi(strings.TrimSpace(field))
			}
		}
		return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, time.UTC).Format(time.RFC3339), true, n[0] > 0
	}
	if len(s) < 2 || s[0] != '\'' && s[0] != '"' || s[len(s)-1] != s[0] {
		return "", false, false
	}
	inner := s[1 : len(s)-1]
	if s[0] == '\'' {
		inner = strings.ReplaceAll(strings.ReplaceAll(inner, `\'`, `'`), `"`, `\"`)
	}
	inner = regexp.MustCompile(`\\x([0-9a-f]{2})`).ReplaceAllString(inner, `\u00$1`)
	value, err := strconv.Unquote(`"` + inner + `"`)
	return value, false, err == nil
}

// shown is what markup shows, after the references of Python's side are gone.
func shown(s string) string { return markup.Plain(s) }

func sameTime(a, b string) bool {
	x, okX := stamp.Time(a)
	y, okY := stamp.Time(b)
	return okX && okY && x.Equal(y)
}

// look finds what the path of feedparser's result means in a Feed. It is not ok
// for what a Feed does not hold.
func look(f *feed.Feed, path []string) (value string, core, ok bool) {
	if len(path) < 2 {
		return "", false, false
	}
	switch path[0] {
	case "feed":
		return lookFeed(f, path[1:])
	case "entries":
		n, err := strconv.Atoi(path[1])
		if err != nil || len(path) < 3 {
			return "", false, false
		}
		if n >= len(f.Items) {
			return "", true, true
		}
		return lookItem(&f.Items[n], path[2:])
	}
	return "", false, false
}

func lookFeed(f *feed.Feed, path []string) (value string, core, ok bool) {
	values := map[string]string{
		"title": f.Title, "link": f.Link, "id": f.ID, "guid": f.ID, "updated": f.Updated, "published": f.Updated, "created": f.Updated,
		"tagline": f.Description, "subtitle": f.Description, "description": f.Description, "info": f.Description,
	}
	others := map[string]string{"language": f.Language, "copyright": f.Rights, "rights": f.Rights, "generator": f.Generator}
	return lookAt(path, values, others, f.Authors, f.Categories)
}

func lookItem(it *feed.Item, path []string) (value string, core, ok bool) {
	updated, published := it.Updated, it.Published
	if updated == "" {
		updated = published
	}
	summary := it.Summary
	if summary.Text.String == "" {
		summary = it.Content
	}
	values := map[string]string{
		"title": it.Title, "link": it.Link, "id": it.ID, "guid": it.ID, "updated": updated, "published": published, "created": published,
		"summary": summary.Text.String, "description": summary.Text.String, "content": it.Content.Text.String,
	}
	others := map[string]string{"rights": it.Rights, "comments": it.Comments, "language": it.Language}
	if it.Source != nil && len(path) == 2 && path[0] == "source" {
		others["source.title"], others["source.link"] = it.Source.Title, it.Source.Link
		return lookAt([]string{"source." + path[1]}, nil, others, nil, nil)
	}
	if len(path) == 3 && path[0] == "content" && path[2] == "value" {
		path = path[:1]
	}
	if len(path) == 3 && path[0] == "enclosures" && path[1] == "0" && len(it.Enclosures) > 0 {
		e := it.Enclosures[0]
		others["enclosure.href"], others["enclosure.url"], others["enclosure.type"] = e.URL, e.URL, e.Type
		others["enclosure.length"] = strconv.FormatInt(e.Length, 10)
		return lookAt([]string{"enclosure." + path[2]}, nil, others, nil, nil)
	}
	return lookAt(path, values, others, it.Authors, it.Categories)
}

// lookAt finds a path in what feeds and items both have.
func lookAt(path []string, core, others map[string]string, authors []feed.Person, tags []string) (value string, isCore, ok bool) {
	name := strings.TrimSuffix(strings.TrimSuffix(path[0], "_parsed"), "_detail")
	switch {
	case len(path) == 1 || len(path) == 2 && path[1] == "value":
		if name == "author" {
			return written(authors), true, true
		}
		if v, ok := core[name]; ok {
			return v, true, true
		}
		v, ok := others[name]
		return v, false, ok
	case len(path) == 2 && name == "author" && len(authors) > 0:
		return part(authors[0], path[1]), true, true
	case len(path) == 3 && name == "authors":
		n, _ := strconv.Atoi(path[1])
		if n < len(authors) {
			return part(authors[n], path[2]), true, true
		}
		return "", true, true
	case len(path) == 3 && name == "tags" && path[2] == "term":
		n, _ := strconv.Atoi(path[1])
		if n < len(tags) {
			return tags[n], false, true
		}
		return "", false, true
	}
	return "", false, false
}

// written writes the first author as feedparser does.
func written(authors []feed.Person) string {
	if len(authors) == 0 {
		return ""
	}
	a := authors[0]
	switch {
	case a.Name != "" && a.Email != "":
		return a.Name + " (" + a.Email + ")"
	case a.Name == "":
		return a.Email
	}
	return a.Name
}

func part(p feed.Person, name string) string {
	switch name {
	case "name":
		return p.Name
	case "email":
		return p.Email
	}
	return p.URL
}

// sorted yields a map in the order of its keys.
func sorted[V any](m map[string]V) iter.Seq2[string, V] {
	return func(yield func(string, V) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}
