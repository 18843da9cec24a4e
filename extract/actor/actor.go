// SPDX-License-Identifier: Apache-2.0

// Package actor finds the entities of an article and what they are. Tokens,
// tags, trees and the names that a finder marked come in, all but the tokens
// optional; Entities and Mentions go out: persons, states, organisations and
// places by name, by office ("the Russian foreign minister"), by institution
// ("das Parlament in Kiew") and by pronoun, each with the state and the
// sectors it acts for, as the codebook and the words of the article have it.
//
// It reads one article at a time and asks nobody outside. Where the article
// leaves open who is meant, it says less rather than guessing; what a bare
// institution belongs to ("the police") is taken from the states the article
// speaks of, and Why says so.
package actor

import (
	"errors"
	"fmt"
	"io/fs"

	"depesche/codebook"
	"depesche/extract"
)

// Resolver turns names, offices and pronouns of one language into entities.
// It is read-only and safe for concurrent use.
type Resolver struct {
	book      *codebook.Book
	language  string
	lex       lexicon
	words     references
	given     map[string]byte // given name, folded: 'm', 'f' or 'n' (either)
	offices   []office
	orgs      []string // keys of organisations, by index of the lexicon
	cities    []exonym
	countries []string // the usual name in the language, by index of Book.Countries
	orgNames  []string // the usual name in the language, by index of orgs
}

// office is a line of offices.tsv.
type office struct {
	class   byte   // p person, b body, g group, k kind, s side, t title
	epithet bool   // anybody may be called so: "the politician"
	local   bool   // somebody only where it is said of which state: "a Kenyan teacher"
	peer    bool   // holds the same office elsewhere: "his counterpart"
	key     string // of codebook/offices.tsv, or ""
	sectors []string
	states  []string // whose it is when nothing is said: there is none elsewhere
	suffix  bool     // it is the end of a compound
	form    string   // the form as the file has it, the name of the office in the record
}

// exonym is a town under the name it has in the language.
type exonym struct{ name, iso2 string }

// Load reads the actor data of a language: actors.tsv, which must be there,
// and offices.tsv, places.tsv, inflection.txt, reference.txt, given.tsv, which
// may be missing. An error names file and line.
func Load(fsys fs.FS, book *codebook.Book) (*Resolver, error) {
	x := &Resolver{book: book, given: map[string]byte{}, countries: make([]string, len(book.Countries))}
	x.lex.init()
	for _, f := range []struct {
		name string
		must bool
		line func([]string) error
	}{
		{"inflection.txt", false, x.addEnding}, {"reference.txt", false, x.addReference},
		{"actors.tsv", true, x.addActor}, {"offices.tsv", false, x.addOffice},
		{"places.tsv", false, x.addPlace}, {"given.tsv", false, x.addGiven},
	} {
		err := eachLine(fsys, f.name, f.line)
		if errors.Is(err, fs.ErrNotExist) && !f.must {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("load actors: %w", err)
		}
	}
	x.addPersons()
	return x, nil
}

// Read adds Entities and Mentions to the reading. Time is near-linear in the
// tokens.
func (x *Resolver) Read(r *extract.Reading) {
	if len(r.Doc.Tokens) == 0 {
		return
	}
	a := &analysis{Resolver: x, r: r, doc: r.Doc, date: dateOf(r.Article.Published)}
	a.cut()
	a.scan()
	a.findNames()
	a.findPhrases()
	a.build()
	a.refer()
	a.write()
}

// dateOf is the day of a date or time stamp.
func dateOf(published string) string {
	if len(published) > 10 {
		return published[:10]
	}
	return published
}
