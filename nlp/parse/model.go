// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"errors"
	"fmt"
	"slices"

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
	if err := errors.Join(r.Err(), x.first.decode(f, "", len(x.relations))); err != nil {
		return err
	}
	if f.Section(again+"templates").Err() == nil {
		x.second = &reading{}
		if err := x.second.decode(f, again, len(x.relations)); err != nil {
			return fmt.Errorf("second reading: %w", err)
		}
	}
	if r := f.Section("cases"); r.Err() == nil {
		x.cases = decodeCases(r)
		return r.Err()
	}
	return nil
}

// again begins the names of the sections of the second reading.
const again = "second "

func (p *reading) decode(f *modelfile.File, which string, relations int) error {
	text, sure := f.Section(which+"templates"), f.Section(which+"sure")
	errs := []error{p.readTemplates(text.String(), which == again), text.Err()}
	p.sureStep, p.sureLabel = int64(sure.Uint32()), int64(sure.Uint32())
	errs = append(errs, sure.Err())
	var err error
	p.steps, err = linear.DecodeChoice(f.Section(which + "steps"))
	errs = append(errs, err)
	p.labels, err = linear.DecodeLabels(f.Section(which + "labels"))
	errs = append(errs, err)
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if p.labels.Classes() != relations {
		return errors.New("weights and relations do not belong together")
	}
	return nil
}

// readTemplates reads the features of a reading; only the second knows hints.
func (p *reading) readTemplates(text string, hints bool) error {
	var errs [kinds]error
	for i, g := range [kinds]group{stepGroup, leftGroup, rightGroup} {
		if hints {
			g.states = slices.Concat(g.states, hintStates)
		}
		p.templates[i], errs[i] = readTemplates(text, &g)
	}
	return errors.Join(errs[:]...)
}
