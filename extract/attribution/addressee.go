// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"slices"

	"depesche"
)

// apart is the addressee c's words are said to, or nothing when it overlaps
// the source or is part of what was said.
func (p *page) apart(addressee span, f *finding, c *cue) span {
	if addressee.empty() || addressee.lo < f.source.hi && f.source.lo < addressee.hi {
		return span{}
	}
	for _, s := range f.contents {
		if addressee.lo < s.hi && s.lo < addressee.hi && (f.mode != depesche.ModeReported || !p.hangsOn(addressee, c)) {
			return span{}
		}
	}
	return addressee
}

// hangsOn reports whether the phrase hangs on the cue's verb in the tree and
// not on a noun, or whether there is no tree.
func (p *page) hangsOn(s span, c *cue) bool {
	rg := tokens(p.words, s)
	for t := rg.First; t < rg.Last; t++ {
		if h := p.r.Doc.Tokens[t].Head; h >= 0 && !rg.Has(h) {
			w := p.wordOf(h)
			return w == c.at || w == c.finite
		}
	}
	return p.r.Doc.Tokens[rg.First].Head < 0
}

// cutDative parts a subject behind the verb from the dative that looks like
// its genitive: "wirft die Partei der Regierung vor".
func (p *page) cutDative(f *finding, c *cue) {
	if c.verb.addressee != "dative" || !f.addressee.empty() || f.source.lo <= c.finite || c.finite < 0 {
		return
	}
	for i := f.source.lo + 1; i < f.source.hi; i++ {
		if w := &p.words[i]; w.kind == wordDet && p.lex.sets["dative"][w.lower] && p.words[i-1].kind == wordNoun {
			f.addressee = span{i, f.source.hi}
			f.source.hi = i
			return
		}
	}
}

// addressee finds to whom the cue's words are said.
func (p *page) addressee(c *cue, u span, segs []segment) span {
	if c.seg < 0 || c.finite < 0 {
		return span{}
	}
	lo, hi := c.finite+1, p.clauseLimit(c, u, segs)
	for i := lo; i < hi && p.open(i); i++ {
		n := p.lex.phrases["addressee"].at(p.words, i, hi)
		if n == 0 || slices.Contains(c.words, i) || i > lo && p.lex.phrases["source-preposition"].at(p.words, i-1, hi) > 0 {
			continue
		}
		if k := p.nounPhrase(i+n, hi); k > i+n && !p.timeOnly(span{i + n, k}) {
			return p.trim(span{i + n, k})
		}
	}
	if p.lex.settings["order"] == "v2" {
		return p.datives(c, lo, hi)
	}
	if c.verb.addressee == "object" && c.at+1 < hi {
		if k := p.bareNounPhrase(c.at+1, hi); k > c.at+1 && p.words[c.at+1].kind != wordAdv {
			return span{c.at + 1, k}
		}
	}
	return span{}
}

// datives finds an addressee that its article or pronoun marks as one.
func (p *page) datives(c *cue, lo, hi int) span {
	for i := lo; i < hi && p.open(i); i++ {
		w := &p.words[i]
		if w.kind == wordAdp {
			if k := p.nounPhrase(i+1, hi); k > i+1 {
				i = k - 1
			}
			continue
		}
		marked := w.kind == wordDet && p.lex.sets["dative"][w.lower] && i > 0 &&
			(p.words[i-1].kind != wordNoun || p.words[i-1].tok.UPOS == "PROPN") && (c.front || i > c.finite+1)
		if p.lex.sets["dative-pronoun"][w.lower] || marked {
			if k := p.nounPhrase(i, hi); k > i && k < len(p.words) && p.lex.sets["source-postposition"][p.words[k].lower] {
				i = k // "der Agentur zufolge"
			} else if k > i {
				return span{i, k}
			}
		}
	}
	if c.verb.addressee == "object" && !c.passive {
		for i := lo; i < hi && p.open(i); i++ {
			w := &p.words[i]
			if w.kind == wordDet && p.lex.sets["accusative"][w.lower] && p.words[i-1].kind != wordAdp {
				if k := p.nounPhrase(i, hi); k > i {
					return span{i, k}
				}
			}
		}
	}
	return span{}
}
