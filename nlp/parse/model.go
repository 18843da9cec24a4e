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
	x := &Parser{lexicon: lex}
	if err := x.decode(f); err != nil {
		return nil, fmt.Errorf("load %s: %w", FileName, err)
	}
	return x, nil
}

func (x *Parser) decode(f *modelfile.File) error {
	r := f.Section("relations")
	x.relations = r.Strings()
	if n := len(x.relations); r.Err() == nil && (n == 0 || n > maxRelations) {
		return fmt.Errorf("%d relations", n)
	}
	text := f.Section("templates")
	errs := []error{r.Err(), x.readTemplates(text.String()), text.Err()}
	sure := f.Section("sure")
	x.sureStep, x.sureLabel = int64(sure.Uint32()), int64(sure.Uint32())
	errs = append(errs, sure.Err())
	steps, err := linear.DecodeChoice(f.Section("steps"))
	x.steps = steps
	errs = append(errs, err)
	labels, err := linear.DecodeLabels(f.Section("labels"))
	x.labels = labels
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if labels.Classes() != len(x.relations) {
		return errors.New("weights and relations do not belong together")
	}
	if r := f.Section("cases"); r.Err() == nil {
		x.cases = decodeCases(r)
		return r.Err()
	}
	return nil
}

func (x *Parser) readTemplates(text string) error {
	var errs [kinds]error
	for i, g := range [kinds]*group{&stepGroup, &leftGroup, &rightGroup} {
		x.templates[i], errs[i] = readTemplates(text, g)
	}
	return errors.Join(errs[:]...)
}
