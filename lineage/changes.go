// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"math"
	"strings"

	"depesche"
)

// The kinds of a change.
const (
	Added   = "added"
	Dropped = "dropped"
	Altered = "altered"
)

// changes lists what b altered of a, given the runs of words that they share.
func changes(a, b *reading, runs []run) []depesche.Change {
	out := []depesche.Change{}
	at := run{}
	for _, r := range append(inOrder(runs), run{a0: int32(len(a.words)), b0: int32(len(b.words))}) {
		from, to := a.span(at.a1, r.a0), b.span(at.b1, r.b0)
		switch {
		case from != nil && to != nil:
			out = append(out, depesche.Change{Kind: Altered, From: from, To: to})
		case from != nil:
			out = append(out, depesche.Change{Kind: Dropped, From: from})
		case to != nil:
			out = append(out, depesche.Change{Kind: Added, To: to})
		}
		at = r
	}
	return out
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

// why says in words what the tie rests on.
func (t *tie) why() string {
	var parts []string
	if wordForWord(t.kind) {
		parts = append(parts, fmt.Sprintf("%.0f %% and %.0f %% of the words stand in the other text", 100*t.ofA, 100*t.ofB))
	} else {
		parts = append(parts, fmt.Sprintf("names, numbers and rare words agree in their order to %.0f %%", 100*t.like.both()))
	}
	return strings.Join(append(parts, t.way.reasons...), "; ")
}

func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }
