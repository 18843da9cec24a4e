// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"depesche"
)

// VersionOf names a version of an article.
type VersionOf struct {
	Key       int64 // in the record; later versions have greater ones
	Article   string
	Number    int
	Published string
	Language  string
}

const versionOfColumns = "v.key, v.article, v.number, v.published, v.language"

func (v *VersionOf) fields() []any {
	return []any{&v.Key, &v.Article, &v.Number, &v.Published, &v.Language}
}

// Unsigned lists versions without a signature, in the order in which they
// came into the record, the first ones up to the limit. Since Link is told of
// them in this order, they are those behind the last one that has one.
func (db *DB) Unsigned(ctx context.Context, limit int) ([]VersionOf, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (v VersionOf, err error) {
		return v, rows.Scan(v.fields()...)
	}, "SELECT "+versionOfColumns+` FROM version v WHERE v.key > (SELECT coalesce(max(version), 0) FROM signature) ORDER BY v.key LIMIT ?`, limit)
}

// Signed calls do with every version that has a signature, in the order in
// which they came into the record.
func (db *DB) Signed(ctx context.Context, do func(v VersionOf, signature []byte) error) error {
	rows, err := db.sql.QueryContext(ctx, "SELECT "+versionOfColumns+", s.body FROM signature s JOIN version v ON v.key = s.version ORDER BY v.key")
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var v VersionOf
		var body sql.RawBytes
		if err := rows.Scan(append(v.fields(), &body)...); err != nil {
			return explain(err)
		}
		if err := do(v, body); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// Signature returns the signature of a version.
func (db *DB) Signature(ctx context.Context, version int64) ([]byte, error) {
	var body []byte
	err := db.sql.QueryRowContext(ctx, "SELECT body FROM signature WHERE version = ?", version).Scan(&body)
	return body, explain(err)
}

// Circle returns the name of the circle that a version was last grouped in, ""
// when it has not been grouped yet, and whether it need not be looked at again.
func (db *DB) Circle(ctx context.Context, version int64) (circle string, settled bool, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT circle, stale = 0 FROM signature WHERE version = ?", version).Scan(&circle, &settled)
	return circle, settled, explain(err)
}

// InCircle lists the versions that were last grouped in a circle.
func (db *DB) InCircle(ctx context.Context, circle string) ([]int64, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (key int64, err error) {
		return key, rows.Scan(&key)
	}, "SELECT version FROM signature WHERE circle = ? ORDER BY version", circle)
}

// SettledIn counts the versions that were last grouped in a circle and need not
// be looked at again.
func (db *DB) SettledIn(ctx context.Context, circle string) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT count(*) FROM signature WHERE circle = ? AND stale = 0", circle).Scan(&n)
	return n, explain(err)
}

// Reported is the current version of an article: what grouping asks of it, but
// for what was read from it.
type Reported struct {
	Version   int64
	Article   string // id
	Title     string
	Outlet    depesche.Outlet
	Published string

	// Facts is equal for versions whose records differ in no more than the
	// above and in where the article came from; "" when that is not known.
	Facts string
}

// Reported lists those of some versions that are current, by key.
func (db *DB) Reported(ctx context.Context, versions []int64) ([]Reported, error) {
	list, err := body(versions)
	if err != nil {
		return nil, err
	}
	return collect(ctx, db.sql, func(rows *sql.Rows) (r Reported, err error) {
		return r, rows.Scan(&r.Version, &r.Article, &r.Title, &r.Outlet.Name, &r.Outlet.Domain, &r.Published, &r.Facts)
	}, `SELECT v.key, v.article, v.title, v.outlet, v.domain, v.published, v.facts
FROM json_each(?) j CROSS JOIN version v ON v.key = j.value WHERE v.is_current = 1 ORDER BY v.key`, list)
}

// RecordOf returns the record of a version.
func (db *DB) RecordOf(ctx context.Context, version int64) (*depesche.Record, error) {
	record := new(depesche.Record)
	return record, db.readRecord(ctx, version, record)
}

// readRecord reads the record of a version, or a part of it.
func (db *DB) readRecord(ctx context.Context, version int64, to any) error {
	var blob []byte
	err := db.sql.QueryRowContext(ctx, "SELECT record FROM reading WHERE version = ?", version).Scan(&blob)
	if err == nil {
		err = unpackJSON(blob, to)
	}
	if err != nil {
		return fmt.Errorf("version %d: %w", version, explain(err))
	}
	return nil
}

// Woven tells whether others have been at work between versions.
type Woven struct{ Versions, Last, Ties int64 }

// Woven counts what is known between versions.
func (db *DB) Woven(ctx context.Context) (w Woven, err error) {
	err = db.sql.QueryRowContext(ctx, "SELECT count(*), coalesce(max(version), 0), (SELECT count(*) FROM tie) FROM signature").Scan(&w.Versions, &w.Last, &w.Ties)
	return w, explain(err)
}

// TextOf returns the article of a version, without what was read from it.
func (db *DB) TextOf(ctx context.Context, version int64) (*depesche.Article, error) {
	var record struct {
		Article depesche.Article `json:"article"`
	}
	return &record.Article, db.readRecord(ctx, version, &record)
}

// Tie is a pair of versions with what they have in common, as JSON.
type Tie struct {
	A, B int64
	Body []byte
}

// Linking is what a version brought with it when it was compared with others.
type Linking struct {
	Version   int64
	Signature []byte
	Ties      []Tie
	Untied    [][2]int64 // pairs, in either order, that are tied no more
	Alone     []int64    // versions that lose all their ties
	Stale     []int64    // others whose family or story may have changed
}

// Link keeps what some versions brought with them, in their order and in one
// transaction. They are the next ones of Unsigned.
func (db *DB) Link(ctx context.Context, all []Linking) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		for _, l := range all {
			if err := link(ctx, tx, l); err != nil {
				return fmt.Errorf("link version %d: %w", l.Version, err)
			}
		}
		return nil
	})
}

func link(ctx context.Context, tx *sql.Tx, l Linking) error {
	run := func(statement string, args ...any) error {
		_, err := tx.ExecContext(ctx, statement, args...)
		return err
	}
	if err := run("INSERT INTO signature (version, stale, body) VALUES (?, 1, ?)", l.Version, l.Signature); err != nil {
		return err
	}
	if err := run(`UPDATE signature SET stale = 1 WHERE version IN
(SELECT key FROM version WHERE article = (SELECT article FROM version WHERE key = ?))`, l.Version); err != nil {
		return err
	}
	for _, version := range l.Alone {
		if err := run("DELETE FROM tie WHERE a = ? OR b = ?", version, version); err != nil {
			return err
		}
	}
	for _, p := range l.Untied {
		if err := run("DELETE FROM tie WHERE a = ? AND b = ? OR a = ? AND b = ?", p[0], p[1], p[1], p[0]); err != nil {
			return err
		}
	}
	for _, t := range l.Ties {
		if err := run("INSERT OR REPLACE INTO tie (a, b, body) VALUES (?, ?, ?)", t.A, t.B, t.Body); err != nil {
			return err
		}
	}
	for _, version := range l.Stale {
		if err := run("UPDATE signature SET stale = 1 WHERE version = ? AND stale = 0", version); err != nil {
			return err
		}
	}
	return nil
}

// TiedPairs calls do with every pair of versions that are tied.
func (db *DB) TiedPairs(ctx context.Context, do func(a, b int64)) error {
	pairs, err := collect(ctx, db.sql, func(rows *sql.Rows) (p [2]int64, err error) {
		return p, rows.Scan(&p[0], &p[1])
	}, "SELECT a, b FROM tie")
	for _, p := range pairs {
		do(p[0], p[1])
	}
	return err
}

// TiesOf lists the ties of a version.
func (db *DB) TiesOf(ctx context.Context, version int64) ([]Tie, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (t Tie, err error) {
		return t, rows.Scan(&t.A, &t.B, &t.Body)
	}, "SELECT a, b, body FROM tie WHERE a = ? UNION SELECT a, b, body FROM tie WHERE b = ? ORDER BY a, b", version, version)
}

// Unsettled lists the versions whose family or story may have changed.
func (db *DB) Unsettled(ctx context.Context) ([]int64, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (key int64, err error) {
		return key, rows.Scan(&key)
	}, "SELECT version FROM signature WHERE stale = 1 ORDER BY version")
}

// Derived is a derivation between two versions. Basis tells derivations that
// were made of different ties apart.
type Derived struct {
	Source, Copy int64
	Basis        string
	Derivation   depesche.Derivation
}

// SetDerivations deletes the derivations between some pairs of versions and
// keeps others.
func (db *DB) SetDerivations(ctx context.Context, drop [][2]int64, keep []Derived) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		for _, p := range drop {
			if _, err := tx.ExecContext(ctx, "DELETE FROM derivation WHERE source = ? AND copy = ?", p[0], p[1]); err != nil {
				return err
			}
		}
		for _, d := range keep {
			text, err := body(d.Derivation)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO derivation (source, copy, kind, share, direction, basis, body) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				d.Source, d.Copy, d.Derivation.Kind, d.Derivation.Share, d.Derivation.Direction, d.Basis, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// Basis is a derivation between two versions, its kind, and what it was made of.
type Basis struct {
	Source, Copy int64
	Kind, Basis  string
}

func scanBasis(rows *sql.Rows) (b Basis, err error) {
	return b, rows.Scan(&b.Source, &b.Copy, &b.Kind, &b.Basis)
}

// BasesOf lists of what the derivations that lead to or from a version were
// made.
func (db *DB) BasesOf(ctx context.Context, version int64) ([]Basis, error) {
	return collect(ctx, db.sql, scanBasis, `SELECT source, copy, kind, basis FROM derivation WHERE source = ?
UNION SELECT source, copy, kind, basis FROM derivation WHERE copy = ? ORDER BY source, copy`, version, version)
}

// BasesInto lists of what the derivations that lead to some versions were made.
func (db *DB) BasesInto(ctx context.Context, versions []int64) ([]Basis, error) {
	list, err := body(versions)
	if err != nil {
		return nil, err
	}
	return collect(ctx, db.sql, scanBasis, `SELECT d.source, d.copy, d.kind, d.basis FROM json_each(?) j CROSS JOIN derivation d ON d.copy = j.value ORDER BY d.copy, d.source`, list)
}

// DerivationsAmong lists the derivations between versions of the articles of a
// story, by article: derivations between versions of one article are left
// out. What leads to other stories is left out as well.
func (db *DB) DerivationsAmong(ctx context.Context, story string) ([]depesche.Derivation, error) {
	return collect(ctx, db.sql, scanBetween, betweenArticles+`
JOIN story_article x ON x.article = a.article AND x.story = ?
JOIN story_article y ON y.article = b.article AND y.story = ?
WHERE a.article <> b.article ORDER BY d.copy, d.source`, story, story)
}

// betweenArticles selects derivations with the articles that they are between.
const betweenArticles = `SELECT a.article, b.article, d.body FROM derivation d
JOIN version a ON a.key = d.source JOIN version b ON b.key = d.copy
`

func scanBetween(rows *sql.Rows) (d depesche.Derivation, err error) {
	var from, to, text string
	if err := rows.Scan(&from, &to, &text); err != nil {
		return d, err
	}
	err = json.Unmarshal([]byte(text), &d)
	d.From, d.To = from, to
	return d, err
}

// ArticleDerivations lists the derivations that lead to or from any version of
// an article, by article, those between its own versions left out.
func (db *DB) ArticleDerivations(ctx context.Context, id string) ([]depesche.Derivation, error) {
	return collect(ctx, db.sql, scanBetween, betweenArticles+`
WHERE (d.source IN (SELECT key FROM version WHERE article = ?) OR d.copy IN (SELECT key FROM version WHERE article = ?))
AND a.article <> b.article ORDER BY d.source, d.copy`, id, id)
}

// Derivations calls do with every derivation of the record, by article.
func (db *DB) Derivations(ctx context.Context, do func(depesche.Derivation) error) error {
	rows, err := db.sql.QueryContext(ctx, betweenArticles+"WHERE a.article <> b.article ORDER BY d.copy, d.source")
	if err != nil {
		return explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		d, err := scanBetween(rows)
		if err != nil {
			return explain(err)
		}
		if err := do(d); err != nil {
			return err
		}
	}
	return explain(rows.Err())
}

// Unravel forgets who copied whom and which articles tell one story, so that
// it is found out anew.
func (db *DB) Unravel(ctx context.Context) error {
	return db.write(ctx, func(tx *sql.Tx) error {
		for _, table := range []string{"happening_event", "story_article", "derivation", "tie", "signature"} {
			if _, err := tx.ExecContext(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
		}
		return nil
	})
}
