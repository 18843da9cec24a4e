// SPDX-License-Identifier: Apache-2.0

package boilerplate

import (
	"regexp/syntax"
	"unicode/utf8"

	"depesche/needle"
)

// pattern is one pattern, with what spares most lines the matching: the bytes
// that a match may begin with, and the strings that needle knows.
type pattern struct {
	*needle.Pattern
	starts [256]bool
}

// compile compiles a pattern that must match a whole line.
func compile(value string) (pattern, error) {
	whole := `^(?:` + value + `)$`
	re, err := needle.Compile(whole)
	if err != nil {
		return pattern{}, err
	}
	tree, err := syntax.Parse(whole, syntax.Perl)
	if err != nil {
		return pattern{}, err
	}
	p := pattern{Pattern: re}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return pattern{}, err
	}
	p.addStarts(prog, uint32(prog.Start), make([]bool, len(prog.Inst)))
	return p, nil
}

// addStarts notes the bytes that a match from the instruction on may begin
// with.
func (p *pattern) addStarts(prog *syntax.Prog, at uint32, seen []bool) {
	if seen[at] {
		return
	}
	seen[at] = true
	switch inst := &prog.Inst[at]; inst.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		p.addStarts(prog, inst.Out, seen)
		p.addStarts(prog, inst.Arg, seen)
	case syntax.InstCapture, syntax.InstNop, syntax.InstEmptyWidth:
		p.addStarts(prog, inst.Out, seen)
	case syntax.InstFail:
	default:
		for c := range p.starts {
			if c >= utf8.RuneSelf || inst.Op == syntax.InstMatch || inst.MatchRune(rune(c)) {
				p.starts[c] = true
			}
		}
	}
}

// match returns the bounds of the groups in the line, as regexp does.
func (p *pattern) match(line string) []int {
	if !p.starts[line[0]] || !p.May(needle.In(line)) {
		return nil
	}
	return p.FindStringSubmatchIndex(line)
}
