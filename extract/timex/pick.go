// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"strings"
	"time"
)

// A name like "Saturday" or "July" recurs. These functions choose which one
// is meant: the one that the expression itself points to ("next"), or else
// the one that the tense of the sentence points to, or else the nearest.

// side says which of the recurrences is meant.
type side int8

const (
	nearest side = iota
	past
	future
	before // the last one that is over
	after  // the next one that has not begun
	same   // the one of the same year or week
)

// sideOf returns what the frame says, or else the tense around it.
func (v *resolver) sideOf(c *candidate) side {
	f := c.fields
	switch f.get("rel") {
	case "-1":
		return before
	case "0":
		return same
	case "1":
		return after
	}
	switch f.get("near") {
	case "past":
		return past
	case "future":
		return future
	case "any":
		return nearest
	case "lately":
		if s := v.tense.near(v.byteOf(c)); s != nearest {
			return s
		}
		return past
	case "scheduled":
		if s := v.tense.near(v.byteOf(c)); s != nearest {
			return s
		}
		return future
	}
	return v.tense.near(v.byteOf(c))
}

// choosePart returns the candidate on the side meant; they are in order of
// time.
func choosePart(all []moment, day time.Time, s side) (moment, bool) {
	best, found, least := moment{}, false, time.Duration(0)
	for _, m := range all {
		from, to := m.span()
		switch s {
		case past, before:
			if s == past && !from.After(day) || to.Before(day) {
				best, found = m, true
			}
		case future, after:
			if s == future && !to.Before(day) || from.After(day) {
				return m, true
			}
		default:
			if d := distance(from, to, day); !found || d < least {
				best, found, least = m, true, d
			}
		}
	}
	return best, found
}

// distance is how far the day lies from the stretch.
func distance(from, to, day time.Time) time.Duration {
	switch {
	case from.After(day):
		return from.Sub(day)
	case to.Before(day):
		return day.Sub(to)
	}
	return 0
}

// pickYear chooses the year of a month, a feast, a season or a day of a month.
// A weekday beside it decides where it fits only one of the years.
func (v *resolver) pickYear(c *candidate, base moment, part func(int) (moment, bool)) (moment, bool) {
	s := v.sideOf(c)
	day := base.day.Truncate(24 * time.Hour)
	if s == same {
		return part(day.Year())
	}
	dow, hasDow := c.fields.number("dow")
	var all, fitting []moment
	for year := day.Year() - 4; year <= day.Year()+4; year++ {
		m, ok := part(year)
		if !ok {
			continue
		}
		all = append(all, m)
		if hasDow && m.unit == "D" && isoWeekday(m.day) == dow && year >= day.Year()-1 && year <= day.Year()+1 {
			fitting = append(fitting, m)
		}
	}
	if len(fitting) == 1 {
		return fitting[0], true
	}
	m, ok := choosePart(all, day, s)
	if s == past || s == future {
		// A sign in the sentence does not outweigh a date close at hand.
		close, _ := choosePart(all, day, nearest)
		if away(close, day) <= closeBy(m.unit, s) && away(m, day) >= farOff {
			return close, ok
		}
	}
	return m, ok
}

const farOff = 250 * 24 * time.Hour

// closeBy is how near a date must be to be meant against the sign of the
// sentence. Months are told more loosely than days, and signs of the future
// are weaker than those of the past.
func closeBy(unit string, s side) time.Duration {
	days := time.Duration(0)
	switch {
	case unit == "M":
		days = 45
	case unit == "D" && s == past:
		days = 75
	case unit == "D":
		days = 110
	}
	return days * 24 * time.Hour
}

func away(m moment, day time.Time) time.Duration {
	from, to := m.span()
	return distance(from, to, day)
}

// pickDay chooses the week of a weekday.
func (v *resolver) pickDay(c *candidate, base moment) moment {
	day := base.day.Truncate(24 * time.Hour)
	dow, _ := c.fields.number("dow")
	monday := day.AddDate(0, 0, 1-isoWeekday(day))
	var all []moment
	for week := -1; week <= 1; week++ {
		all = append(all, moment{unit: "D", day: monday.AddDate(0, 0, 7*week+dow-1)})
	}
	s := v.sideOf(c)
	if s == same {
		return all[1]
	}
	m, _ := choosePart(all, day, s)
	return m
}

// pickWeekend chooses the weekend of this week or of one beside it.
func (v *resolver) pickWeekend(c *candidate, base moment) moment {
	day := base.day.Truncate(24 * time.Hour)
	var all []moment
	for week := -1; week <= 1; week++ {
		all = append(all, moment{unit: "WE", day: day.AddDate(0, 0, 7*week)})
	}
	m, _ := choosePart(all, day, v.sideOf(c))
	return m
}

// pickMonth chooses the month of a day of the month, or of a date without.
func (v *resolver) pickMonth(c *candidate, base moment) (moment, bool) {
	day := base.day.Truncate(24 * time.Hour)
	number, _ := c.fields.number("day")
	var all []moment
	for k := -2; k <= 2; k++ {
		first := dayOf(day.Year(), int(day.Month())+k, 1)
		if m := first.AddDate(0, 0, number-1); m.Month() == first.Month() {
			all = append(all, moment{unit: "D", day: m})
		}
	}
	return choosePart(all, day, v.sideOf(c))
}

// maxDistance is how far back, in bytes, a time of day looks for its day.
const maxDistance = 600

// dayAround returns the day of a time of day that names none: the last one
// told nearby, or the day of publication.
func (v *resolver) dayAround(c *candidate) (moment, string, bool) {
	if v.toldDay.unit != "" && v.byteOf(c)-v.toldDay.at < maxDistance {
		return moment{unit: "D", day: v.toldDay.day.Truncate(24 * time.Hour)}, v.toldDay.id, true
	}
	return moment{unit: "D", day: v.now.day.Truncate(24 * time.Hour)}, published, v.known
}

// unknown writes what the frame tells without the publication date: Xs where
// it tells nothing.
func unknown(f frame) string {
	unit := f.get("unit")
	switch {
	case f.has("dow") && !f.has("month"):
		return "XXXX-WXX-" + f.get("dow")
	case f.has("feast"):
		if feast := f.get("feast"); len(feast) == 5 && !strings.HasPrefix(feast, "easter") {
			return "XXXX-" + feast
		}
		return "XXXX-XX-XX"
	case f.has("month") && f.has("day"):
		return "XXXX-" + two(f.get("month")) + "-" + two(f.get("day"))
	case f.has("month"):
		return "XXXX-" + two(f.get("month"))
	case f.has("season"):
		return "XXXX-" + f.get("season")
	case f.has("quarter"):
		return "XXXX-Q" + f.get("quarter")
	case f.has("half_year"):
		return "XXXX-H" + f.get("half_year")
	case f.has("day"):
		return "XXXX-XX-" + two(f.get("day"))
	}
	if f.has("weekend") {
		unit = "WE"
	}
	if text, ok := map[string]string{
		"CE": "XX", "DE": "XXX", "Y": "XXXX", "H": "XXXX-HX", "Q": "XXXX-QX", "M": "XXXX-XX",
		"W": "XXXX-WXX", "WE": "XXXX-WXX-WE",
	}[unit]; ok {
		return text
	}
	return "XXXX-XX-XX"
}
