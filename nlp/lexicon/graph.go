// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"errors"

	"depesche/nlp/modelfile"
)

// graph is an automaton whose words lead to numbers. A node is the run of its
// edges, the last of which is marked; the first node is the root. An edge
// holds a byte, the mark and the index of the node it leads to. The edge with
// byte 0 ends a word; in place of a node it holds the word's number.
type graph []uint32

const (
	lastEdge   = 1 << 8
	targetBits = 9 // where the target begins
	maxTarget  = 1<<(32-targetBits) - 1
)

// next follows the byte from the node; ok is false when there is no edge.
func (g graph) next(node uint32, b byte) (target uint32, ok bool) {
	for i := node; int(i) < len(g); i++ {
		e := g[i]
		if byte(e) == b {
			return e >> targetBits, true
		}
		if e&lastEdge != 0 {
			break
		}
	}
	return 0, false
}

// walk follows the bytes of s from the node.
func (g graph) walk(node uint32, s string) (uint32, bool) {
	ok := len(g) > 0
	for i := 0; i < len(s) && ok; i++ {
		if s[i] == 0 {
			return 0, false
		}
		node, ok = g.next(node, s[i])
	}
	return node, ok
}

// end returns the number of the word that ends at the node.
func (g graph) end(node uint32) (uint32, bool) { return g.next(node, 0) }

func decodeGraph(r *modelfile.Reader, classes int) (graph, error) {
	g := make(graph, r.Count(4))
	for i := range g {
		g[i] = r.Uint32()
		target := int(g[i] >> targetBits)
		if byte(g[i]) == 0 && target >= classes || byte(g[i]) != 0 && target >= len(g) {
			return nil, errors.New("automaton leads nowhere")
		}
	}
	return g, r.Err()
}
