// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"depesche"
	"depesche/ingest"
	"depesche/pipeline"
)

var update = flag.Bool("update", false, "rewrite testdata/articles/known.txt")

const (
	articlesDir = "testdata/articles"
	knownFile   = articlesDir + "/known.txt"
)

// testArticle is one txtar file: what came in and what is to be read from it.
type testArticle struct {
	name   string // file name
	meta   map[string]string
	input  string // name of the article's section
	data   []byte
	expect []row
	maybe  []row
}

// row is one line of the sections expect and maybe.
type row struct {
	line   string   // as it stands, spaces cut
	kind   string   // title, related, time …
	fields []string // behind the kind
}

// outcome is what became of one expectation: reason is empty when it was met.
type outcome struct {
	kind, line, reason string
}

func loadArticles(t *testing.T) []*testArticle {
	t.Helper()
	paths, err := filepath.Glob(articlesDir + "/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no test articles: %v", err)
	}
	var articles []*testArticle
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, err := parseArticle(filepath.Base(path), archive)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}

func parseArticle(name string, archive *txtar.Archive) (*testArticle, error) {
	a := &testArticle{name: name, meta: map[string]string{}}
	for _, f := range archive.Files {
		switch {
		case f.Name == "meta":
			for line := range strings.Lines(string(f.Data)) {
				if key, value, ok := strings.Cut(line, ":"); ok {
					a.meta[key] = strings.TrimSpace(value)
				}
			}
		case strings.HasPrefix(f.Name, "article."):
			a.input, a.data = f.Name, f.Data
		case f.Name == "expect":
			a.expect = parseRows(f.Data)
		case f.Name == "maybe":
			a.maybe = parseRows(f.Data)
		default:
			return nil, fmt.Errorf("%s: unknown section %q", name, f.Name)
		}
	}
	if a.input == "" || a.meta["published"] == "" || a.meta["language"] == "" || len(a.expect) == 0 {
		return nil, fmt.Errorf("%s: a section or its content is missing", name)
	}
	return a, nil
}

func parseRows(data []byte) []row {
	var rows []row
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		fields := strings.Split(line, " | ")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		rows = append(rows, row{line: line, kind: fields[0], fields: fields[1:]})
	}
	return rows
}

// read runs the article through the pipeline. Plain text gets its date from
// the meta section; a page has to tell it itself.
func (a *testArticle) read(reader *pipeline.Reader) (*depesche.Record, error) {
	opts := ingest.Options{URL: a.meta["url"]}
	if strings.HasSuffix(a.input, ".txt") {
		opts.Published = a.meta["published"]
	}
	for item, err := range ingest.Read(a.input, bytes.NewReader(a.data), opts) {
		if err != nil {
			return nil, err
		}
		return reader.Read(item), nil
	}
	return nil, fmt.Errorf("no article found")
}

// TestArticles reads every test article and compares the record with what is
// expected. An expectation that is not met must stand in known.txt; one that
// stands there and is met has to be taken out.
func TestArticles(t *testing.T) {
	reader := pipeline.New(pipeline.Options{})
	known := readKnown(t)
	var missed []string
	tally := map[string][2]int{}
	for _, a := range loadArticles(t) {
		record, err := a.read(reader)
		if err != nil {
			t.Errorf("%s: %v", a.name, err)
			continue
		}
		for _, o := range compare(a, record) {
			count := tally[o.kind]
			count[1]++
			if o.reason == "" {
				count[0]++
			} else {
				missed = append(missed, checkKnown(t, known, a.name+": "+o.line, o.reason))
			}
			tally[o.kind] = count
		}
	}
	logTally(t, tally)
	if *update {
		writeKnown(t, missed)
		return
	}
	for key := range known {
		if !slices.ContainsFunc(missed, func(m string) bool { return strings.HasPrefix(m, key+" # ") }) {
			t.Errorf("read now, but listed in %s; run with -update:\n\t%s", knownFile, key)
		}
	}
}

// checkKnown complains about a miss that is not known, and returns its line
// for known.txt. What somebody wrote behind two semicolons of the old reason
// is kept.
func checkKnown(t *testing.T, known map[string]string, key, reason string) string {
	t.Helper()
	was, ok := known[key]
	if !ok && !*update {
		t.Errorf("%s\n\t%s", key, reason)
	}
	if _, note, ok := strings.Cut(was, ";;"); ok {
		reason += " ;;" + note
	}
	return key + " # " + reason
}

func readKnown(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile(knownFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	known := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		at := strings.LastIndex(line, " # ")
		if at < 0 {
			t.Errorf("%s: no reason: %s", knownFile, line)
			continue
		}
		known[line[:at]] = line[at+len(" # "):]
	}
	return known
}

const knownHead = `# What depesche does not read yet in the test articles, or reads too much: "article: row # reason".
# Written by: go test ./pipeline -run TestArticles -update. The list may only shrink. What stands
# behind two semicolons of a reason was written by hand and is kept.
`

func writeKnown(t *testing.T, missed []string) {
	t.Helper()
	text := knownHead
	for _, m := range missed {
		text += m + "\n"
	}
	if err := os.WriteFile(knownFile, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func logTally(t *testing.T, tally map[string][2]int) {
	t.Helper()
	kinds := make([]string, 0, len(tally))
	for kind := range tally {
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		found, all := tally[kind][0], tally[kind][1]
		if strings.HasPrefix(kind, "extra ") {
			t.Logf("%-16s %4d", kind, all)
			continue
		}
		t.Logf("%-16s %4d of %4d", kind, found, all)
	}
}
