// SPDX-License-Identifier: Apache-2.0

package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"depesche"
)

// DescriptionFile is the file that makes a folder a corpus.
const DescriptionFile = "corpus.json"

// The other files of a corpus.
const (
	inputFile     = "input.jsonl"
	goldFile      = "gold.jsonl"
	goldTreesFile = "gold.conllu"
)

// maxLine bounds the length of a line in bytes.
const maxLine = 64 << 20

// InputFiles lists what is to be read of the corpus, by paths within its
// folder: input.jsonl, or the pages below html.
func (c *Corpus) InputFiles() ([]string, error) {
	pages, err := fs.Glob(c.folder, "html/*.html*")
	if err != nil || len(pages) > 0 {
		return pages, err
	}
	if _, err := fs.Stat(c.folder, inputFile); err != nil {
		return nil, err
	}
	return []string{inputFile}, nil
}

// Folder is where the corpus's files are.
func (c *Corpus) Folder() fs.FS { return c.folder }

// readLines decodes a file of JSON lines. A line that cannot be decoded, or
// that use refuses, becomes a problem; the others are used.
func readLines[T any](folder fs.FS, name string, use func(*T) error) ([]Problem, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var problems []Problem
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var value T
		err := json.Unmarshal(lines.Bytes(), &value)
		if err == nil {
			err = use(&value)
		}
		if err != nil {
			problems = append(problems, Problem{name, n, reasonOf(err)})
		}
	}
	if err := lines.Err(); err != nil {
		return problems, fmt.Errorf("read %s: %w", name, err)
	}
	return problems, nil
}

// reasonOf says in plain words what is wrong with a line of JSON.
func reasonOf(err error) string {
	var wrong *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &wrong):
		return fmt.Sprintf("%s is a %s, which it may not be", strings.ToLower(wrong.Field), wrong.Value)
	case errors.As(err, &syntax):
		return fmt.Sprintf("not JSON at byte %d: %v", syntax.Offset, syntax)
	}
	return err.Error()
}

// pair is an article's gold beside what the system says of the same article.
type pair[G any] struct {
	gold   G
	record *depesche.Record // empty when the system has none
	text   *text
}

// goldLine is what every line of gold.jsonl that is about an article has.
type goldLine interface {
	article() string
	// missing names a field that the line must have and has not, or is "".
	missing() string
	// spans lists all spans, so that they can be held against the text.
	spans() []depesche.Span
}

// pairs reads the gold of a corpus whose input is input.jsonl and puts it
// beside the records of the answer.
func pairs[G any, P interface {
	*G
	goldLine
}](c *Corpus, a *Answer) ([]pair[G], []Problem, error) {
	texts := map[string]string{}
	problems, err := readLines(c.folder, inputFile, func(in *struct{ ID, Text string }) error {
		if in.ID == "" {
			return errors.New("no id")
		}
		texts[in.ID] = in.Text
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	var found []pair[G]
	seen := map[string]bool{}
	more, err := readLines(c.folder, goldFile, func(g *G) error {
		t, err := checkLine(P(g), texts, seen)
		if err == nil {
			found = append(found, pair[G]{*g, nil, t})
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, len(found))
	for i := range found {
		ids[i] = P(&found[i].gold).article()
	}
	records, note := recordsByID(ids, a.Records)
	for i := range found {
		if found[i].record = records[ids[i]]; found[i].record == nil {
			found[i].record = &depesche.Record{}
		}
	}
	problems = append(append(problems, more...), note...)
	return found, append(problems, changedTexts(ids, records, texts)...), nil
}

// checkLine says what is wrong with a line of gold, or returns its text.
func checkLine(g goldLine, texts map[string]string, seen map[string]bool) (*text, error) {
	id := g.article()
	whole, ok := texts[id]
	switch {
	case id == "":
		return nil, errors.New("no id")
	case !ok:
		return nil, fmt.Errorf("article %q is not in %s", id, inputFile)
	case seen[id]:
		return nil, fmt.Errorf("article %q has a line already", id)
	case g.missing() != "":
		return nil, fmt.Errorf("article %q has no %q", id, g.missing())
	}
	seen[id] = true
	t := newText(whole)
	for _, s := range g.spans() {
		if err := t.check(s); err != nil {
			return nil, fmt.Errorf("article %q: %w", id, err)
		}
	}
	return t, nil
}

// recordsByID finds the record of every article, by its id or by the name of
// its file, or by position when not a single name is known.
func recordsByID(ids []string, records []depesche.Record) (map[string]*depesche.Record, []Problem) {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	found := map[string]*depesche.Record{}
	for i := range records {
		for _, name := range recordNames(&records[i]) {
			if wanted[name] {
				if found[name] == nil {
					found[name] = &records[i]
				}
				break
			}
		}
	}
	if len(found) == 0 && len(records) == len(ids) {
		for i, id := range ids {
			found[id] = &records[i]
		}
	}
	if missing := len(ids) - len(found); missing > 0 {
		return found, []Problem{{File: "answer", Reason: fmt.Sprintf("%d of %d articles are missing in it; they count as not read", missing, len(ids))}}
	}
	return found, nil
}

// recordNames are the names by which an article may be known.
func recordNames(r *depesche.Record) []string {
	name := path.Base(strings.ReplaceAll(r.Article.Input, `\`, "/"))
	page := strings.TrimSuffix(name, ".gz")
	return []string{r.Article.ID, name, strings.TrimSuffix(strings.TrimSuffix(page, ".html"), ".htm")}
}

// changedTexts warns of articles whose text is not the input's.
func changedTexts(ids []string, records map[string]*depesche.Record, texts map[string]string) []Problem {
	changed, first := 0, ""
	for _, id := range ids {
		if r := records[id]; r != nil && r.Article.Text != texts[id] && r.Article.Text != "" {
			if changed++; first == "" {
				first = id
			}
		}
	}
	if changed == 0 {
		return nil
	}
	return []Problem{{File: "answer", Reason: fmt.Sprintf("the text of %d articles is not the input's (first: %s): offsets in them cannot be right", changed, first)}}
}

// absent is the name of a list that is not there, or "". A list may be empty.
func absent[T any](name string, list []T) string {
	if list == nil {
		return name
	}
	return ""
}
