// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"depesche"
)

// The states of a page.
const (
	PageWaiting = "waiting" // to be fetched
	PageFetched = "fetched" // its bytes are kept, to be read
	PageKept    = "kept"    // it is an article of the record
	PageUnread  = "unread"  // its bytes are no article
	PageFailed  = "failed"  // it could not be fetched, and is not tried again
	PageGone    = "gone"    // it was there, and is no longer
)

// WebPage is a page that a source offered.
type WebPage struct {
	Key       string          `json:"key"`     // the same for all addresses that lead to it
	Address   string          `json:"address"` // as offered
	Moved     string          `json:"moved"`
	Source    int64           `json:"source"`
	Title     string          `json:"title"`     // as offered
	Published string          `json:"published"` // as offered
	Updated   string          `json:"-"`         // when the source says that it was last changed: a stamp; not kept
	Publisher depesche.Outlet `json:"publisher"` // the true one, as offered, when it is not the outlet of the page
	Text      []byte          `json:"-"`         // the item with its whole text as offered, in the caller's form; written once, see OfferedText
	Offered   string          `json:"offered"`   // when
	State     string          `json:"state"`
	Article   string          `json:"article"` // its article, once it is kept
	Digest    string          `json:"digest"`  // of the bytes last fetched
	Found     string          `json:"found"`   // address that these bytes came from
	Type      string          `json:"type"`    // media type as the server said
	Fetched   string          `json:"fetched"`
	ETag      string          `json:"-"`
	Modified  string          `json:"-"`
	NextVisit string          `json:"next_visit"`
	Visits    int             `json:"visits"`
	Failures  int             `json:"failures"`
	Trouble   string          `json:"trouble"`
	Reason    string          `json:"reason"`
}

// Where is the address to fetch: where the page has moved to, if it has.
func (p *WebPage) Where() string {
	if p.Moved != "" {
		return p.Moved
	}
	return p.Address
}

const pageColumns = `key, address, moved, source, title, published, publisher, publisher_domain, offered, state, article, digest, found, type, fetched,
  etag, modified, next_visit, visits, failures, trouble, reason`

func scanPage(rows *sql.Rows) (p WebPage, err error) {
	return p, rows.Scan(&p.Key, &p.Address, &p.Moved, &p.Source, &p.Title, &p.Published, &p.Publisher.Name, &p.Publisher.Domain, &p.Offered, &p.State, &p.Article, &p.Digest,
		&p.Found, &p.Type, &p.Fetched, &p.ETag, &p.Modified, &p.NextVisit, &p.Visits, &p.Failures, &p.Trouble, &p.Reason)
}

// DuePages lists pages whose visit is due, the longest due first, at most
// limit. Those of a source that was removed are left alone.
func (db *DB) DuePages(ctx context.Context, now time.Time, limit int) ([]WebPage, error) {
	return collect(ctx, db.sql, scanPage, duePages, Stamp(now), limit)
}

// duePages goes by the time of the visit; the + keeps the source from being
// gone by instead.
const duePages = `SELECT ` + pageColumns + ` FROM page
WHERE next_visit <> '' AND next_visit <= ? AND +source IN (SELECT id FROM source WHERE removed = '') ORDER BY next_visit LIMIT ?`

// FetchedPages lists the pages whose bytes wait to be read.
func (db *DB) FetchedPages(ctx context.Context) ([]WebPage, error) {
	return collect(ctx, db.sql, scanPage, `SELECT `+pageColumns+` FROM page WHERE state = 'fetched' ORDER BY fetched, key`)
}

// NextVisit is when the next visit of a source or page is due; "" when none
// ever is.
func (db *DB) NextVisit(ctx context.Context) (string, error) {
	var next sql.NullString
	err := db.sql.QueryRowContext(ctx, `SELECT min(at) FROM (
  SELECT min(next_visit) AS at FROM source WHERE removed = '' UNION ALL
  SELECT min(next_visit) FROM page WHERE next_visit <> '' AND +source IN (SELECT id FROM source WHERE removed = ''))`).Scan(&next)
	return next.String, explain(err)
}

const updatePage = `UPDATE page SET moved = ?, state = ?, article = ?, digest = ?, found = ?, type = ?, fetched = ?, etag = ?, modified = ?,
  next_visit = ?, visits = ?, failures = ?, trouble = ?, reason = ? WHERE key = ?`

func (p *WebPage) update(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, updatePage, p.Moved, p.State, p.Article, p.Digest, p.Found, p.Type, p.Fetched, p.ETag, p.Modified,
		p.NextVisit, p.Visits, p.Failures, p.Trouble, p.Reason, p.Key)
	return err
}

// SavePage writes down what became of a page. When it is gone, or there
// again, its article says so. The bytes that were kept for reading, and
// belong to no version, are dropped.
func (db *DB) SavePage(ctx context.Context, p *WebPage) error {
	err := db.write(ctx, func(tx *sql.Tx) error {
		if err := p.update(ctx, tx); err != nil {
			return err
		}
		if p.State != PageFetched && p.Digest != "" {
			if err := dropUnused(ctx, tx, p.Digest); err != nil {
				return err
			}
		}
		if p.State == PageKept {
			if _, err := tx.ExecContext(ctx, `DELETE FROM offered WHERE key = ?`, p.Key); err != nil {
				return err
			}
		}
		if p.Article == "" {
			return nil
		}
		gone := ""
		if p.State == PageGone {
			gone = Stamp(db.Now())
		}
		_, err := tx.ExecContext(ctx, `UPDATE article SET gone = ? WHERE id = ? AND (gone = '') <> (? = '')`, gone, p.Article, gone)
		return err
	})
	if err != nil {
		return fmt.Errorf("write down the page %s: %w", p.Address, err)
	}
	return nil
}

// OfferedText returns the item that a feed carried for a page, as WebPage.Text
// gave it; nil when there is none, or when the page is kept.
func (db *DB) OfferedText(ctx context.Context, key string) ([]byte, error) {
	packed, err := collect(ctx, db.sql, func(rows *sql.Rows) (b []byte, err error) { return b, rows.Scan(&b) },
		`SELECT item FROM offered WHERE key = ?`, key)
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	return unpack(packed[0])
}

// Unoffered returns those of the pages, by their keys, that no source has
// offered yet.
func (db *DB) Unoffered(ctx context.Context, pages []WebPage) (map[string]bool, error) {
	const batch = 500
	fresh := map[string]bool{}
	for _, p := range pages {
		fresh[p.Key] = true
	}
	for start := 0; start < len(pages); start += batch {
		part := pages[start:min(start+batch, len(pages))]
		keys := make([]any, len(part))
		for i := range part {
			keys[i] = part[i].Key
		}
		known, err := collect(ctx, db.sql, func(rows *sql.Rows) (k string, err error) { return k, rows.Scan(&k) },
			`SELECT key FROM page WHERE key IN (?`+strings.Repeat(", ?", len(keys)-1)+`)`, keys...)
		if err != nil {
			return nil, err
		}
		for _, k := range known {
			delete(fresh, k)
		}
	}
	return fresh, nil
}

// dropUnused drops bytes that no version and no waiting page needs.
func dropUnused(ctx context.Context, tx *sql.Tx, digest string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM original WHERE digest = ? AND NOT EXISTS (SELECT 1 FROM version WHERE version.digest = original.digest)
  AND NOT EXISTS (SELECT 1 FROM page WHERE state = 'fetched' AND page.digest = original.digest)`, digest)
	return err
}

// SaveFetched writes down that a page was fetched, with its bytes, so that
// they need not be fetched again before they are read.
func (db *DB) SaveFetched(ctx context.Context, p *WebPage, body []byte) error {
	packed, err := pack(body)
	if err != nil {
		return err
	}
	p.State, p.NextVisit = PageFetched, ""
	err = db.write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO original (digest, size, gzip) VALUES (?, ?, ?)`, p.Digest, len(body), packed); err != nil {
			return err
		}
		return p.update(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("write down the page %s: %w", p.Address, err)
	}
	return nil
}

// Bytes returns stored bytes by their digest.
func (db *DB) Bytes(ctx context.Context, digest string) ([]byte, error) {
	var packed []byte
	if err := db.sql.QueryRowContext(ctx, `SELECT gzip FROM original WHERE digest = ?`, digest).Scan(&packed); err != nil {
		return nil, fmt.Errorf("bytes %s: %w", digest, explain(err))
	}
	return unpack(packed)
}

// PageTally counts pages by what became of them.
type PageTally struct {
	State   string `json:"state"`
	Trouble string `json:"trouble"` // kind of failure; "" for none
	Pages   int    `json:"pages"`
}

// PageTallies counts all pages by what became of them.
func (db *DB) PageTallies(ctx context.Context) ([]PageTally, error) {
	return collect(ctx, db.sql, func(rows *sql.Rows) (t PageTally, err error) {
		return t, rows.Scan(&t.State, &t.Trouble, &t.Pages)
	}, `SELECT state, trouble, count(*) FROM page GROUP BY state, trouble ORDER BY count(*) DESC, state, trouble`)
}

// Watched reports whether another page than the one with the key leads to the
// article and is still looked at.
func (db *DB) Watched(ctx context.Context, article, key string) (bool, error) {
	var n int
	err := db.sql.QueryRowContext(ctx, `SELECT count(*) FROM page WHERE article = ? AND article <> '' AND key <> ? AND next_visit <> ''`, article, key).Scan(&n)
	return n > 0, explain(err)
}
