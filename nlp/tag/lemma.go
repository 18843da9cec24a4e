// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"errors"
	"unicode/utf8"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// lemmatizer knows the lemmas of words seen in training and edits for the
// others. Both are looked up by hashes of tag and word, or tag and suffix.
type lemmatizer struct {
	lexicon *lexicon.Lexicon
	lemmas  []string
	edits   []lexicon.Edit
	whole   map[uint64]uint32 // tag and form → lemma
	suffix  map[uint64]uint32 // tag and suffix → edit
}

const maxSuffix = 8 // characters of the suffixes that choose an edit

// tagKey hashes what the lemma depends on besides the form.
func tagKey(t *nlp.Token) uint64 {
	h := linear.Hash(t.UPOS)
	for _, name := range [...]string{"VerbForm", "Number", "Degree"} {
		if v := t.Feat(name); v != "" {
			h = linear.Mix(h, linear.Hash(v))
		}
	}
	return h
}

// rememberedLemma is how the lemma of a form with its tags is made: it is
// known, or else the edit makes it.
type rememberedLemma struct {
	key   uint64
	lemma string
	edit  lexicon.Edit
}

// recall returns how the lemma of the token is made, from memory where it is
// there. The key is a hash of its form and its tag.
func (z *lemmatizer) recall(t *nlp.Token, key uint64, memory []rememberedLemma) *rememberedLemma {
	m := &memory[key>>(64-memoryBits)]
	if m.key == key {
		return m
	}
	*m = rememberedLemma{key: key}
	tag := tagKey(t)
	if id, ok := z.whole[linear.Mix(tag, linear.Hash(t.Form))]; ok {
		m.lemma = z.lemmas[id]
		return m
	}
	ok := false
	if z.lexicon != nil {
		m.edit, ok = z.lexicon.Lemma(t.Form, t.UPOS, t.Feats)
	}
	if !ok {
		m.edit = z.edit(tag, t.Form)
	}
	return m
}

// add gives every token its lemma. The keys are hashes of forms and tags. The
// lemmas that have to be built share one string.
func (z *lemmatizer) add(tokens []nlp.Token, keys []uint64, memory []rememberedLemma) {
	var built []byte
	var at []int // token, start, end of each built lemma
	for i := range tokens {
		t := &tokens[i]
		m := z.recall(t, keys[i], memory)
		if t.Lemma = m.lemma; t.Lemma != "" {
			continue
		}
		if m.edit == (lexicon.Edit{}) {
			t.Lemma = t.Form
			continue
		}
		start := len(built)
		built = m.edit.Apply(built, t.Form)
		at = append(at, i, start, len(built))
	}
	all := string(built)
	for k := 0; k < len(at); k += 3 {
		tokens[at[k]].Lemma = all[at[k+1]:at[k+2]]
	}
}

// edit finds the edit of the longest known suffix.
func (z *lemmatizer) edit(tag uint64, form string) lexicon.Edit {
	var ends [maxSuffix + 1]int
	n, at := 0, len(form)
	for n < maxSuffix && at > 0 {
		ends[n] = at
		_, size := utf8.DecodeLastRuneInString(form[:at])
		at -= size
		n++
	}
	ends[n] = at
	for ; n >= 0; n-- {
		if id, ok := z.suffix[suffixKey(tag, form[ends[n]:])]; ok {
			return z.edits[id]
		}
	}
	return lexicon.Edit{}
}

func suffixKey(tag uint64, suffix string) uint64 {
	return linear.Mix(linear.Mix(tag, 99), linear.Hash(suffix))
}

func (z *lemmatizer) encode() []byte {
	var w modelfile.Writer
	w.Strings(z.lemmas)
	lexicon.EncodeEdits(&w, z.edits)
	for _, m := range []map[uint64]uint32{z.whole, z.suffix} {
		w.Uint32(uint32(len(m)))
		for _, k := range sortedKeys(m) {
			w.Uint32(uint32(k >> 32))
			w.Uint32(uint32(k))
			w.Uvarint(m[k])
		}
	}
	return w.Encoded()
}

func decodeLemmatizer(r *modelfile.Reader, lex *lexicon.Lexicon) (*lemmatizer, error) {
	z := &lemmatizer{lexicon: lex, lemmas: r.Strings()}
	z.edits = lexicon.DecodeEdits(r)
	var err1, err2 error
	z.whole, err1 = decodeMap(r, len(z.lemmas))
	z.suffix, err2 = decodeMap(r, len(z.edits))
	return z, errors.Join(r.Err(), err1, err2)
}

func decodeMap(r *modelfile.Reader, limit int) (map[uint64]uint32, error) {
	n := r.Count(9)
	m := make(map[uint64]uint32, n)
	for range n {
		k := uint64(r.Uint32())<<32 | uint64(r.Uint32())
		v := r.Uvarint()
		if int(v) >= limit {
			return nil, errors.New("lemmas: no such entry")
		}
		m[k] = v
	}
	return m, nil
}
