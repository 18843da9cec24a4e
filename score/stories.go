// SPDX-License-Identifier: Apache-2.0

package score

import (
	"errors"
	"fmt"

	"depesche"
)

// goldStory is a line of gold of the task stories.
type goldStory struct{ ID, Story string }

// scoreStories scores the grouping of articles: B-cubed (Bagga and Baldwin,
// 1998) and the adjusted Rand index (Hubert and Arabie, 1985). An article in
// no story is a story of its own; an answer without any story scores 0.
func scoreStories(c *Corpus, a *Answer) (Result, error) {
	var ids []string
	gold := map[string]string{}
	problems, err := readLines(c.folder, goldFile, func(g *goldStory) error {
		switch {
		case g.ID == "":
			return errors.New("no id")
		case g.Story == "":
			return fmt.Errorf("article %q has no story", g.ID)
		}
		if gold[g.ID] == "" {
			ids = append(ids, g.ID)
		}
		gold[g.ID] = g.Story
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	result := Result{Problems: problems, Metrics: []Metric{{"b3_f1", 0}, {"b3_precision", 0}, {"b3_recall", 0}, {"ari", 0}}}
	if len(a.Stories) == 0 || len(ids) == 0 {
		return result, nil
	}
	g := newGrouping(ids, gold, storyLabels(a.Stories, ids))
	precision, recall := g.bCubed()
	result.Metrics = []Metric{{"b3_f1", harmonic(precision, recall)}, {"b3_precision", precision}, {"b3_recall", recall}, {"ari", g.adjustedRand()}}
	return result, nil
}

// storyLabels names the story of every article; the first that has it counts.
func storyLabels(stories []depesche.Story, ids []string) map[string]string {
	label := map[string]string{}
	for _, s := range stories {
		for _, article := range s.Articles {
			if label[article] == "" {
				label[article] = "story " + s.ID
			}
		}
	}
	for _, id := range ids {
		if label[id] == "" {
			label[id] = "alone " + id
		}
	}
	return label
}

// grouping is two groupings of the same articles, with the sizes of their
// groups and of what the groups share.
type grouping struct {
	ids          []string
	gold, system map[string]string
	both         map[[2]string]int
	goldSize     map[string]int
	systemSize   map[string]int
}

func newGrouping(ids []string, gold, system map[string]string) *grouping {
	g := &grouping{ids: ids, gold: gold, system: system, both: map[[2]string]int{}, goldSize: map[string]int{}, systemSize: map[string]int{}}
	for _, id := range ids {
		g.both[[2]string{gold[id], system[id]}]++
		g.goldSize[gold[id]]++
		g.systemSize[system[id]]++
	}
	return g
}

func (g *grouping) bCubed() (precision, recall float64) {
	for _, id := range g.ids {
		both := g.both[[2]string{g.gold[id], g.system[id]}]
		precision += ratio(both, g.systemSize[g.system[id]])
		recall += ratio(both, g.goldSize[g.gold[id]])
	}
	n := float64(len(g.ids))
	return precision / n, recall / n
}

func (g *grouping) adjustedRand() float64 {
	both, wanted, given := pairsWithin(g.both), pairsWithin(g.goldSize), pairsWithin(g.systemSize)
	all := choose2(len(g.ids))
	if all == 0 {
		return 1
	}
	chance := float64(wanted) * float64(given) / float64(all)
	best := float64(wanted+given) / 2
	if best == chance {
		return 1
	}
	return (float64(both) - chance) / (best - chance)
}

// pairsWithin counts the pairs of articles that are in one group.
func pairsWithin[K comparable](sizes map[K]int) int {
	n := 0
	for _, size := range sizes {
		n += choose2(size)
	}
	return n
}

func choose2(n int) int { return n * (n - 1) / 2 }
