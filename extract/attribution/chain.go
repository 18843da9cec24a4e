// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"

	"depesche"
)

// chain lists the tellers of a statement: its source first, then the sources
// of the statements it lies inside, the article's outlet last.
func (p *page) chain(f *finding) []depesche.Teller {
	out := []depesche.Teller{}
	add := func(t depesche.Teller) {
		for _, have := range out {
			if t.Name == "" || have.Name == t.Name || t.Entity != "" && have.Entity == t.Entity {
				return
			}
		}
		if t.Name != "" {
			out = append(out, t)
		}
	}
	for g, depth := f, 0; g != nil && depth < maxQuoteDepth; g, depth = g.inside, depth+1 {
		for _, o := range g.origins {
			add(p.teller(o))
		}
		if !g.source.empty() {
			add(p.sourceTeller(g))
		}
		for _, r := range g.relays {
			add(p.teller(r))
		}
		if !g.addressee.empty() && p.isMedium(g.addressee) {
			add(p.teller(g.addressee))
		}
	}
	if len(out) == 0 {
		if likely, ok := p.near(f); ok {
			add(likely)
		} else if likely, ok := p.likely(f); ok && len(f.cue) == 0 {
			add(likely)
		}
	}
	if name := p.r.Article.Outlet.Label(); name != "" {
		add(depesche.Teller{Name: name})
	}
	return out
}

// sourceTeller names the finding's source: a pronoun that no entity is known
// for by the phrase that it stands for.
func (p *page) sourceTeller(f *finding) depesche.Teller {
	if !f.standsFor.empty() && p.sourceEntity(f) < 0 {
		return p.teller(f.standsFor)
	}
	return p.teller(f.source)
}

// isMedium reports whether the words name an agency, a paper or a station:
// told to it, a statement has come by way of it.
func (p *page) isMedium(s span) bool {
	if e := p.entity(s); e >= 0 && p.r.Entities[e].Type == "ORG" {
		if a := p.r.Entities[e].Actor; a != nil {
			for _, sector := range a.Sectors {
				if sector == "MED" {
					return true
				}
			}
		}
	}
	for i := s.lo; i < s.hi; i++ {
		if p.lex.inSet("medium", p.words[i].lower) {
			return true
		}
	}
	return false
}

// teller names the speaker of a span: the entity's name where it is known.
func (p *page) teller(s span) depesche.Teller {
	if e := p.entity(s); e >= 0 {
		return depesche.Teller{Name: p.r.Entities[e].Name, Entity: p.r.Entities[e].ID}
	}
	return depesche.Teller{Name: p.r.Span(tokens(p.words, s)).Text}
}

// entity returns the index of the entity that the words name, or -1.
func (p *page) entity(s span) int {
	if s.hi == s.lo+1 && p.lex.sets["source-adverb"][p.words[s.lo].lower] {
		return -1
	}
	for _, i := range p.heads(s) {
		if e := p.r.EntityHeadedAt(i); e >= 0 && e < len(p.r.Entities) {
			return e
		}
	}
	return p.namesake(s)
}

// namesake returns the entity of which another mention is a name with the same
// last word as a name in the phrase, or -1.
func (p *page) namesake(s span) int {
	if p.words[s.lo].kind == wordDet {
		return -1
	}
	for i := s.hi - 1; i >= s.lo; i-- {
		w := &p.words[i]
		if w.kind != wordNoun || !w.capital() {
			continue
		}
		if e, ok := p.lastNames()[w.lower]; ok {
			return e
		}
	}
	return -1
}

// lastNames maps the last words of the people's names to their entities; the
// first of two namesakes has it.
func (p *page) lastNames() map[string]int {
	if p.surnames != nil {
		return p.surnames
	}
	p.surnames = map[string]int{}
	for _, m := range p.r.Mentions {
		if m.Kind != depesche.KindName || p.r.Entities[m.Entity].Type != "PER" {
			continue
		}
		name := strings.ToLower(p.r.Doc.Tokens[m.Last-1].Form)
		if _, taken := p.surnames[name]; !taken {
			p.surnames[name] = m.Entity
		}
	}
	return p.surnames
}

// heads lists the tokens of a phrase that may carry its entity: the tree's
// head first, then its nouns and pronouns from the left.
func (p *page) heads(s span) []int {
	var out []int
	rg := tokens(p.words, s)
	for t := rg.First; t < rg.Last; t++ {
		if h := p.r.Doc.Tokens[t].Head; h >= 0 && !rg.Has(h) && p.named(t) {
			out = append(out, t)
			break
		}
	}
	for i := s.lo; i < s.hi; i++ {
		if p.named(p.words[i].first) && !p.isSpeechNoun(p.words[i].lower) {
			out = append(out, p.words[i].first)
		}
	}
	return out
}

func (p *page) named(t int) bool {
	switch p.r.Doc.Tokens[t].UPOS {
	case "NOUN", "PROPN", "PRON", "X", "":
		w := p.wordOf(t)
		return w < len(p.words) && !p.isSpeechNoun(p.words[w].lower)
	}
	return false
}

// near suggests for a statement that names nobody ("it was said") the speaker
// of the last statement of its paragraph.
func (p *page) near(f *finding) (depesche.Teller, bool) {
	var best *finding
	for _, g := range p.findings {
		if g == f || g.inside != nil || g.source.empty() || g.unit >= f.unit || p.units[g.unit].paragraph != p.units[f.unit].paragraph {
			continue
		}
		if best == nil || g.unit >= best.unit {
			best = g
		}
	}
	if best == nil || f.mode == depesche.ModeDirect {
		return depesche.Teller{}, false
	}
	t := p.sourceTeller(best)
	t.Likely = true
	return t, true
}

// likelyShare is how many of an article's sourced statements one source must
// hold before it is suggested for a statement without a source.
const likelyShare = 0.5

// likely suggests the source that dominates the article: the one that most
// statements go back to and that a statement near f names.
func (p *page) likely(f *finding) (depesche.Teller, bool) {
	type count struct {
		teller depesche.Teller
		n      int
	}
	var counts []count
	total := 0
	for _, g := range p.findings {
		if g.source.empty() || g.inside != nil {
			continue
		}
		t := p.sourceTeller(g)
		total++
		found := false
		for i := range counts {
			if counts[i].teller.Name == t.Name {
				counts[i].n++
				found = true
			}
		}
		if !found && len(counts) < 32 {
			counts = append(counts, count{t, 1})
		}
	}
	best := count{}
	for _, c := range counts {
		if c.n > best.n {
			best = c
		}
	}
	if best.n == 0 || float64(best.n) < likelyShare*float64(total) && best.n < 2 {
		return depesche.Teller{}, false
	}
	best.teller.Likely = true
	return best.teller, true
}
