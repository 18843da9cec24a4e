// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path"
	"strings"

	"depesche"
)

// sniffWACZ takes a ZIP archive whose first entries are those of a WACZ
// (https://specs.webrecorder.net/wacz/1.1.1/).
func sniffWACZ(head []byte, name string) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) &&
		(bytes.Contains(head, []byte("datapackage")) || bytes.Contains(head, []byte("archive/")) || bytes.Contains(head, []byte("indexes/")) ||
			bytes.Contains(head, []byte("pages/pages.jsonl")) || strings.HasSuffix(strings.ToLower(name), ".wacz"))
}

// maxUnseekable is the size of the largest WACZ that is read from a pipe.
const maxUnseekable = 256 << 20

// seekable is a file that can be read at any place.
type seekable interface {
	io.ReaderAt
	Size() int64
}

// readWACZ reads the archives in a WACZ one after the other.
func readWACZ(in Input) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		files, err := in.zip()
		if err != nil {
			yield(Item{}, err)
			return
		}
		found := false
		for _, f := range files.File {
			if path.Dir(f.Name) != "archive" || !strings.HasSuffix(f.Name, ".warc") && !strings.HasSuffix(f.Name, ".warc.gz") {
				continue
			}
			found = true
			if !readEntry(in, f, yield) {
				return
			}
		}
		if !found {
			yield(Item{}, fmt.Errorf("the ZIP archive has no folder \"archive\" with WARC files: %w", depesche.ErrInvalid))
		}
	}
}

// zip opens the input as a ZIP archive.
func (in Input) zip() (*zip.Reader, error) {
	file := in.File
	if file == nil {
		data, err := io.ReadAll(io.LimitReader(in.Body, maxUnseekable+1))
		if err != nil {
			return nil, err
		}
		if len(data) > maxUnseekable {
			return nil, fmt.Errorf("a WACZ of more than %d MB cannot be read from a pipe; give its path: %w", maxUnseekable>>20, depesche.ErrUnsupported)
		}
		file = bytes.NewReader(data)
	}
	files, err := zip.NewReader(file, file.Size())
	if err != nil {
		return nil, fmt.Errorf("the ZIP archive is broken or cut off: %w", errors.Join(err, depesche.ErrInvalid))
	}
	return files, nil
}

// readEntry reads one archive of a WACZ.
func readEntry(in Input, f *zip.File, yield func(Item, error) bool) bool {
	body, err := f.Open()
	if err != nil {
		return yield(Item{}, fmt.Errorf("%s: %w", f.Name, err))
	}
	defer body.Close()
	inner := in
	inner.Body, inner.File, inner.Options.Offset = body, nil, 0
	for item, err := range readWARC(inner) {
		item.Next = 0
		item.Place = f.Name + ", " + item.Place
		if err != nil {
			err = fmt.Errorf("%s: %w", f.Name, err)
		}
		if !yield(item, err) {
			return false
		}
	}
	return true
}

// asSeekable returns the reader as a file that can be read at any place, or nil.
func asSeekable(r io.Reader) seekable {
	switch f := r.(type) {
	case seekable:
		return f
	case *os.File:
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			return io.NewSectionReader(f, 0, info.Size())
		}
	}
	return nil
}
