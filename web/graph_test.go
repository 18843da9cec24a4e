// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"depesche"
	"depesche/store"
)

// tellingsOf makes n articles in order of time, each of which but the roots
// drew on an earlier one.
func tellingsOf(seed uint64, n, roots int) ([]store.Head, []depesche.Derivation) {
	r := rand.New(rand.NewPCG(seed, 7))
	kinds, directions := []string{"copy", "edit", "excerpt", "paraphrase", "translation"}, []string{"certain", "likely", "unknown"}
	var heads []store.Head
	var links []depesche.Derivation
	for i := range n {
		heads = append(heads, store.Head{ID: fmt.Sprintf("a%04d", i), Published: fmt.Sprintf("2025-01-%02d", 1+i*28/n)})
		if i >= roots {
			links = append(links, depesche.Derivation{From: heads[r.IntN(i)].ID, To: heads[i].ID, Kind: kinds[r.IntN(5)], Direction: directions[r.IntN(3)], Share: r.Float64()})
		}
	}
	return heads, links
}

// checkGraph checks what holds for every layout: marks inside the drawing,
// connectors that start at a trunk of their source, and no two trunks or a
// trunk and a foreign mark at one place, as long as lanes suffice.
func checkGraph(t *testing.T, name string, g *Graph, crowded bool) {
	t.Helper()
	for i, row := range g.Rows {
		if row.X < markX || row.X > g.Width-markX || row.Lane >= g.Lanes {
			t.Errorf("%s: row %d has its mark at %d of %d", name, i, row.X, g.Width)
		}
		at := map[int]int{}
		for _, trunk := range row.Trunks {
			at[trunk.X]++
			if !crowded && (at[trunk.X] > 1 || trunk.Above && trunk.Below && trunk.X == row.X && !touches(g, i)) {
				t.Errorf("%s: row %d: two trunks, or a trunk through a mark, at %d", name, i, trunk.X)
			}
		}
		for _, e := range row.Sources {
			if at[e.X1] == 0 {
				t.Errorf("%s: row %d: a connector starts at %d, where no trunk is", name, i, e.X1)
			}
			if e.X1 < row.X && e.Tip <= e.X1 {
				t.Errorf("%s: row %d: no room for the connector from %d to %d", name, i, e.X1, e.X2)
			}
		}
	}
}

// touches reports whether the mark of a row lies on the trunk of its own lane:
// a source that stands between articles which drew on it.
func touches(g *Graph, i int) bool {
	id := g.Rows[i].Head.ID
	for _, row := range g.Rows[:i] {
		for _, e := range row.Sources {
			if e.From == id {
				return true
			}
		}
	}
	return false
}

func TestGraph(t *testing.T) {
	for _, n := range []int{1, 2, 7, 20, 60, 61, 500, 1000} {
		for seed := range uint64(8) {
			name := fmt.Sprintf("%d articles, seed %d", n, seed)
			heads, links := tellingsOf(seed, n, 1+int(seed)%3)
			g := newGraph(heads, links, nil)
			checkGraph(t, name, g, g.Lanes == graphLanes)
			if len(g.Rows) > 2*graphMost+1 && n > graphMost+graphMost/2 || g.Width > 200 {
				t.Errorf("%s: %d rows, %d pixels wide", name, len(g.Rows), g.Width)
			}
			all := 0
			for _, row := range g.Rows {
				if row.Fold != nil {
					all += row.Fold.Articles
					continue
				}
				all++
			}
			if all != n || g.Shown+g.Folded != n {
				t.Errorf("%s: %d articles are in the rows, %d shown, %d folded", name, all, g.Shown, g.Folded)
			}
			if diff := cmp.Diff(g, newGraph(heads, links, nil)); diff != "" {
				t.Errorf("%s: another layout the second time: %s", name, diff)
			}
		}
	}
}

func TestGraphOfAStory(t *testing.T) {
	heads := []store.Head{{ID: "wire"}, {ID: "copy"}, {ID: "own"}, {ID: "excerpt"}}
	g := newGraph(heads, []depesche.Derivation{{From: "wire", To: "copy", Kind: "copy"}, {From: "copy", To: "excerpt", Kind: "excerpt"}, {From: "gone", To: "own"}},
		map[string]string{"wire": "ministry"})
	var lanes []int
	for _, row := range g.Rows {
		lanes = append(lanes, row.Lane)
	}
	if diff := cmp.Diff([]int{0, 1, 0, 2}, lanes); diff != "" {
		t.Error(diff)
	}
	if !g.Rows[0].Root() || g.Rows[0].Independent != "ministry" || g.Rows[1].Root() || !g.Rows[2].Root() || g.Rows[3].Sources[0].Source.ID != "copy" {
		t.Errorf("rows: %+v", g.Rows)
	}
}

func TestGraphOfOddClaims(t *testing.T) {
	heads := []store.Head{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	circle := []depesche.Derivation{{From: "a", To: "b"}, {From: "b", To: "c"}, {From: "c", To: "a"}, {From: "a", To: "a"}, {From: "b", To: "a"}}
	checkGraph(t, "a circle", newGraph(heads, circle, nil), true)
	checkGraph(t, "later to earlier", newGraph(heads, []depesche.Derivation{{From: "c", To: "a"}}, nil), false)
	if g := newGraph(nil, nil, nil); len(g.Rows) != 0 {
		t.Errorf("a graph of nothing: %+v", g)
	}
	var many []store.Head
	var round []depesche.Derivation
	for i := range 300 {
		many = append(many, store.Head{ID: fmt.Sprint(i)})
		round = append(round, depesche.Derivation{From: fmt.Sprint(i), To: fmt.Sprint((i + 1) % 300)})
	}
	newGraph(many, round, nil)
}

func BenchmarkGraph(b *testing.B) {
	heads, links := tellingsOf(1, 500, 3)
	for b.Loop() {
		newGraph(heads, links, nil)
	}
}
