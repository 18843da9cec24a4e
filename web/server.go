// SPDX-License-Identifier: Apache-2.0

// Package web is the desk: the record as pages for people and, at the same
// addresses with .json behind them, as data for programs. It shows what the
// store holds; it reads no articles and decides nothing about them.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net"
	"net/http"
	"strings"

	"depesche"
	"depesche/codebook"
	"depesche/lineage"
	"depesche/store"
)

// Options configure the desk.
type Options struct {
	Hosts []string     // host names the desk answers to beside loopback ones; none: loopback only
	Log   *slog.Logger // where failures are reported; nil: nowhere
	Demo  bool         // the record is the bundled demo: the pages say so
	// Finder finds who drew on whom; nil: the pages do not say.
	Finder *lineage.Finder
	// Outlet returns who publishes under a domain, or nil when that is not
	// known; nil: the pages do not say.
	Outlet func(domain string) *codebook.Outlet
	// Scores are the published figures, for the page about the program.
	Scores []Score
}

// Server is the desk over one record.
type Server struct {
	db      *store.DB
	opts    Options
	locales []*Locale
	pages   map[string]map[string]*template.Template // language → page
	pairs   cache[[]store.Pair]
	outlets cache[[]store.Outlet]

	languagesOf   cache[[]string] // of the articles
	latestStories cache[[]store.StoryHead]
}

// New returns the desk as an http.Handler.
func New(db *store.DB, opts Options) (http.Handler, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	locales, err := loadLocales()
	if err != nil {
		return nil, err
	}
	s := &Server{db: db, opts: opts, locales: locales, pages: map[string]map[string]*template.Template{}}
	for _, l := range locales {
		if s.pages[l.Code], err = parsePages(l); err != nil {
			return nil, err
		}
	}
	return s.secure(s.twins(s.mux())), nil
}

// route is one address of the desk.
type route struct {
	pattern string
	page    string // template
	show    func(*Server, *request) (any, error)
}

// routes are all pages; each has a .json twin from the same struct.
var routes = []route{
	{"/{$}", "latest", (*Server).latest},
	{"/articles/{id}", "article", (*Server).article},
	{"/articles/{id}/versions", "versions", (*Server).versions},
	{"/articles/{id}/original", "original", (*Server).original},
	{"/events/{article}/{id}", "event", (*Server).event},
	{"/statements/{article}/{id}", "statement", (*Server).statement},
	{"/actors/{key}", "actor", (*Server).actor},
	{"/pairs", "pairs", (*Server).pairList},
	{"/pairs/{pair}", "pair", (*Server).pair},
	{"/stories", "stories", (*Server).stories},
	{"/stories/{id}", "story", (*Server).story},
	{"/stories/{id}/articles", "storyarticles", (*Server).storyArticles},
	{"/stories/{id}/happenings", "storyhappenings", (*Server).storyHappenings},
	{"/trace/{pair}", "trace", (*Server).trace},
	{"/search", "search", (*Server).search},
	{"/sources", "sources", (*Server).sources},
	{"/sources/health", "health", (*Server).health},
	{"/lang", "languages", (*Server).languages},
	{"/about", "about", (*Server).about},
}

func (s *Server) mux() *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle("GET "+r.pattern, s.page(r))
	}
	mux.Handle("GET /static/", staticHandler())
	mux.HandleFunc("GET /language/{code}", s.chooseLanguage)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/static/favicon.svg", http.StatusMovedPermanently)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.write(w, s.request(r), http.StatusMethodNotAllowed, "failure", failure{http.StatusMethodNotAllowed, s.localeOf(r).Text("problem.method", r.Method)})
			return
		}
		s.fail(w, s.request(r), fmt.Errorf("%s: %w", r.URL.Path, depesche.ErrNotFound))
	})
	return mux
}

// request is a request with what every page needs of it.
type request struct {
	*http.Request
	locale *Locale
	json   bool
}

type jsonKey struct{}

func (s *Server) request(r *http.Request) *request {
	asJSON, _ := r.Context().Value(jsonKey{}).(bool)
	return &request{Request: r, locale: s.localeOf(r), json: asJSON}
}

// redirect sends the reader to another address of the same kind.
func (r *request) redirect(w http.ResponseWriter, to string) {
	if r.json {
		to += ".json"
	}
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r.Request, to, http.StatusFound)
}

// twins serves "/x.json" as "/x" with the answer in JSON.
func (s *Server) twins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutSuffix(r.URL.Path, ".json")
		if !ok || strings.HasPrefix(path, "/static/") {
			next.ServeHTTP(w, r)
			return
		}
		if path == "/index" {
			path = "/"
		}
		r = r.Clone(context.WithValue(r.Context(), jsonKey{}, true))
		r.URL.Path, r.URL.RawPath = path, ""
		next.ServeHTTP(w, r)
	})
}

// policy is the content security policy: nothing from outside, no inline
// script or style.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secure sets the headers of every answer and refuses host names that are not
// ours, so that no page elsewhere can reach a desk on loopback by a name of
// its own (DNS rebinding).
func (s *Server) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !s.ours(r.Host) {
			http.Error(w, "depesche: this desk does not answer to the name "+r.Host, http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) ours(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(name, "[]")
	if ip := net.ParseIP(name); name == "localhost" || ip != nil && ip.IsLoopback() {
		return true
	}
	for _, h := range s.opts.Hosts {
		if strings.EqualFold(h, name) || h == "*" {
			return true
		}
	}
	return false
}

// page serves a route: its struct as a page or as JSON.
func (s *Server) page(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r := s.request(hr)
		data, err := rt.show(s, r)
		if to, ok := errors.AsType[moved](err); ok {
			r.redirect(w, to.to)
			return
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		status := http.StatusOK
		if bad, ok := data.(interface{ misunderstood() bool }); ok && bad.misunderstood() {
			status = http.StatusBadRequest
		}
		s.write(w, r, status, rt.page, data)
	})
}

func (s *Server) write(w http.ResponseWriter, r *request, status int, page string, data any) {
	var err error
	if r.json {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		enc := json.NewEncoder(w)
		enc.SetIndent("", " ")
		err = enc.Encode(data)
	} else {
		var b strings.Builder
		err = s.pages[r.locale.Code][page].ExecuteTemplate(&b, "layout", frame{s, r, page, data})
		if err == nil {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Vary", "Accept-Language, Cookie")
			w.WriteHeader(status)
			_, err = w.Write([]byte(b.String()))
		} else {
			http.Error(w, "depesche: the page could not be drawn", http.StatusInternalServerError)
		}
	}
	if err != nil && r.Context().Err() == nil {
		s.opts.Log.Error("write page", "path", r.URL.Path, "error", err)
	}
}

// failure is the page of an error.
type failure struct {
	Status  int    `json:"status"`
	Problem string `json:"problem"`
}

func (s *Server) fail(w http.ResponseWriter, r *request, err error) {
	f := failure{http.StatusInternalServerError, r.locale.Text("error.internal")}
	switch {
	case r.Context().Err() != nil:
		return
	case errors.Is(err, depesche.ErrNotFound):
		f = failure{http.StatusNotFound, r.locale.Text("problem.not-found", r.URL.Path)}
	case errors.Is(err, depesche.ErrInvalid):
		f = failure{http.StatusBadRequest, r.locale.Explain(err)}
	default:
		s.opts.Log.Error("show page", "path", r.URL.Path, "error", err)
	}
	s.write(w, r, f.Status, "failure", f)
}
