// SPDX-License-Identifier: Apache-2.0

package score

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"depesche"
)

// Drawn is an event of a sample that a person judges against its sentence:
// are the type and both sides right?
type Drawn struct {
	Verdict string // right, wrong or unsure; empty: not judged yet
	Cause   string // why it is wrong, in words of the person
	Event   string // article id, a slash and the event's id
	Type    string
	Actors  string
	Others  string // recipients
	Status  string
	Why     string // the rule
	Words   string // the sentence, the trigger in ⟦ ⟧
}

// The verdicts.
const (
	verdictRight  = "right"
	verdictWrong  = "wrong"
	verdictUnsure = "unsure"
)

// sampleHead is the first line of a sample's file.
const sampleHead = "#verdict\tcause\tevent\ttype\tactors\trecipients\tstatus\twhy\tsentence"

// sampleColumns is the number of fields of a line.
const sampleColumns = 9

// Draw takes at most n events of the records at random. The same records in
// the same order, n and seed give the same events, in the order of the
// records.
func Draw(records []depesche.Record, n int, seed uint64) []Drawn {
	type place struct{ record, event int }
	var all []place
	for i := range records {
		for j := range records[i].Events {
			all = append(all, place{i, j})
		}
	}
	random := rand.New(rand.NewPCG(seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = all[:min(n, len(all))]
	slices.SortFunc(all, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.record, b.record), cmp.Compare(a.event, b.event))
	})
	var drawn []Drawn
	for _, p := range all {
		drawn = append(drawn, drawnFrom(&records[p.record], &records[p.record].Events[p.event]))
	}
	return drawn
}

func drawnFrom(r *depesche.Record, e *depesche.Event) Drawn {
	return Drawn{
		Event: r.Article.ID + "/" + e.ID, Type: e.Type, Status: e.Status, Why: e.Why,
		Actors: sideText(r, e.Actors), Others: sideText(r, e.Recipients), Words: marked(e),
	}
}

// sideText names the entities of a side: "Willy Brandt (DEU GOV)".
func sideText(r *depesche.Record, ids []string) string {
	var names []string
	for _, id := range ids {
		e := r.Entity(id)
		if e == nil {
			continue
		}
		name := e.Name
		if a := e.Actor; a != nil {
			if what := strings.TrimSpace(a.Country + " " + strings.Join(a.Sectors, " ")); what != "" {
				name += " (" + what + ")"
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// marked is the event's sentence with its trigger in brackets.
func marked(e *depesche.Event) string {
	words := []rune(e.Evidence.Text)
	start, end := e.Trigger.Start-e.Evidence.Start, e.Trigger.End-e.Evidence.Start
	if start < 0 || end > len(words) || start > end {
		return e.Evidence.Text
	}
	return string(words[:start]) + "⟦" + string(words[start:end]) + "⟧" + string(words[end:])
}

// WriteSample writes a sample as a table to fill in: the first column of
// every line takes the verdict, the second the cause.
func WriteSample(w io.Writer, drawn []Drawn) error {
	var b strings.Builder
	b.WriteString(sampleHead + "\n")
	for _, d := range drawn {
		fields := []string{d.Verdict, d.Cause, d.Event, d.Type, d.Actors, d.Others, d.Status, d.Why, d.Words}
		for i, f := range fields {
			fields[i] = squeeze(f)
		}
		b.WriteString(strings.Join(fields, "\t") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ReadSample reads a sample's table; name stands in the problems. A line that
// is no event, or has another verdict than right, wrong or unsure, is a
// problem. Lines without a verdict come back with an empty one.
func ReadSample(name string, r io.Reader) ([]Drawn, []Problem, error) {
	var drawn []Drawn
	var problems []Problem
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" || line[0] == '#' {
			continue
		}
		d, reason := readDrawn(line)
		if reason != "" {
			problems = append(problems, Problem{name, n, reason})
			continue
		}
		drawn = append(drawn, d)
	}
	if err := lines.Err(); err != nil {
		return drawn, problems, fmt.Errorf("read %s: %w", name, err)
	}
	return drawn, problems, nil
}

func readDrawn(line string) (d Drawn, reason string) {
	f := strings.Split(line, "\t")
	if len(f) != sampleColumns {
		return d, fmt.Sprintf("%d fields between tabs, want %d", len(f), sampleColumns)
	}
	d = Drawn{strings.ToLower(strings.TrimSpace(f[0])), f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]}
	switch d.Verdict {
	case "", verdictRight, verdictWrong, verdictUnsure:
	default:
		return d, fmt.Sprintf("the verdict is %q; it may be right, wrong or unsure", f[0])
	}
	if !slices.Contains(depesche.EventTypes, d.Type) {
		return d, fmt.Sprintf("%q is no event type", d.Type)
	}
	return d, ""
}

// Judgement is what the verdicts on a sample amount to.
type Judgement struct {
	Types            []TypeShare // by type in PLOVER's order, the sum as "all" last
	Causes           []Cause     // of the wrong ones, the most frequent first
	Unsure, Unjudged int         // neither right nor wrong
}

// TypeShare is the precision of one event type.
type TypeShare struct {
	Type      string `json:"type"`
	Precision Share  `json:"precision"`
}

// Cause is why events are wrong.
type Cause struct {
	Name  string `json:"cause"`
	Count int    `json:"count"`
}

// Judge counts the verdicts of a sample.
func Judge(drawn []Drawn) Judgement {
	var j Judgement
	right, all, causes := map[string]int{}, map[string]int{}, map[string]int{}
	for _, d := range drawn {
		switch d.Verdict {
		case "":
			j.Unjudged++
			continue
		case verdictUnsure:
			j.Unsure++
			continue
		case verdictRight:
			right[d.Type]++
		case verdictWrong:
			causes[squeeze(d.Cause)]++
		}
		all[d.Type]++
	}
	for _, kind := range depesche.EventTypes {
		if all[kind] > 0 {
			j.Types = append(j.Types, TypeShare{kind, NewShare(right[kind], all[kind])})
		}
	}
	j.Types = append(j.Types, TypeShare{"all", NewShare(sum(right), sum(all))})
	for name, n := range causes {
		j.Causes = append(j.Causes, Cause{name, n})
	}
	slices.SortFunc(j.Causes, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	return j
}
