// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

// SubjectsFile is the file of a language folder that says by which word other
// languages know the subject of a word. It may be missing. The format, one a
// line: a word, a tab, and the word that stands for its subject everywhere.
const SubjectsFile = "subjects.tsv"

// loadSubjects reads SubjectsFile: from the key of a word to that of its
// subject.
func loadSubjects(fsys fs.FS) (map[uint64]uint64, error) {
	data, err := fs.ReadFile(fsys, SubjectsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load subjects: %w", err)
	}
	subjects := map[uint64]uint64{}
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, subject, ok := strings.Cut(line, "\t")
		if !ok || word == "" || subject == "" || strings.Contains(subject, "\t") {
			return nil, fmt.Errorf("load subjects %s:%d: not a word, a tab and its subject: %q", SubjectsFile, n, line)
		}
		subjects[keyOf(fold(word), 0)] = keyOf(fold(subject), 0)
	}
	return subjects, nil
}

// inSubjects gives words that have one the key of their subject.
func (c *Cues) inSubjects(ts []term) {
	if c == nil || len(c.subjects) == 0 {
		return
	}
	for i := range ts {
		if key, known := c.subjects[ts[i].key]; known {
			ts[i].key = key
		}
	}
}
