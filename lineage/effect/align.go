// SPDX-License-Identifier: Apache-2.0

// Package effect says what the edits between two tellings did to the record:
// an attribution dropped, so that a claim became a fact; a source replaced; a
// plan told as done; a number changed. Two records and the derivation between
// their articles go in; rows of sentences that belong together and the effects
// on each come out. It finds no derivations and reads no facts itself.
package effect

import (
	"slices"

	"depesche"
	"depesche/lineage"
)

// Row is a stretch of both texts that belongs together: the sentences of the
// one and of the other, either of which may be empty. Sentences are indices
// into the records.
type Row struct {
	From, To []int
	Effects  []Effect
}

// minShared is how many code points two sentences must share to belong
// together: about two words.
const minShared = 12

// Rows aligns the sentences of two records by the words they share and says
// what became of each. Every sentence stands in exactly one row, in the order
// of its text; a sentence that moved stands alone in both places. The cues are
// those of the language of both, nil when there are none: they tell which words
// sharpen and which doubt.
func Rows(from, to *depesche.Record, d depesche.Derivation, cues *lineage.Cues) []Row {
	rows := align(from, to, d)
	for i := range rows {
		rows[i].Effects = effects(from, to, &rows[i], d, cues)
	}
	return rows
}

// align builds the rows from the pairs of sentences that share most words and
// do not cross.
func align(from, to *depesche.Record, d depesche.Derivation) []Row {
	var rows []Row
	nextFrom, nextTo := 0, 0
	for _, p := range chain(shared(from, to, d)) {
		if n := len(rows); n > 0 && slices.Contains(rows[n-1].From, p.from) {
			rows[n-1].To = append(rows[n-1].To, span(nextTo, p.to+1)...)
			nextTo = p.to + 1
			continue
		} else if n > 0 && slices.Contains(rows[n-1].To, p.to) {
			rows[n-1].From = append(rows[n-1].From, span(nextFrom, p.from+1)...)
			nextFrom = p.from + 1
			continue
		}
		rows = append(rows, between(nextFrom, p.from, nextTo, p.to)...)
		rows = append(rows, Row{From: []int{p.from}, To: []int{p.to}})
		nextFrom, nextTo = p.from+1, p.to+1
	}
	return append(rows, between(nextFrom, len(from.Sentences), nextTo, len(to.Sentences))...)
}

// between are the rows of sentences that found no partner: first what was
// dropped, then what was added.
func between(fromFirst, fromLast, toFirst, toLast int) []Row {
	var rows []Row
	for i := fromFirst; i < fromLast; i++ {
		rows = append(rows, Row{From: []int{i}})
	}
	for i := toFirst; i < toLast; i++ {
		rows = append(rows, Row{To: []int{i}})
	}
	return rows
}

func span(first, last int) []int {
	var all []int
	for i := first; i < last; i++ {
		all = append(all, i)
	}
	return all
}

// pair is two sentences and how many code points they share.
type pair struct{ from, to, weight int }

// shared adds up what each pair of sentences shares.
func shared(from, to *depesche.Record, d depesche.Derivation) []pair {
	weights := map[[2]int]int{}
	for _, s := range d.Spans {
		for _, i := range sentencesOver(from, s[0], s[1]) {
			for _, j := range sentencesOver(to, s[2], s[3]) {
				weights[[2]int{i, j}] += min(overlap(from.Sentences[i], s[0], s[1]), overlap(to.Sentences[j], s[2], s[3]))
			}
		}
	}
	var pairs []pair
	for key, weight := range weights {
		if weight >= minShared {
			pairs = append(pairs, pair{key[0], key[1], weight})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return a.to - b.to
	})
	return pairs
}

func sentencesOver(r *depesche.Record, start, end int) []int {
	first, _ := slices.BinarySearchFunc(r.Sentences, start+1, func(s depesche.Sentence, at int) int { return s.End - at })
	var all []int
	for i := first; i < len(r.Sentences) && r.Sentences[i].Start < end; i++ {
		all = append(all, i)
	}
	return all
}

func overlap(s depesche.Sentence, start, end int) int {
	return max(0, min(s.End, end)-max(s.Start, start))
}

// chain picks the pairs of the greatest total weight that run in the same
// order in both texts; one sentence may pair with several neighbours.
func chain(pairs []pair) []pair {
	best := make([]int, len(pairs))
	before := make([]int, len(pairs))
	last := -1
	for i, p := range pairs {
		best[i], before[i] = p.weight, -1
		for j := range i {
			if q := pairs[j]; q.from <= p.from && q.to <= p.to && best[j]+p.weight > best[i] {
				best[i], before[i] = best[j]+p.weight, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	var picked []pair
	for i := last; i >= 0; i = before[i] {
		picked = append(picked, pairs[i])
	}
	slices.Reverse(picked)
	return picked
}
