// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"
	"strings"
)

// credits returns the name by which b names the outlet of a as its source, or
// "".
func credits(b, a *sketch) string {
	for _, c := range b.credits {
		if a.isOutlet(c.name) && !b.isOutlet(c.name) {
			return c.name
		}
	}
	return ""
}

// isDispatch reports whether an article names its own outlet as the source.
func (s *sketch) isDispatch() bool {
	return slices.ContainsFunc(s.credits, func(c credit) bool { return s.isOutlet(c.name) })
}

// absentSource returns a source that both articles name and that neither of
// them is, or "".
func absentSource(a, b *sketch) string {
	for _, c := range a.credits {
		for _, d := range b.credits {
			if c.agency && c.key == d.key && !a.isOutlet(c.name) && !b.isOutlet(c.name) {
				return c.name
			}
		}
	}
	return ""
}

// credit is one naming of a source in an article.
type credit struct {
	name   string // as written
	key    string // one for all names of an agency
	agency bool
}

// isOutlet reports whether the article is of the outlet with the name.
func (s *sketch) isOutlet(name string) bool {
	key := outletKey(name)
	return key != "" && (key == outletKey(s.article.Outlet.Name) || key == domainKey(s.article.Outlet.Domain))
}

// sameOutlet reports whether both articles are known to be of one outlet.
func (s *sketch) sameOutlet(o *sketch) bool {
	a, b := s.article.Outlet, o.article.Outlet
	return a.Domain != "" && a.Domain == b.Domain || a.Name != "" && a.Name == b.Name
}

// outletKey reduces the name of an outlet to its letters.
func outletKey(name string) string {
	name = strings.ToLower(name)
	name = strings.TrimPrefix(name, "the ")
	var b strings.Builder
	for _, r := range romanize(name) {
		if isWordRune(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// domainKey reduces a domain to the letters of the name before its ending.
func domainKey(domain string) string {
	domain = strings.TrimPrefix(domain, "www.")
	name, _, _ := strings.Cut(domain, ".")
	return outletKey(name)
}
