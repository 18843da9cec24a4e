// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"io/fs"
	"strings"
	"testing"

	"depesche"
	"depesche/extract"
	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/engine"
)

// reader reads texts of one language with its own models.
type reader struct {
	language string
	engine   *engine.Engine
	finder   *Finder
}

func newReader(t testing.TB, code string) *reader {
	t.Helper()
	fsys, err := lang.Open(code, "")
	if err != nil {
		t.Fatal(err)
	}
	r := &reader{language: code}
	if r.engine, err = engine.Load(fsys); err != nil {
		t.Fatal(err)
	}
	if r.finder, err = Load(fsys); err != nil {
		t.Fatal(err)
	}
	return r
}

func (x *reader) reading(text string) *extract.Reading {
	doc := x.engine.Read(text)
	return extract.NewReading(&depesche.Article{Text: text, Language: x.language}, doc)
}

func (x *reader) read(text string) *extract.Reading {
	r := x.reading(text)
	x.finder.Read(r)
	return r
}

// short writes a statement as the examples do: source | cue | content.
func short(s *extract.Statement) string {
	source := "-"
	if s.Source != nil {
		source = s.Source.Text
	}
	return source + " | " + texts(s.Cue) + " | " + texts(s.Content)
}

func texts(spans []depesche.Span) string {
	if len(spans) == 0 {
		return "-"
	}
	var out []string
	for _, s := range spans {
		out = append(out, s.Text)
	}
	return strings.Join(out, " / ")
}

func languages(t *testing.T) []string {
	var out []string
	for _, code := range lang.Codes() {
		fsys, err := lang.Open(code, "")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fs.Stat(fsys, FileName); err == nil {
			out = append(out, code)
		}
	}
	return out
}

func TestExamples(t *testing.T) {
	for _, code := range languages(t) {
		t.Run(code, func(t *testing.T) {
			x := newReader(t, code)
			yes, no := map[string]bool{}, map[string]bool{}
			for _, e := range x.finder.lex.examples {
				x.checkExample(t, e)
				if e.match {
					yes[e.rule] = true
				} else {
					no[e.rule] = true
				}
			}
			for rule := range yes {
				if !no[rule] {
					t.Errorf("%s: cue %q has no example of what it must not find", code, rule)
				}
			}
			for _, forms := range x.finder.lex.forms {
				for _, f := range forms {
					if !yes[f.verb.rule] {
						t.Fatalf("%s: cue %q has no example", code, f.verb.rule)
					}
				}
			}
		})
	}
}

func (x *reader) checkExample(t *testing.T, e example) {
	t.Helper()
	r := x.read(e.text)
	var got []string
	for i := range r.Statements {
		got = append(got, short(&r.Statements[i]))
	}
	if !e.match && len(got) > 0 {
		t.Errorf("%s:%d: %s\nfound %s", FileName, e.line, e.text, strings.Join(got, "\n      "))
	}
	if e.match && !contains(got, e.want) {
		t.Errorf("%s:%d: %s\nwant  %s\nfound %s\n%s", FileName, e.line, e.text, e.want, strings.Join(got, "\n      "), tags(r.Doc))
	}
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

func tags(doc *nlp.Doc) string {
	var b strings.Builder
	for i := range doc.Tokens {
		b.WriteString(doc.Tokens[i].Form + "/" + doc.Tokens[i].UPOS + " ")
	}
	return b.String()
}
