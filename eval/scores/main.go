// SPDX-License-Identifier: Apache-2.0

// Command scores turns the JSON answer of the scorer of the gold sets into the
// table that the project publishes, eval/scores.tsv: corpus, metric, value,
// baseline, one a line. "make score" calls it. The figures in go in the order
// of the scorer; nothing is computed here.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// score is a figure as the scorer writes it.
type score struct {
	Corpus   string   `json:"corpus"`
	Set      string   `json:"set"`
	Metric   string   `json:"metric"`
	Value    *float64 `json:"value"` // null where the corpus could not be scored
	Baseline string   `json:"baseline"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: scores scores.json > scores.tsv")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "scores:", err)
		os.Exit(1)
	}
}

func run(path string, w io.Writer) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var scores []score
	if err := json.Unmarshal(data, &scores); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return write(w, scores)
}

func write(w io.Writer, scores []score) error {
	var b strings.Builder
	b.WriteString("# Figures on the open parts of public gold sets; written by \"make score\".\n#corpus\tmetric\tvalue\tbaseline\n")
	for _, s := range scores {
		value := "-"
		if s.Value != nil {
			value = fmt.Sprintf("%.3f", *s.Value)
		}
		fmt.Fprintf(&b, "%s (%s)\t%s\t%s\t%s\n", s.Corpus, s.Set, s.Metric, value, strings.Join(strings.Fields(s.Baseline), " "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
