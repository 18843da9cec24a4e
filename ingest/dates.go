// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"depesche/ingest/boilerplate"
)

// The numeric and named shapes of a date in running text. Years have four
// digits; everything else would be a guess. Pages set dates without a space
// before or behind other words, so that only digits bound them (see standsAlone).
var (
	isoDate     = regexp.MustCompile(`((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d:?\d\d)?)?`)
	slashDate   = regexp.MustCompile(`((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})`)
	dottedDate  = regexp.MustCompile(`(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)`)
	dottedShort = regexp.MustCompile(`\b(\d\d)\.(\d\d)\.(\d\d)\b`)
	usDate      = regexp.MustCompile(`(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)`)
	dayMonth    = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|er|\.)?[\s-]+(?:(?:of|de|di) )?(\p{L}{3,12})\.?,?[\s-]+(?:del? )?((?:19|20)\d\d)`)
	cjkDate     = regexp.MustCompile(`((?:19|20)\d\d)\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]`)
	monthDay    = regexp.MustCompile(`(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)`)
)

// standsAlone reports whether no digit stands next to a stretch of a text.
func standsAlone(s string, start, end int) bool {
	digit := func(c byte) bool { return '0' <= c && c <= '9' }
	return (start == 0 || !digit(s[start-1])) && (end == len(s) || !digit(s[end]))
}

// compact is a date and time as machines write it without separators.
var compactDate = regexp.MustCompile(`^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{4,6}.*)?$`)

// foundDate is a date with the bytes of the text it was read from.
type foundDate struct {
	value      string // 2025-07-13 or RFC 3339
	start, end int
}

// machineDate is the machine of a reader that knows no language.
func machineDate(s string, rules *boilerplate.Rules) string {
	return dateReader{rules: rules}.machine(s)
}

// dateReader reads dates by the months of the rules; dayFirst says that
// 5/11/2025 is a day of November.
type dateReader struct {
	rules    *boilerplate.Rules
	dayFirst bool
}

// readerFor returns the reader of dates for a page in that language (BCP 47,
// "" when it is not known). Only English puts the month first, and of those who
// write it not all.
func readerFor(language string, rules *boilerplate.Rules) dateReader {
	base, region, _ := strings.Cut(language, "-")
	r := dateReader{rules: rules, dayFirst: base != "" && !strings.EqualFold(base, "en")}
	switch strings.ToUpper(region) {
	case "GB", "IE", "AU", "NZ", "IN", "ZA", "NG", "KE", "PK", "SG", "HK":
		r.dayFirst = true
	}
	return r
}

// machine reads a date as it stands in an attribute or a field that is made for
// machines. A time with its zone is kept as RFC 3339, one without loses the
// time.
func (r dateReader) machine(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 100 {
		s = s[:100]
	}
	if m := isoDate.FindStringSubmatchIndex(s); m != nil && standsAlone(s, m[0], m[1]) {
		return isoValue(isoDate.FindStringSubmatch(s))
	}
	if m := compactDate.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if d, ok := r.first(s); ok {
		return d.value
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return unixDate(n)
	}
	return ""
}

// unixDate reads seconds or milliseconds since 1970, from 1995 to 2100.
func unixDate(n int64) string {
	const from, to = 788918400, 4102444800
	if n > to {
		n /= 1000
	}
	if n < from || n > to {
		return ""
	}
	return time.Unix(n, 0).UTC().Format(time.DateOnly)
}

// isoValue makes a date or a time of a match of isoDate.
func isoValue(m []string) string {
	date := day(m[1], m[2], m[3])
	if date == "" || m[4] == "" || m[7] == "" {
		return date
	}
	seconds := m[6]
	if seconds == "" {
		seconds = "00"
	}
	zone := m[7]
	if len(zone) == 5 {
		zone = zone[:3] + ":" + zone[3:]
	}
	full := date + "T" + m[4] + ":" + m[5] + ":" + seconds + zone
	if _, err := time.Parse(time.RFC3339, full); err != nil {
		return date
	}
	return full
}

// maxDateText is how much of a text dates are looked for in, in bytes.
const maxDateText = 600

// firstDate is the first of a reader that knows no language.
func firstDate(s string, rules *boilerplate.Rules) (foundDate, bool) {
	return dateReader{rules: rules}.first(s)
}

// first finds the first date in a line of running text.
func (r dateReader) first(s string) (foundDate, bool) {
	s = s[:min(len(s), maxDateText)]
	var best foundDate
	found := false
	for _, shape := range shapes {
		for _, m := range shape.pattern.FindAllStringSubmatchIndex(s, 4) {
			if !standsAlone(s, m[0], m[1]) {
				continue
			}
			groups := make([]string, 0, 8)
			for i := 0; i < len(m); i += 2 {
				if m[i] < 0 {
					groups = append(groups, "")
				} else {
					groups = append(groups, s[m[i]:m[i+1]])
				}
			}
			value := shape.value(groups, r)
			if value == "" {
				continue
			}
			if !found || m[0] < best.start {
				best, found = foundDate{value, m[0], m[1]}, true
			}
			break
		}
	}
	return best, found
}

// shapes lists how a date may be written, with what makes a value of it.
var shapes = []struct {
	pattern *regexp.Regexp
	value   func(groups []string, r dateReader) string
}{
	{isoDate, func(g []string, _ dateReader) string { return isoValue(g) }},
	{slashDate, func(g []string, _ dateReader) string { return day(g[1], g[2], g[3]) }},
	{dottedDate, func(g []string, _ dateReader) string { return day(g[3], g[2], g[1]) }},
	{dottedShort, func(g []string, _ dateReader) string { return day("20"+g[3], g[2], g[1]) }},
	{usDate, func(g []string, r dateReader) string { return r.slashed(g[1], g[2], g[3]) }},
	{dayMonth, func(g []string, r dateReader) string { return named(g[3], g[2], g[1], r.rules) }},
	{cjkDate, func(g []string, _ dateReader) string { return day(g[1], g[2], g[3]) }},
	{monthDay, func(g []string, r dateReader) string { return named(g[3], g[1], g[2], r.rules) }},
}

// slashed reads 7/13/2025, or 13/7/2025; where the number that should be is no
// month the other must be.
func (r dateReader) slashed(a, b, year string) string {
	if r.dayFirst {
		a, b = b, a
	}
	if date := day(year, a, b); date != "" {
		return date
	}
	return day(year, b, a)
}

// named reads a date whose month is a word of one of the languages.
func named(year, month, d string, rules *boilerplate.Rules) string {
	n := rules.Month(month)
	if n == 0 {
		return ""
	}
	return day(year, strconv.Itoa(n), d)
}

// day makes a date of its parts, or "" when the calendar has no such day.
func day(year, month, d string) string {
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	n, errD := strconv.Atoi(d)
	if errY != nil || errM != nil || errD != nil || y < 1900 || y > 2100 {
		return ""
	}
	t := time.Date(y, time.Month(m), n, 0, 0, 0, 0, time.UTC)
	if t.Day() != n || int(t.Month()) != m || t.Unix() == 0 {
		return "" // the last is a clock that was never set
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, n)
}

// urlDate reads a date out of the path of an address: /2025/07/13/,
// /2025-07-13-, 20250713, /2025/jul/13/.
var urlDates = []*regexp.Regexp{
	regexp.MustCompile(`[/_-]((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?:[/_.-]|$)`),
	regexp.MustCompile(`[/_-]((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:[/_.-]|$)`),
}

// urlNamed is a path with the name of the month: /2025/jul/13/.
var urlNamed = regexp.MustCompile(`/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})/`)

func urlDate(address string, rules *boilerplate.Rules) string {
	for _, pattern := range urlDates {
		if m := pattern.FindStringSubmatch(address); m != nil {
			if date := day(m[1], m[2], m[3]); date != "" {
				return date
			}
		}
	}
	if m := urlNamed.FindStringSubmatch(strings.ToLower(address)); m != nil {
		return named(m[1], m[2], m[3], rules)
	}
	return ""
}
