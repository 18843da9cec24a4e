// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"depesche/store"
)

func (p *program) sourceHealthCommand() *cobra.Command {
	var record recordFlags
	var days int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Say which sources are silent or fail and why, and what arrives",
		Long: `Say how well the record is fed: sources that fail, with the reason, or have gone silent;
articles a day and language; articles without a date or text; one text under many addresses;
dates that lie ahead of our clock; visits at which something may have been missed.`,
		Example: `  depesche source health
  depesche source health --days 30 --json`,
		Args: cobra.NoArgs,
	}
	record.add(cmd)
	cmd.Flags().IntVar(&days, "days", 14, "`number` of days to look back")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if days < 1 || days > 366 {
			return usageError(cmd, fmt.Errorf("--days %d is not between 1 and 366", days))
		}
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		h, err := db.Health(cmd.Context(), days)
		if err != nil {
			return err
		}
		if asJSON {
			return p.writeJSON(h)
		}
		return p.printHealth(h)
	}
	return cmd
}

func (p *program) printHealth(h store.Health) error {
	if len(h.Sources) == 0 {
		fmt.Fprintln(p.stdout, noSources)
	}
	w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
	for _, state := range []string{store.SourceFailing, store.SourceSilent, store.SourceNew, store.SourceFine} {
		for _, s := range h.Sources {
			if s.State == state {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", state, bars(s.Arrivals), s.Label(), remarks(s))
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	a := h.Articles
	fmt.Fprintf(p.stdout, "\nThe last %d days: %s, %s", len(h.Days), counted(a.Added, "article", "articles"), counted(a.Versions, "later version", "later versions"))
	if a.Added > 0 {
		fmt.Fprintf(p.stdout, "; %s without a date, %s without a text, %s dated ahead", share(a.Undated, a.Added), share(a.Textless, a.Added), share(a.Ahead, a.Added))
	}
	fmt.Fprintln(p.stdout, ".")
	for _, t := range h.Troubles {
		fmt.Fprintf(p.stdout, "%6d %s: %s\n", t.Pages, t.State, t.Trouble)
	}
	for _, f := range h.Floods {
		fmt.Fprintf(p.stdout, "%6d articles of %s have one text: %s (%s)\n", f.Articles, f.Domain, f.Title, f.Article)
	}
	p.printLanguages(h)
	return nil
}

// printLanguages writes a line a day with what came in which language.
func (p *program) printLanguages(h store.Health) {
	for _, day := range slices.Backward(h.Days) {
		var parts []string
		for _, c := range h.Languages {
			if c.Day == day {
				name := c.Language
				if name == "" {
					name = "?"
				}
				parts = append(parts, fmt.Sprintf("%s %d", name, c.Articles))
			}
		}
		if len(parts) > 0 {
			fmt.Fprintf(p.stdout, "%s  %s\n", day, strings.Join(parts, ", "))
		}
	}
}

// remarks says what there is to say of a source.
func remarks(s store.SourceHealth) string {
	var all []string
	if s.Reason != "" {
		all = append(all, fmt.Sprintf("%s (%s in a row)", s.Reason, counted(s.Failures, "time", "times")))
	}
	if s.State == store.SourceSilent {
		last := "never brought anything"
		if s.News != "" {
			last = "last brought something on " + s.News[:10]
		}
		all = append(all, last)
	}
	for _, r := range []struct {
		n         int
		one, more string
	}{{s.Lost, "page could not be had or read", "pages could not be had or read"}, {s.Waiting, "page waits", "pages wait"},
		{s.Undated, "without a date", "without a date"}, {s.Textless, "without a text", "without a text"},
		{s.Ahead, "dated ahead", "dated ahead"}, {s.Missed, "visit may have missed something", "visits may have missed something"}} {
		if r.n > 0 {
			all = append(all, counted(r.n, r.one, r.more))
		}
	}
	return strings.Join(all, "; ")
}

// counted writes a number with what it counts.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func share(n, of int) string { return fmt.Sprintf("%d %%", (100*n+of/2)/of) }

// levels draw a number as a bar of one character.
var levels = []rune("▁▂▃▄▅▆▇█")

// bars draws a row of numbers in one character each.
func bars(counts []int) string {
	most := max(1, slices.Max(append([]int{0}, counts...)))
	var b strings.Builder
	for _, n := range counts {
		switch {
		case n == 0:
			b.WriteRune('·')
		default:
			b.WriteRune(levels[(n*len(levels)-1)/most])
		}
	}
	return b.String()
}
