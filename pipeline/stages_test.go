// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"bytes"
	"testing"

	"depesche/ingest"
	"depesche/newsroom"
	"depesche/nlp/pages"
)

// ready is an article that some stages have read.
type ready struct {
	language *Language
	work
}

// newsroomWork ingests the bundled articles, each with the language that it is
// to be read in.
func newsroomWork(b *testing.B) []ready {
	articles, err := newsroom.Articles()
	if err != nil {
		b.Fatal(err)
	}
	p := New(Options{})
	var out []ready
	for _, a := range articles {
		for item, err := range ingest.Read(a.File, bytes.NewReader(a.Data), ingest.Options{URL: a.URL, Published: a.Published}) {
			if err != nil {
				b.Fatal(err)
			}
			language, err := p.Language(p.languageOf(item.Article.Text))
			if err != nil {
				b.Fatal(err)
			}
			out = append(out, ready{language, work{article: &item.Article}})
		}
	}
	return out
}

// BenchmarkStages measures the parser, and each stage that reads facts, over
// the bundled articles: run it with -cpu 1.
func BenchmarkStages(b *testing.B) {
	pages.Reserve(64 << 20) // as the program does
	works := newsroomWork(b)
	for _, s := range Stages {
		if s.Name == "parse" || s.Gives >= Times {
			b.Run(s.Name, func(b *testing.B) { benchmarkStage(b, s, works) })
		}
		for i := range works {
			s.run(works[i].language, &works[i].work)
		}
	}
}

// benchmarkStage runs one stage over and over on what the stages before it
// have read.
func benchmarkStage(b *testing.B, s Stage, works []ready) {
	b.ReportAllocs()
	tokens := 0
	for b.Loop() {
		for i := range works {
			w := works[i].work
			if w.reading != nil {
				reading := *w.reading
				w.reading = &reading
			}
			s.run(works[i].language, &w)
			tokens += len(w.doc.Tokens)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}
