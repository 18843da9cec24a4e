// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

// word is what the features say about a token, as hashes.
type word struct {
	form    uint64 // lower case
	lemma   uint64
	pos     uint64 // UPOS, with the verb form of verbs
	upos    uint64
	morph   uint64 // case, number, gender, person, mood … in one
	agree   uint64 // case
	cases   uint64 // cases and numbers that its noun phrase can have
	cluster [2]uint64
	before  uint64 // the marks between this word and the one before
	marks   int32  // number of marks in the sentence up to here
	token   int32  // index into the sentence
}

// reader turns tokens into words.
type reader struct {
	lexicon *lexicon.Lexicon
	buf     []byte
	cells   []lexicon.Cells
}

func (r *reader) read(w *word, t *nlp.Token) {
	r.buf = r.buf[:0]
	for _, c := range t.Form {
		r.buf = utf8.AppendRune(r.buf, unicode.ToLower(c))
	}
	*w = word{
		form:  hashBytes(r.buf),
		lemma: linear.Hash(t.Lemma),
		upos:  linear.Hash(t.UPOS),
		morph: linear.Mix(linear.Hash(t.UPOS), linear.Hash(t.Feats)),
	}
	w.pos = w.upos
	if form := t.Feat("VerbForm"); form != "" {
		w.pos = linear.Mix(w.upos, linear.Hash(form))
	}
	if kind := t.Feat("PronType"); kind != "" {
		w.pos = linear.Mix(w.pos, linear.Hash(kind))
	}
	w.agree = linear.Mix(w.upos, linear.Hash(t.Feat("Case")))
	if strings.Contains(t.Feats, "Number") {
		w.agree = linear.Mix(w.agree, linear.Hash(t.Feat("Number")))
	}
	if r.lexicon != nil {
		w.cluster = r.lexicon.Cluster(w.form)
	}
}

// readAll turns the words of a sentence into words and leaves out its
// punctuation, unless there is nothing else.
func (r *reader) readAll(words []word, tokens []nlp.Token) []word {
	words = words[:0]
	if r.lexicon != nil {
		r.cells = r.lexicon.Agreement(tokens, r.cells)
	}
	before, marks := uint64(1), int32(0)
	for i := range tokens {
		if isPunct(&tokens[i]) {
			before = linear.Mix(before, linear.Hash(tokens[i].Form))
			marks++
			continue
		}
		words = append(words, word{})
		w := &words[len(words)-1]
		r.read(w, &tokens[i])
		if w.cases = w.upos; r.lexicon != nil {
			c := r.cells[i]
			w.cases = linear.Mix(w.upos, c.Cases()|c.Numbers()<<4)
		}
		w.before, w.marks, w.token = before, marks, int32(i)
		before = 1
	}
	if len(words) == 0 {
		for i := range tokens {
			words = append(words, word{})
			r.read(&words[i], &tokens[i])
			words[i].token = int32(i)
		}
	}
	return words
}

func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return linear.Mix(h, 1) | 1
}
