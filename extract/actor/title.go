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
	if p.plural || len(a.lex.nominative) == 0 {
		return a.doc.Slice(first, p.end)
	}
	ending := a.lex.nominative[a.doc.Tokens[p.last-1].Feat("Gender")]
	var b strings.Builder
	for t := first; t < p.end; t++ {
		if t > first && a.doc.Tokens[t].Start > a.doc.Tokens[t-1].End {
			b.WriteByte(' ')
		}
		switch {
		case t < p.last-1 && ending != "" && a.isAdjective(t):
			base, _ := cutEnding(a.form(t), a.lex.endings[adjective])
			b.WriteString(base + ending)
		case t == p.last-1:
			b.WriteString(a.headText(p))
		default:
			b.WriteString(a.doc.Slice(t, t+1))
		}
	}
	return b.String()
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
