// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"strconv"
	"strings"
)

// candidate is a place where a rule matched: the expression atoms[first:last],
// of a match that took `seen` atoms with what stands around it.
type candidate struct {
	rule        *rule
	first, last int
	seen        int
	fields      frame
}

// find returns every match of every rule, for each rule and place the longest.
func (g *grammar) find(atoms []atom) []candidate {
	m := &matcher{g: g, atoms: atoms, until: -1}
	for i := range atoms {
		a := &atoms[i]
		if a.word >= 0 {
			m.tryAll(g.byWord[a.word], i)
		}
		if a.kind == atomNumber {
			m.tryAll(g.byNumber, i)
		}
		m.tryAll(g.byShape, i)
	}
	return m.found
}

// maxSteps bounds the work of one rule at one place.
const maxSteps = 4000

// matcher runs the program over the atoms. It explores every way through a
// rule and keeps the longest.
type matcher struct {
	g     *grammar
	atoms []atom
	found []candidate

	rule        *rule
	start       int
	first, last int // marked by [ and ], -1 before
	fields      frame
	calls       []call
	steps       int
	until       int // where a test must end, or -1
	best        int // index into found, or -1
}

// call is a pattern that has been entered and not left.
type call struct {
	back   int32 // where to go on
	fields int   // how many there were
	field  string
}

func (m *matcher) tryAll(starts []start, at int) {
	for _, s := range starts {
		if !s.second.allows(m.atoms, at+1) {
			continue
		}
		m.rule, m.start, m.first, m.last, m.best, m.steps = s.rule, at, -1, -1, -1, 0
		m.fields, m.calls = m.fields[:0], m.calls[:0]
		m.step(s.entry, at)
	}
}

// take reports whether the atom can be part of a match: there is one, and no
// paragraph begins with it.
func (m *matcher) take(at int) bool {
	return at < len(m.atoms) && (at == m.start || !m.atoms[at].paragraph)
}

// step runs the code from pc at an atom. It returns true only in a test, when
// the test has matched. All state is as before when it returns.
func (m *matcher) step(pc int32, at int) bool {
	for {
		if m.steps++; m.steps > maxSteps {
			return false
		}
		in := &m.g.code[pc]
		switch in.op {
		case opWord:
			if !m.take(at) || !m.isWord(in, at) {
				return false
			}
			at++
		case opNumber, opShape:
			if !m.take(at) || !m.fits(in, &m.atoms[at]) {
				return false
			}
			if in.name != "" {
				return m.bind(in.name, at, pc+1)
			}
			at++
		case opGlued:
			if !glued(m.atoms, at) {
				return false
			}
		case opJump:
			pc = in.x
			continue
		case opAlt:
			return m.alternatives(&m.g.alts[in.x], at)
		case opCall:
			return m.enter(in, pc, at)
		case opReturn:
			return m.leave(at)
		case opSet:
			return m.assign(m.g.sets[in.x], pc, at)
		case opOpen, opClose:
			return m.mark(in.op, pc, at)
		case opNot:
			if m.notHere(in.x, at) {
				return false
			}
			// The code of the test ends behind the jump that follows opNot.
		case opFound:
			return m.until < 0 || at == m.until
		case opAccept:
			m.accept(at)
			return false
		}
		pc++
	}
}

func (m *matcher) isWord(in *instruction, at int) bool {
	a := &m.atoms[at]
	if a.word != in.x || in.capital && !a.capital {
		return false
	}
	return in.exact == "" || a.capital == startsUpper(in.exact)
}

func (m *matcher) fits(in *instruction, a *atom) bool {
	if in.op == opNumber {
		return a.kind == atomNumber && in.lo <= a.number && a.number <= in.hi &&
			(in.digits == 0 || in.digits == a.digits)
	}
	switch in.x {
	case shapeCapital:
		return a.kind == atomWord && a.capital
	case shapeLower:
		return a.kind == atomWord && !a.capital
	case shapeWord:
		return a.kind == atomWord
	case shapeNumber:
		return a.kind == atomNumber
	}
	return true
}

// bind gives the field the number at the atom and goes on.
func (m *matcher) bind(name string, at int, pc int32) bool {
	n := len(m.fields)
	value := ""
	if a := &m.atoms[at]; a.kind == atomNumber {
		value = strconv.Itoa(int(a.number))
	}
	m.fields = append(m.fields, field{name, value})
	ok := m.step(pc, at+1)
	m.fields = m.fields[:n]
	return ok
}

func (m *matcher) alternatives(a *alternatives, at int) bool {
	if a.byWord != nil && at < len(m.atoms) && m.atoms[at].word >= 0 {
		for _, t := range a.byWord[m.atoms[at].word] {
			if m.step(t, at) {
				return true
			}
		}
	}
	for _, t := range a.rest {
		if !t.next.any && (!m.take(at) || !t.next.takes(&m.atoms[at])) {
			continue
		}
		if m.step(t.entry, at) {
			return true
		}
	}
	return false
}

func (m *matcher) enter(in *instruction, pc int32, at int) bool {
	m.calls = append(m.calls, call{back: pc + 1, fields: len(m.fields), field: in.name})
	ok := m.step(m.g.list[in.x].entry, at)
	m.calls = m.calls[:len(m.calls)-1]
	return ok
}

// leave ends a pattern: its bare value gets the name that the call gives it.
func (m *matcher) leave(at int) bool {
	c := m.calls[len(m.calls)-1]
	m.calls = m.calls[:len(m.calls)-1]
	renamed := -1
	for i := c.fields; i < len(m.fields); i++ {
		if m.fields[i].name == "" {
			m.fields[i].name, renamed = c.field, i
		}
	}
	ok := m.step(c.back, at)
	if renamed >= 0 {
		m.fields[renamed].name = ""
	}
	m.calls = append(m.calls, c)
	return ok
}

// assign makes the assignments and goes on.
func (m *matcher) assign(set []assignment, pc int32, at int) bool {
	n := len(m.fields)
	for _, a := range set {
		m.fields = append(m.fields, field{a.field, m.fields.evaluate(a)})
	}
	ok := m.step(pc+1, at)
	m.fields = m.fields[:n]
	return ok
}

func (m *matcher) mark(op opcode, pc int32, at int) bool {
	first, last := m.first, m.last
	if op == opOpen {
		m.first = at
	} else {
		m.last = at
	}
	ok := m.step(pc+1, at)
	m.first, m.last = first, last
	return ok
}

// notHere is the test of an opNot, which may end anywhere.
func (m *matcher) notHere(pc int32, at int) bool {
	until := m.until
	m.until = -1
	ok := m.test(pc, at)
	m.until = until
	return ok
}

// test reports whether the code matches at the atom.
func (m *matcher) test(pc int32, at int) bool {
	calls, fields := len(m.calls), len(m.fields)
	ok := m.step(pc, at)
	m.calls, m.fields = m.calls[:calls], m.fields[:fields]
	return ok
}

// accept keeps the match when it is the longest of its rule at this place and
// nothing speaks against it.
func (m *matcher) accept(at int) {
	first, last := m.first, m.last
	if first < 0 {
		first = m.start
	}
	if last < 0 {
		last = at
	}
	if first >= last {
		return
	}
	c := candidate{rule: m.rule, first: first, last: last, seen: at - m.start}
	if m.best >= 0 {
		b := &m.found[m.best]
		if b.last-b.first > last-first || b.last-b.first == last-first && b.seen >= c.seen {
			return
		}
	}
	if m.cut(first, last) || m.forbidden(first, last) {
		return
	}
	c.fields = append(frame(nil), m.fields...)
	if m.best < 0 {
		m.best = len(m.found)
		m.found = append(m.found, c)
		return
	}
	m.found[m.best] = c
}

// cut reports whether the expression would cut a word, a number (2.008, 3,50)
// or an address (heute.example) in two.
func (m *matcher) cut(first, last int) bool {
	return m.joins(first-1, first) || m.joins(last-1, last)
}

// joins reports whether the atoms left and right belong to one word or number.
func (m *matcher) joins(left, right int) bool {
	if left < 0 || !glued(m.atoms, right) {
		return false
	}
	l, r := &m.atoms[left], &m.atoms[right]
	switch {
	case l.kind != atomMark && r.kind != atomMark:
		return true
	case r.kind == atomMark && l.kind != atomMark:
		return m.isJoint(right, l.kind) && glued(m.atoms, right+1) && m.atoms[right+1].kind == l.kind
	case l.kind == atomMark && r.kind != atomMark:
		return m.isJoint(left, r.kind) && left > 0 && glued(m.atoms, left) && m.atoms[left-1].kind == r.kind
	}
	return false
}

// isJoint reports whether the mark joins atoms of the kind on both its sides.
func (m *matcher) isJoint(at int, kind atomKind) bool {
	switch id := m.atoms[at].word; id {
	case m.g.dot, m.g.at, m.g.underline:
		return true
	case m.g.comma:
		return kind == atomNumber
	}
	return false
}

func (m *matcher) forbidden(first, last int) bool {
	for _, pc := range m.rule.notBefore {
		if m.test(pc, last) {
			return true
		}
	}
	for _, pc := range m.rule.notAfter {
		if m.endsAt(pc, first) {
			return true
		}
	}
	return false
}

// maxBefore is how many atoms a notafter expression may cover.
const maxBefore = 4

// endsAt reports whether the code matches some atoms that end before at.
func (m *matcher) endsAt(pc int32, at int) bool {
	saved, start := m.atoms, m.start
	defer func() { m.atoms, m.start, m.until = saved, start, -1 }()
	m.atoms, m.until = saved[:at], at
	for i := at - 1; i >= 0 && i >= at-maxBefore; i-- {
		if saved[i].paragraph && i < at-1 {
			break
		}
		m.start = i
		if m.test(pc, i) {
			return true
		}
	}
	return false
}

func startsUpper(s string) bool { return strings.ToLower(s[:1]) != s[:1] }

// testPattern reports whether the pattern matches at the atom.
func (m *matcher) testPattern(p *pattern, at int) bool {
	m.calls = append(m.calls[:0], call{back: m.g.foundAt})
	ok := m.step(p.entry, at)
	m.calls, m.fields = m.calls[:0], m.fields[:0]
	return ok
}
