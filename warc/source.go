// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// windowBytes is how far back a source can be read again. It bounds how much
// of an archive behind a broken place may be missed.
const windowBytes = 1 << 20

// bufferBytes is how much is read from a file at a time.
const bufferBytes = 64 << 10

// source reads a stream, knows the offset, and remembers the last stretch of
// it, so that reading can begin again a little further back.
type source struct {
	bufio.Reader
	w window
}

// newSource returns a source of the stream, which begins at the offset in its
// file.
func newSource(r io.Reader, offset int64) *source {
	s := &source{w: window{r: r, end: offset}}
	s.Reader = *bufio.NewReaderSize(&s.w, bufferBytes)
	return s
}

// offset is that of the next byte to be read.
func (s *source) offset() int64 { return s.w.end - int64(s.Buffered()) }

// rewind makes the byte at the offset the next one, or the oldest one that is
// remembered when that is later, and returns its offset.
func (s *source) rewind(offset int64) int64 {
	offset = s.w.rewind(offset)
	s.Reset(&s.w)
	return offset
}

// replay makes the bytes, which stand at the offset of the file, the next
// ones; behind them goes on what has not been read yet.
func (s *source) replay(offset int64, data []byte) {
	rest, _ := s.Peek(s.Buffered())
	again := append(data[:len(data):len(data)], rest...)
	s.w.again = append(again, s.w.again...)
	s.w.end, s.w.past = offset, nil
	s.Reset(&s.w)
}

// window is a reader that remembers the last bytes it gave.
type window struct {
	r     io.Reader
	again []byte // to be given before r
	end   int64  // offset behind the last byte given
	past  []byte // the last bytes given, at most twice windowBytes

	failed error // what r failed with, but for its end
}

func (w *window) Read(p []byte) (n int, err error) {
	if len(w.again) > 0 {
		n = copy(p, w.again)
		w.again = w.again[n:]
	} else {
		n, err = w.r.Read(p)
		if err != nil && !errors.Is(err, io.EOF) {
			w.failed = err
		}
	}
	if len(w.past)+n > 2*windowBytes {
		kept := copy(w.past, w.past[max(0, len(w.past)-windowBytes):])
		w.past = w.past[:kept]
	}
	w.past = append(w.past, p[:n]...)
	w.end += int64(n)
	return n, err
}

// rewind goes back to the offset, as far as the window reaches.
func (w *window) rewind(offset int64) int64 {
	offset = min(max(offset, w.end-int64(len(w.past))), w.end)
	kept := len(w.past) - int(w.end-offset)
	w.again = append(bytes.Clone(w.past[kept:]), w.again...)
	w.past = w.past[:kept]
	w.end = offset
	return offset
}
