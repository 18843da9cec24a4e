// SPDX-License-Identifier: Apache-2.0

package nlp_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depesche/nlp"
	"depesche/nlp/engine"
	"depesche/nlp/pages"
)

// The benchmarks read so much text in articles of such a size, in bytes.
const (
	textSize    = 2 << 20
	articleSize = 5000
)

// What the benchmarks read: go test ./nlp -bench Stages -args -language en
// -text 'FOLDER/*.txt'.
var (
	language = flag.String("language", "de", "whose stages the benchmarks measure")
	texts    = flag.String("text", "", "plain text files to read in place of the sentences of our own German trees")
)

// sample returns articles of 2 MB together: the lines of the texts, or the
// sentences of our own trees, again and again.
func sample(b *testing.B) []string {
	pattern, prefix := *texts, ""
	if pattern == "" {
		pattern, prefix = "../lang/de/trees/*.conllu", "# text = "
	}
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		b.Skip("no text", err)
	}
	var articles []string
	var text strings.Builder
	for i, size := 0, 0; size < textSize; i++ {
		file, err := os.ReadFile(names[i%len(names)])
		if err != nil {
			b.Fatal(err)
		}
		for line := range strings.Lines(string(file)) {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				text.WriteString(rest)
			}
			if text.Len() > articleSize {
				size += text.Len()
				articles = append(articles, text.String())
				text.Reset()
			}
		}
	}
	return articles
}

func load(tb testing.TB, fsys fs.FS) *engine.Engine {
	e, err := engine.Load(fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return e
}

// BenchmarkStages measures each stage on 2 MB of text in articles, and
// all of them together, on one core: run it with -cpu 1.
func BenchmarkStages(b *testing.B) {
	articles := sample(b)
	pages.Reserve(64 << 20) // as the program does
	e := load(b, os.DirFS("../lang/"+*language))
	docs := make([]*nlp.Doc, len(articles))
	tokens := 0
	for i, a := range articles {
		docs[i] = e.Tokenizer.Tokenize(a)
		tokens += len(docs[i].Tokens)
	}
	for _, stage := range []struct {
		name string
		run  func(i int)
	}{
		{"tokenize", func(i int) { docs[i] = e.Tokenizer.Tokenize(articles[i]) }},
		{"tag", func(i int) { e.Tagger.Tag(docs[i]) }},
		{"parse", func(i int) { e.Parser.Parse(docs[i]) }},
		{"names", func(i int) { e.Names.Find(docs[i]) }},
		{"all", func(i int) { e.Read(articles[i]) }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				for i := range articles {
					stage.run(i)
				}
			}
			b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// BenchmarkLoad measures how long the models of a language take to load.
func BenchmarkLoad(b *testing.B) {
	for range b.N {
		load(b, os.DirFS("../lang/"+*language))
	}
}
