// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"errors"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// candidates says which tags a word can have, so that the others need no
// scores. The tags come from training: of a word that was seen often, those
// that it had; of others, those of words of the same kind, which is the class
// in the lexicon, or an ending, or the shape of the word.
type candidates struct {
	sets  []set
	mask  uint32
	slots []candidateSlot // open addressing, linear probing
}

// set is a set of tags, in ascending order. Set 0 has all tags, set 1 those of
// words that are like none seen.
type set struct {
	tags []uint16
	need linear.Need
}

type candidateSlot struct {
	key linear.Key // 0 is an empty slot
	set uint32
}

const (
	setOfAll = iota
	setOfUnknown
)

// Templates of ways in which words are alike.
const (
	likeForm = 1 + iota
	likeClass
	likeSuffix
	likeShape
)

// unsure reports whether the capital letter of the word may be there because
// a sentence begins with it.
func (w *word) unsure() bool { return w.flags&(capital|first) == capital|first }

// likeness names the words that are like this one: k = 0 the same form, 1 the
// form with a capital where this may be one, 2 the class in the lexicon, then
// endings, the longest first, and at last the shape. 0: no such name.
func (w *word) likeness(k int) linear.Key {
	how, a, b := uint64(likeSuffix), uint64(0), w.flags&(capital|first|digit|hyphen)
	switch {
	case k == sameForm:
		how, a, b = likeForm, w.lower, w.flags&capital
		if w.unsure() {
			b = 0
		}
	case k == sameCapital && w.unsure():
		how, a, b = likeForm, w.lower, capital
	case k == sameCapital:
	case k == sameClass:
		how, a, b = likeClass, w.class, w.flags&(capital|first)
	case k == likenesses-1:
		how, a, b = likeShape, w.shape, w.flags&first
	default:
		a = w.suffix[likenesses-2-k]
	}
	if a == 0 {
		return 0
	}
	return linear.KeyOf(linear.Mix(linear.Mix(linear.Mix(candidateTemplate, how), a), 1+b))
}

// Numbers of ways of being alike.
const (
	sameForm = iota
	sameCapital
	sameClass
	firstSuffix
)

const (
	candidateTemplate = 3000
	likenesses        = firstSuffix + suffixes + 1
)

// of returns the number of the set of the word's candidates.
func (c *candidates) of(w *word) uint32 { return c.from(w, 0) }

// from is of without the first k ways of being alike.
func (c *candidates) from(w *word, k int) uint32 {
	for ; k < likenesses; k++ {
		key := w.likeness(k)
		if key == 0 {
			continue
		}
		if s := c.slots[c.place(key)]; s.key != 0 {
			return s.set
		}
	}
	return setOfUnknown
}

// place returns where the key is, or belongs.
func (c *candidates) place(key linear.Key) uint32 {
	i := uint32(key) >> 1 & c.mask
	for c.slots[i].key != 0 && c.slots[i].key != key {
		i = (i + 1) & c.mask
	}
	return i
}

// newCandidates returns an empty table with room for n keys.
func newCandidates(n int) *candidates {
	c := &candidates{mask: 15}
	for int(c.mask) < 2*n {
		c.mask = c.mask*2 + 1
	}
	c.slots = make([]candidateSlot, c.mask+1)
	return c
}

// file gives a key its set.
func (c *candidates) file(key linear.Key, set uint32) {
	c.slots[c.place(key)] = candidateSlot{key, set}
}

func (c *candidates) encode() []byte {
	var w modelfile.Writer
	w.Uint32(uint32(len(c.sets)))
	for _, s := range c.sets {
		w.Uvarint(uint32(len(s.tags)))
		last := uint16(0)
		for _, tag := range s.tags {
			w.Uvarint(uint32(tag - last))
			last = tag
		}
	}
	n := uint32(0)
	for _, s := range c.slots {
		if s.key != 0 {
			n++
		}
	}
	w.Uint32(n)
	for _, s := range c.slots {
		if s.key != 0 {
			w.Uint32(uint32(s.key))
			w.Uvarint(s.set)
		}
	}
	return w.Encoded()
}

// look finds which blocks of classes the sets need.
func (c *candidates) look(tags *tagset) {
	for i := range c.sets {
		c.sets[i].need = tags.need(c.sets[i].tags)
	}
}

var errCandidates = errors.New("candidates and tags do not belong together")

func decodeCandidates(r *modelfile.Reader, tags *tagset) (*candidates, error) {
	sets := make([]set, r.Count(1))
	for i := range sets {
		s := &sets[i]
		n := int(r.Uvarint())
		if n > len(tags.list) || n > r.Len() || n == 0 {
			return nil, errCandidates
		}
		tag := uint32(0)
		for range n {
			if tag += r.Uvarint(); int(tag) >= len(tags.list) {
				return nil, errCandidates
			}
			s.tags = append(s.tags, uint16(tag))
		}
	}
	n := r.Count(5)
	c := newCandidates(n)
	c.sets = sets
	for range n {
		key, set := linear.Key(r.Uint32()), r.Uvarint()
		if int(set) >= len(sets) {
			return nil, errCandidates
		}
		c.file(key, set)
	}
	if len(sets) <= setOfUnknown && r.Err() == nil {
		return nil, errCandidates
	}
	return c, r.Err()
}
