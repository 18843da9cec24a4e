// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"depesche"
	"depesche/ingest"
)

// Items yields the articles of the paths in the order given: a file, a folder
// (all files below it by name, hidden ones left out) or "-" for standard
// input. A file that cannot be read is yielded with its error, and the others
// follow.
func Items(paths []string, stdin io.Reader, opts ingest.Options) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for _, path := range paths {
			if !eachFile(path, func(name string, err error) bool {
				return eachItem(name, stdin, opts, err, yield)
			}) {
				return
			}
		}
	}
}

// eachFile calls use with every file that the path stands for.
func eachFile(path string, use func(name string, err error) bool) bool {
	if path == "-" {
		return use(path, nil)
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return use(path, err)
	}
	going := true
	err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		hidden := name != path && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil:
			going = use(name, err)
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir():
			return nil
		default:
			going = use(name, nil)
		}
		if !going {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && going {
		going = use(path, err)
	}
	return going
}

// eachItem yields the articles of one file.
func eachItem(name string, stdin io.Reader, opts ingest.Options, err error, yield func(ingest.Item, error) bool) bool {
	broken := ingest.Item{Article: depesche.Article{Input: name}}
	if err != nil {
		return yield(broken, fmt.Errorf("read %s: %w", name, err))
	}
	r := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return yield(broken, fmt.Errorf("read %w", err))
		}
		defer f.Close()
		r = f
	}
	for item, err := range ingest.Read(name, r, opts) {
		if item.Article.Input == "" {
			item.Article.Input = name
		}
		if !yield(item, err) {
			return false
		}
	}
	return true
}
