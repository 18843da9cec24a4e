// SPDX-License-Identifier: Apache-2.0

package web

import (
	"context"
	"strings"
	"sync"

	"depesche"
	"depesche/store"
)

// PairPage is the file on two countries: a chart over time, and what happened
// in words.
type PairPage struct {
	A         string       `json:"a"`
	B         string       `json:"b"`
	Months    []MonthGroup `json:"months"`
	Chart     *Chart       `json:"-"`
	Counts    []TypeCount  `json:"counts"`
	Paging    Paging       `json:"paging"`
	Held      []Held       `json:"held"`
	From      string       `json:"from,omitempty"`
	To        string       `json:"to,omitempty"`
	Type      string       `json:"type,omitempty"`
	Direction string       `json:"direction"` // newest or oldest first
	Turn      string       `json:"-"`         // address with the other direction
}

// MonthGroup is the happenings of one month.
type MonthGroup struct {
	Month string     `json:"month"`
	Lines []PairLine `json:"lines"`
}

// PairLine is an event of the world: the report with the most exact date, and
// the first of the others that tell it.
type PairLine struct {
	store.HappeningLine
	Told   int               `json:"told"` // reports in all
	Others []store.EventLine `json:"others"`
}

// More is how many reports the page does not show.
func (l PairLine) More() int { return l.Told - 1 - len(l.Others) }

// othersMost is how many other reports of a happening a line opens.
const othersMost = 5

// TypeCount is how many happenings of one type a list holds, and the list of
// only those.
type TypeCount struct {
	Type   string `json:"type"`
	Events int    `json:"events"`
	Only   string `json:"only"`
}

func (s *Server) pair(r *request) (any, error) {
	a, b, ok := strings.Cut(strings.ToUpper(r.PathValue("pair")), "-")
	if !ok || !store.IsCountry(a) || !store.IsCountry(b) || a == b {
		return nil, depesche.Invalidf("pair", "%s is no pair of countries; write it as PRK-RUS", r.PathValue("pair"))
	}
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	f := store.Filter{A: a, B: b, From: q.Get("from"), To: q.Get("to"), Type: strings.ToUpper(q.Get("type"))}
	if err := checkFilter(f); err != nil {
		return nil, err
	}
	order, p := store.NewestFirst, PairPage{A: a, B: b, From: f.From, To: f.To, Type: f.Type, Direction: "newest", Turn: withQuery(r.URL, "order", "oldest")}
	if q.Get("order") == "oldest" {
		order, p.Direction, p.Turn = store.OldestFirst, "oldest", withQuery(r.URL, "order", "")
	}
	lines, total, err := s.pairLines(r.Context(), f, order, page)
	if err != nil {
		return nil, err
	}
	p.Months, p.Paging, p.Held = byMonth(lines), paging(r, page, len(lines), total), held(r, "from", "to", "type")
	monthly, err := s.db.MonthlyHappenings(r.Context(), f)
	if err != nil {
		return nil, err
	}
	p.Counts = typeCounts(r, monthly)
	if !r.json {
		p.Chart = newChart(r, monthly)
	}
	return p, nil
}

// pairLines lists happenings with the reports behind each.
func (s *Server) pairLines(ctx context.Context, f store.Filter, order store.Order, page store.Page) ([]PairLine, int, error) {
	happenings, total, err := s.db.Happenings(ctx, f, order, page)
	if err != nil {
		return nil, 0, err
	}
	lines := make([]PairLine, len(happenings))
	for i, h := range happenings {
		lines[i] = PairLine{HappeningLine: h, Told: 1, Others: []store.EventLine{}}
		if h.Story == "" {
			continue
		}
		others, more, err := s.db.OtherReports(ctx, h.Article.ID, h.Event.ID, store.Page{Limit: othersMost})
		if err != nil {
			return nil, 0, err
		}
		lines[i].Told += more
		lines[i].Others = append(lines[i].Others, others...)
	}
	return lines, total, nil
}

// checkFilter refuses what no list can be narrowed by.
func checkFilter(f store.Filter) error {
	if f.Type != "" && depesche.Conflict(f.Type) == 0 {
		return depesche.Invalidf("type", "%s is no type of event; write it as type=ACCUSE", f.Type)
	}
	for _, day := range []string{f.From, f.To} {
		if _, _, ok := depesche.Days(day); day != "" && !ok {
			return depesche.Invalidf("date", "%s is no date; write it as 2025, 2025-07 or 2025-07-12", day)
		}
	}
	return nil
}

// byMonth groups lines, which come in order, under their months.
func byMonth(lines []PairLine) []MonthGroup {
	var groups []MonthGroup
	for _, l := range lines {
		month := l.SortDate[:min(len(l.SortDate), 7)]
		if n := len(groups); n == 0 || groups[n-1].Month != month {
			groups = append(groups, MonthGroup{Month: month})
		}
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, l)
	}
	return groups
}

// typeCounts adds up the happenings of each type, from cooperation to conflict.
func typeCounts(r *request, monthly []store.Count) []TypeCount {
	sums := map[string]int{}
	for _, c := range monthly {
		sums[c.Type] += c.Events
	}
	var counts []TypeCount
	for _, t := range depesche.EventTypes {
		if sums[t] > 0 {
			counts = append(counts, TypeCount{t, sums[t], withQuery(r.URL, "type", t)})
		}
	}
	return counts
}

// PairsPage lists the pairs of countries the record holds events between.
type PairsPage struct {
	Country string       `json:"country,omitempty"`
	Pairs   []store.Pair `json:"pairs"`
	Held    []Held       `json:"held"`
}

func (s *Server) pairList(r *request) (any, error) {
	country := strings.ToUpper(r.URL.Query().Get("country"))
	if country != "" && !store.IsCountry(country) {
		return nil, depesche.Invalidf("country", "%s is no country code; write three letters, as PRK", country)
	}
	pairs, err := s.db.Pairs(r.Context(), country, store.Page{Limit: 500})
	return PairsPage{country, pairs, held(r, "country")}, err
}

// cache keeps an answer that reads the whole record for as long as the record
// stays as it is.
type cache[T any] struct {
	mu    sync.Mutex
	size  store.Size
	value T
	full  bool
}

// get returns the kept value, or what load gives.
func (c *cache[T]) get(ctx context.Context, db *store.DB, load func() (T, error)) (T, error) {
	size, err := db.Size(ctx)
	if err != nil {
		return c.value, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.full && c.size == size {
		return c.value, nil
	}
	value, err := load()
	if err == nil {
		c.value, c.size, c.full = value, size, true
	}
	return value, err
}

// topPairs are the busiest pairs, for the front page.
func (s *Server) topPairs(ctx context.Context) ([]store.Pair, error) {
	return s.pairs.get(ctx, s.db, func() ([]store.Pair, error) { return s.db.Pairs(ctx, "", store.Page{Limit: 12}) })
}
