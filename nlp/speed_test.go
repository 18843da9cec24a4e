// SPDX-License-Identifier: Apache-2.0

package nlp_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"depesche/nlp/names"
	"depesche/nlp/parse"
	"depesche/nlp/tag"
	"depesche/nlp/tokenize"
)

// textSize is how much text the benchmarks read, in bytes.
const textSize = 2 << 20

// sample returns a text of 2 MB: the sentences of our own trees, again and
// again.
func sample(b *testing.B) string {
	names, err := filepath.Glob("../lang/de/trees/*.conllu")
	if err != nil || len(names) == 0 {
		b.Skip("no text", err)
	}
	var text strings.Builder
	for i := 0; text.Len() < textSize; i++ {
		file, err := os.ReadFile(names[i%len(names)])
		if err != nil {
			b.Fatal(err)
		}
		for line := range strings.Lines(string(file)) {
			if rest, ok := strings.CutPrefix(line, "# text = "); ok {
				text.WriteString(rest)
			}
		}
	}
	return text.String()
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

// BenchmarkStages measures each stage on 2 MB of German news, and all of them
// together, on one core: run it with -cpu 1.
func BenchmarkStages(b *testing.B) {
	text := sample(b)
	e := load(b, os.DirFS("../lang/de"))
	doc := e.tokenizer.Tokenize(text)
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"tokenize", func() { doc = e.tokenizer.Tokenize(text) }},
		{"tag", func() { e.tagger.Tag(doc) }},
		{"parse", func() { e.parser.Parse(doc) }},
		{"names", func() { e.names.Find(doc) }},
		{"all", func() {
			d := e.tokenizer.Tokenize(text)
			e.tagger.Tag(d)
			e.parser.Parse(d)
			e.names.Find(d)
		}},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				stage.run()
			}
			b.ReportMetric(float64(len(doc.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

// BenchmarkLoad measures how long the models of a language take to load.
func BenchmarkLoad(b *testing.B) {
	for range b.N {
		load(b, os.DirFS("../lang/de"))
	}
}
