// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Region is a part of a state, a sea, a peninsula or a site that news speak
// of; Country is empty where it belongs to no single state.
type Region struct {
	Key     string // "kursk-region"
	Country string
	At      Point // roughly its middle
	Name    string
	Admin   string // code of the division in the gazetteer, where it is one
}

func addRegion(b *Book, r row) error {
	if err := r.want(5, 6); err != nil {
		return err
	}
	if n := len(b.Regions); n > 0 {
		if err := inOrder(b.Regions[n-1].Key, r.get(0), false); err != nil {
			return err
		}
	}
	at, err := r.point(2, 3)
	if err != nil {
		return err
	}
	b.Regions = append(b.Regions, Region{Key: r.get(0), Country: r.get(1), At: at, Name: r.get(4), Admin: r.get(5)})
	return nil
}

// Region returns the region with the key, or nil.
func (b *Book) Region(key string) *Region {
	i := find(len(b.Regions), key, func(i int) string { return b.Regions[i].Key })
	if i < 0 {
		return nil
	}
	return &b.Regions[i]
}

// City is a town of the gazetteer.
type City struct {
	Name       string
	ISO2       string // of its country
	Admin      string // code of the first division: "TX"
	At         Point
	Population int // in thousands
	Geonames   string
}

// cityTable is the gazetteer as one text, its lines sorted by folded name. It
// is searched as it stands: loading costs nothing, a look-up reads some twenty
// lines.
type cityTable struct{ text string }

// Cities returns the towns of the name, however accented, the most populous
// first.
func (b *Book) Cities(name string) []City {
	return b.cities.named(Fold(name))
}

func (t cityTable) named(fold string) []City {
	if fold == "" {
		return nil
	}
	at := sort.Search(len(t.text), func(i int) bool {
		line, _ := t.lineAt(t.startOf(i))
		return line == "" || reaches(line, fold)
	})
	at = t.startOf(at)
	var found []City
	for at < len(t.text) {
		line, next := t.lineAt(at)
		if line == "" || cityKey(line) != fold {
			break
		}
		found = append(found, parseCity(line))
		at = next
	}
	return found
}

// startOf returns the start of the line that holds byte i.
func (t cityTable) startOf(i int) int {
	return strings.LastIndexByte(t.text[:min(i, len(t.text))], '\n') + 1
}

func (t cityTable) lineAt(start int) (line string, next int) {
	end := strings.IndexByte(t.text[start:], '\n')
	if end < 0 {
		return t.text[start:], len(t.text)
	}
	return t.text[start : start+end], start + end + 1
}

// reaches reports whether the folded name of a line is fold or stands behind
// it. A plain name is compared as it stands, without folding it first.
func reaches(line, fold string) bool {
	for i := range len(line) {
		c := line[i]
		switch {
		case c == '\t':
			return i >= len(fold)
		case c >= utf8.RuneSelf || c == '\'' || c == '`' || c == '#':
			return cityKey(line) >= fold
		case i >= len(fold):
			return reachesPlain(line, fold)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != fold[i] {
			// The first difference decides: folding works letter by letter.
			return c > fold[i]
		}
	}
	return len(line) >= len(fold)
}

// reachesPlain is reaches for a name that fold is the beginning of.
func reachesPlain(line, fold string) bool { return cityKey(line) >= fold }

// cityKey is the folded name of a line; a comment sorts before all names.
func cityKey(line string) string {
	name, _, _ := strings.Cut(line, "\t")
	if name == "" || name[0] == '#' {
		return ""
	}
	return Fold(name)
}

func parseCity(line string) City {
	r := row{fields: strings.Split(line, "\t")}
	at, _ := r.point(3, 4)
	population, _ := strconv.Atoi(r.get(5))
	return City{Name: r.get(0), ISO2: r.get(1), Admin: r.get(2), At: at, Population: population, Geonames: r.get(6)}
}
