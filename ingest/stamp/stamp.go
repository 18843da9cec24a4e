// SPDX-License-Identifier: Apache-2.0

// Package stamp reads dates and times as programs write them into feeds,
// sitemaps and headers: ISO 8601 and its W3C profile, RFC 822 and what has
// become of it, the format of C's asctime. A string goes in; a date
// (2025-07-13) or, when it has a time with a zone, an RFC 3339 time comes out.
// It does not guess: a month without a day is no date, and a time without a
// zone is left out.
package stamp

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// maxLen is the longest string that is looked at, in bytes.
const maxLen = 100

// Parse reads a date or time; "" when the string holds none.
func Parse(s string) string {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > maxLen {
		return ""
	}
	for _, shape := range shapes {
		if m := shape.pattern.FindStringSubmatch(s); m != nil {
			if value := shape.read(m).value(); value != "" {
				return value
			}
		}
	}
	return ""
}

// Time returns the moment that a value of Parse means; a date is its midnight
// in UTC. It is false for anything else.
func Time(value string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// parts are the fields of a date as they stand in the string.
type parts struct{ year, month, day, clock, zone string }

// The shapes of a date. A clock is 8:30, 08:30:15 or 08:30:15.25.
const (
	clockPattern = `(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)`
	zonePattern  = `(Z|z|UTC?|GMT|[+-]\d{1,2}:?\d{2}|(?:GMT|UTC)[+-]\d{1,2}:?(?:\d{2})?|[A-Z]{1,5})`
)

var shapes = []struct {
	pattern *regexp.Regexp
	read    func(m []string) parts
}{
	{regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|\s+)` + clockPattern + `\s*` + zonePattern + `?)?$`),
		func(m []string) parts { return parts{m[1], m[2], m[3], m[4], m[5]} }},
	{regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?` + zonePattern + `?)?$`),
		func(m []string) parts { return parts{m[1], m[2], m[3], compactClock(m[4:7]), m[7]} }},
	{regexp.MustCompile(`^(?:\p{L}+\.?,?\s*)?(\d{1,2})[\s.-]+(\p{L}{3,9})\.?[\s.,-]+(\d{4}|\d{2})(?:[\s,]+` + clockPattern + `(?:\s*` + zonePattern + `)?)?(?:\s*\(.*\))?$`),
		func(m []string) parts { return parts{m[3], m[2], m[1], m[4], m[5]} }},
	{regexp.MustCompile(`^(?:\p{L}+,?\s+)?(\p{L}{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?:[\s,]+` + clockPattern + `(?:\s*` + zonePattern + `)?)?$`),
		func(m []string) parts { return parts{m[3], m[1], m[2], m[4], m[5]} }},
	{regexp.MustCompile(`^(?:\p{L}+\s+)?(\p{L}{3})\s+(\d{1,2})\s+` + clockPattern + `\s+(?:` + zonePattern + `\s+)?(\d{4})$`),
		func(m []string) parts { return parts{m[5], m[1], m[2], m[3], m[4]} }},
	{regexp.MustCompile(`^(\d{4})/(\d{1,2})/(\d{1,2})(?:\s+` + clockPattern + `(?:\s*` + zonePattern + `)?)?$`),
		func(m []string) parts { return parts{m[1], m[2], m[3], m[4], m[5]} }},
}

// compactClock makes a clock of 083015.
func compactClock(m []string) string {
	if m[0] == "" {
		return ""
	}
	clock := m[0] + ":" + m[1]
	if m[2] != "" {
		clock += ":" + m[2]
	}
	return clock
}

// value puts the parts together, or returns "" when the calendar has no such
// day.
func (p parts) value() string {
	year, errY := strconv.Atoi(p.year)
	day, errD := strconv.Atoi(p.day)
	month := monthNumber(p.month)
	if errY != nil || errD != nil || month == 0 {
		return ""
	}
	if len(p.year) == 2 {
		year = fullYear(year)
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2200 || date.Day() != day || int(date.Month()) != month {
		return ""
	}
	return date.Format(time.DateOnly) + p.time()
}

// fullYear is what a year of two digits means (RFC 2822, section 4.3).
func fullYear(year int) int {
	if year < 50 {
		return 2000 + year
	}
	return 1900 + year
}

// time is the clock with its zone as RFC 3339 wants it behind the date, or "".
func (p parts) time() string {
	offset, ok := zoneOffset(p.zone)
	if p.clock == "" || !ok {
		return ""
	}
	clock, _, _ := strings.Cut(strings.ReplaceAll(p.clock, ",", "."), ".")
	fields := strings.Split(clock, ":")
	numbers := [3]int{}
	for i, f := range fields {
		numbers[i], _ = strconv.Atoi(f)
	}
	if numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59 {
		return ""
	}
	zone := "Z"
	if offset != 0 {
		sign := '+'
		if offset < 0 {
			sign, offset = '-', -offset
		}
		zone = fmt.Sprintf("%c%02d:%02d", sign, offset/60, offset%60)
	}
	return fmt.Sprintf("T%02d:%02d:%02d%s", numbers[0], numbers[1], numbers[2], zone)
}

// monthNumber reads a month by number, or by its English name or the first
// three letters of it, which the formats prescribe; 0 when it is none.
func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		if n < 1 || n > 12 {
			return 0
		}
		return n
	}
	for m := time.January; m <= time.December; m++ {
		name := m.String()
		if strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) || m == time.September && strings.EqualFold(s, "sept") {
			return int(m)
		}
	}
	return 0
}

// zones are the names that RFC 822 gives, in minutes east of Greenwich, and
// those of Central Europe, Russia, Japan, Korea and India that feeds have.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
	"EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"BST": 60, "WEST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "JST": 540, "KST": 540, "IST": 330,
}

// zoneOffset reads a zone in minutes east of Greenwich; it is false for one
// that is not known.
func zoneOffset(zone string) (int, bool) {
	zone = strings.ToUpper(zone)
	if n, ok := zones[zone]; ok {
		return n, true
	}
	zone = strings.TrimPrefix(strings.TrimPrefix(zone, "GMT"), "UTC")
	if len(zone) < 2 || zone[0] != '+' && zone[0] != '-' {
		return 0, false
	}
	digits := strings.ReplaceAll(zone[1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0, false
	}
	minutes := n * 60
	if len(digits) > 2 {
		minutes = n/100*60 + n%100
	}
	if minutes > 15*60 {
		return 0, false
	}
	if zone[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}
