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

// Reread puts a newer reading in the place of an older one: the record, and
// where the version is the current one the facts in lists and search. The
// original, the version and its article stay as they are. The article of the
// new record must be that of the old one.
func (db *DB) Reread(ctx context.Context, old Reading, record *depesche.Record, readBy string) error {
	if record.Article.ID != old.Record.Article.ID || record.Article.Text != old.Record.Article.Text {
		return fmt.Errorf("reread article %q: the new reading is of another text: %w", old.Article, depesche.ErrInvalid)
	}
	blob, err := packJSON(record)
	if err != nil {
		return fmt.Errorf("reread article %q: %w", old.Article, err)
	}
	err = db.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE reading SET record = ?, read_by = ? WHERE version = ?`, blob, readBy, old.key); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE version SET events = ?, statements = ?, voices = ? WHERE key = ?`,
			len(record.Events), len(record.Statements), len(record.Voices()), old.key); err != nil {
			return err
		}
		var current bool
		var date string
		if err := tx.QueryRowContext(ctx, `SELECT is_current, sort_date FROM version WHERE key = ?`, old.key).Scan(&current, &date); err != nil || !current {
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
