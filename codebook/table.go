// SPDX-License-Identifier: Apache-2.0

package codebook

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"
)

// row is one line of a table, split at tabs.
type row struct {
	at     string // file:line, for errors
	fields []string
}

// eachRow calls add for every line of a table that is neither empty nor a
// comment. An error of add is returned with the file and line in front.
func eachRow(fsys fs.FS, name string, add func(row) error) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("load codebook: %w", err)
	}
	rest, number := string(text), 0
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		number++
		if line == "" || line[0] == '#' {
			continue
		}
		r := row{at: name + ":" + strconv.Itoa(number), fields: strings.Split(line, "\t")}
		if err := add(r); err != nil {
			return fmt.Errorf("load codebook %s: %w", r.at, err)
		}
	}
	return nil
}

// want reports an error unless the row has between least and most fields.
func (r row) want(least, most int) error {
	if n := len(r.fields); n < least || n > most {
		return fmt.Errorf("%d columns, want %d to %d", n, least, most)
	}
	return nil
}

// get returns a field, or "" behind the last.
func (r row) get(i int) string {
	if i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

// number returns a field as a number; an empty field is 0.
func (r row) number(i int) (float64, error) {
	s := r.get(i)
	if s == "" {
		return 0, nil
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, fmt.Errorf("column %d: %q is not a number", i+1, s)
	}
	return v, nil
}

// point reads a latitude and a longitude.
func (r row) point(lat, lon int) (Point, error) {
	a, err := r.number(lat)
	if err != nil {
		return Point{}, err
	}
	o, err := r.number(lon)
	if err != nil {
		return Point{}, err
	}
	if a < -90 || a > 90 || o < -180 || o > 180 {
		return Point{}, fmt.Errorf("no point on earth: %v %v", a, o)
	}
	return Point{Lat: a, Lon: o}, nil
}

// list splits a field of several values at "|".
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// inOrder reports an error when key does not stand behind the last one.
func inOrder(last, key string, again bool) error {
	switch {
	case key == "":
		return fmt.Errorf("empty key")
	case last > key || last == key && !again:
		return fmt.Errorf("%q must not stand behind %q: the table is sorted", key, last)
	}
	return nil
}
