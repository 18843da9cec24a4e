// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"depesche"
)

// StoryHead is a story as lists show it.
type StoryHead struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Articles    int    `json:"articles"`
	Outlets     int    `json:"outlets"`
	Independent int    `json:"independent"`
	First       string `json:"first"` // dates of its first and its last dated article; when none is dated, when they were added
	Last        string `json:"last"`
}

// The kinds of StoryChange.
const (
	StoryMerged = "merged" // Story is gone and part of Other
	StorySplit  = "split"  // Story was part of Other
)

// StoryChange is what became of a story as articles came.
type StoryChange struct {
	At    string `json:"at"` // RFC 3339, UTC
	Kind  string `json:"kind"`
	Story string `json:"story"`
	Other string `json:"other"`
}

// StoriesUpdate is what is new about stories.
type StoriesUpdate struct {
	Stories []depesche.Story // whole; they replace those with their ids
	Gone    []string         // ids of stories that are no more
	Changes []StoryChange    // without the time
	Fresh   []int64          // versions that need no longer be looked at
	Circle  string           // digest of them
}

// UpdateStories keeps what is new about stories, in one transaction. Of a story
// of thousands of articles only what changed is written, besides its JSON.
func (db *DB) UpdateStories(ctx context.Context, u StoriesUpdate) error {
	at := db.Now().UTC().Format(time.RFC3339)
	return db.write(ctx, func(tx *sql.Tx) error {
		w := storyWriter{ctx, tx}
		ids := slices.Clone(u.Gone)
		var other []depesche.Story
		for _, s := range u.Stories {
			same, err := w.kept(s)
			if err != nil {
				return err
			}
			if !same {
				ids, other = append(ids, s.ID), append(other, s)
			}
		}
		homeless, err := w.articles(ids)
		if err != nil {
			return err
		}
		for _, s := range other {
			if err := w.story(s); err != nil {
				return fmt.Errorf("keep story %s: %w", s.ID, err)
			}
		}
		for _, id := range u.Gone {
			if err := w.drop(id); err != nil {
				return err
			}
		}
		for _, c := range u.Changes {
			if err := w.run("INSERT INTO story_change (at, kind, story, other) VALUES (?, ?, ?, ?)", at, c.Kind, c.Story, c.Other); err != nil {
				return err
			}
		}
		if err := w.settled(u.Fresh, u.Circle); err != nil {
			return err
		}
		return w.unsettle(homeless)
	})
}

type storyWriter struct {
	ctx context.Context
	tx  *sql.Tx
}

func (w storyWriter) run(statement string, args ...any) error {
	_, err := w.tx.ExecContext(w.ctx, statement, args...)
	return err
}

// kept reports whether a story is kept already as it is, but for its dates,
// which it brings up to date then.
func (w storyWriter) kept(s depesche.Story) (bool, error) {
	text, err := body(s)
	if err != nil {
		return false, err
	}
	var same bool
	err = w.tx.QueryRowContext(w.ctx, `SELECT body = ? AND ? = (SELECT count(*) FROM story_article x WHERE x.story = b.story) FROM story_body b WHERE b.story = ?`,
		text, len(s.Articles), s.ID).Scan(&same)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err == nil && same {
		err = w.run(dateStory, s.ID)
	}
	return same, err
}

// articles lists the articles of some stories.
func (w storyWriter) articles(ids []string) ([]string, error) {
	var out []string
	for _, id := range ids {
		articles, err := collect(w.ctx, w.tx, func(rows *sql.Rows) (a string, err error) { return a, rows.Scan(&a) },
			"SELECT article FROM story_article WHERE story = ?", id)
		if err != nil {
			return nil, err
		}
		out = append(out, articles...)
	}
	return out, nil
}

// settled notes that versions were grouped in a circle.
func (w storyWriter) settled(versions []int64, circle string) error {
	list, err := body(versions)
	if err != nil {
		return err
	}
	return w.run(`UPDATE signature SET stale = 0, circle = ? WHERE version IN (SELECT value FROM json_each(?)) AND (stale = 1 OR circle <> ?)`, circle, list, circle)
}

// unsettle has those of the articles looked at again that have no story.
func (w storyWriter) unsettle(articles []string) error {
	list, err := body(articles)
	if err != nil {
		return err
	}
	return w.run(`UPDATE signature SET stale = 1 WHERE version IN (SELECT v.key FROM json_each(?) j CROSS JOIN version v ON v.article = j.value
WHERE NOT EXISTS (SELECT 1 FROM story_article WHERE article = j.value))`, list)
}

// drop deletes a story, and what is still in it.
func (w storyWriter) drop(id string) error {
	return errors.Join(w.run("DELETE FROM story_article WHERE story = ?", id), w.run("DELETE FROM happening_event WHERE story = ?", id),
		w.run("DELETE FROM story WHERE id = ?", id))
}

func (w storyWriter) story(s depesche.Story) error {
	text, err := body(s)
	if err != nil {
		return err
	}
	if err := w.run(`INSERT INTO story (id, title, articles, outlets, independent, first_date, last_date) VALUES (?, ?, ?, ?, ?, '', '')
ON CONFLICT (id) DO UPDATE SET title = excluded.title, articles = excluded.articles, outlets = excluded.outlets, independent = excluded.independent`,
		s.ID, s.Title, s.Sources.Articles, s.Sources.Outlets, s.Sources.Independent); err != nil {
		return err
	}
	if err := w.run("INSERT INTO story_body (story, body) VALUES (?, ?) ON CONFLICT (story) DO UPDATE SET body = excluded.body", s.ID, text); err != nil {
		return err
	}
	list, err := body(s.Articles)
	if err != nil {
		return err
	}
	if err := w.run("DELETE FROM story_article WHERE story = ? AND article NOT IN (SELECT value FROM json_each(?))", s.ID, list); err != nil {
		return err
	}
	if err := w.run(`INSERT INTO story_article (article, story) SELECT value, ? FROM json_each(?) WHERE true
ON CONFLICT (article) DO UPDATE SET story = excluded.story WHERE story <> excluded.story`, s.ID, list); err != nil {
		return err
	}
	if err := w.happenings(s); err != nil {
		return err
	}
	return w.run(dateStory, s.ID)
}

// mention is an event of an article.
type mention struct{ article, event string }

// happenings makes the rows of a story's happenings what they are now.
func (w storyWriter) happenings(s depesche.Story) error {
	was, err := w.mentions(s.ID)
	if err != nil {
		return err
	}
	put, err := w.tx.PrepareContext(w.ctx, "INSERT OR REPLACE INTO happening_event (article, event, story, happening) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer put.Close()
	for n, h := range s.Happenings {
		for _, m := range h.Mentions {
			article, event, _ := strings.Cut(m, "/")
			key := mention{article, event}
			before, known := was[key]
			delete(was, key)
			if known && before == n {
				continue
			}
			if _, err := put.ExecContext(w.ctx, article, event, s.ID, n); err != nil {
				return err
			}
		}
	}
	for m := range was {
		if err := w.run("DELETE FROM happening_event WHERE article = ? AND event = ?", m.article, m.event); err != nil {
			return err
		}
	}
	return nil
}

// mentions says which event of an article is which happening of a story.
func (w storyWriter) mentions(story string) (map[mention]int, error) {
	rows, err := w.tx.QueryContext(w.ctx, "SELECT article, event, happening FROM happening_event WHERE story = ?", story)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[mention]int{}
	for rows.Next() {
		var m mention
		var n int
		if err := rows.Scan(&m.article, &m.event, &n); err != nil {
			return nil, err
		}
		out[m] = n
	}
	return out, rows.Err()
}

const dateStory = `UPDATE story SET (first_date, last_date) = (SELECT coalesce(min(iif(v.published <> '', v.sort_date, NULL)), min(v.sort_date), ''), coalesce(max(iif(v.published <> '', v.sort_date, NULL)), max(v.sort_date), '')
FROM story_article x CROSS JOIN version v ON v.article = x.article AND +v.is_current = 1 WHERE x.story = story.id) WHERE id = ?`

// StoryOf returns the id of the story that an article tells, "" when that is
// not known yet.
func (db *DB) StoryOf(ctx context.Context, article string) (string, error) {
	var id string
	err := db.sql.QueryRowContext(ctx, "SELECT story FROM story_article WHERE article = ?", article).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return id, explain(err)
}

// StoriesOf lists the ids of the stories that some articles tell, each once.
func (db *DB) StoriesOf(ctx context.Context, articles []string) ([]string, error) {
	list, err := body(articles)
	if err != nil {
		return nil, err
	}
	return collect(ctx, db.sql, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) },
		"SELECT x.story FROM json_each(?) j CROSS JOIN story_article x ON x.article = j.value GROUP BY x.story ORDER BY min(j.key)", list)
}

// StoryHeads lists those of the stories that there are.
func (db *DB) StoryHeads(ctx context.Context, ids []string) ([]StoryHead, error) {
	list, err := body(ids)
	if err != nil {
		return nil, err
	}
	return collect(ctx, db.sql, func(rows *sql.Rows) (h StoryHead, err error) {
		return h, rows.Scan(h.fields()...)
	}, "SELECT "+storyColumns+" FROM json_each(?) j CROSS JOIN story s ON s.id = j.value ORDER BY j.key", list)
}

const storyColumns = "s.id, s.title, s.articles, s.outlets, s.independent, s.first_date, s.last_date"

func (h *StoryHead) fields() []any {
	return []any{&h.ID, &h.Title, &h.Articles, &h.Outlets, &h.Independent, &h.First, &h.Last}
}

// Stories lists the stories that at least so many articles tell, the one with
// the latest article first, and says how many there are.
func (db *DB) Stories(ctx context.Context, articles int, page Page) ([]StoryHead, int, error) {
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM story WHERE articles >= ?", articles).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	heads, err := collect(ctx, db.sql, func(rows *sql.Rows) (h StoryHead, err error) {
		return h, rows.Scan(h.fields()...)
	}, "SELECT "+storyColumns+" FROM story s WHERE s.articles >= ? ORDER BY s.last_date DESC, s.id LIMIT ? OFFSET ?", articles, page.Limit, page.Offset)
	return heads, total, err
}

// Story returns a story. A story that was merged into another one is found
// under its old id too. The error wraps depesche.ErrNotFound when there is
// none.
func (db *DB) Story(ctx context.Context, id string) (StoryHead, depesche.Story, error) {
	const mostMerges = 32
	asked := id
	for range mostMerges {
		h, s, err := db.story(ctx, id)
		if !errors.Is(err, sql.ErrNoRows) {
			return h, s, explain(err)
		}
		err = db.sql.QueryRowContext(ctx, "SELECT other FROM story_change WHERE story = ? AND kind = ? ORDER BY number DESC LIMIT 1", id, StoryMerged).Scan(&id)
		if err != nil {
			return h, s, fmt.Errorf("story %q: %w", asked, explain(err))
		}
	}
	return StoryHead{}, depesche.Story{}, fmt.Errorf("story %q: %w", asked, depesche.ErrNotFound)
}

func (db *DB) story(ctx context.Context, id string) (h StoryHead, s depesche.Story, err error) {
	var text string
	if err := db.sql.QueryRowContext(ctx, "SELECT "+storyColumns+", b.body FROM story s JOIN story_body b ON b.story = s.id WHERE s.id = ?", id).Scan(append(h.fields(), &text)...); err != nil {
		return h, s, err
	}
	return h, s, json.Unmarshal([]byte(text), &s)
}

// StoryChanges lists what became of a story, and of others that have to do
// with it, the oldest first.
func (db *DB) StoryChanges(ctx context.Context, id string) ([]StoryChange, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (c StoryChange, err error) {
		return c, rows.Scan(&c.At, &c.Kind, &c.Story, &c.Other)
	}, "SELECT at, kind, story, other FROM story_change WHERE story = ? OR other = ? ORDER BY number", id, id)
}

const articlesOfStory = ` FROM story_article x CROSS JOIN article a ON a.id = x.article
CROSS JOIN version v ON v.article = a.id AND +v.is_current = 1 WHERE x.story = ? ORDER BY v.sort_date, v.key`

// StoryArticles lists the current versions of a story's articles, in order of
// time.
func (db *DB) StoryArticles(ctx context.Context, id string) ([]Head, error) {
	return db.heads(ctx, "SELECT "+headColumns+articlesOfStory, id)
}

// HappeningLine is an event of the world in a list: one event that tells it,
// and how many do.
type HappeningLine struct {
	EventLine
	Story     string `json:"story,omitempty"` // "" when no story holds the event yet
	Happening int    `json:"happening"`       // its number in the story
	Reports   int    `json:"reports"`         // events of articles that tell it
	Outlets   int    `json:"outlets"`         // that tell it
}

// Happenings lists the events that match as events of the world: those of
// several articles that are one stand in one line, at the first of their
// dates that is known to the day, or else the first. It tells how many lines there are in all.
func (db *DB) Happenings(ctx context.Context, f Filter, order Order, page Page) ([]HappeningLine, int, error) {
	keys, args := f.keys()
	grouped := `WITH k AS (` + keys + `), told AS (
  SELECT k.version, k.id, k.sort_date, length(e.date_from) AS precise, v.article, v.domain, v.outlet,
    coalesce(h.story || '/' || h.happening, v.article || '/' || k.id) AS world, coalesce(h.story, '') AS story, coalesce(h.happening, 0) AS happening
  FROM k JOIN event e ON e.version = k.version AND e.id = k.id JOIN version v ON v.key = k.version
  LEFT JOIN happening_event h ON h.article = v.article AND h.event = k.id)`
	var total int
	if err := db.sql.QueryRowContext(ctx, grouped+" SELECT count(DISTINCT world) FROM told", args...).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	direction := " ASC"
	if order == NewestFirst {
		direction = " DESC"
	}
	type row struct {
		article, event string
		line           HappeningLine
	}
	rows, err := collect(ctx, db.sql, func(rows *sql.Rows) (r row, err error) {
		var rank string
		return r, rows.Scan(&rank, &r.article, &r.event, &r.line.Story, &r.line.Happening, &r.line.Reports, &r.line.Outlets)
	}, grouped+` SELECT min(printf('%02d', 10 - precise) || sort_date || printf('%012d', version)), article, id, story, happening, count(*),
  count(DISTINCT coalesce(nullif(domain, ''), nullif(outlet, ''), article))
FROM told GROUP BY world ORDER BY sort_date`+direction+`, world LIMIT ? OFFSET ?`, append(args, page.Limit, page.Offset)...)
	if err != nil {
		return nil, 0, err
	}
	lines := make([]HappeningLine, len(rows))
	for i, r := range rows {
		event, err := db.Event(ctx, r.article, r.event)
		if err != nil {
			return nil, 0, err
		}
		lines[i] = r.line
		lines[i].EventLine = event
	}
	return lines, total, nil
}
