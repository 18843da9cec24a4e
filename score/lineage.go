// SPDX-License-Identifier: Apache-2.0

package score

import (
	"errors"
	"fmt"

	"depesche"
)

// goldDescent is a line of gold of the task lineage: an article, and the one
// it was made from, if any.
type goldDescent struct {
	ID, Family, From string
	Directed         bool // the direction is known
}

// articlePair is two articles in the order of their ids.
type articlePair [2]string

func pairOf(a, b string) articlePair {
	if b < a {
		a, b = b, a
	}
	return articlePair{a, b}
}

// scoreLineage scores who copied whom: pairs found against parents and
// children of the gold. Two articles of one family that are not parent and
// child are neither hit nor miss. Direction is judged on the pairs found,
// where the gold knows it; an unknown direction is not right.
func scoreLineage(c *Corpus, a *Answer) (Result, error) {
	family, parents := map[string]string{}, map[articlePair]goldDescent{}
	problems, err := readLines(c.folder, goldFile, func(g *goldDescent) error {
		switch {
		case g.ID == "":
			return errors.New("no id")
		case g.Family == "":
			return fmt.Errorf("article %q has no family", g.ID)
		}
		family[g.ID] = g.Family
		if g.From != "" {
			parents[pairOf(g.From, g.ID)] = *g
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	found := map[articlePair]depesche.Derivation{}
	for _, d := range a.Derivations {
		if p := pairOf(d.From, d.To); found[p].From == "" {
			found[p] = d
		}
	}
	pairs, directions := countDescents(found, parents, family)
	metrics := []Metric{{"pair_f1", pairs.f1()}, {"pair_precision", pairs.precision()}, {"pair_recall", pairs.recall()}}
	for _, g := range parents {
		if g.Directed {
			return Result{Problems: problems, Metrics: append(metrics, Metric{"direction_accuracy", directions.recall()})}, nil
		}
	}
	return Result{Problems: problems, Metrics: metrics}, nil
}

func countDescents(found map[articlePair]depesche.Derivation, parents map[articlePair]goldDescent, family map[string]string) (pairs, directions tally) {
	pairs.wanted = len(parents)
	for p, d := range found {
		g, ok := parents[p]
		switch {
		case ok:
			pairs.add(tally{hits: 1, given: 1})
		case familyOf(p[0], family) != familyOf(p[1], family):
			pairs.given++
		}
		if ok && g.Directed {
			directions.add(tally{hits: count(d.From == g.From && d.Direction != "unknown"), wanted: 1})
		}
	}
	return pairs, directions
}

// familyOf is an article's family; one that the gold does not name is its own.
func familyOf(id string, family map[string]string) string {
	if f, ok := family[id]; ok {
		return f
	}
	return id
}
