// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"fmt"
	"sort"
	"strings"
)

// Person is somebody who held an office of state or led an organisation.
type Person struct {
	Key      string
	Wikidata string
	Gender   string // m, f or empty
	Country  string // empty for those who serve no state
	Names    []string
	Family   []string // the short names: "Lawrow", "Lavrov"
	Terms    []Term   // in order of the table
}

// Term is a time in an office. From and To are year, month or day and may be
// empty: To for one who holds it as of the date in the table's head.
type Term struct {
	Office   string
	Country  string // when another than the person's
	Org      string // key of an organisation, for those who serve one
	From, To string
}

type personName struct {
	fold   string
	person int
}

func addPerson(b *Book, r row) error {
	if err := r.want(6, 6); err != nil {
		return err
	}
	if n := len(b.Persons); n > 0 {
		if err := inOrder(b.Persons[n-1].Key, r.get(0), false); err != nil {
			return err
		}
	}
	p := Person{Key: r.get(0), Wikidata: r.get(1), Gender: r.get(2), Country: r.get(3),
		Names: list(r.get(4)), Family: list(r.get(5))}
	if len(p.Names) == 0 {
		return fmt.Errorf("person %s has no name", p.Key)
	}
	b.Persons = append(b.Persons, p)
	return nil
}

func addTerm(b *Book, r row) error {
	if err := r.want(4, 6); err != nil {
		return err
	}
	p := b.Person(r.get(0))
	if p == nil {
		return fmt.Errorf("term of an unknown person %q", r.get(0))
	}
	t := Term{Office: r.get(1), From: r.get(2), To: r.get(3), Country: r.get(4), Org: r.get(5)}
	if t.Country == "" && t.Org == "" {
		t.Country = p.Country
	}
	p.Terms = append(p.Terms, t)
	return nil
}

// Person returns the person with the key, or nil.
func (b *Book) Person(key string) *Person {
	i := find(len(b.Persons), key, func(i int) string { return b.Persons[i].Key })
	if i < 0 {
		return nil
	}
	return &b.Persons[i]
}

// On returns the term that the person served on the date, or nil. Of several
// it is the one that began last; with no date it is the last of all.
func (p *Person) On(date string) *Term {
	var best *Term
	for i := range p.Terms {
		t := &p.Terms[i]
		if date != "" && !within(date, t.From, t.To) {
			continue
		}
		if best == nil || t.From >= best.From {
			best = t
		}
	}
	return best
}

// Distance is how many years the date lies outside the person's terms, 0
// inside them or when either is unknown.
func (p *Person) Distance(date string) int {
	year, best := yearOf(date), -1
	if year == 0 {
		return 0
	}
	for _, t := range p.Terms {
		d := 0
		if from := yearOf(t.From); year < from {
			d = from - year
		} else if to := yearOf(t.To); to != 0 && year > to {
			d = year - to
		}
		if best < 0 || d < best {
			best = d
		}
	}
	return max(best, 0)
}

func yearOf(date string) int {
	if len(date) < 4 {
		return 0
	}
	y := 0
	for _, c := range []byte(date[:4]) {
		if c < '0' || c > '9' {
			return 0
		}
		y = y*10 + int(c-'0')
	}
	return y
}

func indexNames(persons []Person) []personName {
	var names []personName
	for i := range persons {
		p := &persons[i]
		for _, n := range p.Names {
			names = append(names, personName{Fold(n), i})
		}
		for _, n := range p.Family {
			names = append(names, personName{Fold(n), i})
		}
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := names[i], names[j]
		return a.fold < b.fold || a.fold == b.fold && a.person < b.person
	})
	return names
}

// PersonsNamed returns those who are called so, by full or by short name,
// however it is accented, in order of the table.
func (b *Book) PersonsNamed(name string) []*Person {
	fold := Fold(name)
	i := sort.Search(len(b.names), func(i int) bool { return b.names[i].fold >= fold })
	var found []*Person
	for ; i < len(b.names) && b.names[i].fold == fold; i++ {
		p := &b.Persons[b.names[i].person]
		if len(found) == 0 || found[len(found)-1] != p {
			found = append(found, p)
		}
	}
	return found
}

// Holders returns those who held the office of the country on the date.
func (b *Book) Holders(office, country, date string) []*Person {
	var found []*Person
	for i := range b.Persons {
		for _, t := range b.Persons[i].Terms {
			if t.Office == office && t.Country == country && within(date, t.From, t.To) {
				found = append(found, &b.Persons[i])
				break
			}
		}
	}
	return found
}

// FullName is the person's name as the table writes it first.
func (p *Person) FullName() string { return strings.TrimSpace(p.Names[0]) }
