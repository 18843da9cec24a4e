// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"depesche/export"
	"depesche/ingest"
	"depesche/lang"
	"depesche/nlp/conllu"
	"depesche/pipeline"
)

// inputFlags are the flags of every command that takes articles in.
type inputFlags struct {
	published, language, overlay string
	workers                      int
	lenient                      bool

	made *pipeline.Reader
}

func (f *inputFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.published, "published", "", "publication `date` of the articles: 2025-07-13, or an RFC 3339 time")
	cmd.Flags().StringVar(&f.language, "lang", "", "language `code` of the articles; told from the text when absent")
	cmd.Flags().StringVar(&f.overlay, "lang-dir", "", "`folder` with language data of your own; a file <code>/<name> in it replaces the built-in one")
	addLenient(cmd, &f.lenient)
	cmd.Flags().IntVar(&f.workers, "workers", 0, "articles read at the same time (0: one per core)")
}

// options checks the flags.
func (f *inputFlags) options(p *program, cmd *cobra.Command) (ingest.Options, error) {
	if f.published != "" && !isDate(f.published) {
		return ingest.Options{}, usageError(cmd, fmt.Errorf("--published %q is not a date; write it as 2025-07-13 or 2025-07-13T08:30:00Z", f.published))
	}
	opts := ingest.Options{Published: f.published, Language: f.language, Workers: f.workers}
	if opts.Workers <= 0 {
		opts.Workers = pipeline.Workers()
	}
	if f.overlay != "" {
		rules, err := f.reader(p).Boilerplate()
		if err != nil {
			return opts, err
		}
		opts.Boilerplate = rules
	}
	return opts, nil
}

// reader is the same one at every call, so that each broken line is named once.
func (f *inputFlags) reader(p *program) *pipeline.Reader {
	if f.made == nil {
		f.made = p.newReader(f.overlay, f.lenient)
	}
	return f.made
}

func addLenient(cmd *cobra.Command, lenient *bool) {
	cmd.Flags().BoolVar(lenient, "lenient", false, "leave out broken lines of language data and go on; each is named, and the exit status is 3")
}

// newReader makes a reader of articles. A lenient one names what it leaves out
// of the language data and makes the exit status that of a part.
func (p *program) newReader(overlay string, lenient bool) *pipeline.Reader {
	opts := pipeline.Options{Overlay: overlay, Now: time.Now}
	if lenient {
		opts.Broken = func(b lang.Broken) {
			p.leftOut.Store(true)
			fmt.Fprintln(p.stderr, "depesche:", b)
		}
	}
	return pipeline.New(opts)
}

func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// errPart ends a command that did its work but could not read some inputs.
var errPart = statusError{status: exitPartRead}

func (p *program) readCommand() *cobra.Command {
	var input inputFlags
	var format string
	var tokens, unread bool
	cmd := &cobra.Command{
		Use:   "read PATH…",
		Short: "Read articles and write what they hold; nothing is kept",
		Long: `Read articles and write their record to standard output; nothing is kept.

A PATH is a file, a folder (all files below it) or - for standard input. What a file is,
is told from its content:

  pages and texts   HTML, Markdown, plain text, depesche's JSONL
  feeds             RSS 0.90 to 2.0, RDF, Atom, JSON Feed
  archives          WARC 1.0 and 1.1, ARC, WACZ
  wire formats      ninjs 1.x to 3.x, NewsML-G2, NITF
  wikis             exports of MediaWiki, such as Wikinews
  lists             sitemaps, news sitemaps and their indexes, OPML

Each may be packed with gzip, bzip2 or zstd. An item of a feed or list that holds no text
of its own is listed, not read; "depesche watch" fetches it. What cannot be read is named
with its place and reason, the others are still read, and the exit status is 3.`,
		Example: `  depesche read visit.txt --published 2025-07-13
  depesche read --format jsonl articles/ > record.jsonl
  depesche read --format jsonl news.warc.gz feed.xml wire.json
  curl -s https://news.example/page.html | depesche read -
  depesche read --format conllu --lang de text.txt`,
		Args: cobra.MinimumNArgs(1),
	}
	input.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "output `format`: text, json, jsonl or conllu")
	cmd.Flags().BoolVar(&tokens, "tokens", false, "with --format conllu: the input is CoNLL-U, keep its tokens and sentences")
	cmd.Flags().BoolVar(&unread, "unread", false, "list every candidate that could not be coded, with the reason")
	p.completeFormats(cmd, "conllu")
	cmd.RunE = func(cmd *cobra.Command, paths []string) error {
		opts, err := input.options(p, cmd)
		if err != nil {
			return err
		}
		if format == "conllu" {
			return p.readTrees(cmd, &input, opts, paths, tokens)
		}
		if tokens {
			return usageError(cmd, errors.New("--tokens goes with --format conllu"))
		}
		return p.readRecords(cmd, &input, opts, paths, format, unread)
	}
	return cmd
}

func (p *program) completeFormats(cmd *cobra.Command, more ...string) {
	names := more
	for _, f := range export.Formats {
		names = append(names, f.Name+"\t"+f.About)
	}
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
}

func (p *program) readRecords(cmd *cobra.Command, input *inputFlags, opts ingest.Options, paths []string, format string, unread bool) error {
	f, err := export.Find(format)
	if err != nil {
		return usageError(cmd, err)
	}
	screen := p.screenOptions()
	screen.Unread = unread
	w := f.New(p.stdout, screen)
	part := false
	for result := range input.reader(p).Each(cmd.Context(), pipeline.Items(paths, p.stdin, opts), input.workers) {
		part = part || result.Failed
		p.complain(result)
		if err := w.Write(result.Record); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return p.ended(cmd.Context(), part)
}

// ended turns how a run over inputs ended into its exit status.
func (p *program) ended(ctx context.Context, part bool) error {
	p.complaints.end(p.stderr)
	if ctx.Err() != nil {
		return errors.New("interrupted; what was done stands")
	}
	if part || p.leftOut.Load() {
		return errPart
	}
	return nil
}

// stopped is the end of a command that runs until it is told to stop: nothing
// was broken off, but language data may have been left out.
func (p *program) stopped() error {
	if p.leftOut.Load() {
		return errPart
	}
	return nil
}

// readTrees writes the analysis of the texts in CoNLL-U.
func (p *program) readTrees(cmd *cobra.Command, input *inputFlags, opts ingest.Options, paths []string, tokens bool) error {
	reader := input.reader(p)
	if tokens {
		return p.readGoldTokens(cmd.Context(), reader, opts.Language, paths)
	}
	part := false
	for item, err := range pipeline.Items(paths, p.stdin, opts) {
		if item.Listed && err == nil {
			p.complaints.listed++
			continue
		}
		if err == nil {
			err = p.writeTrees(reader, item)
		}
		if err != nil {
			part = true
			fmt.Fprintf(p.stderr, "depesche: %s: %v\n", item.Article.Input, err)
		}
		if cmd.Context().Err() != nil {
			break
		}
	}
	return p.ended(cmd.Context(), part)
}

func (p *program) writeTrees(reader *pipeline.Reader, item ingest.Item) error {
	doc, err := reader.Trees(item)
	if err != nil {
		return err
	}
	return conllu.Write(p.stdout, item.Article.ID, doc)
}

// readGoldTokens analyses CoNLL-U input on its own tokens and sentences.
func (p *program) readGoldTokens(ctx context.Context, reader *pipeline.Reader, language string, paths []string) error {
	if language == "" {
		return errors.New("--tokens needs --lang: CoNLL-U does not say its language")
	}
	l, err := reader.Language(language)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := p.analyseTokens(l, path); err != nil {
			return err
		}
	}
	return p.ended(ctx, false)
}

func (p *program) analyseTokens(l *pipeline.Language, path string) error {
	r, err := p.open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	for document, err := range conllu.Documents(r) {
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		if err := conllu.Write(p.stdout, document.ID, l.Analyse(document.Doc)); err != nil {
			return err
		}
	}
	return nil
}

// open opens a file, or standard input for "-".
func (p *program) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(p.stdin), nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read %w", err)
	}
	return f, nil
}
