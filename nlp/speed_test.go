// SPDX-License-Identifier: Apache-2.0

package nlp_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depesche/nlp"
	"depesche/nlp/names"
	"depesche/nlp/pages"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// The benchmarks read so much text in articles of such a size, in bytes.
const (
	textSize    = 2 << 20
	articleSize = 5000
)

// sample returns articles of 2 MB together: the sentences of our own trees,
// again and again.
func sample(b *testing.B) []string {
	names, err := filepath.Glob("../lang/de/trees/*.conllu")
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
			if rest, ok := strings.CutPrefix(line, "# text = "); ok {
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

// engine holds the stages of a language.
type engine struct {
	tokenizer *tokenize.Tokenizer
	tagger    *tag.Tagger
	parser    *parse.Parser
	names     *names.Finder
}

func load(tb testing.TB, fsys fs.FS) *engine {
	e := &engine{}
	var errs [4]error
	e.tokenizer, errs[0] = tokenize.Load(fsys)
	e.tagger, errs[1] = tag.Load(fsys)
	e.parser, errs[2] = parse.Load(fsys)
	e.names, errs[3] = names.Load(fsys)
	for _, err := range errs {
		if err != nil {
			tb.Fatal(err)
		}
	}
	return e
}

// read has all stages read an article.
func (e *engine) read(text string) {
	d := e.tokenizer.Tokenize(text)
	e.tagger.Tag(d)
	e.parser.Parse(d)
	e.names.Find(d)
}

// BenchmarkStages measures each stage on 2 MB of German news in articles, and
// all of them together, on one core: run it with -cpu 1.
func BenchmarkStages(b *testing.B) {
	articles := sample(b)
	pages.Reserve(64 << 20) // as the program does
	e := load(b, os.DirFS("../lang/de"))
	docs := make([]*nlp.Doc, len(articles))
	tokens := 0
	for i, a := range articles {
		docs[i] = e.tokenizer.Tokenize(a)
		tokens += len(docs[i].Tokens)
	}
	for _, stage := range []struct {
		name string
		run  func(i int)
	}{
		{"tokenize", func(i int) { docs[i] = e.tokenizer.Tokenize(articles[i]) }},
		{"tag", func(i int) { e.tagger.Tag(docs[i]) }},
		{"parse", func(i int) { e.parser.Parse(docs[i]) }},
		{"names", func(i int) { e.names.Find(docs[i]) }},
		{"all", func(i int) { e.read(articles[i]) }},
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
		load(b, os.DirFS("../lang/de"))
	}
}
