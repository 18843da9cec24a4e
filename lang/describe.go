// SPDX-License-Identifier: Apache-2.0

package lang

import (
	"bufio"
	"fmt"
	"io/fs"
	"strings"
)

// Description is what a language folder says of itself.
type Description struct {
	Code    string   `json:"code"`
	Name    string   `json:"name"`    // in the language itself
	English string   `json:"english"` // in English
	Files   []string `json:"files"`   // what data there is
}

// Describe describes the built-in languages.
func Describe() ([]Description, error) {
	var all []Description
	for _, code := range Codes() {
		d, err := describe(code)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

func describe(code string) (Description, error) {
	fsys, err := Open(code, "")
	if err != nil {
		return Description{}, err
	}
	d := Description{Code: code}
	if err := d.read(fsys); err != nil {
		return d, fmt.Errorf("lang/%s/language.txt: %w", code, err)
	}
	err = fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			d.Files = append(d.Files, name)
		}
		return err
	})
	return d, err
}

// read reads language.txt: one "key value" a line.
func (d *Description) read(fsys fs.FS) error {
	f, err := fsys.Open("language.txt")
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		key, value, _ := strings.Cut(strings.TrimSpace(lines.Text()), " ")
		value = strings.TrimSpace(value)
		switch key {
		case "name":
			d.Name = value
		case "english":
			d.English = value
		}
	}
	return lines.Err()
}
