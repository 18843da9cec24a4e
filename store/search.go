// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
)

// Hit is an article that a search found.
type Hit struct {
	Article Head      `json:"article"`
	Snippet []Segment `json:"snippet"` // the text around the words; empty when no words were searched

	// Events are the first events of the article that match, when the query
	// asks for events, and More is how many others do.
	Events []EventLine `json:"events,omitempty"`
	More   int         `json:"more,omitempty"`
}

// Segment is a stretch of a snippet; Hit marks the words that were searched.
type Segment struct {
	Text string `json:"text"`
	Hit  bool   `json:"hit,omitempty"`
}

// Tally is a number of hits of one kind.
type Tally struct {
	Name string `json:"name"`
	Hits int    `json:"hits"`
}

// Found is the answer to a search.
type Found struct {
	Hits    []Hit   `json:"hits"`
	Total   int     `json:"total"`
	Outlets []Tally `json:"outlets"` // most hits first
	Months  []Tally `json:"months"`  // in order
}

// Marks around hits in FTS5's snippet; they cannot stand in a text, which
// ingest cleans of control characters.
const markOpen, markClose = "\x02", "\x03"

// maxRanked is how many hits are ranked. Words that more articles than that have
// hardly tell one from the other.
const maxRanked = 2000

// Search finds current articles by words and fields, best match first, or the
// newest first when there are only fields or more than maxRanked hits.
func (db *DB) Search(ctx context.Context, q Query, page Page) (Found, error) {
	from, where, args := q.articles()
	var found Found
	if err := db.tally(ctx, &found, from, where, args); err != nil {
		return Found{}, err
	}
	const snippet = "snippet(words, 1, '" + markOpen + "', '" + markClose + "', '…', 32)"
	const newest = " ORDER BY v.sort_date DESC, v.key DESC"
	args = args[:len(args):len(args)]
	query := "SELECT " + headColumns + ", '' " + from + " JOIN article a ON a.id = v.article " + where + newest + " LIMIT ? OFFSET ?"
	args = append(args, page.Limit, page.Offset)
	switch {
	case q.match() == "":
	case found.Total <= maxRanked:
		query = "SELECT " + headColumns + ", " + snippet + " " + from + " JOIN article a ON a.id = v.article " + where + " ORDER BY words.rank LIMIT ? OFFSET ?"
	default: // only what is shown is cut out
		query = "SELECT " + headColumns + ", " + snippet + " FROM words JOIN version v ON v.key = words.rowid JOIN article a ON a.id = v.article" +
			" WHERE words MATCH ? AND words.rowid IN (SELECT v.key " + from + where + newest + " LIMIT ? OFFSET ?)" + newest
		args = append([]any{q.match()}, args...)
	}
	var err error
	found.Hits, err = collect(ctx, db.sql, func(rows *sql.Rows) (h Hit, err error) {
		var text string
		err = rows.Scan(append(h.Article.fields(), &text)...)
		h.Snippet = segments(text)
		return h, err
	}, query, args...)
	if err != nil || !q.asksEvents() {
		return found, err
	}
	return found, db.addEvents(ctx, q.Filter(), found.Hits)
}

// mostEvents is how many of the events that match are shown of an article.
const mostEvents = 3

// addEvents gives hits their events that match.
func (db *DB) addEvents(ctx context.Context, f Filter, hits []Hit) error {
	condition, values := f.where()
	at := map[string]int{}
	args := make([]any, len(hits), len(hits)+len(values))
	for i, h := range hits {
		at[h.Article.ID], args[i] = i, h.Article.ID
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(hits)), ",")
	keys, err := collect(ctx, db.sql, func(rows *sql.Rows) (k eventKey, err error) {
		return k, rows.Scan(&k.article, &k.id)
	}, "SELECT v.article, e.id FROM version v JOIN event e ON e.version = v.key WHERE +v.is_current = 1 AND v.article IN ("+marks+") AND "+condition+
		" ORDER BY v.article, e.start", append(args, values...)...)
	if err != nil {
		return err
	}
	for _, k := range keys {
		h := &hits[at[k.article]]
		if len(h.Events) == mostEvents {
			h.More++
			continue
		}
		line, err := db.Event(ctx, k.article, k.id)
		if err != nil {
			return err
		}
		h.Events = append(h.Events, line)
	}
	return nil
}

// eventKey names an event of a current article.
type eventKey struct{ article, id string }

// tally counts all hits, by outlet and by month.
func (db *DB) tally(ctx context.Context, found *Found, from, where string, args []any) error {
	type cell struct {
		outlet, month string
		hits          int
	}
	cells, err := collect(ctx, db.sql, func(rows *sql.Rows) (c cell, err error) {
		return c, rows.Scan(&c.outlet, &c.month, &c.hits)
	}, "SELECT coalesce(nullif(v.outlet, ''), v.domain), substr(v.sort_date, 1, 7), count(*) "+from+where+" GROUP BY 1, 2", args...)
	outlets, months := map[string]int{}, map[string]int{}
	for _, c := range cells {
		found.Total += c.hits
		outlets[c.outlet] += c.hits
		months[c.month] += c.hits
	}
	found.Outlets, found.Months = tallies(outlets), tallies(months)
	slices.SortStableFunc(found.Outlets, func(a, b Tally) int { return b.Hits - a.Hits })
	return err
}

// tallies lists counts in order of their names.
func tallies(counts map[string]int) []Tally {
	var all []Tally
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, Tally{name, counts[name]})
	}
	return all
}

// articles is the FROM and WHERE of a search.
func (q *Query) articles() (from, where string, args []any) {
	from = "FROM version v "
	conditions := []string{"v.is_current = 1"}
	if match := q.match(); match != "" {
		from = "FROM words JOIN version v ON v.key = words.rowid "
		conditions = append(conditions, "words MATCH ?")
		args = append(args, match)
	}
	if q.Language != "" {
		conditions = append(conditions, inLanguage)
		args = append(args, q.Language, q.Language)
	}
	if q.Outlet != "" {
		conditions = append(conditions, "(v.outlet = ? COLLATE NOCASE OR v.domain = ? COLLATE NOCASE)")
		args = append(args, q.Outlet, q.Outlet)
	}
	if q.asksEvents() {
		condition, values := q.Filter().where()
		conditions = append(conditions, "v.key IN (SELECT e.version FROM event e WHERE "+condition+")")
		args = append(args, values...)
	} else {
		if q.From != "" {
			conditions = append(conditions, "v.sort_date >= ?")
			args = append(args, q.From)
		}
		if q.To != "" {
			conditions = append(conditions, "v.sort_date < ?")
			args = append(args, q.To+"~")
		}
	}
	return from, "WHERE " + strings.Join(conditions, " AND "), args
}

// segments cuts a marked snippet into its stretches.
func segments(text string) []Segment {
	var out []Segment
	for text != "" {
		before, rest, ok := strings.Cut(text, markOpen)
		if before != "" {
			out = append(out, Segment{Text: before})
		}
		if !ok {
			break
		}
		hit, after, _ := strings.Cut(rest, markClose)
		out = append(out, Segment{Text: hit, Hit: true})
		text = after
	}
	return out
}
