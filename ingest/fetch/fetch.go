// SPDX-License-Identifier: Apache-2.0

// Package fetch gets documents over HTTP, politely: it asks robots.txt first
// (RFC 9309), leaves time between two fetches of one host, waits when a host
// asks for it, follows redirects under the same rules, and gives up on what is
// too large, too slow or never ends. An address goes in, the decoded bytes
// with the headers come out, or an *Error that says in words and by kind what
// was in the way. It refuses addresses of private networks, after their names
// are resolved, unless it is told otherwise. It keeps nothing but what it must
// remember of a host, and reads no documents.
package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"depesche/address"
	"depesche/warc"
)

// Options configure a Client. UserAgent must be set; the zero values of all
// others are sensible.
type Options struct {
	// UserAgent says who fetches and how to reach them:
	// "depesche/1.0 (+mailto:desk@news.example)".
	UserAgent string
	// Agent is the product token that robots.txt files know the crawler by;
	// "": the part of UserAgent before the slash.
	Agent string

	Private  bool          // fetch from private networks and from this machine, too
	MaxBytes int64         // largest document, decoded; 0: 20 MB
	Timeout  time.Duration // longest exchange, from the connection to the last byte; 0: one minute
	Delay    time.Duration // least time between two fetches of a host; 0: two seconds
	Parallel int           // exchanges at the same time; 0: 32
	MaxWait  time.Duration // longest wait for a host's turn; a longer one is an error; 0: two minutes

	Clock Clock // nil: the system's
	Hosts Hosts // memory of hosts; nil: as long as the client lives

	// Archive is called with every exchange before its answer is used, those
	// for robots.txt and redirects among them. Its error ends the fetch: what
	// could not be archived counts as not fetched. nil: nothing is archived.
	Archive func(*warc.Exchange) error

	TLS    *tls.Config                                                  // for tests: which certificates to trust
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error) // for tests: names to addresses
}

// Clock tells the time and waits.
type Clock interface {
	Now() time.Time
	// Sleep waits for d, or until the context ends, whose error it returns.
	Sleep(ctx context.Context, d time.Duration) error
}

// The limits where Options do not set them.
const (
	defaultMaxBytes = 20 << 20
	defaultTimeout  = time.Minute
	defaultDelay    = 2 * time.Second
	defaultMaxWait  = 2 * time.Minute
	defaultParallel = 32
	maxRedirects    = 10
	robotsRedirects = 5 // RFC 9309, section 2.3.1.2
)

// Client fetches documents. It is safe for concurrent use; one host is asked
// for one thing at a time.
type Client struct {
	opts  Options
	http  *http.Transport
	busy  chan struct{} // one token for each exchange
	hosts gates
}

// New returns a client.
func New(opts Options) (*Client, error) {
	if opts.UserAgent == "" {
		return nil, errors.New("fetch: who fetches must be said: there is no UserAgent")
	}
	setDefault(&opts.MaxBytes, defaultMaxBytes)
	setDefault(&opts.Timeout, defaultTimeout)
	setDefault(&opts.Delay, defaultDelay)
	setDefault(&opts.MaxWait, defaultMaxWait)
	setDefault(&opts.Parallel, defaultParallel)
	setDefault(&opts.Agent, productToken(opts.UserAgent))
	if opts.Clock == nil {
		opts.Clock = SystemClock{}
	}
	if opts.Hosts == nil {
		opts.Hosts = &inMemory{}
	}
	return &Client{opts: opts, http: transport(opts), busy: make(chan struct{}, opts.Parallel)}, nil
}

func setDefault[T comparable](value *T, otherwise T) {
	var zero T
	if *value == zero {
		*value = otherwise
	}
}

// Close closes connections that are kept open.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request is what to fetch. ETag and LastModified are those of the copy that
// is there already: when it is still good, the answer says so and has no body.
type Request struct {
	URL                string
	ETag, LastModified string
}

// Response is a fetched document.
type Response struct {
	URL       string // where it was found, after all redirects
	Permanent string // where permanent redirects say it is for good; "" when it has not moved
	Status    int    // 200 to 299, or 304
	Header    http.Header
	Body      []byte // decoded; the character set is the document's own affair
	At        time.Time
	Redirects int
}

// NotModified reports whether the copy that is there already is still good.
func (r *Response) NotModified() bool { return r.Status == http.StatusNotModified }

// Get fetches a document. The error is an *Error, unless the context ended or
// the archive failed.
func (c *Client) Get(ctx context.Context, req Request) (*Response, error) {
	return c.follow(ctx, req, maxRedirects, c.polite)
}

// sender sends one request and returns the answer, whatever its status.
type sender func(ctx context.Context, req Request) (*Response, error)

// follow sends a request and follows redirects.
func (c *Client) follow(ctx context.Context, req Request, most int, send sender) (*Response, error) {
	permanent, moved := true, ""
	seen := map[string]bool{}
	for hops := 0; ; hops++ {
		if err := checkAddress(req.URL); err != nil {
			return nil, err
		}
		if seen[req.URL] {
			return nil, failure(Redirect, req.URL, "the redirects run in a circle")
		}
		seen[req.URL] = true
		r, err := send(ctx, req)
		if err != nil {
			return nil, err
		}
		if !isRedirect(r.Status) {
			r.Permanent, r.Redirects = moved, hops
			return c.checked(req.URL, r)
		}
		if hops == most {
			return nil, failure(Redirect, req.URL, "more than "+strconv.Itoa(most)+" redirects")
		}
		next, err := target(req.URL, r.Header.Get("Location"))
		if err != nil {
			return nil, err
		}
		permanent = permanent && (r.Status == http.StatusMovedPermanently || r.Status == http.StatusPermanentRedirect)
		if permanent {
			moved = next
		}
		req.URL = next
	}
}

func isRedirect(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// target is where a redirect leads.
func target(from, location string) (string, error) {
	base, err := url.Parse(from)
	if err != nil {
		return "", failure(Invalid, from, "no address: "+err.Error())
	}
	u, err := base.Parse(location)
	if err != nil || location == "" {
		return "", failure(Redirect, from, "it redirects to "+strconv.Quote(location)+", which is no address")
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String(), nil
}

// checkAddress refuses what is no plain web address.
func checkAddress(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return failure(Invalid, text, "no address: "+err.Error())
	case address.Host(text) == "":
		return failure(Invalid, text, "only http and https addresses are fetched")
	case u.User != nil:
		return failure(Invalid, text, "an address with a user name is not fetched")
	}
	return nil
}

// checked turns an answer that is no document into an error.
func (c *Client) checked(at string, r *Response) (*Response, error) {
	if r.NotModified() || r.Status >= 200 && r.Status < 300 {
		return r, nil
	}
	e := failure(Status, at, "the server answers "+strconv.Itoa(r.Status)+" "+http.StatusText(r.Status))
	e.Status = r.Status
	switch {
	case r.Status == http.StatusNotFound || r.Status == http.StatusGone:
		e.Kind = Gone
	case isBusy(r.Status):
		e.Kind = Busy
		e.Retry = c.hosts.notBefore(address.Host(at))
	}
	return nil, e
}

// isBusy reports a status that asks to come again later.
func isBusy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}
