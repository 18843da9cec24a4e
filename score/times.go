// SPDX-License-Identifier: Apache-2.0

package score

import "depesche"

// goldTimes is a line of gold of the task time.
type goldTimes struct {
	ID    string
	Times []struct {
		depesche.Span
		Type, Value string
	}
}

func (g *goldTimes) article() string { return g.ID }

func (g *goldTimes) missing() string { return absent("times", g.Times) }

func (g *goldTimes) spans() []depesche.Span {
	var all []depesche.Span
	for _, t := range g.Times {
		all = append(all, t.Span)
	}
	return all
}

// scoreTimes scores time expressions as task A of TempEval-3 (UzZaman et
// al., SemEval-2013 task 1): an expression is found strictly when its span is
// right, and relaxedly when it overlaps, one to one. Type and value count
// those of the relaxedly found that have the right one.
func scoreTimes(c *Corpus, a *Answer) (Result, error) {
	articles, problems, err := pairs[goldTimes](c, a)
	if err != nil {
		return Result{}, err
	}
	var strict, relaxed, kind, value, both tally
	for _, p := range articles {
		size := tally{given: len(p.record.Times), wanted: len(p.gold.Times)}
		for _, t := range []*tally{&strict, &relaxed, &kind, &value, &both} {
			t.add(size)
		}
		for _, m := range matchTimes(&p.gold, p.record.Times) {
			g, s := p.gold.Times[m.gold], p.record.Times[m.system]
			same, right := sameSpan(g.Span, s.Span), g.Value == s.Value
			relaxed.hits++
			strict.hits += count(same)
			kind.hits += count(g.Type == s.Type)
			value.hits += count(right)
			both.hits += count(same && right)
		}
	}
	return Result{Problems: problems, Metrics: []Metric{
		{"strict_f1", strict.f1()}, {"relaxed_f1", relaxed.f1()}, {"type_f1", kind.f1()},
		{"value_f1", value.f1()}, {"strict_value_f1", both.f1()},
	}}, nil
}

// sameSpanWeight stands above every overlap in characters.
const sameSpanWeight = 1_000_000

// matchTimes aligns expressions that overlap: those with the same span
// first, then those that share most.
func matchTimes(gold *goldTimes, system []depesche.Time) []match {
	var all []match
	for g, a := range gold.Times {
		for s, b := range system {
			if !a.Overlaps(b.Span) {
				continue
			}
			weight := min(a.End, b.End) - max(a.Start, b.Start)
			if sameSpan(a.Span, b.Span) {
				weight += sameSpanWeight
			}
			all = append(all, match{float64(weight), g, s})
		}
	}
	return greedy(all)
}

func sameSpan(a, b depesche.Span) bool { return a.Start == b.Start && a.End == b.End }

// count is 1 for true.
func count(ok bool) int {
	if ok {
		return 1
	}
	return 0
}
