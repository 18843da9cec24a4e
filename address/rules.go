// SPDX-License-Identifier: Apache-2.0

package address

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed rules.txt
var rulesText string

// rules is rules.txt, read.
type rules struct {
	params, pairs, hosts, firsts, lasts []string
	endings, wraps                      [][2]string
	examples                            []example
}

// example is a line "yes A B" or "no A B" of the file.
type example struct {
	line int
	same bool
	a, b string
}

// known reads the built-in file, once. A test reads it too, so that a faulty
// one is never shipped.
var known = sync.OnceValue(func() *rules {
	r, err := readRules("rules.txt", rulesText)
	if err != nil {
		panic(err)
	}
	return r
})

func readRules(name, text string) (*rules, error) {
	r := &rules{}
	number := 0
	for line := range strings.Lines(text) {
		number++
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if err := r.add(fields[0], fields[1:], number); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
	}
	return r, nil
}

func (r *rules) add(kind string, values []string, line int) error {
	single := map[string]*[]string{"param": &r.params, "pair": &r.pairs, "host": &r.hosts, "first": &r.firsts, "last": &r.lasts}
	double := map[string]*[][2]string{"ending": &r.endings, "wrap": &r.wraps}
	switch {
	case kind == "yes" || kind == "no":
		if len(values) != 2 {
			return fmt.Errorf("an example needs two addresses, this has %d", len(values))
		}
		r.examples = append(r.examples, example{line, kind == "yes", values[0], values[1]})
	case single[kind] != nil && len(values) == 1:
		*single[kind] = append(*single[kind], values[0])
	case double[kind] != nil && len(values) == 2:
		if values[1] == "-" {
			values[1] = ""
		}
		*double[kind] = append(*double[kind], [2]string{values[0], values[1]})
	default:
		return fmt.Errorf("no rule: %s with %d values", kind, len(values))
	}
	return nil
}

// isTracking reports whether a parameter only says where a reader came from.
func (r *rules) isTracking(name, _ string) bool {
	for _, p := range r.params {
		if prefix, ok := strings.CutSuffix(p, "*"); name == p || ok && strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// isView reports whether a parameter only chooses how the article is shown,
// or says no more than where the reader came from.
func (r *rules) isView(name, value string) bool {
	for _, p := range r.pairs {
		if name+"="+value == p {
			return true
		}
	}
	return false
}
