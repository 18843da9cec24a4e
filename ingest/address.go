// SPDX-License-Identifier: Apache-2.0

package ingest

import (
	"net/url"
	"strings"
)

// domainOf returns the host of an address without "www.", or "".
func domainOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// resolve returns the reference as an absolute address, if base allows it; an
// address that is no web address is "".
func resolve(base, reference string) string {
	reference = strings.TrimSpace(reference)
	u, err := url.Parse(reference)
	if err != nil || reference == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.IsAbs() {
		u = b.ResolveReference(u)
	}
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
