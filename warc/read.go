// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"errors"
	"io"
)

// MaxBlock is the size of the largest block that a Reader keeps, unless told
// otherwise.
const MaxBlock = 64 << 20

// ReaderOptions configure a Reader.
type ReaderOptions struct {
	MaxBlock int64 // 0: MaxBlock
	Offset   int64 // where in the file the stream begins: a place where a record begins
}

// Reader reads the records of an archive.
type Reader struct{}

// NewReader returns a Reader of the stream. Whether it is packed is told from
// its bytes.
func NewReader(r io.Reader, opts ReaderOptions) *Reader { return &Reader{} }

// Next returns the next record, or io.EOF behind the last. A *DamageError is
// about one place: Next may be called again and goes on with the next good
// record. Any other error ends the stream.
func (r *Reader) Next() (*Record, error) { return nil, errors.ErrUnsupported }

// Message is an HTTP response or request out of a record's block.
type Message struct {
	Start  string // "HTTP/1.1 200 OK", "GET / HTTP/1.1"
	Status int    // of a response; 0 of a request
	Header Header
	Body   []byte // without transfer coding, with the content coding that Header says
}

// HTTP reads the HTTP message in the record's block. Heads that break the rules
// of HTTP are read as browsers do; a chunked body that is not chunked is taken
// as it is.
func (r *Record) HTTP() (*Message, error) { return nil, errors.ErrUnsupported }
