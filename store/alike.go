// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"

	"depesche"
)

// Alike returns the current articles that hold most of the given words within
// a stretch of days, best match first: candidates for having told the same.
func (db *DB) Alike(ctx context.Context, words []string, from, to string, limit int) ([]depesche.Article, error) {
	var q Query
	for _, w := range words {
		if hasWord(w) {
			q.Words = append(q.Words, Word{Text: w})
		}
	}
	if len(q.Words) == 0 {
		return nil, nil
	}
	return collect(ctx, db.sql, func(rows *sql.Rows) (a depesche.Article, err error) {
		var blob []byte
		if err := rows.Scan(&blob); err != nil {
			return a, err
		}
		var record depesche.Record
		err = unpackJSON(blob, &record)
		return record.Article, err
	}, `SELECT r.record FROM words JOIN version v ON v.key = words.rowid JOIN reading r ON r.version = v.key
WHERE words MATCH ? AND v.sort_date >= ? AND v.sort_date < ? ORDER BY words.rank LIMIT ?`,
		q.anyOf(), from, to+"~", limit)
}

// anyOf writes the words as an FTS5 expression that any of them satisfies.
func (q *Query) anyOf() string {
	expression := ""
	for _, w := range q.Words {
		if expression != "" {
			expression += " OR "
		}
		one := Query{Words: []Word{w}}
		expression += one.match()
	}
	return expression
}
