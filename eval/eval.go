// SPDX-License-Identifier: Apache-2.0

// Package eval carries the published figures of how well depesche reads, and
// the program that trains its models, eval/train. The figures come from
// "depesche score"; the gold texts are never part of the project.
package eval

import (
	_ "embed"
	"strings"
)

//go:embed scores.tsv
var scores string

// Score is one figure: a metric on the open part of a gold set.
type Score struct{ Corpus, Metric, Value, Reference string }

// Scores are the published figures, in the order of scores.tsv.
func Scores() []Score {
	var all []Score
	for line := range strings.Lines(scores) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(fields) < 3 {
			continue
		}
		s := Score{Corpus: fields[0], Metric: fields[1], Value: fields[2]}
		if len(fields) > 3 {
			s.Reference = fields[3]
		}
		all = append(all, s)
	}
	return all
}
