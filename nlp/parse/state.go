// SPDX-License-Identifier: Apache-2.0

package parse

// Steps of the arc-hybrid system. The classes of the classifier are first the
// three kinds of steps, then left steps by relation, then right steps.
const (
	shift = iota // the next token goes onto the stack
	left         // the top of the stack becomes a child of the next token
	right        // the top of the stack becomes a child of the one below it
	kinds
)

// step is a step with its relation.
type step struct {
	kind     uint8
	relation uint8
}

// class returns the class of the step with its relation, given the number of
// relations. A shift has none.
func (s step) class(relations int) int {
	return kinds + int(s.kind-left)*relations + int(s.relation)
}

// node is a token on the stack or at the front of the rest, with what has
// been attached to it so far. Nodes never change: a new child makes a new
// node. Links are indices into the nodes; 0 is none.
type node struct {
	token          int32 // index into the sentence; -1 for the root
	below          int32 // next node down the stack
	left1, left2   int32 // outermost and next child to the left
	right1, right2 int32 // outermost and next child to the right
	relation       uint8 // to its head, once attached
	lefts, rights  uint8 // number of children
	children       uint64
}

// state is a place in the parse of a sentence.
type state struct {
	top   int32 // node on top of the stack
	front int32 // node of the next token, with its left children; 0 at the end
	next  int32 // index of that token
}

// forest holds the nodes of one sentence.
type forest struct {
	nodes []node
	heads []int32
	rels  []uint8
}

// begin empties the forest and returns the first state of a sentence of n
// tokens.
func (f *forest) begin(n int) state {
	f.nodes = append(f.nodes[:0], node{token: -2}, node{token: -1})
	f.heads = append(f.heads[:0], make([]int32, n)...)
	f.rels = append(f.rels[:0], make([]uint8, n)...)
	s := state{top: 1}
	if n > 0 {
		s.front = f.add(node{token: 0})
	}
	return s
}

func (f *forest) add(n node) int32 {
	f.nodes = append(f.nodes, n)
	return int32(len(f.nodes) - 1)
}

// can reports which kinds of steps are possible. The root takes its one child
// only when nothing is left to read.
func (f *forest) can(s state) (ok [kinds]bool) {
	top := &f.nodes[s.top]
	ok[shift] = s.front != 0
	ok[left] = s.front != 0 && top.token >= 0
	ok[right] = top.token >= 0 && (f.nodes[top.below].token >= 0 || s.front == 0)
	return ok
}

// take makes the step and returns the new state. n is the number of tokens.
func (f *forest) take(s state, t step, n int) state {
	top := f.nodes[s.top]
	switch t.kind {
	case shift:
		front := f.nodes[s.front]
		front.below = s.top
		s.top, s.front = f.add(front), 0
		s.next++
		if int(s.next) < n {
			s.front = f.add(node{token: s.next})
		}
	case left:
		child := f.attached(s.top, t)
		head := f.nodes[s.front]
		head.left2, head.left1 = head.left1, child
		head.lefts++
		head.children |= 1 << (t.relation & 63)
		f.set(top.token, head.token, t)
		s.front, s.top = f.add(head), top.below
	case right:
		child := f.attached(s.top, t)
		head := f.nodes[top.below]
		head.right2, head.right1 = head.right1, child
		head.rights++
		head.children |= 1 << (t.relation & 63)
		f.set(top.token, head.token, t)
		s.top = f.add(head)
	}
	return s
}

// attached copies the node with its relation.
func (f *forest) attached(i int32, t step) int32 {
	child := f.nodes[i]
	child.relation = t.relation + 1
	return f.add(child)
}

func (f *forest) set(child, head int32, t step) {
	f.heads[child], f.rels[child] = head, t.relation
}

// done reports whether the tree is complete.
func (f *forest) done(s state) bool { return s.front == 0 && f.nodes[s.top].token < 0 }
