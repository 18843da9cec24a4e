// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
)

// CapturesOf lists what the archive holds of an article: the captures of the
// addresses that its page was offered at, moved to and was fetched from, and of
// the address that the article gives of itself; the oldest first.
func (db *DB) CapturesOf(ctx context.Context, article string) ([]Capture, error) {
	return collect(ctx, db.sql, scanCapture, `SELECT `+captureColumns+` FROM capture WHERE url IN (
  SELECT address FROM page WHERE article = :article UNION SELECT moved FROM page WHERE article = :article UNION
  SELECT found FROM page WHERE article = :article UNION SELECT url FROM article WHERE id = :article) AND url <> ''
ORDER BY at, key`, sql.Named("article", article))
}
