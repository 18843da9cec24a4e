// SPDX-License-Identifier: Apache-2.0

package attribution

// apartClauses settles which of two statements of a unit holds the other when
// each reaches over the other's cue: "A told B that C, D said" is D's word of
// what A told, so that C ends in front of D.
func (p *page) apartClauses(before int) {
	for _, f := range p.findings[before:] {
		if len(f.cue) == 0 || f.mode == "direct" {
			continue
		}
		for _, g := range p.findings[before:] {
			if g == f || g.mode == "direct" || len(g.cue) == 0 || !holds(f, g.cue[0]) || !holds(g, f.cue[0]) {
				continue
			}
			switch {
			case f.phrase && !g.phrase:
				g.contents = p.cutOwn(g.contents, f.own())
			case f.behind() && !g.behind():
				g.contents = clip(g.contents, f.contents)
			}
		}
	}
}

// own is the range of the words that say who speaks.
func (f *finding) own() span {
	s := span{f.cue[0], f.cue[len(f.cue)-1] + 1}
	if !f.source.empty() {
		s.lo, s.hi = min(s.lo, f.source.lo), max(s.hi, f.source.hi)
	}
	return s
}

// behind reports whether the cue stands behind the first part of what was
// said.
func (f *finding) behind() bool { return len(f.cue) == 0 || f.contents[0].hi <= f.cue[0] }

// clip keeps of the contents what lies in the others, or all of it when
// nothing does.
func clip(contents, others []span) []span {
	var out []span
	for _, c := range contents {
		for _, o := range others {
			if s := (span{max(c.lo, o.lo), min(c.hi, o.hi)}); !s.empty() {
				out = append(out, s)
			}
		}
	}
	if len(out) == 0 {
		return contents
	}
	return out
}

// secondPredicate gives "and promised that C" behind "A said B" back to A: the
// conjunction joins the two verbs of saying, since B has none of its own.
func (p *page) secondPredicate(f *finding, c *cue) {
	at := p.groupStart(c) - 1
	if p.lex.settings["order"] == "v2" || c.passive || at < 1 || !p.lex.sets["and"][p.words[at].lower] || !p.lex.sets["that"][p.words[f.contents[0].lo].lower] {
		return
	}
	for k := len(p.findings) - 1; k >= 0 && p.findings[k].unit == f.unit; k-- {
		g := p.findings[k]
		if g.mode != f.mode || g.behind() || g.source.empty() || len(g.contents) != 1 || !g.contents[0].has(at) || p.lex.sets["that"][p.words[g.contents[0].lo].lower] {
			continue
		}
		if before := p.trim(span{g.contents[0].lo, at}); p.hasFinite(before) {
			f.source, g.contents = g.source, []span{before}
		}
		return
	}
}
