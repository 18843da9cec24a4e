// SPDX-License-Identifier: Apache-2.0

package maintext

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"

	"depesche"
	"depesche/ingest/dom"
)

// maxConfirm bounds the work of confirm: bytes of the metadata's text times
// blocks of the page.
const maxConfirm = 400_000_000

// confirm marks the blocks that stand in the text which the page's metadata
// give, when that text is most of an article.
func (s *survey) confirm(body string) {
	text := letters(body)
	if len(text) < 150 || len(text)*len(s.blocks) > maxConfirm {
		return
	}
	found := 0
	var sure []int
	for i := range s.blocks {
		b := &s.blocks[i]
		key := letters(b.text.String)
		if len(key) < 20 || !strings.Contains(text, key) {
			continue
		}
		found += len(key)
		sure = append(sure, i)
	}
	if found*10 < len(text)*6 {
		return
	}
	for _, i := range sure {
		s.blocks[i].sure = true
	}
}

// letters returns the letters and digits of a text in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// markCards takes out cards: small elements with a heading that is a link, as
// lists of stories are made of.
func (s *survey) markCards() {
	mass := s.massSums()
	for i := 0; i < len(s.elements); i++ {
		e := &s.elements[i]
		if !isCardElement(e.node.Atom) || e.last-e.first > 8 || e.last == e.first {
			continue
		}
		if mass[e.last]-mass[e.first] > 60 || !s.isCard(e) {
			continue
		}
		for k := e.first; k < e.last; k++ {
			if s.blocks[k].out == kept && !s.blocks[k].sure {
				s.blocks[k].out = judged
			}
		}
	}
}

// isListElement reports whether the element is a list.
func isListElement(n *dom.Node) bool {
	return n.Atom == atom.Ul || n.Atom == atom.Ol
}

func isCardElement(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Article, atom.Section, atom.Li, atom.A, atom.Td:
		return true
	}
	return false
}

// isCard reports whether an element has one heading, and that a link, or is
// one link around a heading.
func (s *survey) isCard(e *element) bool {
	linked, words := 0, 0
	for k := e.first; k < e.last; k++ {
		b := &s.blocks[k]
		words += b.words
		if b.kind == heading {
			if b.linkShare() < 0.8 || b.words < 3 {
				return false
			}
			linked++
		}
	}
	return linked == 1 && words <= 90
}

// isTitle reports whether a block is the article's title: a heading of the
// first order, or a line with the same letters.
func isTitle(b *block, title string) bool {
	return b.node.Atom == atom.H1 || title != "" && b.words < 40 && letters(b.text.String) == title
}

// cutAbove takes out the short lines that stand above the title.
func (s *survey) cutAbove(first, last int, title string) {
	for i := first; i < min(last, first+20); i++ {
		if !isTitle(&s.blocks[i], title) {
			continue
		}
		for k := first; k < i; k++ {
			if b := &s.blocks[k]; b.out == kept && !b.sure && b.words < 12 {
				b.out = judged
			}
		}
		return
	}
}

// maxCredits is how many blocks from the start of the text a line about
// authors or the date is looked for in.
const maxCredits = 6

// choose takes out of the blocks [first,last) what is no text of the article,
// and returns the pointers to other stories among them.
func (s *survey) choose(first, last int, opts Options) []depesche.Related {
	title := letters(opts.Title)
	var related []depesche.Related
	s.cutAbove(first, last, title)
	listing, seen := false, 0
	for i := first; i < last; i++ {
		b := &s.blocks[i]
		if b.out != kept {
			continue
		}
		seen++
		line := opts.Rules.Read(b.text.String)
		switch {
		case line.Related:
			t := b.text.String[line.Title[0]:line.Title[1]]
			listing = t == ""
			related = s.point(related, b, t, opts)
		case line.Furniture:
			b.out, listing = boilerplated, false
			if line.Ends && s.leftAfter(first, i, last) {
				s.cut(i, last)
			}
		case listing && b.linkShare() > 0.6:
			related = s.point(related, b, b.text.String, opts)
		case b.sure:
			listing = false
		case seen <= maxCredits && b.words <= 15 && opts.Credit != nil && opts.Credit(b.text.String):
			b.out = judged
		case seen <= maxCredits && isTitle(b, title):
			b.out = judged
		default:
			listing = false
			s.judge(b)
		}
	}
	s.trimHeadings(first, last)
	return related
}

// point takes a block out as a pointer to another story.
func (s *survey) point(related []depesche.Related, b *block, title string, opts Options) []depesche.Related {
	b.out = pointing
	title = strings.Join(strings.Fields(title), " ")
	if title == "" || len(related) >= 50 {
		return related
	}
	r := depesche.Related{Title: title}
	if b.link != nil && opts.Resolve != nil {
		r.URL = opts.Resolve(b.link.Attr("href"))
	}
	return append(related, r)
}

// maxBehind is how many blocks behind the text boxes with pointers to other
// stories are looked for in.
const maxBehind = 40

// boxes reads the pointers to other stories in elements that were taken out
// and begin with a line that says so.
func (s *survey) boxes(related []depesche.Related, first, last int, opts Options) []depesche.Related {
	box := 0
	for i := first; i < last; i++ {
		b := &s.blocks[i]
		if b.by == 0 || b.out == commented {
			box = 0
			continue
		}
		line := opts.Rules.Read(b.text.String)
		switch {
		case line.Related && line.Title[0] == line.Title[1]:
			box = b.by
		case b.by != box:
			box = 0
		case b.linkShare() > 0.6 && b.words >= 3:
			related = s.point(related, b, b.text.String, opts)
		}
	}
	return related
}

// leftAfter reports whether little of the text follows the block.
func (s *survey) leftAfter(first, at, last int) bool {
	mass := s.massSums()
	return mass[last]-mass[at] < mass[at]-mass[first]
}

// cut takes out all blocks from the index on.
func (s *survey) cut(from, to int) {
	for i := from; i < to; i++ {
		if s.blocks[i].out == kept && !s.blocks[i].sure {
			s.blocks[i].out = commented
		}
	}
}

// judge takes a block out that is no text by itself.
func (s *survey) judge(b *block) {
	share := b.linkShare()
	switch {
	case b.kind != row && len(letters(b.text.String)) < 2:
		b.out = judged
	case share > 0.8 && b.words < 40 && b.kind != heading:
		b.out = judged
	case share > 0.5 && (b.kind == item || b.kind == plain):
		b.out = judged
	case b.kind == heading && share > 0.8:
		b.out = judged
	case b.kind == plain && b.words < 4 && !endsSentence(b.text.String):
		b.out = judged
	}
}

// trimHeadings takes out headings that nothing follows.
func (s *survey) trimHeadings(first, last int) {
	for i := last - 1; i >= first; i-- {
		b := &s.blocks[i]
		if b.out != kept {
			continue
		}
		if b.kind != heading {
			return
		}
		b.out = judged
	}
}
