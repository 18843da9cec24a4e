// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"depesche"
	"depesche/lineage"
)

// Options is what grouping knows besides the records.
type Options struct {
	// Derivations among the articles. An article belongs to the story of what
	// it drew on, and is no origin of its own.
	Derivations []depesche.Derivation

	// Finder knows how articles name their sources and what stands around
	// them. Articles that name the same source have one origin. May be nil.
	Finder *lineage.Finder

	// Others is how many articles about something else there are besides.
	Others int
}

// Group returns the stories that the articles tell, each article in exactly
// one, ordered by their first articles.
func Group(records []*depesche.Record, opts Options) []depesche.Story {
	ordered := slices.Clone(records)
	slices.SortStableFunc(ordered, inTime)
	if opts.Finder == nil {
		opts.Finder = &lineage.Finder{}
	}
	g := newGrouping(ordered, opts)
	clusters := g.cluster()
	out := make([]depesche.Story, 0, len(clusters))
	for _, c := range clusters {
		out = append(out, g.story(c, opts))
	}
	return out
}

// inTime orders records by when the articles came out, those without a date
// last, and then by what they are.
func inTime(a, b *depesche.Record) int {
	x, xok := published(a)
	y, yok := published(b)
	switch {
	case xok && !yok:
		return -1
	case yok && !xok:
		return 1
	}
	return cmp.Or(x.Compare(y), strings.Compare(a.Article.ID, b.Article.ID),
		strings.Compare(a.Article.Text, b.Article.Text), strings.Compare(a.Article.Input, b.Article.Input))
}

// published is when an article came out, a date counting as its beginning.
func published(r *depesche.Record) (time.Time, bool) {
	if t, err := time.Parse(time.DateOnly, r.Article.Published); err == nil {
		return t, true
	}
	t, err := time.Parse(time.RFC3339, r.Article.Published)
	return t.UTC(), err == nil
}

// grouping is one run of Group. Articles are numbered in order of time.
type grouping struct {
	records []*depesche.Record
	vectors []lineage.Vector
	days    []int // of publication, counted from a fixed day; noDay when unknown
	derived [][2]int32
	repeats []bool // it has the words of an earlier article that it is derived from
}

const noDay = -1 << 30

func newGrouping(records []*depesche.Record, opts Options) *grouping {
	g := &grouping{records: records, days: make([]int, len(records))}
	articles := make([]depesche.Article, len(records))
	number := map[string]int32{}
	for i, r := range records {
		articles[i] = r.Article
		g.days[i] = noDay
		if t, ok := published(r); ok {
			g.days[i] = int(t.Unix() / (24 * 60 * 60))
		}
		if _, known := number[r.Article.ID]; !known {
			number[r.Article.ID] = int32(i)
		}
	}
	g.vectors = opts.Finder.Vectors(articles, opts.Others)
	g.addEncounters()
	g.repeats = make([]bool, len(records))
	for _, d := range opts.Derivations {
		from, ok := number[d.From]
		to, found := number[d.To]
		if ok && found && d.Kind != lineage.Excerpt {
			g.derived = append(g.derived, [2]int32{from, to})
			g.repeats[max(from, to)] = g.repeats[max(from, to)] || from != to && records[from].Article.Text == records[to].Article.Text
		}
	}
	return g
}

// encounterShare is how much it can add to the likeness of two articles that
// they tell of the same sides at the same time.
const encounterShare = 0.1

// addEncounters has the vectors tell of them. Records that share their events in
// memory have one vector, if their articles had one.
func (g *grouping) addEncounters() {
	type key struct {
		events                        *depesche.Event
		language, domain, title, text string
	}
	done := map[key]lineage.Vector{}
	for i, r := range g.records {
		a := &r.Article
		if len(r.Events) == 0 {
			continue
		}
		k := key{&r.Events[0], a.Language, a.Outlet.Domain, a.Title, a.Text}
		v, known := done[k]
		if !known {
			v = g.vectors[i].With(encounters(r), encounterShare)
			done[k] = v
		}
		g.vectors[i] = v
	}
}

// encounters are the sides that have to do with one another in an article, by
// day where the day is known: the same in every language.
func encounters(r *depesche.Record) []string {
	var out []string
	for i := range r.Events {
		e := &r.Events[i]
		if s := sides(r, e); len(s) > 1 && !e.Historical {
			key := strings.Join(s, "+")
			if e.Date.Precision == depesche.PrecisionDay {
				key += "@" + e.Date.Value
			}
			out = append(out, key)
		}
	}
	return out
}

// story writes a cluster out.
func (g *grouping) story(members []int32, opts Options) depesche.Story {
	s := depesche.Story{Title: g.title(members)}
	var records []*depesche.Record
	for _, m := range members {
		records = append(records, g.records[m])
		s.Articles = append(s.Articles, g.records[m].Article.ID)
	}
	s.ID = ID(records[0].Article.ID)
	s.Sources = Origins(records, opts)
	s.Happenings = Happenings(records)
	s.Contradictions = Contradictions(records, s.Happenings)
	return s
}

// ID is the id of the story that is first made of an article.
func ID(first string) string {
	sum := sha256.Sum256([]byte("story " + first))
	return hex.EncodeToString(sum[:8])
}

// title is the title of the article that stands in the middle of the story;
// without titles, the beginning of its text.
func (g *grouping) title(members []int32) string {
	sum := g.sum(members)
	best, most := "", -1.0
	titled := slices.ContainsFunc(members, func(m int32) bool { return g.records[m].Article.Title != "" })
	for _, m := range members {
		a := g.records[m].Article
		name := a.Title
		if name == "" && !titled {
			name = beginning(a.Text)
		}
		if name == "" || g.repeats[m] && best != "" {
			continue
		}
		if likeness := sum.Likeness(lineage.NewSum(g.vectors[m])); likeness > most+1e-9 {
			best, most = name, likeness
		}
	}
	return best
}

// titleRunes is how long a title made from a text may be.
const titleRunes = 120

// beginning is the first line of a text, cut at a word.
func beginning(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > titleRunes {
		line = string(runes[:titleRunes])
		if i := strings.LastIndexByte(line, ' '); i > 0 {
			line = line[:i]
		}
		line += " ..."
	}
	return line
}
