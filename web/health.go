// SPDX-License-Identifier: Apache-2.0

package web

import (
	"slices"
	"strconv"

	"depesche"
	"depesche/store"
)

// HealthPage says how well the record is fed.
type HealthPage struct {
	store.Health
	Counts     []StateCount  `json:"counts"` // sources by how they do, the worst first
	ByLanguage []LanguageRow `json:"-"`      // articles a language and day
}

// StateCount counts the sources of one state.
type StateCount struct {
	State   string `json:"state"`
	Sources int    `json:"sources"`
}

// LanguageRow is a language with its articles a day.
type LanguageRow struct {
	Language string
	Articles int
	Share    int // of all articles, in percent
	Days     []int
}

// sourceStates are the states of sources, the worst first.
var sourceStates = []string{store.SourceFailing, store.SourceSilent, store.SourceNew, store.SourceFine}

// The days that the page looks back.
const (
	healthDays = 14
	maxDays    = 366
)

func (s *Server) health(r *request) (any, error) {
	days := healthDays
	if text := r.URL.Query().Get("days"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > maxDays {
			return nil, depesche.Invalidf("days", "days=%s is no number between 1 and %d", text, maxDays)
		}
		days = n
	}
	h, err := s.db.Health(r.Context(), days)
	if err != nil {
		return nil, err
	}
	p := HealthPage{Health: h, ByLanguage: languageRows(h)}
	slices.SortStableFunc(p.Sources, func(a, b store.SourceHealth) int {
		return slices.Index(sourceStates, a.State) - slices.Index(sourceStates, b.State)
	})
	for _, state := range sourceStates {
		n := 0
		for _, source := range p.Sources {
			if source.State == state {
				n++
			}
		}
		if n > 0 {
			p.Counts = append(p.Counts, StateCount{state, n})
		}
	}
	return p, nil
}

// languageRows turns the counts around: a row for each language, the one with
// most articles first.
func languageRows(h store.Health) []LanguageRow {
	var rows []LanguageRow
	total := 0
	for _, c := range h.Languages {
		i := slices.IndexFunc(rows, func(r LanguageRow) bool { return r.Language == c.Language })
		if i < 0 {
			i = len(rows)
			rows = append(rows, LanguageRow{Language: c.Language, Days: make([]int, len(h.Days))})
		}
		rows[i].Articles += c.Articles
		total += c.Articles
		if d := slices.Index(h.Days, c.Day); d >= 0 {
			rows[i].Days[d] += c.Articles
		}
	}
	for i := range rows {
		rows[i].Share = percent(rows[i].Articles, total)
	}
	slices.SortStableFunc(rows, func(a, b LanguageRow) int { return b.Articles - a.Articles })
	return rows
}

// DayRow is a day with its articles in each language of ByLanguage.
type DayRow struct {
	Day    string
	Counts []int
}

// DayRows is the table behind the bars: the days on which anything came in,
// the newest first.
func (p HealthPage) DayRows() []DayRow {
	var rows []DayRow
	for i, day := range slices.Backward(p.Days) {
		row := DayRow{Day: day}
		total := 0
		for _, l := range p.ByLanguage {
			row.Counts = append(row.Counts, l.Days[i])
			total += l.Days[i]
		}
		if total > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// percent is a share in whole percent.
func percent(n, of int) int {
	if of == 0 {
		return 0
	}
	return (100*n + of/2) / of
}

// Spark is a row of numbers as bars.
type Spark struct {
	Bars []SparkBar
	Most int
}

// SparkBar is one bar in a picture that is sparkHeight high.
type SparkBar struct{ X, Y, Height int }

// The sizes of a row of bars.
const (
	sparkHeight = 20
	sparkStep   = 6
)

// newSpark draws a row of numbers; what is not nothing is seen.
func newSpark(counts []int) Spark {
	s := Spark{Most: max(1, slices.Max(append([]int{0}, counts...)))}
	for i, n := range counts {
		if n > 0 {
			height := max(2, n*sparkHeight/s.Most)
			s.Bars = append(s.Bars, SparkBar{i * sparkStep, sparkHeight - height, height})
		}
	}
	return s
}
