// SPDX-License-Identifier: Apache-2.0

package store

import (
	"context"
	"database/sql"
	"slices"
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
	type row struct {
		Outlet
		month Tally
	}
	rows, err := collect(ctx, db.sql, func(rows *sql.Rows) (r row, err error) {
		err = rows.Scan(&r.Name, &r.Domain, &r.month.Name, &r.month.Hits, &r.Undated, &r.First, &r.Last)
		return r, err
	}, `SELECT outlet, domain, substr(sort_date, 1, 7) AS month, count(*), sum(published = ''), min(sort_date), max(sort_date)
FROM version WHERE is_current = 1 GROUP BY outlet, domain, month ORDER BY outlet, domain, month`)
	if err != nil {
		return nil, err
	}
	var outlets []Outlet
	for _, r := range rows {
		if n := len(outlets); n == 0 || outlets[n-1].Name != r.Name || outlets[n-1].Domain != r.Domain {
			outlets = append(outlets, Outlet{Name: r.Name, Domain: r.Domain, First: r.First})
		}
		o := &outlets[len(outlets)-1]
		o.Articles += r.month.Hits
		o.Undated += r.Undated
		o.Last = r.Last
		o.Months = append(o.Months, r.month)
	}
	slices.SortStableFunc(outlets, func(a, b Outlet) int { return b.Articles - a.Articles })
	return outlets, nil
}
