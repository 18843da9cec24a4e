// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"slices"
	"testing"

	"depesche/nlp/nlptest"
)

// TestTurn checks what the second reading finds: the words from right to left,
// each with the marks that stand behind it in the text, and the first tree.
func TestTurn(t *testing.T) {
	x := &Parser{}
	d := nlptest.Tiny(t)[0]
	s := d.Sentences[0]
	w := x.newWork()
	f := &w.tree
	f.words, f.after = w.reader.readAll(nil, d.Tokens[s.First:s.Last])
	forms := func(list []word) (all []uint64) {
		for i := range list {
			all = append(all, list[i].a[form])
		}
		return all
	}
	there, marks, n := forms(f.words[firstWord:]), f.words[firstWord+1].a[before], len(f.words)
	f.begin()
	for !f.done() { // each word hangs on the next, the last on the root
		kind := left
		if can := f.can(); !can[left] {
			kind = shift
			if !can[shift] {
				kind = right
			}
		}
		f.take(kind, 3)
	}
	f.turn()
	back := forms(f.words[firstWord:])
	slices.Reverse(back)
	if !slices.Equal(there, back) {
		t.Error("the words are not turned round")
	}
	if f.words[n-1].a[before] != marks {
		t.Error("the marks behind the first word are not those before the next")
	}
	for i := firstWord + 1; i < n; i++ {
		if h := f.hints[i]; h.head != int32(i-1) || h.relation != 3 {
			t.Errorf("word %d: hint %+v, want the word before", i, h)
		}
	}
	if h := f.hints[firstWord]; h.head != ground || h.last != firstWord+1 {
		t.Errorf("root: hint %+v", h)
	}
}

// TestMirrored checks that a tree turned round twice is as it was.
func TestMirrored(t *testing.T) {
	g := gold{heads: []int32{0, 0, 3, 1, 3}, rels: []uint8{0, 0, 1, 2, 3}}
	m := g.mirrored()
	if want := []int32{0, 0, 3, 1, 3}; !slices.Equal(m.heads, want) || m.rels[firstWord] != 3 {
		t.Errorf("mirrored: %v %v, want heads %v", m.heads, m.rels, want)
	}
	if back := m.mirrored(); !slices.Equal(back.heads, g.heads) || !slices.Equal(back.rels, g.rels) {
		t.Errorf("twice mirrored: %v, want %v", back, g)
	}
}
