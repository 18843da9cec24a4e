// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/ingest"
	"depesche/lineage"
	"depesche/lineage/effect"
	"depesche/pipeline"
)

// traceFormats are the output formats of trace.
var traceFormats = []string{"text", "jsonl", "dot", "passim", "graphml"}

func (p *program) traceCommand() *cobra.Command {
	var input inputFlags
	var format string
	cmd := &cobra.Command{
		Use:   "trace PATH…|ID…",
		Short: "Find out who copied whom among articles",
		Long: `Find out which of the articles drew on which: copies, edited copies, excerpts,
paraphrases and translations, with what they share, what was changed, which came first
and why. Nothing is kept. Articles in any language take part. Of two articles it is also
told what the edits did to the record: an attribution dropped, a plan told as done, a
number, a quotation or a word of doubt changed, words sharpened or softened.

An ID is the beginning of the id of an article in the record: then the articles of its
story are told apart, as they were found when they were added.

A PATH is a file, a folder (all files below it) or - for standard input. What cannot be
read is named with its reason, the others are still compared, and the exit status is 3.`,
		Example: `  depesche trace articles/
  depesche trace original.html copy.html
  depesche trace 4f1c --db visits.db
  depesche trace --format dot articles/ | dot -Tsvg > lineage.svg
  depesche trace --format jsonl articles/ | jq 'select(.kind == "edit").changes'`,
		Args: cobra.MinimumNArgs(1),
	}
	input.add(cmd)
	var record recordFlags
	record.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "output `format`: text, jsonl, dot, passim (shared passages) or graphml")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(traceFormats, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		write, err := traceWriter(format)
		if err != nil {
			return usageError(cmd, err)
		}
		if allIDs(paths) {
			return p.traceKept(cmd.Context(), &record, paths, write)
		}
		opts, err := input.options(p, cmd)
		if err != nil {
			return err
		}
		return p.trace(cmd, &input, pipelineItems{paths, opts}, write)
	}
	return cmd
}

// pipelineItems is what the inputs of a run are read from.
type pipelineItems struct {
	paths []string
	opts  ingest.Options
}

// traced is a derivation and, where the facts of both articles are known, what
// the edits did to the record.
type traced struct {
	depesche.Derivation
	Effects []effect.Effect `json:"effects,omitempty"`
}

// writeTrace writes derivations among articles.
type writeTrace func(w io.Writer, articles []depesche.Article, found []traced) error

// plainly writes derivations without what the edits did.
func plainly(write func(w io.Writer, articles []depesche.Article, found []depesche.Derivation) error) writeTrace {
	return func(w io.Writer, articles []depesche.Article, found []traced) error {
		all := make([]depesche.Derivation, len(found))
		for i := range found {
			all[i] = found[i].Derivation
		}
		return write(w, articles, all)
	}
}

// withEffects adds what the edits did where the records of both articles are at
// hand.
func withEffects(finder *lineage.Finder, records []*depesche.Record, found []depesche.Derivation) []traced {
	byID := map[string]*depesche.Record{}
	for _, r := range records {
		byID[r.Article.ID] = r
	}
	out := make([]traced, len(found))
	for i, d := range found {
		out[i].Derivation = d
		from, to := byID[d.From], byID[d.To]
		if from == nil || to == nil {
			continue
		}
		for _, row := range effect.Rows(from, to, d, finder.CuesOf(&from.Article, &to.Article)) {
			out[i].Effects = append(out[i].Effects, row.Effects...)
		}
	}
	return out
}

func traceWriter(format string) (writeTrace, error) {
	switch format {
	case "text":
		return traceText, nil
	case "jsonl":
		return func(w io.Writer, _ []depesche.Article, found []traced) error {
			return writeLines(w, found)
		}, nil
	case "dot":
		return plainly(traceDot), nil
	case "passim":
		return plainly(tracePassim), nil
	case "graphml":
		return plainly(traceGraphML), nil
	}
	return nil, fmt.Errorf("unknown format %q; there are %s", format, strings.Join(traceFormats, ", "))
}

// writeLines writes one JSON value a line.
func writeLines[T any](w io.Writer, values []T) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	for _, v := range values {
		if err := e.Encode(v); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return nil
}

func (p *program) trace(cmd *cobra.Command, input *inputFlags, items pipelineItems, write writeTrace) error {
	finder, err := input.reader(p).LineageFinder()
	if err != nil {
		return err
	}
	var articles []depesche.Article
	var few []ingest.Item
	part := false
	for item, err := range pipeline.Items(items.paths, p.stdin, items.opts) {
		if err != nil {
			part = true
			fmt.Fprintf(p.stderr, "depesche: %v\n", err)
			continue
		}
		if item.Listed {
			p.complaints.listed++
			continue
		}
		articles = append(articles, pipeline.Article(item))
		if len(few) <= pairOfArticles {
			few = append(few, item)
		}
		if cmd.Context().Err() != nil {
			break
		}
	}
	pipeline.Distinct(pointers(articles))
	var records []*depesche.Record
	if len(few) == pairOfArticles {
		records = p.readAgain(cmd, input, few, articles)
	}
	if err := write(p.stdout, articles, withEffects(finder, records, finder.Find(articles))); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return p.ended(cmd.Context(), part)
}

// pairOfArticles is how many articles are traced when their facts are read too:
// the two that somebody wants to hold side by side.
const pairOfArticles = 2

// readAgain reads the facts of articles, under the ids that they are traced by.
func (p *program) readAgain(cmd *cobra.Command, input *inputFlags, items []ingest.Item, articles []depesche.Article) []*depesche.Record {
	var records []*depesche.Record
	all := func(yield func(ingest.Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
	for result := range input.reader(p).Each(cmd.Context(), all, input.workers) {
		if n := len(records); n < len(articles) && result.Record.Article.Text == articles[n].Text {
			result.Record.Article.ID = articles[n].ID
			records = append(records, result.Record)
		}
	}
	return records
}

func pointers(articles []depesche.Article) []*depesche.Article {
	out := make([]*depesche.Article, len(articles))
	for i := range articles {
		out[i] = &articles[i]
	}
	return out
}

// traceText writes derivations for people.
func traceText(w io.Writer, articles []depesche.Article, found []traced) error {
	names := articleNames(articles)
	if len(found) == 0 {
		_, err := fmt.Fprintf(w, "No derivations among %d articles.\n", len(articles))
		return err
	}
	for _, d := range found {
		arrow := "→"
		if d.Direction == "unknown" {
			arrow = "—"
		}
		if _, err := fmt.Fprintf(w, "%s\n  %s %s  (%s, %.0f %%, direction %s)\n  %s\n",
			names[d.From], arrow, names[d.To], d.Kind, 100*d.Share, d.Direction, d.Why); err != nil {
			return err
		}
		for _, c := range d.Changes {
			if _, err := fmt.Fprintf(w, "    %s\n", changeText(c)); err != nil {
				return err
			}
		}
		for _, e := range d.Effects {
			if _, err := fmt.Fprintf(w, "    ! %s\n", effectText(e)); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintln(w); err != nil {
			return err
		}
	}
	return nil
}

// changeText is one line about a change.
func changeText(c depesche.Change) string {
	switch {
	case c.From == nil:
		return "+ " + shortened(c.To.Text)
	case c.To == nil:
		return "- " + shortened(c.From.Text)
	}
	return "~ " + shortened(c.From.Text) + " ⇒ " + shortened(c.To.Text)
}

// effectText is one line about what an edit did to the record.
func effectText(e effect.Effect) string {
	from, to := shortened(e.From), shortened(e.To)
	switch e.Kind {
	case effect.AttributionDropped:
		return fmt.Sprintf("attribution dropped: a claim of %s became the page's own word", from)
	case effect.AttributionAdded:
		return fmt.Sprintf("attribution added: the page's own word became a claim of %s", to)
	}
	return strings.ReplaceAll(e.Kind, "-", " ") + ": " + cmp.Or(from, "nothing") + " ⇒ " + cmp.Or(to, "nothing")
}

func shortened(s string) string {
	const most = 100
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// articleNames returns by what people know the articles, by id.
func articleNames(articles []depesche.Article) map[string]string {
	names := map[string]string{}
	for _, a := range articles {
		name := a.Input
		if a.Title != "" {
			name = a.Title
		}
		if name == "" || name == "-" {
			name = a.ID
		}
		if label := a.Outlet.Label(); label != "" {
			name = label + ": " + name
		}
		names[a.ID] = name
	}
	return names
}

// traceDot writes derivations in the language of Graphviz.
func traceDot(w io.Writer, articles []depesche.Article, found []depesche.Derivation) error {
	names := articleNames(articles)
	var b strings.Builder
	b.WriteString("digraph lineage {\n  rankdir=LR;\n  node [shape=box];\n")
	drawn := map[string]bool{}
	for _, d := range found {
		for _, id := range []string{d.From, d.To} {
			if !drawn[id] {
				drawn[id] = true
				fmt.Fprintf(&b, "  %s [label=%s];\n", dotString(id), dotString(names[id]))
			}
		}
	}
	for _, d := range found {
		more := ""
		switch d.Direction {
		case "unknown":
			more = ", dir=none"
		case "likely":
			more = ", style=dashed"
		}
		fmt.Fprintf(&b, "  %s -> %s [label=%s%s];\n", dotString(d.From), dotString(d.To),
			dotString(fmt.Sprintf("%s %.0f %%", d.Kind, 100*d.Share)), more)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// dotString quotes a string as Graphviz reads it.
func dotString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
