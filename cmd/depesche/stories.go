// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/ingest"
	"depesche/pipeline"
)

// storyFormats are the output formats of stories.
var storyFormats = []string{"text", "jsonl", "dot"}

func (p *program) storiesCommand() *cobra.Command {
	var input inputFlags
	var format string
	cmd := &cobra.Command{
		Use:   "stories [PATH…|ID…]",
		Short: "Group articles by the happening they tell, and count independent origins",
		Long: `Group articles that tell the same happening, in whatever language, and say for each
story how many articles, outlets and independent origins it has, and which events of
the world it holds. Nothing is kept. Articles in any language take part; events and
statements are read in those that are supported.

Without a PATH the stories of the record are listed that more than one article tells, the
latest first; an ID is that of one of them.

A PATH is a file, a folder (all files below it) or - for standard input. What cannot be
read is named with its reason, the others are still grouped, and the exit status is 3.`,
		Example: `  depesche stories articles/
  depesche stories --db visits.db
  depesche stories --format jsonl articles/ | jq 'select(.sources.independent < 2)'`,
	}
	input.add(cmd)
	var record recordFlags
	record.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "output `format`: text, jsonl or dot")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(storyFormats, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		if !slices.Contains(storyFormats, format) {
			return usageError(cmd, fmt.Errorf("unknown format %q; there are %s", format, strings.Join(storyFormats, ", ")))
		}
		if len(paths) == 0 || allIDs(paths) {
			return p.storiesKept(cmd.Context(), &record, paths, format)
		}
		opts, err := input.options(p, cmd)
		if err != nil {
			return err
		}
		return p.stories(cmd, &input, opts, paths, format)
	}
	return cmd
}

func (p *program) stories(cmd *cobra.Command, input *inputFlags, opts ingest.Options, paths []string, format string) error {
	reader := input.reader(p)
	finder, err := reader.LineageFinder()
	if err != nil {
		return err
	}
	var records []*depesche.Record
	var articles []*depesche.Article
	part := false
	for result := range reader.Each(cmd.Context(), pipeline.Items(paths, p.stdin, opts), input.workers) {
		if result.Record.Article.Text == "" {
			part = part || result.Failed
			p.complain(result)
			continue
		}
		records = append(records, result.Record)
		articles = append(articles, &result.Record.Article)
	}
	pipeline.Distinct(articles)
	stories := pipeline.Stories(finder, records)
	switch format {
	case "jsonl":
		err = writeLines(p.stdout, stories)
	case "dot":
		all := make([]depesche.Article, len(articles))
		for i, a := range articles {
			all[i] = *a
		}
		err = storiesDot(p.stdout, records, stories, finder.Find(all))
	default:
		err = storiesText(p.stdout, records, stories)
	}
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return p.ended(cmd.Context(), part)
}

// storiesText writes stories for people, the one with most articles first.
func storiesText(w io.Writer, records []*depesche.Record, stories []depesche.Story) error {
	articles := make([]depesche.Article, len(records))
	for i, r := range records {
		articles[i] = r.Article
	}
	names := articleNames(articles)
	slices.SortStableFunc(stories, func(a, b depesche.Story) int { return len(b.Articles) - len(a.Articles) })
	var b strings.Builder
	for _, s := range stories {
		fmt.Fprintf(&b, "%s\n  %s, %s, %s\n", s.Title, counted(s.Sources.Articles, "article", "articles"),
			counted(s.Sources.Outlets, "outlet", "outlets"), counted(s.Sources.Independent, "independent origin", "independent origins"))
		for _, id := range s.Articles {
			fmt.Fprintf(&b, "    %s\n", names[id])
		}
		for _, o := range s.Sources.Origins {
			fmt.Fprintf(&b, "  on the word of %s: %s\n", o.Name, counted(len(o.Articles), "article", "articles"))
		}
		for _, h := range s.Happenings {
			fmt.Fprintf(&b, "  %s %s%s: told %s\n", h.Type, h.Date.Value, placeName(h.Place), counted(len(h.Mentions), "time", "times"))
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func placeName(p *depesche.Place) string {
	if p == nil || p.Name == "" {
		return ""
	}
	return " " + p.Name
}
