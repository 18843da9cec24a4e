// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"strings"
)

// readBracketed reads sentences of our own, one a line, with the names in
// brackets: "[PER Eva Ek] fliegt nach [LOC Graz]." Empty lines and lines that
// begin with # are skipped.
func readBracketed(path string) ([]marked, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc := marked{}
	for n, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if doc.text != "" {
			doc.text += "\n\n"
		}
		if err := doc.bracketed(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		}
	}
	return []marked{doc}, nil
}

// bracketed appends a sentence with names in brackets.
func (m *marked) bracketed(line string) error {
	for line != "" {
		before, rest, ok := strings.Cut(line, "[")
		if strings.Contains(before, "]") {
			return fmt.Errorf("a closing bracket without an opening one before %q", line)
		}
		m.text += before
		if !ok {
			return nil
		}
		inner, after, ok := strings.Cut(rest, "]")
		kind, name, typed := strings.Cut(inner, " ")
		if !ok || !typed || plainTypes[kind] != kind || name == "" || name != strings.TrimSpace(name) || strings.Contains(name, "[") {
			return fmt.Errorf("want [TYPE name] with a type of %s, not %q", strings.Join(nameTypes, ", "), "["+inner)
		}
		m.names = append(m.names, markedName{len(m.text), len(m.text) + len(name), kind})
		m.text += name
		line = after
	}
	return nil
}
