// SPDX-License-Identifier: Apache-2.0

// Package pipeline runs the stages over an article in their order. It is the
// only package that knows them all: an ingested item goes in, its record comes
// out. It keeps nothing; storing is the caller's business.
package pipeline

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"depesche"
	"depesche/codebook"
	"depesche/extract"
	"depesche/ingest"
	"depesche/lang"
	"depesche/nlp"
	"depesche/nlp/langid"
)

// Options configure a Reader. The zero value reads with the built-in
// languages.
type Options struct {
	Overlay string           // folder whose <code>/ folders stand before the built-in language files, and outlets.tsv before the built-in outlets
	Now     func() time.Time // clock for telling dates in the future; nil: no such check

	// Broken is told once of every broken line of the language data, which is left out, and of every
	// stage whose data cannot be loaded, which is switched off. nil: either is an error. It is not
	// called by several goroutines at once.
	Broken func(lang.Broken)
}

// Reader reads articles. It loads a language when the first article needs it
// and may be used by several goroutines at once.
type Reader struct {
	opts  Options
	known []string

	mu        sync.Mutex
	book      *codebook.Book
	languages map[string]*loading

	told tellings

	ingested   sync.Once
	ingestMark string
	ingestErr  error
}

// loading is a language that is being loaded, or has been.
type loading struct {
	once     sync.Once
	language *Language
	err      error
}

// New returns a Reader. Nothing is loaded yet.
func New(opts Options) *Reader {
	return &Reader{opts: opts, known: lang.Codes(), languages: map[string]*loading{}}
}

// Language returns the loaded language with the BCP 47 code, or an error that
// wraps depesche.ErrUnsupported when there is no folder for it.
func (p *Reader) Language(code string) (*Language, error) {
	p.mu.Lock()
	l := p.languages[code]
	if l == nil {
		l = &loading{}
		p.languages[code] = l
	}
	p.mu.Unlock()
	l.once.Do(func() { l.language, l.err = p.load(code) })
	return l.language, l.err
}

func (p *Reader) load(code string) (*Language, error) {
	fsys, err := lang.Open(code, p.opts.Overlay)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w; built in are %v", code, depesche.ErrUnsupported, p.known)
	}
	book, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	return p.loadLanguage(code, fsys, book)
}

// Outlet returns who publishes under the domain, or nil when that is not known.
func (p *Reader) Outlet(domain string) (*codebook.Outlet, error) {
	book, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	return book.Outlet(domain), nil
}

// Codebook returns the codebook with the outlets of the overlay.
func (p *Reader) Codebook() (*codebook.Book, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.book == nil {
		book, err := codebook.Load()
		if err != nil {
			return nil, fmt.Errorf("load codebook: %w", err)
		}
		if p.opts.Overlay != "" {
			if book, err = p.withOutlets(book, os.DirFS(p.opts.Overlay)); err != nil {
				return nil, fmt.Errorf("folder %s: %w", p.opts.Overlay, err)
			}
		}
		p.book = book
	}
	return p.book, nil
}

// Read reads one article through all stages. What could not be read stands in
// the record's Unread; a record always comes back.
func (p *Reader) Read(item ingest.Item) *depesche.Record {
	article := item.Article
	unread := append([]depesche.Unread{}, item.Unread...)
	if article.Language == "" {
		article.Language = p.languageOf(article.Text)
	}
	if u, ok := p.checkPublished(&article); !ok {
		unread = append(unread, u)
	}
	r, more := p.analyse(&article)
	record := r.Record()
	record.Unread = append(append(unread, more...), record.Unread...)
	return record
}

// maxUnsure bounds a text whose language may be wished for, in bytes.
const maxUnsure = 300

// languageOf tells the language of a text. Of a line or two that could be in
// several, it takes one that is read here.
func (p *Reader) languageOf(text string) string {
	code, sure := langid.Detect(text)
	if !sure && len(text) <= maxUnsure {
		if read := langid.Among(text, p.known); read != "" {
			return read
		}
	}
	return code
}

// checkPublished reports a publication date that lies in the future.
func (p *Reader) checkPublished(a *depesche.Article) (depesche.Unread, bool) {
	if p.opts.Now == nil || len(a.Published) < len(time.DateOnly) {
		return depesche.Unread{}, true
	}
	tomorrow := p.opts.Now().AddDate(0, 0, 1).Format(time.DateOnly)
	if a.Published[:len(time.DateOnly)] <= tomorrow {
		return depesche.Unread{}, true
	}
	return depesche.Unread{
		Stage:  "ingest",
		Reason: fmt.Sprintf("the publication date %s lies in the future", a.Published),
	}, false
}

// analyse runs the stages of the article's language.
func (p *Reader) analyse(article *depesche.Article) (*extract.Reading, []depesche.Unread) {
	if article.Text == "" {
		return extract.NewReading(article, &nlp.Doc{}), nil
	}
	language, err := p.Language(baseLanguage(article.Language))
	if err != nil {
		reason := p.unsupported(article.Language, err)
		return extract.NewReading(article, &nlp.Doc{Text: article.Text}),
			[]depesche.Unread{{Stage: "language", Reason: reason}}
	}
	return language.run(article)
}

// unsupported says why an article's language is not read.
func (p *Reader) unsupported(code string, err error) string {
	if code == "" {
		return "the language could not be told; give it with --lang"
	}
	for _, known := range p.known {
		if known == baseLanguage(code) {
			return err.Error()
		}
	}
	return fmt.Sprintf("%s (%s) is not supported; the article is kept unread. Supported are %v", langid.Name(code), code, p.known)
}

// baseLanguage cuts a BCP 47 tag down to its language: "de-AT" → "de".
func baseLanguage(tag string) string {
	for i := range len(tag) {
		if tag[i] == '-' || tag[i] == '_' {
			return tag[:i]
		}
	}
	return tag
}

// Workers is the number of goroutines that Each uses when told 0.
func Workers() int { return max(1, runtime.GOMAXPROCS(0)) }
