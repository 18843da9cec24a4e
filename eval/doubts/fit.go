// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"depesche"
)

// setting is what the points depend on beside the examples.
type setting struct {
	scale, least int
	penalty      float64
	rules        bool
}

// isFree reports whether a name may also speak for a reading: types and rules.
func isFree(name string) bool {
	return strings.HasPrefix(name, "rule:") || slices.Contains(depesche.EventTypes, name)
}

// names returns what gets points, sorted.
func (s *setting) names(x examples) []string {
	count := x.count()
	return slices.DeleteFunc(slices.Sorted(maps.Keys(count)), func(name string) bool {
		return count[name] < s.least || !s.rules && strings.HasPrefix(name, "rule:")
	})
}

// regression is a logistic regression of wrong on what holds of the examples.
type regression struct {
	rows    [][]int   // by name, the examples of which it holds
	wrong   []float64 // of examples: 1 or 0
	margin  []float64 // of examples, the sum of the weights that hold
	penalty []float64 // by name, on half the square of the weight
	least   []float64 // by name, the smallest weight allowed
	weights []float64
}

// sweeps is how often all weights are set, each with the others standing.
const sweeps = 60

// fit sets the points: coordinate descent with a step of Newton's method for
// each weight, held within its bounds. The first weight is the share of what
// is wrong without any doubt; it has no bounds, hardly a penalty, and no points.
func fit(x examples, s setting) map[string]int {
	names := s.names(x)
	r := newRegression(x, names, s.penalty)
	for range sweeps {
		for j := range r.rows {
			r.step(j)
		}
	}
	points := map[string]int{}
	for j, name := range names {
		if n := int(math.Round(r.weights[j+1] * float64(s.scale))); n != 0 {
			points[name] = n
		}
	}
	return points
}

func newRegression(x examples, names []string, penalty float64) *regression {
	r := &regression{
		rows:  make([][]int, len(names)+1),
		wrong: make([]float64, len(x)), margin: make([]float64, len(x)),
		penalty: []float64{1e-3}, least: []float64{math.Inf(-1)},
		weights: make([]float64, len(names)+1),
	}
	number := map[string]int{}
	for j, name := range names {
		number[name] = j + 1
		if isFree(name) {
			r.penalty, r.least = append(r.penalty, 2*penalty), append(r.least, math.Inf(-1))
		} else {
			r.penalty, r.least = append(r.penalty, penalty), append(r.least, 0)
		}
	}
	for i := range x {
		if !x[i].right {
			r.wrong[i] = 1
		}
		r.rows[0] = append(r.rows[0], i)
		for _, name := range x[i].doubts {
			if j := number[name]; j > 0 {
				r.rows[j] = append(r.rows[j], i)
			}
		}
	}
	return r
}

// step sets one weight.
func (r *regression) step(j int) {
	slope, curve := r.penalty[j]*r.weights[j], r.penalty[j]
	for _, i := range r.rows[j] {
		p := 1 / (1 + math.Exp(-r.margin[i]))
		slope += p - r.wrong[i]
		curve += p * (1 - p)
	}
	next := max(r.least[j], r.weights[j]-slope/curve)
	for _, i := range r.rows[j] {
		r.margin[i] += next - r.weights[j]
	}
	r.weights[j] = next
}

// outcome is an example with the sum of its points.
type outcome struct {
	sum   int
	right bool
}

func sum(e *example, points map[string]int) int {
	n := 0
	for _, name := range e.doubts {
		n += points[name]
	}
	return n
}

// weighed gives the examples the points of a table.
func weighed(x examples, points map[string]int) []outcome {
	var out []outcome
	for i := range x {
		out = append(out, outcome{sum(&x[i], points), x[i].right})
	}
	return out
}

// parts is into how many parts the articles are cut.
const parts = 10

// crossed gives each example the points that were set by other articles, in
// each of the rounds.
func crossed(x examples, s setting, rounds int) []outcome {
	var out []outcome
	groups := x.groups()
	random := rand.New(rand.NewPCG(1, 0))
	for range rounds {
		part := map[string]int{}
		for i, g := range random.Perm(len(groups)) {
			part[groups[g]] = i % parts
		}
		for p := range parts {
			tried, others := x.cut(func(e *example) bool { return part[e.group] == p })
			if len(tried) > 0 && len(others) > 0 {
				out = append(out, weighed(tried, fit(others, s))...)
			}
		}
	}
	return out
}
