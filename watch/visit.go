// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"depesche"
	"depesche/address"
	"depesche/ingest/feed"
	"depesche/ingest/fetch"
	"depesche/ingest/sitemap"
	"depesche/store"
)

// offer is what a source offers: its pages, and what it says of itself.
type offer struct {
	title, site string
	pages       []store.WebPage
	pageless    int           // items that name no page
	unread      []string      // nested sitemaps that could not be had, and why
	index       bool          // the pages come from nested sitemaps, which change by themselves
	again       time.Time     // when to go on with what could not be read yet; zero: all was read
	hint        time.Duration // how long it asks to be left alone
	skip        func(time.Time) bool
	bodies      []*fetch.Response // the feed, and the pages with its older items
}

// visit visits a source and writes down what it offers.
func (w *Watcher) visit(ctx context.Context, s store.Source) error {
	r, err := w.client.Get(ctx, fetch.Request{URL: s.Where(), ETag: s.ETag, LastModified: s.Modified})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var o offer
	if err == nil && !r.NotModified() {
		o, err = w.readOffer(ctx, &s, r)
	}
	var failed *fetch.Error
	switch {
	case err == nil:
		if err := w.addTexts(ctx, &s, &o); err != nil {
			return err
		}
		return w.visited(ctx, &s, r, o)
	case !errors.As(err, &failed):
		return err
	case failed.Kind == fetch.Waiting:
		return w.postponed(ctx, &s, failed)
	}
	return w.unvisited(ctx, &s, failed)
}

// visited writes down a visit that went well. Articles that stand in the feed
// itself are kept first, so that a visit that is written down has lost nothing.
func (w *Watcher) visited(ctx context.Context, s *store.Source, r *fetch.Response, o offer) error {
	for _, body := range o.bodies {
		if o.pageless == 0 {
			break
		}
		kept, err := w.keepPageless(ctx, s, body)
		if err != nil {
			return err
		}
		o.pageless -= kept
	}
	now := w.opts.Clock.Now()
	v := store.Visit{Result: store.VisitRead}
	if r.NotModified() {
		v.Result = store.VisitUnchanged
	}
	v.Reason = o.remarks()
	err := w.db.SaveVisit(ctx, s, &v, o.pages, func() { settle(s, &v, r, o, now) })
	if err != nil {
		return err
	}
	if v.Fresh > 0 {
		w.lookForWork()
	}
	w.report(Event{Address: s.Address, What: "visited", Title: s.Label(), Reason: v.Reason}, func(c *Summary) {
		c.Visited++
		c.Fresh += v.Fresh
	})
	return nil
}

// settle brings a source up to date after a visit that went well.
func settle(s *store.Source, v *store.Visit, r *fetch.Response, o offer, now time.Time) {
	before := parseStamp(s.Succeeded)
	v.Missed = !before.IsZero() && v.Fresh == v.Offered && v.Offered >= 5
	b := rhythm{gap: time.Duration(s.Gap) * time.Second, fresh: v.Fresh, missed: v.Missed}
	for _, p := range o.pages {
		b.dates = append(b.dates, p.Published)
	}
	if !before.IsZero() {
		b.since = now.Sub(before)
	}
	if news := parseStamp(s.News); !news.IsZero() {
		b.silent = now.Sub(news)
	}
	gap := b.next()
	next := now.Add(interval(gap, max(o.hint, maxAge(r.Header))))
	for range 24 * 7 { // a source that asks to be skipped always is not
		if o.skip == nil || !o.skip(next) {
			break
		}
		next = next.Truncate(time.Hour).Add(time.Hour)
	}
	s.Gap, s.NextVisit = int(gap/time.Second), store.Stamp(next)
	s.Visited, s.Succeeded = store.Stamp(now), store.Stamp(now)
	if v.Fresh > 0 {
		s.News = s.Visited
	}
	s.Failures, s.Trouble, s.Reason = 0, "", ""
	if r.Permanent != "" {
		s.Moved = r.Permanent
	}
	if !r.NotModified() {
		s.ETag, s.Modified = r.Header.Get("ETag"), r.Header.Get("Last-Modified")
	}
	if o.index || !o.again.IsZero() { // "not modified" would hide what is new further in
		s.ETag, s.Modified = "", ""
	}
	if !o.again.IsZero() {
		s.NextVisit = store.Stamp(o.again)
	}
	if s.Title == "" {
		s.Title = o.title
	}
	if s.Site == "" {
		s.Site = o.site
	}
}

// maxAge is how long an answer says that it stays good (RFC 9111).
func maxAge(h http.Header) time.Duration {
	for _, part := range strings.Split(h.Get("Cache-Control"), ",") {
		if value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(part)), "max-age="); ok {
			if seconds, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 32); err == nil && seconds > 0 {
				return time.Duration(seconds) * time.Second
			}
		}
	}
	return 0
}

// postponed moves a visit to the host's turn. It is no visit and no failure.
func (w *Watcher) postponed(ctx context.Context, s *store.Source, e *fetch.Error) error {
	return w.db.Postpone(ctx, s.ID, e.Retry)
}

// patience is after how many failures in a row an address that was said to be
// the new one for good is believed no longer.
const patience = 3

// unvisited writes down a visit that failed.
func (w *Watcher) unvisited(ctx context.Context, s *store.Source, e *fetch.Error) error {
	now := w.opts.Clock.Now()
	v := store.Visit{Result: string(e.Kind), Reason: e.Reason}
	err := w.db.SaveVisit(ctx, s, &v, nil, func() {
		s.Visited = store.Stamp(now)
		s.Failures++
		s.Trouble, s.Reason = string(e.Kind), e.Reason
		if s.Failures >= patience { // it may not have moved for good after all
			s.Moved = ""
		}
		next := now.Add(failedInterval(time.Duration(s.Gap)*time.Second, s.Failures))
		if e.Retry.After(next) {
			next = e.Retry
		}
		s.NextVisit = store.Stamp(next)
	})
	if err != nil {
		return err
	}
	w.report(Event{Address: s.Address, What: string(e.Kind), Reason: e.Reason, Title: s.Label()}, func(c *Summary) { c.Failed++ })
	return nil
}

// unreadable is the kind of failure of a source that is no source.
const unreadable fetch.Kind = "format"

// readOffer reads what a source sent.
func (w *Watcher) readOffer(ctx context.Context, s *store.Source, r *fetch.Response) (offer, error) {
	if s.Kind == store.KindSitemap {
		return w.readSitemap(ctx, r, maxNested)
	}
	f, err := feed.Parse(r.Body, feed.Options{URL: r.URL, ContentType: r.Header.Get("Content-Type")})
	if err != nil {
		return offer{}, &fetch.Error{Kind: unreadable, URL: r.URL, Reason: err.Error()}
	}
	o := offer{title: f.Title, site: f.Link, hint: f.Interval, skip: skipper(f), bodies: []*fetch.Response{r}}
	seen := map[string]bool{}
	o.addFeed(f, seen)
	if s.Succeeded == "" {
		return o, w.readOlder(ctx, &o, f, r.URL, seen)
	}
	return o, nil
}

// addFeed adds the pages that a feed offers.
func (o *offer) addFeed(f *feed.Feed, seen map[string]bool) {
	for _, item := range f.Items {
		p := store.WebPage{Address: item.Link, Title: item.Title, Published: first(item.Published, item.Updated), Updated: item.Updated}
		if from := item.Source; from != nil {
			p.Publisher = depesche.Outlet{Name: from.Title, Domain: address.Host(first(from.Link, from.Feed))}
		}
		o.add(p, seen)
	}
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// add adds a page that is not there yet.
func (o *offer) add(p store.WebPage, seen map[string]bool) {
	p.Address = address.Clean(p.Address)
	if address.Host(p.Address) == "" {
		o.pageless++
		return
	}
	if at, ok := moment(p.Updated); ok {
		p.Updated = store.Stamp(at)
	}
	p.Key = address.Key(p.Address)
	if !seen[p.Key] {
		seen[p.Key] = true
		o.pages = append(o.pages, p)
	}
}

// remarks says what of an offer could not be read.
func (o *offer) remarks() string {
	all := o.unread
	if o.pageless > 0 {
		all = append(all, fmt.Sprintf("%d items name no page", o.pageless))
	}
	return strings.Join(all, "; ")
}

// skipper reports the hours in which a feed asks not to be visited.
func skipper(f *feed.Feed) func(time.Time) bool {
	if len(f.SkipHours) == 0 && len(f.SkipDays) == 0 {
		return nil
	}
	return func(t time.Time) bool {
		for _, h := range f.SkipHours {
			if t.UTC().Hour() == h%24 {
				return true
			}
		}
		for _, d := range f.SkipDays {
			if t.UTC().Weekday() == d {
				return true
			}
		}
		return false
	}
}

// A sitemap lists what was published in all the years; only what is new is
// news.
const (
	sitemapDays = 3 * 24 * time.Hour // how old a page, or a nested sitemap, may be
	maxNested   = 20                 // sitemaps of an index read in a visit, the newest first
)

// readSitemap reads a sitemap, or the newest sitemaps of an index.
func (w *Watcher) readSitemap(ctx context.Context, r *fetch.Response, nested int) (offer, error) {
	f, err := sitemap.Parse(r.Body, sitemap.Options{URL: r.URL, ContentType: r.Header.Get("Content-Type")})
	if err != nil {
		return offer{}, &fetch.Error{Kind: unreadable, URL: r.URL, Reason: err.Error()}
	}
	now := w.opts.Clock.Now()
	var o offer
	seen := map[string]bool{}
	for _, p := range f.Pages {
		published, title := p.Changed, ""
		if p.News != nil {
			published, title = first(p.News.Published, p.Changed), p.News.Title
			if o.title == "" {
				o.title = p.News.Publication
			}
		}
		if at, ok := moment(published); ok && now.Sub(at) > sitemapDays || !ok && p.News == nil {
			continue // old, or nobody says that it is new
		}
		if p.News == nil {
			published = "" // the date of a change is no date of publication
		}
		o.add(store.WebPage{Address: p.URL, Title: title, Published: published, Updated: p.Changed}, seen)
	}
	o.index = len(f.Sitemaps) > 0
	return o, w.readNested(ctx, &o, newest(f.Sitemaps, now, nested), seen)
}

// readNested adds what the sitemaps of an index name. One that cannot be had
// is noted, and is an error only when none can.
func (w *Watcher) readNested(ctx context.Context, o *offer, entries []sitemap.Entry, seen map[string]bool) error {
	var failed *fetch.Error
	read := 0
	for _, e := range entries {
		inner, err := w.client.Get(ctx, fetch.Request{URL: e.URL})
		var more offer
		if err == nil {
			more, err = w.readSitemap(ctx, inner, 0)
		}
		if errors.As(err, &failed) && failed.Kind == fetch.Waiting && len(o.pages) > 0 {
			o.again = failed.Retry // what was read until here is kept
			return nil
		}
		if errors.As(err, &failed) && failed.Kind != fetch.Waiting {
			o.unread = append(o.unread, failed.URL+": "+failed.Reason)
			continue
		}
		if err != nil {
			return err
		}
		read++
		for _, p := range more.pages {
			o.add(p, seen)
		}
		o.title, o.pageless = first(o.title, more.title), o.pageless+more.pageless
	}
	if failed != nil && read == 0 && len(o.pages) == 0 {
		return failed
	}
	return nil
}
