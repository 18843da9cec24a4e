// SPDX-License-Identifier: Apache-2.0

package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"

	"depesche"
)

// ReadAnswer reads what a system has written down for the corpus: the output
// of "read --format jsonl", "trace --format jsonl", "stories --format jsonl"
// (for the task similarity the last two, one behind the other), or of "read
// --format conllu". A line that cannot be read is a problem; the others
// count.
func (c *Corpus) ReadAnswer(folder fs.FS, name string) (*Answer, []Problem, error) {
	a, needs := &Answer{}, c.Needs()
	if needs&NeedTrees != 0 {
		data, err := fs.ReadFile(folder, name)
		a.Trees = data
		return a, nil, err
	}
	problems, err := readLines(folder, name, func(line *json.RawMessage) error {
		var what struct {
			Articles []string
			From     *string
			Article  *json.RawMessage
		}
		if err := json.Unmarshal(*line, &what); err != nil {
			return err
		}
		switch {
		case what.Article != nil && needs&NeedRecords != 0:
			return appendDecoded(&a.Records, *line)
		case what.Articles != nil && needs&NeedStories != 0:
			return appendDecoded(&a.Stories, *line)
		case what.From != nil && needs&NeedDerivations != 0:
			return appendDecoded(&a.Derivations, *line)
		}
		return errors.New("neither a record, nor a derivation, nor a story, as the task takes")
	})
	if err != nil {
		return nil, problems, fmt.Errorf("read the answer: %w", err)
	}
	return a, problems, nil
}

func appendDecoded[T any](list *[]T, line []byte) error {
	var value T
	if err := json.Unmarshal(line, &value); err != nil {
		return err
	}
	*list = append(*list, value)
	return nil
}

// Keep takes of a record what scoring looks at, so that many records need
// little memory.
func Keep(r *depesche.Record) depesche.Record {
	return depesche.Record{Article: r.Article, Entities: r.Entities, Times: r.Times, Statements: r.Statements, Events: r.Events}
}
