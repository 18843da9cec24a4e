// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"depesche"
	"depesche/codebook"
)

// placeCities gives every town of the article its place on the map. Of several
// towns of a name it is the one in a state that the article speaks of, or else
// the most populous.
func (a *analysis) placeCities() {
	spoken := map[string]int{}
	for i := range a.entities {
		e := &a.entities[i]
		if e.Place != nil && e.Place.Country != "" {
			spoken[e.Place.Country] += e.mentions
		}
	}
	for i := range a.names {
		f := &a.names[i]
		e := &a.entities[f.entity]
		if e.Type != typePlace || e.Place != nil {
			continue
		}
		a.placeCity(f, e, spoken)
	}
}

func (a *analysis) placeCity(f *found, e *entity, spoken map[string]int) {
	var towns []codebook.City
	names := a.withoutEnding(e.Name)
	iso2 := ""
	if f.ref.kind == refCity {
		names = []string{a.cities[f.ref.index].name}
		iso2 = a.cities[f.ref.index].iso2
	}
	for _, n := range names {
		if towns = a.book.Cities(n); len(towns) > 0 {
			if f.ref.kind != refCity {
				e.Name = n
			}
			break
		}
	}
	best, bestScore := -1, 0.0
	for i := range towns {
		if iso2 != "" && towns[i].ISO2 != iso2 {
			continue
		}
		if s := a.townScore(f, &towns[i], spoken); best < 0 || s > bestScore {
			best, bestScore = i, s
		}
	}
	switch {
	case f.town != nil:
		a.settle(e, f.town)
	case best >= 0:
		a.settle(e, &towns[best])
	}
}

// settle puts an entity on the map.
func (a *analysis) settle(e *entity, t *codebook.City) {
	e.Place = &depesche.Place{Name: e.Name, Lat: t.At.Lat, Lon: t.At.Lon, Geonames: t.Geonames}
	e.IDs.Geonames = t.Geonames
	if c := a.book.CountryByISO2(t.ISO2); c != nil {
		e.Place.Country = c.Code
	}
	e.Why = "codebook/cities.tsv:" + t.Geonames
	if c := a.book.CountryByISO2(t.ISO2); c != nil {
		e.Actor = &depesche.Actor{Country: c.ActorCode()}
	}
}

// townScore weighs a town: what the article says right behind its name counts
// most ("Paris, Texas"), then the states it speaks of, then size.
func (a *analysis) townScore(f *found, t *codebook.City, spoken map[string]int) float64 {
	score := float64(t.Population) / 1000
	if score > 3 {
		score = 3
	}
	c := a.book.CountryByISO2(t.ISO2)
	if c == nil {
		return score
	}
	if spoken[c.Code] > 0 {
		score += 4
	}
	if a.form(f.last) == "," || a.role(f.last)&(placing|within) != 0 {
		if n := f.last + 1; n < len(a.nameOf) && a.nameOf[n] >= 0 {
			if g := &a.names[a.nameOf[n]]; g.entity >= 0 {
				if p := a.entities[g.entity].Place; p != nil && p.Country == c.Code {
					score += 8
				}
			}
		}
	}
	return score
}

// townIn settles a town by the state or division behind it, "Paris, Texas",
// and a division that is called like a state by its town, "Atlanta, Georgia".
func (a *analysis) townIn(x, y *found) {
	if x.kind == typePerson || x.ref.kind == refCountry || x.ref.kind == refOrg || x.ref.kind == refRegion {
		return
	}
	iso2, admin, region := a.divisionOf(y)
	if iso2 == "" {
		return
	}
	towns := a.book.Cities(a.doc.Slice(x.first, x.last))
	for i := range towns {
		if towns[i].ISO2 != iso2 || admin != "" && towns[i].Admin != admin {
			continue
		}
		x.town, x.kind, x.ref, x.form = &towns[i], typePlace, ref{}, ""
		if region.kind != refNone {
			y.ref = region
		}
		return
	}
}

// divisionOf is the state and division that a name can stand for behind a town,
// and the region that it is then.
func (a *analysis) divisionOf(y *found) (iso2, admin string, region ref) {
	switch y.ref.kind {
	case refRegion:
		region = y.ref
	case refCountry:
		for _, id := range a.lex.lookup(y.form) {
			if e := &a.lex.entries[id]; e.ref.kind == refRegion && e.form == y.form {
				region = e.ref
			}
		}
		if region.kind == refNone {
			return a.book.Countries[y.ref.index].ISO2, "", region
		}
	default:
		return "", "", region
	}
	r := &a.book.Regions[region.index]
	if c := a.book.Country(r.Country); c != nil && r.Admin != "" {
		return c.ISO2, r.Admin, region
	}
	return "", "", region
}
