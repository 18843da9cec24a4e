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
func (x *Finder) words(doc *nlp.Doc) []word {
	words := make([]word, len(doc.Tokens)+2*padding)
	for _, s := range doc.Sentences {
		shouting := uint64(0)
		if allCapitals(doc, s) {
			shouting = flagShouting
		}
		for i := s.First; i < s.Last; i++ {
			w := &words[i+padding]
			x.describe(w, doc.Tokens[i].Form)
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
		if strings.ToUpper(form) == form {
			upper++
		}
	}
	return words > 2 && upper*10 > words*8
}

// maxForm bounds the bytes of a form that are looked at.
const maxForm = 64

// describe fills in what the form alone tells.
func (x *Finder) describe(w *word, form string) {
	if len(form) > maxForm {
		form = form[:maxForm]
	}
	lower := strings.ToLower(form)
	w.form, w.lower = linear.Hash(form), linear.Hash(lower)
	w.cluster = x.clusters.of(lower)
	long, short := shapes(form)
	w.shape, w.short = linear.Hash(long), linear.Hash(short)
	runes := []rune(lower)
	w.length = uint64(1 + min(len(runes), 6))
	for k := range w.prefix {
		if n := k + 2; len(runes) >= n {
			w.prefix[k] = linear.Hash(string(runes[:n]))
			w.suffix[k] = linear.Hash(string(runes[len(runes)-n:]))
		}
	}
	first, _ := utf8.DecodeRuneInString(form)
	if unicode.IsUpper(first) {
		w.flags |= flagUpper
		if len(runes) > 1 && strings.ToUpper(form) == form {
			w.flags |= flagAllCaps
		}
	}
	if strings.ContainsAny(form, "0123456789") {
		w.flags |= flagDigit
	}
}

// shapes returns the shape of a form, "Xxxx" of "Wien", and the same with
// runs cut to one, "Xx".
func shapes(form string) (long, short string) {
	var l, s strings.Builder
	var last rune
	for _, r := range form {
		c := r
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		}
		l.WriteRune(c)
		if c != last {
			s.WriteRune(c)
		}
		last = c
	}
	return l.String(), s.String()
}
