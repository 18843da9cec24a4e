// SPDX-License-Identifier: Apache-2.0

// Command conformance runs the readers of feeds, sitemaps and web archives over
// the test files of other projects, which are no part of this one. A folder of
// such files goes in, figures and every miss come out:
//
//	go run ./eval/conformance feeds FOLDER     feedparser's tests
//	go run ./eval/conformance sitemaps FOLDER  sitemaps, plain or packed
//	go run ./eval/conformance warc FOLDER      archives, good and broken
//	go run ./eval/conformance pages FOLDER     pages, and whether their characters lead to their bytes
//	go run ./eval/conformance generate MB FILE writes an archive of made-up pages
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if len(os.Args) == 4 && os.Args[1] == "generate" {
		if err := generate(os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, "conformance:", err)
			os.Exit(1)
		}
		return
	}
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: conformance feeds|sitemaps|warc|pages FOLDER, or conformance generate MB FILE")
		os.Exit(2)
	}
	run, ok := map[string]func([]string) error{"feeds": feeds, "sitemaps": sitemaps, "warc": archives, "pages": pages}[os.Args[1]]
	if !ok {
		fmt.Fprintf(os.Stderr, "conformance: there is no set %q; there are feeds, sitemaps, warc and pages\n", os.Args[1])
		os.Exit(2)
	}
	files, err := filesBelow(os.Args[2])
	if err == nil {
		err = run(files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

// filesBelow lists the files below a folder but for licences and notes.
func filesBelow(folder string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != "LICENSE" && !strings.HasPrefix(e.Name(), "README") {
			files = append(files, name)
		}
		return err
	})
	return files, err
}
