// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"depesche"
	"depesche/export"
	"depesche/lineage/revision"
	"depesche/store"
)

// showVersions lists the versions of an article, the newest first, and what
// each changed.
func (p *program) showVersions(cmd *cobra.Command, db *store.DB, id string, format string) error {
	heads, err := db.Versions(cmd.Context(), id)
	if err != nil {
		return err
	}
	records := make([]*depesche.Record, len(heads))
	for i, h := range heads {
		if _, records[i], err = db.Article(cmd.Context(), id, h.Version); err != nil {
			return err
		}
	}
	if format != "text" {
		return p.writeVersions(heads, records)
	}
	opts := p.screenOptions()
	if gone := heads[0].Gone; gone != "" {
		fmt.Fprintf(p.stdout, "The page is no longer at its address: gone since %s.\n", gone)
	}
	for i, h := range heads {
		fmt.Fprintf(p.stdout, "%s  version %d  kept %s  %s  %s\n", h.ID, h.Version, h.Added, h.Digest[:min(len(h.Digest), 19)], h.Title)
		if h.Rendering == depesche.RenderingFeed {
			fmt.Fprintln(p.stdout, "    the text as a feed carries it")
		}
		if i+1 < len(heads) && heads[i+1].Rendering != h.Rendering {
			fmt.Fprintln(p.stdout, "    the one before is another rendering of the article, so this is no edit")
		}
		if i+1 < len(heads) {
			p.printRevision(revision.Compare(records[i+1], records[i]), opts)
		}
	}
	return nil
}

// writeVersions writes the versions as JSON.
func (p *program) writeVersions(heads []store.Head, records []*depesche.Record) error {
	type step struct {
		store.Head
		Change *revision.Comparison `json:"change"` // nil for the first
	}
	var all []step
	for i, h := range heads {
		s := step{Head: h}
		if i+1 < len(heads) {
			change := revision.Compare(records[i+1], records[i])
			s.Change = &change
		}
		all = append(all, s)
	}
	return p.writeJSON(all)
}

// nearChange is how much of the kept text is shown beside a change, in code
// points.
const nearChange = 40

func (p *program) printRevision(c revision.Comparison, opts export.Options) {
	fmt.Fprintf(p.stdout, "    %d words taken out, %d put in\n", c.Words.Gone, c.Words.Added)
	for _, text := range [][]revision.Cut{c.Title, c.Text} {
		if revision.Changed(text) {
			fmt.Fprintf(p.stdout, "    %s\n", strings.ReplaceAll(marked(revision.Around(text, nearChange), opts.Colour), "\n\n", "\n    "))
		}
	}
	for _, f := range c.Changes() {
		line := f.Kind + " " + f.Change + ": " + f.Type
		if f.Who != "" {
			line += " " + f.Who
		}
		for _, w := range f.What {
			line += fmt.Sprintf("; %s: %s → %s", w.Field, orNothing(w.From), orNothing(w.To))
		}
		fmt.Fprintf(p.stdout, "    %s\n", line)
	}
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// marked writes a comparison in colours, or as [-gone-] and {+added+}.
func marked(all []revision.Cut, colour bool) string {
	var b strings.Builder
	for _, c := range all {
		before, after := "", ""
		switch {
		case c.Kind == revision.Skipped:
			b.WriteString(" … ")
			continue
		case c.Kind == revision.Kept:
		case colour && c.Kind == revision.Gone:
			before, after = "\x1b[31;9m", "\x1b[0m"
		case colour:
			before, after = "\x1b[32;1m", "\x1b[0m"
		case c.Kind == revision.Gone:
			before, after = "[-", "-]"
		default:
			before, after = "{+", "+}"
		}
		b.WriteString(before + c.Text + after)
	}
	return b.String()
}
