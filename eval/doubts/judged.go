// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"depesche/score"
)

// verdicts tell of events that were judged whether they are right.
type verdicts map[string]bool

// readVerdicts reads tables as "depesche score --draw" writes them, the later
// over the earlier. Lines that cannot be used are told on stderr; then there is
// an error beside the verdicts. Without verdicts no table could be read.
func readVerdicts(names []string, stderr io.Writer) (verdicts, error) {
	all := verdicts{}
	broken := 0
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		drawn, problems, err := score.ReadSample(name, file)
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		for _, p := range problems {
			fmt.Fprintf(stderr, "doubts: %s:%d: %s\n", p.File, p.Line, p.Reason)
		}
		broken += len(problems)
		for i := range drawn {
			all.add(&drawn[i])
		}
	}
	if broken > 0 {
		return all, fmt.Errorf("%d lines of the tables could not be used", broken)
	}
	return all, nil
}

func (v verdicts) add(d *score.Drawn) {
	switch d.Verdict {
	case "right", "wrong":
		v[key(d)] = d.Verdict == "right"
	}
}

// key tells whether two events of a sample are one: the article, the words
// with the trigger, the type and both sides.
func key(d *score.Drawn) string {
	article := d.Event[:max(0, strings.LastIndexByte(d.Event, '/'))]
	words := strings.Join(strings.Fields(d.Words), "")
	return strings.Join([]string{article, d.Type, side(d.Actors), side(d.Others), words}, "\t")
}

// side writes the names of a side in one order.
func side(text string) string {
	names := strings.Split(text, ";")
	for i, name := range names {
		names[i] = strings.Join(strings.Fields(name), " ")
	}
	slices.Sort(names)
	return strings.Join(names, ";")
}
