// SPDX-License-Identifier: Apache-2.0

package watch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"depesche"
	"depesche/address"
	"depesche/ingest"
	"depesche/ingest/feed"
	"depesche/ingest/fetch"
	"depesche/store"
)

// maxOlder is how many further pages of a feed are read at its first visit.
const maxOlder = 20

// readOlder reads the older items of a feed that is visited for the first
// time: the pages that it says come next (RFC 5005, JSON Feed), or those that
// WordPress has without saying so. It ends with the first that has nothing
// new; one that cannot be had is noted, and what was read stands.
func (w *Watcher) readOlder(ctx context.Context, o *offer, f *feed.Feed, at string, seen map[string]bool) error {
	asked := map[string]bool{at: true}
	for number := 2; number <= maxOlder+1; number++ {
		next, told := f.Next, f.Next != ""
		if !told {
			next = wordPressPage(f, at, number)
		}
		if next == "" || asked[next] {
			return nil
		}
		asked[next] = true
		r, err := w.client.Get(ctx, fetch.Request{URL: next})
		if err == nil {
			f, err = feed.Parse(r.Body, feed.Options{URL: r.URL, ContentType: r.Header.Get("Content-Type")})
		}
		var failed *fetch.Error
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &failed):
			if told || failed.Kind != fetch.Gone {
				o.unread = append(o.unread, fmt.Sprintf("older items at %s: %s", failed.URL, failed.Reason))
			}
			return nil
		case err != nil && r == nil:
			return err
		case err != nil:
			if told {
				o.unread = append(o.unread, fmt.Sprintf("older items at %s: %s", next, err))
			}
			return nil
		}
		before := len(o.pages) + o.pageless
		o.addFeed(f, seen)
		o.bodies = append(o.bodies, r)
		if len(o.pages)+o.pageless == before {
			return nil
		}
	}
	return nil
}

// wordPressPage is the address of a further page of a feed that WordPress
// made, or "".
func wordPressPage(f *feed.Feed, at string, number int) string {
	u, err := url.Parse(at)
	if err != nil || !strings.Contains(strings.ToLower(f.Generator), "wordpress") || len(f.Items) == 0 {
		return ""
	}
	q := u.Query()
	q.Set("paged", strconv.Itoa(number))
	u.RawQuery = q.Encode()
	return u.String()
}

// addTexts gives the pages that were never offered before the items of the feed
// that hold their whole text: they stand in for pages that cannot be had.
func (w *Watcher) addTexts(ctx context.Context, s *store.Source, o *offer) error {
	if s.Kind != store.KindFeed || len(o.bodies) == 0 {
		return nil
	}
	fresh, err := w.db.Unoffered(ctx, o.pages)
	if err != nil || len(fresh) == 0 {
		return err
	}
	texts := map[string][]byte{}
	for _, r := range o.bodies {
		opts := ingest.Options{URL: r.URL, ContentType: r.Header.Get("Content-Type"), Boilerplate: w.opts.Boilerplate}
		for item, err := range ingest.Read(s.Address, bytes.NewReader(r.Body), opts) {
			key := address.Key(address.Clean(item.Article.URL))
			if err != nil || item.Listed || item.Article.Text == "" || !fresh[key] || texts[key] != nil {
				continue
			}
			if texts[key], err = json.Marshal(item); err != nil {
				return err
			}
		}
	}
	for i := range o.pages {
		o.pages[i].Text = texts[o.pages[i].Key]
	}
	return nil
}

// standIn keeps the text that the feed carries of a page that cannot be had, or
// has no article, and reports whether there is one. The article says so.
func (w *Watcher) standIn(ctx context.Context, p *store.WebPage, reason string) (bool, error) {
	text, err := w.db.OfferedText(ctx, p.Key)
	if err != nil || text == nil {
		return false, err
	}
	var item ingest.Item
	if err := json.Unmarshal(text, &item); err != nil {
		return false, err
	}
	a := &item.Article
	a.URL = address.Clean(a.URL)
	item.Unread = append(item.Unread, depesche.Unread{Stage: "ingest", Reason: "the text is the one that the feed carries; the page could not be had: " + reason})
	kept, err := w.keepItem(ctx, item)
	if err != nil {
		return false, err
	}
	p.Article = kept.Article
	w.report(Event{Address: p.Address, What: string(kept.Outcome), Reason: "from the feed: " + reason, Title: p.Title}, func(s *Summary) { s.count(kept.Outcome) })
	return true, nil
}

// feedHasMore reports whether a feed carries much more of a page's text than
// the page shows: one that is not free to read, or that scripts put together.
// kept is where its article stands, if it is kept already.
func (w *Watcher) feedHasMore(ctx context.Context, p *store.WebPage, kept store.Kept, shown string) bool {
	if kept.Article != "" {
		head, r, err := w.db.Article(ctx, kept.Article, 0)
		return err == nil && head.Rendering == depesche.RenderingFeed && len(r.Article.Text) > 2*len(shown)
	}
	text, err := w.db.OfferedText(ctx, p.Key)
	if err != nil || text == nil {
		return false
	}
	var item ingest.Item
	return json.Unmarshal(text, &item) == nil && len(item.Article.Text) > 2*len(shown)
}
