// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/export"
	"depesche/ingest/packed"
	"depesche/store"
	"depesche/warc"
)

// selection says which articles of the record are meant.
type selection struct {
	ids   []string // or the beginnings of ids
	story string
	find  string
	all   bool
}

func (p *program) exportCommand() *cobra.Command {
	var record recordFlags
	var s selection
	var format, out, archive string
	cmd := &cobra.Command{
		Use:   "export [ID…]",
		Short: "Write articles of the record to a file, as facts or as a pack of evidence",
		Long: `Write articles of the record to a file: those named, those of a story, or those that a
search finds.

With --format warc or wacz it is a pack of evidence: the original of every version, as it
came over the wire where "depesche watch" archived it, with digests, and what was read
from it. Programs that read web archives open it; ReplayWeb.page and other viewers show
the pages of a WACZ. The other formats hold the records of the current versions.`,
		Example: `  depesche export --story 7d21 --format wacz --out visit.wacz
  depesche export --find 'pair:PRK-RUS from:2025-07' --format warc --out pack.warc.gz
  depesche export --all --format jsonl > record.jsonl`,
	}
	record.add(cmd)
	cmd.Flags().StringVar(&format, "format", "jsonl", "output `format`: jsonl, json, text, warc or wacz")
	cmd.Flags().StringVar(&out, "out", "", "`file` to write (default: standard output)")
	cmd.Flags().StringVar(&s.story, "story", "", "the articles of the story with the `ID`, or of the one that the article tells")
	cmd.Flags().StringVar(&s.find, "find", "", "the articles that the `query` finds, as \"depesche find\" does")
	cmd.Flags().BoolVar(&s.all, "all", false, "all articles")
	cmd.Flags().StringVar(&archive, "archive", "", "`folder` of the WARC files of \"depesche watch\" (default: beside the record)")
	var packs []string
	for _, f := range export.PackFormats {
		packs = append(packs, f.Name+"\t"+f.About)
	}
	p.completeFormats(cmd, packs...)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		s.ids = args
		if len(args) == 0 && s.story == "" && s.find == "" && !s.all {
			return usageError(cmd, errors.New("say which articles: give ids, --story, --find or --all"))
		}
		db, err := p.openExisting(&record)
		if err != nil {
			return err
		}
		defer db.Close()
		ids, title, err := s.articles(cmd.Context(), db)
		if err != nil {
			return notFound(err)
		}
		if len(ids) == 0 {
			return fmt.Errorf("no article of the record is meant by that: %w; \"depesche find\" lists what there is", depesche.ErrNotFound)
		}
		path, err := p.recordPath(&record)
		if err != nil {
			return err
		}
		if archive == "" {
			archive = archiveBeside(path)
		}
		e := exporting{db: db, archive: archive, title: title}
		return p.exportTo(cmd, out, format, func(w io.Writer) error { return p.export(cmd, w, format, &e, ids) })
	}
	return cmd
}

// archiveBeside is the folder of the WARC files that belong to a record.
func archiveBeside(record string) string {
	return strings.TrimSuffix(record, filepath.Ext(record)) + ".warc"
}

// articles lists the ids of the articles that are meant, and what to call them.
func (s *selection) articles(ctx context.Context, db *store.DB) (ids []string, title string, err error) {
	seen := map[string]bool{}
	add := func(id string) {
		if !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, prefix := range s.ids {
		id, err := db.Resolve(ctx, prefix)
		if err != nil {
			return nil, "", err
		}
		add(id)
	}
	title = "Articles"
	if s.story != "" {
		heads, name, err := storyArticles(ctx, db, s.story)
		if err != nil {
			return nil, "", err
		}
		title = name
		for _, h := range heads {
			add(h.ID)
		}
	}
	for query := range s.queries() {
		if err := eachFound(ctx, db, query, add); err != nil {
			return nil, "", err
		}
		title = "Articles found by " + query
	}
	if s.all {
		title = "All articles"
	}
	return ids, title, nil
}

// queries yields the searches of the selection; the one for all is empty.
func (s *selection) queries() iter.Seq[string] {
	return func(yield func(string) bool) {
		if s.find != "" && !yield(s.find) {
			return
		}
		if s.all {
			yield("")
		}
	}
}

// storyArticles lists the articles of a story, given by its id or by an article
// of it.
func storyArticles(ctx context.Context, db *store.DB, id string) ([]store.Head, string, error) {
	head, _, err := db.Story(ctx, id)
	if errors.Is(err, depesche.ErrNotFound) {
		article, resolveErr := db.Resolve(ctx, id)
		if resolveErr != nil {
			return nil, "", err
		}
		story, storyErr := db.StoryOf(ctx, article)
		if storyErr != nil || story == "" {
			return nil, "", errors.Join(err, storyErr)
		}
		head, _, err = db.Story(ctx, story)
	}
	if err != nil {
		return nil, "", err
	}
	heads, err := db.StoryArticles(ctx, head.ID)
	return heads, head.Title, err
}

// exportPage is how many articles are looked up at a time.
const exportPage = 500

// eachFound calls use with the id of every article that the query finds; the
// empty query finds all.
func eachFound(ctx context.Context, db *store.DB, query string, use func(id string)) error {
	for offset := 0; ; offset += exportPage {
		page := store.Page{Offset: offset, Limit: exportPage}
		var heads []store.Head
		if query == "" {
			found, _, err := db.Latest(ctx, "", page)
			if err != nil {
				return err
			}
			heads = found
		} else {
			q, err := store.ParseQuery(query)
			if err != nil {
				return err
			}
			found, err := db.Search(ctx, q, page)
			if err != nil {
				return err
			}
			for _, h := range found.Hits {
				heads = append(heads, h.Article)
			}
		}
		for _, h := range heads {
			use(h.ID)
		}
		if len(heads) < exportPage {
			return nil
		}
	}
}

// exportTo writes to the file, or to standard output. A file that could not be
// written whole is taken away again.
func (p *program) exportTo(cmd *cobra.Command, out, format string, write func(io.Writer) error) error {
	if out == "" {
		if _, isTerminal := terminal(p.stdout); isTerminal && (format == "warc" || format == "wacz") {
			return usageError(cmd, fmt.Errorf("a %s is no text; name a file with --out", strings.ToUpper(format)))
		}
		return write(p.stdout)
	}
	f, err := os.Create(out)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(out))
	}
	return nil
}

// export writes the articles in the format.
func (p *program) export(cmd *cobra.Command, w io.Writer, format string, e *exporting, ids []string) error {
	opts := export.PackOptions{Title: e.title, Software: "depesche", Created: time.Now().UTC().Truncate(time.Second)}
	var names []string
	for _, f := range export.PackFormats {
		if f.Name == format {
			return f.Write(w, e.evidence(cmd.Context(), ids), opts)
		}
		names = append(names, f.Name)
	}
	f, err := export.Find(format)
	if err != nil {
		return usageError(cmd, fmt.Errorf("%w, %s", err, strings.Join(names, ", ")))
	}
	screen := export.Options{}
	if w == p.stdout {
		screen = p.screenOptions()
	}
	records := f.New(w, screen)
	for _, id := range ids {
		_, r, err := e.db.Article(cmd.Context(), id, 0)
		if err != nil {
			return err
		}
		if err := records.Write(r); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return records.Close()
}

// exporting gathers the evidence of articles.
type exporting struct {
	db      *store.DB
	archive string // folder of WARC files
	title   string
}

// evidence yields every version of the articles, the oldest first.
func (e *exporting) evidence(ctx context.Context, ids []string) iter.Seq2[export.Evidence, error] {
	return func(yield func(export.Evidence, error) bool) {
		for _, id := range ids {
			versions, err := e.db.Versions(ctx, id)
			if err != nil {
				yield(export.Evidence{}, err)
				return
			}
			for i := len(versions) - 1; i >= 0; i-- {
				one, err := e.version(ctx, versions[i], i == 0)
				if !yield(one, err) || err != nil {
					return
				}
			}
		}
	}
}

// version gathers the evidence of one version.
func (e *exporting) version(ctx context.Context, h store.Head, current bool) (export.Evidence, error) {
	_, r, err := e.db.Article(ctx, h.ID, h.Version)
	if err != nil {
		return export.Evidence{}, err
	}
	one := export.Evidence{Record: r, Version: h.Version, Current: current}
	if one.Kept, err = time.Parse(time.RFC3339, h.Added); err != nil {
		return one, fmt.Errorf("article %s: when it was kept: %w", h.ID, err)
	}
	if one.Original, _, err = e.db.Original(ctx, h.ID, h.Version); err != nil {
		return one, err
	}
	if h.URL == "" {
		return one, nil
	}
	captures, err := e.db.Captures(ctx, h.URL)
	if err != nil {
		return one, err
	}
	one.Captures = e.holding(ctx, captures, h.Digest)
	return one, nil
}

// holding lists the captures whose body is the original with the digest. One
// that only refers to an earlier capture comes behind that.
func (e *exporting) holding(ctx context.Context, captures []store.Capture, digest string) []export.Capture {
	var all []export.Capture
	for _, c := range captures {
		whole := c
		if c.Revisit {
			earlier, ok, err := e.db.CaptureOf(ctx, c.Digest)
			if err != nil || !ok {
				continue
			}
			whole = earlier
		}
		members, err := e.members(whole)
		if err != nil || bodyDigest(members) != digest {
			continue
		}
		all = append(all, export.Capture{ID: whole.Record, Members: members})
		if c.Revisit {
			if again, err := e.members(c); err == nil {
				all = append(all, export.Capture{ID: c.Record, Members: again})
			}
		}
	}
	return all
}

// members reads the records of a capture out of the archive.
func (e *exporting) members(c store.Capture) ([]byte, error) {
	f, err := os.Open(filepath.Join(e.archive, filepath.Base(c.File)))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, max(0, c.Until-c.Offset))
	if _, err := f.ReadAt(data, c.Offset); err != nil {
		return nil, err
	}
	return data, nil
}

// bodyDigest is the digest of what the first record holds, unpacked, as the
// record of articles has it.
func bodyDigest(members []byte) string {
	rec, err := warc.NewReader(bytes.NewReader(members), warc.ReaderOptions{}).Next()
	if err != nil {
		return ""
	}
	m, err := rec.HTTP()
	if err != nil {
		return ""
	}
	body, err := packed.Bytes(m.Body, m.Header.Get("Content-Encoding"), warc.MaxBlock)
	if err != nil {
		return ""
	}
	return warc.Digest(body)
}
