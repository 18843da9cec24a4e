// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/ingest"
	"depesche/ingest/boilerplate"
	"depesche/pipeline"
	"depesche/store"
)

// recodeFormats are the output formats of recode.
var recodeFormats = []string{"text", "jsonl"}

func (p *program) recodeCommand() *cobra.Command {
	var record recordFlags
	r := recoding{program: p}
	cmd := &cobra.Command{
		Use:   "recode",
		Short: "Read the record again with newer rules or models",
		Long: `Read the articles of the record again that were read by other rules, models or
tables than those of this program, and show what that changes: facts gained, lost and
changed, and by which rule. Where articles are taken out of their bytes otherwise now,
so are these. Nothing is written until you say --accept. Originals and versions stay as
they are; an article that is up to date is not read again, so that an interrupted run
goes on where it stopped.`,
		Example: `  depesche recode                      # what would change
  depesche recode --list | less        # each fact that would
  depesche recode --accept             # change it
  depesche recode --format jsonl | jq 'select(.change == "lost")'`,
		Args: cobra.NoArgs,
	}
	record.add(cmd)
	cmd.Flags().BoolVar(&r.accept, "accept", false, "put the new readings in the place of the old ones")
	cmd.Flags().BoolVar(&r.lineage, "lineage", false, "with --accept: find out anew who copied whom and which articles tell one story")
	cmd.Flags().BoolVar(&r.list, "list", false, "list every fact that changes, not only how many by rule")
	cmd.Flags().StringVar(&r.format, "format", "text", "output `format`: text or jsonl")
	cmd.Flags().IntVar(&r.workers, "workers", 0, "how many articles to read at once (0: one per core)")
	cmd.Flags().StringVar(&r.overlay, "lang-dir", "", "`folder` with language data of your own")
	addLenient(cmd, &r.lenient)
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(recodeFormats, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if !slices.Contains(recodeFormats, r.format) {
			return usageError(cmd, fmt.Errorf("unknown format %q; there are %s", r.format, strings.Join(recodeFormats, ", ")))
		}
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		input := inputFlags{overlay: r.overlay, lenient: r.lenient}
		opts, err := input.options(p, cmd)
		if err != nil {
			return err
		}
		r.db, r.reader, r.boilerplate = db, input.reader(p), opts.Boilerplate
		return r.run(cmd.Context())
	}
	return cmd
}

// recoding is one run of recode.
type recoding struct {
	program        *program
	db             *store.DB
	reader         *pipeline.Reader
	accept, list   bool
	lineage        bool // find out anew who copied whom
	format         string
	overlay        string
	lenient        bool
	boilerplate    *boilerplate.Rules
	workers        int
	markErr        error
	marks          map[string]string
	articles, done int
	stages         map[string]int
	rules          map[string]*ruleChange
}

// ruleChange counts what one rule gained, lost and changed.
type ruleChange struct {
	why                   string
	gained, lost, changed int
}

// run reads what is stale and says what that changes.
func (r *recoding) run(ctx context.Context) error {
	r.marks, r.stages, r.rules = map[string]string{}, map[string]int{}, map[string]*ruleChange{}
	stale, err := r.db.Stale(ctx, r.readBy)
	if err := cmp.Or(err, r.markErr); err != nil {
		return err
	}
	size, err := r.db.Size(ctx)
	if err != nil {
		return err
	}
	progress := r.program.newProgress("versions")
	if progress != nil {
		progress.total = stale
	}
	if err := r.each(ctx, progress); err != nil {
		return err
	}
	progress.done()
	if r.accept && ctx.Err() == nil {
		if err := r.reweave(ctx); err != nil {
			return err
		}
	}
	if r.format == "text" {
		if err := r.summary(r.program.stdout, size.Versions); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return r.program.ended(ctx, false)
}

// reweave brings lineage and stories up to date with the new readings, or
// finds them out anew.
func (r *recoding) reweave(ctx context.Context) error {
	if r.lineage {
		if err := r.db.Unravel(ctx); err != nil {
			return err
		}
	}
	return r.program.weave(ctx, r.db, r.reader)
}

// readBy is what the program reads a language by.
func (r *recoding) readBy(language string) string {
	mark, known := r.marks[language]
	if !known {
		var err error
		if mark, err = r.reader.ReadBy(language); err != nil && r.markErr == nil {
			r.markErr = err
		}
		r.marks[language] = mark
	}
	return mark
}

// each reads what is stale again, tells the differences, and keeps the new
// readings when they are accepted.
func (r *recoding) each(ctx context.Context, progress *progress) error {
	var lookErr error
	old := &queue{}
	for result := range r.reader.Each(ctx, r.stale(ctx, old, &lookErr), r.workers) {
		before := old.next()
		progress.clear()
		if err := r.compare(&before, result.Record); err != nil {
			return err
		}
		if r.accept {
			err := r.db.Reread(ctx, before, store.Entry{Record: result.Record, Origins: result.Item.Origins, ReadBy: r.readBy(result.Record.Article.Language)})
			if ctx.Err() != nil {
				return nil
			}
			if err != nil {
				return err
			}
		}
		progress.step(result.Record.Article.Title)
	}
	return lookErr
}

// stale yields what is to be read again, and queues the reading that it has.
func (r *recoding) stale(ctx context.Context, old *queue, failure *error) iter.Seq2[ingest.Item, error] {
	marks := maps.Clone(r.marks) // the items are read ahead, by another goroutine
	return func(yield func(ingest.Item, error) bool) {
		for before, err := range r.db.Readings(ctx, func(language string) string { return marks[language] }) {
			if err != nil {
				*failure = err
				return
			}
			old.add(before)
			item := kept(&before)
			if slices.Contains(pipeline.Stale(before.ReadBy, marks[before.Record.Article.Language]), pipeline.IngestStage) {
				if err := r.takeOut(ctx, &before, &item); err != nil {
					*failure = err
					return
				}
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// kept is the item of a reading, as its article was taken out before.
func kept(before *store.Reading) ingest.Item {
	item := ingest.Item{Article: before.Record.Article}
	for _, u := range before.Record.Unread {
		if u.Stage == pipeline.IngestStage {
			item.Unread = append(item.Unread, u)
		}
	}
	return item
}

// takeOut takes the article out of its bytes again. Where they do not give one
// article with a text, as a line out of a larger file need not, it stays as
// it was.
func (r *recoding) takeOut(ctx context.Context, before *store.Reading, item *ingest.Item) error {
	original, _, err := r.db.Original(ctx, before.Article, before.Version)
	if err != nil {
		return err
	}
	old := &before.Record.Article
	opts := ingest.Options{URL: old.URL, Boilerplate: r.boilerplate}
	if old.PublishedFrom == "flag" {
		opts.Published = old.Published
	}
	var again []ingest.Item
	for found, err := range ingest.Read(old.Input, bytes.NewReader(original), opts) {
		if again = append(again, found); err != nil || len(again) > 1 {
			return nil //nolint:nilerr // it was taken out of something larger
		}
	}
	if len(again) == 1 && again[0].Article.Text != "" && again[0].Article.Digest == old.Digest {
		*item = again[0]
		item.Article.ID, item.Article.Input, item.Article.URL = old.ID, old.Input, old.URL
		told(&item.Article, old)
	}
	return nil
}

// told gives an article back what was told of it beside its bytes: by the feed
// that led to the page, or by the larger file that it is a part of.
func told(a, old *depesche.Article) {
	a.Publisher, a.Rendering = old.Publisher, old.Rendering
	if a.Language == "" {
		a.Language = old.Language
	}
	if a.Title == "" {
		a.Title = old.Title
	}
	if a.Outlet.Name == "" {
		a.Outlet = old.Outlet
	}
	if a.Published == "" && (old.PublishedFrom == "feed" || old.PublishedFrom == "warc") {
		a.Published, a.PublishedFrom = old.Published, old.PublishedFrom
		for _, d := range old.Dates {
			if d.Of == depesche.DatePublished && d.From == old.PublishedFrom {
				a.Dates = append([]depesche.Dating{d}, a.Dates...)
			}
		}
	}
}

// compare counts what a new reading changes, and lists it where that is asked
// for.
func (r *recoding) compare(before *store.Reading, after *depesche.Record) error {
	r.articles++
	for _, stage := range pipeline.Stale(before.ReadBy, r.marks[after.Article.Language]) {
		r.stages[stage]++
	}
	differences := depesche.Compare(before.Record, after)
	if len(differences) > 0 {
		r.done++
	}
	for i := range differences {
		r.count(&differences[i])
	}
	switch {
	case r.format == "jsonl":
		return writeLines(r.program.stdout, differences)
	case r.list:
		return listDifferences(r.program.stdout, after, differences)
	}
	return nil
}

func (r *recoding) count(d *depesche.Difference) {
	c := r.rules[d.Why]
	if c == nil {
		c = &ruleChange{why: d.Why}
		r.rules[d.Why] = c
	}
	switch d.Change {
	case depesche.Gained:
		c.gained++
	case depesche.Lost:
		c.lost++
	default:
		c.changed++
	}
}

func listDifferences(w io.Writer, r *depesche.Record, differences []depesche.Difference) error {
	for _, d := range differences {
		what := d.Type
		if len(d.Fields) > 0 {
			what += " (" + strings.Join(d.Fields, ", ") + ")"
		}
		if _, err := fmt.Fprintf(w, "%s  %s %s %s: “%s”  %s\n", r.Article.ID, d.Change, d.Fact, what, shorten(d.Words.Text, 80), d.Why); err != nil {
			return err
		}
	}
	return nil
}

// shorten cuts a text to so many characters, with an ellipsis.
func shorten(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// summary says what was stale, what it changes by rule, and what to do next.
func (r *recoding) summary(w io.Writer, versions int) error {
	if r.articles == 0 {
		_, err := fmt.Fprintf(w, "All %d versions in the record were read by the rules and models of this program.\n", versions)
		return err
	}
	var stages []string
	for _, name := range slices.Sorted(maps.Keys(r.stages)) {
		stages = append(stages, fmt.Sprintf("%s %d", name, r.stages[name]))
	}
	fmt.Fprintf(w, "%d of %d versions were read by other rules or models (%s); %d read otherwise now.\n", r.articles, versions, strings.Join(stages, ", "), r.done)
	rules := slices.SortedFunc(maps.Values(r.rules), func(a, b *ruleChange) int {
		return cmp.Or(cmp.Compare(b.gained+b.lost+b.changed, a.gained+a.lost+a.changed), strings.Compare(a.why, b.why))
	})
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	total := ruleChange{}
	if len(rules) > 0 {
		fmt.Fprintln(table, "gained\tlost\tchanged\t  rule")
	}
	for _, c := range rules {
		fmt.Fprintf(table, "%d\t%d\t%d\t  %s\n", c.gained, c.lost, c.changed, cmp.Or(c.why, "(no rule named)"))
		total.gained, total.lost, total.changed = total.gained+c.gained, total.lost+c.lost, total.changed+c.changed
	}
	if len(rules) > 1 {
		fmt.Fprintf(table, "%d\t%d\t%d\t  all\n", total.gained, total.lost, total.changed)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	next := "Nothing was changed. See each fact with --list, and change the record with --accept."
	if r.accept {
		next = "The record was changed."
	}
	_, err := fmt.Fprintln(w, next)
	return err
}

// queue holds readings that are under way, in their order.
type queue struct {
	mu   sync.Mutex
	list []store.Reading
}

func (q *queue) add(r store.Reading) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.list = append(q.list, r)
}

func (q *queue) next() store.Reading {
	q.mu.Lock()
	defer q.mu.Unlock()
	r := q.list[0]
	q.list = q.list[1:]
	return r
}
