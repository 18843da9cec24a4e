// SPDX-License-Identifier: Apache-2.0

// Package score says how well a machine's reading agrees with gold: with what
// people have read in the same articles. A folder with the gold of one task
// (a Corpus) and the system's Answer go in, the field's metrics come out,
// with what of the gold could not be used. Beside it, Draw takes events of
// records at random for a person to judge, and Judge counts the verdicts.
//
// It reads no articles itself, prints nothing and knows no database: the
// caller brings the answer.
package score

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"depesche"
)

// Corpus is a folder of gold for one task. Its files are named in docs/scores.md.
type Corpus struct {
	Name     string            `json:"name"`
	Task     string            `json:"task"`
	Language string            `json:"language"` // BCP 47; "mul" for several
	Set      string            `json:"set"`      // which part of a divided set this is: "open"
	Types    []string          `json:"types"`    // of entities, for the task ner
	Figures  map[string]Figure `json:"figures"`  // by metric, to print beside the result

	folder fs.FS
}

// Figure is what others reached by a metric, in words.
type Figure struct {
	Baseline string `json:"baseline"`
	Best     string `json:"best"`
}

// Answer is what the system made of a corpus's input. Each task looks at its
// own part.
type Answer struct {
	Records     []depesche.Record
	Derivations []depesche.Derivation
	Stories     []depesche.Story
	Trees       []byte // CoNLL-U
}

// Metric is a figure; 1 is perfect, and for correlations -1 the worst.
type Metric struct {
	Name  string  `json:"metric"`
	Value float64 `json:"value"`
}

// Result is what comes out of scoring one corpus.
type Result struct {
	Metrics []Metric
	Types   []TypeCount // per event type, and "all"; only for events
	// Problems are the lines of gold that could not be used, and what
	// makes the figures doubtful.
	Problems []Problem
}

// Problem is something wrong with a file: at a line, or, when Line is 0, as
// a whole.
type Problem struct {
	File   string
	Line   int // from 1
	Reason string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Reason
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Reason)
}

// task is how one task is scored.
type task struct {
	name  string
	needs Need
	score func(*Corpus, *Answer) (Result, error)
}

// Need is what of the system's answer a task looks at; several may be joined.
type Need int

// The parts of an answer.
const (
	NeedRecords Need = 1 << iota
	NeedDerivations
	NeedStories
	NeedTrees
)

// tasks is the table of all tasks.
func tasks() []task {
	return []task{
		{"time", NeedRecords, scoreTimes},
		{"statements", NeedRecords, scoreStatements},
		{"events", NeedRecords, scoreEvents},
		{"ner", NeedRecords, scoreNames},
		{"pages", NeedRecords, scorePages},
		{"trees", NeedTrees, scoreTrees},
		{"lineage", NeedDerivations, scoreLineage},
		{"similarity", NeedDerivations | NeedStories, scoreSimilarity},
		{"stories", NeedStories, scoreStories},
	}
}

// Tasks lists the names of all tasks.
func Tasks() []string {
	var names []string
	for _, t := range tasks() {
		names = append(names, t.name)
	}
	return names
}

// Open opens a corpus: a folder with corpus.json. A corpus without a name or
// task is an error.
func Open(folder fs.FS) (*Corpus, error) {
	data, err := fs.ReadFile(folder, DescriptionFile)
	if err != nil {
		return nil, err
	}
	c := &Corpus{folder: folder}
	if err := json.Unmarshal(data, c); err != nil {
		return nil, fmt.Errorf("%s: %w", DescriptionFile, err)
	}
	if c.Name == "" {
		return nil, fmt.Errorf("%s: no name", DescriptionFile)
	}
	if _, err := c.task(); err != nil {
		return nil, fmt.Errorf("%s: %w", DescriptionFile, err)
	}
	return c, nil
}

func (c *Corpus) task() (task, error) {
	for _, t := range tasks() {
		if t.name == c.Task {
			return t, nil
		}
	}
	return task{}, fmt.Errorf("unknown task %q; there are %s", c.Task, strings.Join(Tasks(), ", "))
}

// Needs says which parts of an answer scoring the corpus takes.
func (c *Corpus) Needs() Need {
	t, err := c.task()
	if err != nil {
		return 0
	}
	return t.needs
}

// Label is the corpus's name with the part of the set: "time-de (open)".
func (c *Corpus) Label() string {
	if c.Set == "" {
		return c.Name
	}
	return c.Name + " (" + c.Set + ")"
}

// Score compares the answer with the gold. An error means that the gold
// cannot be read at all; single lines that cannot be used are problems of
// the result.
func (c *Corpus) Score(a *Answer) (Result, error) {
	t, err := c.task()
	if err != nil {
		return Result{}, err
	}
	result, err := t.score(c, a)
	if err != nil {
		return Result{}, fmt.Errorf("score %s: %w", c.Name, err)
	}
	slices.SortStableFunc(result.Problems, func(p, q Problem) int {
		return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line))
	})
	return result, nil
}
