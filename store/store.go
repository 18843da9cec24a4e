// SPDX-License-Identifier: Apache-2.0

// Package store keeps the record in one SQLite file: the original bytes, the
// versions of every article, and the facts read from them, so that they can be
// found again by actor, pair, date and word. It knows no stages: it stores
// what it is given and never reads an article itself.
package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"time"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"depesche"
)

//go:embed migrations/*.sql
var migrations embed.FS

// busyTimeout is how long a write waits for another process's write.
const busyTimeout = 30 * time.Second

// DB is an open record. It is safe for concurrent use.
type DB struct {
	sql *sql.DB
	// Now is the clock that dates new versions; tests set it.
	Now func() time.Time
}

// Open opens the record in the file, creating it and the folders above it when
// they are missing. The path ":memory:" opens a record that lives only as long
// as the DB. The error wraps depesche.ErrNewer when a newer version of
// depesche wrote the file.
func Open(path string) (*DB, error) {
	if path != ":memory:" {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("create the folder of the record: %w", err)
		}
	}
	handle, err := sql.Open("sqlite", dataSource(path))
	if err != nil {
		return nil, fmt.Errorf("open record %s: %w", path, err)
	}
	if path == ":memory:" {
		handle.SetMaxOpenConns(1) // every connection would be a database of its own
	}
	db := &DB{sql: handle, Now: time.Now}
	if err := db.migrate(context.Background()); err != nil {
		handle.Close()
		return nil, fmt.Errorf("open record %s: %w", path, err)
	}
	return db, nil
}

func dataSource(path string) string {
	pragmas := url.Values{"_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busyTimeout.Milliseconds()),
		"journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(ON)",
		"cache_size(-65536)", "temp_store(MEMORY)",
	}, "_txlock": {"immediate"}}
	if path == ":memory:" {
		return path + "?" + pragmas.Encode()
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: pragmas.Encode()}).String()
}

// Close closes the record.
func (db *DB) Close() error { return db.sql.Close() }

// migrate brings the schema up to date: every file of migrations whose number
// is above the stored one, in order, in one transaction.
func (db *DB) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	sort.Strings(names)
	var have int
	if err := db.sql.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return explain(err)
	}
	if have > len(names) {
		return fmt.Errorf("the file has schema %d, this program knows %d: %w; update depesche", have, len(names), depesche.ErrNewer)
	}
	if have == len(names) {
		return nil
	}
	return db.write(ctx, func(tx *sql.Tx) error {
		// Another process may have migrated while this one waited to write.
		if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
			return err
		}
		for number := have + 1; number <= len(names); number++ {
			text, err := migrations.ReadFile(names[number-1])
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, string(text)); err != nil {
				return fmt.Errorf("migrate with %s: %w", names[number-1], err)
			}
			if names[number-1] == foldedSince {
				if err := fillFolded(ctx, tx); err != nil {
					return fmt.Errorf("migrate with %s: %w", names[number-1], err)
				}
			}
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", len(names)))
		return err
	})
}

// foldedSince is the migration that brought the column article.folded, which
// SQL alone cannot fill.
const foldedSince = "migrations/0002_sources.sql"

// fillFolded fills article.folded of the articles that were there before.
func fillFolded(ctx context.Context, tx *sql.Tx) error {
	type pair struct{ id, url string }
	all, err := collect(ctx, tx, func(rows *sql.Rows) (p pair, err error) { return p, rows.Scan(&p.id, &p.url) },
		`SELECT id, url FROM article WHERE url <> ''`)
	if err != nil {
		return err
	}
	for _, p := range all {
		if _, err := tx.ExecContext(ctx, `UPDATE article SET folded = ? WHERE id = ?`, foldedAddress(p.url), p.id); err != nil {
			return err
		}
	}
	return nil
}

// write runs do in one transaction and keeps its work only when it succeeds.
func (db *DB) write(ctx context.Context, do func(tx *sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	if err := do(tx); err != nil {
		// A rollback can only fail when the transaction has already ended, as
		// it does by itself on a full disk.
		_ = tx.Rollback()
		return explain(err)
	}
	return explain(tx.Commit())
}
