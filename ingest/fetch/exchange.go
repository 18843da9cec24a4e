// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"sort"
	"strings"

	"depesche/warc"
)

// acceptEncoding names the packings that unpack can undo.
const acceptEncoding = "gzip, br, zstd"

// exchange sends one request, reads the answer within the limits and archives
// it. It follows nothing and judges no status.
func (c *Client) exchange(ctx context.Context, req Request) (*Response, error) {
	select {
	case c.busy <- struct{}{}:
		defer func() { <-c.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	limited, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	x := &warc.Exchange{URL: req.URL, Date: c.opts.Clock.Now()}
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) {
		if at, err := netip.ParseAddrPort(info.Conn.RemoteAddr().String()); err == nil {
			x.IP = at.Addr().Unmap().String()
		}
	}}
	hr, err := http.NewRequestWithContext(httptrace.WithClientTrace(limited, trace), http.MethodGet, req.URL, nil)
	if err != nil {
		return nil, failure(Invalid, req.URL, "no address: "+plain(err))
	}
	c.setHeaders(hr, req)
	x.RequestHead = requestHead(hr)
	answer, err := c.http.RoundTrip(hr)
	if err != nil {
		return nil, explain(ctx, req.URL, err)
	}
	defer answer.Body.Close()
	x.ResponseHead, x.Protocol = responseHead(answer), protocol(answer)
	var readErr error
	if kind := answer.Header.Get("Content-Type"); isMedia(kind) {
		x.Truncated = "unspecified"
		readErr = failure(Media, req.URL, "it is no document but "+kind)
	} else {
		x.Body, readErr = c.readBody(ctx, x, answer.Body)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if c.opts.Archive != nil {
		if err := c.opts.Archive(x); err != nil {
			return nil, fmt.Errorf("archive %s: %w", req.URL, err)
		}
	}
	r := &Response{URL: req.URL, Status: answer.StatusCode, Header: answer.Header, At: x.Date}
	if readErr != nil {
		if answer.Header.Get("Content-Encoding") == "" {
			r.Body = x.Body
		}
		return r, readErr
	}
	if r.Status >= 200 && r.Status < 300 {
		r.Body, err = c.unpackBody(req.URL, answer.Header, x.Body)
	}
	return r, err
}

// isMedia reports a media type that no article comes in, so that the body
// need not be read.
func isMedia(contentType string) bool {
	family, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(contentType)), "/")
	return family == "image" || family == "audio" || family == "video" || family == "font"
}

func (c *Client) setHeaders(hr *http.Request, req Request) {
	hr.Header.Set("User-Agent", c.opts.UserAgent)
	hr.Header.Set("Accept-Encoding", acceptEncoding)
	hr.Header.Set("Accept", "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5")
	if req.ETag != "" {
		hr.Header.Set("If-None-Match", req.ETag)
	}
	if req.LastModified != "" {
		hr.Header.Set("If-Modified-Since", req.LastModified)
	}
}

// readBody reads a body up to the limit. What was read before a failure comes
// back with the error.
func (c *Client) readBody(ctx context.Context, x *warc.Exchange, body io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(body, c.opts.MaxBytes+1))
	if err != nil {
		var e *Error
		err = explain(ctx, x.URL, err)
		x.Truncated = "disconnect"
		if errors.As(err, &e) && e.Kind == Timeout {
			x.Truncated = "time"
		}
		return data, err
	}
	if int64(len(data)) > c.opts.MaxBytes {
		x.Truncated = "length"
		return data[:c.opts.MaxBytes], c.tooLarge(x.URL)
	}
	return data, nil
}

func (c *Client) tooLarge(url string) error {
	return failure(TooLarge, url, fmt.Sprintf("it is larger than %d bytes, the most that is read", c.opts.MaxBytes))
}

// unpackBody undoes the packing of a body.
func (c *Client) unpackBody(url string, h http.Header, body []byte) ([]byte, error) {
	if len(body) == 0 {
		return body, nil
	}
	data, err := unpack(body, h.Values("Content-Encoding"), c.opts.MaxBytes)
	switch {
	case errors.Is(err, errTooLarge):
		return nil, c.tooLarge(url)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, failure(Cut, url, "the packed answer ended before its end")
	case err != nil:
		return nil, failure(Encoding, url, err.Error())
	}
	return data, nil
}

// protocol names the protocol of an answer as archives do.
func protocol(r *http.Response) string {
	if r.ProtoMajor == 2 {
		return "h2"
	}
	return strings.ToLower(r.Proto)
}

// requestHead is a request as it goes over the wire in HTTP/1.1.
func requestHead(r *http.Request) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", r.URL.RequestURI(), r.URL.Host)
	writeHeader(&b, r.Header)
	return b.Bytes()
}

// responseHead is the head of an answer as HTTP/1.1 writes it. The transfer
// is undone, so headers about it would lie; they keep a name that says so.
func responseHead(r *http.Response) []byte {
	var b bytes.Buffer
	version := "HTTP/1.1"
	if r.ProtoMajor == 1 {
		version = r.Proto
	}
	status := strings.TrimSpace(strings.TrimPrefix(r.Status, fmt.Sprint(r.StatusCode)))
	fmt.Fprintf(&b, "%s %d %s\r\n", version, r.StatusCode, strings.Map(printable, status))
	h := r.Header.Clone()
	if len(r.TransferEncoding) > 0 {
		h.Del("Content-Length")
		h["X-Archive-Orig-Transfer-Encoding"] = r.TransferEncoding
	}
	writeHeader(&b, h)
	return b.Bytes()
}

func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return ' '
	}
	return r
}

// writeHeader writes header lines in order of their names, and the empty line
// that ends a head.
func writeHeader(b *bytes.Buffer, h http.Header) {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, value := range h[name] {
			fmt.Fprintf(b, "%s: %s\r\n", name, strings.Map(printable, value))
		}
	}
	b.WriteString("\r\n")
}
