// SPDX-License-Identifier: Apache-2.0

package ingest_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"depesche"
	"depesche/ingest"
)

var update = flag.Bool("update", false, "write the articles as they are read now into testdata")

// sample is a file in testdata: an input, and the articles to be read from it.
// Lines of its comment that begin with "url", "published" or "language" are
// options; with "zip PATH", the input stands in a ZIP archive by that path.
type sample struct {
	path    string
	archive *txtar.Archive
	opts    ingest.Options
	zipped  string
}

// input is the sample's input as it is read.
func (s sample) input(t testing.TB) string {
	t.Helper()
	data := s.archive.Files[0].Data
	if s.zipped == "" {
		return string(data)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(s.zipped)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func samples(t testing.TB, format string) []sample {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", format, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var list []sample
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := sample{path: path, archive: a}
		for _, line := range strings.Split(string(a.Comment), "\n") {
			switch key, value, _ := strings.Cut(line, " "); key {
			case "url":
				s.opts.URL = value
			case "published":
				s.opts.Published = value
			case "language":
				s.opts.Language = value
			case "zip":
				s.zipped = value
			}
		}
		list = append(list, s)
	}
	return list
}

// written is what a sample says of an item.
type written struct {
	Article depesche.Article  `json:"article"`
	Unread  []depesche.Unread `json:"unread,omitempty"`
}

func TestSamples(t *testing.T) {
	for _, format := range ingest.Formats() {
		for _, s := range samples(t, format.Name) {
			t.Run(filepath.ToSlash(s.path), func(t *testing.T) { checkSample(t, s) })
		}
	}
}

func checkSample(t *testing.T, s sample) {
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	for _, item := range readAll(t, "input", s.input(t), s.opts) {
		if err := encoder.Encode(written{item.Article, item.Unread}); err != nil {
			t.Fatal(err)
		}
	}
	if *update {
		s.archive.Files = append(s.archive.Files[:1], txtar.File{Name: "articles", Data: got.Bytes()})
		if err := os.WriteFile(s.path, txtar.Format(s.archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(s.archive.Files) < 2 {
		t.Fatal("no articles written down; run with -update and read them")
	}
	if diff := cmp.Diff(string(s.archive.Files[1].Data), got.String()); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}

func TestEveryFormatHasSamples(t *testing.T) {
	for _, format := range ingest.Formats() {
		if len(samples(t, format.Name)) == 0 {
			t.Errorf("no samples of %s in testdata", format.Name)
		}
	}
}
