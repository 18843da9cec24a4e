// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"slices"
	"strconv"

	"depesche"
	"depesche/store"
)

// Chart is a band chart of events over time, cooperation above the line and
// conflict below, drawn by the template. Lengths are SVG units.
type Chart struct {
	Width, Height float64
	Axis          float64 // y of the line
	Buckets       []Bucket
	Ticks         []Tick
	ByYear        bool // a bucket is a year, not a month
	Bars          bool // too many for one mark each: bars
	Most          int  // events in the fullest half bucket
}

// Bucket is a month or year with its events.
type Bucket struct {
	Name        string // 2025-07 or 2025
	X, Width    float64
	Cooperation int
	Conflict    int
	Marks       []Mark
	Link        string // the list of this bucket alone
}

// Mark is one event, or, in a chart of bars, all of one kind.
type Mark struct {
	X, Y, Width, Height float64
	Tone                string
}

// Tick is a label under the chart.
type Tick struct {
	X    float64
	Text string
}

const (
	chartWidth   = 960.0
	chartBand    = 110.0 // height above and below the line
	chartFoot    = 24.0
	minMonths    = 12 // fewer months than these get room around them
	maxMonths    = 72 // more months than these are drawn by year
	maxMarks     = 10 // more events than these in a bucket are drawn as bars
	maxBucket    = 72.0
	markGap      = 2.0
	axisGap      = 3.0
	minTickSpace = 56.0
)

// newChart lays out the monthly counts of a pair, or returns nil when there
// are none.
func newChart(r *request, monthly []store.Count) *Chart {
	if len(monthly) == 0 {
		return nil
	}
	c := &Chart{Width: chartWidth, Height: 2*chartBand + chartFoot, Axis: chartBand}
	first, last := monthNumber(monthly[0].Month), monthNumber(monthly[len(monthly)-1].Month)
	for last-first+1 < minMonths {
		first, last = first-1, last+1
	}
	c.ByYear = last-first+1 > maxMonths
	counts := c.count(monthly)
	names := c.names(first, last)
	width := min(maxBucket, chartWidth/float64(len(names)))
	left := (chartWidth - width*float64(len(names))) / 2
	for i, name := range names {
		b := Bucket{Name: name, X: left + float64(i)*width, Width: width, Link: bucketLink(r, name)}
		for _, t := range depesche.EventTypes {
			if n := counts[name][t]; depesche.Conflict(t) < 0 {
				b.Cooperation += n
			} else {
				b.Conflict += n
			}
		}
		c.Most = max(c.Most, b.Cooperation, b.Conflict)
		c.Buckets = append(c.Buckets, b)
	}
	c.Bars = c.Most > maxMarks
	for i := range c.Buckets {
		c.draw(&c.Buckets[i], counts[c.Buckets[i].Name])
	}
	c.ticks()
	return c
}

// count adds the events up by bucket and type.
func (c *Chart) count(monthly []store.Count) map[string]map[string]int {
	counts := map[string]map[string]int{}
	for _, m := range monthly {
		name := m.Month
		if c.ByYear {
			name = name[:min(4, len(name))]
		}
		if counts[name] == nil {
			counts[name] = map[string]int{}
		}
		counts[name][m.Type] += m.Events
	}
	return counts
}

// names lists all buckets from first to last, the empty ones too.
func (c *Chart) names(first, last int) []string {
	var names []string
	step := 1
	if c.ByYear {
		step, first = 12, first-first%12
	}
	for m := first; m <= last; m += step {
		name := fmt.Sprintf("%04d-%02d", m/12, m%12+1)
		if c.ByYear {
			name = name[:4]
		}
		names = append(names, name)
	}
	return names
}

// monthNumber counts months from year 0: "2025-07" is 2025*12+6. A year alone
// is its January.
func monthNumber(month string) int {
	year, _ := strconv.Atoi(month[:min(4, len(month))])
	m := 1
	if len(month) >= 7 {
		m, _ = strconv.Atoi(month[5:7])
	}
	return year*12 + max(m, 1) - 1
}

func bucketLink(r *request, name string) string {
	u := *r.URL
	q := u.Query()
	q.Set("from", name)
	q.Set("to", name)
	q.Del("page")
	u.RawQuery = q.Encode()
	return u.RequestURI()
}

// draw places the marks of a bucket: the milder kinds next to the line.
func (c *Chart) draw(b *Bucket, counts map[string]int) {
	order := slices.Clone(depesche.EventTypes)
	slices.SortStableFunc(order, func(x, y string) int { return abs(depesche.Conflict(x)) - abs(depesche.Conflict(y)) })
	unit := (chartBand - axisGap) / float64(maxMarks)
	if c.Bars {
		unit = (chartBand - axisGap) / float64(c.Most)
	}
	up, down := c.Axis-axisGap, c.Axis+axisGap
	side := min(b.Width-markGap, 18)
	for _, t := range order {
		n := counts[t]
		if n == 0 {
			continue
		}
		marks, height := n, unit
		if c.Bars {
			marks, height = 1, unit*float64(n)
		}
		for range marks {
			m := Mark{X: b.X + (b.Width-side)/2, Width: side, Height: height, Tone: tone(t)}
			if !c.Bars {
				m.Height -= markGap
			}
			if depesche.Conflict(t) < 0 {
				up -= height
				m.Y = up
			} else {
				m.Y = down
				down += height
			}
			b.Marks = append(b.Marks, m)
		}
	}
}

func abs(n int) int { return max(n, -n) }

// ticks labels the buckets, as many as there is room for.
func (c *Chart) ticks() {
	every := 1
	for float64(every)*c.Buckets[0].Width < minTickSpace {
		every++
	}
	for i := 0; i < len(c.Buckets); i += every {
		b := c.Buckets[i]
		c.Ticks = append(c.Ticks, Tick{b.X + b.Width/2, b.Name})
	}
}
