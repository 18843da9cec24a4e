// SPDX-License-Identifier: Apache-2.0

package web

import (
	"strconv"
	"strings"

	"depesche"
	"depesche/store"
)

// StoriesPage lists the stories of the record, the latest first.
type StoriesPage struct {
	Stories  []StoryItem `json:"stories"`
	Filters  []Choice    `json:"filters"`
	Paging   Paging      `json:"paging"`
	Held     []Held      `json:"held"`
	Articles int         `json:"articles"` // the least a listed story has
}

// StoryItem is a story in the list.
type StoryItem struct {
	store.StoryLine
	Dots []Dot `json:"-"`
	More int   `json:"-"` // articles without a dot
}

// Dot stands for one article in the picture of a story: one that drew on
// another article of the story, or one that drew on none.
type Dot struct {
	X     int
	Drawn bool
}

// Choice is a filter that a list offers.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Link  string `json:"link"`
	Held  bool   `json:"held"`
}

// The picture of a story: how many articles have a dot, and how far the dots
// are apart in pixels.
const (
	mostDots = 18
	dotStep  = 12
)

// storyArticles is how many articles a story needs to be listed when nothing
// else is asked for: a single article is told by nobody else.
const storyArticles = 2

func (s *Server) stories(r *request) (any, error) {
	page, err := pageOf(r)
	if err != nil {
		return nil, err
	}
	f, err := storyFilter(r)
	if err != nil {
		return nil, err
	}
	lines, total, err := s.db.StoryLines(r.Context(), f, page)
	if err != nil {
		return nil, err
	}
	p := StoriesPage{Stories: []StoryItem{}, Articles: f.Articles, Paging: paging(r, page, len(lines), total), Held: held(r, "lang", "independent", "articles")}
	for _, l := range lines {
		l.Languages = baseLanguages(l.Languages)
		p.Stories = append(p.Stories, newStoryItem(l))
	}
	p.Filters, err = s.storyChoices(r)
	return p, err
}

func storyFilter(r *request) (store.StoryFilter, error) {
	q := r.URL.Query()
	f := store.StoryFilter{Articles: storyArticles, Language: q.Get("lang")}
	for name, number := range map[string]*int{"articles": &f.Articles, "independent": &f.Independent} {
		text := q.Get(name)
		if text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return f, depesche.Invalidf("count", "%s=%s is no number of something; write it as %s=1", name, text, name)
		}
		*number = n
	}
	return f, nil
}

func newStoryItem(l store.StoryLine) StoryItem {
	item := StoryItem{StoryLine: l, More: max(0, l.Articles-mostDots)}
	shown := l.Articles - item.More
	own := min(shown, l.Articles-l.Drawn)
	if item.More > 0 && l.Articles > 0 {
		own = max(1, shown*(l.Articles-l.Drawn)/l.Articles)
	}
	for i := range shown {
		item.Dots = append(item.Dots, Dot{X: dotStep/2 + i*dotStep, Drawn: i >= own})
	}
	return item
}

// Width is that of the picture.
func (i StoryItem) Width() int { return max(1, len(i.Dots)) * dotStep }

// Own is how many articles drew on no other one of the story.
func (i StoryItem) Own() int { return i.Articles - i.Drawn }

// baseLanguages lists languages without their regions, each once.
func baseLanguages(codes []string) []string {
	out := []string{}
	seen := map[string]bool{"": true}
	for _, code := range codes {
		base, _, _ := strings.Cut(code, "-")
		if !seen[base] {
			seen[base] = true
			out = append(out, base)
		}
	}
	return out
}

// storyChoices are the filters that the list of stories offers.
func (s *Server) storyChoices(r *request) ([]Choice, error) {
	q := r.URL.Query()
	choice := func(name, value string) Choice {
		return Choice{name, value, withQuery(r.URL, name, value), q.Get(name) == value}
	}
	all := []Choice{choice("independent", "1"), choice("articles", "1")}
	languages, err := s.languagesOf.get(r.Context(), s.db, func() ([]string, error) { return s.db.StoryLanguages(r.Context()) })
	for _, code := range baseLanguages(languages) {
		all = append(all, choice("lang", code))
	}
	return all, err
}
