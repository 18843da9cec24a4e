// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

// outletsFile is the name of the table of outlets, built in or of the user.
const outletsFile = "outlets.tsv"

// Outlet is who publishes under a domain.
type Outlet struct {
	Domain  string   `json:"domain"`
	Name    string   `json:"name"`
	Country string   `json:"country"` // ISO 3166-1 alpha-3, or IGO
	Kinds   []string `json:"kinds"`   // of outletKinds
	Family  string   `json:"family"`  // the same for all outlets of one owner
	Since   string   `json:"since,omitempty"`
	Mirrors string   `json:"mirrors,omitempty"` // the domain whose articles it repeats
	Says    string   `json:"says"`              // the document that says who holds it
}

// outletKinds are the kinds of outlet: what it is and who holds it.
var outletKinds = []string{
	"agency", "state-owned", "state-controlled", "public-service", "private", "party", "ministry", "ngo", "blog",
}

func addOutlet(b *Book, r row) error {
	if err := r.want(8, 8); err != nil {
		return err
	}
	if n := len(b.Outlets); n > 0 {
		if err := inOrder(b.Outlets[n-1].Domain, r.get(0), false); err != nil {
			return err
		}
	}
	b.Outlets = append(b.Outlets, Outlet{
		Domain: r.get(0), Name: r.get(1), Country: r.get(2), Kinds: strings.Fields(r.get(3)),
		Family: r.get(4), Since: r.get(5), Mirrors: r.get(6), Says: r.get(7),
	})
	return nil
}

// Outlet returns who publishes under the domain or, where it has no line of
// its own, under the nearest one above it; nil when that is not known.
func (b *Book) Outlet(domain string) *Outlet {
	domain = strings.TrimPrefix(strings.ToLower(domain), "www.")
	for strings.Contains(domain, ".") {
		i := sort.Search(len(b.Outlets), func(i int) bool { return b.Outlets[i].Domain >= domain })
		if i < len(b.Outlets) && b.Outlets[i].Domain == domain {
			return &b.Outlets[i]
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return nil
}

// Owner returns a key that all outlets of one owner share: the family where it
// is known, or else the domain itself.
func (b *Book) Owner(domain string) string {
	if o := b.Outlet(domain); o != nil && o.Family != "" {
		return o.Family
	}
	return strings.TrimPrefix(strings.ToLower(domain), "www.")
}

// MirrorOf returns the domain whose articles an outlet repeats, "" when it is
// not known to repeat any.
func (b *Book) MirrorOf(domain string) string {
	if o := b.Outlet(domain); o != nil {
		return o.Mirrors
	}
	return ""
}

// WithOutlets returns a copy of the book in which the lines of the user's own
// table, outlets.tsv in the folder, stand before those of the same domains. A
// folder without that file changes nothing. An error names file and line.
func (b *Book) WithOutlets(folder fs.FS) (*Book, error) {
	own := new(Book)
	err := eachRow(folder, outletsFile, func(r row) error { return addOutlet(own, r) })
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return nil, err
	}
	merged := *b
	merged.Outlets = own.Outlets
	for _, o := range b.Outlets {
		if _, taken := slices.BinarySearchFunc(own.Outlets, o.Domain, byDomain); !taken {
			merged.Outlets = append(merged.Outlets, o)
		}
	}
	slices.SortFunc(merged.Outlets, func(x, y Outlet) int { return strings.Compare(x.Domain, y.Domain) })
	check := checker{book: &merged}
	check.outlets()
	if len(check.found) > 0 {
		return nil, fmt.Errorf("load %s: %w", outletsFile, errors.Join(check.found...))
	}
	return &merged, nil
}

func byDomain(o Outlet, domain string) int { return strings.Compare(o.Domain, domain) }
