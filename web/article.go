// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"depesche"
	"depesche/store"
)

// LatestPage is the front page: the newest articles, the latest stories and the busiest pairs.
type LatestPage struct {
	Size     store.Size        `json:"size"`
	Articles []store.Head      `json:"articles"`
	Pairs    []store.Pair      `json:"pairs"`
	Stories  []store.StoryHead `json:"stories"` // the latest that several articles tell
	Paging   Paging            `json:"paging"`
	Held     []Held            `json:"held"`
}

func (s *Server) latest(r *request) (any, error) {
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	p := LatestPage{Held: held(r, "lang")}
	if p.Size, err = s.db.Size(r.Context()); err != nil {
		return nil, err
	}
	articles, total, err := s.db.Latest(r.Context(), r.URL.Query().Get("lang"), page)
	if err != nil {
		return nil, err
	}
	p.Articles, p.Paging = articles, paging(r, page, len(articles), total)
	if p.Pairs, err = s.topPairs(r.Context()); err != nil {
		return nil, err
	}
	p.Stories, err = s.latestStories.get(r.Context(), s.db, func() ([]store.StoryHead, error) {
		heads, _, err := s.db.Stories(r.Context(), storyArticles, store.Page{Limit: latestStories})
		return heads, err
	})
	return p, err
}

// latestStories is how many stories the front page names.
const latestStories = 5

// ArticlePage is an article with its facts beside the text.
type ArticlePage struct {
	Head       store.Head       `json:"head"`
	Record     *depesche.Record `json:"record"`
	Voices     []depesche.Voice `json:"voices"`
	Unsourced  int              `json:"unsourced"` // statements without a named source
	Versions   int              `json:"versions"`
	Current    bool             `json:"current"`  // it is the newest version
	Tellings   []Telling        `json:"tellings"` // other articles that share its text
	Story      *store.StoryHead `json:"story"`    // that it tells; null when that is not known yet
	Paragraphs []Paragraph      `json:"-"`
}

func (s *Server) article(r *request) (any, error) {
	version, err := versionOf(r)
	if err != nil {
		return nil, err
	}
	head, record, err := s.db.Article(r.Context(), r.PathValue("id"), version)
	if err != nil {
		return nil, err
	}
	versions, err := s.db.Versions(r.Context(), head.ID)
	if err != nil {
		return nil, err
	}
	p := ArticlePage{Head: head, Record: record, Voices: record.Voices(), Versions: len(versions), Current: head.Version == versions[0].Version}
	for _, st := range record.Statements {
		if st.Source == nil {
			p.Unsourced++
		}
	}
	if p.Story, err = s.storyOf(r.Context(), head.ID); err != nil {
		return nil, err
	}
	if p.Story != nil {
		p.Tellings, err = s.knownTellings(r.Context(), head.ID)
	} else {
		p.Tellings, err = s.tellings(r.Context(), record, head)
	}
	if err != nil {
		return nil, err
	}
	if !r.json {
		p.Paragraphs = paragraphs(record)
	}
	return p, nil
}

// versionOf reads ?version= of the request; 0 is the current one.
func versionOf(r *request) (int, error) {
	text := r.URL.Query().Get("version")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, depesche.Invalidf("version", "%s is no version number; write it as version=2", text)
	}
	return n, nil
}

// Entities lists the political actors of the article, those most often
// mentioned first.
func (p ArticlePage) Entities() []depesche.Entity {
	var actors []depesche.Entity
	for _, e := range p.Record.Entities {
		if e.Actor != nil && len(e.Members) == 0 {
			actors = append(actors, e)
		}
	}
	sort.SliceStable(actors, func(i, j int) bool { return len(actors[i].Mentions) > len(actors[j].Mentions) })
	return actors
}

// Failures are what a whole stage could not read.
func (p ArticlePage) Failures() []depesche.Unread { return unreadWhere(p.Record, false) }

// Candidates are what could not be coded at one place.
func (p ArticlePage) Candidates() []depesche.Unread { return unreadWhere(p.Record, true) }

func unreadWhere(r *depesche.Record, placed bool) []depesche.Unread {
	var all []depesche.Unread
	for _, u := range r.Unread {
		if (u.At != nil) == placed {
			all = append(all, u)
		}
	}
	return all
}

// OriginalPage shows the bytes that an article was read from, with the bytes
// of one fact marked when ?fact= asks for it.
type OriginalPage struct {
	Head   store.Head `json:"head"`
	Fact   string     `json:"fact,omitempty"`
	Size   int        `json:"size"`  // bytes of the original
	Start  int        `json:"start"` // bytes shown
	End    int        `json:"end"`
	Before string     `json:"before"`
	Marked string     `json:"marked"`
	After  string     `json:"after"`
}

// originalWindow is how many bytes of an original are shown around a fact.
const originalWindow = 32 << 10

func (s *Server) original(r *request) (any, error) {
	version, err := versionOf(r)
	if err != nil {
		return nil, err
	}
	head, record, err := s.db.Article(r.Context(), r.PathValue("id"), version)
	if err != nil {
		return nil, err
	}
	data, origins, err := s.db.Original(r.Context(), head.ID, version)
	if err != nil {
		return nil, err
	}
	p := OriginalPage{Head: head, Fact: r.URL.Query().Get("fact"), Size: len(data)}
	from, to := 0, 0
	if p.Fact != "" {
		span, err := factSpan(record, p.Fact)
		if err != nil {
			return nil, err
		}
		from, to = byteRange(data, origins, span)
	}
	p.Start, p.End = max(0, from-originalWindow), min(len(data), to+originalWindow)
	p.Before, p.Marked, p.After = printable(data[p.Start:from]), printable(data[from:to]), printable(data[to:p.End])
	return p, nil
}

// factSpan is the words of a fact: an event's sentence, or what was said.
func factSpan(r *depesche.Record, id string) (depesche.Span, error) {
	for _, v := range r.Events {
		if v.ID == id {
			return v.Evidence, nil
		}
	}
	if s := r.Statement(id); s != nil && len(s.Content) > 0 {
		return s.Content[0], nil
	}
	return depesche.Span{}, fmt.Errorf("fact %q: %w", id, depesche.ErrNotFound)
}

// byteRange is the stretch of the original that a span was decoded from; it
// is empty when the map does not hold it.
func byteRange(data []byte, origins []depesche.Origin, span depesche.Span) (from, to int) {
	from = -1
	for _, o := range origins {
		if o.TextEnd <= span.Start || o.TextStart >= span.End || o.ByteStart < 0 || o.ByteEnd > len(data) {
			continue
		}
		start, end := o.ByteStart, o.ByteEnd
		if o.Exact {
			run := data[o.ByteStart:o.ByteEnd]
			start += width(run, span.Start-o.TextStart, 0)
			end = o.ByteStart + width(run, span.End-o.TextStart, len(run))
		}
		if from < 0 || start < from {
			from = start
		}
		to = max(to, end)
	}
	return max(from, 0), to
}

// width is how many bytes the first n characters of a run take, in UTF-8 or in
// an encoding of one byte each; outside the run, or in another encoding, it
// is otherwise.
func width(run []byte, n, otherwise int) int {
	if n <= 0 {
		return 0
	}
	if !utf8.Valid(run) {
		return min(n, len(run))
	}
	at := 0
	for ; n > 0 && at < len(run); n-- {
		_, size := utf8.DecodeRune(run[at:])
		at += size
	}
	if n > 0 {
		return otherwise
	}
	return at
}

// printable is bytes as text for a page: other encodings than UTF-8 show
// their ASCII part, which is enough to find a place in the markup.
func printable(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	return strings.ToValidUTF8(string(data), "\uFFFD")
}
