// SPDX-License-Identifier: Apache-2.0

package attribution

import "depesche"

// readCarried finds statements that go on without a new cue: a sentence in
// the subjunctive of reported speech.
func (p *page) readCarried(n int, segs []segment, before int) {
	u := p.units[n].span
	k, rule := p.carrier(segs), "subjunctive"
	if k < 0 {
		if k = p.hearsay(segs); k < 0 {
			if k = p.pastCarrier(n, before, segs); k < 0 {
				return
			}
		} else {
			rule = "hearsay"
		}
	}
	hi := u.hi
	for m := k + 1; m < len(segs); m++ {
		if segs[m].kind == segQuote {
			hi = segs[m].lo
			break
		}
	}
	s := span{segs[0].lo, hi}
	finite := p.firstFinite(segs[k])
	for _, f := range p.findings[before:] {
		if f.mode == depesche.ModeIndirect && holds(f, finite) {
			return
		}
	}
	f := &finding{mode: depesche.ModeIndirect, contents: []span{s}, unit: n, rule: rule, carried: true}
	f.source = p.speaker(before, n)
	p.add(f)
}

// carrier returns the segment whose finite verb makes the unit reported
// speech, or -1.
func (p *page) carrier(segs []segment) int {
	for k := range segs {
		switch segs[k].kind {
		case segMain, segVerbFirst:
			if i := p.firstFinite(segs[k]); i >= 0 {
				if p.subjunctive(i) {
					return k
				}
				return -1
			}
		case segQuote:
			return -1
		}
	}
	return -1
}

// hearsay returns the segment whose modal verb reports what others say: with
// an infinitive of the perfect, as in "soll gesehen worden sein", or -1.
func (p *page) hearsay(segs []segment) int {
	for k := range segs {
		if segs[k].kind == segQuote {
			return -1
		}
		if segs[k].kind != segMain && segs[k].kind != segVerbFirst {
			continue
		}
		i := p.firstFinite(segs[k])
		if i < 0 || !p.lex.sets["hearsay"][p.words[i].lower] {
			return -1
		}
		for m := k; m < len(segs) && m < k+4; m++ {
			if last := segs[m].hi - 1; last > i && p.lex.sets["perfect-infinitive"][p.words[last].lower] && last > segs[m].lo && p.participle(last-1) {
				return k
			}
		}
		return -1
	}
	return -1
}

// participle reports whether word i is a past participle or the auxiliary's.
func (p *page) participle(i int) bool {
	w := &p.words[i]
	return w.tok.Feat("VerbForm") == "Part" || p.lex.sets["participle-auxiliary"][w.lower]
}

// pastCarrier returns the segment whose finite verb is in the past
// subjunctive when the unit directly before is reported speech as well: the
// form stands in for the present subjunctive. It returns -1 otherwise.
func (p *page) pastCarrier(n, before int, segs []segment) int {
	last := before - 1
	for last >= 0 && p.findings[last].inside != nil {
		last--
	}
	if last < 0 || p.findings[last].unit != n-1 || p.findings[last].mode != depesche.ModeIndirect ||
		p.units[n-1].paragraph != p.units[n].paragraph {
		return -1
	}
	for k := range segs {
		switch segs[k].kind {
		case segMain, segVerbFirst:
			if i := p.firstFinite(segs[k]); i >= 0 && p.lex.sets["subjunctive-past"][p.words[i].lower] {
				return k
			}
			return -1
		case segQuote:
			return -1
		}
	}
	return -1
}

// firstFinite returns the first finite verb of the segment outside quotation
// marks, or -1.
func (p *page) firstFinite(s segment) int {
	for i := s.lo; i < s.hi; i++ {
		if p.words[i].kind == wordFinite && p.quoteAt[i] < 0 {
			return i
		}
	}
	return -1
}
