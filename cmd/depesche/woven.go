// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"depesche"
	"depesche/store"
)

// This file tells lineage and stories of what is kept: trace ID, stories, and
// stories ID.

// asID reports whether an argument can only be an id in the record: no file
// has that name, and nothing in it looks like a path.
func asID(arg string) bool {
	_, err := os.Stat(arg)
	return errors.Is(err, os.ErrNotExist) && arg != "-" && !strings.ContainsAny(arg, `/\.`)
}

func allIDs(args []string) bool {
	for _, arg := range args {
		if !asID(arg) {
			return false
		}
	}
	return len(args) > 0
}

// traceKept writes who drew on whom in the stories of articles in the record.
func (p *program) traceKept(ctx context.Context, record *recordFlags, ids []string, write writeTrace) error {
	db, err := p.openExisting(record)
	if err != nil {
		return err
	}
	defer db.Close()
	finder, err := p.newReader("", false).LineageFinder()
	if err != nil {
		return err
	}
	var articles []depesche.Article
	var found []traced
	seen := map[string]bool{}
	for _, prefix := range ids {
		id, err := db.Resolve(ctx, prefix)
		if err != nil {
			return fmt.Errorf("%w; an argument that is no file is the beginning of an article's id, as \"depesche find\" writes it", err)
		}
		story, err := db.StoryOf(ctx, id)
		if err != nil {
			return err
		}
		if seen[story] && story != "" {
			continue
		}
		seen[story] = true
		kept, ties, err := tracedWith(ctx, db, id, story)
		if err != nil {
			return err
		}
		for _, r := range kept {
			articles = append(articles, r.Article)
		}
		found = append(found, withEffects(finder, kept, ties)...)
	}
	if err := write(p.stdout, articles, found); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// tracedWith returns the records of a story's articles and who drew on whom among them;
// the article alone when it is in no story.
func tracedWith(ctx context.Context, db *store.DB, id, story string) ([]*depesche.Record, []depesche.Derivation, error) {
	ids := []string{id}
	var found []depesche.Derivation
	if story != "" {
		heads, err := db.StoryArticles(ctx, story)
		if err != nil {
			return nil, nil, err
		}
		ids = ids[:0]
		for _, h := range heads {
			ids = append(ids, h.ID)
		}
		if found, err = db.DerivationsAmong(ctx, story); err != nil {
			return nil, nil, err
		}
	}
	var records []*depesche.Record
	for _, id := range ids {
		_, r, err := db.Article(ctx, id, 0)
		if err != nil {
			return nil, nil, err
		}
		records = append(records, r)
	}
	return records, found, nil
}

// storiesBatch is how many stories are read at a time.
const storiesBatch = 200

// storiesKept writes the stories of the record: those named, or all that more
// than one article tells, the latest first.
func (p *program) storiesKept(ctx context.Context, record *recordFlags, ids []string, format string) error {
	db, err := p.openExisting(record)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, id := range ids {
		head, _, err := db.Story(ctx, id)
		if errors.Is(err, depesche.ErrNotFound) {
			return fmt.Errorf("%w; \"depesche stories\" lists those of the record, and an argument with a path reads files", err)
		}
		if err == nil {
			err = p.writeStory(ctx, db, head, format)
		}
		if err != nil {
			return err
		}
	}
	for at := 0; len(ids) == 0; at += storiesBatch {
		heads, _, err := db.Stories(ctx, 2, store.Page{Offset: at, Limit: storiesBatch})
		if err != nil {
			return err
		}
		for _, head := range heads {
			if err := p.writeStory(ctx, db, head, format); err != nil {
				return err
			}
		}
		if len(heads) < storiesBatch || ctx.Err() != nil {
			break
		}
	}
	return p.ended(ctx, false)
}

// writeStory writes one story in the format.
func (p *program) writeStory(ctx context.Context, db *store.DB, head store.StoryHead, format string) error {
	_, s, err := db.Story(ctx, head.ID)
	if err != nil {
		return err
	}
	if format == "jsonl" {
		return writeLines(p.stdout, []depesche.Story{s})
	}
	records, found, err := tracedWith(ctx, db, "", head.ID)
	if err != nil {
		return err
	}
	if format == "dot" {
		err = storiesDot(p.stdout, records, []depesche.Story{s}, found)
	} else {
		fmt.Fprintf(p.stdout, "%s  ", head.ID)
		err = storiesText(p.stdout, records, []depesche.Story{s})
	}
	if err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
