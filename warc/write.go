// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"time"
)

// Exchange is one HTTP request with the response to it, as they went over the
// wire. The heads are the start line and the header fields, with CRLF behind
// each line and an empty line at the end; Body is the response's body without
// transfer coding (the head then says no Transfer-Encoding), but with the
// content coding that the head says.
type Exchange struct {
	URL          string
	Date         time.Time // when the response began to arrive
	IP           string    // address of the server, if known
	Protocol     string    // WARC-Protocol: "http/1.1", "h2"; may be empty
	RequestHead  []byte    // may be empty: then there is no request record
	ResponseHead []byte
	Body         []byte
	Truncated    string // why the body was cut off: "length", "time", "disconnect"; or ""
}

// Reference is an earlier record that holds the same body.
type Reference struct {
	ID   string // of the record; may be empty
	URL  string
	Date time.Time
}

// Written says where a record was written.
type Written struct {
	ID     string // of the record: "urn:uuid:…"
	Offset int64  // in the file
	Length int64  // bytes in the file
	Digest string // of the body: "sha256:…", in lower-case hexadecimal
}

// WriterOptions configure a Writer.
type WriterOptions struct {
	Plain  bool   // do not pack with gzip
	Offset int64  // bytes that the file has already, when it is appended to
	Random func([]byte) (int, error) // source of record ids; nil: crypto/rand
}

// Writer writes WARC 1.1 records, each a gzip member of its own. Every record
// is written with one Write of the underlying writer, so that a file that is
// appended to holds whole records, but for a last one that was cut off.
type Writer struct {
	w    io.Writer
	opts WriterOptions
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer, opts WriterOptions) *Writer { return &Writer{w: w, opts: opts} }

// Info writes a warcinfo record: who made the file, with what and why. It
// belongs at the start of a file; filename is the file's own name.
func (w *Writer) Info(date time.Time, filename string, fields Header) (Written, error) {
	return Written{}, errors.ErrUnsupported
}

// Exchange writes a response record and, when there is a request head, the
// request record that belongs to it. Written is about the response.
func (w *Writer) Exchange(e Exchange) (Written, error) { return Written{}, errors.ErrUnsupported }

// Revisit writes a revisit record in place of a response whose body is that of
// an earlier record (ProfileSameDigest; the Body is given for its digest), or
// was not sent again (ProfileNotModified; there is no Body, digest is that of
// the earlier record).
func (w *Writer) Revisit(e Exchange, profile, digest string, earlier Reference) (Written, error) {
	return Written{}, errors.ErrUnsupported
}

// Resource writes a resource record: bytes that were not fetched over HTTP.
func (w *Writer) Resource(url, contentType string, date time.Time, body []byte) (Written, error) {
	return Written{}, errors.ErrUnsupported
}

// Metadata writes a metadata record about the record with the id.
func (w *Writer) Metadata(url, about, contentType string, date time.Time, body []byte) (Written, error) {
	return Written{}, errors.ErrUnsupported
}

// Digest is the digest of a body as the records hold it.
func Digest(body []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(body)) }
