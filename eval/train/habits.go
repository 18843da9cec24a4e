// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"depesche/nlp/engine"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
	"depesche/nlp/names"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
)

// habitText is how much of the raw text is read at a time, in bytes.
const habitText = 100_000

// watched are the stages of a language while they are watched.
type watched struct {
	*engine.Engine
	tags, outside linear.Watcher
	trees         parse.Watcher
}

// learnHabits has the models of -models read the text of DATA/raw-<code> and
// writes down in which contexts they always decide alike.
func learnHabits(o *options) error {
	stages, err := engine.Load(withoutHabits{os.DirFS(o.models)})
	if err != nil {
		return err
	}
	w := &watched{Engine: stages}
	pattern := "raw-" + o.language + "/*.txt"
	paths, err := filepath.Glob(filepath.Join(o.data, pattern))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no text in %s", filepath.Join(o.data, pattern))
	}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		w.read(string(text), o)
	}
	sections, err := w.sections(o)
	if err != nil {
		return err
	}
	source := fmt.Sprintf("what the tagger, the parser and the names of this folder make of %s (statistics only)", pattern)
	return o.write(linear.HabitsFile(sections), source, fmt.Sprintf("-often %d -unlike %d -unlike-tags %d", o.often, o.unlike, o.unlikeTags))
}

// read has the stages read the text.
func (w *watched) read(text string, o *options) {
	for n := 0; len(text) > 0; n++ {
		piece := text[:min(habitText, len(text))]
		if end := strings.LastIndexByte(piece, '\n'); end >= 0 {
			piece = piece[:end+1]
		}
		text = text[len(piece):]
		if n%100 == 0 {
			o.log("habits: %d bytes to go", len(text))
		}
		doc := w.Tokenizer.Tokenize(piece)
		w.Tagger.Watch(doc, &w.tags)
		w.Parser.Watch(doc, &w.trees)
		w.Names.Watch(doc, &w.outside)
	}
}

// sections returns the sections of the file of habits. There may be no model
// of names.
func (w *watched) sections(o *options) ([]modelfile.Section, error) {
	var models [3]*modelfile.File
	for i, name := range []string{tag.FileName, parse.FileName, names.FileName} {
		b, err := os.ReadFile(filepath.Join(o.models, name))
		if name == names.FileName && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			models[i], err = modelfile.Decode(b)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	list := []modelfile.Section{tag.Habits(models[0], &w.tags, o.often, o.unlikeTags)}
	list = append(list, w.trees.Sections(models[1], o.often, o.unlike)...)
	if models[2] != nil {
		list = append(list, names.Habits(models[2], &w.outside, o.often))
	}
	return list, nil
}
