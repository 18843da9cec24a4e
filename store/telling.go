// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"depesche"
)

// StoryFilter narrows a list of stories; zero fields do not.
type StoryFilter struct {
	Articles    int    // at least so many
	Independent int    // exactly so many independent origins
	Language    string // with an article in it
}

func (f StoryFilter) where() (string, []any) {
	conditions, args := "s.articles >= ?", []any{f.Articles}
	if f.Independent > 0 {
		conditions += " AND s.independent = ?"
		args = append(args, f.Independent)
	}
	if f.Language != "" {
		conditions += ` AND EXISTS (SELECT 1 FROM story_article x CROSS JOIN version v ON v.article = x.article AND +v.is_current = 1
WHERE x.story = s.id AND ` + inLanguage + ")"
		args = append(args, f.Language, f.Language)
	}
	return conditions, args
}

// StoryLine is a story as the list of stories shows it.
type StoryLine struct {
	StoryHead
	Languages []string `json:"languages"`
	Drawn     int      `json:"drawn"` // articles that drew on another one of the story
}

// The joins of this file name their order (CROSS JOIN in SQLite): from the few
// rows of a story to those of its articles, which no statistics are needed for. A plus
// before a column keeps the index of current versions out of it, which would be
// walked as a whole.

// StoryLines lists the stories that match, the one with the latest article
// first, and says how many there are.
func (db *DB) StoryLines(ctx context.Context, f StoryFilter, page Page) ([]StoryLine, int, error) {
	where, args := f.where()
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM story s WHERE "+where, args...).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	lines, err := collect(ctx, db.sql, func(rows *sql.Rows) (l StoryLine, err error) {
		var languages string
		err = rows.Scan(append(l.fields(), &languages, &l.Drawn)...)
		l.Languages = strings.FieldsFunc(languages, func(r rune) bool { return r == ',' })
		return l, err
	}, "SELECT "+storyColumns+`,
coalesce((SELECT group_concat(DISTINCT v.language) FROM story_article x CROSS JOIN version v ON v.article = x.article AND +v.is_current = 1 WHERE x.story = s.id), ''),
CASE s.articles WHEN 1 THEN 0 ELSE (SELECT count(DISTINCT b.article) FROM story_article x CROSS JOIN version b ON b.article = x.article CROSS JOIN derivation d ON d.copy = b.key
  CROSS JOIN version a ON a.key = d.source CROSS JOIN story_article y ON y.article = a.article WHERE x.story = s.id AND y.story = s.id AND a.article <> b.article) END
FROM story s WHERE `+where+" ORDER BY s.last_date DESC, s.id LIMIT ? OFFSET ?", append(args, page.Limit, page.Offset)...)
	return lines, total, err
}

// StoryLanguages lists the languages of the articles of the record, for the
// filters of lists.
func (db *DB) StoryLanguages(ctx context.Context) ([]string, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (l string, err error) { return l, rows.Scan(&l) },
		"SELECT DISTINCT language FROM version WHERE is_current = 1 AND language <> '' ORDER BY language")
}

// StoryPart lists current versions of a story's articles in order of time, and
// says how many there are.
func (db *DB) StoryPart(ctx context.Context, id string, page Page) ([]Head, int, error) {
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM story_article WHERE story = ?", id).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	heads, err := db.heads(ctx, "SELECT "+headColumns+` FROM story_article x CROSS JOIN article a ON a.id = x.article
CROSS JOIN version v ON v.article = a.id AND +v.is_current = 1 WHERE x.story = ? ORDER BY v.sort_date, v.key LIMIT ? OFFSET ?`, id, page.Limit, page.Offset)
	return heads, total, err
}

// linkColumns select derivations without the shared stretches.
const linkColumns = "SELECT a.article, b.article, d.kind, max(d.share), d.direction, coalesce(d.body ->> 'why', '') "

func scanLink(rows *sql.Rows) (d depesche.Derivation, err error) {
	return d, rows.Scan(&d.From, &d.To, &d.Kind, &d.Share, &d.Direction, &d.Why)
}

// StoryLinks lists who drew on whom among the articles of a story, up to the
// limit, by article and without the shared stretches.
func (db *DB) StoryLinks(ctx context.Context, story string, most int) ([]depesche.Derivation, error) {
	return collect(ctx, db.sql, scanLink, linkColumns+`FROM story_article y CROSS JOIN version b ON b.article = y.article CROSS JOIN derivation d ON d.copy = b.key
CROSS JOIN version a ON a.key = d.source CROSS JOIN story_article x ON x.article = a.article
WHERE y.story = ? AND x.story = ? AND a.article <> b.article GROUP BY a.article, b.article ORDER BY b.key, a.key LIMIT ?`, story, story, most)
}

// ArticleLinks lists who drew on an article and on whom it drew, up to the
// limit, without the shared stretches.
func (db *DB) ArticleLinks(ctx context.Context, id string, most int) ([]depesche.Derivation, error) {
	return collect(ctx, db.sql, scanLink, linkColumns+betweenVersions+`WHERE (d.source IN (SELECT key FROM version WHERE article = ?) OR d.copy IN (SELECT key FROM version WHERE article = ?))
AND a.article <> b.article GROUP BY a.article, b.article ORDER BY a.key, b.key LIMIT ?`, id, id, most)
}

const betweenVersions = "FROM derivation d JOIN version a ON a.key = d.source JOIN version b ON b.key = d.copy "

// Head returns the current version of an article as lists show it. The error
// wraps depesche.ErrNotFound when there is none.
func (db *DB) Head(ctx context.Context, id string) (Head, error) {
	heads, err := db.heads(ctx, "SELECT "+headColumns+" FROM article a JOIN version v ON v.article = a.id AND +v.is_current = 1 WHERE a.id = ?", id)
	if err == nil && len(heads) == 0 {
		err = fmt.Errorf("article %q: %w", id, depesche.ErrNotFound)
	}
	if err != nil {
		return Head{}, err
	}
	return heads[0], nil
}

// Report is an event as one article tells it, with the happening that it is.
type Report struct {
	EventLine
	Happening int `json:"happening"` // its number in the story
}

// StoryReports lists the reports of some happenings of a story, those numbered
// from first to last, by happening and date: of each the first ones up to the
// limit.
func (db *DB) StoryReports(ctx context.Context, story string, first, last, most int) ([]Report, error) {
	lines, err := db.eventLines(ctx, "SELECT e.version, "+eventColumns+headColumns+` FROM (
  SELECT h.happening, e.version, e.id, row_number() OVER (PARTITION BY h.happening ORDER BY v.sort_date, v.key, e.start) AS place
  FROM happening_event h CROSS JOIN version v ON v.article = h.article AND +v.is_current = 1 CROSS JOIN event e ON e.version = v.key AND e.id = h.event
  WHERE h.story = ? AND h.happening BETWEEN ? AND ?) AS k
JOIN event e ON e.version = k.version AND e.id = k.id`+eventJoins+" WHERE k.place <= ? ORDER BY k.happening, k.place", story, first, last, most)
	if err != nil {
		return nil, err
	}
	reports := make([]Report, len(lines))
	for i, l := range lines {
		reports[i].EventLine = l
		err := db.sql.QueryRowContext(ctx, "SELECT happening FROM happening_event WHERE article = ? AND event = ?", l.Article.ID, l.Event.ID).Scan(&reports[i].Happening)
		if err != nil {
			return nil, explain(err)
		}
	}
	return reports, nil
}

// OtherReports lists the other events of articles that tell the same happening
// as one event, in order of time, and says how many there are.
func (db *DB) OtherReports(ctx context.Context, article, event string, page Page) ([]EventLine, int, error) {
	const same = ` FROM happening_event one CROSS JOIN happening_event h ON h.story = one.story AND h.happening = one.happening AND NOT (h.article = one.article AND h.event = one.event)
CROSS JOIN version v ON v.article = h.article AND +v.is_current = 1 CROSS JOIN event e ON e.version = v.key AND e.id = h.event
JOIN article a ON a.id = v.article LEFT JOIN statement s ON s.version = e.version AND s.id = e.statement
WHERE one.article = ? AND one.event = ?`
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*)"+same, article, event).Scan(&total); err != nil || total == 0 {
		return nil, 0, explain(err)
	}
	lines, err := db.eventLines(ctx, "SELECT e.version, "+eventColumns+headColumns+same+" ORDER BY v.sort_date, v.key, e.start LIMIT ? OFFSET ?",
		article, event, page.Limit, page.Offset)
	return lines, total, err
}

// MonthlyHappenings counts the happenings of a pair by month and type, for its
// chart: those that an article tells as done or under way. Events of several
// articles that are one count once, in the month of the most exact date, as
// Happenings lists them.
func (db *DB) MonthlyHappenings(ctx context.Context, f Filter) ([]Count, error) {
	keys, args := f.keys()
	return collect(ctx, db.sql, func(rows *sql.Rows) (c Count, err error) {
		var rank string
		return c, rows.Scan(&c.Month, &c.Type, &c.Events, &rank)
	}, `WITH k AS (`+keys+`), told AS (
  SELECT substr(k.sort_date, 1, 7) AS month, e.type, min(printf('%02d', 10 - length(e.date_from)) || k.sort_date) AS rank
  FROM k JOIN event e ON e.version = k.version AND e.id = k.id JOIN version v ON v.key = k.version
  LEFT JOIN happening_event h ON h.article = v.article AND h.event = k.id
  WHERE e.status IN ('occurred', 'ongoing') GROUP BY coalesce(h.story || '/' || h.happening, v.article || '/' || k.id))
SELECT month, type, count(*), min(rank) FROM told GROUP BY month, type ORDER BY month, type`, args...)
}
