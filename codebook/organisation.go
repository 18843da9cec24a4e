// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"sort"
	"strings"
)

// Organisation is an organisation, party, movement, armed group, institution
// or medium, in one period of its life.
type Organisation struct {
	Key      string // "nato", "hamas"
	Country  string // ISO 3166-1 alpha-3, or empty
	Sectors  []string
	Wikidata string
	From, To string // year or day, both included; empty: not bounded
	Name     string // in English
}

func addOrganisation(b *Book, r row) error {
	if err := r.want(7, 7); err != nil {
		return err
	}
	if n := len(b.Organisations); n > 0 {
		if err := inOrder(b.Organisations[n-1].Key, r.get(0), true); err != nil {
			return err
		}
	}
	b.Organisations = append(b.Organisations, Organisation{
		Key: r.get(0), Country: r.get(1), Sectors: strings.Fields(r.get(2)), Wikidata: r.get(3),
		From: r.get(4), To: r.get(5), Name: r.get(6),
	})
	return nil
}

// Organisation returns the organisation as it was on the date (2025-07-13,
// 2025, or empty for the latest), or nil when there is no such key. Outside
// all periods it is the nearest one.
func (b *Book) Organisation(key, date string) *Organisation {
	first := sort.Search(len(b.Organisations), func(i int) bool { return b.Organisations[i].Key >= key })
	var best *Organisation
	for i := first; i < len(b.Organisations) && b.Organisations[i].Key == key; i++ {
		o := &b.Organisations[i]
		if best == nil || date == "" || !before(date, o.From) {
			best = o
		}
	}
	return best
}

// before reports whether the date lies before the bound, which may be coarser.
// An empty bound is never reached.
func before(date, bound string) bool {
	n := min(len(date), len(bound))
	return date[:n] < bound[:n]
}

// within reports whether the date lies in a period whose bounds may be coarser
// than a day or empty.
func within(date, from, to string) bool {
	n := min(len(date), len(to))
	return !before(date, from) && (to == "" || date[:n] <= to[:n])
}
