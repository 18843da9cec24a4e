// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Intake is how far a file has been read whose reading was cut off.
type Intake struct {
	File   string // absolute path
	Head   string // what the file is known by: a digest of its first bytes
	Offset int64  // behind the last article that is kept
}

// Intake returns how far the file was read; Offset is 0 when it was never read,
// read to its end, or was another file then.
func (db *DB) Intake(ctx context.Context, file, head string) (Intake, error) {
	in := Intake{File: file, Head: head}
	err := db.sql.QueryRowContext(ctx, `SELECT offset FROM intake WHERE file = ? AND head = ?`, file, head).Scan(&in.Offset)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return in, fmt.Errorf("look up how far %s was read: %w", file, explain(err))
	}
	return in, nil
}

// SetIntake notes how far a file has been read.
func (db *DB) SetIntake(ctx context.Context, in Intake) error {
	_, err := db.sql.ExecContext(ctx, `INSERT OR REPLACE INTO intake (file, head, offset, at) VALUES (?, ?, ?, ?)`,
		in.File, in.Head, in.Offset, db.Now().UTC().Format(time.RFC3339))
	if err != nil {
		return fmt.Errorf("note how far %s was read: %w", in.File, explain(err))
	}
	return nil
}

// EndIntake notes that a file has been read to its end.
func (db *DB) EndIntake(ctx context.Context, file string) error {
	if _, err := db.sql.ExecContext(ctx, `DELETE FROM intake WHERE file = ?`, file); err != nil {
		return fmt.Errorf("note that %s was read: %w", file, explain(err))
	}
	return nil
}
