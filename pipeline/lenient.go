// SPDX-License-Identifier: Apache-2.0

package pipeline

import (
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"depesche/codebook"
	"depesche/ingest/boilerplate"
	"depesche/lang"
)

// errSwitchedOff is the error of what is not loaded although it is there: it
// is broken, and Options.Broken has been told so.
var errSwitchedOff = errors.New("switched off")

// tellings is what Options.Broken was told: several stages load one file.
type tellings struct {
	mu   sync.Mutex
	seen map[lang.Broken]bool
}

// mend loads something out of the files of a language, or with code "" of the
// overlay folder. Where Options.Broken is set, it leaves out broken lines and
// tells of them; it returns the files as they were loaded.
func (p *Reader) mend(code, what string, fsys fs.FS, load func(fs.FS) error) (fs.FS, error) {
	fsys, found, err := p.mended(code, what, fsys, load)
	p.tell(found)
	return fsys, err
}

// mended is mend that leaves the telling to the caller.
func (p *Reader) mended(code, what string, fsys fs.FS, load func(fs.FS) error) (fs.FS, []lang.Broken, error) {
	if p.opts.Broken == nil {
		return fsys, nil, load(fsys)
	}
	if code != "" {
		code += "/"
	}
	fsys, found, err := lang.Mend(fsys, load)
	for i := range found {
		found[i].Place = code + found[i].Place
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		found = append(found, lang.Broken{Reason: fmt.Sprintf("%s%s is switched off: %v", code, what, err)})
		err = errSwitchedOff
	}
	return fsys, found, err
}

// tell tells of what was found, where that has not been told.
func (p *Reader) tell(found []lang.Broken) {
	p.told.mu.Lock()
	defer p.told.mu.Unlock()
	if p.told.seen == nil {
		p.told.seen = map[lang.Broken]bool{}
	}
	for _, b := range found {
		if !p.told.seen[b] {
			p.told.seen[b] = true
			p.opts.Broken(b)
		}
	}
}

// withOutlets returns the book with the outlets of the folder.
func (p *Reader) withOutlets(book *codebook.Book, folder fs.FS) (*codebook.Book, error) {
	merged := book
	_, err := p.mend("", "the folder's table of outlets", folder, func(fsys fs.FS) (err error) {
		merged, err = book.WithOutlets(fsys)
		return err
	})
	if errors.Is(err, errSwitchedOff) {
		return book, nil
	}
	return merged, err
}

// Boilerplate returns the rules of the lines that are no part of an article,
// of all built-in languages and the overlay.
func (p *Reader) Boilerplate() (*boilerplate.Rules, error) {
	var folders []fs.FS
	for _, code := range p.known {
		fsys, err := lang.Open(code, p.opts.Overlay)
		if err != nil {
			return nil, fmt.Errorf("open language %q: %w", code, err)
		}
		fsys, err = p.mendBoilerplate(code, fsys)
		switch {
		case errors.Is(err, errSwitchedOff):
		case err != nil:
			return nil, err
		default:
			folders = append(folders, fsys)
		}
	}
	return boilerplate.Load(folders...)
}

func (p *Reader) mendBoilerplate(code string, fsys fs.FS) (fs.FS, error) {
	return p.mend(code, "boilerplate", fsys, func(fsys fs.FS) error {
		_, err := boilerplate.Load(fsys)
		return err
	})
}
