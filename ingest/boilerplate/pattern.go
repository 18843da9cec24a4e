// SPDX-License-Identifier: Apache-2.0

package boilerplate

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// pattern is one pattern, with what spares most lines the matching: the bytes
// that a match may begin with, and strings of which it holds at least one.
type pattern struct {
	starts [256]bool
	needs  []string // empty: nothing is known
	re     *regexp.Regexp
}

// compile compiles a pattern that must match a whole line.
func compile(value string) (pattern, error) {
	whole := `^(?:` + value + `)$`
	re, err := regexp.Compile(whole)
	if err != nil {
		return pattern{}, err
	}
	tree, err := syntax.Parse(whole, syntax.Perl)
	if err != nil {
		return pattern{}, err
	}
	p := pattern{re: re, needs: needed(tree)}
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

// maxNeeds is how many strings are worth a look.
const maxNeeds = 40

// needed returns strings of which every match of the expression holds at least
// one, or nothing.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			some := needed(sub)
			if len(some) == 0 || len(all)+len(some) > maxNeeds {
				return nil
			}
			all = append(all, some...)
		}
		return all
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if some := needed(sub); len(some) > 0 && (best == nil || shortest(some) > shortest(best)) {
				best = some
			}
		}
		return best
	}
	return nil
}

// shortest is the length of the shortest string.
func shortest(list []string) int {
	n := len(list[0])
	for _, s := range list[1:] {
		n = min(n, len(s))
	}
	return n
}

// match returns the bounds of the groups in the line, as regexp does.
func (p *pattern) match(line string) []int {
	if !p.starts[line[0]] || len(p.needs) > 0 && !containsAny(line, p.needs) {
		return nil
	}
	return p.re.FindStringSubmatchIndex(line)
}

func containsAny(line string, list []string) bool {
	for _, s := range list {
		if strings.Contains(line, s) {
			return true
		}
	}
	return false
}
