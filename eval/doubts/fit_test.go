// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"testing"
)

// made returns n examples of as many articles, right or wrong, of which the
// doubts hold.
func made(n int, right bool, doubts ...string) examples {
	var x examples
	for i := range n {
		id := fmt.Sprint(right, doubts, i)
		x = append(x, example{article: id, group: id, doubts: doubts, judged: true, right: right})
	}
	return x
}

func joined(all ...examples) examples {
	var x examples
	for _, part := range all {
		x = append(x, part...)
	}
	return x
}

var standard = setting{scale: 5, least: 4, penalty: 2}

func TestFit(t *testing.T) {
	x := joined(
		made(40, true), made(10, false),
		made(5, true, "alone"), made(20, false, "alone"),
		made(30, true, "long"), made(2, false, "long"),
		made(30, true, "REQUEST"), made(2, false, "REQUEST"),
		made(3, false, "half"),
		made(10, false, "rule:visit"),
	)
	points := fit(x, standard)
	if points["alone"] < 5 {
		t.Errorf("what stands beside wrong ones has %d points", points["alone"])
	}
	if n, ok := points["long"]; ok {
		t.Errorf("a doubt that stands beside right ones has %d points, want none", n)
	}
	if points["REQUEST"] >= 0 {
		t.Errorf("a type that is mostly right has %d points", points["REQUEST"])
	}
	if points["half"] != 0 || points["rule:visit"] != 0 {
		t.Errorf("what is rare, and a rule, have points: %v", points)
	}
	with := standard
	with.rules = true
	if points := fit(x, with); points["rule:visit"] <= 0 {
		t.Errorf("with -rules, a rule that is always wrong has %d points", points["rule:visit"])
	}
}

// TestFitTogether checks that two doubts that always hold together share what
// one of them would have.
func TestFitTogether(t *testing.T) {
	one := fit(joined(made(40, true), made(10, false), made(5, true, "far"), made(20, false, "far")), standard)
	two := fit(joined(made(40, true), made(10, false), made(5, true, "far", "long"), made(20, false, "far", "long")), standard)
	if sum := two["far"] + two["long"]; two["far"] >= one["far"] || sum > 2*one["far"] {
		t.Errorf("alone %d points, together %d and %d", one["far"], two["far"], two["long"])
	}
}

// TestCrossed checks that no example is weighed with points that it, or its
// group, helped to set: a doubt that holds in one group only never has any.
func TestCrossed(t *testing.T) {
	group := made(12, false, "alone")
	for i := range group {
		group[i].group = "one text"
	}
	x := joined(made(40, true), made(10, false), group)
	const rounds = 3
	out := crossed(x, standard, rounds)
	if len(out) != rounds*len(x) {
		t.Fatalf("%d outcomes of %d examples in %d rounds", len(out), len(x), rounds)
	}
	for _, o := range out {
		if o.sum != 0 {
			t.Fatalf("an example has %d points that its own group has set", o.sum)
		}
	}
	if fit(x, standard)["alone"] == 0 {
		t.Error("the doubt has no points when its group is there")
	}
}

func TestUnder(t *testing.T) {
	out := []outcome{{0, true}, {2, true}, {3, false}, {5, false}}
	for limit, want := range map[int][2]int{0: {0, 0}, 3: {2, 2}, 4: {3, 2}, 9: {4, 2}} {
		if kept, right := under(out, limit); kept != want[0] || right != want[1] {
			t.Errorf("under %d: %d kept, %d right, want %v", limit, kept, right, want)
		}
	}
}
