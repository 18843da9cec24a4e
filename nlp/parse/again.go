// SPDX-License-Identifier: Apache-2.0

package parse

import "slices"

// A word is often plain only from what stands behind it, and a mistake misleads
// the parser up to the end of the sentence. With two readings the first goes
// from right to left; the second goes from left to right by the same steps and
// knows the tree of the first, so that it needs only find what is wrong there
// (Attardi, Dell'Orletta 2009).

// hint is what the first reading made of a word, by the numbers that the words
// have in the second.
type hint struct {
	head          int32
	last          int32  // its last child
	kids          uint64 // the relations of all its children
	relation      uint8
	sure, sureRel uint8
}

// The steps of certainty, by how far an answer was ahead of the others.
const (
	guessed = iota
	unsure
	likely
	certain // ahead enough to do without the features in doubt
	certainties
)

// certainty compares how far an answer is ahead with what is sure.
func certainty(ahead, sure int64) uint8 {
	switch {
	case ahead >= sure:
		return certain
	case ahead*5 >= sure*2:
		return likely
	case ahead*20 >= sure*3:
		return unsure
	}
	return guessed
}

// again reads the sentence a second time.
func (w *work) again() {
	w.tree.turn()
	w.reading = w.parser.second
	if w.watcher != nil {
		w.watched = &w.watcher.second
	}
	w.greedy()
	w.reading = &w.parser.first
	w.tree.hints = w.tree.hints[:0]
}

// turn makes hints of the tree and turns the words round.
func (f *tree) turn() {
	words := f.words
	f.hints = append(f.hints[:0], make([]hint, len(words))...)
	for i := len(words) - 1; i >= firstWord; i-- {
		w, at := &words[i], opposite(int32(i), len(words))
		h := &f.hints[at]
		h.head, h.relation, h.sure, h.sureRel = opposite(w.head, len(words)), w.relation, w.sure, w.sureRel
		head := &f.hints[h.head]
		head.last = at
		head.kids += relationAtom(w.relation)
	}
	f.mirror()
}

// opposite returns the number that a word has in the other direction.
func opposite(i int32, words int) int32 {
	if i < firstWord {
		return i
	}
	return int32(words) + firstWord - 1 - i
}

// mirror turns the words round: the marks before a word become those of the
// word that followed it, and those behind the last word those before the first.
func (f *tree) mirror() {
	words := f.words[firstWord:]
	if len(words) == 0 {
		return
	}
	all := words[len(words)-1].marks
	slices.Reverse(words)
	marks := f.after
	for i := range words {
		words[i].a[before], marks = marks, words[i].a[before]
		words[i].marks = all - words[i].marks
	}
	f.after = marks
}

// mirrored returns the tree with the words in the opposite order.
func (g *gold) mirrored() gold {
	n := len(g.heads)
	m := gold{make([]int32, n), make([]uint8, n)}
	for i := firstWord; i < n; i++ {
		at := opposite(int32(i), n)
		m.heads[at], m.rels[at] = opposite(g.heads[i], n), g.rels[i]
	}
	return m
}

// hintStates are what the state says in the second reading.
var hintStates = []string{"pair", "below", "head0", "headb", "waits", "rel0", "relb", "headpos", "all0", "all1", "allb"}

// hintAtoms fills in the states of the second reading.
func (f *tree) hintAtoms(a *atoms, s1, s0 int32) {
	b0 := f.next
	h0, h1, hb := f.hint(s0), f.hint(s1), f.hint(b0)
	states := a[len(stepGroup.states):][:len(hintStates)]
	states[0] = atom(310, hintedArc(h0, hb, s0, b0))
	states[1] = atom(311, hintedArc(h0, h1, s0, s1))
	states[2] = atom(312, h0.where(s1, s0, b0))
	states[3] = atom(313, hb.where(s1, s0, b0))
	states[4] = atom(314, h0.waits(b0))
	states[5] = atom(315, uint64(h0.relation)<<3|uint64(h0.sureRel))
	states[6] = atom(316, uint64(hb.relation)<<3|uint64(hb.sureRel))
	states[7] = f.word(h0.head).a[pos]
	states[8], states[9], states[10] = h0.kids, h1.kids, hb.kids
}

// waits tells which hinted children of the word have not been read before b0: 0
// none, 1 some behind b0, 2 none but b0.
func (h *hint) waits(b0 int32) uint64 { return uint64(b2i(h.last >= b0) + b2i(h.last == b0)) }

// hint returns the hint of a word; the empty one of absent when there is none.
func (f *tree) hint(i int32) *hint {
	if uint(i) < uint(len(f.hints)) {
		return &f.hints[i]
	}
	return &f.hints[absent]
}

// hintedArc tells which of two words is the hinted head of the other, if any,
// and how sure that is.
func hintedArc(h, o *hint, i, other int32) uint64 {
	switch {
	case i >= firstWord && h.head == other:
		return 1 + uint64(h.sure)
	case other >= firstWord && o.head == i:
		return 1 + certainties + uint64(o.sure)
	}
	return 0
}

// where tells where the hinted head of a word lies, and how sure that is.
func (h *hint) where(s1, s0, b0 int32) uint64 {
	place := uint64(7)
	switch {
	case h.head == absent: // no word
		return 0
	case h.head == ground:
		place = 1
	case h.head < s1:
		place = 2
	case h.head == s1:
		place = 3
	case h.head == s0:
		place = 4
	case h.head == b0:
		place = 5
	case h.head > b0:
		place = 6
	}
	return place*certainties + uint64(h.sure)
}
