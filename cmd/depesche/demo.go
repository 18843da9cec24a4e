// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"depesche/ingest"
	"depesche/newsroom"
	"depesche/store"
	"depesche/web"
)

func (p *program) demoCommand() *cobra.Command {
	var address string
	var exit bool
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Read the bundled newsroom into a temporary record and serve the desk",
		Long: `Read the bundled newsroom (articles in German and English on invented outlets, some
copied from others) into a temporary record, serve the desk over it, and say what to look at.
The record is deleted at the end.`,
		Example: `  depesche demo
  depesche demo --exit`,
		Args: cobra.NoArgs,
	}
	cmd.Flags().StringVar(&address, "addr", defaultAddress, "`address` to listen on; another free port when it is taken")
	cmd.Flags().BoolVar(&exit, "exit", false, "stop after reading, do not serve")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return p.demo(cmd.Context(), address, exit) }
	return cmd
}

func (p *program) demo(ctx context.Context, address string, exit bool) error {
	articles, err := newsroom.Articles()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "depesche-demo-")
	if err != nil {
		return fmt.Errorf("make a temporary record: %w", err)
	}
	defer os.RemoveAll(folder)
	db, err := store.Open(filepath.Join(folder, "record.db"))
	if err != nil {
		return err
	}
	defer db.Close()
	a := adding{program: p, db: db, reader: (&inputFlags{}).reader(p)}
	if a.progress = p.newProgress("articles"); a.progress != nil {
		a.progress.total = len(articles)
	}
	part, err := a.run(ctx, newsroomItems(articles))
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "Read %d articles of the newsroom: %s\n", len(articles), a.summary())
	if err := p.lookAt(ctx, db, articles); err != nil {
		return err
	}
	if exit || ctx.Err() != nil {
		return p.ended(ctx, part)
	}
	listener, err := listenSomewhere(address)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "\nThe desk is at http://%s/ (stop it with Ctrl-C; the record is deleted then)\n", listener.Addr())
	return p.serve(ctx, db, listener, (&inputFlags{}).reader(p), web.Options{Demo: true})
}

// listenSomewhere listens on the address or, when its port is taken, on a
// free one of the same host.
func listenSomewhere(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err == nil {
		return listener, nil
	}
	host, _, splitErr := net.SplitHostPort(address)
	if splitErr != nil {
		return nil, err
	}
	return net.Listen("tcp", net.JoinHostPort(host, "0"))
}

// newsroomItems turns the bundled articles into items, with what the index
// knows of those that are plain text.
func newsroomItems(articles []newsroom.Article) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for _, a := range articles {
			opts := ingest.Options{URL: a.URL, Published: a.Published}
			for item, err := range ingest.Read(filepath.Base(a.File), bytes.NewReader(a.Data), opts) {
				item.Article.PublishedFrom = "input"
				if item.Article.Outlet.Name == "" {
					item.Article.Outlet.Name = a.Outlet
				}
				if !yield(item, err) {
					return
				}
			}
		}
	}
}

// lookAt names three pages worth opening.
func (p *program) lookAt(ctx context.Context, db *store.DB, articles []newsroom.Article) error {
	pairs, err := db.Pairs(ctx, "", store.Page{Limit: 1})
	if err != nil {
		return err
	}
	fmt.Fprintln(p.stdout, "\nThree things to look at:")
	for _, a := range articles {
		if a.Relation != newsroom.Sharpened {
			continue
		}
		trace, err := traceAddress(ctx, db, articles, a)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.stdout, "  1. %s  a copy that dropped its sources, beside the report it came from\n", trace)
		break
	}
	for _, pair := range pairs {
		fmt.Fprintf(p.stdout, "  2. /pairs/%s-%s  the file on two countries, in order of time\n", pair.A, pair.B)
	}
	fmt.Fprintln(p.stdout, "  3. /search?q=type:ACCUSE  who blames whom, and in which words")
	return nil
}

// traceAddress is the page that compares an article with the one it descends
// from.
func traceAddress(ctx context.Context, db *store.DB, articles []newsroom.Article, a newsroom.Article) (string, error) {
	to, err := db.Find(ctx, a.URL)
	if err != nil {
		return "", err
	}
	for _, b := range articles {
		if b.File == a.Of {
			from, err := db.Find(ctx, b.URL)
			return "/trace/" + from + ".." + to, err
		}
	}
	return "/articles/" + to, nil
}
