// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"depesche"
)

// The kinds of source.
const (
	KindFeed    = "feed"
	KindSitemap = "sitemap"
)

// Source is a feed or sitemap that is visited. Times are RFC 3339 in UTC to
// the second; "" is never.
type Source struct {
	ID        int64  `json:"id"`
	Address   string `json:"address"`
	Kind      string `json:"kind"`
	Title     string `json:"title"`
	Site      string `json:"site"`
	Folder    string `json:"folder"`
	Added     string `json:"added"`
	Moved     string `json:"moved"` // where permanent redirects lead
	ETag      string `json:"-"`
	Modified  string `json:"-"` // Last-Modified as the server wrote it
	Visited   string `json:"visited"`
	Succeeded string `json:"succeeded"`
	News      string `json:"news"`       // when it last offered something new
	NextVisit string `json:"next_visit"` //
	Gap       int    `json:"gap"`        // seconds from one new item to the next, estimated; 0: not known
	Failures  int    `json:"failures"`   // in a row
	Trouble   string `json:"trouble"`    // kind of the last failure; "" when the last visit went well
	Reason    string `json:"reason"`     // the same in words
}

// Label is the title of the source, or else its address.
func (s *Source) Label() string {
	if s.Title != "" {
		return s.Title
	}
	return s.Address
}

// Where is the address to visit: where it has moved to, if it has.
func (s *Source) Where() string {
	if s.Moved != "" {
		return s.Moved
	}
	return s.Address
}

const sourceColumns = `id, address, kind, title, site, folder, added, moved, etag, modified, visited, succeeded, news,
  next_visit, gap, failures, trouble, reason`

func (s *Source) fields() []any {
	return []any{&s.ID, &s.Address, &s.Kind, &s.Title, &s.Site, &s.Folder, &s.Added, &s.Moved, &s.ETag, &s.Modified,
		&s.Visited, &s.Succeeded, &s.News, &s.NextVisit, &s.Gap, &s.Failures, &s.Trouble, &s.Reason}
}

func scanSource(rows *sql.Rows) (s Source, err error) { return s, rows.Scan(s.fields()...) }

// Stamp writes a time as the tables of sources hold it; the zero time is "".
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

// AddSource adds a source and reports whether it was not there. One that was
// removed comes back. What the caller says of title, site and folder stands
// before what is known, unless it is empty.
func (db *DB) AddSource(ctx context.Context, s Source) (added bool, err error) {
	now := Stamp(db.Now())
	err = db.write(ctx, func(tx *sql.Tx) error {
		var active int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM source WHERE address = ? AND removed = ''`, s.Address).Scan(&active); err != nil {
			return err
		}
		added = active == 0
		_, err := tx.ExecContext(ctx, `INSERT INTO source (address, kind, title, site, folder, added, next_visit) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (address) DO UPDATE SET kind = excluded.kind, title = coalesce(nullif(excluded.title, ''), title),
  site = coalesce(nullif(excluded.site, ''), site), folder = coalesce(nullif(excluded.folder, ''), folder),
  next_visit = CASE removed WHEN '' THEN next_visit ELSE excluded.next_visit END, moved = CASE removed WHEN '' THEN moved ELSE '' END, removed = ''`,
			s.Address, s.Kind, s.Title, s.Site, s.Folder, now, now)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("add source %s: %w", s.Address, err)
	}
	return added, nil
}

// RemoveSource ends the visits of a source, by its address. What it brought
// stays. The error wraps depesche.ErrNotFound when there is no such source.
func (db *DB) RemoveSource(ctx context.Context, address string) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE source SET removed = ? WHERE (address = ? OR moved = ?) AND removed = ''`, Stamp(db.Now()), address, address)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("source %s: %w", address, depesche.ErrNotFound)
		}
		return nil
	})
}

// Sources lists the sources that are visited, by folder and title.
func (db *DB) Sources(ctx context.Context) ([]Source, error) {
	return collect(ctx, db.sql, scanSource, `SELECT `+sourceColumns+` FROM source WHERE removed = '' ORDER BY folder, lower(title), address`)
}

// DueSources lists the sources whose visit is due, the longest due first.
func (db *DB) DueSources(ctx context.Context, now time.Time) ([]Source, error) {
	return collect(ctx, db.sql, scanSource, `SELECT `+sourceColumns+` FROM source WHERE removed = '' AND next_visit <= ? ORDER BY next_visit, id`, Stamp(now))
}

// Visit is one visit of a source.
type Visit struct {
	Result  string `json:"result"` // "read", "unchanged", or the kind of failure
	Reason  string `json:"reason"`
	Offered int    `json:"offered"` // items in it
	Fresh   int    `json:"fresh"`   // of those, never offered before
	Missed  bool   `json:"missed"`  // older items may have gone by unseen
}

// The results of a visit that went well.
const (
	VisitRead      = "read"
	VisitUnchanged = "unchanged"
)

const updateSource = `UPDATE source SET title = ?, site = ?, moved = ?, etag = ?, modified = ?, visited = ?, succeeded = ?, news = ?,
  next_visit = ?, gap = ?, failures = ?, trouble = ?, reason = ? WHERE id = ?`

// lookSooner has a page looked at now that its source says was changed since
// it was fetched; not without end, for there are sources that always say so.
const lookSooner = `UPDATE page SET next_visit = ? WHERE key = ? AND state = 'kept' AND fetched < ? AND (next_visit = '' OR next_visit > ?) AND visits < ?`

// maxLooks bounds how often a page is looked at.
const maxLooks = 24

// SaveVisit writes down a visit: the source as it stands after it, and the
// pages that it offered. It is one transaction, so a visit that is written
// down has lost no page. judge is told what was offered and how much of it is
// new, completes the source and the visit, and is called once.
func (db *DB) SaveVisit(ctx context.Context, s *Source, v *Visit, pages []WebPage, judge func()) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		v.Offered, v.Fresh = len(pages), 0
		insert, err := tx.PrepareContext(ctx, insertPage)
		if err != nil {
			return err
		}
		defer insert.Close()
		now := Stamp(db.Now())
		for _, p := range pages {
			result, err := insert.ExecContext(ctx, p.Key, p.Address, s.ID, p.Title, p.Published, p.Publisher.Name, p.Publisher.Domain, now, now)
			if err != nil {
				return err
			}
			n, err := result.RowsAffected()
			if err != nil {
				return err
			}
			v.Fresh += int(n)
			if n > 0 && p.Text != nil {
				if err := saveOffered(ctx, tx, p); err != nil {
					return err
				}
			}
			if n == 0 && p.Updated != "" {
				if _, err := tx.ExecContext(ctx, lookSooner, now, p.Key, p.Updated, now, maxLooks); err != nil {
					return err
				}
			}
		}
		judge()
		if _, err := tx.ExecContext(ctx, updateSource, s.Title, s.Site, s.Moved, s.ETag, s.Modified, s.Visited, s.Succeeded, s.News,
			s.NextVisit, s.Gap, s.Failures, s.Trouble, s.Reason, s.ID); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO visit (source, at, result, reason, offered, fresh, missed) VALUES (?, ?, ?, ?, ?, ?, ?)`,
			s.ID, s.Visited, v.Result, v.Reason, v.Offered, v.Fresh, v.Missed)
		return err
	})
	if err != nil {
		return fmt.Errorf("write down the visit of %s: %w", s.Address, err)
	}
	return nil
}

const insertPage = `INSERT OR IGNORE INTO page (key, address, source, title, published, publisher, publisher_domain, offered, state, next_visit)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?)`

func saveOffered(ctx context.Context, tx *sql.Tx, p WebPage) error {
	packed, err := pack(p.Text)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT OR IGNORE INTO offered (key, item) VALUES (?, ?)`, p.Key, packed)
	return err
}

// ForgetVisits drops the visits before a time that found nothing new: they are
// most of all visits and say least.
func (db *DB) ForgetVisits(ctx context.Context, before time.Time) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM visit WHERE at < ? AND result IN ('read', 'unchanged') AND fresh = 0`, Stamp(before))
		return err
	})
}

// Setting returns what was said once for all runs; "" when nothing was.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	values, err := collect(ctx, db.sql, func(rows *sql.Rows) (v string, err error) { return v, rows.Scan(&v) },
		`SELECT value FROM setting WHERE name = ?`, name)
	if err != nil || len(values) == 0 {
		return "", err
	}
	return values[0], nil
}

// SetSetting remembers something for all further runs.
func (db *DB) SetSetting(ctx context.Context, name, value string) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
		return err
	})
}

// Postpone moves the next visit of a source without a word about the last.
func (db *DB) Postpone(ctx context.Context, id int64, to time.Time) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE source SET next_visit = ? WHERE id = ?`, Stamp(to), id)
		return err
	})
}
