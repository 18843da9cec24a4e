// SPDX-License-Identifier: Apache-2.0

// Package attribution finds statements: who is reported to have said what,
// and on whose word the article has it.
package attribution

import (
	"io/fs"

	"depesche/extract"
)

// Finder holds the attribution rules of one language.
type Finder struct{}

// Load reads attribution.txt of a language.
func Load(fsys fs.FS) (*Finder, error) { return &Finder{}, nil }

// Read adds Statements to the reading.
func (x *Finder) Read(r *extract.Reading) {}
