// SPDX-License-Identifier: Apache-2.0

package codebook

import "strings"

// Point is a place on earth in degrees, WGS 84.
type Point struct{ Lat, Lon float64 }

// Country is a state or territory.
type Country struct {
	Code     string // ISO 3166-1 alpha-3, or a user-assigned code from X
	ISO2     string
	Wikidata string // "Q183", or empty where not known for certain
	Name     string // in English
	Capital  string // in English
	At       Point  // of the capital
	Region   string // Africa, Americas, Asia, Europe, Oceania
	Status   string // member, observer, territory, contested or former
	Of       string // the code that actors from there are counted to, when another
	Sectors  []string
	Note     string
	Until    string // of a former state: its last day
}

// ActorCode is the code that an actor from the country carries.
func (c *Country) ActorCode() string {
	if c.Of != "" {
		return c.Of
	}
	return c.Code
}

func addCountry(b *Book, r row) error {
	if err := r.want(10, 13); err != nil {
		return err
	}
	if n := len(b.Countries); n > 0 {
		if err := inOrder(b.Countries[n-1].Code, r.get(0), false); err != nil {
			return err
		}
	}
	at, err := r.point(5, 6)
	if err != nil {
		return err
	}
	b.Countries = append(b.Countries, Country{
		Code: r.get(0), ISO2: r.get(1), Wikidata: r.get(2), Name: r.get(3), Capital: r.get(4), At: at,
		Region: r.get(7), Status: r.get(8), Of: r.get(9), Sectors: strings.Fields(r.get(10)), Note: r.get(11), Until: r.get(12),
	})
	return nil
}

// Country returns the country with the ISO 3166-1 alpha-3 code, or nil.
func (b *Book) Country(code string) *Country {
	i := find(len(b.Countries), code, func(i int) string { return b.Countries[i].Code })
	if i < 0 {
		return nil
	}
	return &b.Countries[i]
}

// CountryByISO2 returns the country with the ISO 3166-1 alpha-2 code, or nil.
// A state of today stands before a former one with the same code.
func (b *Book) CountryByISO2(code string) *Country {
	var found *Country
	for i := range b.Countries {
		c := &b.Countries[i]
		if c.ISO2 == code && code != "" && (found == nil || found.Status == "former") {
			found = c
		}
	}
	return found
}

// SeatOn returns the state that had the capital of c on the date: c itself, or
// a former state that had the same capital then.
func (b *Book) SeatOn(c *Country, date string) *Country {
	if date == "" {
		return c
	}
	for i := range b.Countries {
		if f := &b.Countries[i]; f.Until != "" && date <= f.Until && f.Capital == c.Capital && f.Code != c.Code && c.Until == "" {
			return f
		}
	}
	return c
}
