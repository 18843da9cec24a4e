// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

// work is the memory that tagging takes, reused from text to text.
type work struct {
	tags       *tagset
	scorer     linear.BlockScorer
	sure       int64 // by how much the best tag must be ahead for the first features to be enough; 0: they never are
	candidates *candidates
	reader     reader
	list       list
	words      []word
	scores     scores
	sums       []int32  // the scores of the tags among which was chosen
	left       []uint16 // those of them that are near the best
	phrases    []lexicon.Phrase
	cells      []lexicon.Cells
	memory     []remembered
	lemmas     []rememberedLemma
	keys       []uint64 // of the tokens of the text, for their lemmas
	habits     *linear.Habits
	watcher    *linear.Watcher // of the decisions; nil: nobody watches
	stages     bool            // of training: Options.Stages
}

// scores has the scores of the classes.
type scores = [linear.MaxBlockClasses]int32

func (x *Tagger) newWork() *work {
	return &work{
		sure:       x.sure,
		tags:       x.tags,
		scorer:     x.scorer,
		candidates: x.candidates,
		reader:     reader{lexicon: x.lexicon},
		lemmas:     make([]rememberedLemma, 1<<memoryBits),
		habits:     x.habits,
		memory:     make([]remembered, 1<<memoryBits),
	}
}

// remembered is what does not depend on the neighbours of a word: most words
// of a text come more than once.
type remembered struct {
	word   word
	scored bool
	scores []int32 // of the features of the word alone, in the blocks that its candidates need
}

// memoryBits is how many words are remembered, as a power of 2.
const memoryBits = 13

// place returns where a word is remembered.
func (w *work) place(x *word) *remembered {
	return &w.memory[linear.Mix(x.form, x.flags&first)>>(64-memoryBits)]
}

// tag gives every token of a sentence its tag, and fills keys with a hash of
// the form and the tag of each.
func (w *work) tag(tokens []nlp.Token, keys []uint64) {
	w.read(tokens)
	var p past
	for i := range tokens {
		set := w.candidatesOf(i)
		best := set.tags[0]
		tokens[i].Rival = ""
		if len(set.tags) > 1 {
			best, tokens[i].Rival = w.decide(i, set, &p)
		}
		b := &w.tags.list[best]
		tokens[i].UPOS, tokens[i].XPOS, tokens[i].Feats = b.upos, b.xpos, b.feats
		keys[i] = linear.Mix(w.words[i+2].form, w.tags.facts[best].whole)
		p.step(&w.words[i+2], &w.tags.facts[best])
	}
}

// decide returns the best of several candidates for token i, and its rival if
// it has one: the tag that is a habit there, else the one with the highest
// score.
func (w *work) decide(i int, set *set, p *past) (best uint16, rival string) {
	contexts := w.contexts(i, p)
	if tag, known := w.habits.Decide(contexts[:]); known {
		return uint16(tag), ""
	}
	c := w.strongest(i, set, p)
	switch {
	case w.watcher == nil:
	case c.rival == "":
		w.watcher.See(contexts[:], int(c.tag))
	default:
		w.watcher.See(contexts[:], linear.Doubt)
	}
	return c.tag, c.rival
}

// strongest returns the candidate for token i with the highest score by the
// features that are looked at first, when that is far enough ahead, else by
// all: then those candidates are left out that are too far behind.
func (w *work) strongest(i int, set *set, p *past) choice {
	tags, need := set.tags, set.need
	w.recall(i, need)
	w.list.keys = w.list.keys[:0]
	w.list.first(w.words, i, p)
	w.scorer.ScoreBlocks(&w.scores, w.list.keys, need)
	if w.sure > 0 {
		c := w.choose(tags)
		if c.lead > w.sure {
			return c
		}
		tags, need = w.near(tags, int64(c.top)-w.sure)
	}
	w.list.keys = w.list.keys[:0]
	w.list.second(w.words, i, p)
	w.scorer.ScoreBlocks(&w.scores, w.list.keys, need)
	return w.choose(tags)
}

// near returns those of the tags among which was chosen that have no less than
// the score, and the blocks that they need.
func (w *work) near(tags []uint16, least int64) ([]uint16, linear.Need) {
	w.left = w.left[:0]
	var need linear.Need
	for i, t := range tags {
		if int64(w.sums[i]) >= least {
			w.left = append(w.left, t)
			need |= w.tags.needs[t]
		}
	}
	return w.left, need
}

// recall fills the scores with those of the features of the word alone.
func (w *work) recall(i int, need linear.Need) {
	x := &w.words[i+2]
	m := w.place(x)
	here := m.is(x)
	if here && m.scored {
		need.Put(&w.scores, m.scores)
		return
	}
	clear(w.scores[:])
	w.list.keys = w.list.keys[:0]
	w.list.own(x)
	w.scorer.ScoreBlocks(&w.scores, w.list.keys, need)
	if here {
		m.scored, m.scores = true, need.Take(m.scores[:0], &w.scores)
	}
}

// is reports whether the word is the one that is remembered.
func (m *remembered) is(x *word) bool { return m.word.form == x.form && m.word.flags == x.flags }

// candidatesOf returns the candidates of token i.
func (w *work) candidatesOf(i int) *set { return &w.candidates.sets[w.words[i+2].set] }

// read fills words, with padding of two on both sides.
func (w *work) read(tokens []nlp.Token) {
	w.words = append(w.words[:0], outside, outside)
	w.phrases = w.phrases[:0]
	for i := range tokens {
		x := word{form: linear.Hash(tokens[i].Form)}
		if i == 0 {
			x.flags = first
		}
		m := w.place(&x)
		if m.word.form != x.form || m.word.flags&first != x.flags {
			w.reader.read(&m.word, tokens[i].Form, x.form, i == 0)
			m.scored = false
			if w.candidates != nil {
				m.word.set = w.candidates.of(&m.word)
			}
		}
		w.words = append(w.words, m.word)
		w.phrases = append(w.phrases, m.word.phrase)
	}
	w.words = append(w.words, outside, outside)
	if !w.reader.lexicon.Agrees() {
		return
	}
	w.cells = lexicon.Agree(w.phrases, w.cells)
	for i, c := range w.cells {
		if c != 0 {
			w.words[i+2].cells, w.words[i+2].cases = uint64(c), c.Cases()|c.Numbers()<<4
		}
	}
	w.lookAhead(tokens)
}

// lookAhead tells every word what stands between it and the end of its
// clause, as far as punctuation tells where that is.
func (w *work) lookAhead(tokens []nlp.Token) {
	ahead, subjects := uint64(1), uint64(1)
	for i := len(tokens) - 1; i >= 0; i-- {
		x := &w.words[i+2]
		x.ahead, x.subjects = ahead, subjects
		switch {
		case endsClause(tokens[i].Form):
			ahead, subjects = 1, 1
		case x.verbs&uint64(lexicon.Finite) != 0:
			ahead = 2 + x.verbs
		case x.cases&nominative != 0 && x.cases != w.words[i+3].cases && subjects < 4:
			subjects++
		}
	}
}

// nominative is the bit of the nominative among the cases of a word.
const nominative = 1

// stages are the features that are looked at first, and the others.
const stages = 2

// collect lists the features of token i of a stage.
func (w *work) collect(i int, p *past, stage int) {
	if stage == 0 {
		w.list.own(&w.words[i+2])
		w.list.first(w.words, i, p)
	} else {
		w.list.second(w.words, i, p)
	}
}

// doubt is how far the best tag may be ahead of another for that to be its
// rival. Of the tags of EWT that have a rival, which are 7 of a hundred, one in
// three is wrong, and of these the rival is right in 70 of a hundred.
const doubt = 50000

// choice is the best of several tags.
type choice struct {
	tag   uint16
	top   int32  // its score
	lead  int64  // over the second
	rival string // the name of the strongest with another part of speech, when that is not far behind
}

// choose returns the tag with the highest score, the first among equals. It
// leaves the scores of all in sums.
func (w *work) choose(tags []uint16) choice {
	const least = -1 << 31
	best, second := tags[0], tags[0]
	top, next, last := int32(least), int32(least), int32(least)
	kind := w.tags.facts[best].kind
	w.sums = w.sums[:0]
	for _, t := range tags {
		sum, here := w.sum(int(t)), w.tags.facts[t].kind
		w.sums = append(w.sums, sum)
		other := here != kind
		switch {
		case sum > top:
			if other {
				second, last = best, top
			}
			best, top, next, kind = t, sum, top, here
		case other && sum > last:
			second, last = t, sum
			fallthrough
		default:
			next = max(next, sum)
		}
	}
	c := choice{tag: best, top: top, lead: int64(top) - int64(next)}
	if last > least && top-last < doubt {
		c.rival = w.tags.facts[second].name
	}
	return c
}

// sum adds up the scores of the parts of a tag.
func (w *work) sum(tag int) int32 {
	sum := int32(0)
	for _, c := range w.tags.parts[tag] {
		sum += w.scores[c&(linear.MaxBlockClasses-1)]
	}
	return sum
}

// Complete gives every token of a sentence the best of the tags that allowed
// accepts for it, or the best of all when it accepts none. It is for text
// whose tags are known in part.
func (x *Tagger) Complete(tokens []nlp.Token, allowed func(i int, upos, feats string) bool) {
	w := x.newWork()
	w.read(tokens)
	var p past
	for i := range tokens {
		clear(w.scores[:])
		w.list.keys = w.list.keys[:0]
		w.collect(i, &p, 0)
		w.collect(i, &p, 1)
		w.scorer.ScoreBlocks(&w.scores, w.list.keys, linear.AllBlocks)
		best, top, any := 0, int32(-1<<31), false
		for k, b := range w.tags.list {
			ok := allowed(i, b.upos, b.feats)
			if sum := w.sum(k); ok && !any || ok == any && sum > top {
				best, top, any = k, sum, ok
			}
		}
		b := &w.tags.list[best]
		tokens[i].UPOS, tokens[i].XPOS, tokens[i].Feats = b.upos, b.xpos, b.feats
		p.step(&w.words[i+2], &w.tags.facts[best])
	}
}
