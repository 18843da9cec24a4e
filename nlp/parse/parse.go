// SPDX-License-Identifier: Apache-2.0

// Package parse adds dependency heads and relations to a tokenized Doc.
package parse

import (
	"io/fs"

	"depesche/nlp"
)

// Parser holds the model of one language.
type Parser struct{}

// Load reads the language's model from fsys.
func Load(fsys fs.FS) (*Parser, error) { return &Parser{}, nil }

// Parse adds dependency heads and relations to doc.
func (x *Parser) Parse(doc *nlp.Doc) {}
