// SPDX-License-Identifier: Apache-2.0

package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
	"depesche/nlp/linear"
)

// word is what features see of a token, as hashes; 0 is none.
type word struct {
	form, lower  uint64
	shape, short uint64
	prefix       [4]uint64 // of 2 to 5 letters
	suffix       [4]uint64
	cluster      [2]uint64
	length       uint64
	flags        uint64
	lists        uint64 // of the gazetteer, with the place in the entry
	stem         uint64 // lists of the word without a genitive s
	upos         uint64
	quote        uint64 // where in a short quotation the word stands
}

// genitive are the lists of the word without its genitive s.
func (w *word) genitive() uint64 {
	if w.stem>>40 != 0 {
		return 0
	}
	return w.stem
}

// heads are the lists of the noun with which the word, a compound, ends.
func (w *word) heads() uint64 {
	if w.stem>>40 == 0 {
		return 0
	}
	return w.stem >> 4 & (1<<maxLists - 1)
}

// Flags of a word.
const (
	flagFirst   = 1 << iota // of its sentence, or of a quotation in it
	flagUpper               // begins with a capital
	flagAllCaps             // has only capitals, two or more
	flagDigit
	flagGluedLeft  // no blank between it and a hyphen before it
	flagGluedRight // nor behind
	flagQuoted     // a quotation mark stands before it
	flagShouting   // the whole sentence is in capitals
)

// padding words stand before the first and behind the last token.
const padding = 3

// words returns the words of all tokens of doc; word i+padding is token i.
func (x *Finder) words(doc *nlp.Doc, memory *work) []word {
	need := len(doc.Tokens) + 2*padding
	if cap(memory.words) < need {
		memory.words = make([]word, need)
	}
	words := memory.words[:need]
	clear(words)
	for _, s := range doc.Sentences {
		shouting := uint64(0)
		if allCapitals(doc, s) {
			shouting = flagShouting
		}
		for i := s.First; i < s.Last; i++ {
			w := &words[i+padding]
			x.recall(w, doc.Tokens[i].Form, memory)
			if upos := doc.Tokens[i].UPOS; upos != "" {
				w.upos = linear.Hash(upos)
			}
			w.flags |= shouting
			if i == s.First {
				w.flags |= flagFirst
			}
			if i > s.First && strings.ContainsAny(doc.Tokens[i-1].Form, "\"\u201e\u201c\u00bb\u00ab\u201a\u2018'") {
				w.flags |= flagQuoted
				if i == s.First+1 {
					w.flags |= flagFirst
				}
			}
			w.flags |= glue(doc, s, i)
		}
		x.known.mark(doc, s, words)
		markQuotes(doc, s, words)
	}
	return words
}

// maxQuoted is the number of words of the longest quotation that may be a
// title.
const maxQuoted = 12

// markQuotes says of the words of short quotations how far they are from its
// marks. Marks open and close in turn, as what they mean differs from country
// to country.
func markQuotes(doc *nlp.Doc, s nlp.Sentence, words []word) {
	open := -1
	for i := s.First; i < s.Last; i++ {
		if form := doc.Tokens[i].Form; len(form) > 3 || !strings.Contains(quotationMarks, form) {
			continue
		} else if open < 0 || form == "\u201e" {
			open = i
			continue
		}
		if n := i - open - 1; n <= maxQuoted {
			for k := open + 1; k < i; k++ {
				words[k+padding].quote = uint64(1 + min(k-open-1, 3) + 4*min(i-k-1, 3) + 16*min(n, 6))
			}
		}
		open = -1
	}
}

const quotationMarks = "\"\u201e\u201c\u201d\u00bb\u00ab"

// glue returns the flags of a token that is joined to a hyphen.
func glue(doc *nlp.Doc, s nlp.Sentence, i int) uint64 {
	flags := uint64(0)
	if i > s.First && isHyphen(doc.Tokens[i-1].Form) && doc.Tokens[i-1].End == doc.Tokens[i].Start {
		flags |= flagGluedLeft
	}
	if i+1 < s.Last && isHyphen(doc.Tokens[i+1].Form) && doc.Tokens[i+1].Start == doc.Tokens[i].End {
		flags |= flagGluedRight
	}
	return flags
}

func isHyphen(form string) bool { return form == "-" || form == "\u2010" || form == "\u2011" }

// allCapitals reports whether a sentence is a headline in capitals.
func allCapitals(doc *nlp.Doc, s nlp.Sentence) bool {
	upper, words := 0, 0
	for i := s.First; i < s.Last; i++ {
		form := doc.Tokens[i].Form
		if r, _ := utf8.DecodeRuneInString(form); !unicode.IsLetter(r) || len(form) < 2 {
			continue
		}
		words++
		if !strings.ContainsFunc(form, hasCapital) {
			upper++
		}
	}
	return words > 2 && upper*10 > words*8
}

// hasCapital reports whether a letter has another form as a capital.
func hasCapital(r rune) bool { return unicode.ToUpper(r) != r }

// maxForm bounds the bytes of a form that are looked at.
const maxForm = 64

// spelling is a form taken apart, without memory of its own on the heap.
type spelling struct {
	lower       []byte // in lower case
	at          []int  // where the letters of lower begin, and its end
	long, short []byte // its shape, "Xxxx" of "Wien", and with runs cut to one, "Xx"
	upper       bool   // nothing in it has another capital form
	digit       bool
}

// spell takes a form of at most maxForm bytes apart.
func (s *spelling) spell(form string) {
	s.lower, s.at, s.long, s.short = s.lower[:0], s.at[:0], s.long[:0], s.short[:0]
	s.upper, s.digit = true, false
	last := rune(-1)
	for _, r := range form {
		s.at = append(s.at, len(s.lower))
		s.lower = utf8.AppendRune(s.lower, unicode.ToLower(r))
		c := shape(r)
		s.long = utf8.AppendRune(s.long, c)
		if c != last {
			s.short = utf8.AppendRune(s.short, c)
		}
		last = c
		s.upper = s.upper && unicode.ToUpper(r) == r
		s.digit = s.digit || '0' <= r && r <= '9'
	}
	s.at = append(s.at, len(s.lower))
}

// shape is the class of a letter: X, x, d, or the letter itself.
func shape(r rune) rune {
	switch {
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return 'd'
	}
	return r
}

// recall fills in what the form alone tells, from memory where it is there.
func (x *Finder) recall(w *word, form string, memory *work) {
	if len(form) > maxForm {
		form = form[:maxForm]
	}
	hash := linear.Hash(form)
	m := place(memory.memory, hash)
	if m.word.form != hash {
		m.word, m.scored = word{}, false
		x.describe(&m.word, form, &memory.spelling)
	}
	*w = m.word
}

// describe fills in what the form alone tells.
func (x *Finder) describe(w *word, form string, s *spelling) {
	s.spell(form)
	w.form, w.lower = linear.Hash(form), hashOf(s.lower)
	w.cluster = x.clustersOf(w.lower)
	w.shape, w.short = hashOf(s.long), hashOf(s.short)
	letters := len(s.at) - 1
	w.length = uint64(1 + min(letters, 6))
	for k := range w.prefix {
		if n := k + 2; letters >= n {
			w.prefix[k] = hashOf(s.lower[:s.at[n]])
			w.suffix[k] = hashOf(s.lower[s.at[letters-n]:])
		}
	}
	if first, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(first) {
		w.flags |= flagUpper
		if letters > 1 && s.upper {
			w.flags |= flagAllCaps
		}
	}
	if s.digit {
		w.flags |= flagDigit
	}
}

// hashOf is linear.Hash of bytes.
func hashOf(b []byte) uint64 { return linear.Hash(string(b)) }
