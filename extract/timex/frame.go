// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"strconv"
	"strings"
)

// frame is what an expression says: fields in the order in which they were
// bound. The last value of a field holds.
type frame []field

type field struct{ name, value string }

// fields are what data may bind, and what it means.
var fields = map[string]string{
	"value": "the TIMEX3 value itself, where nothing is reckoned",
	"mod":   "TIMEX3 mod",
	"type":  "in place of the type of the rule",
	"base":  "time: reckoned from the time told before; told: only from that; year: from its year; quarter: from a quarter told; else from the publication",
	"near":  "past, future, any (the nearest), scheduled or lately (by tense, else to come or gone); else by tense",

	"n":     "a number of units, X when indefinite",
	"unit":  "TS TM TH seconds, minutes, hours; D W WE M Q H Y DE CE days to centuries",
	"n2":    "a second number: two years and three months",
	"unit2": "its unit",
	"half":  "any value: and half a unit more",
	"shift": "how many units from the base: -1 the last, 0 this, 1 the next",
	"rel":   "the same for named months, weekdays, seasons, quarters",
	"point": "past, future: where the span leads to from the base",

	"century":   "1900 to 1999 is 19",
	"decade":    "1990 to 1999 is 199",
	"year":      "four digits",
	"year2":     "two digits",
	"half_year": "1 or 2",
	"quarter":   "1 to 4",
	"season":    "SP SU FA WI",
	"month":     "1 to 12",
	"week":      "ISO week",
	"weekend":   "any value: the weekend that near points to",
	"day":       "1 to 31",
	"dow":       "ISO weekday: Monday is 1",
	"feast":     "MM-DD; easter+N; MM-DOW-N or MM-DOW-last, a weekday of a month; advent-N",
	"part":      "of the day: MO MI AF EV NI",
	"hour":      "0 to 24",
	"minute":    "0 to 59",
	"second":    "0 to 59",
	"meridiem":  "am, pm",
	"generic":   "the value where the text speaks of no single days",

	"_a": "for $_a", "_b": "for $_b", "_": "not bound",
}

// get returns the last value of the field, or "".
func (f frame) get(name string) string {
	for i := len(f) - 1; i >= 0; i-- {
		if f[i].name == name {
			return f[i].value
		}
	}
	return ""
}

// has reports whether the field is bound to something.
func (f frame) has(name string) bool { return f.get(name) != "" }

// number returns the field as a whole number.
func (f frame) number(name string) (int, bool) {
	n, err := strconv.Atoi(f.get(name))
	return n, err == nil
}

// amount returns the field as a number that may have a fraction.
func (f frame) amount(name string) (float64, bool) {
	x, err := strconv.ParseFloat(f.get(name), 64)
	return x, err == nil
}

// evaluate returns the value that the assignment gives its field.
func (f frame) evaluate(a assignment) string {
	value := a.value
	if strings.Contains(value, "$") {
		value = f.expand(value)
	}
	if a.op == '=' {
		return value
	}
	old, err1 := strconv.ParseFloat(f.get(a.field), 64)
	by, err2 := strconv.ParseFloat(value, 64)
	switch {
	case err1 != nil || err2 != nil:
		return f.get(a.field)
	case a.op == '+':
		return plain(old + by)
	}
	return plain(old * by)
}

// expand puts the values of fields in place of $name.
func (f frame) expand(template string) string {
	var b strings.Builder
	for template != "" {
		text, rest, found := strings.Cut(template, "$")
		b.WriteString(text)
		if !found {
			break
		}
		end := 0
		for end < len(rest) && (rest[end] == '_' || 'a' <= rest[end] && rest[end] <= 'z' || '0' <= rest[end] && rest[end] <= '9') {
			end++
		}
		b.WriteString(f.get(rest[:end]))
		template = rest[end:]
	}
	return b.String()
}

// plain writes a number without a superfluous fraction.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
