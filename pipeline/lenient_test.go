// SPDX-License-Identifier: Apache-2.0

package pipeline_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"depesche"
	"depesche/ingest"
	"depesche/lang"
	"depesche/pipeline"
)

// TestLenient: broken lines are left out and named once, the rest holds; a
// broken model switches its stage off; without leave, either is an error.
func TestLenient(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"xx/language.txt":       "code xx\nname Ixisch\nenglish Xish\n",
		"xx/tokenize.tsv":       "",
		"xx/contractions.tsv":   "zum\tzu dem\nbroken\nbeim\tbei dem\n",
		"xx/tagger.model":       "no model\n",
		"xx/timex/patterns.txt": "pattern day\n    Monta -> 1\n",
		"xx/timex/rules.txt":    "rule none\nyes Monta\n\nrule day\nfind [<day>]\nwith value=2025-07-14\n",
		"xx/actors.tsv":         "QQQ\tNowhere\nCHL\tChila\n",
		"outlets.tsv":           "a.example\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := pipeline.New(pipeline.Options{Overlay: dir}).Language("xx"); err == nil {
		t.Error("broken data loads")
	}
	var told []string
	reader := pipeline.New(pipeline.Options{Overlay: dir, Broken: func(b lang.Broken) { told = append(told, b.String()) }})
	r := reader.Read(ingest.Item{Article: depesche.Article{Text: "Chila zum beim. Broken.", Language: "xx"}})
	reader.Read(ingest.Item{Article: depesche.Article{Text: "Chila.", Language: "xx"}})
	for _, want := range []string{"xx/contractions.tsv:2: ", "xx/actors.tsv:1: ", "xx/timex/rules.txt:1: ", "xx/timex/rules.txt:2: ", "outlets.tsv:1: ", "xx/stage tag is switched off: "} {
		n := 0
		for _, s := range told {
			if strings.HasPrefix(s, want) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%q is told %d times in %q", want, n, told)
		}
	}
	if !slices.ContainsFunc(r.Unread, func(u depesche.Unread) bool { return strings.Contains(u.Reason, "is broken for tag") }) {
		t.Errorf("the record does not say that the tagger is off: %v", r.Unread)
	}
	if l, err := reader.Language("xx"); err != nil || slices.Contains(l.Missing, "tokenize") || slices.Contains(l.Missing, "timex") {
		t.Errorf("what is whole does not load: %v", err)
	}
	if doc, err := reader.Trees(ingest.Item{Article: r.Article}); err != nil || len(doc.Tokens) != 8 {
		t.Errorf("the contractions around the broken one do not hold: %v", doc)
	}
}
