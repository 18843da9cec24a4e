// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/address"
	"depesche/ingest/fetch"
	"depesche/ingest/opml"
	"depesche/store"
	"depesche/watch"
)

func (p *program) sourceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "source",
		Short: "Say which sources are watched, and see how they do",
		Long: `A source is a feed (RSS, Atom, JSON Feed) or a sitemap of news. "depesche watch" visits
them and keeps what they offer.`,
		Example: `  depesche source add https://news.example/
  depesche source import feeds.opml
  depesche source health`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.sourceAddCommand(), p.sourceListCommand(), p.sourceRemoveCommand(), p.sourceImportCommand(), p.sourceExportCommand(), p.sourceHealthCommand())
	return cmd
}

func (p *program) sourceAddCommand() *cobra.Command {
	var record recordFlags
	var crawl crawlFlags
	var folder, kind string
	cmd := &cobra.Command{
		Use:   "add ADDRESS…",
		Short: "Watch a feed, a sitemap, or all that a site offers",
		Long: `Watch a feed or a sitemap, by its address. The address of a site finds the feeds that its
page names and the news sitemaps that its robots.txt names. Adding a source twice adds nothing.`,
		Example: `  depesche source add https://news.example/ --contact desk@paper.example
  depesche source add https://news.example/rss.xml --folder Agencies/Germany
  depesche source add --kind feed https://news.example/rss.xml`,
		Args: cobra.MinimumNArgs(1),
	}
	record.add(cmd)
	crawl.add(cmd)
	cmd.Flags().StringVar(&folder, "folder", "", "`folder` to put the sources in: Agencies/Germany")
	cmd.Flags().StringVar(&kind, "kind", "", "take the address as a `feed` or sitemap, without looking")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions([]string{store.KindFeed, store.KindSitemap}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if kind != "" && kind != store.KindFeed && kind != store.KindSitemap {
			return usageError(cmd, fmt.Errorf("--kind %s is no kind of source; say feed or sitemap", kind))
		}
		for _, a := range args {
			if address.Host(address.Clean(a)) == "" {
				return usageError(cmd, fmt.Errorf("%s is no web address; write it whole, as https://news.example/", a))
			}
		}
		db, err := p.openRecord(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		if kind != "" {
			for _, a := range args {
				if err := p.keepSource(cmd.Context(), db, store.Source{Address: address.Clean(a), Kind: kind, Folder: folder}); err != nil {
					return err
				}
			}
			return nil
		}
		return p.discover(cmd, db, &crawl, args, folder)
	}
	return cmd
}

// discover looks for sources at the addresses and keeps what it finds.
func (p *program) discover(cmd *cobra.Command, db *store.DB, crawl *crawlFlags, addresses []string, folder string) error {
	opts, err := p.fetchOptions(cmd, db, crawl)
	if err != nil {
		return err
	}
	client, err := fetch.New(opts)
	if err != nil {
		return err
	}
	defer client.Close()
	part := false
	for _, a := range addresses {
		found, err := watch.Discover(cmd.Context(), client, address.Clean(a))
		if err != nil {
			part = true
			fmt.Fprintf(p.stderr, "depesche: %v\n", watch.Explain(err))
			continue
		}
		for _, s := range found {
			s.Folder = folder
			if err := p.keepSource(cmd.Context(), db, s); err != nil {
				return err
			}
		}
	}
	return p.ended(cmd.Context(), part)
}

func (p *program) keepSource(ctx context.Context, db *store.DB, s store.Source) error {
	added, err := db.AddSource(ctx, s)
	if err != nil {
		return err
	}
	word := "added"
	if !added {
		word = "known"
	}
	fmt.Fprintf(p.stdout, "%s  %s  %s", word, s.Kind, s.Address)
	if s.Title != "" {
		fmt.Fprintf(p.stdout, "  %s", s.Title)
	}
	fmt.Fprintln(p.stdout)
	return nil
}

func (p *program) sourceListCommand() *cobra.Command {
	var record recordFlags
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the sources that are watched",
		Example: "  depesche source list\n  depesche source list --json",
		Args:    cobra.NoArgs,
	}
	record.add(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		all, err := db.Sources(cmd.Context())
		if err != nil {
			return err
		}
		if asJSON {
			return p.writeJSON(all)
		}
		if len(all) == 0 {
			fmt.Fprintln(p.stdout, noSources)
			return nil
		}
		w := tabwriter.NewWriter(p.stdout, 0, 0, 2, ' ', 0)
		for _, s := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", s.Kind, s.Address, s.Title, s.Folder)
		}
		return w.Flush()
	}
	return cmd
}

const noSources = `No source is watched yet; add one with "depesche source add ADDRESS".`

func (p *program) sourceRemoveCommand() *cobra.Command {
	var record recordFlags
	cmd := &cobra.Command{
		Use:     "remove ADDRESS…",
		Short:   "Watch a source no longer; what it brought stays",
		Example: "  depesche source remove https://news.example/rss.xml",
		Args:    cobra.MinimumNArgs(1),
	}
	record.add(cmd)
	cmd.ValidArgsFunction = func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return p.sourceAddresses(cmd.Context(), &record), cobra.ShellCompDirectiveNoFileComp
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		part := false
		for _, a := range args {
			err := db.RemoveSource(cmd.Context(), address.Clean(a))
			if errors.Is(err, depesche.ErrNotFound) {
				part = true
				fmt.Fprintf(p.stderr, "depesche: %s is not watched; \"depesche source list\" names the addresses\n", a)
				continue
			}
			if err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "removed  %s\n", a)
		}
		return p.ended(cmd.Context(), part)
	}
	return cmd
}

// sourceAddresses lists the sources for completion; none when there is no
// record.
func (p *program) sourceAddresses(ctx context.Context, record *recordFlags) []string {
	db, err := p.openExisting(record)
	if err != nil {
		return nil
	}
	defer db.Close()
	sources, err := db.Sources(ctx)
	if err != nil {
		return nil
	}
	var all []string
	for _, s := range sources {
		all = append(all, s.Address+"\t"+s.Title)
	}
	return all
}

func (p *program) sourceImportCommand() *cobra.Command {
	var record recordFlags
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Watch all feeds of an OPML file, as other readers export them",
		Example: `  depesche source import feeds.opml
  curl -s https://reader.example/opml | depesche source import -`,
		Args: cobra.MinimumNArgs(1),
	}
	record.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, files []string) error {
		db, err := p.openRecord(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		part := false
		for _, name := range files {
			broken, err := p.importFeeds(cmd.Context(), db, name)
			if err != nil {
				return err
			}
			part = part || broken
		}
		return p.ended(cmd.Context(), part)
	}
	return cmd
}

// importFeeds adds the feeds of one file. It reports whether some of it could
// not be read.
func (p *program) importFeeds(ctx context.Context, db *store.DB, name string) (part bool, err error) {
	r, err := p.open(name)
	if err != nil {
		return false, err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return false, fmt.Errorf("read %s: %w", name, err)
	}
	document, err := opml.Parse(data)
	if err != nil {
		fmt.Fprintf(p.stderr, "depesche: %s: %v\n", name, err)
		return true, nil
	}
	for _, problem := range document.Problems {
		part = true
		fmt.Fprintf(p.stderr, "depesche: %s: %v\n", name, problem)
	}
	for _, f := range document.Feeds() {
		s := store.Source{Address: address.Clean(f.Feed), Kind: store.KindFeed, Title: f.Outline.Label(), Site: f.Site, Folder: strings.Join(f.Folders, "/")}
		if f.Type == store.KindSitemap {
			s.Kind = store.KindSitemap
		}
		if address.Host(s.Address) == "" {
			part = true
			fmt.Fprintf(p.stderr, "depesche: %s: %q of the feed %q is no web address\n", name, f.Feed, f.Outline.Label())
			continue
		}
		if err := p.keepSource(ctx, db, s); err != nil {
			return part, err
		}
	}
	return part, nil
}

func (p *program) sourceExportCommand() *cobra.Command {
	var record recordFlags
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the sources as OPML, for other readers",
		Example: "  depesche source export > feeds.opml",
		Args:    cobra.NoArgs,
	}
	record.add(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		all, err := db.Sources(cmd.Context())
		if err != nil {
			return err
		}
		return opml.Write(p.stdout, &opml.Document{Title: "Sources of depesche", Outlines: outlines(all)})
	}
	return cmd
}

// outlines puts the sources into their folders.
func outlines(sources []store.Source) []opml.Outline {
	var root opml.Outline
	for _, s := range sources {
		at := &root
		for _, name := range strings.FieldsFunc(s.Folder, func(r rune) bool { return r == '/' }) {
			at = folderOf(at, name)
		}
		kind := "rss"
		if s.Kind == store.KindSitemap {
			kind = store.KindSitemap
		}
		at.Outlines = append(at.Outlines, opml.Outline{Text: s.Label(), Title: s.Title, Type: kind, Feed: s.Address, Site: s.Site})
	}
	return root.Outlines
}

// folderOf is the folder of a name in another, made when it is not there.
func folderOf(parent *opml.Outline, name string) *opml.Outline {
	for i := range parent.Outlines {
		if o := &parent.Outlines[i]; o.Feed == "" && o.Text == name {
			return o
		}
	}
	parent.Outlines = append(parent.Outlines, opml.Outline{Text: name})
	return &parent.Outlines[len(parent.Outlines)-1]
}
