// SPDX-License-Identifier: Apache-2.0

// Package codebook carries what depesche knows of the world: states,
// organisations, offices, persons with their terms, places, event types and
// sectors. The embedded text tables go in, a Book comes out. It knows no
// language: the words for these things stand in lang/xx/actors.tsv and are
// tied to the codebook by its keys. It looks nothing up outside.
package codebook

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sort"
)

//go:embed *.tsv
var embedded embed.FS

// Book is the loaded codebook. It is read-only and safe for concurrent use.
type Book struct {
	Countries     []Country      // sorted by Code
	Organisations []Organisation // sorted by Key, then From
	Offices       []Office       // sorted by Key
	Persons       []Person       // sorted by Key
	Regions       []Region       // sorted by Key
	Sectors       []Sector       // in the order of the table
	Events        []EventType    // from cooperation to conflict
	Cameo         []CameoCode    // sorted by Code
	Outlets       []Outlet       // sorted by Domain

	// Digest is a short hash over the tables that articles are read by.
	Digest string

	names  []personName // sorted by fold
	cities cityTable
}

// Load reads the embedded codebook. An error names file and line.
func Load() (*Book, error) { return LoadFrom(embedded) }

// LoadFrom reads a codebook from a folder with the same files as the embedded
// one. It fails on malformed lines and unsorted tables; whether the entries
// agree with each other is the business of Check.
func LoadFrom(fsys fs.FS) (*Book, error) {
	b := new(Book)
	sum := sha256.New()
	for _, load := range []struct {
		file string
		add  func(*Book, row) error
	}{
		{"countries.tsv", addCountry}, {"organisations.tsv", addOrganisation},
		{"offices.tsv", addOffice}, {"persons.tsv", addPerson}, {"terms.tsv", addTerm},
		{"places.tsv", addRegion}, {"sectors.tsv", addSector},
		{"events.tsv", addEventType}, {"modes.tsv", addMode}, {"cameo.tsv", addCameo},
		{outletsFile, addOutlet},
	} {
		if err := eachRow(fsys, load.file, func(r row) error { return load.add(b, r) }); err != nil {
			return nil, err
		}
		if load.file != outletsFile {
			text, err := fs.ReadFile(fsys, load.file)
			if err != nil {
				return nil, fmt.Errorf("load codebook: %w", err)
			}
			sum.Write(text)
		}
	}
	text, err := fs.ReadFile(fsys, "cities.tsv")
	if err != nil {
		return nil, fmt.Errorf("load codebook: %w", err)
	}
	b.cities = cityTable{text: string(text)}
	b.names = indexNames(b.Persons)
	sum.Write(text)
	b.Digest = hex.EncodeToString(sum.Sum(nil)[:4])
	return b, nil
}

// find returns the index of key in a slice of n elements sorted by key, or -1.
func find(n int, key string, at func(int) string) int {
	i := sort.Search(n, func(i int) bool { return at(i) >= key })
	if i < n && at(i) == key {
		return i
	}
	return -1
}
