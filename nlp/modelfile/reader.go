// SPDX-License-Identifier: Apache-2.0

package modelfile

import (
	"encoding/binary"
	"errors"
)

var errTruncated = errors.New("truncated")

// Reader reads numbers and strings one after the other. The first error
// stays: everything read afterwards is zero, and Err tells it in the end.
type Reader struct {
	b   []byte
	err error
}

// NewReader returns a Reader of b.
func NewReader(b []byte) *Reader { return &Reader{b: b} }

// Err returns the first error, or nil.
func (r *Reader) Err() error { return r.err }

// Fail sets the error unless there is one.
func (r *Reader) Fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// Len returns how many bytes are left.
func (r *Reader) Len() int { return len(r.b) }

// Take returns the next n bytes, shared with the file, or nil.
func (r *Reader) Take(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.b)) {
		r.err = errTruncated
	}
	if r.err != nil {
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// Uint32 reads four bytes, little-endian.
func (r *Reader) Uint32() uint32 {
	if b := r.Take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// Count reads a number of things of which each takes at least size bytes; a
// number that the rest cannot hold is an error, so that no file can make its
// reader reserve more memory than a small multiple of its own size.
func (r *Reader) Count(size int) int {
	n := int(r.Uint32())
	if r.err == nil && n > len(r.b)/size {
		r.err = errTruncated
	}
	if r.err != nil {
		return 0
	}
	return n
}

// Uvarint reads a number of one to five bytes.
func (r *Reader) Uvarint() uint32 {
	v, n := binary.Uvarint(r.b)
	if r.err == nil && (n <= 0 || v > 1<<32-1) {
		r.err = errTruncated
	}
	if r.err != nil {
		return 0
	}
	r.b = r.b[n:]
	return uint32(v)
}

// Bytes reads a length and that many bytes, shared with the file.
func (r *Reader) Bytes() []byte { return r.Take(int(r.Uint32())) }

// String reads a length and that many bytes.
func (r *Reader) String() string { return string(r.Bytes()) }

// Strings reads a number and that many strings.
func (r *Reader) Strings() []string {
	list := make([]string, r.Count(4))
	for i := range list {
		list[i] = r.String()
	}
	return list
}

// Writer builds what a Reader reads.
type Writer struct{ b []byte }

// Encoded returns what has been written.
func (w *Writer) Encoded() []byte { return w.b }

// Uint32 writes four bytes, little-endian.
func (w *Writer) Uint32(v uint32) { w.b = binary.LittleEndian.AppendUint32(w.b, v) }

// Uvarint writes a number in one to five bytes.
func (w *Writer) Uvarint(v uint32) { w.b = binary.AppendUvarint(w.b, uint64(v)) }

// Raw writes bytes without their length.
func (w *Writer) Raw(b ...byte) { w.b = append(w.b, b...) }

// String writes a length and the bytes.
func (w *Writer) String(s string) { w.b = appendString(w.b, s) }

// Strings writes a number and that many strings.
func (w *Writer) Strings(list []string) {
	w.Uint32(uint32(len(list)))
	for _, s := range list {
		w.String(s)
	}
}
