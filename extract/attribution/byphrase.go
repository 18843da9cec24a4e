// SPDX-License-Identifier: Apache-2.0

package attribution

import (
	"strings"

	"depesche"
)

// readPhrases finds statements whose cue is no verb: laut X, nach Angaben
// von X, X zufolge, according to X, so X.
func (p *page) readPhrases(n int, segs []segment, cues []*cue) {
	u := p.units[n].span
	for k := range segs {
		if segs[k].kind == segQuote {
			continue
		}
		for i := segs[k].lo; i < segs[k].hi; i++ {
			f := p.phraseAt(i, k, u, segs)
			if f == nil {
				continue
			}
			f.unit, f.phrase = n, true
			if g := p.quotedIn(k, n, segs); g != nil && !f.source.empty() {
				g.relays = append(g.relays, f.source)
				i = max(i, f.contents[0].hi-1)
				continue
			}
			own := f.contents[0]
			if q := p.quoteBeside(own, k, segs); q != nil {
				f.mode, f.contents = depesche.ModeDirect, []span{p.innerContent(q, u)}
				if p.replaceCarried(f) {
					i = own.hi
					continue
				}
			} else {
				f.contents = p.phraseContent(own, k, cues, segs)
			}
			if len(f.contents) > 0 {
				p.add(f)
			}
			i = max(i, own.hi-1)
		}
	}
}

// quotedIn returns the direct statement whose cue stands in segment k: a
// source phrase beside it names who passed the quotation on.
func (p *page) quotedIn(k, n int, segs []segment) *finding {
	for i := len(p.findings) - 1; i >= 0 && p.findings[i].unit == n; i-- {
		if g := p.findings[i]; g.mode == depesche.ModeDirect && !g.phrase && len(g.cue) > 0 && segs[k].has(g.cue[0]) {
			return g
		}
	}
	return nil
}

// replaceCarried gives an already found quotation without a cue the cue and
// the source of f.
func (p *page) replaceCarried(f *finding) bool {
	for i := len(p.findings) - 1; i >= 0 && i >= len(p.findings)-8; i-- {
		g := p.findings[i]
		if g.mode == depesche.ModeDirect && g.contents[0] == f.contents[0] {
			if len(g.cue) == 0 {
				g.cue, g.source, g.rule, g.carried = f.cue, f.source, f.rule, false
			}
			return true
		}
	}
	return false
}

// quoteBeside returns the block quotation that the words own are put to, when
// nothing else stands in their segment.
func (p *page) quoteBeside(own span, k int, segs []segment) *quotation {
	if own.lo > segs[k].lo+1 || k == 0 || segs[k-1].kind != segQuote {
		return nil
	}
	if rest := (span{own.hi, segs[k].hi}); p.hasFinite(rest) {
		return nil
	}
	return p.blockAt(segs[k-1].lo)
}

// phraseAt reads a source phrase at word i. The finding's only content is,
// for now, the phrase itself.
func (p *page) phraseAt(i, k int, u span, segs []segment) *finding {
	if !p.lex.sourceWords[p.words[i].lower] || !p.open(i) {
		return nil
	}
	hi := p.phraseLimit(k, segs)
	if n := p.lex.phrases["source-preposition"].at(p.words, i, segs[k].hi); n > 0 {
		return p.prepositionSource(i, n, hi)
	}
	w := &p.words[i]
	switch {
	case p.lex.sets["noun-preposition"][w.lower]:
		if f := p.nounSource(i, hi); f != nil || !p.lex.sets["source-postposition"][w.lower] {
			return f
		}
		return p.postpositionSource(i, segs[k])
	case p.lex.sets["source-postposition"][w.lower]:
		return p.postpositionSource(i, segs[k])
	case p.lex.sets["source-relative"][w.lower] && i == segs[k].lo && segs[k].after == wordComma:
		return &finding{mode: depesche.ModeIndirect, cue: []int{i}, contents: []span{{i, i + 1}}, carried: true, rule: "source adverb"}
	case p.lex.sets["source-adverb"][w.lower] && (i == segs[k].lo || p.words[i-1].kind == wordFinite):
		return &finding{mode: depesche.ModeIndirect, cue: []int{i}, source: span{i, i + 1}, contents: []span{{i, i + 1}}, rule: "source adverb"}
	case p.lex.sets["hearsay-adverb"][w.lower]:
		return &finding{mode: depesche.ModeIndirect, cue: []int{i}, contents: []span{{i, i + 1}}, rule: "hearsay adverb"}
	case p.lex.sets["so"][w.lower] && i == segs[k].lo && k > 0 && p.isSoPhrase(i, segs[k]):
		src := p.sourceAfterSo(i+1, segs[k].hi, u)
		if src.empty() {
			return nil
		}
		return &finding{mode: depesche.ModeIndirect, cue: []int{i}, source: src, contents: []span{{i, max(segs[k].hi, src.hi)}}, rule: "so"}
	}
	return nil
}

// phraseLimit is how far a source phrase that begins in segment k may reach:
// into appositions.
func (p *page) phraseLimit(k int, segs []segment) int {
	hi := segs[k].hi
	for m := k + 1; m < len(segs) && m <= k+3 && segs[m].kind == segPhrase && segs[m].after == wordComma; m++ {
		hi = segs[m].hi
	}
	return hi
}

// isSoPhrase reports whether "so" is followed by a name and no verb.
func (p *page) isSoPhrase(i int, s segment) bool {
	if p.hasFinite(s.span) || i+1 >= s.hi || s.after != wordComma && s.after != wordDash && s.after != wordMark {
		return false
	}
	return p.nounPhrase(i+1, s.hi) > i+1 || p.words[i+1].kind == wordAdv && p.nounPhrase(min(i+2, s.hi), s.hi) > i+2
}

func (p *page) prepositionSource(i, n, hi int) *finding {
	k := p.sourcePhrase(i+n, hi)
	if k == i+n {
		return nil
	}
	k = p.withAppositions(k, hi)
	return &finding{mode: depesche.ModeIndirect, cue: wordsOf(i, i+n), source: span{i + n, k}, contents: []span{{i, k}}, rule: "source preposition"}
}

func wordsOf(lo, hi int) []int {
	out := make([]int, 0, hi-lo)
	for i := lo; i < hi; i++ {
		out = append(out, i)
	}
	return out
}

// nounSource reads "nach Angaben des X": the noun makes the preposition a cue.
func (p *page) nounSource(i, hi int) *finding {
	k := p.bareNounPhrase(i+1, hi)
	if k == i+1 || !p.hasSpeechNoun(span{i + 1, k}) {
		return nil
	}
	if k = p.sourcePhrase(i+1, hi); k == i+1 {
		return nil
	}
	return &finding{mode: depesche.ModeIndirect, cue: []int{i}, source: span{i + 1, k}, contents: []span{{i, k}}, rule: "speech noun"}
}

// hasSpeechNoun reports whether one of the nouns is a word for something
// said, by itself or as the last part of a compound.
func (p *page) hasSpeechNoun(s span) bool {
	for i := s.lo; i < s.hi; i++ {
		w := &p.words[i]
		if w.kind != wordNoun {
			continue
		}
		if p.isSpeechNoun(w.lower) {
			return true
		}
	}
	return false
}

func (p *page) isSpeechNoun(lower string) bool { return p.lex.inSet("speech-noun", lower) }

// inSet reports whether the noun is in the list, by itself or, in a language
// that writes compounds in one word, as the last part of one.
func (x *lexicon) inSet(name, lower string) bool {
	set := x.sets[name]
	if set[lower] || x.settings["compounds"] == "" {
		return set[lower]
	}
	for k := range lower {
		if k >= 3 && len(lower)-k >= 5 && set[lower[k:]] {
			return true
		}
	}
	if k := strings.LastIndexByte(lower, '-'); k >= 0 {
		return set[lower[k+1:]]
	}
	return false
}

// postpositionSource reads "X zufolge" and "seiner Meinung nach".
func (p *page) postpositionSource(i int, s segment) *finding {
	for lo := s.lo; lo < i; lo++ {
		w := &p.words[lo]
		if w.kind == wordFinite || w.kind == wordAdp || w.kind == wordConj || w.kind == wordAdv || p.lex.sets["complementizer"][w.lower] && w.kind == wordSub {
			continue
		}
		if p.nounPhrase(lo, i) != i {
			continue
		}
		if p.lex.sets["noun-preposition"][p.words[i].lower] && !p.lex.sets["noun-before"][p.words[i-1].lower] {
			return nil
		}
		for lo > s.lo && (p.words[lo-1].kind == wordAdj || p.words[lo-1].kind == wordAdv && p.words[lo].kind == wordAdj) {
			lo--
		}
		return &finding{mode: depesche.ModeIndirect, cue: []int{i}, source: span{lo, i}, contents: []span{{lo, i + 1}}, rule: "source postposition"}
	}
	return nil
}

// phraseContent is the clause that a source phrase is put into, without it.
func (p *page) phraseContent(own span, k int, cues []*cue, segs []segment) []span {
	s := segs[k]
	if s.kind == segRelative || s.kind == segThat || s.kind == segSub {
		hi := s.hi
		return p.without([]span{{s.lo, hi}}, own)
	}
	if k > 0 && s.kind == segMain && p.segmentSubjunctive(s) && !p.segmentSubjunctive(segs[k-1]) && segs[k-1].kind != segPhrase {
		return p.without([]span{s.span}, own)
	}
	if own.lo <= s.lo+1 && p.words[s.lo].kind == wordConj && k > 0 {
		return p.tail(own, k, cues, segs)
	}
	return p.clauseAround(own, k, nil, cues, segs)
}

// tail is what follows the words own up to the next statement.
func (p *page) tail(own span, k int, cues []*cue, segs []segment) []span {
	m := k + 1
	for m < len(segs) && segs[m].kind != segQuote && !p.newStatement(m, nil, cues, segs) {
		m++
	}
	s := p.trim(span{own.hi, max(segs[m-1].hi, own.hi)})
	if s.empty() {
		return nil
	}
	return []span{s}
}
