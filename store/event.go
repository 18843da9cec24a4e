// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"depesche"
)

// Side is one side of an event, or the speaker of a statement, as lists show
// it.
type Side struct {
	Key     string `json:"key"`
	Name    string `json:"name"`
	Country string `json:"country"`
	Sectors string `json:"sectors"`
}

// EventLine is an event with what a line about it needs.
type EventLine struct {
	Article    Head           `json:"article"`
	Event      depesche.Event `json:"event"`
	Actors     []Side         `json:"actors"`
	Recipients []Side         `json:"recipients"`
	Claim      *Claim         `json:"claim"`     // who says so, when the event is a claim
	SortDate   string         `json:"sort_date"` // the event's first day, or else the article's date
}

// Claim is the statement that carries an event.
type Claim struct {
	Statement string `json:"statement"`
	Mode      string `json:"mode"`
	Name      string `json:"name"` // the speaker as named; '' when the article names none
	Key       string `json:"key"`
}

// Filter narrows a list of events; empty fields do not.
type Filter struct {
	A, B   string // ISO3 codes of a pair of countries
	Actor  string // actor key, or ISO3 code
	Side   string // "actor" or "recipient": on which side Actor stands
	Type   string // PLOVER type
	Status string
	From   string // first and last day, as YYYY[-MM[-DD]]
	To     string
}

// Order of a list of events.
type Order bool

// The orders.
const (
	OldestFirst Order = false
	NewestFirst Order = true
)

const eventColumns = `e.body, e.sort_date, coalesce(s.id, ''), coalesce(s.mode, ''), coalesce(s.name, ''), coalesce(s.speaker, ''), `

const eventTables = ` FROM event e` + eventJoins

const eventJoins = `
JOIN version v ON v.key = e.version AND v.is_current = 1
JOIN article a ON a.id = v.article
LEFT JOIN statement s ON s.version = e.version AND s.id = e.statement
`

// Events lists events by date and tells how many match in all.
func (db *DB) Events(ctx context.Context, f Filter, order Order, page Page) ([]EventLine, int, error) {
	keys, args := f.keys()
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM ("+keys+")", args...).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	direction := " ASC"
	if order == NewestFirst {
		direction = " DESC"
	}
	// The keys of the page are found first, mostly in an index alone; only
	// those few events are then read.
	query := "SELECT e.version, " + eventColumns + headColumns +
		" FROM (" + keys + " ORDER BY sort_date" + direction + ", version, id LIMIT ? OFFSET ?) AS k JOIN event e ON e.version = k.version AND e.id = k.id" +
		eventJoins + " ORDER BY k.sort_date" + direction + ", k.version, e.start"
	lines, err := db.eventLines(ctx, query, append(args, page.Limit, page.Offset)...)
	return lines, total, err
}

// keys is a query for version, id and sort_date of the events that match: a
// walk along one index where the filter allows.
func (f Filter) keys() (string, []any) {
	one := Filter{Actor: f.Actor, Side: f.Side}
	if f == one && f.Actor != "" {
		condition, args := f.side()
		return "SELECT DISTINCT version, event AS id, sort_date FROM event_side WHERE " + condition, args
	}
	if f == (Filter{A: f.A, B: f.B}) && f.A != "" && f.B != "" {
		return "SELECT version, event AS id, sort_date FROM event_pair WHERE a = ? AND b = ?", []any{min(f.A, f.B), max(f.A, f.B)}
	}
	where, args := f.where()
	return "SELECT e.version, e.id, e.sort_date FROM event e WHERE " + where, args
}

// where is the condition of the filter over the table event e.
func (f Filter) where() (string, []any) {
	conditions, args := []string{"1"}, []any{}
	add := func(condition string, values ...any) {
		conditions = append(conditions, condition)
		args = append(args, values...)
	}
	if f.A != "" && f.B != "" {
		add(`(e.version, e.id) IN (SELECT version, event FROM event_pair WHERE a = ? AND b = ?)`, min(f.A, f.B), max(f.A, f.B))
	}
	if f.Actor != "" {
		condition, values := f.side()
		add(`(e.version, e.id) IN (SELECT version, event FROM event_side WHERE `+condition+`)`, values...)
	}
	if f.Type != "" {
		add("e.type = ?", f.Type)
	}
	if f.Status != "" {
		add("e.status = ?", f.Status)
	}
	if f.From != "" {
		add("coalesce(nullif(e.date_to, ''), e.sort_date) >= ?", f.From)
	}
	if f.To != "" {
		add("e.sort_date < ?", f.To+"~") // "2025-07" takes in all of July
	}
	return strings.Join(conditions, " AND "), args
}

// side is the condition of the filter over the table event_side.
func (f Filter) side() (string, []any) {
	column := "actor"
	if IsCountry(f.Actor) {
		column = "country"
	}
	condition, values := column+" = ?", []any{f.Actor}
	if f.Side != "" {
		condition, values = condition+" AND side = ?", append(values, f.Side)
	}
	return condition, values
}

// IsCountry reports whether the name of an actor is an ISO 3166-1 alpha-3 code.
func IsCountry(name string) bool {
	if len(name) != 3 {
		return false
	}
	for _, c := range []byte(name) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return true
}

// eventLines runs a query for e.version, eventColumns and headColumns and
// adds the sides of every event.
func (db *DB) eventLines(ctx context.Context, query string, args ...any) ([]EventLine, error) {
	var versions []int64
	lines, err := collect(ctx, db.sql, func(rows *sql.Rows) (l EventLine, err error) {
		var version int64
		var text string
		var c Claim
		fields := append([]any{&version, &text, &l.SortDate, &c.Statement, &c.Mode, &c.Name, &c.Key}, l.Article.fields()...)
		if err := rows.Scan(fields...); err != nil {
			return l, err
		}
		if c.Statement != "" {
			l.Claim = &c
		}
		versions = append(versions, version)
		return l, json.Unmarshal([]byte(text), &l.Event)
	}, query, args...)
	if err != nil {
		return nil, err
	}
	for i := range lines {
		if err := db.addSides(ctx, versions[i], &lines[i]); err != nil {
			return nil, err
		}
	}
	return lines, nil
}

func (db *DB) addSides(ctx context.Context, version int64, l *EventLine) error {
	rows, err := db.sql.QueryContext(ctx, `SELECT side, actor, name, country, sectors FROM event_side
WHERE version = ? AND event = ? ORDER BY side, entity`, version, l.Event.ID)
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var which string
		var s Side
		if err := rows.Scan(&which, &s.Key, &s.Name, &s.Country, &s.Sectors); err != nil {
			return explain(err)
		}
		if which == "actor" {
			l.Actors = append(l.Actors, s)
		} else {
			l.Recipients = append(l.Recipients, s)
		}
	}
	return explain(rows.Err())
}

// Event returns one event of an article's current version.
func (db *DB) Event(ctx context.Context, article, id string) (EventLine, error) {
	lines, err := db.eventLines(ctx, "SELECT e.version, "+eventColumns+headColumns+eventTables+
		" WHERE e.version = "+currentVersion+" AND e.id = ?", article, id)
	if err == nil && len(lines) == 0 {
		err = fmt.Errorf("event %s of article %q: %w", id, article, depesche.ErrNotFound)
	}
	if err != nil {
		return EventLine{}, err
	}
	return lines[0], nil
}

// Pair is two countries and how much the record holds between them.
type Pair struct {
	A      string `json:"a"`
	B      string `json:"b"`
	Events int    `json:"events"`
	First  string `json:"first"`
	Last   string `json:"last"`
}

// Pairs lists the pairs of countries with most events first. A country code
// narrows the list to its pairs.
func (db *DB) Pairs(ctx context.Context, country string, page Page) ([]Pair, error) {
	where, args := "1", []any{}
	if country != "" {
		where, args = "(a = ? OR b = ?)", append(args, country, country)
	}
	return collect(ctx, db.sql, func(rows *sql.Rows) (p Pair, err error) {
		return p, rows.Scan(&p.A, &p.B, &p.Events, &p.First, &p.Last)
	}, `SELECT a, b, count(*) AS n, min(sort_date), max(sort_date) FROM event_pair WHERE `+where+`
GROUP BY a, b ORDER BY n DESC, a, b LIMIT ? OFFSET ?`, append(args, page.Limit, page.Offset)...)
}

// Count is a number of events of one type in one month.
type Count struct {
	Month  string `json:"month"` // YYYY-MM
	Type   string `json:"type"`
	Events int    `json:"events"`
}

// Monthly counts the events of a pair by month and type, for its chart: those
// told as done or under way. One whose day is unknown stands in the month of
// its report.
func (db *DB) Monthly(ctx context.Context, f Filter) ([]Count, error) {
	where, args := f.where()
	return collect(ctx, db.sql, func(rows *sql.Rows) (c Count, err error) {
		return c, rows.Scan(&c.Month, &c.Type, &c.Events)
	}, `SELECT substr(e.sort_date, 1, 7) AS month, e.type, count(*) FROM event e WHERE e.status IN ('occurred', 'ongoing') AND `+where+`
GROUP BY month, e.type ORDER BY month, e.type`, args...)
}
