// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"fmt"
	"strings"
)

// role is what a small word does for names and offices.
type role uint64

const (
	definite role = 1 << iota
	indefinite
	pointing
	owning
	within
	placing
	former
	acting
	particle
	joining
	he
	sheThey
	they
	possessive
	both
	two
	pairPerson
	pairState
	land
	glue
	apart
	foreign
	origin
	against
	pairSide
	pairAlone
	latter
	degree
	shadow
	sir
	madam
	nearby
	ethnic
	posting
	mediating
	weapon
	shared
)

// roles are the kinds of reference.txt.
var roles = map[string]role{
	"definite": definite, "indefinite": indefinite, "pointing": pointing, "owner": owning,
	"within": within, "place": placing, "former": former, "acting": acting,
	"particle": particle, "and": joining, "he": he, "she": he | sheThey, "she-they": sheThey,
	"they": they, "possessive": possessive, "both": both, "two": two,
	"pair-person": pairPerson, "pair-state": pairState, "land": land, "glue": glue, "apart": apart, "foreign": foreign, "origin": origin, "against": against,
	"pair-side": pairSide, "pair-alone": pairAlone, "latter": latter,
	"degree": degree, "shadow": shadow, "sir": sir, "madam": madam, "there": nearby,
	"ethnic": ethnic, "posting": posting, "mediating": mediating, "weapon": weapon, "shared": shared,
}

// references gives the roles of a word.
type references struct {
	roles      map[string]role
	women      map[string]bool     // pronouns of one woman only: "she"
	directions []string            // before the name of a state make one of its parts
	forms      map[string][]string // forms of state, "kingdom", and the states that have them
	facing     []string            // states whose opposition has an office for each of the government's
}

func (x *Resolver) addReference(fields []string) error {
	if len(fields) != 2 {
		return fmt.Errorf("want a kind, a tab, and words")
	}
	if codes, ok := strings.CutPrefix(fields[0], "state "); ok {
		return x.addForms(strings.Fields(codes), strings.Fields(fields[1]))
	}
	kind, codes, _ := strings.Cut(fields[0], " ")
	if kind == "shadow" {
		x.words.init()
		x.words.facing = strings.Fields(codes)
		if err := x.areStates(x.words.facing); err != nil {
			return err
		}
		fields[0] = kind
	}
	if fields[0] == "direction" {
		x.words.init()
		x.words.directions = strings.Fields(fields[1])
		return nil
	}
	role, ok := roles[fields[0]]
	if !ok {
		return fmt.Errorf("unknown kind %q", fields[0])
	}
	x.words.init()
	for _, w := range strings.Fields(fields[1]) {
		if fields[0] == "she" {
			x.words.women[w] = true
			continue
		}
		x.words.roles[w] |= role
	}
	return nil
}

func (w *references) init() {
	if w.roles == nil {
		*w = references{roles: map[string]role{}, women: map[string]bool{}, forms: map[string][]string{}}
	}
}

// addForms reads words that stand for one of the states.
func (x *Resolver) addForms(codes, words []string) error {
	x.words.init()
	for _, w := range words {
		x.words.forms[w] = codes
	}
	return x.areStates(codes)
}

func (x *Resolver) areStates(codes []string) error {
	for _, c := range codes {
		if x.book.Country(c) == nil {
			return fmt.Errorf("state %q is not in the codebook", c)
		}
	}
	return nil
}

// of returns the roles of a word, whatever the case of its first letter.
func (w references) of(form string) role {
	if r, ok := w.roles[form]; ok {
		return r
	}
	if isTitle(form) {
		return w.roles[lowerFirst(form)]
	}
	return 0
}
