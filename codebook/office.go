// SPDX-License-Identifier: Apache-2.0

package codebook

import "strings"

// Office is a kind of office, whatever the state calls it.
type Office struct {
	Key     string // "foreign-minister"
	Sectors []string
	Note    string
}

func addOffice(b *Book, r row) error {
	if err := r.want(2, 3); err != nil {
		return err
	}
	if n := len(b.Offices); n > 0 {
		if err := inOrder(b.Offices[n-1].Key, r.get(0), false); err != nil {
			return err
		}
	}
	b.Offices = append(b.Offices, Office{Key: r.get(0), Sectors: strings.Fields(r.get(1)), Note: r.get(2)})
	return nil
}

// Office returns the office with the key, or nil.
func (b *Book) Office(key string) *Office {
	i := find(len(b.Offices), key, func(i int) string { return b.Offices[i].Key })
	if i < 0 {
		return nil
	}
	return &b.Offices[i]
}

// Sector is a sector of society, after PLOVER.
type Sector struct{ Code, Description string }

func addSector(b *Book, r row) error {
	if err := r.want(2, 2); err != nil {
		return err
	}
	b.Sectors = append(b.Sectors, Sector{Code: r.get(0), Description: r.get(1)})
	return nil
}

// HasSector reports whether the code is one of the sectors.
func (b *Book) HasSector(code string) bool {
	for _, s := range b.Sectors {
		if s.Code == code {
			return true
		}
	}
	return false
}
