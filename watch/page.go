// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"depesche/address"
	"depesche/ingest/fetch"
	"depesche/store"
)

// fetchPage fetches a page, for the first time or again, and writes down its
// bytes or what was in the way.
func (w *Watcher) fetchPage(ctx context.Context, p store.WebPage) error {
	req := fetch.Request{URL: p.Where()}
	if p.Article != "" {
		req.ETag, req.LastModified = p.ETag, p.Modified
	}
	r, err := w.client.Get(ctx, req)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err == nil && address.IsFront(r.URL) && !address.IsFront(p.Address) {
		err = &fetch.Error{Kind: fetch.Gone, URL: r.URL, Reason: "it redirects to the front page of the site"}
	}
	var failed *fetch.Error
	switch {
	case err == nil && r.NotModified():
		return w.unchanged(ctx, &p, r.At)
	case err == nil:
		return w.fetched(ctx, &p, r)
	case errors.As(err, &failed):
		return w.unfetched(ctx, &p, failed)
	}
	return err
}

// fetched writes down the bytes of a page and hands it to the readers.
func (w *Watcher) fetched(ctx context.Context, p *store.WebPage, r *fetch.Response) error {
	before := p.Digest
	p.Digest, p.Found, p.Type = digestOf(r.Body), r.URL, r.Header.Get("Content-Type")
	p.ETag, p.Modified, p.Fetched = r.Header.Get("ETag"), r.Header.Get("Last-Modified"), store.Stamp(r.At)
	p.Failures, p.Trouble, p.Reason = 0, "", ""
	if r.Permanent != "" {
		p.Moved = r.Permanent
	}
	if p.Article != "" && p.Digest == before {
		return w.unchanged(ctx, p, r.At)
	}
	if err := w.db.SaveFetched(ctx, p, r.Body); err != nil {
		return err
	}
	w.report(Event{Address: p.Address, What: "fetched", Title: p.Title}, func(s *Summary) { s.Fetched++ })
	w.queueReading(*p)
	return nil
}

// unchanged writes down that a page is as it was.
func (w *Watcher) unchanged(ctx context.Context, p *store.WebPage, at time.Time) error {
	p.Visits++
	p.State, p.NextVisit = store.PageKept, store.Stamp(nextLook(at, p.Visits, false))
	p.Failures, p.Trouble, p.Reason = 0, "", ""
	if err := w.db.SavePage(ctx, p); err != nil {
		return err
	}
	w.report(Event{Address: p.Address, What: "unchanged", Title: p.Title}, func(s *Summary) { s.Same++ })
	return nil
}

// unfetched writes down why a page could not be fetched, and when to try
// again.
func (w *Watcher) unfetched(ctx context.Context, p *store.WebPage, e *fetch.Error) error {
	now := w.opts.Clock.Now()
	p.Trouble, p.Reason = string(e.Kind), e.Reason
	wasGone := p.State == store.PageGone
	if p.Failures >= patience || e.Kind == fetch.Gone { // it may not have moved for good after all
		p.Moved = ""
	}
	switch {
	case e.Kind == fetch.Waiting:
		p.NextVisit = store.Stamp(e.Retry)
		p.Trouble, p.Reason = "", ""
	case e.Kind == fetch.Gone && p.Article != "":
		p.Visits++
		p.State, p.NextVisit = store.PageGone, store.Stamp(nextLook(now, p.Visits, false))
	case e.Kind == fetch.Gone: // an item may be offered before its page is there
		p.Failures++
		w.tryAgain(p, now, time.Time{})
	case e.Lasting() && p.Article != "":
		p.Visits++
		p.NextVisit = store.Stamp(nextLook(now, p.Visits, false))
	case e.Lasting():
		p.State, p.NextVisit = store.PageFailed, ""
	default:
		p.Failures++
		w.tryAgain(p, now, e.Retry)
	}
	if p.State == store.PageFailed && p.Article == "" {
		stood, err := w.standIn(ctx, p, e.Reason)
		if err != nil {
			return err
		}
		if stood {
			p.State = store.PageKept
			p.Visits++
			if e.Kind != fetch.Robots && e.Kind != fetch.Private {
				p.NextVisit = store.Stamp(nextLook(now, p.Visits, false))
			}
		}
	}
	if err := w.db.SavePage(ctx, p); err != nil {
		return err
	}
	if e.Kind == fetch.Waiting {
		return nil
	}
	isGone := p.State == store.PageGone
	w.report(Event{Address: p.Address, What: string(e.Kind), Reason: e.Reason, Title: p.Title}, func(s *Summary) {
		switch {
		case isGone && !wasGone:
			s.Gone++
		case !isGone:
			s.Unfetched++
		}
	})
	return nil
}

// tryAgain sets the next try of a page, or gives it up. A page that is kept
// already stays kept.
func (w *Watcher) tryAgain(p *store.WebPage, now, retry time.Time) {
	next := nextTry(now, p.Failures)
	if next.IsZero() {
		p.NextVisit = ""
		if p.Article == "" {
			p.State = store.PageFailed
		}
		return
	}
	if retry.After(next) {
		next = retry
	}
	p.NextVisit = store.Stamp(next)
}

func digestOf(body []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(body)) }
