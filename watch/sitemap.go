// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"cmp"
	"slices"
	"time"

	"depesche/ingest/sitemap"
)

// newest lists the sitemaps of an index that may hold something new: those
// changed of late, the newest first, or, of an index without dates, the last
// ones, which sites append to.
func newest(all []sitemap.Entry, now time.Time, most int) []sitemap.Entry {
	type dated struct {
		sitemap.Entry
		at time.Time
	}
	var fresh, undated []dated
	for _, e := range slices.Backward(all) {
		at, ok := moment(e.Changed)
		switch {
		case !ok:
			undated = append(undated, dated{Entry: e})
		case now.Sub(at) <= sitemapDays:
			fresh = append(fresh, dated{e, at})
		}
	}
	slices.SortStableFunc(fresh, func(a, b dated) int { return cmp.Or(b.at.Compare(a.at), 0) })
	fresh = append(fresh, undated...)
	var out []sitemap.Entry
	for _, d := range fresh[:min(most, len(fresh))] {
		out = append(out, d.Entry)
	}
	return out
}
