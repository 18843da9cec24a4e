// SPDX-License-Identifier: Apache-2.0

package revision

import "slices"

// pair are the places of a common element in both sequences.
type pair struct{ a, b int }

// numbered writes two sequences of tokens as numbers, the same for the same
// text.
func numbered(a, b []token) (x, y []int) {
	numbers := map[string]int{}
	number := func(tokens []token) []int {
		out := make([]int, len(tokens))
		for i, t := range tokens {
			n, ok := numbers[t.text]
			if !ok {
				n = len(numbers)
				numbers[t.text] = n
			}
			out[i] = n
		}
		return out
	}
	return number(a), number(b)
}

// common lists the elements that two sequences have in common, in order.
//
// It is the patience difference (Bram Cohen): what begins and ends alike is
// cut off; elements that stand once in both hold the rest together; between
// two of them it is done again. Where there are none the shortest edit script
// is looked for (E. W. Myers, An O(ND) Difference Algorithm and Its
// Variations, Algorithmica 1, 1986), up to a bound.
func common(a, b []int) []pair {
	var out []pair
	type part struct{ a0, a1, b0, b1 int }
	stack := []part{{0, len(a), 0, len(b)}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for p.a0 < p.a1 && p.b0 < p.b1 && a[p.a0] == b[p.b0] {
			out = append(out, pair{p.a0, p.b0})
			p.a0, p.b0 = p.a0+1, p.b0+1
		}
		for p.a0 < p.a1 && p.b0 < p.b1 && a[p.a1-1] == b[p.b1-1] {
			p.a1, p.b1 = p.a1-1, p.b1-1
			out = append(out, pair{p.a1, p.b1})
		}
		if p.a0 == p.a1 || p.b0 == p.b1 {
			continue
		}
		anchors := inOrder(unique(a[p.a0:p.a1], b[p.b0:p.b1]))
		if len(anchors) == 0 {
			for _, k := range shortest(a[p.a0:p.a1], b[p.b0:p.b1]) {
				out = append(out, pair{p.a0 + k.a, p.b0 + k.b})
			}
			continue
		}
		at := part{p.a0, 0, p.b0, 0}
		for _, k := range anchors {
			out = append(out, pair{p.a0 + k.a, p.b0 + k.b})
			at.a1, at.b1 = p.a0+k.a, p.b0+k.b
			stack = append(stack, at)
			at.a0, at.b0 = at.a1+1, at.b1+1
		}
		at.a1, at.b1 = p.a1, p.b1
		stack = append(stack, at)
	}
	slices.SortFunc(out, func(x, y pair) int { return x.a - y.a })
	return out
}

// unique lists the elements that stand once in a and once in b, in the order
// of a.
func unique(a, b []int) []pair {
	type places struct{ inA, inB, a, b int }
	seen := map[int]*places{}
	for i, n := range a {
		if s := seen[n]; s != nil {
			s.inA++
		} else {
			seen[n] = &places{inA: 1, a: i}
		}
	}
	for j, n := range b {
		if s := seen[n]; s != nil {
			s.inB++
			s.b = j
		}
	}
	var all []pair
	for i, n := range a {
		if s := seen[n]; s.inA == 1 && s.inB == 1 {
			all = append(all, pair{i, s.b})
		}
	}
	return all
}

// inOrder is the longest part of the pairs that stands in the same order in b
// (patience sorting).
func inOrder(all []pair) []pair {
	before := make([]int, len(all)) // index of the pair before in the best chain that ends here
	var ends []int                  // ends[n]: the pair that ends a chain of n+1 with the least b
	for i, p := range all {
		n, _ := slices.BinarySearchFunc(ends, p.b, func(e, b int) int { return all[e].b - b })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	var out []pair
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			out = append(out, all[i])
		}
	}
	slices.Reverse(out)
	return out
}

// maxEdits bounds the search for the shortest edit script: beyond it two
// stretches have nothing in common that a reader would see.
const maxEdits = 200

// shortest finds the common elements of a shortest edit script.
func shortest(a, b []int) []pair {
	var trace [][]int
	size := min(maxEdits, len(a)+len(b))
	reach := make([]int, 2*size+3)
	for d := 0; d <= size; d++ {
		trace = append(trace, slices.Clone(reach[size-d:size+d+3]))
		for k := -d; k <= d; k += 2 {
			x := furthest(reach, size+1, k, d)
			for y := x - k; x < len(a) && y < len(b) && a[x] == b[y]; x, y = x+1, y+1 {
			}
			reach[size+1+k] = x
			if x >= len(a) && x-k >= len(b) {
				return backtrack(a, b, trace)
			}
		}
	}
	return nil
}

// furthest is where the best path of d edits enters diagonal k.
func furthest(reach []int, zero, k, d int) int {
	if k == -d || k != d && reach[zero+k-1] < reach[zero+k+1] {
		return reach[zero+k+1]
	}
	return reach[zero+k-1] + 1
}

// backtrack walks the trace back from the end and lists the common elements.
func backtrack(a, b []int, trace [][]int) []pair {
	var out []pair
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		reach, zero, k := trace[d], d+1, x-y
		fromX, fromY := 0, 0
		if d > 0 {
			from := k - 1
			if k == -d || k != d && reach[zero+k-1] < reach[zero+k+1] {
				from = k + 1
			}
			fromX = reach[zero+from]
			fromY = fromX - from
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			out = append(out, pair{x, y})
			if d > 0 && (x == fromX || y == fromY) {
				break
			}
		}
		x, y = fromX, fromY
	}
	slices.Reverse(out)
	return out
}
