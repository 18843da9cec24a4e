// SPDX-License-Identifier: Apache-2.0

package timex

import "slices"

// A front is what code can begin with.
type front struct {
	words  map[int32]bool
	number bool
	shape  bool
	empty  bool // it can match nothing at all
}

func (f *front) add(in *instruction) {
	switch in.op {
	case opWord:
		f.words[in.x] = true
	case opNumber:
		f.number = true
	default:
		f.shape = true
	}
}

// front returns what the code at entry can begin with.
func (g *grammar) front(entry int32) front {
	w := newWalker(g)
	w.walk(entry, nil, true)
	return w.front
}

// index prepares the look-ups: which rules can begin at an atom, and which
// alternatives are worth trying there.
func (g *grammar) index() {
	g.byWord = make([][]start, len(g.words))
	for _, r := range g.rules {
		for _, entry := range r.entries {
			g.indexRule(start{rule: r, entry: entry, second: g.second(entry)})
		}
	}
	for i := range g.alts {
		g.indexAlternatives(&g.alts[i])
	}
}

func (g *grammar) indexRule(s start) {
	f := g.front(s.entry)
	if f.shape {
		g.byShape = append(g.byShape, s)
		return
	}
	if f.number {
		g.byNumber = append(g.byNumber, s)
	}
	for w := range g.byWord {
		if f.words[int32(w)] {
			g.byWord[w] = append(g.byWord[w], s)
		}
	}
}

func (g *grammar) indexAlternatives(a *alternatives) {
	few := len(a.targets) < 4
	if !few {
		a.byWord = map[int32][]int32{}
	}
	for _, t := range a.targets {
		f := g.front(t)
		if few || f.number || f.shape || f.empty {
			a.rest = append(a.rest, target{t, g.follower(f)})
			continue
		}
		for w := range f.words { // each word gets the target once: the order of words does not matter
			a.byWord[w] = append(a.byWord[w], t)
		}
	}
}

// A follower says what the second atom of a match can be, or the next one of a
// way through it. It spares the machine most of the rules that begin with a
// word like "the".
type follower struct {
	words  []uint64 // a bit for each word
	number bool
	any    bool // some rule asks for a shape, or the match can end before
}

// allows reports whether a match that began at the atom before may go on with
// the atom at.
func (f *follower) allows(atoms []atom, at int) bool {
	if f.any {
		return true
	}
	if at >= len(atoms) || atoms[at].paragraph {
		return false
	}
	return f.takes(&atoms[at])
}

// takes reports whether the atom can be the one.
func (f *follower) takes(a *atom) bool {
	if a.word >= 0 {
		return f.words[a.word/64]&(1<<(a.word%64)) != 0
	}
	return a.kind == atomNumber && f.number
}

// second follows the code from entry behind the first atom it takes.
func (g *grammar) second(entry int32) *follower {
	w := newWalker(g)
	w.walk(entry, nil, false)
	return g.follower(w.front)
}

func (g *grammar) follower(x front) *follower {
	f := &follower{number: x.number, any: x.shape || x.empty}
	if f.any {
		return f
	}
	f.words = make([]uint64, len(g.words)/64+1)
	for id := range x.words { // a set: the order does not matter
		f.words[id/64] |= 1 << (id % 64)
	}
	return f
}

// walker explores the code up to the first atom, or up to the second.
type walker struct {
	g     *grammar
	front front
	seen  map[string]bool // places that have been explored
}

func newWalker(g *grammar) *walker {
	return &walker{g: g, seen: map[string]bool{}, front: front{words: map[int32]bool{}}}
}

// walk follows the code from pc; last says that the next atom is the one
// looked for, calls are the places where the patterns entered go on.
func (w *walker) walk(pc int32, calls []int32, last bool) {
	for {
		in := &w.g.code[pc]
		switch in.op {
		case opWord, opNumber, opShape:
			if last {
				w.front.add(in)
				return
			}
			pc, last = pc+1, true
		case opAlt:
			if w.visited(pc, calls, last) {
				return
			}
			for _, t := range w.g.alts[in.x].targets {
				w.walk(t, calls, last)
			}
			return
		case opCall:
			calls = append(calls[:len(calls):len(calls)], pc+1)
			pc = w.g.list[in.x].entry
		case opReturn:
			if len(calls) == 0 {
				w.front.empty = w.front.empty || last
				return
			}
			pc, calls = calls[len(calls)-1], calls[:len(calls)-1]
		case opFound, opAccept:
			w.front.empty = w.front.empty || last
			return
		default: // opGlued, opSet, opOpen, opClose, opNot, opJump take no atom
			pc = w.g.after(pc)
		}
	}
}

// after is where the code goes on behind an instruction that takes no atom.
func (g *grammar) after(pc int32) int32 {
	if g.code[pc].op == opJump {
		return g.code[pc].x
	}
	return pc + 1
}

// visited reports whether the place has been explored, and marks it.
func (w *walker) visited(pc int32, calls []int32, last bool) bool {
	key := make([]byte, 1, 4*len(calls)+5)
	if last {
		key[0] = 1
	}
	for _, c := range slices.Concat(calls, []int32{pc}) {
		key = append(key, byte(c), byte(c>>8), byte(c>>16), byte(c>>24))
	}
	if w.seen[string(key)] {
		return true
	}
	w.seen[string(key)] = true
	return false
}
