// SPDX-License-Identifier: Apache-2.0

package parse

import (
	_ "embed"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

// templatesFile lists the features of every classifier. A model carries the
// list that it was trained with.
//
//go:embed templates.txt
var templatesFile string

// hintsFile lists the features that the second reading has besides.
//
//go:embed hints.txt
var hintsFile string

// The attributes of a word. Those from relation on change as the tree grows.
const (
	form = iota
	lemma
	pos
	upos
	morph
	agree
	cells
	coarse
	fine
	before
	end
	rival
	relation
	kids
	val
	prep
	attributes
)

// Places. The place 0 holds what belongs to no word, as many states as a word
// has attributes.
const places = 32

// atoms are the parts of the features of a decision: the attributes of its
// places, one place after the other.
type atoms [places * attributes]uint64

// attributeNames are the names of the attributes in a template file.
var attributeNames = strings.Fields("form lemma pos upos morph agree cases c0 c1 before end rival rel kids val prep")

// group is the list of features of one classifier.
type group struct {
	name           string
	places, states []string // by number; places from 1
}

// template is one feature: the hash of its name and the numbers of its parts.
type template struct {
	salt  uint64
	parts [4]uint16
}

// templates are features of a classifier by the number of their parts.
type templates [4][]template

// staged are the features of a classifier: those that are looked at first, and
// those that are looked at when the first leave room for doubt (Strubell,
// Vilnis, Silverstein, McCallum 2015).
type staged [stages]templates

const stages = 2

// add appends the keys of the features to list.
func (t *templates) add(list []linear.Key, a *atoms) []linear.Key {
	for i := range t[0] {
		z := &t[0][i]
		list = append(list, keyOf(z.salt+a.part(z, 0)))
	}
	for i := range t[1] {
		z := &t[1][i]
		list = append(list, keyOf(z.salt+a.part(z, 0)+a.part(z, 1)))
	}
	for i := range t[2] {
		z := &t[2][i]
		list = append(list, keyOf(z.salt+a.part(z, 0)+a.part(z, 1)+a.part(z, 2)))
	}
	for i := range t[3] {
		z := &t[3][i]
		list = append(list, keyOf(z.salt+a.part(z, 0)+a.part(z, 1)+a.part(z, 2)+a.part(z, 3)))
	}
	return list
}

// part returns part i of a feature. It is turned by as many bits as no other
// part, so that the order of the parts counts.
func (a *atoms) part(t *template, i int) uint64 {
	return bits.RotateLeft64(a[t.parts[i]&(places*attributes-1)], 17*i)
}

func keyOf(h uint64) linear.Key { return linear.Key(h * 0x9E3779B97F4A7C15 >> 32) }

// readTemplates reads the features of a classifier from the text of a template
// file.
func readTemplates(text string, g *group) (*staged, error) {
	t := &staged{}
	stage := -1
	for number, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			stage = slices.Index([]string{"[" + g.name + "]", "[" + g.name + " in doubt]"}, line)
		case stage >= 0:
			one, n, err := g.template(line)
			if err != nil {
				return nil, fmt.Errorf("templates:%d: %w", number+1, err)
			}
			t[stage][n-1] = append(t[stage][n-1], one)
		}
	}
	return t, nil
}

// template reads a feature. It returns the number of its parts.
func (g *group) template(line string) (t template, n int, err error) {
	t.salt = linear.Hash(g.name + line)
	parts := strings.Fields(line)
	if len(parts) > len(t.parts) {
		return t, 0, errors.New("more than four parts")
	}
	for i, p := range parts {
		if t.parts[i], err = g.part(p); err != nil {
			return t, 0, err
		}
	}
	return t, len(parts), nil
}

// part returns the number of the atom "place.attribute".
func (g *group) part(name string) (uint16, error) {
	place, attribute, _ := strings.Cut(name, ".")
	if place == "st" {
		if i := slices.Index(g.states, attribute); i >= 0 {
			return uint16(i), nil
		}
		return 0, fmt.Errorf("no part %q", name)
	}
	p, a := slices.Index(g.places, place), slices.Index(attributeNames, attribute)
	if p < 0 || a < 0 {
		return 0, fmt.Errorf("no part %q", name)
	}
	return uint16((p+1)*attributes + a), nil
}

// templatesFor returns the features of a template file, without those that
// ask for what the lexicon does not have, and without rivals where it knows
// what words can be in a noun phrase: German trees are better without.
func templatesFor(file string, lex *lexicon.Lexicon) string {
	var kept strings.Builder
	for line := range strings.Lines(file) {
		missing := strings.Contains(line, ".cases") && !lex.Agrees() ||
			(strings.Contains(line, ".c0") || strings.Contains(line, ".c1")) && !lex.Clusters()
		needless := strings.Contains(line, ".rival") && lex.Agrees()
		if line[0] != '#' && line[0] != '\n' && !missing && !needless {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
