// SPDX-License-Identifier: Apache-2.0

package warc

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"depesche"
)

// Message is an HTTP response or request out of a record's block.
type Message struct {
	Start  string // "HTTP/1.1 200 OK", "GET / HTTP/1.1"
	Status int    // of a response; 0 of a request
	Header Header
	Body   []byte // without transfer coding, with the content coding that Header says
}

// HTTP reads the HTTP message in the record's block. Heads that break the rules
// of HTTP are read as browsers do; a chunked body that is not chunked is taken
// as it is. The error wraps depesche.ErrInvalid when the block holds no HTTP
// message.
func (r *Record) HTTP() (*Message, error) {
	start, rest := headLine(r.Block)
	m := &Message{Start: start}
	if !strings.HasPrefix(start, "HTTP/") && !strings.Contains(start, " HTTP/") {
		return nil, fmt.Errorf("record %s at byte %d: its block holds no HTTP message: %w", r.ID(), r.Offset, depesche.ErrInvalid)
	}
	if strings.HasPrefix(start, "HTTP/") {
		_, code, _ := strings.Cut(start, " ")
		code, _, _ = strings.Cut(strings.TrimSpace(code), " ")
		m.Status, _ = strconv.Atoi(code)
	}
	var line string
	for len(rest) > 0 {
		line, rest = headLine(rest)
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		switch {
		case line[0] == ' ' || line[0] == '\t':
			if n := len(m.Header); n > 0 {
				m.Header[n-1].Value += " " + strings.TrimSpace(line)
			}
		case ok && len(m.Header) < maxFields:
			m.Header = append(m.Header, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	m.Body = rest
	if strings.Contains(strings.ToLower(m.Header.Get("Transfer-Encoding")), "chunked") {
		m.Body = unchunked(rest)
	}
	return m, nil
}

// headLine cuts the first line off, with either kind of line end.
func headLine(b []byte) (line string, rest []byte) {
	i := bytes.IndexByte(b, '\n')
	if i < 0 || i > maxLine {
		return "", nil
	}
	return strings.TrimRight(string(b[:i]), "\r"), b[i+1:]
}

// unchunked takes the chunked coding off (RFC 9112, section 7.1). Where no
// chunk begins, the rest is taken as it is.
func unchunked(b []byte) []byte {
	var out []byte
	for rest := b; len(rest) > 0; {
		size, body, ok := chunk(rest)
		if !ok {
			if out == nil {
				return b
			}
			return append(out, rest...)
		}
		if size == 0 {
			break
		}
		n := min(size, len(body))
		if out == nil {
			out = make([]byte, 0, len(b))
		}
		out = append(out, body[:n]...)
		rest = bytes.TrimPrefix(bytes.TrimPrefix(body[n:], []byte("\r")), []byte("\n"))
	}
	return out
}

// chunk reads the line at the start of a chunk.
func chunk(b []byte) (size int, body []byte, ok bool) {
	i := bytes.IndexByte(b[:min(len(b), 1024)], '\n')
	if i < 0 {
		return 0, nil, false
	}
	digits, _, _ := strings.Cut(strings.TrimSpace(string(b[:i])), ";")
	n, err := strconv.ParseInt(strings.TrimSpace(digits), 16, 32)
	if err != nil || n < 0 {
		return 0, nil, false
	}
	return int(n), b[i+1:], true
}
