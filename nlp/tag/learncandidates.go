// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"encoding/binary"
	"maps"
	"slices"

	"depesche/nlp"
	"depesche/nlp/linear"
)

// How often words must have been seen for their tags to be taken for all that
// there are. Chosen on held-out text, where the right tag is among the
// candidates of 99.9 words of 100.
const (
	oftenForm = 100 // a form; below, the tags of words like it are added
	oftenName = 10  // a tag of names, for all names to have it
	oftenLike = 100 // words of one class, ending or shape
)

// census counts the tags of words that are alike.
type census map[linear.Key]map[uint16]int

func (c census) count(key linear.Key, tag uint16) {
	if c[key] == nil {
		c[key] = map[uint16]int{}
	}
	c[key][tag]++
}

func (c census) total(key linear.Key) int {
	n := 0
	for _, k := range c[key] {
		n += k
	}
	return n
}

// learner collects the candidates of words.
type learner struct {
	tags    *tagset
	reader  *work
	forms   census // by form, with or without a capital
	like    census // by what else they have in common
	seen    map[linear.Key]word
	total   map[uint16]int
	unknown map[uint16]int
	names   []uint16 // the commoner tags of names
	ids     map[string]uint32
	out     *candidates
}

// learnCandidates finds the candidates of the words of tagged sentences.
func learnCandidates(w *work, sentences [][]nlp.Token) *candidates {
	x := &learner{tags: w.tags, reader: w, forms: census{}, like: census{}, seen: map[linear.Key]word{},
		unknown: map[uint16]int{}, total: map[uint16]int{}, ids: map[string]uint32{}}
	for _, s := range sentences {
		x.forEach(s, x.countForm)
	}
	for _, s := range sentences {
		x.forEach(s, x.countLike)
	}
	for i, b := range x.tags.list {
		if b.upos == "PROPN" && x.total[uint16(i)] >= oftenName {
			x.names = append(x.names, uint16(i))
		}
	}
	x.out = newCandidates(len(x.like) + len(x.seen))
	all := map[uint16]int{}
	for i := range x.tags.list {
		all[uint16(i)]++
	}
	if len(x.unknown) == 0 {
		x.unknown = all
	}
	x.out.sets = []set{set{tags: slices.Sorted(maps.Keys(all))}, set{tags: slices.Sorted(maps.Keys(x.unknown))}}
	for _, key := range slices.Sorted(maps.Keys(x.like)) {
		if x.like.total(key) >= oftenLike {
			x.out.file(key, x.set(pruned(x.like[key])))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(x.seen)) {
		x.fileForm(key, x.seen[key])
	}
	return x.out
}

func (x *learner) forEach(s []nlp.Token, do func(w *word, tag uint16)) {
	x.reader.read(s)
	for i := range s {
		do(&x.reader.words[i+2], uint16(x.tags.index[bundleOf(&s[i])]))
	}
}

// plain names a form without regard to capitals.
func plain(w *word) linear.Key { return linear.KeyOf(w.lower) }

func (x *learner) countForm(w *word, tag uint16) {
	x.forms.count(plain(w), tag)
	x.total[tag]++
	if !w.unsure() || x.seen[w.likeness(sameForm)].lower == 0 {
		x.seen[w.likeness(sameForm)] = *w
	}
}

// countLike counts the tag of a word for those that are like it, also as it
// would be at the beginning of a sentence. The tags of frequent words say
// nothing about endings: words that are not known are rare ones.
func (x *learner) countLike(w *word, tag uint16) {
	rare := x.forms.total(plain(w)) < oftenForm
	if rare {
		x.unknown[tag]++
	}
	for k := sameClass; k < likenesses; k++ {
		if key := w.likeness(k); key != 0 && (rare || k == sameClass) {
			x.like.count(key, tag)
		}
	}
	if w.flags&first != 0 {
		return
	}
	begins := *w
	begins.flags |= first | capital
	for k := firstSuffix; k < likenesses-1 && rare; k++ {
		if key := begins.likeness(k); key != 0 {
			x.like.count(key, tag)
		}
	}
}

// fileForm files the candidates of a form where those of words like it do not
// say the same. A form that was seen often has the parts of speech that it was
// seen with.
func (x *learner) fileForm(key linear.Key, w word) {
	tags := maps.Clone(x.forms[plain(&w)])
	like := x.out.from(&w, sameClass)
	often := x.forms.total(plain(&w)) >= oftenForm
	known := x.out.slots[x.out.place(w.likeness(sameClass))]
	for _, t := range x.out.sets[like].tags {
		if !often || known.key != 0 && x.has(tags, t) {
			tags[t]++
		}
	}
	if id := x.set(tags); id != like {
		x.out.file(key, id)
	}
}

// has reports whether one of the tags has the part of speech of t.
func (x *learner) has(tags map[uint16]int, t uint16) bool {
	for have := range tags {
		if x.tags.list[have].upos == x.tags.list[t].upos {
			return true
		}
	}
	return false
}

// set returns the number of a set of tags, to which the tags of names are added
// when there is one among them: a name can be in any case, and of any gender.
func (x *learner) set(seen map[uint16]int) uint32 {
	tags := slices.Collect(maps.Keys(seen))
	if len(x.names) > 0 && x.has(seen, x.names[0]) {
		for _, t := range x.names {
			if seen[t] == 0 {
				tags = append(tags, t)
			}
		}
	}
	slices.Sort(tags)
	var key []byte
	for _, t := range tags {
		key = binary.LittleEndian.AppendUint16(key, t)
	}
	id, ok := x.ids[string(key)]
	if !ok {
		id = uint32(len(x.out.sets))
		x.ids[string(key)] = id
		x.out.sets = append(x.out.sets, set{tags: tags})
	}
	return id
}

// pruned leaves out the tags of fewer than one in rareTag.
func pruned(tags map[uint16]int) map[uint16]int {
	total := 0
	for _, n := range tags {
		total += n
	}
	kept := map[uint16]int{}
	for t, n := range tags {
		if n*rareTag >= total {
			kept[t] = n
		}
	}
	return kept
}

const rareTag = 1000
