// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"slices"
	"time"
)

// The bounds of the time between two visits of a source.
const (
	shortestGap = 5 * time.Minute
	longestGap  = 12 * time.Hour
	firstGap    = time.Hour // of a source whose rhythm is not known
	maxHint     = time.Hour // a source may ask to be left alone for so long
)

// rhythm is how often something new appears in a source, as a moving
// average: a visit that brings n new items after a time t without any says t/n,
// and one that brings nothing says that this time is longer than thought.
type rhythm struct {
	gap    time.Duration // from one new item to the next; 0: not known
	since  time.Duration // since the visit before; 0: this is the first
	silent time.Duration // since something new was offered
	fresh  int           // items that this visit brought
	missed bool          // older items may have gone by unseen
	dates  []string      // of all items, for the first visit
}

// next estimates the gap anew.
func (r rhythm) next() time.Duration {
	gap := r.gap
	switch {
	case gap == 0 || r.since == 0:
		gap = gapOf(r.dates)
	case r.missed:
		gap /= 2
	case r.fresh > 0:
		gap = (gap*7 + max(r.since, r.silent)/time.Duration(r.fresh)*3) / 10
	case r.silent > gap:
		gap = (gap*8 + r.silent*2) / 10
	}
	return min(max(gap, time.Minute), 30*24*time.Hour)
}

// gapOf is the median time between the dates of items.
func gapOf(dates []string) time.Duration {
	var times []time.Time
	for _, d := range dates {
		if t, ok := moment(d); ok {
			times = append(times, t)
		}
	}
	if len(times) < 3 {
		return firstGap
	}
	slices.SortFunc(times, time.Time.Compare)
	var gaps []time.Duration
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i].Sub(times[i-1]))
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// interval is the time to the next visit: the gap within bounds, and not
// sooner than the source asks for.
func interval(gap, hint time.Duration) time.Duration {
	return max(min(max(gap, shortestGap), longestGap), min(hint, maxHint))
}

// failedInterval doubles the time with every failure in a row.
func failedInterval(gap time.Duration, failures int) time.Duration {
	return min(interval(gap, 0)<<min(failures-1, 8), 24*time.Hour)
}

// again are the times after which a fresh page is looked at again, counted
// from one visit to the next.
var again = []time.Duration{
	time.Hour, 3 * time.Hour, 8 * time.Hour, 12 * time.Hour, 2 * 24 * time.Hour, 4 * 24 * time.Hour, 23 * 24 * time.Hour,
}

// nextLook is when a page is looked at again after so many visits; the zero
// time is never. One that has just changed may be edited further: the wait is
// halved.
func nextLook(now time.Time, visits int, changed bool) time.Time {
	if visits < 1 || visits > len(again) {
		return time.Time{}
	}
	wait := again[visits-1]
	if changed {
		wait /= 2
	}
	return now.Add(wait)
}

// tries are the times after which a page that could not be fetched is tried
// again.
var tries = []time.Duration{5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 8 * time.Hour, 24 * time.Hour}

// nextTry is when to try again after so many failures in a row; the zero time
// is never.
func nextTry(now time.Time, failures int) time.Time {
	if failures < 1 || failures > len(tries) {
		return time.Time{}
	}
	return now.Add(tries[failures-1])
}

// moment reads a date or a time of a source; a date is its first moment in
// UTC.
func moment(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
