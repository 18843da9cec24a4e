// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"depesche"
	"depesche/pipeline"
)

// maxComplaints is how many articles of one file are named with the same kind
// of trouble; further ones are counted.
const maxComplaints = 20

// complaints counts what was said of the inputs, and what was left unsaid.
type complaints struct {
	said   map[string]int // by file and stage
	listed int            // items without a text of their own
}

// complain names what could not be read of an input as a whole, with the
// reasons. Of an article among many only what kept it from being read is said;
// the rest stands in its record.
func (p *program) complain(result pipeline.Result) {
	item := &result.Item
	if item.Listed {
		p.complaints.listed++
		return
	}
	if item.Many && !result.Failed {
		return
	}
	input := result.Record.Article.Input
	file := strings.TrimSuffix(input, "#"+item.Article.ID)
	for _, u := range result.Record.Unread {
		if u.At != nil || item.Many && !p.complaints.more(file, u.Stage) {
			continue
		}
		where := file
		reason, isError := withoutInput(u.Reason, file)
		if !isError {
			if item.Place != "" {
				where += ": " + item.Place
			}
			reason = u.Stage + ": " + reason
		}
		fmt.Fprintf(p.stderr, "depesche: %s: %s\n", where, reason)
	}
}

// withoutInput takes "read PATH: " off the reason, which is an error then, and
// what only says of what kind the error is.
func withoutInput(reason, file string) (string, bool) {
	rest, isError := strings.CutPrefix(reason, "read ")
	if !isError {
		return reason, false
	}
	if _, after, ok := strings.Cut(rest, filepath.Base(file)+": "); ok {
		rest = after
	}
	return strings.TrimSuffix(rest, ": "+depesche.ErrInvalid.Error()), true
}

// more reports whether one more complaint of the kind is said.
func (c *complaints) more(file, stage string) bool {
	if c.said == nil {
		c.said = map[string]int{}
	}
	c.said[file+"\x00"+stage]++
	return c.said[file+"\x00"+stage] <= maxComplaints
}

// end says what was left unsaid.
func (c *complaints) end(w io.Writer) {
	for _, key := range slices.Sorted(maps.Keys(c.said)) {
		if n := c.said[key]; n > maxComplaints {
			file, stage, _ := strings.Cut(key, "\x00")
			fmt.Fprintf(w, "depesche: %s: %s: %s like these\n", file, stage, counted(n-maxComplaints, "more article", "more articles"))
		}
	}
	if c.listed > 0 {
		fmt.Fprintf(w, "depesche: %s named without a text; \"depesche source add\" and \"depesche watch\" fetch what a feed or sitemap leads to\n", counted(c.listed, "item is", "items are"))
	}
	*c = complaints{}
}
