// SPDX-License-Identifier: Apache-2.0

package timex

import (
	"sort"

	"depesche/extract"
	"depesche/nlp"
)

// The patterns that tell which way a sentence looks. A language may do
// without; then only the finite verbs with Tense=Past speak.
const (
	cuePast   = "cue-past"
	cueFuture = "cue-future"
	// Verbs that tell of the past when they help another verb ("hat …
	// getroffen"), as far as the tagger tells.
	cueAuxiliary = "cue-past-auxiliary"
)

// tenses tells for a place of the text whether the nearest sign in its
// sentence is one of the past or of the future.
type tenses struct {
	g        *grammar
	reading  *extract.Reading
	atoms    []atom
	sentence int // the one that signs are of, or -1
	signs    []sign
}

type sign struct {
	at   int // byte
	side side
}

func newTenses(g *grammar, r *extract.Reading, atoms []atom) tenses {
	return tenses{g: g, reading: r, atoms: atoms, sentence: -1}
}

// near returns past, future or nearest (no sign) for the byte.
func (t *tenses) near(at int) side {
	doc := t.reading.Doc
	i := sort.Search(len(doc.Sentences), func(i int) bool { return doc.Sentences[i].End > at })
	if i == len(doc.Sentences) {
		return nearest
	}
	if i != t.sentence {
		t.sentence = i
		t.read(&doc.Sentences[i])
	}
	k := sort.Search(len(t.signs), func(k int) bool { return t.signs[k].at >= at })
	switch {
	case len(t.signs) == 0:
		return nearest
	case k == 0:
		return t.signs[0].side
	case k == len(t.signs) || at-t.signs[k-1].at <= t.signs[k].at-at:
		return t.signs[k-1].side
	}
	return t.signs[k].side
}

// read collects the signs of a sentence.
func (t *tenses) read(s *nlp.Sentence) {
	t.signs = t.signs[:0]
	doc := t.reading.Doc
	for i := s.First; i < s.Last; i++ {
		tok := &doc.Tokens[i]
		if (tok.UPOS == "VERB" || tok.UPOS == "AUX") && tok.Feat("Tense") == "Past" && tok.Feat("VerbForm") == "Fin" {
			t.signs = append(t.signs, sign{tok.Start, past})
		}
	}
	t.cues(cuePast, past, s)
	t.cues(cueAuxiliary, past, s)
	t.cues(cueFuture, future, s)
	sort.SliceStable(t.signs, func(i, j int) bool { return t.signs[i].at < t.signs[j].at })
}

// cues adds a sign wherever the pattern matches in the sentence.
func (t *tenses) cues(name string, s side, in *nlp.Sentence) {
	p := t.g.patterns[name]
	if p == nil {
		return
	}
	first := sort.Search(len(t.atoms), func(i int) bool { return int(t.atoms[i].start) >= in.Start })
	m := &matcher{g: t.g, atoms: t.atoms, until: -1}
	for i := first; i < len(t.atoms) && int(t.atoms[i].start) < in.End; i++ {
		if t.atoms[i].word < 0 {
			continue
		}
		m.start, m.steps = i, 0
		at := int(t.atoms[i].start)
		if m.testPattern(p, i) && (name != cueAuxiliary || !t.isFullVerb(at)) {
			t.signs = append(t.signs, sign{at, s})
		}
	}
}

// isFullVerb reports whether the tagger took the word at the byte for a verb
// of its own.
func (t *tenses) isFullVerb(at int) bool {
	tokens := t.reading.Doc.Tokens
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > at })
	return i < len(tokens) && tokens[i].UPOS == "VERB"
}
