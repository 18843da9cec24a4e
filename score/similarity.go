// SPDX-License-Identifier: Apache-2.0

package score

import (
	"errors"
	"maps"
	"math"
	"slices"
)

// goldLikeness is a line of gold of the task similarity: how alike people
// found two articles, from 1 (very) to 4 (not at all).
type goldLikeness struct {
	A, B, Languages string
	Overall         float64
}

// The ends of the scale, and how many pairs of languages make a figure.
const (
	leastAlike = 4
	fewPairs   = 20
)

// point is a pair of articles: what the system says, and what people say.
type point struct{ system, gold float64 }

// scoreSimilarity scores whether two articles tell the same story, as task 8
// of SemEval-2022: Pearson's r with the judgement of people. The system's
// likeness of a pair is 1 when both are in one story, and the share of a
// derivation between them.
func scoreSimilarity(c *Corpus, a *Answer) (Result, error) {
	shares, story := map[articlePair]float64{}, map[string]string{}
	for _, d := range a.Derivations {
		p := pairOf(d.From, d.To)
		shares[p] = max(shares[p], d.Share)
	}
	for _, s := range a.Stories {
		for _, id := range s.Articles {
			story[id] = "story " + s.ID
		}
	}
	series := map[string][]point{}
	problems, err := readLines(c.folder, goldFile, func(g *goldLikeness) error {
		switch {
		case g.A == "" || g.B == "":
			return errors.New("a pair needs both a and b")
		case g.Overall < 1 || g.Overall > leastAlike:
			return errors.New("overall is from 1 to 4")
		}
		p := point{shares[pairOf(g.A, g.B)], leastAlike - g.Overall}
		if story[g.A] != "" && story[g.A] == story[g.B] {
			p.system++
		}
		for _, name := range []string{"all", g.Languages} {
			series[name] = append(series[name], p)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	result := Result{Problems: problems}
	for _, name := range slices.Sorted(maps.Keys(series)) {
		if name == "all" || name != "" && len(series[name]) >= fewPairs {
			result.Metrics = append(result.Metrics, Metric{"pearson_" + name, pearson(series[name])})
		}
	}
	return result, nil
}

// pearson is Pearson's r; 0 when one side does not vary.
func pearson(points []point) float64 {
	var meanX, meanY, cross, squareX, squareY float64
	for _, p := range points {
		meanX += p.system
		meanY += p.gold
	}
	meanX /= float64(len(points))
	meanY /= float64(len(points))
	for _, p := range points {
		x, y := p.system-meanX, p.gold-meanY
		cross += x * y
		squareX += x * x
		squareY += y * y
	}
	if squareX == 0 || squareY == 0 {
		return 0
	}
	return cross / math.Sqrt(squareX*squareY)
}
