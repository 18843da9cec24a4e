// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"

	"depesche"
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
	Plain  bool                      // do not pack with gzip
	Offset int64                     // bytes that the file has already, when it is appended to
	Random func([]byte) (int, error) // source of record ids; nil: crypto/rand
}

// Writer writes WARC 1.1 records, each a gzip member of its own. Every record
// is written with one Write of the underlying writer, so that a file that is
// appended to holds whole records, but for a last one that was cut off.
type Writer struct {
	w      io.Writer
	opts   WriterOptions
	buffer bytes.Buffer
	zip    *gzip.Writer
}

// NewWriter returns a Writer that writes to w.
func NewWriter(w io.Writer, opts WriterOptions) *Writer {
	if opts.Random == nil {
		opts.Random = rand.Read
	}
	return &Writer{w: w, opts: opts}
}

// Info writes a warcinfo record: who made the file, with what and why. It
// belongs at the start of a file; filename is the file's own name.
func (w *Writer) Info(date time.Time, filename string, fields Header) (Written, error) {
	var body bytes.Buffer
	for _, f := range fields {
		fmt.Fprintf(&body, "%s: %s\r\n", f.Name, oneLine(f.Value))
	}
	h := Header{{"WARC-Type", TypeInfo}}
	h.Add("WARC-Filename", filename)
	return w.record(h, date, "application/warc-fields", nil, body.Bytes(), "")
}

// Exchange writes a response record and, when there is a request head, the
// request record that belongs to it. Written is about the response.
func (w *Writer) Exchange(e Exchange) (Written, error) {
	digest := Digest(e.Body)
	h := Header{{"WARC-Type", TypeResponse}}
	h.Add("WARC-Target-URI", e.URL)
	h.Add("WARC-IP-Address", e.IP)
	h.Add("WARC-Protocol", e.Protocol)
	h.Add("WARC-Payload-Digest", digest)
	h.Add("WARC-Truncated", e.Truncated)
	done, err := w.record(h, e.Date, "application/http;msgtype=response", e.ResponseHead, e.Body, digest)
	if err != nil {
		return Written{}, err
	}
	return done, w.request(e, done.ID)
}

// Revisit writes a revisit record in place of a response whose body is that of
// an earlier record (ProfileSameDigest; the Body is given for its digest), or
// was not sent again (ProfileNotModified; there is no Body, digest is that of
// the earlier record).
func (w *Writer) Revisit(e Exchange, profile, digest string, earlier Reference) (Written, error) {
	if profile == ProfileSameDigest {
		digest = Digest(e.Body)
	}
	h := Header{{"WARC-Type", TypeRevisit}}
	h.Add("WARC-Target-URI", e.URL)
	h.Add("WARC-IP-Address", e.IP)
	h.Add("WARC-Protocol", e.Protocol)
	h.Add("WARC-Profile", profile)
	h.Add("WARC-Payload-Digest", digest)
	h.Add("WARC-Refers-To", bracketed(earlier.ID))
	h.Add("WARC-Refers-To-Target-URI", earlier.URL)
	if !earlier.Date.IsZero() {
		h.Add("WARC-Refers-To-Date", stamp(earlier.Date))
	}
	done, err := w.record(h, e.Date, "application/http;msgtype=response", e.ResponseHead, nil, digest)
	if err != nil {
		return Written{}, err
	}
	return done, w.request(e, done.ID)
}

// request writes the request record that belongs to a response.
func (w *Writer) request(e Exchange, response string) error {
	if len(e.RequestHead) == 0 {
		return nil
	}
	h := Header{{"WARC-Type", TypeRequest}}
	h.Add("WARC-Target-URI", e.URL)
	h.Add("WARC-IP-Address", e.IP)
	h.Add("WARC-Protocol", e.Protocol)
	h.Add("WARC-Concurrent-To", bracketed(response))
	_, err := w.record(h, e.Date, "application/http;msgtype=request", e.RequestHead, nil, "")
	return err
}

// Resource writes a resource record: bytes that were not fetched over HTTP.
func (w *Writer) Resource(url, contentType string, date time.Time, body []byte) (Written, error) {
	digest := Digest(body)
	h := Header{{"WARC-Type", TypeResource}}
	h.Add("WARC-Target-URI", url)
	h.Add("WARC-Payload-Digest", digest)
	return w.record(h, date, contentType, nil, body, digest)
}

// Metadata writes a metadata record about the record with the id.
func (w *Writer) Metadata(url, about, contentType string, date time.Time, body []byte) (Written, error) {
	h := Header{{"WARC-Type", TypeMetadata}}
	h.Add("WARC-Target-URI", url)
	h.Add("WARC-Refers-To", bracketed(about))
	return w.record(h, date, contentType, nil, body, "")
}

// record writes one record whose block is the head and then the body.
func (w *Writer) record(h Header, date time.Time, contentType string, head, body []byte, digest string) (Written, error) {
	id, err := w.newID()
	if err != nil {
		return Written{}, fmt.Errorf("write WARC record: %w", err)
	}
	sum := sha256.New()
	sum.Write(head)
	sum.Write(body)
	h.Add("WARC-Date", stamp(date))
	h.Add("WARC-Record-ID", bracketed(id))
	h.Add("WARC-Block-Digest", fmt.Sprintf("sha256:%x", sum.Sum(nil)))
	h.Add("Content-Type", contentType)
	h.Add("Content-Length", strconv.Itoa(len(head)+len(body)))
	var top bytes.Buffer
	top.WriteString("WARC/1.1\r\n")
	for _, f := range h {
		if f.Value != oneLine(f.Value) {
			return Written{}, fmt.Errorf("write WARC record: the field %s has a line break: %w", f.Name, depesche.ErrInvalid)
		}
		top.WriteString(f.Name + ": " + f.Value + "\r\n")
	}
	top.WriteString("\r\n")
	if err := w.pack(top.Bytes(), head, body, []byte("\r\n\r\n")); err != nil {
		return Written{}, fmt.Errorf("write WARC record: %w", err)
	}
	done := Written{ID: id, Offset: w.opts.Offset, Length: int64(w.buffer.Len()), Digest: digest}
	if _, err := w.w.Write(w.buffer.Bytes()); err != nil {
		return Written{}, fmt.Errorf("write WARC record: %w", err)
	}
	w.opts.Offset += done.Length
	return done, nil
}

// pack fills the buffer with the parts of a record.
func (w *Writer) pack(parts ...[]byte) error {
	w.buffer.Reset()
	var out io.Writer = &w.buffer
	if !w.opts.Plain {
		if w.zip == nil {
			w.zip = gzip.NewWriter(out)
		} else {
			w.zip.Reset(out)
		}
		out = w.zip
	}
	for _, part := range parts {
		if _, err := out.Write(part); err != nil {
			return err
		}
	}
	if w.opts.Plain {
		return nil
	}
	return w.zip.Close()
}

// newID makes a random UUID (RFC 9562, version 4).
func (w *Writer) newID() (string, error) {
	var b [16]byte
	if _, err := w.opts.Random(b[:]); err != nil {
		return "", err
	}
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]), nil
}

// Digest is the digest of a body as the records hold it.
func Digest(body []byte) string { return fmt.Sprintf("sha256:%x", sha256.Sum256(body)) }

// stamp writes a time to the second, as WARC 1.0 and 1.1 both allow.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func bracketed(id string) string {
	if id == "" {
		return ""
	}
	return "<" + id + ">"
}

// oneLine takes line breaks out of a value.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, s)
}
