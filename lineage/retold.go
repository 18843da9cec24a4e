// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"depesche"
)

// retelling compares a text with one that tells the same in other words or in
// another language, sentence by sentence.
type retelling struct {
	a, b     *reading
	scaleA   scale
	scaleB   scale
	matches  []match // a.terms to b.terms, in order
	inA, inB map[uint64]bool
	pairs    [][2]int32 // sentences of a and b that tell the same, in order
	firstA   []int32    // first word of each sentence, and the number of words
	firstB   []int32
}

func newRetelling(c *corpus, a, b *reading, matches []match) *retelling {
	r := &retelling{
		a: a, b: b, matches: matches,
		scaleA: c.scale(a.sketch, b.sketch), scaleB: c.scale(b.sketch, a.sketch),
		inA: keysOf(a.terms), inB: keysOf(b.terms),
		firstA: sentenceStarts(a.words), firstB: sentenceStarts(b.words),
	}
	r.pair()
	return r
}

func keysOf(ts []term) map[uint64]bool {
	keys := make(map[uint64]bool, len(ts))
	for _, t := range ts {
		keys[t.key] = true
	}
	return keys
}

// sentenceStarts returns the number of the first word of each sentence, and
// at the end the number of words. A sentence without words is empty.
func sentenceStarts(ws []word) []int32 {
	var out []int32
	for i, w := range ws {
		for int32(len(out)) <= w.sentence {
			out = append(out, int32(i))
		}
	}
	return append(out, int32(len(ws)))
}

// pair finds for each sentence of b the one of a with which it shares most
// weight in order.
func (r *retelling) pair() {
	shared := map[[2]int32]float64{}
	for _, m := range r.matches {
		at := [2]int32{r.a.sentenceOf(m.a), r.b.sentenceOf(m.b)}
		shared[at] += r.scaleA.weight(r.a.terms[m.a].key)
	}
	all := make([][2]int32, 0, len(shared))
	for at := range shared {
		all = append(all, at)
	}
	slices.SortFunc(all, func(x, y [2]int32) int {
		switch {
		case shared[x] > shared[y]:
			return -1
		case shared[x] < shared[y]:
			return 1
		}
		return slices.Compare(x[:], y[:])
	})
	takenA, takenB := map[int32]bool{}, map[int32]bool{}
	for _, at := range all {
		weak := shared[at] < told*min(r.expectedA(at[0]), r.expectedB(at[1]))
		if weak || takenA[at[0]] && takenB[at[1]] {
			continue
		}
		takenA[at[0]], takenB[at[1]] = true, true
		r.pairs = append(r.pairs, at)
	}
	slices.SortFunc(r.pairs, func(x, y [2]int32) int { return slices.Compare([]int32{x[1], x[0]}, []int32{y[1], y[0]}) })
}

func (r *reading) sentenceOf(t int32) int32 { return r.words[r.terms[t].word].sentence }

func (r *retelling) expectedA(s int32) float64 {
	return r.scaleA.expectedOf(r.a.sentenceTerms(r.firstA, s))
}
func (r *retelling) expectedB(s int32) float64 {
	return r.scaleB.expectedOf(r.b.sentenceTerms(r.firstB, s))
}

// sentenceTerms returns the terms of a sentence.
func (r *reading) sentenceTerms(first []int32, s int32) []term {
	from, _ := slices.BinarySearchFunc(r.terms, first[s], func(t term, w int32) int { return int(t.word - w) })
	to, _ := slices.BinarySearchFunc(r.terms, first[s+1], func(t term, w int32) int { return int(t.word - w) })
	return r.terms[from:to]
}

// spans returns the pairs of sentences as code points.
func (r *retelling) spans() [][4]int {
	out := make([][4]int, 0, len(r.pairs))
	for _, p := range r.pairs {
		a, b := r.a.span(r.firstA[p[0]], r.firstA[p[0]+1]), r.b.span(r.firstB[p[1]], r.firstB[p[1]+1])
		if a != nil && b != nil {
			out = append(out, [4]int{a.Start, a.End, b.Start, b.End})
		}
	}
	return out
}

// changes lists the sentences of which the other text has nothing, and the
// numbers that differ in sentences that tell the same.
func (r *retelling) changes() []depesche.Change {
	out := []depesche.Change{}
	told := r.pairs
	back := make([][2]int32, len(told))
	for i, p := range told {
		back[i] = [2]int32{p[1], p[0]}
	}
	for _, s := range missing(told, int32(len(r.firstA)-1), int32(len(r.firstB)-1)) {
		if untold(r.scaleA, r.a.sentenceTerms(r.firstA, s), r.inB) {
			out = append(out, depesche.Change{Kind: Dropped, From: r.a.span(r.firstA[s], r.firstA[s+1])})
		}
	}
	for _, s := range missing(back, int32(len(r.firstB)-1), int32(len(r.firstA)-1)) {
		if untold(r.scaleB, r.b.sentenceTerms(r.firstB, s), r.inA) {
			out = append(out, depesche.Change{Kind: Added, To: r.b.span(r.firstB[s], r.firstB[s+1])})
		}
	}
	for _, p := range told {
		out = append(out, r.numbers(p)...)
	}
	return out
}

// missing returns the sentences of a text, of as many as it has, that are
// paired with none of the other text and have no unpaired one at their place
// there either.
func missing(pairs [][2]int32, sentences, others int32) []int32 {
	ofOwn, ofOther := map[int32]int32{}, map[int32]bool{}
	for _, p := range pairs {
		ofOther[p[1]] = true
		if at, seen := ofOwn[p[0]]; !seen || p[1] > at {
			ofOwn[p[0]] = p[1]
		}
	}
	var out []int32
	for s := range sentences {
		if _, paired := ofOwn[s]; paired {
			continue
		}
		place, next := int32(-1), others
		for k := s; k >= 0 && place < 0; k-- {
			if at, ok := ofOwn[k]; ok {
				place = at
			}
		}
		for k := s; k < sentences && next == others; k++ {
			if at, ok := ofOwn[k]; ok {
				next = at
			}
		}
		free := false
		for k := place + 1; k < next; k++ {
			free = free || !ofOther[k]
		}
		if !free {
			out = append(out, s)
		}
	}
	return out
}

// The limits under which nothing of a sentence stands in the other text.
const (
	untoldShare = 0.1 // of the expected weight
	untoldTerms = 2   // names and numbers that could be expected of the sentence
)

func untold(s scale, ts []term, other map[uint64]bool) bool {
	expected, found, telling := 0.0, 0.0, 0.0
	for _, t := range ts {
		expected += s.expected(t)
		if other[t.key] {
			found += s.expected(t)
		}
		if t.kind != plainWord {
			telling += s.kept[t.kind]
		}
	}
	return telling >= untoldTerms && found < untoldShare*expected
}

// numbers compares the numbers of two sentences that tell the same. Those of
// which only one side has an odd one are left alone: it may be spelled out.
func (r *retelling) numbers(p [2]int32) []depesche.Change {
	a := oddNumbers(r.a.sentenceTerms(r.firstA, p[0]), r.inB)
	b := oddNumbers(r.b.sentenceTerms(r.firstB, p[1]), r.inA)
	if len(a) != len(b) {
		return nil
	}
	var out []depesche.Change
	for i := range a {
		out = append(out, depesche.Change{Kind: Altered, From: r.a.span(a[i].word, a[i].word+1), To: r.b.span(b[i].word, b[i].word+1)})
	}
	return out
}

func oddNumbers(ts []term, other map[uint64]bool) []term {
	var out []term
	for _, t := range ts {
		if t.kind == numeral && !other[t.key] {
			out = append(out, t)
		}
	}
	return out
}
