// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"depesche"
)

// Reading is a version of an article as it was read, and by what.
type Reading struct {
	Article string // id in the record
	Version int
	ReadBy  string
	Record  *depesche.Record

	key     int64
	current bool
}

// Readings yields every version of every article whose reading was made by
// something other than by tells for its language, in the order in which they
// came into the record. It reads a few at a time, so that the record may be
// written to between two of them. An error ends it.
func (db *DB) Readings(ctx context.Context, by func(language string) string) iter.Seq2[Reading, error] {
	return func(yield func(Reading, error) bool) {
		var last int64
		for {
			batch, err := db.readingsAfter(ctx, last)
			if err != nil {
				yield(Reading{}, err)
				return
			}
			if len(batch) == 0 {
				return
			}
			for _, row := range batch {
				last = row.key
				if row.ReadBy == by(row.language) {
					continue
				}
				if !yield(db.reading(ctx, row)) {
					return
				}
			}
		}
	}
}

// Stale counts the versions that Readings yields.
func (db *DB) Stale(ctx context.Context, by func(language string) string) (int, error) {
	counts, err := collect(ctx, db.sql, func(rows *sql.Rows) (c struct {
		language, readBy string
		n                int
	}, err error) {
		return c, rows.Scan(&c.language, &c.readBy, &c.n)
	}, `SELECT v.language, r.read_by, count(*) FROM version v JOIN reading r ON r.version = v.key GROUP BY 1, 2`)
	n := 0
	for _, c := range counts {
		if c.readBy != by(c.language) {
			n += c.n
		}
	}
	return n, err
}

// readingsBatch is how many versions are looked at in one query.
const readingsBatch = 500

type readingRow struct {
	Reading
	language string
}

func (db *DB) readingsAfter(ctx context.Context, key int64) ([]readingRow, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (r readingRow, err error) {
		return r, rows.Scan(&r.key, &r.Article, &r.Version, &r.current, &r.language, &r.ReadBy)
	}, `SELECT v.key, v.article, v.number, v.is_current, v.language, r.read_by FROM version v JOIN reading r ON r.version = v.key
WHERE v.key > ? ORDER BY v.key LIMIT ?`, key, readingsBatch)
}

func (db *DB) reading(ctx context.Context, row readingRow) (Reading, error) {
	_, record, err := db.Article(ctx, row.Article, row.Version)
	row.Record = record
	return row.Reading, err
}

// Reread puts a newer reading in the place of an older one: the record with
// what it says of its article, and where the version is the current one the
// facts and words in lists and search. The original and the number of the
// version stay as they are. Origins are only needed for another text. The
// reading must be of the same bytes of the same article.
func (db *DB) Reread(ctx context.Context, old Reading, e Entry) error {
	record, a := e.Record, &e.Record.Article
	if a.ID != old.Record.Article.ID || a.Digest != old.Record.Article.Digest {
		return fmt.Errorf("reread article %q: the new reading is of other bytes: %w", old.Article, depesche.ErrInvalid)
	}
	other := a.Text != old.Record.Article.Text
	if other && e.Origins == nil {
		return fmt.Errorf("reread article %q: another text without its origins: %w", old.Article, depesche.ErrInvalid)
	}
	b, err := packEntry(e)
	if err != nil {
		return fmt.Errorf("reread article %q: %w", old.Article, err)
	}
	facts, err := factsDigest(record)
	if err != nil {
		return fmt.Errorf("reread article %q: %w", old.Article, err)
	}
	err = db.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE reading SET record = ?, read_by = ?, map = iif(?, ?, map) WHERE version = ?`,
			b.record, e.ReadBy, other, b.origins, old.key); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE version SET title = ?, outlet = ?, domain = ?, published = ?, published_from = ?, language = ?,
sort_date = iif(? = '', sort_date, ?), events = ?, statements = ?, voices = ?, facts = ? WHERE key = ?`,
			a.Title, a.Outlet.Name, a.Outlet.Domain, a.Published, a.PublishedFrom, a.Language, a.Published, a.Published,
			len(record.Events), len(record.Statements), len(record.Voices()), facts, old.key); err != nil {
			return err
		}
		var current bool
		var date string
		if err := tx.QueryRowContext(ctx, `SELECT is_current, sort_date FROM version WHERE key = ?`, old.key).Scan(&current, &date); err != nil || !current {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE words SET title = ?, text = ? WHERE rowid = ?`, a.Title, a.Text, old.key); err != nil {
			return err
		}
		for _, table := range []string{"event_pair", "event", "statement"} {
			if _, err := tx.ExecContext(ctx, `DELETE FROM `+table+` WHERE version = ?`, old.key); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE signature SET stale = 1 WHERE version = ?`, old.key); err != nil {
			return err // its story counts other facts now
		}
		return writeFacts(ctx, tx, old.key, record, date)
	})
	if err != nil {
		return fmt.Errorf("reread article %q: %w", old.Article, err)
	}
	return nil
}
