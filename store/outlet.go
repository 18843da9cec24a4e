// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
)

// Outlet is who published articles of the record.
type Outlet struct {
	Name     string  `json:"name"`
	Domain   string  `json:"domain"`
	Articles int     `json:"articles"`
	Undated  int     `json:"undated"` // articles without a publication date
	First    string  `json:"first"`   // dates of the first and the last article
	Last     string  `json:"last"`
	Months   []Tally `json:"months"` // articles a month, in order
}

// Outlets lists the outlets, those with most articles first.
func (db *DB) Outlets(ctx context.Context) ([]Outlet, error) {
	outlets, err := collect(ctx, db.sql, func(rows *sql.Rows) (o Outlet, err error) {
		return o, rows.Scan(&o.Name, &o.Domain, &o.Articles, &o.Undated, &o.First, &o.Last)
	}, `SELECT outlet, domain, count(*) AS n, sum(published = ''), min(sort_date), max(sort_date)
FROM version WHERE is_current = 1 GROUP BY outlet, domain ORDER BY n DESC, outlet, domain LIMIT 500`)
	if err != nil {
		return nil, err
	}
	for i := range outlets {
		outlets[i].Months, err = collect(ctx, db.sql, func(rows *sql.Rows) (t Tally, err error) {
			return t, rows.Scan(&t.Name, &t.Hits)
		}, `SELECT substr(sort_date, 1, 7), count(*) FROM version WHERE is_current = 1 AND outlet = ? AND domain = ? GROUP BY 1 ORDER BY 1`,
			outlets[i].Name, outlets[i].Domain)
		if err != nil {
			return nil, err
		}
	}
	return outlets, nil
}
