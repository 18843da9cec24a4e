// SPDX-License-Identifier: Apache-2.0

// Package warc reads and writes web archives: WARC 1.0 and 1.1 (ISO 28500:2017,
// https://iipc.github.io/warc-specifications/), plain or packed with gzip
// record by record, and reads the older ARC. A stream of bytes goes in,
// records come out one after the other, each with its offset; a broken place
// is reported and the good records behind it are still read. It fetches
// nothing and knows nothing of articles.
package warc

import (
	"fmt"
	"strings"
	"time"
)

// The types of record that depesche reads or writes.
const (
	TypeInfo     = "warcinfo"
	TypeResponse = "response"
	TypeRequest  = "request"
	TypeResource = "resource"
	TypeRevisit  = "revisit"
	TypeMetadata = "metadata"
)

// The profiles of a revisit: what makes it the same as the record it refers to.
const (
	ProfileSameDigest  = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	ProfileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Field is one named field of a header.
type Field struct{ Name, Value string }

// Header holds the named fields of a record, or of an HTTP message, in their
// order. Names are the same in any case.
type Header []Field

// Get returns the value of the first field with the name, or "".
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// Add appends a field; one without a value is left out.
func (h *Header) Add(name, value string) {
	if value != "" {
		*h = append(*h, Field{name, value})
	}
}

// Record is one record of an archive. Block holds its bytes; a record that is
// larger than the reader's limit has none, and TooLarge is set.
type Record struct {
	Version  string // "WARC/1.1", "ARC/1.0"
	Header   Header
	Block    []byte
	TooLarge bool

	Length int64 // of the block, as the record says
	Offset int64 // of the record in the file; of its gzip member when packed
	Next   int64 // offset behind the record: where reading may go on
	Member bool  // the record begins at Offset itself; else inside a gzip member that begins there
}

// Type is the type of the record, in lower case.
func (r *Record) Type() string { return strings.ToLower(r.Header.Get("WARC-Type")) }

// ID is the record's own id, without angle brackets.
func (r *Record) ID() string { return strings.Trim(r.Header.Get("WARC-Record-ID"), "<>") }

// URL is the address that the record is about. Some programs write it in
// angle brackets, which are taken off.
func (r *Record) URL() string {
	return strings.TrimSpace(strings.Trim(r.Header.Get("WARC-Target-URI"), "<>"))
}

// Date is when the record was made; the zero time when it does not say.
func (r *Record) Date() time.Time {
	t, err := time.Parse(time.RFC3339, r.Header.Get("WARC-Date"))
	if err != nil {
		return time.Time{}
	}
	return t
}

// DamageError is a broken place of an archive. Reading may go on behind it.
type DamageError struct {
	Offset int64  // in the file: of the record, or of its gzip member
	To     int64  // offset at which reading goes on
	Reason string // what is wrong there
	Err    error  // what the decompressor said, if it was asked
}

func (e *DamageError) Error() string {
	text := fmt.Sprintf("record at byte %d: %s", e.Offset, e.Reason)
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	if e.To > e.Offset {
		text += fmt.Sprintf("; %d bytes were passed over", e.To-e.Offset)
	}
	return text
}

func (e *DamageError) Unwrap() error { return e.Err }
