// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"depesche/ingest"
	"depesche/ingest/fetch"
	"depesche/pipeline"
	"depesche/store"
	"depesche/watch"
	"depesche/weave"
)

// crawlFlags are the flags of every command that fetches.
type crawlFlags struct {
	contact string
	private bool
	delay   time.Duration
	timeout time.Duration
}

func (f *crawlFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.contact, "contact", "", "mail `address` or web page of who answers for the fetching; said once, it is remembered (default: $DEPESCHE_CONTACT)")
	cmd.Flags().BoolVar(&f.private, "private", false, "fetch from private networks and this machine, too")
	cmd.Flags().DurationVar(&f.delay, "delay", 2*time.Second, "least `time` between two fetches of one host")
	cmd.Flags().DurationVar(&f.timeout, "timeout", time.Minute, "longest `time` that one fetch may take")
}

// contactSetting is under what name the record remembers the contact.
const contactSetting = "contact"

// fetchOptions says who fetches, and how.
func (p *program) fetchOptions(cmd *cobra.Command, db *store.DB, f *crawlFlags) (fetch.Options, error) {
	if f.delay <= 0 || f.timeout <= 0 {
		return fetch.Options{}, usageError(cmd, errors.New("--delay and --timeout must be above 0, as 2s or 1m"))
	}
	contact, err := p.contact(cmd, db, f)
	if err != nil {
		return fetch.Options{}, err
	}
	return fetch.Options{UserAgent: fmt.Sprintf("depesche/%s (+%s)", version, contact), Agent: "depesche", Private: f.private, Delay: f.delay, Timeout: f.timeout}, nil
}

// contact is who answers for the fetching: as said now, or before.
func (p *program) contact(cmd *cobra.Command, db *store.DB, f *crawlFlags) (string, error) {
	said := f.contact
	if said == "" {
		said = p.getenv("DEPESCHE_CONTACT")
	}
	if said == "" {
		known, err := db.Setting(cmd.Context(), contactSetting)
		if err != nil || known != "" {
			return known, err
		}
		return "", usageError(cmd, errors.New("say who answers for the fetching, so that a site can reach you: --contact desk@paper.example; it is said once for a record"))
	}
	said = strings.TrimSpace(said)
	isPage := strings.HasPrefix(said, "https://") || strings.HasPrefix(said, "http://")
	if strings.ContainsAny(said, " \t\r\n()") || !isPage && !strings.Contains(said, "@") {
		return "", usageError(cmd, fmt.Errorf("--contact %q is no mail address and no web page; write it as desk@paper.example or https://paper.example/desk", said))
	}
	if !isPage && !strings.HasPrefix(said, "mailto:") {
		said = "mailto:" + said
	}
	return said, db.SetSetting(cmd.Context(), contactSetting, said)
}

func (p *program) watchCommand() *cobra.Command {
	var record recordFlags
	var crawl crawlFlags
	var w watching
	cmd := &cobra.Command{
		Use:   "watch",
		Short: "Visit the sources and keep what they publish",
		Long: `Visit the sources, each at its own rhythm, fetch what they offer, read it and keep it. Fresh
articles are looked at again for silent edits, for a month; a changed one becomes a new
version, a vanished one is marked as gone and stays. Every exchange is appended to WARC files beside
the record.

Sites are treated with care: robots.txt and its Crawl-delay hold, one request at a time and host,
Retry-After and 429 are heeded, and no page is fetched without need. An interrupted run, however it
ended, is taken up again without losing or repeating anything.`,
		Example: `  depesche watch --contact desk@paper.example
  depesche watch --once
  depesche watch --db visits.db --archive /srv/warc`,
		Args: cobra.NoArgs,
	}
	record.add(cmd)
	crawl.add(cmd)
	w.add(cmd)
	cmd.Flags().BoolVar(&w.once, "once", false, "end when nothing is due")
	cmd.Flags().BoolVar(&w.quiet, "quiet", false, "print the summary only")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		db, err := p.openRecord(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		if err := w.prepare(cmd, p, &record, db, &crawl); err != nil {
			return err
		}
		if !w.once && !w.quiet {
			fmt.Fprintf(p.stdout, "Watching %s (stop it with Ctrl-C)\n", counted(w.sources, "source", "sources"))
		}
		if !w.quiet {
			w.progress = p.newProgress("steps")
		}
		return w.run(cmd.Context())
	}
	return cmd
}

// watching is one run of the sources.
type watching struct {
	once, quiet      bool
	lenient          bool
	archive, overlay string
	megabytes        int64
	readers          int

	program  *program
	weaver   *weave.Weaver
	reader   *pipeline.Reader
	watcher  *watch.Watcher
	sources  int
	progress *progress
	mu       sync.Mutex
	added    int // articles and versions since lineage and stories were brought up to date
}

func (w *watching) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.archive, "archive", "", "`folder` of the WARC files (default: beside the record; none: no archive)")
	_ = cmd.MarkFlagDirname("archive")
	cmd.Flags().Int64Var(&w.megabytes, "max-size", 20, "largest document, in `MB`")
	cmd.Flags().IntVar(&w.readers, "workers", 0, "articles read at the same time (0: one per core)")
	addLenient(cmd, &w.lenient)
	cmd.Flags().StringVar(&w.overlay, "lang-dir", "", "`folder` with language data of your own; a file <code>/<name> in it replaces the built-in one")
}

// prepare checks the flags and makes the watcher.
func (w *watching) prepare(cmd *cobra.Command, p *program, record *recordFlags, db *store.DB, crawl *crawlFlags) error {
	if w.megabytes < 1 || w.megabytes<<20 > ingest.MaxBytes {
		return usageError(cmd, fmt.Errorf("--max-size %d is not between 1 and %d", w.megabytes, ingest.MaxBytes>>20))
	}
	sources, err := db.Sources(cmd.Context())
	if err != nil {
		return err
	}
	if len(sources) == 0 && w.once {
		return errors.New(noSources)
	}
	opts := watch.Options{Once: w.once, Readers: w.readers, Progress: w.step}
	if opts.Fetch, err = p.fetchOptions(cmd, db, crawl); err != nil {
		return err
	}
	opts.Fetch.MaxBytes = w.megabytes << 20
	if opts.Archive, err = w.archiveFolder(p, record); err != nil {
		return err
	}
	if err := rememberArchive(cmd.Context(), db, w.archive); err != nil {
		return err
	}
	if w.readers <= 0 {
		opts.Readers = pipeline.Workers()
	}
	if w.reader == nil {
		w.reader = p.newReader(w.overlay, w.lenient)
	}
	if w.overlay != "" {
		if opts.Boilerplate, err = w.reader.Boilerplate(); err != nil {
			return err
		}
	}
	w.program, w.sources = p, len(sources)
	w.weaver = &weave.Weaver{DB: db, Keep: true}
	opts.Reader = w.reader
	w.watcher, err = watch.New(db, opts)
	return err
}

// archiveFolder is where the WARC files go; "" for nowhere.
func (w *watching) archiveFolder(p *program, record *recordFlags) (string, error) {
	switch w.archive {
	case "none":
		return "", nil
	case "":
		path, err := p.recordPath(record)
		return archiveBeside(path), err
	}
	return w.archive, nil
}

// run runs the watcher to its end and brings lineage and stories up to date,
// now and then and at the end.
func (w *watching) run(ctx context.Context) error {
	weaving, stop := context.WithCancel(ctx)
	var weaver sync.WaitGroup
	weaver.Go(func() { w.weaveNowAndThen(weaving) })
	summary, err := w.watcher.Run(ctx)
	stop()
	weaver.Wait()
	w.progress.done()
	err = errors.Join(err, w.watcher.Close())
	if err == nil && ctx.Err() == nil {
		err = weaveWith(ctx, w.weaver, w.reader)
	}
	fmt.Fprintln(w.program.stdout, summary)
	switch {
	case err != nil:
		return err
	case !w.once:
		return w.program.stopped()
	}
	return w.program.ended(ctx, summary.Failed+summary.Unfetched+summary.Unread > 0)
}

// beside starts the watcher beside other work, until the context ends; the
// function that it returns waits for its end. A watcher that has to give up
// says so and leaves the other work alone.
func (w *watching) beside(cmd *cobra.Command, ctx context.Context, p *program, record *recordFlags, db *store.DB, crawl *crawlFlags) (wait func() error, err error) {
	if err := w.prepare(cmd, p, record, db, crawl); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() {
		err := w.run(ctx)
		if err != nil && ctx.Err() == nil {
			fmt.Fprintf(p.stderr, "depesche: watching has ended, the desk goes on: %v\n", err)
		}
		ended <- err
	}()
	return func() error { return <-ended }, nil
}

// weaveEvery is how often lineage and stories are brought up to date while
// articles come in.
const weaveEvery = 5 * time.Minute

func (w *watching) weaveNowAndThen(ctx context.Context) {
	tick := time.NewTicker(weaveEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		w.mu.Lock()
		added := w.added
		w.added = 0
		w.mu.Unlock()
		if added == 0 {
			continue
		}
		if err := weaveWith(ctx, w.weaver, w.reader); err != nil {
			fmt.Fprintf(w.program.stderr, "depesche: lineage and stories: %v\n", err)
		}
	}
}

// step shows how far the run has come, and what went wrong.
func (w *watching) step(e watch.Event) {
	if e.What == string(store.Added) || e.What == string(store.NewVersion) || e.What == string(store.Completed) {
		w.mu.Lock()
		w.added++
		w.mu.Unlock()
	}
	if w.quiet {
		return
	}
	if e.Reason != "" {
		w.progress.clear()
		fmt.Fprintf(w.program.stderr, "depesche: %s: %s\n", e.Address, e.Reason)
	}
	w.progress.step(fmt.Sprintf("%d of %d pages fetched, %d added, %d new versions  %s", e.Summary.Fetched, e.Summary.Fresh, e.Summary.Added, e.Summary.Changed, e.Title))
}
