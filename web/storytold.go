// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"depesche"
	"depesche/lineage/effect"
	"depesche/store"
)

// StoryHappening is one event of the world with who tells it how.
type StoryHappening struct {
	Number   int             `json:"number"` // in the story, from 0
	Type     string          `json:"type"`
	Date     depesche.Date   `json:"date"`
	Place    *depesche.Place `json:"place"`
	Mentions int             `json:"mentions"`
	Articles int             `json:"articles"`
	Sides    store.EventLine `json:"-"` // the report that names most sides
	Reports  []store.Report  `json:"reports"`
}

// More is how many reports the page does not show.
func (h StoryHappening) More() int { return h.Mentions - len(h.Reports) }

// happenings returns some happenings of a story, from the first one on, with
// their first reports.
func (s *Server) happenings(ctx context.Context, story depesche.Story, first, most int) ([]StoryHappening, error) {
	last := min(len(story.Happenings), first+most)
	all := []StoryHappening{}
	if first >= last {
		return all, nil
	}
	reports, err := s.db.StoryReports(ctx, story.ID, first, last-1, reportsMost)
	if err != nil {
		return nil, err
	}
	for n := first; n < last; n++ {
		of := story.Happenings[n]
		h := StoryHappening{Number: n, Type: of.Type, Date: of.Date, Place: of.Place, Mentions: len(of.Mentions), Articles: articlesAmong(of.Mentions), Reports: []store.Report{}}
		for _, r := range reports {
			if r.Happening == n {
				h.Reports = append(h.Reports, r)
			}
		}
		if len(h.Reports) == 0 {
			continue
		}
		h.Sides = slices.MaxFunc(h.Reports, func(a, b store.Report) int {
			return len(a.Actors) + len(a.Recipients) - len(b.Actors) - len(b.Recipients)
		}).EventLine
		all = append(all, h)
	}
	return all, nil
}

func articlesAmong(mentions []string) int {
	seen := map[string]bool{}
	for _, m := range mentions {
		article, _, _ := strings.Cut(m, "/")
		seen[article] = true
	}
	return len(seen)
}

// StoryContradiction is what articles tell differently about one happening.
type StoryContradiction struct {
	Kind     string         `json:"kind"`
	Type     string         `json:"type"` // of the happening
	Accounts []StoryAccount `json:"accounts"`
}

// StoryAccount is one side of a contradiction with some of its sentences.
type StoryAccount struct {
	Says     string            `json:"says"`
	Mentions int               `json:"mentions"`
	Articles int               `json:"articles"`
	Reports  []store.EventLine `json:"reports"`
}

// StoryAlteration is a number, a date or a status that an article changed on
// the way from the one that it drew on.
type StoryAlteration struct {
	Kind  string      `json:"kind"` // of effect
	From  AlteredSide `json:"from"`
	To    AlteredSide `json:"to"`
	Trace string      `json:"trace"`
}

// AlteredSide is how one of the two tells it.
type AlteredSide struct {
	Says     string `json:"says"`
	Sentence string `json:"sentence"`
	Article  string `json:"article"`
	Outlet   string `json:"outlet"`
	Language string `json:"language"`
}

// alterations lists what rows of two articles tell that contradicts itself.
func alterations(from, to *depesche.Record, rows []effect.Row) []StoryAlteration {
	var all []StoryAlteration
	for _, row := range rows {
		for _, e := range row.Effects {
			switch e.Kind {
			case effect.NumberChanged, effect.DateChanged, effect.StatusHardened, effect.StatusSoftened:
				all = append(all, StoryAlteration{e.Kind, alteredSide(from, row.From, e.From), alteredSide(to, row.To, e.To),
					"/trace/" + from.Article.ID + ".." + to.Article.ID})
			}
		}
	}
	return all
}

func alteredSide(r *depesche.Record, sentences []int, says string) AlteredSide {
	text := []rune(r.Article.Text)
	var all, telling []string
	for _, i := range sentences {
		sentence := string(text[r.Sentences[i].Start:r.Sentences[i].End])
		all = append(all, sentence)
		if holdsNumber(sentence, says) {
			telling = append(telling, sentence)
		}
	}
	if len(telling) == 0 {
		telling = all
	}
	a := r.Article
	return AlteredSide{says, strings.Join(telling, " "), a.ID, cmp.Or(a.Outlet.Label(), a.Title), a.Language}
}

// holdsNumber reports whether a sentence names one of the numbers, which are
// parted by commas, however it groups their digits.
func holdsNumber(sentence, numbers string) bool {
	plain := strings.NewReplacer(".", "", ",", "")
	for number := range strings.SplitSeq(numbers, ", ") {
		if number != "" && strings.Contains(plain.Replace(sentence), plain.Replace(number)) {
			return true
		}
	}
	return false
}

// Differences is how many contradictions and alterations the page shows.
func (p *StoryPage) Differences() int { return len(p.Contradictions) + len(p.Alterations) }

// addContradictions adds where the accounts differ, each with its sentences.
func (s *Server) addContradictions(ctx context.Context, p *StoryPage, story depesche.Story) error {
	p.Contradictions = []StoryContradiction{}
	for _, c := range story.Contradictions[:min(len(story.Contradictions), contradictions)] {
		if c.Happening >= len(story.Happenings) {
			continue
		}
		one := StoryContradiction{Kind: c.Kind, Type: story.Happenings[c.Happening].Type}
		for _, a := range c.Accounts[:min(len(c.Accounts), accountsMost)] {
			account := StoryAccount{Says: a.Says, Mentions: len(a.Mentions), Articles: articlesAmong(a.Mentions), Reports: []store.EventLine{}}
			for _, id := range spread(a.Mentions, sentencesMost) {
				article, event, _ := strings.Cut(id, "/")
				if line, err := s.db.Event(ctx, article, event); err == nil { // else a newer version no longer tells it
					account.Reports = append(account.Reports, line)
				}
			}
			if len(account.Reports) > 0 {
				one.Accounts = append(one.Accounts, account)
			}
		}
		if len(one.Accounts) > 1 {
			p.Contradictions = append(p.Contradictions, one)
		}
	}
	return ctx.Err()
}

// StoryArticlesPage lists all articles of a story.
type StoryArticlesPage struct {
	Story    store.StoryHead `json:"story"`
	Articles []store.Head    `json:"articles"`
	Paging   Paging          `json:"paging"`
}

func (s *Server) storyArticles(r *request) (any, error) {
	head, _, page, err := s.storyList(r, "/articles")
	if err != nil {
		return nil, err
	}
	articles, total, err := s.db.StoryPart(r.Context(), head.ID, page)
	return StoryArticlesPage{head, articles, paging(r, page, len(articles), total)}, err
}

// StoryHappeningsPage lists all happenings of a story.
type StoryHappeningsPage struct {
	Story      store.StoryHead  `json:"story"`
	Happenings []StoryHappening `json:"happenings"`
	Paging     Paging           `json:"paging"`
}

func (s *Server) storyHappenings(r *request) (any, error) {
	head, story, page, err := s.storyList(r, "/happenings")
	if err != nil {
		return nil, err
	}
	all, err := s.happenings(r.Context(), story, page.Offset, page.Limit)
	return StoryHappeningsPage{head, all, paging(r, page, len(all), len(story.Happenings))}, err
}

// storyList finds the story of a list below its page, and the part asked for.
func (s *Server) storyList(r *request, below string) (store.StoryHead, depesche.Story, store.Page, error) {
	page, err := pageOf(r)
	if err != nil {
		return store.StoryHead{}, depesche.Story{}, page, err
	}
	asked := r.PathValue("id")
	head, story, err := s.db.Story(r.Context(), asked)
	if err == nil && head.ID != asked {
		err = moved{"/stories/" + head.ID + below}
	}
	return head, story, page, err
}

// storyOf is the story that an article tells, nil when that is not known yet.
func (s *Server) storyOf(ctx context.Context, article string) (*store.StoryHead, error) {
	ids, err := s.db.StoriesOf(ctx, []string{article})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	heads, err := s.db.StoryHeads(ctx, ids)
	if err != nil || len(heads) == 0 {
		return nil, err
	}
	return &heads[0], nil
}

// knownTellings lists the articles that an article drew on or that drew on it,
// as the record has them.
func (s *Server) knownTellings(ctx context.Context, article string) ([]Telling, error) {
	links, err := s.db.ArticleLinks(ctx, article, tellingMost)
	if err != nil {
		return nil, err
	}
	var all []Telling
	for _, d := range links {
		other := d.From
		if d.From == article {
			other = d.To
		}
		head, err := s.db.Head(ctx, other)
		if err != nil {
			return nil, err
		}
		all = append(all, Telling{Head: head, Link: d, Drew: d.From == article, Trace: "/trace/" + d.From + ".." + d.To, Uncertain: d.Direction == "unknown"})
	}
	return all, nil
}

// lanesOf is the slice of a graph in one row, for the template.
type lanesOf struct {
	Graph *Graph
	Row   GraphRow
}

// saysOf is what one side of a contradiction says, for the template.
type saysOf struct {
	Kind, Says string
	Side       AlteredSide
}

// newAltered is one side of an alteration as that of a contradiction.
func newAltered(kind string, side AlteredSide) saysOf {
	switch kind {
	case effect.DateChanged:
		kind = depesche.OtherDate
	case effect.StatusHardened, effect.StatusSoftened:
		kind = depesche.OtherStatus
	}
	return saysOf{kind, side.Says, side}
}

// Period writes the days from the first to the last article of a story.
func (l *Locale) Period(first, last string) string {
	from, to := dayOf(first), dayOf(last)
	if from == to {
		return l.Day(from)
	}
	return l.Day(from) + " – " + l.Day(to)
}

// dayOf is the civil day of a date or a time, as the article itself names it.
func dayOf(published string) string { return published[:min(len(published), len("2006-01-02"))] }
