// SPDX-License-Identifier: Apache-2.0

package weave

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"depesche"
	"depesche/lineage"
)

// The least number of shared terms that bring two articles of one language
// into one circle, when they lie so many days apart at most; and how many
// articles a circle may have before more terms are asked for.
const (
	circleTerms     = 7
	circleDays      = 14
	circleNearTerms = 5
	circleNearDays  = 3
	mostTerms       = 17
	mostMembers     = 400
)

// link leads to a version that may tell the same story; with how many shared
// terms, or boundTerms when a tie holds the two together.
type link struct{ to, terms int }

const boundTerms = 1 << 20

// circles brings together the versions that may tell one story, and mostly
// more: those that terms in common and ties hold together. What has nothing to
// do with one another is grouped apart.
type circles struct {
	*Weaver
	links map[int][]link   // of versions asked for
	was   map[int64]string // the circles of versions before, by key
}

// mayLink reports whether a pair shares enough to be in one circle.
func mayLink(x *lineage.Index, p lineage.Pair) bool {
	return x.Alike(p, circleTerms, circleDays) || x.Alike(p, circleNearTerms, circleNearDays)
}

// mostLinks bounds for how many versions links are kept at hand.
const mostLinks = 20_000

// linksOf lists where a version leads.
func (c *circles) linksOf(ctx context.Context, n int) ([]link, error) {
	if links, known := c.links[n]; known {
		return links, nil
	}
	s, err := c.signature(ctx, n)
	if err != nil {
		return nil, err
	}
	var out []link
	for _, p := range c.index.Near(n, s) {
		switch {
		case c.tied.has(p.A, p.B):
			out = append(out, link{p.B, boundTerms})
		case mayLink(c.index, p):
			out = append(out, link{p.B, p.Terms})
		}
	}
	if len(c.links) >= mostLinks {
		clear(c.links)
	}
	c.links[n] = out
	return out, nil
}

// circle is versions that are grouped together.
type circle struct {
	terms   int     // that hold them together at least
	members []int   // that repeat no others, ascending
	keys    []int64 // of all versions with their words, ascending
}

// name tells circles apart, and begins with their terms. What repeats the words
// of a member comes and stays without another name.
func (c *circles) name(of *circle) string {
	keys := make([]int64, len(of.members))
	for i, m := range of.members {
		keys[i] = c.key(m)
	}
	return fmt.Sprintf("%d:%s", of.terms, digest(fmt.Sprint(keys)))
}

// termsOf is how many terms hold a circle together, by its name.
func termsOf(name string) int {
	terms, _, _ := strings.Cut(name, ":")
	n, _ := strconv.Atoi(terms)
	return n
}

// around finds the circle of a version: all that the fewest terms lead to
// which do not lead to too many. Those that even the most terms do not tell
// apart stay together.
func (c *circles) around(ctx context.Context, first int) (*circle, error) {
	var out *circle
	for terms := circleNearTerms; terms <= mostTerms; terms++ {
		most := cmp.Or(c.most, mostMembers)
		if terms == mostTerms {
			most = c.index.Len()
		}
		members, err := c.reach(ctx, first, terms, most)
		if err != nil {
			return nil, err
		}
		if len(members) <= most {
			out = &circle{terms: terms, members: members}
			break
		}
	}
	slices.Sort(out.members)
	for _, m := range out.members {
		for _, n := range c.index.Same(m) {
			out.keys = append(out.keys, c.key(int(n)))
		}
	}
	slices.Sort(out.keys)
	return out, nil
}

// reach lists the versions that links of so many terms lead to, and stops when
// there are more than enough.
func (c *circles) reach(ctx context.Context, first, terms, enough int) ([]int, error) {
	out := []int{first}
	seen := map[int]bool{first: true}
	for i := 0; i < len(out) && len(out) <= enough; i++ {
		links, err := c.linksOf(ctx, out[i])
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if !seen[l.to] && (l.terms >= terms || terms == circleNearTerms) {
				seen[l.to] = true
				out = append(out, l.to)
			}
		}
	}
	return out, nil
}

// touched lists the versions whose circles may have changed: the unsettled
// ones, those that they were grouped with, and the circles that now lead to
// them.
func (c *circles) touched(ctx context.Context, unsettled []int64) ([]int64, error) {
	out := slices.Clone(unsettled)
	seen, linked := map[string]bool{"": true}, map[int]bool{}
	take := func(circle string) error {
		if seen[circle] {
			return nil
		}
		seen[circle] = true
		keys, err := c.DB.InCircle(ctx, circle)
		out = append(out, keys...)
		return err
	}
	for _, key := range unsettled {
		name, err := c.before(ctx, key)
		if err == nil {
			err = take(name)
		}
		if err != nil {
			return nil, err
		}
		first := c.index.First(c.number(key))
		if linked[first] {
			continue
		}
		linked[first] = true
		links, err := c.linksOf(ctx, first)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			name, err := c.before(ctx, c.key(l.to))
			if err == nil && (l.terms >= termsOf(name) || termsOf(name) == circleNearTerms) {
				err = take(name)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// before is the name of the circle that a version was last grouped in.
func (c *circles) before(ctx context.Context, key int64) (string, error) {
	if name, known := c.was[key]; known {
		return name, nil
	}
	name, _, err := c.DB.Circle(ctx, key)
	c.was[key] = name
	return name, err
}

// settleStories groups the articles anew that unsettled versions may have to
// do with.
func (w *Weaver) settleStories(ctx context.Context, unsettled []int64) error {
	c := &circles{Weaver: w, links: map[int][]link{}, was: map[int64]string{}}
	touched, err := c.touched(ctx, unsettled)
	if err != nil {
		return err
	}
	seen := map[int]bool{}
	for _, key := range touched {
		if err := ctx.Err(); err != nil {
			return err
		}
		first := w.index.First(w.number(key))
		if seen[first] {
			continue
		}
		circle, err := c.around(ctx, first)
		if err != nil {
			return err
		}
		for _, m := range circle.members {
			seen[m] = true
		}
		if err := c.settle(ctx, circle); err != nil {
			return err
		}
	}
	return nil
}

// settle groups the articles of a circle, unless they are so already.
func (c *circles) settle(ctx context.Context, circle *circle) error {
	name := c.name(circle)
	if n, err := c.DB.SettledIn(ctx, name); err != nil || n == len(circle.keys) {
		return err
	}
	g := gathering{Weaver: c.Weaver, article: map[int64]string{}, texts: map[string]string{}, read: map[string]*depesche.Record{}, versions: circle.keys}
	if err := g.gather(ctx); err != nil {
		return err
	}
	u, err := g.update(ctx)
	if err != nil {
		return err
	}
	u.Circle = name
	return c.DB.UpdateStories(ctx, u)
}
