// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/export"
)

func (p *program) showCommand() *cobra.Command {
	var record recordFlags
	var format string
	var version int
	var original, versions, unread bool
	cmd := &cobra.Command{
		Use:   "show ID[/FACT]",
		Short: "Show an article of the record, or one of its facts with its evidence",
		Long: `Show an article of the record with its facts, or one event (v1), statement (s1) or
entity (e1) of it. The beginning of an ID is enough when it is clear.`,
		Example: `  depesche show 4f1c
  depesche show 4f1c/v2
  depesche show 4f1c --versions
  depesche show 4f1c --original > page.html`,
		Args: cobra.ExactArgs(1),
	}
	record.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "output `format`: text, json or jsonl")
	cmd.Flags().IntVar(&version, "version", 0, "`number` of the version (0: the current one)")
	cmd.Flags().BoolVar(&versions, "versions", false, "list the versions, with the words that were taken out and put in and what became of the facts")
	cmd.Flags().BoolVar(&original, "original", false, "write the stored original bytes")
	cmd.Flags().BoolVar(&unread, "unread", false, "list every candidate that could not be coded, with the reason")
	p.completeFormats(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		prefix, fact, _ := strings.Cut(args[0], "/")
		id, err := db.Resolve(cmd.Context(), prefix)
		if err != nil {
			return notFound(err)
		}
		switch {
		case versions:
			return p.showVersions(cmd, db, id, format)
		case original:
			data, _, err := db.Original(cmd.Context(), id, version)
			if err == nil {
				_, err = p.stdout.Write(data)
			}
			return err
		}
		head, r, err := db.Article(cmd.Context(), id, version)
		if err != nil {
			return notFound(err)
		}
		if fact != "" {
			if r, err = only(r, fact); err != nil {
				return err
			}
		}
		if head.Gone != "" && format == "text" {
			fmt.Fprintf(p.stdout, "The page is no longer at its address: gone since %s.\n\n", head.Gone)
		}
		return p.writeRecord(cmd, r, format, unread)
	}
	return cmd
}

func notFound(err error) error {
	if errors.Is(err, depesche.ErrNotFound) {
		return fmt.Errorf("%w; \"depesche find\" lists what there is", err)
	}
	return err
}

func (p *program) writeRecord(cmd *cobra.Command, r *depesche.Record, format string, unread bool) error {
	f, err := export.Find(format)
	if err != nil {
		return usageError(cmd, err)
	}
	opts := p.screenOptions()
	opts.Unread = unread
	w := f.New(p.stdout, opts)
	if err := w.Write(r); err != nil {
		return err
	}
	return w.Close()
}

// only narrows a record to one fact and what it refers to.
func only(r *depesche.Record, fact string) (*depesche.Record, error) {
	one := *r
	one.Events, one.Statements, one.Unread = nil, nil, nil
	for _, v := range r.Events {
		if v.ID == fact {
			one.Events = []depesche.Event{v}
			if v.Statement != nil {
				fact = *v.Statement
			}
		}
	}
	for _, s := range r.Statements {
		if s.ID == fact {
			one.Statements = []depesche.Statement{s}
		}
	}
	if len(one.Events)+len(one.Statements) > 0 {
		return &one, nil
	}
	if e := r.Entity(fact); e != nil {
		return about(r, e.ID), nil
	}
	return nil, fmt.Errorf("%s of article %s: %w; it has events v1 to v%d, statements s1 to s%d and entities e1 to e%d",
		fact, r.Article.ID, depesche.ErrNotFound, len(r.Events), len(r.Statements), len(r.Entities))
}

// about narrows a record to the facts that name an entity.
func about(r *depesche.Record, entity string) *depesche.Record {
	one := *r
	one.Events, one.Statements, one.Unread = nil, nil, nil
	for _, v := range r.Events {
		for _, id := range append(append([]string{}, v.Actors...), v.Recipients...) {
			if id == entity {
				one.Events = append(one.Events, v)
				break
			}
		}
	}
	for _, s := range r.Statements {
		if s.Source != nil && s.Source.Entity == entity {
			one.Statements = append(one.Statements, s)
		}
	}
	return &one
}
