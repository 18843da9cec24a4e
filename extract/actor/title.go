// SPDX-License-Identifier: Apache-2.0

package actor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// phraseText is a phrase as its entity is called: without article, with owner,
// and, where the language inflects, in the nominative as far as tags and
// endings allow: "russisches Außenministerium".
func (a *analysis) phraseText(p *phrase) string {
	first := p.first
	for first < p.last-1 && a.role(first)&(definite|indefinite|pointing|possessive) != 0 {
		first++
	}
	if p.word {
		return a.offices[p.office].form
	}
	if len(a.lex.nominative) == 0 {
		return a.doc.Slice(first, p.end)
	}
	ending := a.lex.nominative[a.doc.Tokens[p.last-1].Feat("Gender")]
	if p.plural {
		ending = a.lex.nominative["Plur"]
	}
	return a.written(first, p.end, func(t int) string {
		switch {
		case t < p.last-1 && ending != "":
			return a.nominative(t, ending)
		case t == p.last-1 && p.plural:
			return a.pluralText(t)
		case t == p.last-1:
			return a.headText(p)
		}
		return a.doc.Slice(t, t+1)
	})
}

// written joins the tokens, each in the form given, with the spaces of the
// text. The parts of a contraction that share their bytes stand once.
func (a *analysis) written(first, last int, form func(int) string) string {
	var b strings.Builder
	for t := first; t < last; t++ {
		if t > first && a.doc.Tokens[t].Start == a.doc.Tokens[t-1].Start {
			continue
		}
		if t > first && a.doc.Tokens[t].Start > a.doc.Tokens[t-1].End {
			b.WriteByte(' ')
		}
		b.WriteString(form(t))
	}
	return b.String()
}

// nominative is a word with the ending when it is an inflected adjective, else
// as it stands.
func (a *analysis) nominative(t int, ending string) string {
	text := a.doc.Slice(t, t+1)
	if !a.isAdjective(t) {
		return text
	}
	if base, inflected := cutEnding(text, a.lex.endings[adjective]); inflected {
		return base + ending
	}
	return text
}

// pluralText is a noun in the plural without the ending of an oblique case:
// after some stems ("Ministern"), and of adjectives that stand for a noun
// ("Delegierten").
func (a *analysis) pluralText(t int) string {
	text, h := a.form(t), a.lastHit(t)
	if h == nil || len(a.lex.oblique) < 2 {
		return text
	}
	base, ok := strings.CutSuffix(text, a.lex.oblique[0])
	if !ok {
		return text
	}
	for _, stem := range a.lex.oblique[2:] {
		if strings.HasSuffix(h.ending, a.lex.oblique[0]) && strings.HasSuffix(base, stem) {
			return base
		}
	}
	if len(a.lex.lookup(base)) > 0 && len(a.lex.lookup(base+a.lex.oblique[1])) > 0 {
		return base
	}
	return text
}

// isAdjective reports whether a token is an inflected adjective in lower case.
func (a *analysis) isAdjective(t int) bool {
	r, _ := utf8.DecodeRuneInString(a.form(t))
	if !unicode.IsLower(r) || a.role(t) != 0 {
		return false
	}
	return a.adjectiveAt(t) != nil || a.doc.Tokens[t].UPOS == "ADJ"
}

// headText is the office without its case ending.
func (a *analysis) headText(p *phrase) string {
	text := a.form(p.last - 1)
	h := a.lastHit(p.last - 1)
	if h == nil || h.ending == "" || p.female || h.kind() != refOffice {
		return text
	}
	return strings.TrimSuffix(text, h.ending)
}
