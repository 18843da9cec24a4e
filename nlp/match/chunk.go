// SPDX-License-Identifier: Apache-2.0

package match

import (
	"strings"

	"depesche/nlp"
)

// chunk is a run of words around one noun.
type chunk struct {
	first, last int
	head        int
	adp         string // adposition before it, or ""
	kase        string // case by its article or adjective, else by its noun
	sure        bool   // the case stands on an article, adjective or pronoun
	article     bool   // … on an article or pronoun
}

// chunker cuts the noun chunks of one sentence.
type chunker struct {
	r   *Reader
	l   *layout
	c   chunk
	adp string
}

// wordsPerChunk is how many words of a sentence come to one chunk, or more.
const wordsPerChunk = 3

// cutChunks finds the noun chunks of a sentence.
func (r *Reader) cutChunks(l *layout, s nlp.Sentence) {
	l.chunks = make([]chunk, 0, (s.Last-s.First)/wordsPerChunk+1)
	k := &chunker{r: r, l: l, c: chunk{first: -1, head: -1}}
	for t := s.First; t < s.Last; t++ {
		if name := r.names[t]; name.last > t && name.first == t && name.last <= s.Last {
			k.name(name)
			t = name.last - 1
			continue
		}
		k.token(t, &r.doc.Tokens[t])
	}
	k.flush(s.Last)
}

// flush ends the open chunk before the token.
func (k *chunker) flush(end int) {
	if k.c.head >= 0 {
		k.c.last, k.c.adp = end, k.adp
		k.l.chunks = append(k.l.chunks, k.c)
		k.adp = ""
	}
	k.c = chunk{first: -1, head: -1}
}

// name takes a marked name as one word.
func (k *chunker) name(n span) {
	tok := &k.r.doc.Tokens[n.first]
	if k.c.head >= 0 && (!k.r.continues(&k.c, tok) || k.r.inflected(n)) {
		k.flush(n.first)
	}
	genitive := n.first > 0 && isNoun(&k.r.doc.Tokens[n.first-1]) && k.r.inflected(n)
	k.c.take(n.first, tok)
	if genitive {
		k.c.kase = "Gen"
		return
	}
	if !k.c.sure && n.last-n.first == 1 && tok.UPOS != "PROPN" {
		k.c.kase = ""
	}
}

// inflected reports whether the last word of a name has an ending.
func (r *Reader) inflected(n span) bool {
	tok := &r.doc.Tokens[n.last-1]
	lemma := lemmaOf(tok)
	return tok.Feat("Case") == "Gen" || len(lemma) < len(tok.Form) && strings.HasPrefix(tok.Form, lemma)
}

func (k *chunker) token(t int, tok *nlp.Token) {
	switch {
	case k.r.promoted[t]:
		k.flush(t)
		k.adp = ""
	case tok.UPOS == "ADP" || k.r.grammar.comparative[lemmaOf(tok)]:
		k.flush(t)
		k.adp = strings.ToLower(lemmaOf(tok))
	case tok.UPOS == "DET" || tok.UPOS == "ADJ" || tok.UPOS == "NUM":
		if k.c.head >= 0 {
			k.flush(t)
		}
		k.c.open(t, tok)
	case isNominal(tok):
		if k.c.head >= 0 && !k.r.continues(&k.c, tok) {
			k.flush(t)
		}
		k.c.take(t, tok)
	case tok.UPOS == "ADV":
		if k.c.head >= 0 {
			k.flush(t)
		}
	case tok.UPOS == "PART":
		if tok.XPOS == "POS" && k.c.head >= 0 {
			k.c.kase, k.c.sure = "Gen", true
		}
		k.flush(t + 1)
	case tok.Form == "-" || tok.UPOS == "CCONJ" && k.c.first >= 0 && k.c.head < 0:
	default:
		k.flush(t)
		k.adp = ""
	}
}

func (c *chunk) open(t int, tok *nlp.Token) {
	if c.first < 0 {
		c.first = t
	}
	if k := tok.Feat("Case"); k != "" && !c.sure {
		c.kase, c.sure, c.article = k, true, tok.UPOS == "DET"
	}
}

func (c *chunk) take(t int, tok *nlp.Token) {
	if c.first < 0 {
		c.first = t
	}
	if c.head < 0 || tok.UPOS == "NOUN" {
		c.head = t
	}
	if c.kase == "" {
		c.kase, c.sure, c.article = tok.Feat("Case"), tok.UPOS == "PRON", tok.UPOS == "PRON"
	}
}

// continues reports whether a noun goes on with a chunk: a name behind a noun
// or a name, not a genitive and not a noun behind a name.
func (r *Reader) continues(c *chunk, tok *nlp.Token) bool {
	if tok.UPOS == "PRON" || r.doc.Tokens[c.head].UPOS == "PRON" {
		return false
	}
	if tok.Feat("Case") == "Gen" && c.kase != "Gen" {
		return false
	}
	return true
}

func lemmaOf(tok *nlp.Token) string {
	if tok.Lemma == "" || tok.Lemma == "_" {
		return tok.Form
	}
	return tok.Lemma
}
