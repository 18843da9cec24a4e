// SPDX-License-Identifier: Apache-2.0

// Package watch keeps the record up to date with its sources: it visits them
// at each one's own rhythm, fetches what they offer, has it read, keeps it,
// and looks at fresh articles again for silent edits. Sources come from the
// store, articles and an account of every visit go there, and the exchanges as
// they came go into an archive. Every step is written down before the next
// one begins, so that a run that was killed is taken up where it ended. It
// does not read articles itself, and decides nothing about their content.
package watch

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"depesche"
	"depesche/address"
	"depesche/ingest"
	"depesche/ingest/boilerplate"
	"depesche/ingest/fetch"
	"depesche/store"
)

// Clock tells the time and waits.
type Clock interface {
	fetch.Clock
	// After sends the time once d has passed. It only wakes a watcher that has
	// work under way.
	After(d time.Duration) <-chan time.Time
}

// SystemClock is the clock of the machine.
type SystemClock struct{ fetch.SystemClock }

// After waits for d and sends the time.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// Reader reads an article, and says what it reads articles of a language by.
type Reader interface {
	Read(item ingest.Item) *depesche.Record
	ReadBy(language string) (string, error)
}

// Options configure a Watcher.
type Options struct {
	Fetch   fetch.Options // who fetches, and within what limits; Clock, Hosts and Archive are set by the watcher
	Archive string        // folder of the WARC files; "": nothing is archived
	Reader  Reader        // reads what was fetched
	Readers int           // articles read at the same time; 0: one
	Once    bool          // end when nothing is due
	Clock   Clock         // nil: the system's

	Boilerplate *boilerplate.Rules // see ingest.Options

	// Progress is told of every step; it is called by one goroutine at a time.
	Progress func(Event)
}

// Event is a step of a run.
type Event struct {
	Address string
	What    string // "visited", "unchanged", "fetched", "added", "new version", "gone", or the kind of failure
	Reason  string // of a failure, in words
	Title   string
	Summary Summary // of the run so far
}

// Summary counts what a run did.
type Summary struct {
	Visited   int // sources that were read or found unchanged
	Failed    int // sources that could not be read
	Fresh     int // pages offered for the first time
	Fetched   int // pages fetched
	Same      int // pages looked at again and found unchanged
	Added     int // articles that were not there
	Changed   int // new versions of articles
	Completed int // articles known by what a feed carries, now by their page
	Unread    int // pages fetched that are no article
	Gone      int // pages that are no longer there
	Unfetched int // tries to fetch a page that failed
}

// Watcher visits the sources of one record.
type Watcher struct {
	db      *store.DB
	opts    Options
	client  *fetch.Client
	archive *archive

	mu      sync.Mutex
	busy    map[string]bool // what is under way: sources and pages by name
	again   bool            // there may be something new that is due
	ended   map[string]bool // what ended since the last look at what is due
	queues  map[string]*queue
	unread  []store.WebPage // fetched, to be read
	reading int
	summary Summary
	failure error

	step chan struct{} // a token when something under way has ended
	read chan struct{} // wakes the readers
	wait sync.WaitGroup
}

// New returns a watcher over the record.
func New(db *store.DB, opts Options) (*Watcher, error) {
	if opts.Clock == nil {
		opts.Clock = SystemClock{}
	}
	if opts.Progress == nil {
		opts.Progress = func(Event) {}
	}
	w := &Watcher{db: db, opts: opts, busy: map[string]bool{}, ended: map[string]bool{}, queues: map[string]*queue{}, step: make(chan struct{}, 1)}
	f := opts.Fetch
	f.Clock, f.Hosts = opts.Clock, hosts{db}
	if opts.Archive != "" {
		a, err := openArchive(db, opts.Archive, f.UserAgent, opts.Clock.Now)
		if err != nil {
			return nil, err
		}
		w.archive, f.Archive = a, a.keep
	}
	client, err := fetch.New(f)
	if err != nil {
		w.Close()
		return nil, err
	}
	w.client = client
	return w, nil
}

// Close ends the archive and closes connections.
func (w *Watcher) Close() error {
	if w.client != nil {
		w.client.Close()
	}
	if w.archive == nil {
		return nil
	}
	return w.archive.close()
}

// How the main loop waits.
const (
	lookAgain = time.Minute // sources may be added by others meanwhile
	morePages = 2000        // due pages taken at a time
)

// rememberVisits is how long visits that found nothing new are remembered.
const rememberVisits = 400 * 24 * time.Hour

// Run visits what is due until the context ends or, with Once, until nothing
// is due. An error of the store or the archive ends it; failures of sources
// and pages are written down and counted.
func (w *Watcher) Run(ctx context.Context) (Summary, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	if err := w.db.ForgetVisits(ctx, w.opts.Clock.Now().Add(-rememberVisits)); err != nil {
		return Summary{}, err
	}
	if err := w.startReaders(ctx); err != nil {
		return Summary{}, err
	}
	err := w.loop(ctx)
	stop()
	w.wait.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failure != nil {
		err = w.failure
	}
	if errors.Is(err, context.Canceled) {
		err = nil
	}
	return w.summary, err
}

func (w *Watcher) loop(ctx context.Context) error {
	w.lookForWork()
	for {
		looked, err := w.look(ctx)
		if err != nil {
			return err
		}
		s := w.state()
		switch {
		case s.failed != nil:
			return s.failed
		case ctx.Err() != nil:
			return ctx.Err()
		case s.look:
		case s.working:
			select {
			case <-w.step:
			case <-w.opts.Clock.After(lookAgain):
				w.lookForWork()
			case <-ctx.Done():
			}
		case !looked:
			w.lookForWork()
		case w.opts.Once:
			return nil
		default:
			if err := w.sleep(ctx); err != nil {
				return err
			}
			w.lookForWork()
		}
	}
}

// lookForWork has the main loop look at what is due.
func (w *Watcher) lookForWork() {
	w.mu.Lock()
	w.again = true
	w.mu.Unlock()
}

// look queues what is due, when there may be something new.
func (w *Watcher) look(ctx context.Context) (looked bool, err error) {
	w.mu.Lock()
	looked, w.again = w.again, false
	w.mu.Unlock()
	if !looked {
		return false, nil
	}
	return true, w.dispatch(ctx)
}

// state is how far a run has come.
type state struct {
	working bool  // something is under way
	look    bool  // there may be something new that is due
	failed  error // what ends the run
}

func (w *Watcher) state() state {
	w.mu.Lock()
	defer w.mu.Unlock()
	return state{len(w.busy) > 0 || w.reading > 0 || len(w.unread) > 0, w.again, w.failure}
}

// sleep waits for the next visit.
func (w *Watcher) sleep(ctx context.Context) error {
	next, err := w.db.NextVisit(ctx)
	if err != nil {
		return err
	}
	wait := lookAgain
	if at, err := time.Parse(time.RFC3339, next); err == nil {
		wait = min(wait, max(time.Second, at.Sub(w.opts.Clock.Now())))
	}
	return w.opts.Clock.Sleep(ctx, wait)
}

// task is a visit of a source or a page.
type task struct {
	name string // unique among tasks
	do   func(context.Context) error
}

// queue holds the tasks of one host, which are done one after the other.
type queue struct{ tasks []task }

// dispatch queues what is due and not under way.
func (w *Watcher) dispatch(ctx context.Context) error {
	w.mu.Lock()
	clear(w.ended) // what ends from here on may still look due
	limit := len(w.busy) + morePages
	w.mu.Unlock()
	now := w.opts.Clock.Now()
	sources, err := w.db.DueSources(ctx, now)
	if err != nil {
		return err
	}
	pages, err := w.db.DuePages(ctx, now, limit)
	if err != nil {
		return err
	}
	for _, s := range sources {
		w.enqueue(ctx, address.Host(s.Where()), task{"source " + s.Address, func(ctx context.Context) error { return w.visit(ctx, s) }})
	}
	for _, p := range pages {
		w.enqueue(ctx, address.Host(p.Where()), task{"page " + p.Key, func(ctx context.Context) error { return w.fetchPage(ctx, p) }})
	}
	return nil
}

// enqueue gives a task to the goroutine of its host, and starts one if none
// is running.
func (w *Watcher) enqueue(ctx context.Context, host string, t task) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy[t.name] || w.ended[t.name] {
		return
	}
	w.busy[t.name] = true
	q := w.queues[host]
	if q != nil {
		q.tasks = append(q.tasks, t)
		return
	}
	q = &queue{tasks: []task{t}}
	w.queues[host] = q
	w.wait.Go(func() { w.serve(ctx, host, q) })
}

// serve does the tasks of a host until there are none.
func (w *Watcher) serve(ctx context.Context, host string, q *queue) {
	for {
		w.mu.Lock()
		if len(q.tasks) == 0 || ctx.Err() != nil || w.failure != nil {
			for _, t := range q.tasks {
				delete(w.busy, t.name)
			}
			delete(w.queues, host)
			w.mu.Unlock()
			w.stepped()
			return
		}
		t := q.tasks[0]
		q.tasks = q.tasks[1:]
		w.mu.Unlock()
		err := t.do(ctx)
		w.mu.Lock()
		delete(w.busy, t.name)
		w.ended[t.name] = true
		if err != nil && ctx.Err() == nil && w.failure == nil {
			w.failure = err
		}
		w.mu.Unlock()
		w.stepped()
	}
}

// stepped wakes the main loop.
func (w *Watcher) stepped() {
	select {
	case w.step <- struct{}{}:
	default:
	}
}

// report counts a step and tells of it.
func (w *Watcher) report(e Event, count func(*Summary)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	count(&w.summary)
	e.Summary = w.summary
	w.opts.Progress(e)
}

// hosts is the memory of hosts in the store.
type hosts struct{ db *store.DB }

// Host returns what is known of the host.
func (h hosts) Host(ctx context.Context, name string) (fetch.HostState, error) {
	known, err := h.db.Host(ctx, name)
	if err != nil {
		return fetch.HostState{}, err
	}
	return fetch.HostState{Robots: known.Robots, RobotsAt: parseStamp(known.RobotsAt), NotBefore: parseStamp(known.NotBefore), Failures: known.Failures}, nil
}

// SaveHost remembers it.
func (h hosts) SaveHost(ctx context.Context, name string, s fetch.HostState) error {
	return h.db.SaveHost(ctx, store.Host{Name: name, Robots: s.Robots, RobotsAt: store.Stamp(s.RobotsAt), NotBefore: store.Stamp(s.NotBefore), Failures: s.Failures})
}

// parseStamp reads a time of the store; "" is the zero time.
func parseStamp(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}
	}
	return t
}

func (s Summary) String() string {
	text := fmt.Sprintf("sources visited: %d, pages offered for the first time: %d, fetched: %d, articles added: %d, new versions: %d, unchanged: %d",
		s.Visited, s.Fresh, s.Fetched, s.Added, s.Changed, s.Same)
	for _, c := range []struct {
		n    int
		what string
	}{{s.Completed, "completed by their page"}, {s.Gone, "gone"}, {s.Unread, "no article"}, {s.Failed, "sources failed"}, {s.Unfetched, "fetches failed"}} {
		if c.n > 0 {
			text += fmt.Sprintf(", %s: %d", c.what, c.n)
		}
	}
	return text
}
