// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"depesche/codebook"
)

// eachLine calls add with the fields of every line that is neither empty nor
// a comment. Its errors have file and line in front.
func eachLine(fsys fs.FS, name string, add func([]string) error) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	rest, number := string(text), 0
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		number++
		line = strings.TrimRight(line, " \r")
		if line == "" || line[0] == '#' {
			continue
		}
		if err := add(strings.Split(line, "\t")); err != nil {
			return fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	return nil
}

// values splits a field at "|"; a field that is not there has none.
func values(fields []string, i int) []string {
	if i >= len(fields) || strings.TrimSpace(fields[i]) == "" {
		return nil
	}
	return strings.Split(strings.TrimSpace(fields[i]), "|")
}

func (x *Resolver) addActor(fields []string) error {
	if len(fields) < 2 {
		return fmt.Errorf("want a key and names, have %d columns", len(fields))
	}
	key := fields[0]
	i, ok := slices.BinarySearchFunc(x.book.Countries, key,
		func(c codebook.Country, code string) int { return strings.Compare(c.Code, code) })
	if ok {
		return x.addCountry(i, fields)
	}
	if x.book.Organisation(key, "") == nil {
		return fmt.Errorf("%q is neither a state nor an organisation of the codebook", key)
	}
	if i = slices.Index(x.orgs, key); i < 0 {
		i = len(x.orgs)
		x.orgs = append(x.orgs, key)
		x.orgNames = append(x.orgNames, "")
	}
	for n, form := range values(fields, 1) {
		if n == 0 && x.orgNames[i] == "" {
			x.orgNames[i] = strings.TrimSuffix(form, "?")
		}
		if err := x.lex.add(form, name, ref{refOrg, int32(i)}); err != nil {
			return err
		}
	}
	return nil
}

func (x *Resolver) addCountry(i int, fields []string) error {
	for column, kind := range []refKind{refNone, refCountry, refAdjective, refPeople, refSeat} {
		if kind == refNone {
			continue
		}
		shape := name
		switch kind {
		case refAdjective:
			shape = adjective
		case refPeople:
			shape = noun
		}
		for n, form := range values(fields, column) {
			if kind == refCountry && n == 0 && x.countries[i] == "" {
				x.countries[i] = form
			}
			if err := x.lex.add(form, shape, ref{kind, int32(i)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// classes are the classes of offices.tsv.
var classes = map[string]byte{"person": 'p', "peer": 'p', "epithet": 'p', "local": 'p', "body": 'b', "group": 'g', "kind": 'k', "title": 't', "side": 's'}

func (x *Resolver) addOffice(fields []string) error {
	if len(fields) != 4 && len(fields) != 5 {
		return fmt.Errorf("%d columns, want 4 or 5", len(fields))
	}
	class, ok := classes[fields[0]]
	if !ok {
		return fmt.Errorf("unknown class %q", fields[0])
	}
	o := office{class: class, peer: fields[0] == "peer", epithet: fields[0] == "epithet", local: fields[0] == "local"}
	if o.key = fields[1]; o.key == "-" {
		o.key = ""
	} else if x.book.Office(o.key) == nil {
		return fmt.Errorf("office %q is not in the codebook", o.key)
	}
	if fields[2] != "-" {
		o.sectors = strings.Fields(fields[2])
	}
	for _, s := range o.sectors {
		if !x.book.HasSector(s) {
			return fmt.Errorf("sector %q is not in the codebook", s)
		}
	}
	for _, c := range values(fields, 4) {
		if c == "-" {
			o.states = append(o.states, "")
			continue
		}
		if x.book.Country(c) == nil {
			return fmt.Errorf("state %q is not in the codebook", c)
		}
		o.states = append(o.states, c)
	}
	for _, form := range values(fields, 3) {
		o.form, o.suffix = strings.CutPrefix(strings.TrimSuffix(form, "?"), "-")
		x.offices = append(x.offices, o)
		if err := x.lex.add(form, noun, ref{refOffice, int32(len(x.offices) - 1)}); err != nil {
			return err
		}
	}
	return nil
}

// addPlace reads a line of places.tsv: a name of the language, and the name
// and state of a town of the gazetteer, or the key of a region, of which the
// forms may be the adjectives.
func (x *Resolver) addPlace(fields []string) error {
	if len(fields) < 2 {
		return fmt.Errorf("%d columns, want 2 or 3", len(fields))
	}
	to, kind := ref{refCity, int32(len(x.cities))}, name
	if len(fields) == 2 || fields[2] == "" || fields[2] == ofRegion {
		i := slices.IndexFunc(x.book.Regions, func(r codebook.Region) bool { return r.Key == fields[1] })
		if i < 0 {
			return fmt.Errorf("region %q is not in the codebook", fields[1])
		}
		to = ref{refRegion, int32(i)}
		if len(fields) > 2 && fields[2] == ofRegion {
			c := slices.IndexFunc(x.book.Countries, func(c codebook.Country) bool { return c.Code == x.book.Regions[i].Country })
			if c < 0 {
				return fmt.Errorf("region %q is of no single state", fields[1])
			}
			to, kind = ref{refAdjective, int32(c)}, adjective
		}
	} else {
		x.cities = append(x.cities, exonym{name: fields[1], iso2: fields[2]})
	}
	for _, form := range values(fields, 0) {
		if err := x.lex.add(form, kind, to); err != nil {
			return err
		}
		x.lex.entries[len(x.lex.entries)-1].region = kind == adjective
	}
	return nil
}

// ofRegion stands in a line of places.tsv whose forms are adjectives of a
// region: whoever is called so is of its state.
const ofRegion = "adjective"

func (x *Resolver) addGiven(fields []string) error {
	if len(fields) != 2 || len(fields[0]) != 1 || !strings.Contains("mfn", fields[0]) {
		return fmt.Errorf("want m, f or n, a tab, and names")
	}
	for _, n := range strings.Fields(fields[1]) {
		x.given[codebook.Fold(n)] = fields[0][0]
	}
	return nil
}

// addPersons puts the full names of the codebook's persons into the lexicon.
// Short names are looked up only where a person is spoken of.
func (x *Resolver) addPersons() {
	for i := range x.book.Persons {
		for _, n := range x.book.Persons[i].Names {
			// A name that cannot be read as words is simply not found.
			_ = x.lex.add(n, name, ref{refPerson, int32(i)})
		}
	}
}
