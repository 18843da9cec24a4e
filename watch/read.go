// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"depesche"
	"depesche/address"
	"depesche/ingest"
	"depesche/ingest/fetch"
	"depesche/store"
)

// startReaders starts the goroutines that read what was fetched, beginning
// with what an earlier run fetched and did not come to read.
func (w *Watcher) startReaders(ctx context.Context) error {
	pages, err := w.db.FetchedPages(ctx)
	if err != nil {
		return err
	}
	w.read = make(chan struct{}, 1)
	for range max(1, w.opts.Readers) {
		w.wait.Go(func() { w.readAll(ctx) })
	}
	for _, p := range pages {
		w.queueReading(p)
	}
	return nil
}

// queueReading hands a fetched page to the readers.
func (w *Watcher) queueReading(p store.WebPage) {
	w.mu.Lock()
	w.unread = append(w.unread, p)
	w.mu.Unlock()
	w.wakeReader()
}

func (w *Watcher) wakeReader() {
	select {
	case w.read <- struct{}{}:
	default:
	}
}

// readAll reads pages until the context ends.
func (w *Watcher) readAll(ctx context.Context) {
	for {
		p, ok := w.nextUnread()
		if !ok {
			select {
			case <-w.read:
				continue
			case <-ctx.Done():
				return
			}
		}
		w.wakeReader() // there may be more for the others
		err := w.readPage(ctx, &p)
		w.mu.Lock()
		w.reading--
		if err != nil && ctx.Err() == nil && w.failure == nil {
			w.failure = err
		}
		failed := w.failure != nil
		w.mu.Unlock()
		w.stepped()
		if failed || ctx.Err() != nil {
			return
		}
	}
}

func (w *Watcher) nextUnread() (store.WebPage, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.unread) == 0 || w.failure != nil {
		return store.WebPage{}, false
	}
	p := w.unread[0]
	w.unread = w.unread[1:]
	w.reading++
	return p, true
}

// readPage reads the bytes of a page and keeps the article.
func (w *Watcher) readPage(ctx context.Context, p *store.WebPage) error {
	body, err := w.db.Bytes(ctx, p.Digest)
	if err != nil {
		return err
	}
	item, err := w.article(p, body)
	if err != nil {
		return w.noArticle(ctx, p, err.Error())
	}
	kept, same, err := w.db.SameText(ctx, item.Article)
	switch {
	case err != nil:
		return err
	case same:
		return w.kept(ctx, p, kept)
	case w.feedHasMore(ctx, p, kept, item.Article.Text):
		return w.noArticle(ctx, p, "the page shows less of the text than the feed")
	case kept.Article != "" && item.Article.Text == "":
		// A page that has lost its whole text is broken, or shows something
		// else in its place; nobody edits so.
		p.Article = kept.Article
		return w.noArticle(ctx, p, "the page no longer shows the text of its article")
	}
	if kept, err = w.keepItem(ctx, item); err != nil {
		return err
	}
	return w.kept(ctx, p, kept)
}

// article makes an article of the bytes of a page.
func (w *Watcher) article(p *store.WebPage, body []byte) (ingest.Item, error) {
	opts := ingest.Options{URL: p.Found, ContentType: p.Type, Boilerplate: w.opts.Boilerplate}
	for item, err := range ingest.Read(p.Found, bytes.NewReader(body), opts) {
		if err != nil {
			return item, err
		}
		if item.Many {
			return item, errors.New("it holds many articles and is none itself")
		}
		a := &item.Article
		if !address.SameSite(a.URL, p.Found) { // a page speaks for its own site only
			a.URL = p.Found
		}
		a.URL = address.Clean(a.URL)
		if a.Title == "" {
			a.Title = p.Title
		}
		if from := p.Publisher; from.Label() != "" && from.Name != a.Outlet.Name && (from.Domain == "" || !address.SameSite(a.URL, "https://"+from.Domain+"/")) {
			a.Publisher = &from
		}
		if _, ok := moment(p.Published); a.Published == "" && ok {
			a.Published, a.PublishedFrom = p.Published, "feed"
			told := depesche.Dating{Of: depesche.DatePublished, Value: p.Published, From: "feed", Certainty: depesche.Certain}
			a.Dates = append([]depesche.Dating{told}, a.Dates...)
		}
		return item, nil
	}
	return ingest.Item{}, fmt.Errorf("it is empty: %w", depesche.ErrInvalid)
}

// kept writes down that a page is an article of the record.
func (w *Watcher) kept(ctx context.Context, p *store.WebPage, kept store.Kept) error {
	p.Visits++
	p.State, p.Article = store.PageKept, kept.Article
	p.NextVisit = store.Stamp(nextLook(parseStamp(p.Fetched), p.Visits, kept.Outcome == store.NewVersion))
	other, err := w.db.Watched(ctx, p.Article, p.Key)
	if err != nil {
		return err
	}
	if other { // looked at by another address already
		p.NextVisit = ""
	}
	if err := w.db.SavePage(ctx, p); err != nil {
		return err
	}
	w.report(Event{Address: p.Address, What: string(kept.Outcome), Title: p.Title}, func(s *Summary) { s.count(kept.Outcome) })
	return nil
}

// noArticle writes down that a page has no article that can be read. One that
// had one before is looked at again.
func (w *Watcher) noArticle(ctx context.Context, p *store.WebPage, reason string) error {
	p.Visits++
	p.State, p.NextVisit = store.PageUnread, ""
	p.Trouble, p.Reason = string(unreadable), reason
	if p.Article == "" {
		if _, err := w.standIn(ctx, p, reason); err != nil {
			return err
		}
	}
	if p.Article != "" {
		p.State, p.NextVisit = store.PageKept, store.Stamp(nextLook(parseStamp(p.Fetched), p.Visits, false))
	}
	if err := w.db.SavePage(ctx, p); err != nil {
		return err
	}
	w.report(Event{Address: p.Address, What: string(unreadable), Reason: reason, Title: p.Title}, func(s *Summary) { s.Unread++ })
	return nil
}

// keepPageless keeps the articles of a feed that stand in it with their whole
// text and have no page, and tells how many there are.
func (w *Watcher) keepPageless(ctx context.Context, s *store.Source, r *fetch.Response) (count int, err error) {
	if s.Kind != store.KindFeed {
		return 0, nil
	}
	// Without the feed's address, which is no address of an article.
	opts := ingest.Options{ContentType: r.Header.Get("Content-Type"), Boilerplate: w.opts.Boilerplate}
	for item, err := range ingest.Read(s.Address, bytes.NewReader(r.Body), opts) {
		a := &item.Article
		if err != nil || item.Listed || a.Text == "" || a.URL != "" {
			continue
		}
		a.Input = s.Address + "#" + a.ID
		count++
		kept, known, err := w.db.Known(ctx, *a)
		if err == nil && !known {
			kept, err = w.keepItem(ctx, item)
		}
		if err != nil {
			return count, err
		}
		if !known {
			w.report(Event{Address: a.Input, What: string(kept.Outcome), Title: a.Title}, func(s *Summary) { s.count(kept.Outcome) })
		}
	}
	return count, nil
}

// keepItem has an item read and keeps it.
func (w *Watcher) keepItem(ctx context.Context, item ingest.Item) (store.Kept, error) {
	record := w.opts.Reader.Read(item)
	readBy, err := w.opts.Reader.ReadBy(record.Article.Language)
	if err != nil {
		return store.Kept{}, err
	}
	return w.db.Add(ctx, store.Entry{Record: record, Original: item.Original, Origins: item.Origins, ReadBy: readBy})
}

// count counts an article by what it was to the record.
func (s *Summary) count(outcome store.Outcome) {
	switch outcome {
	case store.Added:
		s.Added++
	case store.Completed:
		s.Completed++
	case store.NewVersion:
		s.Changed++
	default:
		s.Same++
	}
}
