// SPDX-License-Identifier: Apache-2.0

package web

import (
	"strings"
	"time"

	"depesche"
	"depesche/codebook"
	"depesche/lang"
	"depesche/store"
)

// ActorPage is what somebody did, what they said, and what was said of them.
type ActorPage struct {
	Actor    store.Actor           `json:"actor"`
	Did      []store.EventLine     `json:"did"`
	Met      []store.EventLine     `json:"done_to"` // events with the actor on the other side
	Said     []store.StatementLine `json:"said"`
	SaidOf   []store.StatementLine `json:"said_of"`
	Totals   ActorTotals           `json:"totals"`
	Pairs    []store.Pair          `json:"pairs,omitempty"`  // of a country
	People   []store.Actor         `json:"people,omitempty"` // of a country
	Paging   Paging                `json:"paging"`
	PageSize int                   `json:"-"`
}

// ActorTotals counts all there is of each list.
type ActorTotals struct {
	Did    int `json:"did"`
	DoneTo int `json:"done_to"`
	Said   int `json:"said"`
	SaidOf int `json:"said_of"`
}

// actorRows is how many rows of each list an actor's page shows.
const actorRows = 20

func (s *Server) actor(r *request) (any, error) {
	key := r.PathValue("key")
	if upper := strings.ToUpper(key); len(key) == 3 && store.IsCountry(upper) {
		key = upper
	}
	a, err := s.db.Actor(r.Context(), key)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	page = store.Page{Offset: page.Offset / pageSize * actorRows, Limit: actorRows}
	p := ActorPage{Actor: a, PageSize: actorRows}
	ctx := r.Context()
	if p.Did, p.Totals.Did, err = s.db.Events(ctx, store.Filter{Actor: key, Side: "actor"}, store.NewestFirst, page); err != nil {
		return nil, err
	}
	if p.Met, p.Totals.DoneTo, err = s.db.Events(ctx, store.Filter{Actor: key, Side: "recipient"}, store.NewestFirst, page); err != nil {
		return nil, err
	}
	if p.Said, p.Totals.Said, err = s.db.Said(ctx, key, page); err != nil {
		return nil, err
	}
	if p.SaidOf, p.Totals.SaidOf, err = s.db.SaidOf(ctx, key, page); err != nil {
		return nil, err
	}
	longest := max(p.Totals.Did, p.Totals.DoneTo, p.Totals.Said, p.Totals.SaidOf)
	rows := min(actorRows, max(0, longest-page.Offset))
	p.Paging = paging(r, page, rows, longest)
	if store.IsCountry(key) {
		if p.Pairs, err = s.db.Pairs(ctx, key, store.Page{Limit: 12}); err != nil {
			return nil, err
		}
		p.People, err = s.db.Actors(ctx, key, store.Page{Limit: 12})
	}
	return p, err
}

// maxQuery bounds a search in bytes.
const maxQuery = 1000

// SearchPage is the answer to a search.
type SearchPage struct {
	Query  string      `json:"query"`
	Parsed store.Query `json:"parsed"`
	Found  store.Found `json:"found"`
	Paging Paging      `json:"paging"`
	Error  string      `json:"error,omitempty"`
}

// misunderstood reports a search that could not be understood.
func (p SearchPage) misunderstood() bool { return p.Error != "" }

func (s *Server) search(r *request) (any, error) {
	p := SearchPage{Query: strings.TrimSpace(r.URL.Query().Get("q"))}
	if len(p.Query) > maxQuery {
		return nil, depesche.Invalidf("long-search", "a search of %d bytes is too long; %d are enough", len(p.Query), maxQuery)
	}
	if p.Query == "" {
		return p, nil
	}
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	if p.Parsed, err = store.ParseQuery(p.Query); err != nil {
		p.Error = r.locale.Explain(err)
		return p, nil
	}
	if p.Found, err = s.db.Search(r.Context(), p.Parsed, page); err != nil {
		return nil, err
	}
	p.Paging = paging(r, page, len(p.Found.Hits), p.Found.Total)
	return p, nil
}

// SourcesPage lists the outlets of the record.
type SourcesPage struct {
	Outlets []SourceRow `json:"outlets"`
}

// SourceRow is an outlet of the record, and who holds it.
type SourceRow struct {
	store.Outlet
	Known *codebook.Outlet `json:"known,omitempty"` // nil: not known
}

// FirstDay and LastDay are the days of the first and the last article, as in
// 2025-03-15.
func (r SourceRow) FirstDay() string { return r.First[:min(len(r.First), len(time.DateOnly))] }

// LastDay: see FirstDay.
func (r SourceRow) LastDay() string { return r.Last[:min(len(r.Last), len(time.DateOnly))] }

func (s *Server) sources(r *request) (any, error) {
	outlets, err := s.outlets.get(r.Context(), s.db, func() ([]store.Outlet, error) { return s.db.Outlets(r.Context()) })
	page := SourcesPage{Outlets: make([]SourceRow, len(outlets))}
	for i, o := range outlets {
		page.Outlets[i].Outlet = o
		if s.opts.Outlet != nil {
			page.Outlets[i].Known = s.opts.Outlet(o.Domain)
		}
	}
	return page, err
}

// LanguagesPage says which languages are read, and how far.
type LanguagesPage struct {
	Languages []lang.Description `json:"languages"`
}

func (s *Server) languages(*request) (any, error) {
	all, err := lang.Describe()
	return LanguagesPage{all}, err
}

// AboutPage says what is coded, how well, and what is not.
type AboutPage struct {
	Size   store.Size `json:"size"`
	Types  []string   `json:"types"`
	Scores []Score    `json:"scores"`
}

// Score is a published figure of how well depesche reads.
type Score struct {
	Corpus    string `json:"corpus"`
	Metric    string `json:"metric"`
	Value     string `json:"value"`
	Reference string `json:"reference,omitempty"` // what another system reaches there
}

func (s *Server) about(r *request) (any, error) {
	size, err := s.db.Size(r.Context())
	return AboutPage{size, depesche.EventTypes, s.opts.Scores}, err
}
