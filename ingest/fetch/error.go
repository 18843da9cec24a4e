// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"time"
)

// Kind is what was in the way of a fetch.
type Kind string

// The kinds of failure.
const (
	Invalid  Kind = "address"  // no address that can be fetched
	Private  Kind = "private"  // the address belongs to a private network
	Robots   Kind = "robots"   // robots.txt forbids it
	Closed   Kind = "closed"   // robots.txt cannot be had, so nothing may be fetched
	Waiting  Kind = "waiting"  // the host's turn comes later: see Retry
	Busy     Kind = "busy"     // the server asks to come again later: see Retry
	Gone     Kind = "gone"     // the server says that there is no such document
	Status   Kind = "status"   // another status that is no document
	Name     Kind = "name"     // the host has no address
	Connect  Kind = "connect"  // no connection, or it broke
	TLS      Kind = "tls"      // no secure connection
	Timeout  Kind = "timeout"  // it took too long
	TooLarge Kind = "large"    // more bytes than are read
	Cut      Kind = "cut"      // it ended before its announced end
	Media    Kind = "media"    // pictures, sound or film
	Encoding Kind = "encoding" // its packing cannot be undone
	Redirect Kind = "redirect" // the redirects lead nowhere
)

// Error is a fetch that failed.
type Error struct {
	Kind   Kind
	URL    string
	Reason string    // in words
	Status int       // of the answer; 0 when there was none
	Retry  time.Time // not before; zero: the caller decides
}

func (e *Error) Error() string { return "fetch " + e.URL + ": " + e.Reason }

// Lasting reports a failure that another try will hardly mend.
func (e *Error) Lasting() bool {
	switch e.Kind {
	case Invalid, Private, Robots, Gone, TooLarge, Media, Encoding:
		return true
	}
	return e.Kind == Status && e.Status >= 400 && e.Status < 500
}

func failure(kind Kind, url, reason string) *Error {
	return &Error{Kind: kind, URL: url, Reason: reason}
}

// explain turns an error of the network into an *Error. An error of the
// caller's context stays what it is.
func explain(ctx context.Context, url string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		e.URL = url
		return e
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var name *net.DNSError
	var timeout net.Error
	switch {
	case errors.As(err, &name) && !name.IsTimeout:
		return failure(Name, url, "the host name "+name.Name+" has no address")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return failure(Timeout, url, "it took too long")
	case isTLS(err):
		return failure(TLS, url, "no secure connection: "+plain(err))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return failure(Cut, url, "the answer ended before its announced end")
	}
	return failure(Connect, url, "no connection, or it broke: "+plain(err))
}

func isTLS(err error) bool {
	var verify *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &verify) || errors.As(err, &unknown) || errors.As(err, &host) || errors.As(err, &record) || errors.As(err, &alert)
}

// plain is the innermost message, without the address that the outer ones
// repeat.
func plain(err error) string {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err.Error()
		}
		err = inner
	}
}
