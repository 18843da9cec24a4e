// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"slices"
	"sort"
	"strings"

	"depesche"
)

// This file finds whom a source means that names nobody by itself: a pronoun,
// "the office", "the summary".

// antecedentUnits bounds how many units back an antecedent is looked for.
const antecedentUnits = 4

// antecedent goes back from an anaphoric phrase to a fuller one for the same
// speaker: the last mention of its entity, else the nearest source or
// protagonist before it that it can stand for. It returns s when there is none.
func (p *page) antecedent(s span, unit int) span { return p.antecedentBut(s, unit, -1, nil) }

// antecedentBut is antecedent without the phrases for one entity, -1 for none,
// and those within what is said.
func (p *page) antecedentBut(s span, unit, not int, said []span) span {
	if !p.anaphoric(s) {
		return s
	}
	if m := p.fullerMention(s); !m.empty() && not < 0 {
		return m
	}
	other := func(m span) bool {
		within := slices.ContainsFunc(said, func(c span) bool { return c.lo <= m.lo && m.hi <= c.hi })
		return !within && (not < 0 || p.entity(m) != not)
	}
	last, from := len(p.findings)-1, unit
	if p.lex.sets["source-adverb"][p.words[s.lo].lower] {
		from-- // "accordingly" goes back to what was said before
	}
	for u := from; u >= 0 && u >= unit-antecedentUnits; u-- {
		near := p.units[u].paragraph == p.units[unit].paragraph
		for ; last >= 0 && p.findings[last].unit >= u; last-- {
			if f := p.findings[last]; p.standsBefore(f, s, u) && p.canStandFor(s, f.source) && other(f.full()) {
				return f.full()
			}
		}
		if !near && u < unit-2 {
			continue
		}
		if m := p.protagonist(u); !m.empty() && m.hi <= s.lo && !p.anaphoric(m) && (near || m.hi-m.lo > 1) && p.canStandFor(s, m) && other(m) {
			return m
		}
	}
	return s
}

// sourceEntity is the entity of a finding's source, or -1. A pronoun behind
// what is said means nobody who is called by name in it: "Putin had wanted the
// opposite, he said" is said by somebody else (binding principle C).
func (p *page) sourceEntity(f *finding) int {
	e := p.entity(f.source)
	if e >= 0 && p.namedBefore(f, e) {
		return -1
	}
	return e
}

// namedBefore reports whether the source is a pronoun and what stands before it of
// the content calls the entity by name.
func (p *page) namedBefore(f *finding, e int) bool {
	if f.source.hi-f.source.lo != 1 || !p.lex.sets["person-pronoun"][p.words[f.source.lo].lower] {
		return false
	}
	for _, c := range f.contents {
		if c.empty() || c.hi > f.source.lo {
			continue
		}
		rg := tokens(p.words, c)
		first := sort.Search(len(p.r.Mentions), func(i int) bool { return p.r.Mentions[i].First >= rg.First })
		for i := first; i < len(p.r.Mentions) && p.r.Mentions[i].First < rg.Last; i++ {
			if m := &p.r.Mentions[i]; m.Entity == e && m.Kind == depesche.KindName {
				return true
			}
		}
	}
	return false
}

// full is the fullest phrase for the finding's source.
func (f *finding) full() span {
	if f.standsFor.empty() {
		return f.source
	}
	return f.standsFor
}

// standsBefore reports whether the finding of unit u names a full source in
// front of s.
func (p *page) standsBefore(f *finding, s span, u int) bool {
	return f.unit == u && f.inside == nil && !f.source.empty() && f.source.hi <= s.lo && !p.anaphoric(f.source)
}

// canStandFor reports whether the pronoun s can stand for the phrase: one of a
// person for no place and no organisation, a neuter one for no person.
func (p *page) canStandFor(s, phrase span) bool {
	pronoun := p.words[s.lo].lower
	person, neuter := p.lex.sets["person-pronoun"][pronoun], p.lex.sets["neuter-pronoun"][pronoun]
	if s.hi-s.lo > 1 || !person && !neuter {
		return true
	}
	switch p.headType(phrase) {
	case "PER":
		return person
	case "LOC", "ORG":
		return neuter
	}
	if g := p.gender(phrase); g != "" && neuter {
		return g == "Neut"
	}
	return true
}

// headType is the type of the entity that the phrase's own head names, or "".
func (p *page) headType(s span) string {
	i := p.headNoun(s)
	if i < 0 {
		return ""
	}
	rg := tokens(p.words, span{i, i + 1})
	for t := rg.First; t < rg.Last; t++ {
		m := p.r.MentionAt(t)
		if m < 0 {
			continue
		}
		if h := p.r.Mentions[m]; h.Head == t || h.Kind == depesche.KindName {
			return p.r.Entities[h.Entity].Type
		}
	}
	return ""
}

// gender is the grammatical gender of the phrase's head, or "".
func (p *page) gender(s span) string {
	if i := p.headNoun(s); i >= 0 {
		return p.words[i].tok.Feat("Gender")
	}
	return ""
}

// headNoun is the last noun of the phrase before its attributes, or -1.
func (p *page) headNoun(s span) int {
	end := p.bareNounPhrase(s.lo, s.hi)
	for i := end - 1; i >= s.lo; i-- {
		if p.words[i].kind == wordNoun {
			return i
		}
	}
	return -1
}

// anaphoric reports whether the phrase names nobody by itself: a pronoun, or
// "seiner Meinung", "eigenen Angaben".
func (p *page) anaphoric(s span) bool {
	first := p.words[s.lo].lower
	if s.hi-s.lo == 1 {
		for _, list := range []string{"subject-pronoun", "neuter-pronoun", "demonstrative", "source-adverb"} {
			if p.lex.sets[list][first] {
				return true
			}
		}
		return false
	}
	if s.hi-s.lo > 3 || !p.lex.sets["own"][first] {
		return false
	}
	for i := s.lo + 1; i < s.hi; i++ {
		if w := &p.words[i]; w.kind == wordNoun && !p.isSpeechNoun(w.lower) {
			return false
		}
	}
	return true
}

// fullerMention returns the last mention before the pronoun of the entity
// that it stands for, when that is no pronoun.
func (p *page) fullerMention(s span) span {
	e := p.entity(s)
	if e < 0 {
		return span{}
	}
	t := p.words[s.lo].first
	end := sort.Search(len(p.r.Mentions), func(i int) bool { return p.r.Mentions[i].First >= t })
	for i := end - 1; i >= 0 && i >= end-64; i-- {
		if m := &p.r.Mentions[i]; m.Entity == e && m.Kind != depesche.KindPronoun && m.Last <= t {
			return p.wordSpan(m.First, m.Last)
		}
	}
	return span{}
}

// fuller returns the phrase that a definite noun phrase without an entity goes
// back to: "the summary" to whoever gave it, "the office" to the source that
// was named with more words. It returns s when there is none.
func (p *page) fuller(s span, n int) span {
	if s.hi-s.lo < 2 || s.hi-s.lo > 4 || !p.lex.sets["definite"][p.words[s.lo].lower] || p.entity(s) >= 0 {
		return s
	}
	i := p.headNoun(s)
	if i != s.hi-1 {
		return s
	}
	document := p.lex.inSet("document", p.words[i].lower)
	if document && s.hi-s.lo > 2 {
		return s // "the Spanish text" is told apart from others
	}
	for k := len(p.findings) - 1; k >= 0 && n-p.findings[k].unit <= antecedentUnits; k-- {
		f := p.findings[k]
		if f.source.empty() || f.source.hi > s.lo || f.inside != nil || p.anaphoric(f.full()) {
			continue
		}
		switch {
		case document && f.unit < n:
			return f.full()
		case !document && f.source.hi-f.source.lo > s.hi-s.lo && p.names(f.source, p.words[i].lower):
			return f.source
		}
	}
	return s
}

// names reports whether the phrase holds the word, by itself or as the last
// part of a compound.
func (p *page) names(s span, lower string) bool {
	for i := s.lo; i < s.hi; i++ {
		if w := &p.words[i]; w.kind == wordNoun && strings.HasSuffix(w.lower, lower) {
			return true
		}
	}
	return false
}
