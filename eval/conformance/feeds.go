// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"depesche/ingest/feed"
)

// The lines of the first comment of a test file.
var (
	expectLine   = regexp.MustCompile(`(?m)^\s*Expect:\s*(.*?)\s*$`)
	typeLine     = regexp.MustCompile(`(?mi)^\s*Header:\s*Content-type:\s*(.*?)\s*$`)
	locationLine = regexp.MustCompile(`(?mi)^\s*Header:\s*Content-Location:\s*(.*?)\s*$`)
)

// testServer is where feedparser's tests are served.
const testServer = "http://127.0.0.1:8097"

// tally counts the cases of one kind.
type tally struct{ cases, held int }

// feeds runs feedparser's test files: every expectation about a title, link,
// id, date, author, summary or content, and apart from those the other ones
// that a Feed can answer.
func feeds(files []string) error {
	counts := map[string]*tally{}
	read, refused := 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		opts := feed.Options{URL: testServer + "/"}
		head := string(data)
		if m := typeLine.FindStringSubmatch(head); m != nil {
			opts.ContentType = m[1]
		}
		if m := locationLine.FindStringSubmatch(head); m != nil {
			opts.URL = m[1]
			if strings.HasPrefix(m[1], "/") {
				opts.URL = testServer + m[1]
			}
		}
		f, err := feed.Parse(data, opts)
		if err != nil {
			refused++
			fmt.Printf("refused  %s: %v\n", file, err)
			f = &feed.Feed{}
		} else {
			read++
		}
		m := expectLine.FindStringSubmatch(head)
		if m == nil {
			if f.Decoded == nil {
				continue
			}
			if m = expectLine.FindStringSubmatch(f.Decoded.String); m == nil { // in UTF-16
				continue
			}
		}
		set := filepath.Base(filepath.Dir(file))
		for _, check := range checks(m[1], f) {
			name := set
			if !check.core {
				name = "(other fields)"
			}
			if counts[name] == nil {
				counts[name] = &tally{}
			}
			counts[name].cases++
			if check.held {
				counts[name].held++
			} else {
				fmt.Printf("missed   %s: %s, got %q\n", file, check.text, check.got)
			}
		}
	}
	fmt.Printf("%d files: %d read, %d refused with a reason\n", len(files), read, refused)
	report(counts)
	return nil
}

// report prints the tallies by name and the sum of all but the other fields.
func report(counts map[string]*tally) {
	sum := tally{}
	for name, t := range sorted(counts) {
		fmt.Printf("%-20s %4d of %4d\n", name, t.held, t.cases)
		if !strings.HasPrefix(name, "(") {
			sum.cases += t.cases
			sum.held += t.held
		}
	}
	if sum.cases > 0 {
		fmt.Printf("%-20s %4d of %4d, %.1f %%\n", "title to content", sum.held, sum.cases, 100*float64(sum.held)/float64(sum.cases))
	}
}
