// SPDX-License-Identifier: Apache-2.0

package score

import (
	"cmp"
	"math"
	"slices"
)

// ratio is part of whole, 0 when there is nothing to divide by.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// harmonic is the F1 of a precision and a recall.
func harmonic(precision, recall float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}

// tally counts hits among what the system gives and what the gold wants.
type tally struct{ hits, given, wanted int }

func (t *tally) add(more tally) {
	t.hits += more.hits
	t.given += more.given
	t.wanted += more.wanted
}

func (t tally) precision() float64 { return ratio(t.hits, t.given) }
func (t tally) recall() float64    { return ratio(t.hits, t.wanted) }
func (t tally) f1() float64        { return harmonic(t.precision(), t.recall()) }

// Share is a part of a whole with the bounds between which the true share
// lies with 95 % confidence, by Wilson's score interval (E. B. Wilson,
// Probable Inference, the Law of Succession, and Statistical Inference,
// Journal of the American Statistical Association 22, 1927).
type Share struct {
	Part  int     `json:"part"`
	Whole int     `json:"whole"`
	Value float64 `json:"value"` // Part of Whole; 0 when Whole is 0
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// z95 is the number of standard deviations that hold 95 % of a normal
// distribution.
const z95 = 1.959963984540054

// NewShare returns the share of part in whole. Of nothing, every share from
// 0 to 1 is possible.
func NewShare(part, whole int) Share {
	s := Share{Part: part, Whole: whole, Value: ratio(part, whole), High: 1}
	if whole == 0 {
		return s
	}
	n := float64(whole)
	middle := s.Value + z95*z95/(2*n)
	reach := z95 * math.Sqrt(s.Value*(1-s.Value)/n+z95*z95/(4*n*n))
	s.Low = max(0, (middle-reach)/(1+z95*z95/n))
	s.High = min(1, (middle+reach)/(1+z95*z95/n))
	return s
}

// match is a possible pair of a gold and a system item.
type match struct {
	weight       float64
	gold, system int
}

// greedy aligns one to one: the heaviest pair first, ties in the order given.
func greedy(all []match) []match {
	slices.SortStableFunc(all, func(a, b match) int { return cmp.Compare(b.weight, a.weight) })
	usedGold, usedSystem := map[int]bool{}, map[int]bool{}
	var chosen []match
	for _, m := range all {
		if !usedGold[m.gold] && !usedSystem[m.system] {
			usedGold[m.gold], usedSystem[m.system] = true, true
			chosen = append(chosen, m)
		}
	}
	return chosen
}
