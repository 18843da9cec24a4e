// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"depesche/ingest"
	"depesche/pipeline"
	"depesche/store"
)

func (p *program) addCommand() *cobra.Command {
	var input inputFlags
	var record recordFlags
	var quiet bool
	cmd := &cobra.Command{
		Use:   "add PATH…",
		Short: "Read articles and keep them in the record",
		Long: `Read articles and keep them in the record: the original bytes, every version, and
the facts. Adding the same article twice adds nothing; a changed article becomes a new
version, and the old one stays. Every format of "depesche read" is taken in.

An interrupted run can be started again: what is kept is not read twice, and a large
archive goes on at the byte where it was cut off. Only a few records of an archive are in
memory at a time, however large it is.`,
		Example: `  depesche add articles/
  depesche add CC-NEWS-*.warc.gz --workers 8
  depesche add page.html --published 2025-07-13 --db visits.db`,
		Args: cobra.MinimumNArgs(1),
	}
	input.add(cmd)
	record.add(cmd)
	cmd.Flags().BoolVar(&quiet, "quiet", false, "print problems and the summary only")
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		opts, err := input.options(p, cmd)
		if err != nil {
			return err
		}
		db, err := p.openRecord(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		a := adding{program: p, db: db, reader: input.reader(p), workers: input.workers}
		if !quiet {
			a.progress = p.newProgress("articles")
		}
		part, err := a.inputs(cmd.Context(), pipeline.Inputs{Paths: paths, Stdin: p.stdin, Options: opts})
		if err != nil {
			return err
		}
		fmt.Fprintln(p.stdout, a.summary())
		return p.ended(cmd.Context(), part)
	}
	return cmd
}

// absolute writes the inputs as absolute paths, so that a file is known again
// from whatever folder it is added. An article that has an id of its own in a
// file of many is "path#id".
func absolute(items iter.Seq2[ingest.Item, error]) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for item, err := range items {
			if path, absErr := filepath.Abs(item.Article.Input); absErr == nil && item.Article.Input != "-" {
				item.Article.Input = path
			}
			if item.Many {
				item.Article.Input += "#" + item.Article.ID
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// adding is one run of articles into the record.
type adding struct {
	program  *program
	db       *store.DB
	reader   *pipeline.Reader
	workers  int
	progress *progress
	count    map[store.Outcome]int
	failed   int

	known  atomic.Int64 // items left out because they are kept already
	listed atomic.Int64 // items without a text
	intake *intake
}

// inputs runs over the articles of the inputs, and goes on where an earlier run
// was cut off.
func (a *adding) inputs(ctx context.Context, in pipeline.Inputs) (part bool, err error) {
	a.intake = &intake{db: a.db, options: in.Options, files: map[string]*store.Intake{}, say: func(format string, args ...any) {
		fmt.Fprintf(a.program.stderr, format+"\n", args...)
	}}
	a.progress.bytes(in.Size())
	in.Read = a.progress.read
	in.From = func(f *os.File) int64 {
		offset := a.intake.from(ctx, f)
		a.progress.skip(offset)
		return offset
	}
	part, err = a.run(ctx, absolute(in.Items()))
	end := a.intake.end(context.WithoutCancel(ctx), err == nil && ctx.Err() == nil)
	return part, cmp.Or(err, end)
}

// run reads what is new and keeps it. It reports whether some inputs could
// not be read; an error ends it, and what was kept until then stands.
func (a *adding) run(ctx context.Context, items iter.Seq2[ingest.Item, error]) (part bool, err error) {
	a.count = map[store.Outcome]int{}
	defer a.progress.done()
	var lookErr error
	for result := range a.reader.Each(ctx, a.unknown(ctx, items, &lookErr), a.workers) {
		if result.Failed {
			a.failed++
		}
		a.progress.clear()
		a.program.complain(result)
		if result.Record.Article.ID != "" {
			readBy, err := a.reader.ReadBy(result.Record.Article.Language)
			if err != nil {
				return true, err
			}
			kept, err := a.db.Add(ctx, store.Entry{Record: result.Record, Original: result.Item.Original, Origins: result.Item.Origins, ReadBy: readBy})
			if ctx.Err() != nil {
				break
			}
			if err != nil {
				return true, err
			}
			a.count[kept.Outcome]++
		}
		if a.intake != nil {
			item := &result.Item
			if err := a.intake.done(ctx, strings.TrimSuffix(item.Article.Input, "#"+item.Article.ID), item.Next); err != nil && ctx.Err() == nil {
				return true, err
			}
		}
		a.progress.step(result.Record.Article.Title)
	}
	if ctx.Err() == nil {
		err = a.program.weave(ctx, a.db, a.reader)
	}
	return a.failed > 0, cmp.Or(lookErr, err)
}

// unknown leaves out the items that the record holds already.
func (a *adding) unknown(ctx context.Context, items iter.Seq2[ingest.Item, error], failure *error) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for item, err := range items {
			if err == nil && item.Listed {
				a.listed.Add(1)
				continue
			}
			if err == nil {
				_, known, lookErr := a.db.Known(ctx, item.Article)
				if lookErr != nil {
					*failure = lookErr
					return
				}
				if known {
					a.known.Add(1)
					continue
				}
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

func (a *adding) summary() string {
	text := fmt.Sprintf("%d added, %s, %d unchanged", a.count[store.Added], counted(a.count[store.NewVersion]+a.count[store.Completed], "new version", "new versions"), a.count[store.Unchanged]+int(a.known.Load()))
	if a.failed > 0 {
		text += fmt.Sprintf(", %d could not be read", a.failed)
	}
	a.program.complaints.listed += int(a.listed.Swap(0))
	return text
}
