// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"fmt"
	"strings"

	"depesche"
)

// readPatterns reads patterns.txt. A pattern begins with a line
//
//	pattern NAME
//
// and every line behind it is one alternative: an expression, and behind ->
// what it means: a bare value, or fields ("unit=D shift=-1"). += and *= reckon
// with what the field holds already.
func (g *grammar) readPatterns(s *source) error {
	var open *openPattern
	for line, ok := s.next(); ok; line, ok = s.next() {
		word, rest := keyword(line)
		if word == "pattern" && isName(rest) {
			if err := g.closePattern(open); err != nil {
				s.line = open.line
				return s.errorf("%s", err)
			}
			if g.patterns[rest] != nil {
				return s.errorf("pattern %q stands twice", rest)
			}
			open = &openPattern{pattern: &pattern{name: rest, plain: true}, line: s.line}
			continue
		}
		if open == nil {
			return s.errorf("a line before the first pattern")
		}
		if err := g.readAlternative(open, line); err != nil {
			return s.errorf("%s", err)
		}
	}
	if err := g.closePattern(open); err != nil {
		s.line = open.line
		return s.errorf("%s", err)
	}
	return nil
}

// openPattern is a pattern whose alternatives are being read.
type openPattern struct {
	*pattern
	line int // where it begins; what is wrong with all of it is wrong there
	kids []*node
	sets [][]assignment
}

func isName(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t<>|()")
}

func (g *grammar) readAlternative(open *openPattern, line string) error {
	expression, meaning := cutMeaning(line)
	set, err := parseAssignments(meaning, true)
	if err != nil {
		return err
	}
	n, err := g.parse(expression)
	if err != nil {
		return err
	}
	open.kids, open.sets = append(open.kids, n), append(open.sets, set)
	parts, ok := g.plainWords(n, set)
	open.plain = open.plain && ok
	open.words = append(open.words, parts...)
	return nil
}

// cutMeaning cuts a line at the arrow.
func cutMeaning(line string) (expression, meaning string) {
	expression, meaning, _ = strings.Cut(line, "->")
	return strings.TrimSpace(expression), strings.TrimSpace(meaning)
}

// closePattern generates the code of a finished pattern and makes it known.
func (g *grammar) closePattern(open *openPattern) error {
	if open == nil {
		return nil
	}
	if len(open.kids) == 0 {
		return fmt.Errorf("pattern %q has no alternatives", open.name)
	}
	p := open.pattern
	p.number, p.entry = int32(len(g.list)), int32(len(g.code))
	err := g.generateChoice(len(open.kids), func(i int) error {
		if err := g.generate(open.kids[i]); err != nil {
			return err
		}
		if len(open.sets[i]) > 0 {
			g.emit(instruction{op: opSet, x: g.addSet(open.sets[i])})
		}
		return nil
	})
	if err != nil {
		return err
	}
	g.emit(instruction{op: opReturn})
	g.list = append(g.list, p)
	g.patterns[p.name] = p
	if f := g.front(p.entry); f.empty {
		return fmt.Errorf("pattern %q can match nothing at all", p.name)
	}
	return nil
}

// parseAssignments reads "unit=D shift+=-1"; a bare value is allowed where
// bare is.
func parseAssignments(text string, bare bool) ([]assignment, error) {
	var set []assignment
	for _, word := range strings.Fields(text) {
		field, value, given := strings.Cut(word, "=")
		if !given {
			if !bare {
				return nil, fmt.Errorf("%q is no assignment", word)
			}
			set = append(set, assignment{op: '=', value: word})
			continue
		}
		a := assignment{field: field, op: '=', value: value}
		if n := len(field) - 1; n > 0 && (field[n] == '+' || field[n] == '*') {
			a.field, a.op = field[:n], field[n]
		}
		if fields[a.field] == "" {
			return nil, fmt.Errorf("no field is named %q", a.field)
		}
		set = append(set, a)
	}
	return set, nil
}

// readRules reads rules.txt, a block for each rule:
//
//	rule      NAME
//	type      DATE, TIME, DURATION, SET, or NONE for words that are no time (DATE when left out)
//	find      EXPRESSION, on several lines when there are several
//	with      fields that hold besides those that the expression binds
//	notafter  EXPRESSION that must not end where the find begins
//	notbefore EXPRESSION that must not begin where it ends
//	yes       TEXT -> WHAT IT FINDS = VALUE; before the text (2025-07-13) when it was published
//	no        TEXT in which this rule finds nothing
func (g *grammar) readRules(s *source) error {
	var open *rule
	var with []assignment
	for line, ok := s.next(); ok; line, ok = s.next() {
		word, rest := keyword(line)
		var err error
		switch {
		case word == "rule":
			if err = g.finishRule(open, with); err != nil {
				s.line = open.line
				break
			}
			open, err = g.newRule(rest, s.line)
			with = nil
		case open == nil:
			err = fmt.Errorf("a line before the first rule")
		case word == "with":
			var more []assignment
			more, err = parseAssignments(rest, false)
			with = append(with, more...)
		default:
			err = g.readRuleLine(open, word, rest, s.line)
		}
		if err != nil {
			return s.errorf("%s", err)
		}
	}
	if err := g.finishRule(open, with); err != nil {
		s.line = open.line
		return s.errorf("%s", err)
	}
	return nil
}

func (g *grammar) newRule(name string, line int) (*rule, error) {
	if !isName(name) {
		return nil, fmt.Errorf("a rule needs a name of one word")
	}
	if g.names[name] {
		return nil, fmt.Errorf("rule %q stands twice", name)
	}
	g.names[name] = true
	return &rule{name: name, order: len(g.rules), line: line, kind: depesche.TimeDate}, nil
}

func (g *grammar) readRuleLine(r *rule, word, rest string, line int) error {
	switch word {
	case "type":
		if !kinds[rest] {
			return fmt.Errorf("no type is named %q", rest)
		}
		r.kind = rest
		return nil
	case "find":
		n, err := g.parse(rest)
		r.finds = append(r.finds, n)
		return err
	case "notafter", "notbefore":
		entry, err := g.test(rest)
		if word == "notafter" {
			r.notAfter = append(r.notAfter, entry)
		} else {
			r.notBefore = append(r.notBefore, entry)
		}
		return err
	case "yes", "no":
		ex, err := parseExample(rest, word == "yes", r.kind == kindNone)
		ex.line = line
		r.examples = append(r.examples, ex)
		return err
	}
	return fmt.Errorf("no line of a rule begins with %q", word)
}

// test compiles an expression that is only asked whether it matches.
func (g *grammar) test(text string) (int32, error) {
	n, err := g.parse(text)
	if err != nil {
		return 0, err
	}
	entry := int32(len(g.code))
	if err := g.generate(n); err != nil {
		return 0, err
	}
	g.emit(instruction{op: opFound})
	return entry, nil
}

// finishRule generates the code of a rule that has been read to its end.
func (g *grammar) finishRule(r *rule, with []assignment) error {
	if r == nil {
		return nil
	}
	if len(r.finds) == 0 {
		return fmt.Errorf("rule %q finds nothing", r.name)
	}
	for _, n := range r.finds {
		entry := int32(len(g.code))
		if err := g.generate(n); err != nil {
			return err
		}
		if len(with) > 0 {
			g.emit(instruction{op: opSet, x: g.addSet(with)})
		}
		g.emit(instruction{op: opAccept})
		if f := g.front(entry); f.empty {
			return fmt.Errorf("rule %q can match nothing at all", r.name)
		}
		r.entries = append(r.entries, entry)
	}
	r.finds = nil
	g.rules = append(g.rules, r)
	return nil
}

// parseExample reads "(2025-07-13) text -> extent = value".
func parseExample(rest string, yes, veto bool) (example, error) {
	ex := example{yes: yes, published: examplePublished}
	if strings.HasPrefix(rest, "(") {
		if end := strings.IndexByte(rest, ')'); end > 0 {
			ex.published, rest = rest[1:end], strings.TrimSpace(rest[end+1:])
		}
	}
	ex.text = rest
	if !yes || veto {
		return ex, nil
	}
	text, result := cutMeaning(rest)
	i := strings.LastIndex(result, " = ")
	if i < 0 {
		return ex, fmt.Errorf("an example of what is found reads: text -> words = value")
	}
	ex.text, ex.extent, ex.value = text, strings.TrimSpace(result[:i]), strings.TrimSpace(result[i+3:])
	return ex, nil
}

// examplePublished is the day on which examples were published unless they
// say otherwise: a Sunday.
const examplePublished = "2025-07-13"
