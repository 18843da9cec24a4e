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
	return Inputs{Paths: paths, Stdin: stdin, Options: opts}.Items()
}

// Inputs are paths to be read, with what a long run wants to know of them.
type Inputs struct {
	Paths   []string
	Stdin   io.Reader
	Options ingest.Options

	// Read, if any, is told how many more bytes of the files have been read.
	Read func(bytes int)
	// From, if any, says where reading goes on in a file: an Item's Next of an
	// earlier run, or 0.
	From func(file *os.File) int64
}

// Items yields the articles of the paths, as the function Items does.
func (in Inputs) Items() iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		for _, path := range in.Paths {
			if !eachFile(path, func(name string, err error) bool { return in.eachItem(name, err, yield) }) {
				return
			}
		}
	}
}

// Size is the sum of the sizes of the files, in bytes; 0 when it cannot be
// known, because one of them is standard input.
func (in Inputs) Size() int64 {
	total, known := int64(0), true
	for _, path := range in.Paths {
		eachFile(path, func(name string, err error) bool {
			if name == "-" {
				known = false
			} else if info, err := os.Stat(name); err == nil {
				total += info.Size()
			}
			return true
		})
	}
	if !known {
		return 0
	}
	return total
}

// counted is a file that tells how much of it has been read.
type counted struct {
	*os.File
	size int64
	told func(int)
}

// Size is the size of the file in bytes.
func (c *counted) Size() int64 { return c.size }

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	c.told(n)
	return n, err
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
func (in Inputs) eachItem(name string, err error, yield func(ingest.Item, error) bool) bool {
	broken := ingest.Item{Article: depesche.Article{Input: name}}
	if err != nil {
		return yield(broken, fmt.Errorf("read %s: %w", name, err))
	}
	r, opts := in.Stdin, in.Options
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return yield(broken, fmt.Errorf("read %w", err))
		}
		defer f.Close()
		if in.From != nil {
			opts.Offset = in.From(f)
		}
		r = in.file(f)
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

// file is the opened file as it is read: counted, when that is asked for.
func (in Inputs) file(f *os.File) io.Reader {
	info, err := f.Stat()
	if in.Read == nil || err != nil || !info.Mode().IsRegular() {
		return f
	}
	return &counted{f, info.Size(), in.Read}
}
