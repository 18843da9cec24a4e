// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"depesche"
	"depesche/ingest"
	"depesche/lineage"
	"depesche/pipeline"
	"depesche/store"
	"depesche/weave"
)

// The kinds of articles that a record is filled with.
const (
	kindNews = "news" // those of generator, without facts
	kindSame = "same" // one dispatch with its facts, on every page
	kindNear = "near" // the same with a sentence of its own on every page
)

// dispatch is the text of kindSame and kindNear.
const dispatch = "The foreign ministers of Norway and Chile met in Oslo on Monday and signed an accord on fishing in the northern bay. " +
	"Minister Espen Barth Eide said that both governments would open their harbours in May. The talks lasted nine hours. " +
	"A spokeswoman for the Chilean government called the accord a new beginning. Parliament is to vote on it next week."

// filling is a record on its way to many articles.
type filling struct {
	db     *store.DB
	finder *lineage.Finder
	kind   string
	record *depesche.Record // of the dispatch
	news   *generator
}

// fill makes a record of so many articles in the file, which must not be
// there, and tells what lineage and stories of them cost; then what one more
// costs that comes by itself.
func fill(ctx context.Context, w io.Writer, file, kind string, articles int) error {
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("record %s: the file is there already, or cannot be looked at (%v): name another one", file, err)
	}
	db, err := store.Open(file)
	if err != nil {
		return err
	}
	defer db.Close()
	reader := pipeline.New(pipeline.Options{})
	f := &filling{db: db, kind: kind}
	if f.finder, err = reader.LineageFinder(); err != nil {
		return err
	}
	switch kind {
	case kindNews:
		f.news = newGenerator(1, f.finder.Cues["en"].Common())
	case kindSame, kindNear:
		f.record = reader.Read(ingest.Item{Article: depesche.Article{Text: dispatch, Language: "en", Published: "2025-01-06"}})
	default:
		return fmt.Errorf("kind %q: there are %s, %s and %s", kind, kindNews, kindSame, kindNear)
	}
	fmt.Fprintln(w, "articles\tstep\ts of processor\ts\tMB at most\tMB of file")
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"keep all", func() error { return f.keep(ctx, 0, articles) }},
		{"weave all", func() error { return f.weave(ctx) }},
		{"keep one more", func() error { return f.keep(ctx, articles, articles+1) }},
		{"weave it", func() error { return f.weave(ctx) }},
	} {
		start := time.Now()
		before, _ := used()
		if err := step.do(); err != nil {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		after, memory := used()
		fmt.Fprintf(w, "%d\t%s\t%.3f\t%.3f\t%d\t%d\n", articles, step.name, after-before, time.Since(start).Seconds(), memory>>20, info.Size()>>20)
	}
	return f.results(ctx, w)
}

// keep puts articles from a number up to another one into the record.
func (f *filling) keep(ctx context.Context, from, to int) error {
	for n := from; n < to; n++ {
		r := f.article(n)
		sum := sha256.Sum256([]byte(r.Article.Text))
		r.Article.Digest = "sha256:" + hex.EncodeToString(sum[:])
		if _, err := f.db.Add(ctx, store.Entry{Record: r, Original: []byte(r.Article.Text)}); err != nil {
			return err
		}
	}
	return nil
}

// article makes the record of article n.
func (f *filling) article(n int) *depesche.Record {
	address := fmt.Sprintf("https://outlet%d.example/%d", n%400, n)
	if f.kind == kindNews {
		a := f.news.article(n)
		a.URL, a.Title = address, strings.Join(strings.Fields(a.Text)[:8], " ")
		return &depesche.Record{Article: a, Sentences: []depesche.Sentence{{Start: 0, End: len(a.Text)}}}
	}
	r := *f.record
	r.Article.ID, r.Article.URL, r.Article.Title = fmt.Sprintf("d%07d", n), address, "Accord on fishing signed in Oslo"
	r.Article.Outlet.Domain = fmt.Sprintf("outlet%d.example", n%400)
	r.Article.Published = time.Date(2025, 1, 6, 12, 2*n, 0, 0, time.UTC).Format(time.RFC3339)
	if f.kind == kindNear {
		chance := (&generator{seed: 1}).random(9, n)
		r.Article.Text += fmt.Sprintf(" Reader number %d, %s, wrote to page %d.", n, strings.ToUpper(invent(chance, 3)), chance.IntN(1e6))
	}
	return &r
}

// weave brings the record up to date as a new run of the program does.
func (f *filling) weave(ctx context.Context) error {
	_, err := (&weave.Weaver{DB: f.db, Finder: f.finder}).Update(ctx)
	return err
}

// results counts what was found.
func (f *filling) results(ctx context.Context, w io.Writer) error {
	derivations := 0
	if err := f.db.Derivations(ctx, func(depesche.Derivation) error { derivations++; return nil }); err != nil {
		return err
	}
	heads, stories, err := f.db.Stories(ctx, 1, store.Page{Limit: 1})
	if err != nil || len(heads) == 0 {
		return err
	}
	_, several, err := f.db.Stories(ctx, 2, store.Page{Limit: 1})
	fmt.Fprintf(w, "%d derivations, %d stories, %d of them with several articles\n", derivations, stories, several)
	return err
}
