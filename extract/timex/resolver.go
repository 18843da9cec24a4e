// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"depesche"
	"depesche/extract"
)

// published is the Anchor of a time that was reckoned from the publication.
const published = "published"

// resolver turns frames into values, one after another in order of the text.
type resolver struct {
	g       *grammar
	reading *extract.Reading
	atoms   []atom
	now     moment // the publication
	known   bool   // whether there is one, to the day
	clock   bool   // whether the publication has a time of day
	days    []int  // bytes where the text speaks of single days around the publication
	tense   tenses

	set     int  // the byte of the last set, or -1
	told    told // the last date told
	toldDay told // the last that is a day
	// the last that is a quarter: in reports of business "a year earlier" is
	// the same quarter of the year before
	toldQuarter told
	pending     moment
}

// told is a date that the text has told.
type told struct {
	moment
	id string
	at int // byte
}

func newResolver(g *grammar, r *extract.Reading, atoms []atom, found []candidate) *resolver {
	v := &resolver{set: -1, g: g, reading: r, atoms: atoms, tense: newTenses(g, r, atoms)}
	v.now, v.known, v.clock = publication(r.Article.Published)
	for i := range found {
		f := found[i].fields
		if found[i].rule.kind != depesche.TimeSet && !f.has("generic") && !f.has("month") && (f.get("unit") == "D" && f.has("shift") || f.has("dow") || f.has("hour")) {
			v.days = append(v.days, int(atoms[found[i].first].start))
		}
	}
	return v
}

// publication reads a date or an RFC 3339 time. The day is that of the
// outlet's own clock.
func publication(text string) (m moment, known, clock bool) {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return moment{unit: "TM", day: t.Add(zone(t)).UTC()}, true, true
	}
	if len(text) >= 10 {
		if t, err := time.Parse(time.DateOnly, text[:10]); err == nil {
			return moment{unit: "D", day: t}, true, false
		}
	}
	return moment{}, false, false
}

func zone(t time.Time) time.Duration {
	_, offset := t.Zone()
	return time.Duration(offset) * time.Second
}

// resolve gives the candidate its type, value, mod and anchor. It reports
// false when what matched is no date of the calendar (31 June).
func (v *resolver) resolve(c *candidate) (extract.Time, bool) {
	var t extract.Time
	f := c.fields
	v.pending = moment{}
	t.Type, t.Mod = c.rule.kind, f.get("mod")
	if kind := f.get("type"); kinds[kind] {
		t.Type = kind
	}
	ok := true
	switch {
	case f.has("generic") && v.isGeneric(c):
		t.Value = f.get("generic")
	case f.has("value"):
		t.Value = f.get("value")
	case t.Type == depesche.TimeDuration:
		t.Value, ok = span(f)
		v.point(f, v.byteOf(c), &t.Time)
	case t.Type == depesche.TimeSet:
		t.Value, ok = recurring(f)
	default:
		ok = v.date(c, &t.Time)
	}
	return t, ok
}

// remember keeps a resolved date for those that are reckoned from it.
func (v *resolver) remember(c *candidate, id string) {
	if c.rule.kind == depesche.TimeSet {
		v.set = v.byteOf(c)
	}
	if v.pending.unit == "" {
		return
	}
	if strings.HasPrefix(c.fields.get("base"), "quarter") {
		return // "a year earlier" is not what the next "a year earlier" is reckoned from
	}
	v.told = told{v.pending, id, v.byteOf(c)}
	if v.pending.unit == "Q" {
		v.toldQuarter = v.told
	}
	if v.pending.unit == "D" {
		v.toldDay = v.told
	}
}

// quarterReach is how far, in bytes, a quarter is what "a year ago" refers to.
const quarterReach = 2000

// dayTalk is how near, in bytes, the text must speak of single days.
const dayTalk = 1500

// isGeneric reports whether a word like "today" means these days: its
// sentence does not tell of the past and the text around it speaks of no
// single days.
func (v *resolver) isGeneric(c *candidate) bool {
	at := v.byteOf(c)
	k := sort.SearchInts(v.days, at)
	if k < len(v.days) && v.days[k]-at < dayTalk || k > 0 && at-v.days[k-1] < dayTalk {
		return false
	}
	return v.tense.near(at) != past
}

func (v *resolver) byteOf(c *candidate) int { return int(v.atoms[c.first].start) }

// span writes a duration: "P2Y", "P2Y3M", "PT30M".
func span(f frame) (string, bool) {
	n, unit := f.get("n"), f.get("unit")
	if n == "" || unit == "" {
		return "", false
	}
	value := "P" + duration(n, unit, f.has("half"))
	if f.has("n2") && f.has("unit2") {
		second := duration(f.get("n2"), f.get("unit2"), false)
		if strings.Contains(value, "T") {
			second = strings.TrimPrefix(second, "T")
		}
		value += second
	}
	return value, true
}

// point adds the date that a duration leads to: "two weeks ago".
func (v *resolver) point(f frame, at int, t *depesche.Time) {
	n, ok := f.amount("n")
	if !ok || !f.has("point") {
		return
	}
	if f.get("point") == "future" && !f.has("base") && v.tense.near(at) == past {
		return // "in two years he had …" tells how long it took
	}
	base, anchor, ok := v.base(f, at)
	if !ok {
		return
	}
	if f.get("point") == "past" {
		n = -n
	}
	unit := f.get("unit")
	if strings.HasPrefix(unit, "T") {
		return
	}
	v.pending = base.add(unit, n)
	t.Point, t.Anchor = v.pending.value(), anchor
}

// recurring writes a set: "XXXX-WXX-1", "P1Y", "XXXX-XX-XXTMO".
func recurring(f frame) (string, bool) {
	part := ""
	if p := f.get("part"); p != "" {
		part = "T" + p
	}
	switch {
	case f.has("dow"):
		return "XXXX-WXX-" + f.get("dow") + part, true
	case f.has("month") && f.has("day"):
		return "XXXX-" + two(f.get("month")) + "-" + two(f.get("day")), true
	case f.has("month"):
		return "XXXX-" + two(f.get("month")), true
	case f.has("season"):
		return "XXXX-" + f.get("season"), true
	case f.has("quarter"):
		return "XXXX-Q" + f.get("quarter"), true
	case part != "":
		return "XXXX-XX-XX" + part, true
	}
	return span(f)
}

func two(digits string) string {
	if len(digits) == 1 {
		return "0" + digits
	}
	return digits
}

// base returns what the frame is reckoned from.
func (v *resolver) base(f frame, at int) (m moment, anchor string, ok bool) {
	if b := f.get("base"); (b == "quarter" || b == "quarter-only") && v.toldQuarter.unit != "" && at-v.toldQuarter.at < quarterReach {
		return v.toldQuarter.moment, v.toldQuarter.id, true
	}
	if f.get("base") == "time" && f.get("unit") == "D" && v.toldDay.unit != "" {
		return v.toldDay.moment, v.toldDay.id, true
	}
	if b := f.get("base"); (b == "time" && f.get("unit") != "D" || b == "quarter") && v.told.unit != "" {
		return v.told.moment, v.told.id, true
	}
	if f.get("base") == "told" {
		return v.told.moment, v.told.id, v.told.unit != ""
	}
	if f.get("base") == "year" && v.told.unit != "" {
		return moment{unit: "Y", day: v.told.day}, v.told.id, true
	}
	return v.now, published, v.known
}

// date resolves a date or a time of day.
func (v *resolver) date(c *candidate, t *depesche.Time) bool {
	f := c.fields
	clock := clockOf(f)
	if clock != "" {
		t.Type = depesche.TimeTime
	}
	m, anchor, ok := v.moment(c)
	switch {
	case clock != "" && f.has("hour") && v.ofSet(c):
		t.Value = clock
		return true
	case !ok && f.has("n") && (v.known || strings.HasPrefix(f.get("unit"), "T")):
		t.Type = depesche.TimeDuration // "two hours later": from when is not known
		t.Value, ok = span(f)
		return ok
	case !ok && v.known && !f.has("shift"):
		return false
	case !ok:
		t.Value = unknown(f) + clock
		return t.Value != ""
	}
	if m.clock == "" {
		m.clock = clock
	}
	switch {
	case clock != "":
		m.unit = "D"
	case m.unit == "D" && f.has("month") && f.get("unit") == "W":
		m.unit = "W" // "the week of March 6"
	}
	v.pending = m
	t.Value, t.Anchor = m.value(), anchor
	return true
}

// ofSet reports whether the expression names only a time of day, right behind
// days that recur: "on weekdays from 2 pm".
func (v *resolver) ofSet(c *candidate) bool {
	f := c.fields
	dated := f.has("dow") || f.has("month") || f.has("day") || f.has("shift")
	return !dated && v.set >= 0 && v.byteOf(c)-v.set < setReach
}

// setReach is how far, in bytes, a set reaches.
const setReach = 60

// clockOf writes the time of day: "T20:30", "TEV", or "".
func clockOf(f frame) string {
	hour, ok := f.number("hour")
	if !ok {
		if part := f.get("part"); part != "" {
			return "T" + part
		}
		return ""
	}
	switch {
	case f.get("meridiem") == "pm" && hour < 12:
		hour += 12
	case f.get("meridiem") == "am" && hour == 12:
		hour = 0
	case hour < 0:
		hour += 12
	}
	minute, _ := f.number("minute")
	clock := "T" + two(strconv.Itoa(hour)) + ":" + two(strconv.Itoa(minute))
	if second, ok := f.number("second"); ok {
		clock += ":" + two(strconv.Itoa(second))
	}
	return clock
}

// moment reckons the stretch of the calendar that the frame names.
func (v *resolver) moment(c *candidate) (m moment, anchor string, ok bool) {
	f := c.fields
	base, anchor, known := v.base(f, v.byteOf(c))
	year, hasYear := v.yearOf(f, base, known)
	if hasYear && !f.has("shift") {
		anchor = ""
	}
	part, named := partOf(f)
	switch {
	case hasYear && named:
		m, ok = part(year)
		return m, anchor, ok
	case hasYear && f.has("week"):
		week, _ := f.number("week")
		return moment{unit: "W", day: dayOf(year, 1, 4).AddDate(0, 0, 7*(week-1))}, anchor, week >= 1 && week <= 53
	case hasYear:
		return moment{unit: "Y", day: dayOf(year, 1, 1)}, anchor, true
	case f.has("century"):
		n, ok := f.number("century")
		return moment{unit: "CE", day: dayOf(100*n, 1, 1)}, "", ok
	case f.has("decade"):
		return decade(f)
	case !known:
		return m, "", false
	case named:
		m, ok = v.pickYear(c, base, part)
		return m, anchor, ok
	case f.has("shift"):
		m, ok = v.shifted(f, base)
		return m, anchor, ok
	case f.has("dow"):
		return v.pickDay(c, base), anchor, true
	case f.has("weekend"):
		return v.pickWeekend(c, base), anchor, true
	case f.has("day"):
		m, ok = v.pickMonth(c, base)
		return m, anchor, ok
	}
	return v.dayAround(c)
}

// yearOf returns the year that the frame names or leads to.
func (v *resolver) yearOf(f frame, base moment, known bool) (int, bool) {
	if y, ok := f.number("year"); ok {
		return y, true
	}
	if y, ok := f.number("year2"); ok {
		limit := 30
		if v.known {
			limit = v.now.day.Year()%100 + 10
		}
		if y <= limit {
			return 2000 + y, true
		}
		return 1900 + y, true
	}
	n, ok := f.number("shift")
	named := f.has("month") || f.has("season") || f.has("quarter") || f.has("half_year") || f.has("feast")
	if ok && known && f.get("unit") == "Y" && named {
		return base.day.Year() + n, true
	}
	return 0, false
}

func decade(f frame) (moment, string, bool) {
	n, ok := f.number("decade")
	if n < 10 {
		n += 190
	}
	return moment{unit: "DE", day: dayOf(10*n, 1, 1)}, "", ok
}

// partOf returns the part of a year that the frame names, as a function of
// the year.
func partOf(f frame) (func(year int) (moment, bool), bool) {
	if feast := f.get("feast"); feast != "" {
		return func(year int) (moment, bool) {
			day, ok := feastDay(feast, year)
			return moment{unit: "D", day: day}, ok
		}, true
	}
	if season := f.get("season"); seasonStart[season] != 0 {
		return func(year int) (moment, bool) {
			return moment{unit: "SE", day: dayOf(year, seasonStart[season], 1), season: season}, true
		}, true
	}
	for _, p := range []struct {
		field, unit string
		months      int
	}{{"quarter", "Q", 3}, {"half_year", "H", 6}} {
		if n, ok := f.number(p.field); ok {
			return func(year int) (moment, bool) {
				return moment{unit: p.unit, day: dayOf(year, p.months*(n-1)+1, 1)}, n >= 1 && n*p.months <= 12
			}, true
		}
	}
	month, ok := f.number("month")
	day, toDay := f.number("day")
	return func(year int) (moment, bool) {
		if toDay {
			return moment{unit: "D", day: dayOf(year, month, day)}, hasDay(year, month, day)
		}
		return moment{unit: "M", day: dayOf(year, month, 1)}, month >= 1 && month <= 12
	}, ok
}

// shifted reckons "last week", "in three days", and "a year earlier", which
// keeps the length of what it is reckoned from.
func (v *resolver) shifted(f frame, base moment) (moment, bool) {
	n, ok := f.amount("shift")
	unit := f.get("unit")
	if !ok || unit == "" {
		return moment{}, false
	}
	if strings.HasPrefix(unit, "T") {
		return v.clockShift(unit, n)
	}
	reckoned := f.get("base") == "time" || f.get("base") == "told" || f.has("base") && base.unit == "Q"
	if reckoned && unit == "Y" && base.unit != "DE" && n == math.Trunc(n) {
		base.day = base.day.AddDate(int(n), 0, 0)
		return base, true
	}
	m := base.add(unit, n)
	if dow, ok := f.number("dow"); ok && unit == "W" {
		return moment{unit: "D", day: m.day.AddDate(0, 0, dow-isoWeekday(m.day))}, true
	}
	if day, ok := f.number("day"); ok && unit == "M" {
		y, month := m.day.Year(), int(m.day.Month())
		return moment{unit: "D", day: dayOf(y, month, day)}, hasDay(y, month, day)
	}
	return m, true
}

// clockShift reckons "two hours ago", which needs the hour of publication.
func (v *resolver) clockShift(unit string, n float64) (moment, bool) {
	if !v.clock || n > 1e5 || n < -1e5 {
		return moment{}, false
	}
	size := map[string]time.Duration{"TH": time.Hour, "TM": time.Minute, "TS": time.Second}[unit]
	t := v.now.day.Add(time.Duration(n * float64(size)))
	return moment{unit: "D", day: t, clock: t.Format("T15:04")}, size != 0
}
