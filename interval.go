// SPDX-License-Identifier: Apache-2.0

package depesche

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Days returns the first and the last civil day that the date may mean
// ("2024-SU": 2024-06-01 to 2024-08-31), or empty strings when it is unknown.
func (d Date) Days() (from, to string) {
	from, to, _ = Days(d.Value)
	return from, to
}

// Days returns the first and the last civil day of a TIMEX3 date value: a
// day, a week (2025-W28), a month, a quarter (2025-Q3), a half (2025-H1), a
// season (2024-SU: three whole months, winter reaching into the next year), a
// year, a decade (199), a century (19), or two such values joined by a slash.
// It reports false for values that name no stretch of the calendar.
func Days(value string) (from, to string, ok bool) {
	if first, last, isRange := strings.Cut(value, "/"); isRange {
		from, _, ok = Days(first)
		_, to, okLast := Days(last)
		return from, to, ok && okLast
	}
	value, _, _ = strings.Cut(value, "T")
	start, end, ok := bounds(value)
	if !ok {
		return "", "", false
	}
	return start.Format(time.DateOnly), end.AddDate(0, 0, -1).Format(time.DateOnly), true
}

// bounds returns the half-open interval of a single value.
func bounds(value string) (start, end time.Time, ok bool) {
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return t, t.AddDate(0, 0, 1), true
	}
	if t, err := time.Parse("2006-01", value); err == nil {
		return t, t.AddDate(0, 1, 0), true
	}
	year, part, hasPart := strings.Cut(value, "-")
	n, err := strconv.Atoi(year)
	if err != nil || n < 0 {
		return start, end, false
	}
	if hasPart {
		return partOfYear(n, part)
	}
	span := map[int]int{4: 1, 3: 10, 2: 100}[len(year)] // years that the digits leave open
	if span == 0 {
		return start, end, false
	}
	start = time.Date(n*span, 1, 1, 0, 0, 0, 0, time.UTC)
	return start, start.AddDate(span, 0, 0), true
}

// seasonMonth is the first month of a TIMEX3 season.
var seasonMonth = map[string]time.Month{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

func partOfYear(year int, part string) (start, end time.Time, ok bool) {
	month := func(first time.Month, months int) (time.Time, time.Time, bool) {
		t := time.Date(year, first, 1, 0, 0, 0, 0, time.UTC)
		return t, t.AddDate(0, months, 0), true
	}
	if first, isSeason := seasonMonth[part]; isSeason {
		return month(first, 3)
	}
	var n int
	if len(part) < 2 {
		return start, end, false
	}
	if _, err := fmt.Sscanf(part[1:], "%d", &n); err != nil {
		return start, end, false
	}
	switch {
	case part[0] == 'Q' && n >= 1 && n <= 4:
		return month(time.Month(3*n-2), 3)
	case part[0] == 'H' && (n == 1 || n == 2):
		return month(time.Month(6*n-5), 6)
	case part[0] == 'W' && n >= 1 && n <= 53:
		t := firstMonday(year).AddDate(0, 0, 7*(n-1))
		return t, t.AddDate(0, 0, 7), true
	}
	return start, end, false
}

// firstMonday is the Monday of ISO week 1: the week that holds 4 January.
func firstMonday(year int) time.Time {
	t := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
}

// DateOf turns a time expression into the date of an event. A duration gives
// the date that it leads to ("vor zwei Wochen"), if any. Times that name no
// stretch of the calendar (other durations, sets, "now") give an unknown date.
func DateOf(t Time) Date {
	value, _, _ := strings.Cut(t.Value, "T")
	if t.Type == TimeDuration {
		value = t.Point
	}
	from, to, ok := Days(value)
	if t.Type == TimeSet || !ok {
		return Date{Precision: PrecisionUnknown}
	}
	return Date{Value: value, Precision: precision(from, to), Time: t.ID}
}

// precision is the coarsest of day, month, season and year that the stretch
// still fits into; a week or a stretch of days within a month counts as month.
func precision(from, to string) string {
	first, err1 := time.Parse(time.DateOnly, from)
	last, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return PrecisionUnknown
	}
	switch days := int(last.Sub(first).Hours()/24) + 1; {
	case days <= 1:
		return PrecisionDay
	case days <= 31:
		return PrecisionMonth
	case days <= 184:
		return PrecisionSeason
	default:
		return PrecisionYear
	}
}
