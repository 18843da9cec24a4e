// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"

	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// maxRelations bounds the relations of a model; a step keeps one in a byte.
const maxRelations = 250

// New makes a Parser of a model file in memory.
func New(f *modelfile.File, lex *lexicon.Lexicon) (*Parser, error) { return decode(f, lex) }

func decode(f *modelfile.File, lex *lexicon.Lexicon) (*Parser, error) {
	r := f.Section("relations")
	relations := r.Strings()
	err := r.Err()
	if n := len(relations); err == nil && (n == 0 || n > maxRelations) {
		err = fmt.Errorf("%d relations", n)
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	model, classes, err := linear.Decode(f.Section("weights"))
	if err == nil && classes != kinds+2*len(relations) {
		err = errors.New("weights and relations do not belong together")
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	x := &Parser{relations: relations, scorer: model, lexicon: lex}
	if r := f.Section("cases"); r.Err() == nil {
		x.cases = decodeCases(r)
		err = r.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	return x, nil
}
