// SPDX-License-Identifier: Apache-2.0

package nlp

// Tree gives the children of every token of a parsed Doc. It is built once
// after parsing and is read-only.
type Tree struct {
	doc   *Doc
	start []int32 // children of i are list[start[i]:start[i+1]]
	list  []int
}

// NewTree indexes the heads of doc. Time and memory are linear in the tokens.
func NewTree(doc *Doc) *Tree {
	n := len(doc.Tokens)
	t := &Tree{doc: doc, start: make([]int32, n+2), list: make([]int, 0, n)}
	for i := range doc.Tokens {
		if h := doc.Tokens[i].Head; h >= 0 {
			t.start[h+2]++
		}
	}
	for i := 2; i < len(t.start); i++ {
		t.start[i] += t.start[i-1]
	}
	t.list = t.list[:t.start[n+1]]
	for i := range doc.Tokens {
		if h := doc.Tokens[i].Head; h >= 0 {
			t.list[t.start[h+1]] = i
			t.start[h+1]++
		}
	}
	return t
}

// Children returns the tokens whose head is i, in order of the text. The
// slice must not be changed.
func (t *Tree) Children(i int) []int { return t.list[t.start[i]:t.start[i+1]] }

// Child returns the first child of i with the relation, exact ("nsubj:pass")
// or universal ("nsubj" finds both), or -1.
func (t *Tree) Child(i int, rel string) int {
	for _, c := range t.Children(i) {
		if tok := &t.doc.Tokens[c]; tok.Deprel == rel || tok.Rel() == rel {
			return c
		}
	}
	return -1
}

// Extent returns the smallest token range [first,last) that holds i and all
// its descendants. In a projective tree it is exactly the subtree.
func (t *Tree) Extent(i int) (first, last int) {
	first, last = i, i+1
	stack := append(make([]int, 0, 32), i)
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		first, last = min(first, n), max(last, n+1)
		stack = append(stack, t.Children(n)...)
	}
	return first, last
}

// Subtree returns i and all its descendants in order of the text.
func (t *Tree) Subtree(i int) []int {
	first, last := t.Extent(i)
	in := make([]bool, last-first)
	in[i-first] = true
	stack := append(make([]int, 0, 32), i)
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, c := range t.Children(n) {
			in[c-first] = true
			stack = append(stack, c)
		}
	}
	tokens := make([]int, 0, last-first)
	for k, ok := range in {
		if ok {
			tokens = append(tokens, first+k)
		}
	}
	return tokens
}

// Governs reports whether i is an ancestor of j, or j itself.
func (t *Tree) Governs(i, j int) bool {
	for steps := 0; j >= 0 && steps <= len(t.doc.Tokens); steps++ {
		if j == i {
			return true
		}
		j = t.doc.Tokens[j].Head
	}
	return false
}
