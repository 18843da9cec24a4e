// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"depesche"
)

// Head is a version of an article as lists show it.
type Head struct {
	ID            string `json:"id"`
	Version       int    `json:"version"`
	Title         string `json:"title"`
	Outlet        string `json:"outlet"`
	Domain        string `json:"domain"`
	URL           string `json:"url"`
	Published     string `json:"published"`
	PublishedFrom string `json:"published_from"`
	Added         string `json:"added"`
	Language      string `json:"language"`
	Digest        string `json:"digest"`
	Events        int    `json:"events"`
	Statements    int    `json:"statements"`
	Voices        int    `json:"voices"`              // independent origins of its statements
	Gone          string `json:"gone,omitempty"`      // since when its page is no longer there
	Rendering     string `json:"rendering,omitempty"` // see depesche.Article
}

// Before is the number of the version before this one; 0 for the first.
func (h Head) Before() int { return h.Version - 1 }

// headColumns are the columns of Head, of version v and article a.
const headColumns = `a.id, v.number, v.title, v.outlet, v.domain, a.url, v.published, v.published_from,
  v.added, v.language, v.digest, v.events, v.statements, v.voices, a.gone, v.rendering`

// headFields are the places of headColumns.
func (h *Head) fields() []any {
	return []any{&h.ID, &h.Version, &h.Title, &h.Outlet, &h.Domain, &h.URL, &h.Published, &h.PublishedFrom,
		&h.Added, &h.Language, &h.Digest, &h.Events, &h.Statements, &h.Voices, &h.Gone, &h.Rendering}
}

// Page asks for a part of a list: Limit rows after the first Offset.
type Page struct{ Offset, Limit int }

// Latest lists current articles, the newest publication first, and tells how
// many there are in all. A language code narrows the list.
func (db *DB) Latest(ctx context.Context, language string, page Page) ([]Head, int, error) {
	where, args := "v.is_current = 1", []any{}
	if language != "" {
		where += " AND " + inLanguage
		args = append(args, language, language)
	}
	var total int
	if err := db.sql.QueryRowContext(ctx, "SELECT count(*) FROM version v WHERE "+where, args...).Scan(&total); err != nil {
		return nil, 0, explain(err)
	}
	query := "SELECT " + headColumns + " FROM version v JOIN article a ON a.id = v.article WHERE " + where +
		" ORDER BY v.sort_date DESC, v.key DESC LIMIT ? OFFSET ?"
	heads, err := db.heads(ctx, query, append(args, page.Limit, page.Offset)...)
	return heads, total, err
}

// inLanguage takes in the regions of a language: "en" finds "en-GB" too.
const inLanguage = "(v.language = ? OR v.language LIKE ? || '-%')"

func (db *DB) heads(ctx context.Context, query string, args ...any) ([]Head, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (h Head, err error) {
		return h, rows.Scan(h.fields()...)
	}, query, args...)
}

// collect runs a query and scans every row.
func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, explain(err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, explain(err)
		}
		all = append(all, v)
	}
	return all, explain(rows.Err())
}

// Versions lists the versions of an article, the newest first.
func (db *DB) Versions(ctx context.Context, id string) ([]Head, error) {
	heads, err := db.heads(ctx, "SELECT "+headColumns+` FROM version v JOIN article a ON a.id = v.article
WHERE a.id = ? ORDER BY v.number DESC`, id)
	if err == nil && len(heads) == 0 {
		err = fmt.Errorf("article %q: %w", id, depesche.ErrNotFound)
	}
	return heads, err
}

// Article returns the record of an article's version; number 0 is the current
// one. The error wraps depesche.ErrNotFound when there is none.
func (db *DB) Article(ctx context.Context, id string, number int) (Head, *depesche.Record, error) {
	where, args := "+v.is_current = 1", []any{id} // see currentVersion
	if number > 0 {
		where, args = "v.number = ?", append(args, number)
	}
	var h Head
	var blob []byte
	err := db.sql.QueryRowContext(ctx, "SELECT "+headColumns+`, r.record FROM version v JOIN article a ON a.id = v.article JOIN reading r ON r.version = v.key
WHERE a.id = ? AND `+where, args...).Scan(append(h.fields(), &blob)...)
	if err != nil {
		return h, nil, fmt.Errorf("article %q: %w", id, explain(err))
	}
	record := new(depesche.Record)
	if err := unpackJSON(blob, record); err != nil {
		return h, nil, fmt.Errorf("article %q, version %d: %w", id, h.Version, err)
	}
	return h, record, nil
}

// currentVersion is the key of an article's current version. The plus keeps
// the index of all current versions out of it, which would be walked as a whole.
const currentVersion = "(SELECT key FROM version WHERE article = ? AND +is_current = 1)"

// Original returns the stored bytes of an article's version (0: current) and
// the map from its text to them.
func (db *DB) Original(ctx context.Context, id string, number int) ([]byte, []depesche.Origin, error) {
	var packed, packedMap []byte
	err := db.sql.QueryRowContext(ctx, `SELECT o.gzip, r.map FROM version v JOIN original o ON o.digest = v.digest JOIN reading r ON r.version = v.key
WHERE v.article = ? AND (v.number = ? OR (? = 0 AND v.is_current = 1))`, id, number, number).Scan(&packed, &packedMap)
	if err != nil {
		return nil, nil, fmt.Errorf("original of article %q: %w", id, explain(err))
	}
	data, err := unpack(packed)
	if err != nil {
		return nil, nil, fmt.Errorf("original of article %q: %w", id, err)
	}
	var origins []depesche.Origin
	if err := unpackJSON(packedMap, &origins); err != nil {
		return nil, nil, fmt.Errorf("original of article %q: %w", id, err)
	}
	return data, origins, nil
}

// Resolve returns the one article whose id begins with the prefix, so that a
// person need not type it whole. The error wraps depesche.ErrNotFound for
// none and depesche.ErrInvalid for several.
func (db *DB) Resolve(ctx context.Context, prefix string) (string, error) {
	ids, err := collect(ctx, db.sql, func(rows *sql.Rows) (id string, err error) {
		return id, rows.Scan(&id)
	}, `SELECT id FROM article WHERE substr(id, 1, length(?)) = ? ORDER BY id = ? DESC, id LIMIT 6`, prefix, prefix, prefix)
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", fmt.Errorf("article %q: %w", prefix, depesche.ErrNotFound)
	case len(ids) > 1 && ids[0] != prefix:
		return "", fmt.Errorf("article %q is not clear: %s …: %w", prefix, strings.Join(ids, ", "), depesche.ErrInvalid)
	}
	return ids[0], nil
}

// Size counts what is in the record.
type Size struct {
	Articles   int `json:"articles"`
	Versions   int `json:"versions"`
	Events     int `json:"events"`
	Statements int `json:"statements"`
}

// Size counts what is in the record.
func (db *DB) Size(ctx context.Context) (s Size, err error) {
	err = db.sql.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(is_current), 0),
  coalesce(sum(is_current * events), 0), coalesce(sum(is_current * statements), 0) FROM version`).
		Scan(&s.Versions, &s.Articles, &s.Events, &s.Statements)
	return s, explain(err)
}

// Find returns the id of the article at an address. The error wraps
// depesche.ErrNotFound when there is none.
func (db *DB) Find(ctx context.Context, url string) (string, error) {
	var id string
	err := db.sql.QueryRowContext(ctx, `SELECT id FROM article WHERE folded = ? AND folded <> '' LIMIT 1`, foldedAddress(url)).Scan(&id)
	if err != nil {
		return "", fmt.Errorf("article at %s: %w", url, explain(err))
	}
	return id, nil
}
