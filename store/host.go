// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Host is what must be remembered of a host between two runs. Times are
// stamps; "" is never.
type Host struct {
	Name      string
	Robots    []byte // its robots.txt
	RobotsAt  string // when it was fetched
	NotBefore string // the host is left alone until then
	Failures  int    // in a row
}

// Host returns what is known of a host; of an unknown one nothing is.
func (db *DB) Host(ctx context.Context, name string) (Host, error) {
	h := Host{Name: name}
	err := db.sql.QueryRowContext(ctx, `SELECT robots, robots_at, not_before, failures FROM host WHERE name = ?`, name).
		Scan(&h.Robots, &h.RobotsAt, &h.NotBefore, &h.Failures)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("host %s: %w", name, explain(err))
	}
	return h, nil
}

// SaveHost remembers a host.
func (db *DB) SaveHost(ctx context.Context, h Host) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO host (name, robots, robots_at, not_before, failures) VALUES (?, ?, ?, ?, ?)`,
			h.Name, append([]byte{}, h.Robots...), h.RobotsAt, h.NotBefore, h.Failures)
		return err
	})
	if err != nil {
		return fmt.Errorf("write down host %s: %w", h.Name, err)
	}
	return nil
}

// Capture says where the archive holds an exchange.
type Capture struct {
	URL     string `json:"url"`
	At      string `json:"at"`
	Digest  string `json:"digest"` // of the body as it came
	Record  string `json:"record"` // WARC-Record-ID
	File    string `json:"file"`
	Offset  int64  `json:"offset"`
	Length  int64  `json:"length"`
	Until   int64  `json:"-"`       // end of all that was written with it
	Revisit bool   `json:"revisit"` // it refers to an earlier one with the same digest
}

const captureColumns = `url, at, digest, record, file, offset, length, until, revisit`

func scanCapture(rows *sql.Rows) (c Capture, err error) {
	return c, rows.Scan(&c.URL, &c.At, &c.Digest, &c.Record, &c.File, &c.Offset, &c.Length, &c.Until, &c.Revisit)
}

// SaveCapture remembers where an exchange is archived.
func (db *DB) SaveCapture(ctx context.Context, c Capture) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO capture (`+captureColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.URL, c.At, c.Digest, c.Record, c.File, c.Offset, c.Length, c.Until, c.Revisit)
		return err
	})
}

// CaptureOf returns the first whole capture of bytes with the digest; the
// second value reports whether there is one.
func (db *DB) CaptureOf(ctx context.Context, digest string) (Capture, bool, error) {
	found, err := collect(ctx, db.sql, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE digest = ? AND revisit = 0 ORDER BY key LIMIT 1`, digest)
	if err != nil || len(found) == 0 {
		return Capture{}, false, err
	}
	return found[0], true, nil
}

// LastCapture returns the newest capture of an address; the second value
// reports whether there is one.
func (db *DB) LastCapture(ctx context.Context, url string) (Capture, bool, error) {
	found, err := collect(ctx, db.sql, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE url = ? ORDER BY at DESC, key DESC LIMIT 1`, url)
	if err != nil || len(found) == 0 {
		return Capture{}, false, err
	}
	return found[0], true, nil
}

// Captures lists what the archive holds of an address, the oldest first.
func (db *DB) Captures(ctx context.Context, url string) ([]Capture, error) {
	return collect(ctx, db.sql, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE url = ? ORDER BY at, key`, url)
}

// CapturedEnd is how far a file of the archive is written down: what stands
// behind was cut off.
func (db *DB) CapturedEnd(ctx context.Context, file string) (int64, error) {
	var end sql.NullInt64
	err := db.sql.QueryRowContext(ctx, `SELECT max(until) FROM capture WHERE file = ?`, file).Scan(&end)
	return end.Int64, explain(err)
}
