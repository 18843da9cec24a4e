// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depesche/ingest"
	"depesche/store"
)

// TestGoesOn adds a file whose reading was cut off: reading goes on behind the
// last article that is kept, unless the file or the options are others.
func TestGoesOn(t *testing.T) {
	folder := t.TempDir()
	file, record := filepath.Join(folder, "articles.jsonl"), filepath.Join(folder, "record.db")
	var lines []string
	for n := range 6 {
		lines = append(lines, fmt.Sprintf(`{"id":"a%d","text":"The minister met the envoy in Oslo on day %d.","language":"en"}`, n, n))
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	offset := int64(len(strings.Join(lines[:4], "\n")) + 1)
	note := func(opts ingest.Options) {
		db, err := store.Open(record)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		head, err := (&intake{db: db, options: opts}).head(f)
		if err == nil {
			err = db.SetIntake(t.Context(), store.Intake{File: file, Head: head, Offset: offset})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add := func(want string, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		args = append([]string{"add", file, "--db", record}, args...)
		if status := run(t.Context(), args, strings.NewReader(""), &out, &errs, os.Getenv); status != 0 || !strings.Contains(out.String()+errs.String(), want) {
			t.Errorf("status %d, %s%s, want %s", status, out.String(), errs.String(), want)
		}
	}
	note(ingest.Options{})
	add(fmt.Sprintf("goes on at byte %d of", offset))
	add("4 added, 0 new versions, 2 unchanged") // it was read to its end: from its start again
	note(ingest.Options{})
	add("6 new versions", "--published", "2025-07-13")
}

// TestShare checks what the bar says of files that are partly passed over.
func TestShare(t *testing.T) {
	g := &progress{started: time.Now().Add(-10 * time.Second)}
	g.bytes(1000)
	g.skip(400)
	g.read(600)
	if share, left := g.share(); share != 0.6 || left != 20*time.Second {
		t.Errorf("%v done, %s left", share, left)
	}
	var none *progress
	none.bytes(1)
	none.read(1)
	none.skip(1)
}
