// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"depesche"
	"depesche/store"
	"depesche/story"
)

// otherArticles is how many articles about something else are taken to stand
// beside those of a circle; set on English news clustered by event.
const otherArticles = 50

// gathering is the articles of a circle on their way into stories.
type gathering struct {
	*Weaver
	versions []int64          // all of them, sorted
	article  map[int64]string // by version
	records  []*depesche.Record
	read     map[string]*depesche.Record // by facts
	texts    map[string]string
	opts     story.Options
}

// gather collects the records of the articles and the derivations among them.
// Of thousands of pages of which the same was read one record is read.
func (g *gathering) gather(ctx context.Context) error {
	for _, key := range g.versions {
		g.article[key] = g.Weaver.versions[g.number(key)].Article
	}
	all, err := g.DB.Reported(ctx, g.versions)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := g.take(ctx, r); err != nil {
			return err
		}
	}
	g.opts.Finder, g.opts.Others = g.Finder, otherArticles
	return g.derivations(ctx)
}

// derivations collects those among the articles.
func (g *gathering) derivations(ctx context.Context) error {
	all, err := g.DB.BasesInto(ctx, g.versions)
	if err != nil {
		return err
	}
	seen := map[[2]string]bool{}
	for _, b := range all {
		pair := [2]string{g.article[b.Source], g.article[b.Copy]}
		if pair[0] != "" && pair[1] != "" && pair[0] != pair[1] && !seen[pair] {
			seen[pair] = true
			g.opts.Derivations = append(g.opts.Derivations, depesche.Derivation{From: pair[0], To: pair[1], Kind: b.Kind})
		}
	}
	return nil
}

// take collects the record of a version.
func (g *gathering) take(ctx context.Context, r store.Reported) error {
	facts := g.read[r.Facts]
	if facts == nil {
		record, err := g.DB.RecordOf(ctx, r.Version)
		if err != nil {
			return err
		}
		facts = g.needed(record)
		if r.Facts != "" {
			g.read[r.Facts] = facts
		}
	}
	record := *facts
	record.Article.ID, record.Article.Title, record.Article.Outlet, record.Article.Published = r.Article, r.Title, r.Outlet, r.Published
	g.records = append(g.records, &record)
	return nil
}

// needed is what grouping asks of a record. Equal texts are kept once.
func (g *gathering) needed(r *depesche.Record) *depesche.Record {
	if same, known := g.texts[r.Article.Text]; known {
		r.Article.Text = same
	} else {
		g.texts[r.Article.Text] = r.Article.Text
	}
	for i := range r.Entities {
		r.Entities[i].Mentions = nil
	}
	return &depesche.Record{
		Article:  depesche.Article{Byline: r.Article.Byline, Language: r.Article.Language, Text: r.Article.Text},
		Entities: r.Entities, Times: r.Times, Statements: r.Statements, Events: r.Events,
	}
}

// update groups the articles and says what is new about their stories. A
// story keeps its id as long as the article that it was first made of is in
// it; when two stories become one, it keeps the id of the larger one.
func (g *gathering) update(ctx context.Context) (store.StoriesUpdate, error) {
	u := store.StoriesUpdate{Fresh: g.versions}
	for _, s := range story.Group(g.records, g.opts) {
		was, err := g.DB.StoriesOf(ctx, s.Articles)
		if err != nil {
			return u, err
		}
		founded, err := g.founded(ctx, s.Articles)
		if err != nil {
			return u, err
		}
		s.ID = story.ID(s.Articles[0])
		if len(founded) > 0 {
			s.ID = founded[0].ID
		}
		for _, other := range founded {
			if other.ID != s.ID {
				u.Gone = append(u.Gone, other.ID)
				u.Changes = append(u.Changes, store.StoryChange{Kind: store.StoryMerged, Story: other.ID, Other: s.ID})
			}
		}
		for _, id := range was {
			if len(founded) == 0 && id != s.ID {
				u.Changes = append(u.Changes, store.StoryChange{Kind: store.StorySplit, Story: s.ID, Other: id})
			}
		}
		u.Stories = append(u.Stories, s)
	}
	return u, nil
}

// founded lists the stories that were first made of one of the articles, the
// largest first.
func (g *gathering) founded(ctx context.Context, articles []string) ([]store.StoryHead, error) {
	ids := make([]string, len(articles))
	for i, a := range articles {
		ids[i] = story.ID(a)
	}
	heads, err := g.DB.StoryHeads(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("find known stories: %w", err)
	}
	slices.SortFunc(heads, func(a, b store.StoryHead) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(a.First, b.First), cmp.Compare(a.ID, b.ID))
	})
	return heads, nil
}
