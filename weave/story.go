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

// settleStories groups the articles anew that unsettled versions may have to
// do with. What has nothing to do with one another is grouped apart.
func (w *Weaver) settleStories(ctx context.Context, unsettled []int64) error {
	seen := map[int]bool{}
	for _, key := range unsettled {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := w.index.First(w.number(key))
		if seen[n] {
			continue
		}
		c, err := w.circle(ctx, n)
		if err != nil {
			return err
		}
		for _, m := range c.members {
			seen[m] = true
		}
		if err := c.settle(ctx); err != nil {
			return err
		}
	}
	return nil
}

// The least number of shared terms that bring two articles of one language
// into one circle, when they lie so many days apart at most; and how many
// articles a circle may have before more terms are asked for.
const (
	circleTerms     = 7
	circleDays      = 14
	circleNearTerms = 5
	circleNearDays  = 3
	mostTerms       = 16
	mostMembers     = 400
)

// circle is the versions that terms in common and ties hold together: all
// those that may tell one story, and mostly more.
type circle struct {
	*Weaver
	members []int // that repeat no others
	links   []link
}

// link is two members and how many terms they share; bound when a tie holds
// them together.
type link struct {
	a, b, terms int
	bound       bool
}

func (w *Weaver) circle(ctx context.Context, first int) (*circle, error) {
	c := &circle{Weaver: w}
	seen := map[int]bool{first: true}
	for queue := []int{first}; len(queue) > 0; queue = queue[1:] {
		n := queue[0]
		c.members = append(c.members, n)
		links, err := w.linksOf(ctx, n)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if l.a < l.b {
				c.links = append(c.links, l)
			}
			if !seen[l.b] {
				seen[l.b] = true
				queue = append(queue, l.b)
			}
		}
	}
	slices.Sort(c.members)
	return c, nil
}

// linksOf lists the links of a version, which is a in all of them.
func (w *Weaver) linksOf(ctx context.Context, n int) ([]link, error) {
	s, err := w.signature(ctx, n)
	if err != nil {
		return nil, err
	}
	var out []link
	for _, p := range w.index.Near(n, s) {
		bound := w.tied[pairOf(p.A, p.B)]
		if bound || w.index.Alike(p, circleTerms, circleDays) || w.index.Alike(p, circleNearTerms, circleNearDays) {
			out = append(out, link{p.A, p.B, p.Terms, bound})
		}
	}
	return out, nil
}

// settle groups the articles of the circle.
func (c *circle) settle(ctx context.Context) error {
	for _, members := range c.parts(c.members, circleNearTerms) {
		g := gathering{Weaver: c.Weaver, article: map[int64]string{}, versions: c.versionsOf(members)}
		circle := digest(fmt.Sprint(g.versions))
		if settled, err := c.DB.Settled(ctx, g.versions, circle); err != nil || settled {
			if err != nil {
				return err
			}
			continue
		}
		if err := g.gather(ctx); err != nil {
			return err
		}
		u, err := g.update(ctx)
		if err != nil {
			return err
		}
		u.Circle = circle
		if err := c.DB.UpdateStories(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// parts splits members that are too many at their weaker links.
func (c *circle) parts(members []int, terms int) [][]int {
	if len(members) <= mostMembers || terms > mostTerms {
		return [][]int{members}
	}
	terms++
	root := map[int]int{}
	for _, m := range members {
		root[m] = m
	}
	find := func(m int) int {
		for root[m] != m {
			root[m] = root[root[m]]
			m = root[m]
		}
		return m
	}
	for _, l := range c.links {
		_, within := root[l.a]
		if within && (l.bound || l.terms >= terms) {
			a, b := find(l.a), find(l.b)
			root[max(a, b)] = min(a, b)
		}
	}
	at := map[int]int{}
	var groups [][]int
	for _, m := range members {
		r := find(m)
		if _, known := at[r]; !known {
			at[r] = len(groups)
			groups = append(groups, nil)
		}
		groups[at[r]] = append(groups[at[r]], m)
	}
	var out [][]int
	for _, g := range groups {
		out = append(out, c.parts(g, terms)...)
	}
	return out
}

// gathering is the articles of a circle on their way into stories.
type gathering struct {
	*Weaver
	versions []int64          // all of them, sorted
	article  map[int64]string // by version
	records  []*depesche.Record
	opts     story.Options
}

// versionsOf lists the versions with the words of the members.
func (w *Weaver) versionsOf(members []int) []int64 {
	var out []int64
	for _, m := range members {
		for _, n := range w.index.Same(m) {
			out = append(out, w.key(int(n)))
		}
	}
	slices.Sort(out)
	return out
}

// gather collects the records of the articles and the derivations among them.
func (g *gathering) gather(ctx context.Context) error {
	for _, key := range g.versions {
		v := g.Weaver.versions[g.number(key)]
		g.article[key] = v.Article
		if !v.Current {
			continue
		}
		record, err := g.DB.RecordOf(ctx, key)
		if err != nil {
			return err
		}
		record.Article.ID = v.Article
		g.records = append(g.records, record)
	}
	g.opts.Finder = g.Finder
	seen := map[[2]string]bool{}
	for _, key := range g.versions {
		all, err := g.DB.DerivationsOf(ctx, key)
		if err != nil {
			return err
		}
		for _, d := range all {
			d.Derivation.From, d.Derivation.To = g.article[d.Source], g.article[d.Copy]
			pair := [2]string{d.Derivation.From, d.Derivation.To}
			if pair[0] != "" && pair[1] != "" && pair[0] != pair[1] && !seen[pair] {
				seen[pair] = true
				g.opts.Derivations = append(g.opts.Derivations, d.Derivation)
			}
		}
	}
	return nil
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
