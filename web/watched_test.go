// SPDX-License-Identifier: Apache-2.0

package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"depesche"
	"depesche/ingest/fetch"
	"depesche/store"
)

// edited adds two later versions of the sample.
func edited(t *testing.T) func(*store.DB) {
	return func(db *store.DB) {
		for i, edit := range []struct{ old, new string }{{"denied that", "warned that"}, {"useful", "\u200b<i>dull</i>"}} {
			r := sample()
			r.Article.Text = strings.Replace(r.Article.Text, edit.old, edit.new, 1)
			r.Article.Digest = fmt.Sprint("sha256:x", i)
			r.Events[1].Status = depesche.StatusPossible
			if i == 1 {
				r.Events = r.Events[:1]
			}
			if _, err := db.Add(t.Context(), store.Entry{Record: r, Original: []byte(r.Article.Text)}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// watched adds sources that do well, badly and not at all.
func watched(t *testing.T) func(*store.DB) {
	return func(db *store.DB) {
		now := db.Now()
		for i, title := range []string{"Blatt", "Das sehr lange Organ für auswärtige Angelegenheiten & Grenzfragen", "Kurier", "Depeschenbüro"} {
			s := store.Source{Address: fmt.Sprintf("https://s%d.example/politik/nachrichten/feed.xml", i), Kind: store.KindFeed, Title: title, Folder: "Agenturen"}
			if _, err := db.AddSource(t.Context(), s); err != nil {
				t.Fatal(err)
			}
		}
		sources, err := db.Sources(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i := range sources[:3] {
			s := &sources[i]
			for day := 13; day >= 0; day-- {
				at := now.AddDate(0, 0, -day)
				db.Now = func() time.Time { return at }
				var pages []store.WebPage
				for n := range (day*7 + i) % 5 {
					pages = append(pages, store.WebPage{Key: fmt.Sprintf("s%d.example/%d/%d", i, day, n), Address: "https://s.example/", Published: "2099-01-01"})
				}
				v := store.Visit{Result: store.VisitRead, Missed: day == 3}
				err := db.SaveVisit(t.Context(), s, &v, pages, func() {
					s.Visited, s.Succeeded, s.News, s.Gap = store.Stamp(at), store.Stamp(at), store.Stamp(now.AddDate(0, 0, -4*i)), 3600
					if i == 2 {
						s.Failures, s.Trouble, s.Reason = 3, string(fetch.TLS), "no secure connection: certificate has expired"
					}
				})
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		pages, err := db.DuePages(t.Context(), now, 100)
		if err != nil {
			t.Fatal(err)
		}
		for i, kind := range []fetch.Kind{fetch.Robots, fetch.Robots, fetch.TooLarge, fetch.Gone} {
			p := pages[i]
			p.State, p.Trouble, p.NextVisit = store.PageFailed, string(kind), ""
			if err := db.SavePage(t.Context(), &p); err != nil {
				t.Fatal(err)
			}
		}
		db.Now = func() time.Time { return now }
	}
}

func TestHealth(t *testing.T) {
	handler := desk(t, Options{}, watched(t))
	for _, language := range localeCodes {
		w := get(handler, "/sources/health", "Accept-Language", language)
		page := w.Body.String()
		checkPage(t, "/sources/health", language, page)
		for _, want := range []string{"is-failing", "is-silent", "is-fine", "is-new", "certificate has expired", "Grenzfragen", `<svg class="spark"`, "<rect"} {
			if w.Code != http.StatusOK || !strings.Contains(page, want) {
				t.Errorf("the page in %s lacks %s", language, want)
			}
		}
	}
	locales, err := loadLocales()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []fetch.Kind{fetch.Invalid, fetch.Private, fetch.Robots, fetch.Closed, fetch.Waiting, fetch.Busy, fetch.Gone, fetch.Status, fetch.Name,
		fetch.Connect, fetch.TLS, fetch.Timeout, fetch.TooLarge, fetch.Cut, fetch.Media, fetch.Encoding, fetch.Redirect, "format"} {
		if _, ok := locales[0].texts["trouble."+string(kind)]; !ok {
			t.Errorf("the text trouble.%s is not there", kind)
		}
	}
}
