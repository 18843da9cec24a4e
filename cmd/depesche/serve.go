// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"depesche/eval"
	"depesche/pipeline"
	"depesche/store"
	"depesche/web"
)

// defaultAddress is where the desk listens: on this machine only.
const defaultAddress = "127.0.0.1:8600"

func (p *program) serveCommand() *cobra.Command {
	var record recordFlags
	var address string
	var hosts []string
	var crawl crawlFlags
	var watched watching
	var alsoWatch bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the desk: the record as pages, and as JSON at the same addresses",
		Long: `Serve the desk: the record as pages for people, and, with .json behind the same
addresses, as data for programs. It listens on this machine only, unless --addr says
otherwise; then name the hosts it may be called by with --host. With --watch it visits the
sources at the same time, as "depesche watch" does.`,
		Example: `  depesche serve
  depesche serve --watch
  depesche serve --db visits.db --addr 127.0.0.1:9000
  depesche serve --addr 0.0.0.0:8600 --host desk.example`,
		Args: cobra.NoArgs,
	}
	record.add(cmd)
	cmd.Flags().StringVar(&address, "addr", defaultAddress, "`address` to listen on")
	cmd.Flags().StringSliceVar(&hosts, "host", nil, "host `name` that the desk answers to beside localhost; may be repeated")
	cmd.Flags().BoolVar(&alsoWatch, "watch", false, "visit the sources at the same time")
	crawl.add(cmd)
	watched.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		db, err := p.openRecord(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		listener, err := net.Listen("tcp", address)
		if err != nil {
			return fmt.Errorf("%w; name another address with --addr", err)
		}
		ctx, stop := context.WithCancel(cmd.Context())
		defer stop()
		watched.reader = p.newReader(watched.overlay, watched.lenient)
		watching := func() error { return nil }
		if alsoWatch {
			if watching, err = watched.beside(cmd, ctx, p, &record, db, &crawl); err != nil {
				listener.Close()
				return err
			}
		}
		fmt.Fprintf(p.stdout, "The desk is at http://%s/ (stop it with Ctrl-C)\n", listener.Addr())
		err = p.serve(ctx, db, listener, watched.reader, web.Options{Hosts: hosts})
		stop()
		err = errors.Join(err, watching())
		if err == nil {
			return p.stopped()
		}
		return err
	}
	return cmd
}

// serve serves the desk until the context ends, then lets open requests
// finish.
func (p *program) serve(ctx context.Context, db *store.DB, listener net.Listener, reader *pipeline.Reader, opts web.Options) error {
	opts.Log = slog.New(slog.NewTextHandler(p.stderr, nil))
	for _, s := range eval.Scores() {
		opts.Scores = append(opts.Scores, web.Score{Corpus: s.Corpus, Metric: s.Metric, Value: s.Value, Reference: s.Reference})
	}
	book, err := reader.Codebook()
	if err != nil {
		return err
	}
	opts.Outlet = book.Outlet
	finder, err := reader.LineageFinder()
	if err != nil {
		return err
	}
	opts.Finder = finder
	desk, err := web.New(db, opts)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: desk, ReadHeaderTimeout: 10 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10}
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(patience)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
