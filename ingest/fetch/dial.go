// SPDX-License-Identifier: Apache-2.0

package fetch

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// transport is the HTTP client below the rules: HTTP/1.1 and HTTP/2, no
// proxy (it would connect to what we may not), no packing undone, and
// connections only to where we may.
func transport(opts Options) *http.Transport {
	dialer := &net.Dialer{Timeout: min(opts.Timeout, 20*time.Second), KeepAlive: 30 * time.Second}
	if !opts.Private {
		dialer.Control = refusePrivate
	}
	dial := dialer.DialContext
	if opts.Lookup != nil {
		dial = dialWith(dialer, opts.Lookup)
	}
	return &http.Transport{
		DialContext: dial, TLSClientConfig: opts.TLS, ForceAttemptHTTP2: true, DisableCompression: true,
		TLSHandshakeTimeout: 20 * time.Second, ResponseHeaderTimeout: opts.Timeout,
		MaxResponseHeaderBytes: 256 << 10, MaxIdleConns: 256, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute,
	}
}

// dialWith dials the first address that the look-up names.
func dialWith(dialer *net.Dialer, lookup func(context.Context, string) ([]netip.Addr, error)) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		addresses, err := lookup(ctx, host)
		if err != nil {
			return nil, err
		}
		if len(addresses) == 0 {
			return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
		}
		return dialer.DialContext(ctx, network, net.JoinHostPort(addresses[0].String(), port))
	}
}

// refusePrivate is called for every connection with the very address that it
// goes to, so neither a name that resolves to a private address nor a
// redirect nor a name that changes its mind gets past it.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return failure(Private, "", "the address "+address+" cannot be told")
	}
	if !IsPublic(at.Addr()) {
		return failure(Private, "", "the address "+at.Addr().String()+" belongs to a private network; --private allows such addresses")
	}
	return nil
}

// reserved are the ranges that are no part of the public internet beside
// those that netip knows (IANA special-purpose address registries).
var reserved = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
)

// embedding are the IPv6 ranges that hold an IPv4 address, and at which byte.
var embedding = []struct {
	prefix netip.Prefix
	at     int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12}, // NAT64
	{netip.MustParsePrefix("2002::/16"), 2},     // 6to4
	{netip.MustParsePrefix("::/96"), 12},        // IPv4-compatible
}

func prefixes(texts ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, t := range texts {
		all = append(all, netip.MustParsePrefix(t))
	}
	return all
}

// IsPublic reports whether an address is one of the public internet.
func IsPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	for _, e := range embedding {
		if e.prefix.Contains(a) {
			bytes := a.As16()
			return IsPublic(netip.AddrFrom4([4]byte(bytes[e.at : e.at+4])))
		}
	}
	return true
}
