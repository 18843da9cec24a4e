// SPDX-License-Identifier: Apache-2.0

// Package lexicon says what a word form can be: its possible parts of speech,
// morphology and lemmas, and the cluster of words that occur like it. Forms
// go in, analyses come out; which of them holds in a sentence is for package
// tag to decide.
package lexicon

import "io/fs"

// FileName is the name of the lexicon in the folder of a language.
const FileName = "lexicon.bin"

// Lexicon is the lexicon of one language. It is read-only.
type Lexicon struct{}

// Entry is what is known of a form, as hashes.
type Entry struct {
	Class uint64 // of the set of its analyses; 0: the form is unknown
	Parts uint64 // of the set of its parts of speech
}

// LoadIfAny reads the lexicon of fsys; it returns nil and no error when there
// is none.
func LoadIfAny(fsys fs.FS) (*Lexicon, error) { return nil, nil }

// Find looks the form up; first says that it stands first in its sentence,
// where a capital letter means nothing.
func (x *Lexicon) Find(form string, first bool) Entry { return Entry{} }

// Lemma returns the lemma of the form with these tags.
func (x *Lexicon) Lemma(form, upos, feats string) (string, bool) { return "", false }

// Cluster returns the clusters of the lower-case word with the hash, coarse
// and fine; 0 is none.
func (x *Lexicon) Cluster(lower uint64) [2]uint64 { return [2]uint64{} }
