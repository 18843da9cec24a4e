// SPDX-License-Identifier: Apache-2.0

package parse

import "depesche/nlp"

// gold is the tree that a sentence should get.
type gold struct {
	heads []int32 // -1 for the root
	rels  []uint8
}

// goldOf returns the tree over the words of a sentence. A word whose head is
// punctuation gets the head of that.
func goldOf(words []word, tokens []nlp.Token, first int, index map[string]uint8) gold {
	g := gold{make([]int32, len(words)), make([]uint8, len(words))}
	place := make([]int32, len(tokens))
	for i := range place {
		place[i] = -1
	}
	for i := range words {
		place[words[i].token] = int32(i)
	}
	for i := range words {
		t := &tokens[words[i].token]
		h := t.Head
		for steps := 0; h >= 0 && place[h-first] < 0 && steps < len(tokens); steps++ {
			h = tokens[h-first].Head
		}
		g.heads[i], g.rels[i] = -1, index[t.Deprel]
		if h >= 0 {
			g.heads[i] = place[h-first]
		}
	}
	return g
}

// costs counts, for each kind of step, the gold arcs that can no longer be
// drawn after it (Goldberg, Nivre 2013).
func (g *gold) costs(f *forest, s state, can [kinds]bool) (cost [kinds]int) {
	top := &f.nodes[s.top]
	t, below := top.token, f.nodes[top.below].token
	rest := s.next // first unread token
	if s.front == 0 {
		rest = int32(len(g.heads))
	}
	if can[shift] {
		cost[shift] = g.stackLinks(f, top.below, rest) + b2i(g.heads[rest] == -1 && t >= 0)
		if t >= 0 && g.heads[t] == rest {
			cost[shift]++
		}
	}
	if t < 0 {
		return cost
	}
	later := 0
	for d := rest; int(d) < len(g.heads); d++ {
		if g.heads[d] == t {
			later++
		}
	}
	head := g.heads[t]
	if can[left] {
		cost[left] = later + b2i(head == below || head > rest)
	}
	if can[right] {
		cost[right] = later + b2i(head >= rest)
	}
	return cost
}

// stackLinks counts the gold arcs between token b and the stack from node i
// downwards, the root apart.
func (g *gold) stackLinks(f *forest, i, b int32) int {
	n := 0
	for f.nodes[i].token >= 0 {
		t := f.nodes[i].token
		n += b2i(g.heads[b] == t) + b2i(g.heads[t] == b)
		i = f.nodes[i].below
	}
	return n
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
