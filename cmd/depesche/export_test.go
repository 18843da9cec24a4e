// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"depesche/store"
	"depesche/warc"
)

const archivedPage = `<html lang="en"><head><title>Envoy summoned</title><link rel="canonical" href="https://news.example/envoy"></head><body><article><h1>Envoy summoned</h1>
<p>The ministry summoned the envoy on Sunday. He regretted what had happened at the border, and promised an inquiry.</p></article></body></html>`

// archived writes the page, as a server packed it and again as a revisit, into
// the archive of a record, and notes where.
func archived(t *testing.T, record string) {
	t.Helper()
	var body bytes.Buffer
	z := gzip.NewWriter(&body)
	_, _ = io.WriteString(z, archivedPage)
	_ = z.Close()
	e := warc.Exchange{
		URL: "https://news.example/envoy", Date: time.Date(2025, 7, 13, 8, 30, 0, 0, time.UTC), Body: body.Bytes(),
		ResponseHead: []byte("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"), RequestHead: []byte("GET /envoy HTTP/1.1\r\n\r\n"),
	}
	var file bytes.Buffer
	w := warc.NewWriter(&file, warc.WriterOptions{})
	first, err := w.Exchange(e)
	if err != nil {
		t.Fatal(err)
	}
	middle := int64(file.Len())
	e.Date = e.Date.Add(time.Hour)
	again, err := w.Revisit(e, warc.ProfileSameDigest, "", warc.Reference{ID: first.ID, URL: e.URL, Date: e.Date})
	if err != nil {
		t.Fatal(err)
	}
	folder := archiveBeside(record)
	db, err := store.Open(record)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	err = errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "1.warc.gz"), file.Bytes(), 0o600),
		db.SaveCapture(t.Context(), store.Capture{URL: e.URL, At: "2025-07-13T08:30:00Z", Digest: first.Digest, Record: first.ID, File: "1.warc.gz", Offset: first.Offset, Length: first.Length, Until: middle}),
		db.SaveCapture(t.Context(), store.Capture{URL: e.URL, At: "2025-07-13T09:30:00Z", Digest: first.Digest, Record: again.ID, File: "1.warc.gz", Offset: again.Offset, Length: again.Length, Until: int64(file.Len()), Revisit: true}))
	if err != nil {
		t.Fatal(err)
	}
}

// TestEvidence checks that a pack holds the exchange as it was archived, once,
// with the visit that found the page unchanged.
func TestEvidence(t *testing.T) {
	folder := t.TempDir()
	record, page, pack := filepath.Join(folder, "record.db"), filepath.Join(folder, "page.html"), filepath.Join(folder, "pack.warc.gz")
	if err := os.WriteFile(page, []byte(archivedPage), 0o600); err != nil {
		t.Fatal(err)
	}
	do := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if status := run(t.Context(), append(args, "--db", record), strings.NewReader(""), &out, &errs, os.Getenv); status != want {
			t.Fatalf("%v: status %d\n%s%s", args, status, out.String(), errs.String())
		}
		return errs.String()
	}
	do(exitDone, "add", page)
	archived(t, record)
	do(exitDone, "export", "--all", "--format", "warc", "--out", pack)
	checkPack(t, pack, "warcinfo response request revisit request metadata")

	// What is there already is not lost to a command that fails.
	do(exitUsage, "export", "--all", "--format", "pdf", "--out", pack)
	checkPack(t, pack, "warcinfo response request revisit request metadata")

	// An archive that cannot be read is said.
	if err := os.Remove(filepath.Join(archiveBeside(record), "1.warc.gz")); err != nil {
		t.Fatal(err)
	}
	if errs := do(exitPartRead, "export", "--all", "--format", "warc", "--out", pack); !strings.Contains(errs, "https://news.example/envoy as it was fetched 2025-07-13T08:30:00Z is not in the pack") {
		t.Error(errs)
	}
	checkPack(t, pack, "warcinfo resource metadata")
}

// checkPack checks which types of records a pack holds, and their digests.
func checkPack(t *testing.T, pack, want string) {
	t.Helper()
	f, err := os.Open(pack)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var kinds []string
	for r := warc.NewReader(f, warc.ReaderOptions{}); ; {
		rec, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := rec.Verify(); err != nil {
			t.Error(err)
		}
		kinds = append(kinds, rec.Type())
	}
	if got := strings.Join(kinds, " "); got != want {
		t.Errorf("the pack holds %s, want %s", got, want)
	}
}
