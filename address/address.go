// SPDX-License-Identifier: Apache-2.0

// Package address tells web addresses: how one is written plainly, and which
// of them lead to one and the same article, because they differ only in how a
// reader came to it (utm_source) or in how it is shown (AMP, print, mobile).
// What only may be the same stays apart. It opens no address.
package address

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Clean writes an address plainly: scheme and host in lower case, no default
// port, no fragment, and none of the parameters that only say where a reader
// came from. What is no web address comes back as it is.
func Clean(address string) string {
	u, ok := parse(address)
	if !ok {
		return strings.TrimSpace(address)
	}
	if kept := keepParameters(u.RawQuery, known().isTracking); kept != u.RawQuery {
		u.RawQuery = kept
	}
	return u.String()
}

// Key is the same for all addresses that lead to one article. It is no
// address itself: it has no scheme. What is no web address comes back as it is.
func Key(address string) string {
	u, ok := parse(address)
	if !ok {
		return strings.TrimSpace(address)
	}
	r := known()
	u = r.unwrap(u)
	key := r.host(u) + r.path(u)
	parameters := strings.Split(keepParameters(u.RawQuery, func(name, value string) bool {
		return r.isTracking(name, value) || r.isView(name, value)
	}), "&")
	slices.Sort(parameters)
	if query := strings.Join(parameters, "&"); query != "" {
		key += "?" + query
	}
	return key
}

// Host is the host of an address with its port, in lower case: what
// politeness is owed to. It is "" for what is no web address.
func Host(address string) string {
	u, ok := parse(address)
	if !ok {
		return ""
	}
	return u.Host
}

// SameSite reports whether two addresses belong to one site: their hosts have
// the same registrable name (https://publicsuffix.org), or are the same.
func SameSite(a, b string) bool {
	u, okA := parse(a)
	v, okB := parse(b)
	if !okA || !okB {
		return false
	}
	site, errA := publicsuffix.EffectiveTLDPlusOne(u.Hostname())
	other, errB := publicsuffix.EffectiveTLDPlusOne(v.Hostname())
	if errA != nil || errB != nil || net.ParseIP(u.Hostname()) != nil {
		return u.Hostname() == v.Hostname()
	}
	return site == other
}

// IsFront reports whether the address is the front page of a site.
func IsFront(address string) bool {
	u, ok := parse(address)
	return ok && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// defaultPorts are the ports that need not be written.
var defaultPorts = map[string]string{"http": "80", "https": "443"}

// parse reads a web address and writes it plainly.
func parse(address string) (*url.URL, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return nil, false
	}
	u.Scheme = strings.ToLower(u.Scheme)
	port, ok := defaultPorts[u.Scheme]
	if !ok {
		return nil, false
	}
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), ":"+port)
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, true
}

// keepParameters leaves parameters out of a query and keeps the others as
// they are written, in their order.
func keepParameters(query string, drop func(name, value string) bool) string {
	if query == "" {
		return ""
	}
	var kept []string
	for _, part := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(part, "=")
		if part != "" && !drop(strings.ToLower(name), strings.ToLower(value)) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// host is the host without the labels that choose how an article is shown.
func (r *rules) host(u *url.URL) string {
	host := strings.TrimSuffix(u.Host, ":"+u.Port())
	for {
		label, rest, ok := strings.Cut(host, ".")
		if !ok || !slices.Contains(r.hosts, label) || !strings.Contains(rest, ".") {
			break
		}
		host = rest
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return host
}

// path is the path without what chooses how an article is shown.
func (r *rules) path(u *url.URL) string {
	path := strings.TrimRight(u.EscapedPath(), "/")
	for _, e := range r.endings {
		if rest, ok := strings.CutSuffix(path, e[0]); ok && strings.Trim(rest, "/") != "" {
			path = rest + e[1]
			break
		}
	}
	segments := strings.Split(strings.TrimLeft(path, "/"), "/")
	if len(segments) > 1 && slices.Contains(r.firsts, segments[0]) {
		segments = segments[1:]
	}
	if n := len(segments); n > 1 && slices.Contains(r.lasts, segments[n-1]) {
		segments = segments[:n-1]
	}
	return "/" + strings.Join(segments, "/")
}

// unwrap is the address of an article that another host keeps a copy of.
func (r *rules) unwrap(u *url.URL) *url.URL {
	for _, w := range r.wraps {
		host := u.Hostname()
		if host != w[0] && !strings.HasSuffix(host, "."+w[0]) {
			continue
		}
		if rest, ok := strings.CutPrefix(u.EscapedPath(), w[1]); ok {
			if inner, ok := parse("https://" + rest); ok && strings.Contains(inner.Host, ".") {
				inner.RawQuery = u.RawQuery
				return inner
			}
		}
	}
	return u
}
