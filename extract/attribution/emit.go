// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"sort"
	"strconv"
	"strings"

	"depesche"
	"depesche/extract"
)

// emit writes the findings down, in order of the text.
func (p *page) emit() {
	sort.SliceStable(p.findings, func(a, b int) bool {
		return p.findings[a].contents[0].lo < p.findings[b].contents[0].lo
	})
	for _, f := range p.findings {
		s, ok := p.statement(f)
		if !ok || p.isBlow(&s) {
			continue
		}
		s.ID = "s" + strconv.Itoa(len(p.r.Statements)+1)
		p.r.Statements = append(p.r.Statements, s)
	}
}

// isBlow reports what is no word but a deed: a state or an army that "attacks"
// somebody says nothing.
func (p *page) isBlow(s *extract.Statement) bool {
	if s.Mode != depesche.ModeReported || s.SourceEntity < 0 || !p.strikes(s.SourceEntity) {
		return false
	}
	for _, t := range s.CueTokens {
		tok := &p.r.Doc.Tokens[t]
		if p.lex.sets["blow"][strings.ToLower(tok.Form)] || p.lex.sets["blow"][strings.ToLower(tok.Lemma)] {
			return true
		}
	}
	return false
}

// strikes reports whether an entity fights rather than speaks: a state as such,
// an army, police, rebels.
func (p *page) strikes(e int) bool {
	entity := &p.r.Entities[e]
	if entity.Actor == nil {
		return false
	}
	for _, s := range entity.Actor.Sectors {
		if s == "MIL" || s == "REB" || s == "COP" || s == "UAF" {
			return true
		}
	}
	return entity.Type == "LOC"
}

// statement converts a finding.
func (p *page) statement(f *finding) (extract.Statement, bool) {
	s := extract.Statement{SourceEntity: -1}
	s.Mode, s.Why = f.mode, p.r.Doc.Language+"/"+FileName+":"+f.rule
	s.Cue = []depesche.Span{}
	for _, c := range f.contents {
		if c.empty() {
			continue
		}
		rg := tokens(p.words, c)
		s.Contents = append(s.Contents, rg)
		s.Content = append(s.Content, p.r.Span(rg))
	}
	if len(s.Content) == 0 {
		return s, false
	}
	for _, run := range runs(f.cue) {
		s.Cue = append(s.Cue, p.r.Span(tokens(p.words, run)))
		for i := run.lo; i < run.hi; i++ {
			s.CueTokens = append(s.CueTokens, p.words[i].first)
		}
	}
	if !f.source.empty() {
		s.Source = p.party(f.source)
		if s.SourceEntity = p.sourceEntity(f); s.SourceEntity >= 0 {
			s.SourceEntities = p.voices(f.source)
		}
		if s.SourceEntity < 0 && !f.standsFor.empty() {
			s.SourceEntity = p.entity(f.standsFor)
			s.SourceEntities = p.voices(f.standsFor)
		}
		s.Source.Entity = ""
		if s.SourceEntity >= 0 {
			s.Source.Entity = p.r.Entities[s.SourceEntity].ID
		}
	}
	if !f.addressee.empty() {
		s.Addressee = p.party(f.addressee)
	}
	s.Chain = p.chain(f)
	s.Sentence = max(p.r.Doc.SentenceOf(s.Contents[0].First), 0)
	s.Evidence = p.r.SentenceSpan(s.Sentence)
	return s, true
}

func (p *page) party(s span) *depesche.Party {
	out := &depesche.Party{Span: p.r.Span(tokens(p.words, s))}
	if e := p.entity(s); e >= 0 {
		out.Entity = p.r.Entities[e].ID
	}
	return out
}

// voices lists the entities that speak with one voice: the members of a group
// that the phrase means, or the conjuncts of the phrase.
func (p *page) voices(s span) []int {
	first := p.entity(s)
	if first < 0 {
		return nil
	}
	out := []int{first}
	for i := s.lo + 1; i < s.hi-1; i++ {
		if !p.lex.sets["and"][p.words[i].lower] {
			continue
		}
		if e := p.entity(span{i + 1, s.hi}); e >= 0 && e != first {
			out = append(out, e)
		}
	}
	return out
}

// runs groups neighbouring words.
func runs(words []int) []span {
	var out []span
	for _, i := range words {
		if n := len(out); n > 0 && out[n-1].hi == i {
			out[n-1].hi++
			continue
		}
		out = append(out, span{i, i + 1})
	}
	return out
}
