// SPDX-License-Identifier: Apache-2.0

// Package event codes events by rules over dependency trees.
package event

import (
	"io/fs"

	"depesche/codebook"
	"depesche/extract"
)

// Coder holds the event rules of one language.
type Coder struct{ book *codebook.Book }

// Load reads events.txt of a language.
func Load(fsys fs.FS, book *codebook.Book) (*Coder, error) { return &Coder{book: book}, nil }

// Read adds Events to the reading.
func (x *Coder) Read(r *extract.Reading) {}
