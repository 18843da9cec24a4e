// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"depesche"
)

// The kinds of a change.
const (
	Added   = "added"
	Dropped = "dropped"
	Altered = "altered"
)

// changes lists what b altered of a, given the runs of words that they share:
// what stands between the runs that come in the same order in both, with a
// passage that only moved left out. When the one is a passage of the other,
// what stands before and after the passage is no change of it.
func changes(a, b *reading, runs []run, passage bool) []depesche.Change {
	e := editing{a: a, b: b, movedA: make([]bool, len(a.words)), movedB: make([]bool, len(b.words))}
	chain := inOrder(runs)
	e.markMoved(runs, chain)
	at := run{}
	if len(chain) > 0 && passage {
		at, chain = chain[0], chain[1:]
	} else if !passage {
		chain = append(chain, run{a0: int32(len(a.words)), b0: int32(len(b.words))})
	}
	for _, r := range chain {
		for _, gap := range e.gaps(run{at.a1, r.a0, at.b1, r.b0}) {
			e.change(gap)
		}
		at = r
	}
	if e.out == nil {
		return []depesche.Change{}
	}
	return e.out
}

// editing is a comparison of two texts word by word.
type editing struct {
	a, b           *reading
	movedA, movedB []bool // words that stand elsewhere in the other text
	out            []depesche.Change
}

// movedWords is how many words in a row must stand elsewhere to count as
// moved; fewer may be a phrase that both texts use twice.
const movedWords = 8

func (e *editing) markMoved(runs, chain []run) {
	for _, r := range runs {
		if r.length() < movedWords || slices.Contains(chain, r) {
			continue
		}
		for i := r.a0; i < r.a1; i++ {
			e.movedA[i] = true
		}
		for j := r.b0; j < r.b1; j++ {
			e.movedB[j] = true
		}
	}
}

// fineCells is how many pairs of words are compared between two runs to find
// single words that stayed.
const fineCells = 1 << 18

// gaps splits what stands between two shared runs at the words that both
// sides of it share in order, as far as those mean something.
func (e *editing) gaps(gap run) []run {
	n, m := int(gap.a1-gap.a0), int(gap.b1-gap.b0)
	if n == 0 || m == 0 || n*m > fineCells {
		return []run{gap}
	}
	var out []run
	at := run{gap.a0, gap.a0, gap.b0, gap.b0}
	for _, kept := range e.kept(gap) {
		out = append(out, run{at.a1, kept.a0, at.b1, kept.b0})
		at = kept
	}
	return append(out, run{at.a1, gap.a1, at.b1, gap.b1})
}

// kept returns the runs of a longest common subsequence of the words of the
// gap that are long enough to show as unchanged.
func (e *editing) kept(gap run) []run {
	a, b := e.a.words[gap.a0:gap.a1], e.b.words[gap.b0:gap.b1]
	wide := len(b) + 1
	table := make([]uint16, (len(a)+1)*wide)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best := max(table[(i+1)*wide+j], table[i*wide+j+1])
			if a[i].hash == b[j].hash {
				best = max(best, table[(i+1)*wide+j+1]+1)
			}
			table[i*wide+j] = best
		}
	}
	var out []run
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].hash == b[j].hash:
			r := extend(a, b, i, j)
			i, j = int(r.a1), int(r.b1)
			if meaningful(e.a, gap.a0, r) {
				out = append(out, run{gap.a0 + r.a0, gap.a0 + r.a1, gap.b0 + r.b0, gap.b0 + r.b1})
			}
		case table[(i+1)*wide+j] >= table[i*wide+j+1]:
			i++
		default:
			j++
		}
	}
	return out
}

// meaningful reports whether a run inside a changed passage is more than a
// function word that happened to stay.
func meaningful(a *reading, start int32, r run) bool {
	letters := 0
	for _, w := range a.words[start+r.a0 : start+r.a1] {
		if w.number || w.capital {
			return true
		}
		letters += int(w.end - w.start)
	}
	return letters >= 8 || r.length() > 1 && letters >= 6
}

// piece is a row of words of one sentence, with whether it begins and ends
// where a shared run has the rest of the sentence.
type piece struct {
	from, to   int32
	head, tail bool
}

// pieces splits the words from i to before j by sentence and leaves out those
// that only moved.
func (r *reading) pieces(i, j int32, moved []bool) []piece {
	var out []piece
	open := false
	for k := i; k < j; k++ {
		switch {
		case moved[k]:
			open = false
			continue
		case !open || r.words[k].sentence != r.words[k-1].sentence:
			head := k == i && k > 0 && r.words[k-1].sentence == r.words[k].sentence
			out = append(out, piece{from: k, to: k, head: head})
			open = true
		}
		out[len(out)-1].to = k + 1
	}
	if n := len(out); n > 0 && out[n-1].to == j && int(j) < len(r.words) {
		out[n-1].tail = r.words[j].sentence == r.words[j-1].sentence
	}
	return out
}

// change writes out what stands between two shared runs: pieces that take the
// same place in their sentences, or that share names or other terms, are one
// that was altered, the others were dropped or added.
func (e *editing) change(gap run) {
	from := e.a.pieces(gap.a0, gap.a1, e.movedA)
	to := e.b.pieces(gap.b0, gap.b1, e.movedB)
	j := 0
	for _, f := range from {
		match := -1
		for k := j; k < len(to) && k < j+pieceReach; k++ {
			if e.answers(f, to[k]) {
				match = k
				break
			}
		}
		if match < 0 {
			e.add(Dropped, &f, nil)
			continue
		}
		for ; j < match; j++ {
			e.add(Added, nil, &to[j])
		}
		e.add(Altered, &f, &to[j])
		j++
	}
	for ; j < len(to); j++ {
		e.add(Added, nil, &to[j])
	}
}

// pieceReach is how many pieces ahead the counterpart of a piece is looked
// for.
const pieceReach = 8

// answers reports whether t stands for f in the other text.
func (e *editing) answers(f, t piece) bool {
	if f.head && t.head || f.tail && t.tail {
		return true
	}
	if f.head != t.head && f.tail != t.tail {
		return false
	}
	seen := map[uint64]bool{}
	for _, w := range e.a.words[f.from:f.to] {
		if w.end-w.start >= shortWord {
			seen[w.hash] = true
		}
	}
	common := 0
	for _, w := range e.b.words[t.from:t.to] {
		if seen[w.hash] {
			common++
		}
	}
	return common > 0 && common*5 >= len(seen)
}

func (e *editing) add(kind string, from, to *piece) {
	c := depesche.Change{Kind: kind}
	if from != nil {
		c.From = e.a.span(from.from, from.to)
	}
	if to != nil {
		c.To = e.b.span(to.from, to.to)
	}
	e.out = append(e.out, c)
}

// span is the stretch of text from word i to before word j, nil when empty.
func (r *reading) span(i, j int32) *depesche.Span {
	if i >= j {
		return nil
	}
	first, last := r.words[i], r.words[j-1]
	return &depesche.Span{
		Start: int(first.start), End: int(last.end),
		Text: r.article.Text[first.byteStart:last.byteEnd],
	}
}
