// SPDX-License-Identifier: Apache-2.0

package timex

import "fmt"

const (
	maxRepeat = 8       // of an item with *
	maxCode   = 1 << 18 // instructions of a language
)

func (g *grammar) emit(in instruction) int32 {
	g.code = append(g.code, in)
	return int32(len(g.code) - 1)
}

func (g *grammar) addSet(set []assignment) int32 {
	g.sets = append(g.sets, set)
	return int32(len(g.sets) - 1)
}

func (g *grammar) addAlternatives(targets []int32) int32 {
	g.alts = append(g.alts, alternatives{targets: targets})
	return int32(len(g.alts) - 1)
}

// generate appends the code of a tree, without an end instruction.
func (g *grammar) generate(n *node) error {
	if len(g.code) > maxCode {
		return fmt.Errorf("the rules need more than %d instructions", maxCode)
	}
	switch n.kind {
	case nodeOptional:
		return g.generateOptional(n.kids[0], 1)
	case nodeRepeat:
		return g.generateOptional(n.kids[0], maxRepeat)
	case nodeNot:
		return g.generateNot(n.kids[0])
	}
	if n.glued {
		g.emit(instruction{op: opGlued})
	}
	switch n.kind {
	case nodeChoice:
		return g.generateChoice(len(n.kids), func(i int) error { return g.generate(n.kids[i]) })
	case nodeWords:
		if len(n.parts) == 1 {
			g.generatePart(n.parts[0])
			return nil
		}
		return g.generateChoice(len(n.parts), func(i int) error { g.generatePart(n.parts[i]); return nil })
	case nodeLeaf:
		g.emit(n.in)
		return nil
	}
	for _, kid := range n.kids {
		if err := g.generate(kid); err != nil {
			return err
		}
	}
	return nil
}

func (g *grammar) generatePart(p compoundPart) {
	g.emit(g.wordInstruction(p.word))
	if len(p.set) > 0 {
		g.emit(instruction{op: opSet, x: g.addSet(p.set)})
	}
}

// generateChoice emits a choice of n branches; every branch but the last ends
// in a jump behind them all.
func (g *grammar) generateChoice(n int, branch func(int) error) error {
	choice := g.emit(instruction{op: opAlt})
	var targets, jumps []int32
	for i := range n {
		targets = append(targets, int32(len(g.code)))
		if err := branch(i); err != nil {
			return err
		}
		if i < n-1 {
			jumps = append(jumps, g.emit(instruction{op: opJump}))
		}
	}
	for _, j := range jumps {
		g.code[j].x = int32(len(g.code))
	}
	g.code[choice].x = g.addAlternatives(targets)
	return nil
}

// generateOptional emits the tree up to n times in a row, each time with a
// way out.
func (g *grammar) generateOptional(n *node, times int) error {
	var choices []int32
	for range times {
		choices = append(choices, g.emit(instruction{op: opAlt}))
		if err := g.generate(n); err != nil {
			return err
		}
	}
	for _, at := range choices {
		g.code[at].x = g.addAlternatives([]int32{at + 1, int32(len(g.code))})
	}
	return nil
}

func (g *grammar) generateNot(n *node) error {
	at := g.emit(instruction{op: opNot})
	jump := g.emit(instruction{op: opJump})
	if err := g.generate(n); err != nil {
		return err
	}
	g.emit(instruction{op: opFound})
	g.code[at].x = jump + 1
	g.code[jump].x = int32(len(g.code))
	return nil
}
