// SPDX-License-Identifier: Apache-2.0

// Package robots reads robots.txt files as RFC 9309 says and answers whether
// a crawler may fetch an address. Bytes go in, rules come out. It fetches
// nothing: what a missing or unreachable file means is for the caller to
// decide (RFC 9309, section 2.3.1).
//
// Where the RFC leaves room, it does as Google's parser does, which most
// files are written for: the common misspellings of the line names are
// understood, a colon may be missing, and a rule for index.html holds for its
// folder. Crawl-delay and Sitemap lines, which stand outside the RFC, are read.
package robots

import (
	"strings"
	"time"
)

// MaxBytes is how much of a file is read; RFC 9309 asks for at least 500 KiB.
const MaxBytes = 512 << 10

// Rules are the rules of one robots.txt file. The zero value allows all.
type Rules struct {
	groups   []group
	Sitemaps []string // addresses as written, in order
}

// group is what stands under one or several user-agent lines.
type group struct {
	agents []string // product tokens in lower case
	all    bool     // one of the lines is "*"
	rules  []rule
	delay  time.Duration
}

type rule struct {
	allow   bool
	pattern string
}

// Allowed reports whether the crawler with the product token may fetch the
// address. The address is taken as it is sent: its path must be
// percent-encoded.
func (r *Rules) Allowed(agent, address string) bool {
	path := pathOf(address)
	specific, known := r.decide(agent, path)
	if known {
		return specific
	}
	everybody, _ := r.decide("*", path)
	return everybody
}

// decide applies the groups of one agent; "*" stands for the groups that hold
// for everybody. known reports whether there is such a group.
func (r *Rules) decide(agent, path string) (allowed, known bool) {
	allow, disallow := 0, 0
	for i := range r.groups {
		g := &r.groups[i]
		if !g.holdsFor(agent) {
			continue
		}
		known = true
		for _, rule := range g.rules {
			if n := rule.weight(path); rule.allow {
				allow = max(allow, n)
			} else {
				disallow = max(disallow, n)
			}
		}
	}
	return disallow <= allow, known
}

func (g *group) holdsFor(agent string) bool {
	if agent == "*" {
		return g.all
	}
	for _, a := range g.agents {
		if strings.EqualFold(a, agent) {
			return true
		}
	}
	return false
}

// Delay is the time that the file asks the crawler to leave between two
// fetches (Crawl-delay); 0 when it does not say.
func (r *Rules) Delay(agent string) time.Duration {
	for _, name := range []string{agent, "*"} {
		known := false
		delay := time.Duration(0)
		for i := range r.groups {
			if r.groups[i].holdsFor(name) {
				known = true
				delay = max(delay, r.groups[i].delay)
			}
		}
		if known {
			return delay
		}
	}
	return 0
}

// pathOf cuts the path with its query out of an address, byte for byte.
func pathOf(address string) string {
	rest := address
	if _, after, ok := strings.Cut(address, "://"); ok {
		rest = after
	} else if after, ok := strings.CutPrefix(address, "//"); ok {
		rest = after
	}
	rest, _, _ = strings.Cut(rest, "#")
	start := strings.IndexAny(rest, "/?;")
	if start < 0 {
		return "/"
	}
	rest = rest[start:]
	if rest[0] != '/' {
		rest = "/" + rest
	}
	return rest
}
