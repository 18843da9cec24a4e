// SPDX-License-Identifier: Apache-2.0

package web

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"depesche"
	"depesche/store"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static/*
var static embed.FS

// frame is what the layout of every page sees.
type frame struct {
	server *Server
	r      *request
	Page   string
	Data   any
}

// Path is the address of the page with its query.
func (f frame) Path() string { return f.r.URL.RequestURI() }

// Twin is the address of the page's data.
func (f frame) Twin() string {
	u := *f.r.URL
	if u.Path == "/" {
		u.Path = "/index"
	}
	u.Path += ".json"
	return u.RequestURI()
}

// Demo reports whether the record is the bundled demo.
func (f frame) Demo() bool { return f.server.opts.Demo }

// Query is the search as typed, for the search box.
func (f frame) Query() string {
	if f.Page == "search" {
		return f.r.URL.Query().Get("q")
	}
	return ""
}

// parsePages parses every page with the layout and the parts, in one language.
func parsePages(l *Locale) (map[string]*template.Template, error) {
	shared, err := template.New("").Funcs(l.functions()).ParseFS(templates, "templates/layout.html", "templates/parts.html", "templates/tellings.html")
	if err != nil {
		return nil, fmt.Errorf("parse templates: %w", err)
	}
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".html")
		if base == "layout" || base == "parts" || base == "tellings" {
			continue
		}
		page, err := shared.Clone()
		if err == nil {
			page, err = page.ParseFS(templates, name)
		}
		if err != nil {
			return nil, fmt.Errorf("parse template %s: %w", name, err)
		}
		pages[base] = page
	}
	return pages, nil
}

func staticHandler() http.Handler {
	files := http.FileServerFS(static)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") { // no lists of files
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Cache-Control", "max-age=300")
		files.ServeHTTP(w, r)
	})
}

// pageSize is how many rows a list shows.
const pageSize = 50

// Paging is where a list stands among all its rows.
type Paging struct {
	Total    int    `json:"total"`
	First    int    `json:"first"` // of this page, from 1; 0 when empty
	Last     int    `json:"last"`
	Previous string `json:"previous,omitempty"` // address of the page before
	Next     string `json:"next,omitempty"`
}

// pageOf reads ?page= of the request. Pages count from 1.
func pageOf(r *request) (store.Page, error) {
	text := r.URL.Query().Get("page")
	if text == "" {
		return store.Page{Limit: pageSize}, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return store.Page{}, depesche.Invalidf("page", "%s is no page number; write it as page=2", text)
	}
	return store.Page{Offset: (n - 1) * pageSize, Limit: pageSize}, nil
}

// paging tells where rows of a page stand among total.
func paging(r *request, page store.Page, rows, total int) Paging {
	p := Paging{Total: total}
	if rows > 0 {
		p.First, p.Last = page.Offset+1, page.Offset+rows
	}
	number := page.Offset/page.Limit + 1
	if number > 1 {
		p.Previous = withQuery(r.URL, "page", strconv.Itoa(number-1))
	}
	if page.Offset+rows < total {
		p.Next = withQuery(r.URL, "page", strconv.Itoa(number+1))
	}
	return p
}

// withQuery is the address with one query parameter set, or, when value is
// "", dropped.
func withQuery(u *url.URL, key, value string) string {
	q := u.Query()
	if value == "" || key == "page" && value == "1" {
		q.Del(key)
	} else {
		q.Set(key, value)
	}
	if key != "page" {
		q.Del("page")
	}
	next := *u
	next.RawQuery = q.Encode()
	return next.RequestURI()
}

// Held is a filter that a list holds, and how to drop it.
type Held struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Drop  string `json:"drop"`
}

// held lists which of the query parameters are set.
func held(r *request, names ...string) []Held {
	var all []Held
	for _, name := range names {
		if value := r.URL.Query().Get(name); value != "" {
			all = append(all, Held{name, value, withQuery(r.URL, name, "")})
		}
	}
	return all
}
