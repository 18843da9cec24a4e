// SPDX-License-Identifier: Apache-2.0

package score

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Scored is a corpus with what came out of scoring it.
type Scored struct {
	Corpus *Corpus
	Result Result
}

// WriteTable writes the figures as the project publishes them: corpus,
// metric, value and baseline, one a line, tabs between.
func WriteTable(w io.Writer, all []Scored) error {
	var b strings.Builder
	b.WriteString("# Figures on the open parts of public gold sets; written by \"make score\".\n#corpus\tmetric\tvalue\tbaseline\n")
	for _, s := range all {
		for _, m := range s.Result.Metrics {
			fmt.Fprintf(&b, "%s\t%s\t%.3f\t%s\n", s.Corpus.Label(), m.Name, m.Value, squeeze(s.Corpus.Figures[m.Name].Baseline))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// scoredLine is a corpus in JSON.
type scoredLine struct {
	Corpus  string             `json:"corpus"`
	Set     string             `json:"set"`
	Task    string             `json:"task"`
	Metrics map[string]float64 `json:"metrics"`
	Types   []TypeCount        `json:"types,omitempty"`
}

// WriteJSON writes one JSON line for every corpus.
func WriteJSON(w io.Writer, all []Scored) error {
	e := json.NewEncoder(w)
	for _, s := range all {
		line := scoredLine{s.Corpus.Name, s.Corpus.Set, s.Corpus.Task, map[string]float64{}, s.Result.Types}
		for _, m := range s.Result.Metrics {
			line.Metrics[m.Name] = m.Value
		}
		if err := e.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// WriteText writes the figures for people.
func WriteText(w io.Writer, all []Scored) error {
	for i, s := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := s.writeText(w); err != nil {
			return err
		}
	}
	return nil
}

func (s Scored) writeText(w io.Writer) error {
	fmt.Fprintln(w, s.Corpus.Label())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, m := range s.Result.Metrics {
		fmt.Fprintf(t, "  %s\t%.3f\t%s\n", m.Name, m.Value, s.Corpus.Figures[m.Name].text())
	}
	if len(s.Result.Types) > 0 {
		fmt.Fprintf(t, "\n  type\tprecision\trecall\tprecision with both sides\trecall with both sides\n")
	}
	for _, c := range s.Result.Types {
		fmt.Fprintf(t, "  %s\t%s\t%s\t%s\t%s\n", c.Type, c.Precision, c.Recall, c.PairPrecision, c.PairRecall)
	}
	return t.Flush()
}

// text says what others reached.
func (f Figure) text() string {
	var parts []string
	if f.Baseline != "" {
		parts = append(parts, "baseline "+f.Baseline)
	}
	if f.Best != "" {
		parts = append(parts, "best published "+f.Best)
	}
	return strings.Join(parts, ", ")
}

// String is the share with its counts and bounds: "0.70 (7/10, 0.40–0.89)".
func (s Share) String() string {
	if s.Whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f (%d/%d, %.2f–%.2f)", s.Value, s.Part, s.Whole, s.Low, s.High)
}

// WriteText writes the judgement for people.
func (j Judgement) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "type\tprecision (right/judged, 95 % confidence)")
	for _, s := range j.Types {
		fmt.Fprintf(t, "%s\t%s\n", s.Type, s.Precision)
	}
	if len(j.Causes) > 0 {
		fmt.Fprintln(t, "\ncause\twrong")
	}
	for _, c := range j.Causes {
		name := c.Name
		if name == "" {
			name = "(none given)"
		}
		fmt.Fprintf(t, "%s\t%d\n", name, c.Count)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%d unsure, %d not judged yet; they do not count\n", j.Unsure, j.Unjudged)
	return err
}

// WriteJSON writes the judgement as one JSON line.
func (j Judgement) WriteJSON(w io.Writer) error {
	return json.NewEncoder(w).Encode(map[string]any{"types": j.Types, "causes": j.Causes, "unsure": j.Unsure, "unjudged": j.Unjudged})
}
