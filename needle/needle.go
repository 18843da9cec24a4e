// SPDX-License-Identifier: Apache-2.0

// Package needle spares most texts the matching of a regular expression: it
// knows strings without which the expression cannot match, and looks for those
// first (as in Cox, "Regular Expression Matching with a Trigram Index", 2012,
// without the index).
//
// In: an expression and texts. Out: the matches that package regexp finds, no
// more and no fewer.
package needle

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// Pattern is a compiled expression with what every match of it holds.
type Pattern struct {
	*regexp.Regexp
	needs [][]need // of each list at least one
}

// need is a string; fold says that its letters may be of either case, and it
// is in lower case then.
type need struct {
	text string
	fold bool
}

// Compile compiles an expression in the syntax of package regexp.
func Compile(expression string) (*Pattern, error) {
	re, err := regexp.Compile(expression)
	if err != nil {
		return nil, err
	}
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return &Pattern{re, needed(tree)}, nil
}

// Text is a text in which several patterns are looked for, one after the other.
type Text struct {
	plain, lower string
	lowered      bool
}

// In makes a text ready for patterns.
func In(text string) *Text { return &Text{plain: text} }

// String is the text as it was given.
func (t *Text) String() string { return t.plain }

// folded is the text in lower case. The long s is the one letter beside those
// with which (?i) matches a letter of ASCII that has another lower case.
func (t *Text) folded() string {
	if !t.lowered {
		t.lower, t.lowered = strings.ReplaceAll(strings.ToLower(t.plain), "\u017f", "s"), true
	}
	return t.lower
}

// May reports whether the pattern may match in the text: when it does not, it
// cannot.
func (p *Pattern) May(t *Text) bool {
	for _, list := range p.needs {
		if !holds(t, list) {
			return false
		}
	}
	return true
}

func holds(t *Text, list []need) bool {
	for _, n := range list {
		text := t.plain
		if n.fold {
			text = t.folded()
		}
		if strings.Contains(text, n.text) {
			return true
		}
	}
	return false
}

// The bounds of what is worth a look.
const (
	mostNeeds = 60 // strings in one list
	leastNeed = 2  // bytes of a string
)

// needed returns lists of strings: every match holds at least one of each.
func needed(re *syntax.Regexp) [][]need {
	switch re.Op {
	case syntax.OpLiteral:
		return literal(re)
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpAlternate:
		return either(re.Sub)
	case syntax.OpConcat:
		var all [][]need
		for _, sub := range re.Sub {
			all = append(all, needed(sub)...)
		}
		return all
	}
	return nil
}

// literal is what a row of letters needs: itself. Of one whose case does not
// matter, ASCII is all that is known to have one lower case.
func literal(re *syntax.Regexp) [][]need {
	n := need{string(re.Rune), re.Flags&syntax.FoldCase != 0}
	if n.fold {
		if strings.ContainsFunc(n.text, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return nil
		}
		n.text = strings.ToLower(n.text)
	}
	if len(n.text) < leastNeed {
		return nil
	}
	return [][]need{{n}}
}

// either is what alternatives need: of each of them its best list, all in one.
func either(subs []*syntax.Regexp) [][]need {
	var all []need
	for _, sub := range subs {
		var best []need
		for _, list := range needed(sub) {
			if best == nil || shortest(list) > shortest(best) {
				best = list
			}
		}
		if best == nil || len(all)+len(best) > mostNeeds {
			return nil
		}
		all = append(all, best...)
	}
	return [][]need{all}
}

// shortest is the length of the shortest string.
func shortest(list []need) int {
	n := len(list[0].text)
	for _, s := range list[1:] {
		n = min(n, len(s.text))
	}
	return n
}
