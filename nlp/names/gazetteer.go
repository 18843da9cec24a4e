// SPDX-License-Identifier: Apache-2.0

package names

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// maxEntry is the number of words of the longest entry that is looked up.
const maxEntry = 5

// maxLists is the number of lists of known names that a model may have.
const maxLists = 28

// gazetteer says in which lists a sequence of words stands. It keeps hashes,
// not the words.
type gazetteer struct {
	keys  []linear.Key // sorted
	lists []uint32     // a bit for every list
	table []int32      // open addressing into keys, 1 + index
}

// newGazetteer indexes lists of names, at most maxLists; words are separated by
// blanks, and hyphens stand by themselves, as in a Doc.
func newGazetteer(lists [][]string) *gazetteer {
	bits := map[linear.Key]uint32{}
	for b, list := range lists {
		for _, entry := range list {
			if words := strings.Fields(strings.ReplaceAll(entry, "-", " - ")); len(words) > 0 && len(words) <= maxEntry {
				h := uint64(0)
				for _, w := range words {
					h = linear.Mix(h, linear.Hash(w))
				}
				bits[linear.KeyOf(h)] |= 1 << b
			}
		}
	}
	g := &gazetteer{}
	for k := range bits {
		g.keys = append(g.keys, k)
	}
	slices.SortFunc(g.keys, func(a, b linear.Key) int { return cmp.Compare(a, b) })
	for _, k := range g.keys {
		g.lists = append(g.lists, bits[k])
	}
	g.index()
	return g
}

func (g *gazetteer) index() {
	size := 16
	for size < 2*len(g.keys) {
		size *= 2
	}
	g.table = make([]int32, size)
	mask := uint32(size - 1)
	for i, k := range g.keys {
		at := uint32(k) * 0x9E3779B1 & mask
		for g.table[at] != 0 {
			at = (at + 1) & mask
		}
		g.table[at] = int32(i + 1)
	}
}

func (g *gazetteer) find(h uint64) uint32 {
	k := linear.KeyOf(h)
	mask := uint32(len(g.table) - 1)
	for at := uint32(k) * 0x9E3779B1 & mask; g.table[at] != 0; at = (at + 1) & mask {
		if i := g.table[at] - 1; g.keys[i] == k {
			return g.lists[i]
		}
	}
	return 0
}

// mark fills in the lists of the words of a sentence: of the longest entry
// that a word is part of, with the place in it.
func (g *gazetteer) mark(doc *nlp.Doc, s nlp.Sentence, words []word) {
	if g == nil || len(g.keys) == 0 {
		return
	}
	covered := s.First
	for i := s.First; i < s.Last; i++ {
		if words[i+padding].flags&(flagUpper|flagDigit) == 0 {
			g.small(words, i)
			continue
		}
		longest, lists := g.longest(doc, words, i, s.Last, false)
		if longest == 0 && words[i+padding].flags&flagAllCaps != 0 && len(doc.Tokens[i].Form) >= minTitled {
			longest, lists = g.longest(doc, words, i, s.Last, true)
		}
		if i+longest > covered {
			for k := i; k < i+longest; k++ {
				words[k+padding].lists = uint64(lists)<<8 | placeOf(k-i, longest)
			}
			covered = i + longest
		}
		if form := doc.Tokens[i].Form; longest == 0 && len(form) > 4 && form[len(form)-1] == 's' && len(form) <= maxForm {
			words[i+padding].stem = uint64(g.find(linear.Mix(0, linear.Hash(form[:len(form)-1]))))
		}
		if longest == 0 && words[i+padding].stem == 0 {
			words[i+padding].stem = g.compound(doc.Tokens[i].Form)
		}
	}
}

// small fills in the lists of a word without a capital, unless it is within an
// entry.
func (g *gazetteer) small(words []word, i int) {
	if w := &words[i+padding]; w.lists == 0 {
		if lists := g.find(linear.Mix(0, w.form)); lists != 0 {
			w.lists = uint64(lists)<<8 | placeOf(0, 1)
		}
	}
}

// longest finds the longest entry that begins at token i, and its lists.
// Words in capitals are read as if they had only the first ("BERLIN" as
// "Berlin") when titled is true.
func (g *gazetteer) longest(doc *nlp.Doc, words []word, i, end int, titled bool) (n int, lists uint32) {
	h := uint64(0)
	for k := 0; k < maxEntry && i+k < end; k++ {
		form := words[i+k+padding].form
		if titled && words[i+k+padding].flags&flagAllCaps != 0 {
			form = linear.Hash(titleCase(doc.Tokens[i+k].Form))
		}
		h = linear.Mix(h, form)
		if b := g.find(h); b != 0 {
			n, lists = k+1, b
		}
	}
	return n, lists
}

// minTitled is the length of the shortest word in capitals that is looked up in
// title case too; shorter ones are mostly acronyms.
const minTitled = 5

// titleCase writes a word in capitals with only the first as a capital.
func titleCase(form string) string {
	if len(form) > maxForm {
		return form
	}
	_, size := utf8.DecodeRuneInString(form)
	return form[:size] + strings.ToLower(form[size:])
}

// compound returns the lists of the longest word of three letters or more with
// which a compound ends ("Friedensgespräche" of "Gespräche"), marked as such,
// or 0.
func (g *gazetteer) compound(form string) uint64 {
	if len(form) > maxForm {
		return 0
	}
	for i, r := range form {
		if i < 3 || !unicode.IsLower(r) {
			continue
		}
		tail := form[i:]
		if len(tail) < 3 {
			break
		}
		var buffer [maxForm + utf8.UTFMax]byte
		noun := utf8.AppendRune(buffer[:0], unicode.ToUpper(r))
		noun = append(noun, tail[utf8.RuneLen(r):]...)
		if lists := g.find(linear.Mix(0, hashOf(noun))); lists != 0 {
			return 1<<40 | uint64(lists)<<4 | uint64(min(len(tail), 12))
		}
	}
	return 0
}

// placeOf is the place of word k of n: 1 alone, 2 first, 3 within, 4 last.
func placeOf(k, n int) uint64 {
	switch {
	case n == 1:
		return 1
	case k == 0:
		return 2
	case k == n-1:
		return 4
	}
	return 3
}

func (g *gazetteer) encode() []byte {
	var w modelfile.Writer
	w.Uint32(uint32(len(g.keys)))
	previous := linear.Key(0)
	for i, k := range g.keys {
		w.Uvarint(uint32(k - previous))
		w.Uvarint(g.lists[i])
		previous = k
	}
	return w.Encoded()
}

func decodeGazetteer(r *modelfile.Reader) (*gazetteer, error) {
	g := &gazetteer{}
	n := r.Count(2)
	g.keys, g.lists = make([]linear.Key, n), make([]uint32, n)
	previous := linear.Key(0)
	for i := range n {
		previous += linear.Key(r.Uvarint())
		g.keys[i] = previous
		g.lists[i] = r.Uvarint()
	}
	if !slices.IsSorted(g.keys) {
		return nil, errors.New("gazetteer: not in order")
	}
	g.index()
	return g, r.Err()
}
