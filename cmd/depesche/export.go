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
	"slices"
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
	cmd.Flags().StringVar(&archive, "archive", "", "`folder` of the WARC files of \"depesche watch\" (default: the one it was last told, or beside the record)")
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
		if err := knownFormat(format); err != nil {
			return usageError(cmd, err)
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
		if archive == "" {
			if archive, err = p.archiveOf(cmd.Context(), db, &record); err != nil {
				return err
			}
		}
		e := exporting{db: db, archive: archive, title: title}
		if err := p.exportTo(cmd, out, format, func(w io.Writer) error { return p.export(cmd, w, format, &e, ids) }); err != nil {
			return err
		}
		for _, missing := range e.missing {
			fmt.Fprintln(p.stderr, "depesche:", missing)
		}
		return p.ended(cmd.Context(), len(e.missing) > 0)
	}
	return cmd
}

// archiveSetting is under what name the record remembers the folder that watch
// was told to archive in.
const archiveSetting = "archive"

// rememberArchive remembers a folder that was given.
func rememberArchive(ctx context.Context, db *store.DB, folder string) error {
	if folder == "" || folder == "none" {
		return nil
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("the folder of the archive: %w", err)
	}
	return db.SetSetting(ctx, archiveSetting, folder)
}

// archiveOf is the folder of the WARC files of a record.
func (p *program) archiveOf(ctx context.Context, db *store.DB, record *recordFlags) (string, error) {
	folder, err := db.Setting(ctx, archiveSetting)
	if folder != "" || err != nil {
		return folder, err
	}
	path, err := p.recordPath(record)
	return archiveBeside(path), err
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

// knownFormat says which formats there are when the format is none of them.
func knownFormat(format string) error {
	var names []string
	for _, f := range export.PackFormats {
		if f.Name == format {
			return nil
		}
		names = append(names, f.Name)
	}
	if _, err := export.Find(format); err != nil {
		return fmt.Errorf("%w, %s", err, strings.Join(names, ", "))
	}
	return nil
}

// exportTo writes to the file, or to standard output. The file is replaced only
// when it has been written whole.
func (p *program) exportTo(cmd *cobra.Command, out, format string, write func(io.Writer) error) error {
	if out == "" {
		if _, isTerminal := terminal(p.stdout); isTerminal && (format == "warc" || format == "wacz") {
			return usageError(cmd, fmt.Errorf("a %s is no text; name a file with --out", strings.ToUpper(format)))
		}
		return write(p.stdout)
	}
	part := out + ".part"
	f, err := os.Create(part)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	err = errors.Join(write(f), f.Close())
	if err == nil {
		err = os.Rename(part, out)
	}
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// export writes the articles in the format.
func (p *program) export(cmd *cobra.Command, w io.Writer, format string, e *exporting, ids []string) error {
	opts := export.PackOptions{Title: e.title, Software: "depesche", Created: time.Now().UTC().Truncate(time.Second)}
	for _, f := range export.PackFormats {
		if f.Name == format {
			return f.Write(w, e.evidence(cmd.Context(), ids), opts)
		}
	}
	f, err := export.Find(format)
	if err != nil {
		return err
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
	missing []string // what the record says is archived, and could not be read
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
	captures, err := e.db.CapturesOf(ctx, h.ID)
	if err != nil {
		return one, err
	}
	one.Captures, err = e.holding(ctx, captures, h.Digest)
	return one, err
}

// holding lists the captures whose body is the original with the digest. One
// that only refers to an earlier capture comes behind that.
func (e *exporting) holding(ctx context.Context, captures []store.Capture, digest string) ([]export.Capture, error) {
	var all []export.Capture
	for _, c := range captures {
		whole := c
		if c.Revisit {
			earlier, ok, err := e.db.CaptureOf(ctx, c.Digest)
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			whole = earlier
		}
		members, ok := e.members(whole)
		if !ok || bodyDigest(members) != digest {
			continue
		}
		all = append(all, export.Capture{ID: whole.Record, URL: whole.URL, Members: members})
		if !c.Revisit {
			continue
		}
		if again, ok := e.members(c); ok {
			all = append(all, export.Capture{ID: c.Record, URL: c.URL, Members: again})
		}
	}
	return all, nil
}

// members reads the records of a capture out of the archive. What cannot be read
// is noted as missing.
func (e *exporting) members(c store.Capture) ([]byte, bool) {
	data, err := readAt(filepath.Join(e.archive, filepath.Base(c.File)), c.Offset, c.Until-c.Offset)
	if err != nil {
		line := fmt.Sprintf("%s as it was fetched %s is not in the pack: %v; name the folder of the archive with --archive", c.URL, c.At, err)
		if !slices.Contains(e.missing, line) {
			e.missing = append(e.missing, line)
		}
	}
	return data, err == nil
}

// maxMembers is the size of the largest capture, in bytes.
const maxMembers = 256 << 20

// readAt reads a stretch of a file.
func readAt(path string, offset, length int64) ([]byte, error) {
	if length <= 0 || length > maxMembers {
		return nil, fmt.Errorf("%d bytes at %d of %s: %w", length, offset, path, depesche.ErrInvalid)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data := make([]byte, length)
	if _, err := f.ReadAt(data, offset); err != nil {
		return nil, fmt.Errorf("%d bytes at %d of %s: %w", length, offset, path, err)
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
