// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// moment is a stretch of the calendar: the unit it is as long as, and a day
// in it (its first, but for seasons any). Units are those of the data: CE DE
// Y H Q SE (season) M W WE D, and TH TM TS for times of day.
type moment struct {
	unit   string
	day    time.Time
	season string // SP SU FA WI, when the unit is SE
	clock  string // "T20:30", "TEV" behind a day
}

func dayOf(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// hasDay reports whether the month has the day.
func hasDay(year, month, day int) bool { return dayOf(year, month, day).Day() == day }

// value writes the moment as a TIMEX3 value.
func (m moment) value() string {
	y, month := m.day.Year(), int(m.day.Month())
	switch m.unit {
	case "CE":
		return fmt.Sprintf("%02d", y/100)
	case "DE":
		return fmt.Sprintf("%03d", y/10)
	case "Y":
		return fmt.Sprintf("%04d", y)
	case "H":
		return fmt.Sprintf("%04d-H%d", y, (month+5)/6)
	case "Q":
		return fmt.Sprintf("%04d-Q%d", y, (month+2)/3)
	case "SE":
		return fmt.Sprintf("%04d-%s", y, m.season)
	case "M":
		return m.day.Format("2006-01")
	case "W", "WE":
		year, week := m.day.ISOWeek()
		if m.unit == "WE" {
			return fmt.Sprintf("%04d-W%02d-WE", year, week)
		}
		return fmt.Sprintf("%04d-W%02d", year, week)
	}
	return m.day.Format(time.DateOnly) + m.clock
}

// add returns the moment n units later; the result is as long as the unit. A
// fraction of a year counts as months, of a month or week as days.
func (m moment) add(unit string, n float64) moment {
	whole, fraction := math.Modf(n)
	k := int(whole)
	t := m.day
	if n < -1e6 || n > 1e6 {
		return m
	}
	switch unit {
	case "CE":
		return moment{unit: unit, day: dayOf(t.Year()+100*k, 1, 1)}
	case "DE":
		return moment{unit: unit, day: dayOf(t.Year()+10*k, 1, 1)}
	case "Y":
		if fraction != 0 {
			return m.add("M", 12*n)
		}
		return moment{unit: unit, day: dayOf(t.Year()+k, 1, 1)}
	case "H":
		return moment{unit: unit, day: dayOf(t.Year(), (int(t.Month())-1)/6*6+1+6*k, 1)}
	case "Q":
		return moment{unit: unit, day: dayOf(t.Year(), (int(t.Month())-1)/3*3+1+3*k, 1)}
	case "M":
		return moment{unit: unit, day: dayOf(t.Year(), int(t.Month())+k, 1)}
	case "W", "WE":
		return moment{unit: unit, day: t.AddDate(0, 0, int(7*n))}
	}
	return moment{unit: "D", day: t.AddDate(0, 0, k)}
}

// span returns the first and the last day of the moment.
func (m moment) span() (from, to time.Time) {
	y, month := m.day.Year(), int(m.day.Month())
	months := func(first, n int) (time.Time, time.Time) {
		return dayOf(y, first, 1), dayOf(y, first+n, 0)
	}
	switch m.unit {
	case "CE":
		return dayOf(y/100*100, 1, 1), dayOf(y/100*100+99, 12, 31)
	case "DE":
		return dayOf(y/10*10, 1, 1), dayOf(y/10*10+9, 12, 31)
	case "Y":
		return months(1, 12)
	case "H":
		return months((month-1)/6*6+1, 6)
	case "Q":
		return months((month-1)/3*3+1, 3)
	case "SE":
		return months(seasonStart[m.season], 3)
	case "M":
		return months(month, 1)
	case "W", "WE":
		monday := m.day.AddDate(0, 0, 1-isoWeekday(m.day))
		if m.unit == "WE" {
			return monday.AddDate(0, 0, 5), monday.AddDate(0, 0, 6)
		}
		return monday, monday.AddDate(0, 0, 6)
	}
	return m.day, m.day
}

// The first month of a season.
var seasonStart = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// easter returns Easter Sunday of the year (Meeus/Jones/Butcher, Gregorian).
func easter(year int) time.Time {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	month := (h + l - 7*m + 114) / 31
	return dayOf(year, month, (h+l-7*m+114)%31+1)
}

// feastDay returns the day of a feast in the year. The feast reads MM-DD,
// easter+N (days), MM-DOW-N (the N-th such weekday of the month, or "last"),
// or advent-N (the N-th Sunday of Advent).
func feastDay(feast string, year int) (time.Time, bool) {
	if rest, ok := strings.CutPrefix(feast, "easter"); ok {
		n, err := strconv.Atoi(rest)
		return easter(year).AddDate(0, 0, n), err == nil || rest == ""
	}
	if rest, ok := strings.CutPrefix(feast, "advent-"); ok {
		n, err := strconv.Atoi(rest)
		christmas := dayOf(year, 12, 25)
		fourth := christmas.AddDate(0, 0, -isoWeekday(christmas))
		return fourth.AddDate(0, 0, 7*(n-4)), err == nil
	}
	parts := strings.Split(feast, "-")
	month, err := strconv.Atoi(parts[0])
	if err != nil || len(parts) < 2 {
		return time.Time{}, false
	}
	second, err := strconv.Atoi(parts[1])
	if err != nil {
		return time.Time{}, false
	}
	if len(parts) == 2 {
		return dayOf(year, month, second), true
	}
	if parts[2] == "last" {
		end := dayOf(year, month+1, 0)
		return end.AddDate(0, 0, -(isoWeekday(end)-second+7)%7), true
	}
	n, err := strconv.Atoi(parts[2])
	first := dayOf(year, month, 1)
	return first.AddDate(0, 0, (second-isoWeekday(first)+7)%7+7*(n-1)), err == nil
}

// isoWeekday counts Monday 1 to Sunday 7.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// duration writes n units as a TIMEX3 duration without the P: "2Y", "T30M",
// "XW". Halves of a unit are written in the next smaller one.
func duration(n, unit string, half bool) string {
	prefix, letter := "", unit
	if strings.HasPrefix(unit, "T") {
		prefix, letter = "T", unit[1:]
	}
	if x, err := strconv.ParseFloat(n, 64); err == nil {
		n = plain(x)
	}
	if !half {
		return prefix + n + letter
	}
	if n == "0" {
		n = ""
	} else {
		n += letter
	}
	switch unit {
	case "Y":
		return n + "6M"
	case "M":
		return n + "15D"
	case "D":
		return n + "T12H"
	case "TH":
		return "T" + n + "30M"
	case "TM":
		return "T" + n + "30S"
	}
	return prefix + strings.TrimSuffix(n, letter) + ".5" + letter
}
