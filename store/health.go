// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"time"
)

// Health says how well the record is fed: what arrives, what does not, and
// why. All counts are of the last days, but for those of a source's pages.
type Health struct {
	Days      []string       `json:"days"` // the days it speaks of, the oldest first
	Sources   []SourceHealth `json:"sources"`
	Articles  ArticleHealth  `json:"articles"`
	Languages []DayCount     `json:"languages"` // articles a day and language
	Troubles  []PageTally    `json:"troubles"`  // pages that could not be fetched or read, by reason
	Floods    []Flood        `json:"floods"`    // one text under many addresses
}

// The states of a source.
const (
	SourceNew     = "new"     // not visited yet
	SourceFine    = "fine"    // its last visit went well, and it brings news
	SourceSilent  = "silent"  // it can be visited, but has brought nothing for longer than it used to
	SourceFailing = "failing" // its last visit failed
)

// SourceHealth is how a source does.
type SourceHealth struct {
	Source
	State    string `json:"state"`
	Arrivals []int  `json:"arrivals"` // pages offered for the first time, a day
	Pages    int    `json:"pages"`    // offered in all
	Kept     int    `json:"kept"`     // that are articles of the record, those gone since among them
	Waiting  int    `json:"waiting"`
	Lost     int    `json:"lost"`     // that could not be fetched, or hold no article
	Undated  int    `json:"undated"`  // articles without a date
	Textless int    `json:"textless"` // articles without a text
	Ahead    int    `json:"ahead"`    // items dated after they were offered: a clock that is wrong
	Missed   int    `json:"missed"`   // visits at which older items may have gone by unseen
}

// ArticleHealth counts articles that came into the record.
type ArticleHealth struct {
	Added    int `json:"added"`
	Undated  int `json:"undated"`
	Textless int `json:"textless"`
	Ahead    int `json:"ahead"` // dated after they came in
	Versions int `json:"versions"`
}

// DayCount counts the articles of one day in one language.
type DayCount struct {
	Day      string `json:"day"`
	Language string `json:"language"` // "" when it could not be told
	Articles int    `json:"articles"`
}

// Flood is one text that stands under many addresses of a domain: a notice in
// place of articles, or a page that is offered again and again.
type Flood struct {
	Domain   string `json:"domain"`
	Title    string `json:"title"`
	Article  string `json:"article"` // one of them
	Articles int    `json:"articles"`
}

// How long a source may be silent: as long as six of its usual gaps, but at
// least the shorter of these; the longer one when its gap is not known.
const (
	leastSilence   = 48 * time.Hour
	unknownSilence = 7 * 24 * time.Hour
	silentGaps     = 6
)

// state says how a source does.
func (s *Source) state(now time.Time) string {
	at := func(text string) time.Time {
		t, _ := time.Parse(time.RFC3339, text)
		return t
	}
	switch {
	case s.Failures > 0:
		return SourceFailing
	case s.Succeeded == "":
		return SourceNew
	}
	allowed := unknownSilence
	if s.Gap > 0 {
		allowed = max(leastSilence, silentGaps*time.Duration(s.Gap)*time.Second)
	}
	last := s.News
	if last == "" {
		last = s.Added
	}
	if now.Sub(at(last)) > allowed {
		return SourceSilent
	}
	return SourceFine
}

// Health looks at the last days. What it tells was counted as it happened
// (migrations/0008_health.sql), so that it takes as long for a record of many
// pages as for one of few.
func (db *DB) Health(ctx context.Context, days int) (Health, error) {
	now := db.Now().UTC()
	var h Health
	for i := days - 1; i >= 0; i-- {
		h.Days = append(h.Days, now.AddDate(0, 0, -i).Format(time.DateOnly))
	}
	sources, err := db.Sources(ctx)
	if err != nil {
		return h, err
	}
	for _, s := range sources {
		h.Sources = append(h.Sources, SourceHealth{Source: s, State: s.state(now), Arrivals: make([]int, days)})
	}
	for _, part := range []func(context.Context, *Health) error{db.pageHealth, db.arrivals, db.datesHealth, db.missedVisits, db.articleHealth, db.languageHealth, db.floods} {
		if err := part(ctx, &h); err != nil {
			return h, err
		}
	}
	return h, nil
}

// source is the health of the source with the id, or nil.
func (h *Health) source(id int64) *SourceHealth {
	for i := range h.Sources {
		if h.Sources[i].ID == id {
			return &h.Sources[i]
		}
	}
	return nil
}

// perSource runs a query whose rows begin with the id of a source.
func (db *DB) perSource(ctx context.Context, h *Health, scan func(rows *sql.Rows, id *int64) (func(*SourceHealth), error), query string, args ...any) error {
	type row struct {
		id  int64
		add func(*SourceHealth)
	}
	all, err := collect(ctx, db.sql, func(rows *sql.Rows) (r row, err error) {
		r.add, err = scan(rows, &r.id)
		return r, err
	}, query, args...)
	for _, r := range all {
		if s := h.source(r.id); s != nil {
			r.add(s)
		}
	}
	return err
}

// pageHealth counts the pages by what became of them.
func (db *DB) pageHealth(ctx context.Context, h *Health) error {
	err := db.perSource(ctx, h, func(rows *sql.Rows, id *int64) (func(*SourceHealth), error) {
		var state string
		var n int
		err := rows.Scan(id, &state, &n)
		return func(s *SourceHealth) {
			s.Pages += n
			switch state {
			case PageKept, PageGone:
				s.Kept += n
			case PageWaiting, PageFetched:
				s.Waiting += n
			default:
				s.Lost += n
			}
		}, err
	}, `SELECT source, state, count(*) FROM page GROUP BY source, state`)
	if err != nil {
		return err
	}
	h.Troubles, err = collect(ctx, db.sql, func(rows *sql.Rows) (t PageTally, err error) {
		return t, rows.Scan(&t.State, &t.Trouble, &t.Pages)
	}, `SELECT state, trouble, count(*) FROM page WHERE trouble <> '' AND offered >= ? GROUP BY state, trouble ORDER BY count(*) DESC, state, trouble`, h.Days[0])
	return err
}

// arrivals counts what was new a day.
func (db *DB) arrivals(ctx context.Context, h *Health) error {
	index := map[string]int{}
	for i, d := range h.Days {
		index[d] = i
	}
	return db.perSource(ctx, h, func(rows *sql.Rows, id *int64) (func(*SourceHealth), error) {
		var day string
		var n int
		err := rows.Scan(id, &day, &n)
		return func(s *SourceHealth) {
			if i, ok := index[day]; ok {
				s.Arrivals[i] += n
			}
		}, err
	}, `SELECT source, day, pages FROM arrival WHERE day >= ?`, h.Days[0])
}

// datesHealth counts articles without date or text, and dates from a wrong
// clock: an item cannot have been published minutes after it was offered.
func (db *DB) datesHealth(ctx context.Context, h *Health) error {
	err := db.perSource(ctx, h, func(rows *sql.Rows, id *int64) (func(*SourceHealth), error) {
		var undated, textless int
		err := rows.Scan(id, &undated, &textless)
		return func(s *SourceHealth) { s.Undated, s.Textless = undated, textless }, err
	}, poorArticles, h.Days[0], h.Days[0])
	if err != nil {
		return err
	}
	return db.perSource(ctx, h, func(rows *sql.Rows, id *int64) (func(*SourceHealth), error) {
		var n int
		err := rows.Scan(id, &n)
		return func(s *SourceHealth) { s.Ahead = n }, err
	}, `SELECT source, count(*) FROM ahead WHERE offered >= ? GROUP BY source`, h.Days[0])
}

// poorArticles counts articles without a date or text by the source of their
// page. A page that was offered in these days came into the record in them.
const poorArticles = `SELECT p.source, sum(v.published = ''), sum(v.length = 0) FROM version v INDEXED BY version_poor JOIN page p ON p.article = v.article AND p.article <> ''
WHERE v.is_current = 1 AND (v.published = '' OR v.length = 0) AND v.added >= ? AND +p.offered >= ? GROUP BY +p.source`

// missedVisits counts the visits at which something may have been missed.
func (db *DB) missedVisits(ctx context.Context, h *Health) error {
	return db.perSource(ctx, h, func(rows *sql.Rows, id *int64) (func(*SourceHealth), error) {
		var n int
		err := rows.Scan(id, &n)
		return func(s *SourceHealth) { s.Missed = n }, err
	}, `SELECT source, sum(missed) FROM visit WHERE at >= ? GROUP BY +source`, h.Days[0])
}

// articleHealth counts the articles that came in.
func (db *DB) articleHealth(ctx context.Context, h *Health) error {
	a := &h.Articles
	return explain(db.sql.QueryRowContext(ctx, `SELECT coalesce(sum(added), 0), coalesce(sum(versions), 0), coalesce(sum(undated), 0),
  coalesce(sum(textless), 0), coalesce(sum(ahead), 0) FROM intake_day WHERE day >= ?`, h.Days[0]).
		Scan(&a.Added, &a.Versions, &a.Undated, &a.Textless, &a.Ahead))
}

// languageHealth counts articles a day and language.
func (db *DB) languageHealth(ctx context.Context, h *Health) (err error) {
	h.Languages, err = collect(ctx, db.sql, func(rows *sql.Rows) (c DayCount, err error) {
		return c, rows.Scan(&c.Day, &c.Language, &c.Articles)
	}, `SELECT day, CASE instr(language, '-') WHEN 0 THEN language ELSE substr(language, 1, instr(language, '-') - 1) END AS base, sum(added) AS n
FROM intake_day WHERE day >= ? GROUP BY day, base HAVING n > 0 ORDER BY day, n DESC, base`, h.Days[0])
	return err
}

// flood is how many articles of one domain with one text are a flood.
const flood = 3

// floods finds texts that stand under many addresses.
func (db *DB) floods(ctx context.Context, h *Health) (err error) {
	h.Floods, err = collect(ctx, db.sql, func(rows *sql.Rows) (f Flood, err error) {
		return f, rows.Scan(&f.Domain, &f.Title, &f.Article, &f.Articles)
	}, findFloods, h.Days[0], flood)
	return err
}

const findFloods = `SELECT domain, min(title), min(article), count(*) FROM version INDEXED BY version_text WHERE text_digest IN (SELECT text_digest FROM twin) AND text_digest <> '' AND is_current = 1 AND +added >= ?
GROUP BY text_digest, domain HAVING count(*) >= ? ORDER BY count(*) DESC, domain LIMIT 20`
