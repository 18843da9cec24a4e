// SPDX-License-Identifier: Apache-2.0

package parse

import "depesche/nlp"

// gold is the tree that a sentence should get, by the numbers of the words.
type gold struct {
	heads []int32
	rels  []uint8
}

// goldOf returns the tree over the words of a sentence. A word whose head is
// punctuation gets the head of that.
func goldOf(words []word, tokens []nlp.Token, first int, index map[string]uint8) gold {
	g := gold{make([]int32, len(words)), make([]uint8, len(words))}
	place := make([]int32, len(tokens))
	for i := firstWord; i < len(words); i++ {
		place[words[i].token] = int32(i)
	}
	for i := firstWord; i < len(words); i++ {
		t := &tokens[words[i].token]
		h := t.Head
		for steps := 0; h >= 0 && place[h-first] == 0 && steps < len(tokens); steps++ {
			h = tokens[h-first].Head
		}
		g.heads[i], g.rels[i] = ground, index[t.Deprel]
		if h >= 0 {
			g.heads[i] = place[h-first]
		}
	}
	return g
}

// crossed returns the shortest arc that another crosses, by its dependent, or
// 0.
func (g *gold) crossed() int32 {
	best, length := int32(0), int32(1<<30)
	for d := int32(firstWord); int(d) < len(g.heads); d++ {
		h := g.heads[d]
		lo, hi := min(d, h), max(d, h)
		for k := lo + 1; k < hi && hi-lo < length && h != ground && g.heads[h] != ground; k++ {
			if o := g.heads[k]; o < lo || o > hi {
				best, length = d, hi-lo
				break
			}
		}
	}
	return best
}

// lift makes the tree projective: a word whose arc is crossed moves up to the
// head of its head (Nivre, Nilsson 2005). It reports whether there is one root.
func (g *gold) lift() bool {
	roots := 0
	for _, h := range g.heads[firstWord:] {
		roots += b2i(h == ground)
	}
	for n := 0; roots == 1 && n < len(g.heads)*len(g.heads); n++ {
		d := g.crossed()
		if d == 0 {
			return true
		}
		g.heads[d] = g.heads[g.heads[d]]
	}
	return false
}

// costs counts, for each kind of step, the gold arcs that can no longer be
// drawn after it (Goldberg, Nivre 2013).
func (g *gold) costs(f *tree, can [kinds]bool) (cost [kinds]int) {
	t, next := f.top(), f.next
	if can[shift] {
		for _, s := range f.stack[depth : len(f.stack)-1] {
			cost[shift] += b2i(g.heads[next] == s) + b2i(g.heads[s] == next)
		}
		cost[shift] += b2i(g.heads[t] == next)
	}
	if t == ground {
		return cost
	}
	later := 0
	for _, h := range g.heads[next:] {
		later += b2i(h == t)
	}
	head := g.heads[t]
	if can[left] {
		cost[left] = later + b2i(head == f.below() || head > next)
	}
	if can[right] {
		cost[right] = later + b2i(head >= next)
	}
	return cost
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
