// SPDX-License-Identifier: Apache-2.0

package parse

// Places of the features of a step, and what belongs to the state as a whole.
const (
	atState = iota
	atS0
	atS1
	atS2
	atS3
	atB0
	atB1
	atB2
	atKids // outermost and next children of s0, s1, b0
)

var stepGroup = group{
	name: "step",
	places: []string{"s0", "s1", "s2", "s3", "b0", "b1", "b2",
		"s0l", "s0r", "s0l2", "s0r2", "s1l", "s1r", "s1l2", "s1r2", "b0l", "b0l2", "s0p", "s0n", "s1n", "b0p"},
	states: []string{"near", "far", "nearm", "farm", "marks"},
}

// The relations of left and right arcs have features of their own, with the
// places of the step that draws the arc.
var (
	leftGroup  = group{"left", stepGroup.places, stepGroup.states}
	rightGroup = group{"right", stepGroup.places, stepGroup.states}
)

// set puts a word in a place.
func (a *atoms) set(place int, w *word) {
	*(*[attributes]uint64)(a[place*attributes:][:attributes]) = w.a
}

// word returns the word i, absent when there is none.
func (f *tree) word(i int32) *word {
	if uint(i) < uint(len(f.words)) {
		return &f.words[i]
	}
	return &f.words[absent]
}

// stepAtoms fills in the places of a step.
func (f *tree) stepAtoms(a *atoms) {
	stack := f.stack[len(f.stack)-depth-1:]
	s0, s1, b0 := f.word(stack[3]), f.word(stack[2]), f.word(f.next)
	a.set(atS0, s0)
	a.set(atS1, s1)
	a.set(atS2, f.word(stack[1]))
	a.set(atS3, f.word(stack[0]))
	a.set(atB0, b0)
	a.set(atB1, f.word(f.next+1))
	a.set(atB2, f.word(f.next+2))
	for i, k := range [...]int32{s0.left1, s0.right1, s0.left2, s0.right2, s1.left1, s1.right1, s1.left2, s1.right2, b0.left1, b0.left2} {
		a.set(atKids+i, &f.words[k])
	}
	for i, k := range [...]int32{stack[3] - 1, stack[3] + 1, stack[2] + 1, f.next - 1} {
		a.set(atKids+10+i, f.word(k))
	}
	if len(f.hints) > 0 {
		f.hintAtoms(a, stack[2], stack[3])
	}
	near, far := atom(300, distance(stack[3], f.next)), atom(301, distance(stack[2], stack[3]))
	if f.end() {
		near = atom(302, 0)
	}
	nearm, farm := between(s0, b0), between(s1, s0)
	a[0], a[1], a[2], a[3], a[4] = near, far, atom(303, nearm), atom(304, farm), atom(305, farm<<8|nearm)
}

func distance(a, b int32) uint64 {
	switch d := b - a; {
	case a < firstWord:
		return 0
	case d < 5:
		return uint64(d)
	case d < 8:
		return 5
	case d < 12:
		return 6
	default:
		return 7
	}
}

// between counts the marks between two words, up to 3.
func between(a, b *word) uint64 { return uint64(min(max(b.marks-a.marks, 0), 3)) }
