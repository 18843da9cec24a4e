// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"depesche"
	"depesche/codebook"
	"depesche/extract"
	"depesche/extract/actor"
	"depesche/extract/attribution"
	"depesche/extract/event"
	"depesche/extract/timex"
	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/engine"
)

// Layer is what a stage adds to the analysis of an article.
type Layer uint

// The layers, in the order in which the stages give them.
const (
	Tokens Layer = 1 << iota
	Tags
	Trees
	Names
	Times
	Actors
	Statements
	Events
)

// Stage is one step on the way of an article. Version is raised when the
// stage reads differently than before: articles in the record that were read
// by an older version are stale from this stage on.
type Stage struct {
	Name    string
	Version int
	Needs   Layer
	Gives   Layer
	load    func(l *Language, fsys fs.FS, book *codebook.Book) error
	run     func(l *Language, w *work)
}

// work is an article on its way: the text stages fill doc, the fact stages
// the reading.
type work struct {
	article *depesche.Article
	doc     *nlp.Doc
	reading *extract.Reading
}

// facts returns the worksheet, opening it when the first fact stage asks.
func (w *work) facts() *extract.Reading {
	if w.reading == nil {
		w.reading = extract.NewReading(w.article, w.doc)
	}
	return w.reading
}

// Stages is the way of an article through a language, in order.
var Stages = []Stage{
	{Name: "tokenize", Version: 6, Gives: Tokens,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) error { return l.engine.LoadTokenizer(fsys) },
		run: func(l *Language, w *work) {
			w.doc = l.engine.Tokenizer.Tokenize(w.article.Text)
			w.doc.Language = l.Code
		}},
	{Name: "tag", Version: 4, Needs: Tokens, Gives: Tags,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) error { return l.engine.LoadTagger(fsys) },
		run:  func(l *Language, w *work) { l.engine.Tagger.Tag(w.doc) }},
	{Name: "parse", Version: 6, Needs: Tokens | Tags, Gives: Trees,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) error { return l.engine.LoadParser(fsys) },
		run:  func(l *Language, w *work) { l.engine.Parser.Parse(w.doc) }},
	{Name: "names", Version: 6, Needs: Tokens | Tags, Gives: Names,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) error { return l.engine.LoadNames(fsys) },
		run:  func(l *Language, w *work) { l.engine.Names.Find(w.doc) }},
	{Name: "timex", Version: 1, Needs: Tokens, Gives: Times,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) (err error) {
			l.times, err = timex.Load(fsys)
			return err
		},
		run: func(l *Language, w *work) { l.times.Read(w.facts()) }},
	{Name: "actor", Version: 16, Needs: Tokens | Tags, Gives: Actors,
		load: func(l *Language, fsys fs.FS, book *codebook.Book) (err error) {
			l.actors, err = actor.Load(fsys, book)
			return err
		},
		run: func(l *Language, w *work) { l.actors.Read(w.facts()) }},
	{Name: "attribution", Version: 5, Needs: Tags | Trees | Actors, Gives: Statements,
		load: func(l *Language, fsys fs.FS, _ *codebook.Book) (err error) {
			l.attribution, err = attribution.Load(fsys)
			return err
		},
		run: func(l *Language, w *work) { l.attribution.Read(w.facts()) }},
	{Name: "event", Version: 29, Needs: Trees | Times | Actors | Statements, Gives: Events,
		load: func(l *Language, fsys fs.FS, book *codebook.Book) (err error) {
			l.events, err = event.Load(fsys, book)
			return err
		},
		run: func(l *Language, w *work) { l.events.Read(w.facts()) }},
}

// Language is a loaded language: its stages, and which of them it has the
// data for.
type Language struct {
	Code    string
	Missing []string // stages switched off because their data file is absent or, where that is allowed, broken

	broken []string // those of Missing whose data is there, but broken

	engine      engine.Engine
	times       *timex.Tagger
	actors      *actor.Resolver
	attribution *attribution.Finder
	events      *event.Coder

	has Layer

	book  string   // digest of the codebook
	files []*noted // what each stage loads, by its index

	marked  sync.Once
	mark    string
	markErr error
}

// loadLanguage loads every stage for which the folder has data; a stage whose
// file is missing, or that needs a layer that is not there, is switched off.
func (p *Reader) loadLanguage(code string, fsys fs.FS, book *codebook.Book) (*Language, error) {
	l := &Language{Code: code, book: book.Digest, files: make([]*noted, len(Stages))}
	errs := make([]error, len(Stages))
	found := make([][]lang.Broken, len(Stages))
	done := make(chan struct{})
	for i, s := range Stages {
		go func() {
			l.files[i] = &noted{names: map[string]bool{}}
			l.files[i].FS, found[i], errs[i] = p.mended(code, "stage "+s.Name, fsys, func(fsys fs.FS) error {
				l.files[i].FS = fsys
				return s.load(l, l.files[i], book)
			})
			done <- struct{}{}
		}()
	}
	for range Stages {
		<-done
	}
	for i, s := range Stages {
		p.tell(found[i])
		switch {
		case errors.Is(errs[i], errSwitchedOff):
			l.Missing, l.broken = append(l.Missing, s.Name), append(l.broken, s.Name)
		case errors.Is(errs[i], fs.ErrNotExist), l.has&s.Needs != s.Needs:
			l.Missing = append(l.Missing, s.Name)
		case errs[i] != nil:
			return nil, fmt.Errorf("load language %q, stage %s: %w", code, s.Name, errs[i])
		default:
			l.has |= s.Gives
		}
	}
	return l, nil
}

// run takes an article through the stages. A stage that fails is noted and
// those that need it are left out; the others still run.
func (l *Language) run(article *depesche.Article) (*extract.Reading, []depesche.Unread) {
	w := &work{article: article}
	var unread []depesche.Unread
	if len(l.Missing) > len(l.broken) {
		absent := slices.DeleteFunc(slices.Clone(l.Missing), func(name string) bool { return slices.Contains(l.broken, name) })
		unread = append(unread, depesche.Unread{Stage: "language", Reason: fmt.Sprintf("lang/%s has no data for %s", l.Code, strings.Join(absent, ", "))})
	}
	if len(l.broken) > 0 {
		unread = append(unread, depesche.Unread{Stage: "language", Reason: fmt.Sprintf("the data of lang/%s is broken for %s", l.Code, strings.Join(l.broken, ", "))})
	}
	have := l.has
	for _, s := range Stages {
		if l.has&s.Gives == 0 {
			continue
		}
		if have&s.Needs != s.Needs {
			unread = append(unread, depesche.Unread{Stage: s.Name, Reason: "a stage that it needs failed"})
			have &^= s.Gives
			continue
		}
		if err := l.guard(s, w); err != nil {
			unread = append(unread, depesche.Unread{Stage: s.Name, Reason: err.Error()})
			have &^= s.Gives
		}
	}
	if w.doc == nil {
		w.doc = &nlp.Doc{Text: article.Text, Language: l.Code}
	}
	return w.facts(), unread
}

// guard runs one stage and turns a panic into an error, so that one article
// cannot take the others down with it.
func (l *Language) guard(s Stage, w *work) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("internal error: %v", p)
		}
	}()
	s.run(l, w)
	return nil
}

// Analyse runs the text stages only (tokens, tags, trees, names) over doc's
// text or, when doc already has tokens, over those.
func (l *Language) Analyse(doc *nlp.Doc) *nlp.Doc {
	w := &work{article: &depesche.Article{Text: doc.Text}, doc: doc}
	for _, s := range Stages {
		if s.Gives > Names || l.has&s.Gives == 0 {
			continue
		}
		if s.Gives == Tokens && len(doc.Tokens) > 0 {
			continue
		}
		s.run(l, w)
	}
	w.doc.Language = l.Code
	return w.doc
}
