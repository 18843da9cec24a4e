// SPDX-License-Identifier: Apache-2.0

package parse

// Kinds of steps of the arc-hybrid system.
const (
	shift = iota // the next word goes onto the stack
	left         // the top of the stack becomes a child of the next word
	right        // the top of the stack becomes a child of the one below it
	kinds
)

// depth is how many places below the bottom of the stack can be looked at.
const depth = 3

// tree is the tree of a sentence while it grows.
type tree struct {
	words []word  // those of the sentence come behind absent and ground
	stack []int32 // begins with words that are not there
	next  int32   // the next word of the text; len(words) at the end
	after uint64  // the marks behind the last word
	hints []hint  // of each word, what the first reading made of it; none in the first reading
	// The relations of an adposition to its noun and of a conjunction to its
	// clause.
	adposition, conjunction uint8
}

// begin prepares for the first step.
func (f *tree) begin() {
	f.stack = append(f.stack[:0], absent, absent, absent, ground)
	f.next = firstWord
	for i := range f.words[ground:] {
		f.words[ground+i].bare()
	}
}

func (f *tree) end() bool { return int(f.next) == len(f.words) }

// done reports whether the tree is complete.
func (f *tree) done() bool { return f.end() && len(f.stack) == depth+1 }

func (f *tree) top() int32   { return f.stack[len(f.stack)-1] }
func (f *tree) below() int32 { return f.stack[len(f.stack)-2] }

// can reports which kinds of steps are possible. The root takes its one child
// only when nothing is left to read.
func (f *tree) can() (ok [kinds]bool) {
	word := f.top() != ground
	ok[shift] = !f.end()
	ok[left] = !f.end() && word
	ok[right] = word && (f.below() != ground || f.end())
	return ok
}

// arc returns head and dependent of the arc that a step draws.
func (f *tree) arc(kind int) (head, dependent int32) {
	if kind == left {
		return f.next, f.top()
	}
	return f.below(), f.top()
}

// take makes the step; the relation is that of its arc.
func (f *tree) take(kind int, relation uint8) {
	if kind == shift {
		f.stack = append(f.stack, f.next)
		f.next++
		return
	}
	h, d := f.arc(kind)
	f.stack = f.stack[:len(f.stack)-1]
	f.attach(h, d, relation)
}

// attach draws an arc.
func (f *tree) attach(h, d int32, rel uint8) {
	child, head := &f.words[d], &f.words[h]
	child.head, child.relation = h, rel
	child.a[relation] = relationAtom(rel)
	if h < d {
		head.right2, head.right1 = head.right1, d
		head.rights = min(head.rights+1, 7)
	} else {
		head.left2, head.left1 = head.left1, d
		head.lefts = min(head.lefts+1, 7)
	}
	head.a[val] = atom(100, uint64(head.lefts)<<3|uint64(head.rights))
	if bit := uint64(1) << (rel & 63); head.has&bit == 0 {
		head.has |= bit
		head.a[kids] += relationAtom(rel)
	}
	if rel == f.adposition || rel == f.conjunction && head.a[prep] == 0 {
		head.a[prep] = child.a[form]
	}
}

func relationAtom(rel uint8) uint64 { return atom(200, uint64(rel)) }
