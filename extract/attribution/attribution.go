// SPDX-License-Identifier: Apache-2.0

// Package attribution finds statements: who is reported to have said what,
// with which words of saying, to whom, and on whose word the article has it.
// A Reading with tokens, tags, trees and entities goes in; its Statements come
// out, direct, indirect and reported. It judges no truth and codes no events.
//
// Quotation marks and the subjunctive of reported speech are read from the
// words and tags alone; trees only help to find where a phrase ends. All
// words of the language are data: attribution.txt.
package attribution

import (
	"errors"
	"fmt"
	"io/fs"

	"depesche/extract"
)

// Finder holds the attribution rules of one language. It is read-only and may
// be used by several goroutines at once.
type Finder struct{ lex *lexicon }

// Load reads attribution.txt of a language. A language without the file gives
// a Finder that finds only what needs no words: quotations. Errors name file
// and line.
func Load(fsys fs.FS) (*Finder, error) {
	lex, err := loadLexicon(fsys, FileName)
	if errors.Is(err, fs.ErrNotExist) {
		return &Finder{lex: &lexicon{}}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load attribution rules %w", err)
	}
	return &Finder{lex: lex}, nil
}

// Read adds Statements to the reading. Time is near-linear in the words.
func (x *Finder) Read(r *extract.Reading) {
	p := newPage(r, x.lex)
	for n := range p.units {
		p.readUnit(n)
	}
	p.emit()
}

// readUnit reads one unit: quotations first, then the cues that they left,
// then source phrases, then what is carried on from before.
func (p *page) readUnit(n int) {
	before := len(p.findings)
	u := p.units[n].span
	segs := p.segments(u)
	if len(segs) == 0 {
		return
	}
	cues := p.cues(u, segs)
	p.readDirect(n, segs, cues)
	p.readIndirect(n, segs, cues)
	p.readPhrases(n, segs, cues)
	p.readNouns(n, segs, cues)
	p.readOrigins(n, segs, before)
	p.readCarried(n, segs, before)
	p.apartClauses(before)
	p.nest(before)
	p.fillCarried(n, before)
	if p.lex.settings["fragments"] != "none" {
		p.readFragments(n, before)
	}
}

// fillCarried gives statements that only point back ("accordingly") the
// speaker of what was said before.
func (p *page) fillCarried(n, before int) {
	for _, f := range p.findings[before:] {
		if !f.carried || !f.source.empty() || f.mode == "direct" {
			continue
		}
		f.source = p.speaker(before, n)
	}
	for _, f := range p.findings[before:] {
		switch {
		case f.source.empty():
		case p.anaphoric(f.source):
			not := -1
			if e := p.entity(f.source); e >= 0 && p.namedBefore(f, e) {
				not = e
			}
			f.standsFor = p.unless(f.source, p.antecedentBut(f.source, n, not, f.contents))
		default:
			f.standsFor = p.unless(f.source, p.fuller(f.source, n))
		}
	}
}

// unless is full when it differs from s, else nothing.
func (p *page) unless(s, full span) span {
	if s == full {
		return span{}
	}
	return full
}
