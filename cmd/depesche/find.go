// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/export"
	"depesche/store"
)

func (p *program) findCommand() *cobra.Command {
	var record recordFlags
	var limit int
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "find WORDS…",
		Short: "Find articles by words and fields",
		Long: `Find articles of the record by words and fields. Words must all occur; "…" is a
phrase, word* a beginning, -word must not occur. Fields narrow the search:
` + strings.Join(store.QueryFields, ", ") + `.`,
		Example: `  depesche find Lawrow Wonsan
  depesche find '"military exercises"' actor:USA from:2025-01
  depesche find type:ACCUSE pair:PRK-USA`,
		Args: cobra.MinimumNArgs(1),
	}
	record.add(cmd)
	cmd.Flags().IntVar(&limit, "limit", 20, "most articles to list")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		query, err := store.ParseQuery(strings.Join(quoteArgs(args), " "))
		if err != nil {
			return usageError(cmd, err)
		}
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		found, err := db.Search(cmd.Context(), query, store.Page{Limit: limit})
		if err != nil {
			return err
		}
		if asJSON {
			return p.writeJSON(found)
		}
		p.printFound(found)
		return nil
	}
	return cmd
}

// quoteArgs keeps an argument with spaces together as a phrase, when it is
// not a query of its own.
func quoteArgs(args []string) []string {
	if len(args) == 1 {
		return args
	}
	quoted := make([]string, len(args))
	for i, a := range args {
		quoted[i] = a
		if strings.Contains(a, " ") && !strings.Contains(a, `"`) {
			quoted[i] = `"` + a + `"`
		}
	}
	return quoted
}

func (p *program) printFound(found store.Found) {
	colour := p.screenOptions().Colour
	for _, h := range found.Hits {
		fmt.Fprintf(p.stdout, "%s  %s  %s  %s\n", h.Article.ID, date(h.Article), outlet(h.Article), h.Article.Title)
		var b strings.Builder
		for _, s := range h.Snippet {
			text := strings.Join(strings.Fields(" "+s.Text+" "), " ")
			if strings.TrimSpace(s.Text) != s.Text || b.Len() > 0 {
				text = padded(s.Text)
			}
			if s.Hit && colour {
				text = "\x1b[1m" + text + "\x1b[0m"
			}
			b.WriteString(text)
		}
		if b.Len() > 0 {
			fmt.Fprintf(p.stdout, "    %s\n", strings.TrimSpace(b.String()))
		}
		p.printEvents(h)
	}
	if found.Total > len(found.Hits) {
		fmt.Fprintf(p.stdout, "%d of %d articles; --limit lists more\n", len(found.Hits), found.Total)
	} else {
		fmt.Fprintf(p.stdout, "%d articles\n", found.Total)
	}
}

// printEvents lists the events for which an article was found.
func (p *program) printEvents(h store.Hit) {
	for _, l := range h.Events {
		line := timelineLine(l)
		fmt.Fprintf(p.stdout, "    %s %s · %s · %s\n      “%s”\n", l.Event.Type, line.Who(), l.Event.Status, line.Address, padded(l.Event.Evidence.Text))
	}
	if h.More > 0 {
		fmt.Fprintf(p.stdout, "    and %d more; \"depesche show %s\" lists all\n", h.More, h.Article.ID)
	}
}

// padded folds line breaks of a snippet into spaces and keeps the others.
func padded(s string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(s) }

func date(h store.Head) string {
	if h.Published == "" {
		return "no date   "
	}
	return h.Published[:min(len(h.Published), 10)]
}

func outlet(h store.Head) string {
	return depesche.Outlet{Name: h.Outlet, Domain: h.Domain}.Label()
}

func (p *program) writeJSON(v any) error {
	enc := json.NewEncoder(p.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (p *program) timelineCommand() *cobra.Command {
	var record recordFlags
	var from, to string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "timeline COUNTRY COUNTRY",
		Short: "List what happened between two countries, in order",
		Long: `List what the record holds between two countries, in order of time, each line with
the sentence that carries it. Countries are ISO 3166-1 alpha-3 codes. An event whose
date is unknown stands at the date of its article, marked "reported".`,
		Example: `  depesche timeline RUS PRK
  depesche timeline DEU FRA --from 2025-01 --to 2025-06`,
		Args: cobra.ExactArgs(2),
	}
	record.add(cmd)
	cmd.Flags().StringVar(&from, "from", "", "first `date`: 2025, 2025-07 or 2025-07-12")
	cmd.Flags().StringVar(&to, "to", "", "last `date`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		filter := store.Filter{A: strings.ToUpper(args[0]), B: strings.ToUpper(args[1]), From: from, To: to}
		if err := checkTimeline(filter); err != nil {
			return usageError(cmd, err)
		}
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		lines, total, err := db.Events(cmd.Context(), filter, store.OldestFirst, store.Page{Limit: 100_000})
		if err != nil {
			return err
		}
		if asJSON {
			return p.writeJSON(lines)
		}
		w := export.NewTimeline(p.stdout, p.screenOptions())
		for _, l := range lines {
			w.Line(timelineLine(l))
		}
		if err := w.Close(); err != nil {
			return err
		}
		if total == 0 {
			fmt.Fprintf(p.stdout, "The record holds nothing between %s and %s.\n", filter.A, filter.B)
		}
		return nil
	}
	return cmd
}

func checkTimeline(f store.Filter) error {
	for _, code := range []string{f.A, f.B} {
		if !store.IsCountry(code) {
			return fmt.Errorf("%q is no country code; write three letters, as RUS or PRK", code)
		}
	}
	for _, day := range []string{f.From, f.To} {
		if _, _, ok := depesche.Days(day); day != "" && !ok {
			return fmt.Errorf("%q is not a date; write it as 2025, 2025-07 or 2025-07-12", day)
		}
	}
	return nil
}

func timelineLine(l store.EventLine) export.TimelineLine {
	line := export.TimelineLine{Event: l.Event, Actors: sideNames(l.Actors), Recipients: sideNames(l.Recipients),
		SortDate: l.SortDate, Outlet: outlet(l.Article), Address: l.Article.ID + "/" + l.Event.ID}
	if l.Claim != nil {
		line.Claim = l.Claim.Name
		if line.Claim == "" {
			line.Claim = "a source that is not named"
		}
	}
	return line
}

func sideNames(sides []store.Side) []string {
	var names []string
	for _, s := range sides {
		names = append(names, s.Name)
	}
	return names
}
