// SPDX-License-Identifier: Apache-2.0

package web

import (
	"cmp"
	"slices"

	"depesche"
	"depesche/store"
)

// Graph is who drew on whom among the articles of a story: a row for each
// article in order of time, and left of the rows the lanes. An article that
// others drew on has a lane from its row to the last of them; a connector
// leads from there to each. Every row draws its own slice of the lanes, so
// that rows may be of any height. Lengths are pixels.
type Graph struct {
	Rows   []GraphRow
	Lanes  int
	Width  int // of the lanes
	Shown  int // articles that have a row of their own
	Folded int // articles that have not
}

// GraphRow is an article, or many that are folded into one row.
type GraphRow struct {
	Head        store.Head
	Fold        *GraphFold // nil: one article
	Independent string     // the origin for which the article counts as independent, or ""
	Sources     []GraphEdge
	Lane, X     int
	Trunks      []Trunk // lanes that pass the row
}

// Root reports whether the article drew on no other one of the record.
func (r GraphRow) Root() bool { return r.Fold == nil && len(r.Sources) == 0 }

// GraphFold is articles for which there is no room.
type GraphFold struct {
	Articles    int
	Kinds       []EffectCount // how many copies, excerpts …
	First, Last string        // when they came out
}

// GraphEdge leads from an article to the one of the row, which drew on it.
type GraphEdge struct {
	depesche.Derivation
	Source store.Head
	X1, X2 int // ends of the connector: the lane of the source, and the mark
	Tip    int // where the arrow begins
}

// Percent is how much of the later text stands in the earlier one.
func (e GraphEdge) Percent() int { return int(e.Share*100 + 0.5) }

// InWords reports whether the share counts words, not what they tell.
func (e GraphEdge) InWords() bool { return e.Kind != "translation" && e.Kind != "paraphrase" }

// Trace is the page that compares the two.
func (e GraphEdge) Trace() string { return "/trace/" + e.From + ".." + e.To }

// Trunk is the part of a lane in one row.
type Trunk struct {
	X          int
	Above, Top bool // it comes from the row above; it ends at the mark
	Below      bool // it goes on to the row below
}

const (
	graphMost  = 40 // articles with a row of their own, when there are more
	graphLanes = 8
	markX      = 14 // of the first lane
	markY      = 14 // of every mark, from the top of its row
	markSize   = 6  // half of a mark with some room around it
	ringSize   = 9  // the same of the mark of an independent origin
	arrowSize  = 6
)

// laneWidth is the way from lane to lane.
func laneWidth(lanes int) int {
	switch {
	case lanes <= 3:
		return 40
	case lanes <= 5:
		return 30
	}
	return 20
}

// graphing is a graph on its way: nodes are articles or folds, in order of
// time; edges lead from node to node.
type graphing struct {
	rows   []GraphRow
	edges  []graphEdge
	parent []int // of each node, the first it drew on; -1: none
}

type graphEdge struct {
	from, to int
	link     depesche.Derivation
}

// newGraph lays out the articles of a story, which come in order of time.
// Independent names the origin of each article that is counted for one.
func newGraph(heads []store.Head, links []depesche.Derivation, independent map[string]string) *Graph {
	g := newGraphing(heads, links, independent)
	out := &Graph{Shown: len(g.rows)}
	if len(g.rows) > graphMost+graphMost/2 {
		g = g.fold(graphMost)
		out.Shown = graphMost
	}
	out.Folded = len(heads) - out.Shown
	out.Lanes = g.place()
	g.draw(laneWidth(out.Lanes))
	out.Rows, out.Width = g.rows, 2*markX+(out.Lanes-1)*laneWidth(out.Lanes)
	return out
}

func newGraphing(heads []store.Head, links []depesche.Derivation, independent map[string]string) *graphing {
	g := &graphing{}
	number := map[string]int{}
	for i, h := range heads {
		number[h.ID] = i
		g.rows = append(g.rows, GraphRow{Head: h, Independent: independent[h.ID]})
	}
	seen := map[[2]int]bool{}
	for _, l := range links {
		from, ok := number[l.From]
		to, found := number[l.To]
		if ok && found && from != to && !seen[[2]int{from, to}] && !seen[[2]int{to, from}] {
			seen[[2]int{from, to}] = true
			g.edges = append(g.edges, graphEdge{from, to, l})
		}
	}
	g.order()
	return g
}

// order sorts the edges and finds what each node drew on most.
func (g *graphing) order() {
	slices.SortStableFunc(g.edges, func(a, b graphEdge) int {
		return cmp.Or(cmp.Compare(a.to, b.to), cmp.Compare(b.link.Share, a.link.Share), cmp.Compare(a.from, b.from))
	})
	g.parent = make([]int, len(g.rows))
	for i := range g.parent {
		g.parent[i] = -1
	}
	for _, e := range g.edges {
		if g.parent[e.to] < 0 {
			g.parent[e.to] = e.from
		}
	}
}

// fold keeps the articles on which most others drew, and of the others the
// first ones; the rest is folded into a row for each kept article that it goes
// back to, and one for all that goes back to none.
func (g *graphing) fold(most int) *graphing {
	drawn := make([]int, len(g.rows))
	for _, e := range g.edges {
		drawn[e.from]++
	}
	byRank := make([]int, len(g.rows))
	for i := range byRank {
		byRank[i] = i
	}
	slices.SortStableFunc(byRank, func(a, b int) int {
		return cmp.Or(cmp.Compare(drawn[b], drawn[a]), cmp.Compare(len(g.rows[b].Independent), len(g.rows[a].Independent)), cmp.Compare(a, b))
	})
	kept := make([]bool, len(g.rows))
	for _, i := range byRank[:most] {
		kept[i] = true
	}
	to := &graphing{}
	place := make([]int, len(g.rows)) // in the new graph
	folds := map[int]int{}            // by kept ancestor, in the old graph
	for i, r := range g.rows {
		ancestor := g.ancestor(i, kept)
		at, known := folds[ancestor]
		if kept[i] || !known {
			at = len(to.rows)
			to.rows = append(to.rows, r)
		}
		place[i] = at
		if kept[i] {
			continue
		}
		if !known {
			folds[ancestor] = at
			to.rows[at].Fold = &GraphFold{First: r.Head.Published}
		}
		to.rows[at].Fold.take(r, g.kindOf(i))
	}
	for _, e := range g.edges {
		if kept[e.from] && kept[e.to] {
			to.edges = append(to.edges, graphEdge{place[e.from], place[e.to], e.link})
		}
	}
	for ancestor, at := range folds {
		if ancestor >= 0 {
			to.edges = append(to.edges, graphEdge{place[ancestor], at, depesche.Derivation{}})
		}
	}
	to.order()
	return to
}

// ancestor is the nearest kept node that a folded one goes back to, or -1.
func (g *graphing) ancestor(i int, kept []bool) int {
	for range g.rows { // claims of copying may go round in a circle
		if i = g.parent[i]; i < 0 || kept[i] {
			return i
		}
	}
	return -1
}

// kindOf is how a node drew on what it drew on most, or "".
func (g *graphing) kindOf(i int) string {
	at, found := slices.BinarySearchFunc(g.edges, i, func(e graphEdge, to int) int { return cmp.Compare(e.to, to) })
	if !found {
		return ""
	}
	return g.edges[at].link.Kind
}

func (f *GraphFold) take(r GraphRow, kind string) {
	f.Articles++
	f.Last = r.Head.Published
	if kind == "" {
		return
	}
	i := slices.IndexFunc(f.Kinds, func(c EffectCount) bool { return c.Kind == kind })
	if i < 0 {
		i = len(f.Kinds)
		f.Kinds = append(f.Kinds, EffectCount{Kind: kind})
	}
	f.Kinds[i].Count++
}

// place gives every node a lane, right of what it drew on, where no other
// lane passes its row, and returns how many lanes there are. Nodes never
// meet, since each has a row of its own; trunks meet only when there are more
// than graphLanes side by side.
func (g *graphing) place() int {
	first, last := make([]int, len(g.rows)), make([]int, len(g.rows))
	for i := range g.rows {
		first[i], last[i] = i, i
	}
	for _, e := range g.edges {
		first[e.from], last[e.from] = min(first[e.from], e.to), max(last[e.from], e.to)
	}
	var lanes [graphLanes][]int
	free := func(lane, i int) bool {
		return !slices.ContainsFunc(lanes[lane], func(other int) bool { return first[other] <= last[i] && first[i] <= last[other] })
	}
	count := 1
	for i := range g.rows {
		lane := 0
		if p := g.parent[i]; p >= 0 && p < i {
			lane = min(g.rows[p].Lane+1, graphLanes-1)
		}
		for lane < graphLanes-1 && !free(lane, i) {
			lane++
		}
		g.rows[i].Lane = lane
		lanes[lane] = append(lanes[lane], i)
		count = max(count, lane+1)
	}
	return count
}

// draw gives every row its strokes.
func (g *graphing) draw(width int) {
	for i := range g.rows {
		g.rows[i].X = markX + g.rows[i].Lane*width
	}
	last := make([]int, len(g.rows))
	first := make([]int, len(g.rows))
	for i := range g.rows {
		first[i], last[i] = i, i
	}
	for _, e := range g.edges {
		first[e.from], last[e.from] = min(first[e.from], e.to), max(last[e.from], e.to)
		to := &g.rows[e.to]
		size := markSize
		if to.Independent != "" {
			size = ringSize
		}
		edge := GraphEdge{Derivation: e.link, Source: g.rows[e.from].Head, X1: g.rows[e.from].X, X2: to.X - size}
		edge.Tip = edge.X2 - arrowSize
		if edge.X1 > to.X {
			edge.X2, edge.Tip = to.X+size, to.X+size+arrowSize
		}
		to.Sources = append(to.Sources, edge)
	}
	for i := range g.rows {
		for r := first[i]; r <= last[i] && first[i] < last[i]; r++ {
			g.rows[r].Trunks = append(g.rows[r].Trunks, Trunk{X: g.rows[i].X, Above: r > first[i], Top: r == last[i], Below: r < last[i]})
		}
	}
}
