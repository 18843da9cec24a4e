// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"

	"math"
	"slices"
	"strings"

	"depesche"
	"depesche/ingest"
	"depesche/pipeline"
	"depesche/score"
)

// example is an event as the program reads it, coded or held back.
type example struct {
	article, group string
	doubts         []string
	judged, right  bool
}

// examples are those of all articles, in their order.
type examples []example

// weigh reads the articles and joins their events with the verdicts.
func (o *options) weigh(ctx context.Context, known verdicts) (examples, error) {
	reader := pipeline.New(pipeline.Options{})
	var all examples
	var problems []error
	opts := ingest.Options{Language: o.language}
	for item, err := range pipeline.Items([]string{o.articles}, strings.NewReader(""), opts) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err != nil {
			problems = append(problems, err)
			continue
		}
		record, weighed := reader.Weigh(item.Article)
		for i, d := range score.Draw([]depesche.Record{*record}, math.MaxInt, 0) {
			e := example{article: record.Article.ID, group: record.Article.ID, doubts: weighed[i].Doubts}
			if part := o.group.FindString(e.article); part != "" {
				e.group = part
			}
			e.right, e.judged = known[key(&d)]
			all = append(all, e)
		}
	}
	return all, errors.Join(problems...)
}

func (x examples) judged() examples {
	judged, _ := x.cut(func(e *example) bool { return e.judged })
	return judged
}

// cut returns those for which something holds, and the others.
func (x examples) cut(is func(*example) bool) (some, others examples) {
	for i := range x {
		if is(&x[i]) {
			some = append(some, x[i])
		} else {
			others = append(others, x[i])
		}
	}
	return some, others
}

func (x examples) right() int {
	n := 0
	for i := range x {
		if x[i].right {
			n++
		}
	}
	return n
}

// count returns of how many each doubt holds.
func (x examples) count() map[string]int {
	n := map[string]int{}
	for i := range x {
		for _, name := range x[i].doubts {
			n[name]++
		}
	}
	return n
}

// groups returns the groups of articles, sorted.
func (x examples) groups() []string {
	var all []string
	for i := range x {
		all = append(all, x[i].group)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
