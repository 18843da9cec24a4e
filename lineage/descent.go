// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
)

// By how much a tie may be weaker than the strongest one and still count as
// equally strong: where words are kept, and where all is told in others.
const (
	nearlyAs     = 0.01
	nearlyRetold = 0.04
)

// clearly is by how much both ties over a third article must be stronger than
// a tie without direction for it to follow from them.
const clearly = 0.1

// carriedOn is the share of an article's words that another one in its
// language must hold for it to have come from there, and not from a text in
// another language that both resemble.
const carriedOn = 0.35

// descent keeps of all ties those that tell where each article came from. An
// article that resembles a whole family has come from its nearest relative
// before it, not from each of them.
func descent(ties []tie) []tie {
	sources(ties)
	d := newDescents(ties)
	keep := make([]bool, len(ties))
	for child, in := range d.into {
		if len(in) > 0 {
			for _, parent := range d.parents(int32(child), in) {
				keep[parent] = true
			}
		}
	}
	for i := range ties {
		if ties[i].way.order == 0 {
			keep[i] = !d.explained(i)
		}
	}
	var out []tie
	for i, t := range ties {
		if keep[i] {
			out = append(out, t)
		}
	}
	return out
}

// sources gives ties without direction the likely one when only one of the two
// articles is known to be drawn on by others, and no other is known to be its
// own source: who supplies others seldom copies from among them. What only slips
// tell of two does not count for a third: two translations of one text mend
// each other's mistakes without having met.
func sources(ties []tie) {
	supplies, draws := map[int32]int{}, map[int32]int{}
	for _, t := range ties {
		if t.way.slight {
			continue
		}
		switch t.way.order {
		case 1:
			supplies[t.a]++
			draws[t.b]++
		case -1:
			supplies[t.b]++
			draws[t.a]++
		}
	}
	for i := range ties {
		t := &ties[i]
		if t.way.order != 0 || t.way.common {
			continue
		}
		a, b := supplies[t.a] > 0 && draws[t.a] == 0, supplies[t.b] > 0 && draws[t.b] == 0
		if a == b {
			continue
		}
		t.way.order, t.way.direction = 1, Likely
		if b {
			t.way.order = -1
		}
		t.way.reasons = append(t.way.reasons, "others drew on the one article too")
	}
}

// descents is the graph of ties.
type descents struct {
	ties []tie
	into [][]int           // by article: the ties through which something came into it
	at   map[[2]int32]int  // by pair
	near map[int32][]int32 // neighbours, sorted
}

func newDescents(ties []tie) *descents {
	d := &descents{ties: ties, at: map[[2]int32]int{}, near: map[int32][]int32{}}
	last := int32(-1)
	for _, t := range ties {
		last = max(last, t.a, t.b)
	}
	d.into = make([][]int, last+1)
	for i, t := range ties {
		d.at[[2]int32{t.a, t.b}] = i
		d.near[t.a] = append(d.near[t.a], t.b)
		d.near[t.b] = append(d.near[t.b], t.a)
	}
	d.unwind()
	for i, t := range ties {
		switch t.way.order {
		case 1:
			d.into[t.b] = append(d.into[t.b], i)
		case -1:
			d.into[t.a] = append(d.into[t.a], i)
		}
	}
	return d
}

// unwind takes the direction from ties that lead in a circle, however long: of
// articles that each name the next one as their source, none can be believed.
func (d *descents) unwind() {
	circle := circles(len(d.into), d.sourcesOf)
	for i := range d.ties {
		w := &d.ties[i].way
		if w.order != 0 && circle[d.ties[i].a] == circle[d.ties[i].b] {
			w.order, w.direction, w.reasons = 0, Unknown, append(slices.Clone(w.reasons), "what is said of the sources leads in a circle")
		}
	}
}

// sourcesOf lists the articles that an article is said to have drawn on.
func (d *descents) sourcesOf(article int32) []int32 {
	var out []int32
	for _, other := range d.near[article] {
		if d.ties[d.between(article, other)].from(other) {
			out = append(out, other)
		}
	}
	return out
}

// circles numbers the nodes of a graph so that two have one number when arrows
// lead from each to the other: its strongly connected components (Tarjan 1972),
// without recursion.
func circles(nodes int, next func(int32) []int32) []int32 {
	type call struct {
		node int32
		rest []int32
	}
	const unseen = -1
	number, low, circle := make([]int32, nodes), make([]int32, nodes), make([]int32, nodes)
	for i := range number {
		number[i], circle[i] = unseen, unseen
	}
	count := int32(0)
	var open []int32
	var calls []call
	enter := func(node int32) {
		number[node], low[node] = count, count
		count++
		open = append(open, node)
		calls = append(calls, call{node, next(node)})
	}
	for start := range nodes {
		if number[start] == unseen {
			enter(int32(start))
		}
		for len(calls) > 0 {
			at := &calls[len(calls)-1]
			if len(at.rest) > 0 {
				to := at.rest[0]
				at.rest = at.rest[1:]
				if number[to] == unseen {
					enter(to)
				} else if circle[to] == unseen {
					low[at.node] = min(low[at.node], number[to])
				}
				continue
			}
			node := at.node
			calls = calls[:len(calls)-1]
			if len(calls) > 0 {
				low[calls[len(calls)-1].node] = min(low[calls[len(calls)-1].node], low[node])
			}
			for low[node] == number[node] {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				circle[last] = node
				if last == node {
					break
				}
			}
		}
	}
	return circle
}

// parents chooses among the ties into an article: the strongest one, of equal
// ones the earliest, and further ones that account for another part of its
// words.
func (d *descents) parents(child int32, in []int) []int {
	ranked := slices.Clone(in)
	slices.SortFunc(ranked, func(x, y int) int {
		return cmp.Or(-cmp.Compare(d.rank(x, child), d.rank(y, child)), cmp.Compare(d.parent(x), d.parent(y)))
	})
	best := ranked[0]
	equal := nearlyAs
	if !wordForWord(d.ties[best].kind) {
		equal = nearlyRetold
	}
	for _, i := range ranked {
		if d.rank(i, child) >= d.rank(ranked[0], child)-equal && d.parent(i) < d.parent(best) {
			best = i
		}
	}
	best = d.ownLanguage(best, ranked)
	chosen := []int{best}
	if !wordForWord(d.ties[best].kind) {
		return chosen
	}
	covered := d.covered(best, child)
	for _, i := range ranked {
		if more := d.covered(i, child); i != best && wordForWord(d.ties[i].kind) && addsTo(covered, more) {
			chosen = append(chosen, i)
			covered = append(covered, more...)
		}
	}
	return chosen
}

// ownLanguage returns the strongest of the ranked ties that stays in the
// child's language, when the best one is a translation of the same: who finds
// a text in the own language need not translate it back.
func (d *descents) ownLanguage(best int, ranked []int) int {
	if d.ties[best].kind != Translation {
		return best
	}
	for _, i := range ranked {
		if d.ties[i].kind != Translation && d.between(d.parent(i), d.parent(best)) >= 0 {
			return i
		}
	}
	return best
}

// parent is the article at the source of a tie.
func (d *descents) parent(i int) int32 {
	if d.ties[i].way.order > 0 {
		return d.ties[i].a
	}
	return d.ties[i].b
}

// rank orders the ties into an article: those that carry a good part of its
// words first, and among them those that it has most words of and whose
// source has least that it lacks.
func (d *descents) rank(i int, child int32) float64 {
	const lacking = 0.3
	t := d.ties[i]
	of, rest := t.ofB, t.ofA
	like, likeRest := t.like.ofB, t.like.ofA
	if t.b != child {
		of, rest, like, likeRest = rest, of, likeRest, like
	}
	switch {
	case !wordForWord(t.kind) || of < carriedOn:
		return (like + lacking*likeRest) / (1 + lacking)
	case t.kind == Excerpt:
		return 1 + of + lacking*of
	}
	return 1 + of + lacking*rest
}

// covered lists the rows of words of an article that a tie accounts for.
func (d *descents) covered(i int, child int32) [][2]int32 {
	var out [][2]int32
	for _, r := range d.ties[i].runs {
		if d.ties[i].b == child {
			out = append(out, [2]int32{r.b0, r.b1})
		} else {
			out = append(out, [2]int32{r.a0, r.a1})
		}
	}
	return out
}

// addsTo reports whether more covers a passage that covered does not.
func addsTo(covered, more [][2]int32) bool {
	const passage = 30 // words
	in := map[int32]bool{}
	for _, c := range covered {
		for i := c[0]; i < c[1]; i++ {
			in[i] = true
		}
	}
	fresh := map[int32]bool{}
	for _, c := range more {
		for i := c[0]; i < c[1]; i++ {
			if !in[i] {
				fresh[i] = true
			}
		}
	}
	return len(fresh) >= passage
}

// explained reports whether a tie without direction follows from others: both
// articles drew on a third one, or two clearly stronger ties lead over a third
// one (it is no edge of the relative neighbourhood graph: Toussaint 1980).
// Ties within a language do not explain those between languages: two
// translations of one text resemble one another more than their source.
func (d *descents) explained(i int) bool {
	t := d.ties[i]
	for _, over := range d.near[t.a] {
		x, y := d.between(t.a, over), d.between(over, t.b)
		if x < 0 || y < 0 || over == t.b {
			continue
		}
		p, q := d.ties[x], d.ties[y]
		across := t.kind == Translation && (p.kind != Translation || q.kind != Translation)
		switch {
		case p.from(over) && q.from(over) && min(p.strength, q.strength) > t.strength-clearly:
			return true
		case !across && min(p.strength, q.strength) > t.strength+clearly:
			return true
		case t.kind != Translation && p.kind == Translation && q.kind == Translation && min(t.ofA, t.ofB) < copyShare:
			return true
		}
	}
	return false
}

// from reports whether the article is the known source of the tie.
func (t *tie) from(article int32) bool {
	return t.way.order > 0 && t.a == article || t.way.order < 0 && t.b == article
}

// between returns the tie of two articles, or -1.
func (d *descents) between(a, b int32) int {
	if i, ok := d.at[[2]int32{min(a, b), max(a, b)}]; ok {
		return i
	}
	return -1
}
