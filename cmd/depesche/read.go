// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"depesche/ingest"
	"depesche/pipeline"
)

// readFlags are the flags of every command that takes articles in.
type readFlags struct {
	published, language string
	workers             int
}

func (f *readFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.published, "published", "", "publication `date` of the articles: 2025-07-13, or an RFC 3339 time")
	cmd.Flags().StringVar(&f.language, "lang", "", "language `code` of the articles; told from the text when absent")
	cmd.Flags().IntVar(&f.workers, "workers", 0, "articles read at the same time (0: one per core)")
}

// options checks the flags.
func (f *readFlags) options(cmd *cobra.Command) (ingest.Options, error) {
	if f.published != "" && !isDate(f.published) {
		return ingest.Options{}, usageError(cmd, fmt.Errorf("--published %q is not a date; write it as 2025-07-13 or 2025-07-13T08:30:00Z", f.published))
	}
	return ingest.Options{Published: f.published, Language: f.language}, nil
}

func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

func (p *program) readCommand() *cobra.Command {
	var flags readFlags
	var format string
	cmd := &cobra.Command{
		Use:   "read PATH…",
		Short: "Read articles and write their record to standard output; nothing is kept",
		Args:  cobra.MinimumNArgs(1),
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "output `format`: text, json, jsonl or conllu")
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		opts, err := flags.options(cmd)
		if err != nil {
			return err
		}
		return p.read(cmd, paths, opts, format, flags.workers)
	}
	return cmd
}

func (p *program) read(cmd *cobra.Command, paths []string, opts ingest.Options, format string, workers int) error {
	reader := pipeline.New(pipeline.Options{Now: time.Now})
	write, err := p.recordWriter(format)
	if err != nil {
		return usageError(cmd, err)
	}
	part := false
	for result := range reader.Each(cmd.Context(), pipeline.Items(paths, p.stdin, opts), workers) {
		part = part || result.Failed
		if err := write(result.Record); err != nil {
			return err
		}
	}
	if err := cmd.Context().Err(); err != nil {
		return fmt.Errorf("interrupted")
	}
	if part {
		return statusError{status: exitPartRead}
	}
	return nil
}
