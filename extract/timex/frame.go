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

// The fields that data may bind. Names of its own begin with an underscore in
// the data and mean nothing to the engine, or serve as $names.
var fields = map[string]bool{
	"value": true, // the TIMEX3 value itself, when it needs no reckoning
	"mod":   true, // TIMEX3 mod
	"type":  true, // overrides the type of the rule
	"base":  true, // "time": reckoned from the time told before, "year": from its year, "quarter": from a quarter told; else from the publication
	"near":  true, // past, future, any (the nearest), scheduled, lately (by tense, else to come or gone); else by tense
	"n":     true, // a number of units, X when indefinite
	"unit":  true, // TS seconds, TM minutes, TH hours, D W M Q H Y, DE decades, CE centuries, WE weekends …
	"n2":    true, // a second number of units: "two years and three months"
	"unit2": true,
	"half":  true, // any value: and half a unit more
	"shift": true, // how many units from the base: -1 the last, 0 this, 1 the next
	"rel":   true, // the same for named months, weekdays, seasons, quarters

	"century": true, "decade": true, "year": true, "year2": true,
	"half_year": true, "quarter": true, "season": true, "month": true, "day": true, "dow": true,
	"week": true, "weekend": true,
	"feast": true, // MM-DD, easter+N, MM-DOW-N (the N-th weekday of a month), MM-DOW-last, advent-N
	"part":  true, // of the day: MO MI AF EV NI DT
	"hour":  true, "minute": true, "second": true, "meridiem": true,
	"generic": true, // "today" as "these days", where the text is not about a day
	"point":   true, // past, future: the span leads from the base to a date
	"_a":      true, "_b": true, "_": true,
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
