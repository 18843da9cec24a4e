// SPDX-License-Identifier: Apache-2.0

package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
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
	cluster [2]uint64
	verb    bool
}

// reader turns tokens into words.
type reader struct {
	buf []byte
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
		verb:  t.UPOS == "VERB" || t.UPOS == "AUX",
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
}

func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return linear.Mix(h, 1) | 1
}
