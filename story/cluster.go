// SPDX-License-Identifier: Apache-2.0

package story

import (
	"cmp"
	"container/heap"
	"math"
	"slices"

	"depesche/lineage"
)

// The limits of grouping, set on English news clustered by event, and that of a
// pair on judgements of how alike news are in German and English.
const (
	pairTogether = 0.13 // likeness of two articles that are one story
	manyTogether = 0.24 // mean likeness of the articles of two large groups that are one story
	candidate    = 0.06 // likeness that makes two articles neighbours
	neighbours   = 40   // of one article
	sameDays     = 3    // articles that lie no further apart are of one time
	farDays      = 30   // articles that lie further apart are of different happenings
	sharedByMost = 0.2  // share of all articles: a term in more of them finds no neighbours
	fewArticles  = 50   // but a term in as many articles always does
	postingLimit = 400  // articles of a term that are compared with each other
)

// group is a set of articles that may still be merged with others. The mean
// of the cosines between the articles of two groups is the product of their
// sums over the product of their sizes, so no matrix of pairs is needed.
type group struct {
	members     []int32
	tellings    int // of them that did not draw on one another
	sum         lineage.Sum
	first, last int // day; noDay when no member has one
	merged      bool
	near        map[int32]bool // groups with an article that is a neighbour
}

// cluster groups the articles: those that drew on one another first, and then
// the two groups whose articles are most alike on average, as long as they
// are alike enough (average link). Each group is sorted, and so are they.
func (g *grouping) cluster() [][]int32 {
	a := &agglomeration{groups: g.families()}
	a.of = make([]int32, len(g.records))
	for i, group := range a.groups {
		for _, m := range group.members {
			a.of[m] = int32(i)
		}
	}
	for _, p := range g.neighbourhood() {
		a.link(a.of[p[0]], a.of[p[1]])
	}
	for i := range a.groups {
		for j := range a.groups[i].near {
			if int32(i) < j {
				a.propose(int32(i), j)
			}
		}
	}
	a.run()
	return a.result()
}

// families are the groups of articles that drew on one another.
func (g *grouping) families() []*group {
	root := make([]int32, len(g.records))
	for i := range root {
		root[i] = int32(i)
	}
	for _, d := range g.derived {
		a, b := find(root, d[0]), find(root, d[1])
		root[max(a, b)] = min(a, b)
	}
	at := map[int32]int{}
	var out []*group
	for i := range root {
		r := find(root, int32(i))
		if _, known := at[r]; !known {
			at[r] = len(out)
			out = append(out, &group{first: noDay, last: noDay, near: map[int32]bool{}})
		}
		out[at[r]].members = append(out[at[r]].members, int32(i))
	}
	for _, family := range out {
		family.tellings = 1
		family.sum = g.sum(family.members)
		for _, m := range family.members {
			family.lasts(g.days[m], g.days[m])
		}
	}
	return out
}

// sum is the sum of the vectors of some articles.
func (g *grouping) sum(members []int32) lineage.Sum {
	vectors := make([]lineage.Vector, len(members))
	for i, m := range members {
		vectors[i] = g.vectors[m]
	}
	return lineage.SumOf(vectors)
}

func find(root []int32, i int32) int32 {
	for root[i] != i {
		root[i] = root[root[i]]
		i = root[i]
	}
	return i
}

// join adds the articles of another group.
func (g *group) join(o *group) {
	ordered := len(g.members) == 0 || g.members[len(g.members)-1] < o.members[0]
	if g.members = append(g.members, o.members...); !ordered {
		slices.Sort(g.members)
	}
	g.tellings += o.tellings
	g.sum = g.sum.Plus(o.sum)
	g.lasts(o.first, o.last)
}

// lasts makes room for articles of the days from first to last.
func (g *group) lasts(first, last int) {
	switch {
	case first == noDay:
	case g.first == noDay:
		g.first, g.last = first, last
	default:
		g.first, g.last = min(g.first, first), max(g.last, last)
	}
}

// likeness is the mean cosine of the articles of two groups, less when they
// lie apart in time.
func (g *group) likeness(o *group) float64 {
	near := g.sameTime(o)
	if near == 0 {
		return 0
	}
	return near * g.sum.Likeness(o.sum)
}

// sameTime is 1 for groups of one time and falls to 0 for those that lie far
// apart. A missing date says nothing.
func (g *group) sameTime(o *group) float64 {
	if g.first == noDay || o.first == noDay {
		return 1
	}
	gap := max(g.first-o.last, o.first-g.last) - sameDays
	return min(1, max(0, 1-float64(gap)/float64(farDays-sameDays)))
}

// neighbourhood returns the pairs of articles that are alike enough to be
// worth comparing, for each article with the nearest ones.
func (g *grouping) neighbourhood() [][2]int32 {
	postings := map[uint64][]int32{}
	for i, v := range g.vectors {
		for k := range v.Len() {
			if g.repeats[i] {
				break
			}
			key, _ := v.At(k)
			postings[key] = append(postings[key], int32(i))
		}
	}
	most := max(fewArticles, int(sharedByMost*float64(len(g.vectors))))
	var out [][2]int32
	sums := make([]float64, len(g.vectors))
	for i := range g.vectors {
		if g.repeats[i] {
			continue // what it is like is like the first one of its words too
		}
		for _, j := range g.nearest(int32(i), postings, most, sums) {
			out = append(out, [2]int32{min(int32(i), j), max(int32(i), j)})
		}
	}
	slices.SortFunc(out, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// nearest returns the nearest neighbours of an article. sums is room for one
// number per article, all 0, and is left so.
func (g *grouping) nearest(i int32, postings map[uint64][]int32, most int, sums []float64) []int32 {
	var touched []int32
	v := g.vectors[i]
	for k := range v.Len() {
		key, w := v.At(k)
		with := postings[key]
		if len(with) > most {
			continue
		}
		for _, j := range around(with, i) {
			if sums[j] == 0 {
				touched = append(touched, j)
			}
			sums[j] += w
		}
	}
	slices.SortFunc(touched, func(a, b int32) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(a, b)) })
	var out []int32
	for n, j := range touched {
		if n < 3*neighbours && j != i && len(out) < neighbours && v.Cosine(g.vectors[j]) >= candidate {
			out = append(out, j)
		}
		sums[j] = 0
	}
	return out
}

// around returns the articles of a posting that lie nearest in time to
// article i, at most postingLimit.
func around(with []int32, i int32) []int32 {
	if len(with) <= postingLimit {
		return with
	}
	at, _ := slices.BinarySearch(with, i)
	from := max(0, min(at-postingLimit/2, len(with)-postingLimit))
	return with[from : from+postingLimit]
}

// agglomeration merges groups.
type agglomeration struct {
	groups    []*group
	of        []int32 // by article
	proposals proposals
}

func (a *agglomeration) link(i, j int32) {
	if i != j {
		a.groups[i].near[j] = true
		a.groups[j].near[i] = true
	}
}

// needed is how alike two groups must be to be one story: the more, the more
// tellings the smaller one has. That two articles are somewhat alike says
// little of how near the next telling will be. When both groups have grown and
// are on average no more alike than that, they are two happenings of one kind.
func needed(x, y *group) float64 {
	n := float64(max(1, min(x.tellings, y.tellings)))
	return manyTogether - (manyTogether-pairTogether)/n
}

// propose queues the merger of two groups when they are alike enough.
func (a *agglomeration) propose(i, j int32) {
	if l := a.groups[i].likeness(a.groups[j]); l >= needed(a.groups[i], a.groups[j]) {
		heap.Push(&a.proposals, proposal{min(i, j), max(i, j), l})
	}
}

// run merges until no two groups are alike enough. A merged group gets a new
// number, so that proposals of its parts are known to be stale.
func (a *agglomeration) run() {
	for a.proposals.Len() > 0 {
		p := heap.Pop(&a.proposals).(proposal)
		x, y := a.groups[p.a], a.groups[p.b]
		if x.merged || y.merged {
			continue
		}
		x.merged, y.merged = true, true
		both := &group{first: noDay, last: noDay, near: map[int32]bool{}}
		both.join(x)
		both.join(y)
		n := int32(len(a.groups))
		a.groups = append(a.groups, both)
		for _, side := range []*group{x, y} {
			for j := range side.near {
				if !a.groups[j].merged {
					a.link(n, j)
				}
			}
		}
		for _, j := range sortedKeys(both.near) {
			a.propose(n, j)
		}
		x.sum, y.sum = lineage.Sum{}, lineage.Sum{}
	}
}

func sortedKeys(set map[int32]bool) []int32 {
	out := make([]int32, 0, len(set))
	for k := range set {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// result returns the groups that are left, each sorted, by their first
// articles.
func (a *agglomeration) result() [][]int32 {
	var out [][]int32
	for _, g := range a.groups {
		if !g.merged {
			out = append(out, g.members)
		}
	}
	slices.SortFunc(out, func(x, y []int32) int { return cmp.Compare(x[0], y[0]) })
	return out
}

// proposal is two groups that could be merged.
type proposal struct {
	a, b     int32
	likeness float64
}

// proposals is a heap, the most alike first.
type proposals []proposal

func (p proposals) Len() int { return len(p) }

func (p proposals) Less(i, j int) bool {
	if d := p[i].likeness - p[j].likeness; math.Abs(d) > 1e-12 {
		return d > 0
	}
	return cmp.Or(cmp.Compare(p[i].a, p[j].a), cmp.Compare(p[i].b, p[j].b)) < 0
}

func (p proposals) Swap(i, j int) { p[i], p[j] = p[j], p[i] }

// Push is part of heap.Interface.
func (p *proposals) Push(x any) { *p = append(*p, x.(proposal)) }

// Pop is part of heap.Interface.
func (p *proposals) Pop() any {
	last := (*p)[len(*p)-1]
	*p = (*p)[:len(*p)-1]
	return last
}
