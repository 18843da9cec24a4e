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

// word is a word of the sentence and what has been attached to it so far.
// Links are indices into the words; 0 is none, 1 is the root.
type word struct {
	a              [attributes]uint64
	left1, left2   int32 // outermost and next child to the left
	right1, right2 int32 // outermost and next child to the right
	head           int32
	token          int32 // index into the sentence
	sure, sureRel  uint8 // how sure the parser was of the head and the relation
	marks          int32 // number of marks in the sentence up to here
	lefts, rights  uint8 // number of children
	relation       uint8 // to its head, once attached
	has            uint64
}

// What stands before the words of the sentence: no word, and the root.
const (
	absent = iota
	ground
	firstWord
)

// reader turns tokens into words.
type reader struct {
	lexicon *lexicon.Lexicon
	buf     []byte
	phrases []lexicon.Phrase
	cells   []lexicon.Cells
	memory  []remembered
	tags    map[tagKey]tagAtoms
}

// remembered is what the form of a word tells: most words of a text come more
// than once.
type remembered struct {
	hash      uint64 // of the form as it is written; 0: nothing is remembered
	form, end uint64
	cluster   [2]uint64
	phrase    lexicon.Phrase
	tag       tagKey // with which the form came last
	tagAtoms
}

// memoryBits is how many forms are remembered, as a power of 2.
const memoryBits = 13

// recall returns what the form of the token tells.
func (r *reader) recall(t *nlp.Token) *remembered {
	hash := linear.Hash(t.Form)
	m := &r.memory[hash>>(64-memoryBits)]
	if m.hash == hash {
		return m
	}
	r.buf = r.buf[:0]
	for _, c := range t.Form {
		r.buf = utf8.AppendRune(r.buf, unicode.ToLower(c))
	}
	*m = remembered{hash: hash, form: hashBytes(r.buf), end: hashBytes(r.buf[max(0, len(r.buf)-3):])}
	if r.lexicon != nil {
		m.cluster = r.lexicon.Cluster(m.form)
		m.phrase = r.lexicon.Phrase(t.Form)
	}
	return m
}

// tagKey names a tag, tagAtoms what the features say of it.
type tagKey struct{ upos, feats string }

type tagAtoms struct{ upos, pos, morph, agree uint64 }

// maxTags bounds the tags that are remembered.
const maxTags = 4096

func (r *reader) tag(t *nlp.Token) tagAtoms {
	key := tagKey{t.UPOS, t.Feats}
	z, ok := r.tags[key]
	if ok {
		return z
	}
	z.upos = linear.Hash(t.UPOS)
	z.morph = linear.Mix(z.upos, linear.Hash(t.Feats))
	z.pos = z.upos
	if form := t.Feat("VerbForm"); form != "" {
		z.pos = linear.Mix(z.upos, linear.Hash(form))
	}
	if kind := t.Feat("PronType"); kind != "" {
		z.pos = linear.Mix(z.pos, linear.Hash(kind))
	}
	z.agree = linear.Mix(z.upos, linear.Hash(t.Feat("Case")))
	if strings.Contains(t.Feats, "Number") {
		z.agree = linear.Mix(z.agree, linear.Hash(t.Feat("Number")))
	}
	if r.tags == nil || len(r.tags) >= maxTags {
		r.tags = map[tagKey]tagAtoms{}
	}
	r.tags[key] = z
	return z
}

func (r *reader) read(w *word, t *nlp.Token) {
	m := r.recall(t)
	if key := (tagKey{t.UPOS, t.Feats}); m.tag != key || key == (tagKey{}) {
		m.tag, m.tagAtoms = key, r.tag(t)
	}
	z := &m.tagAtoms
	w.a[form], w.a[lemma] = m.form, linear.Hash(t.Lemma)
	w.a[pos], w.a[upos], w.a[morph], w.a[agree] = z.pos, z.upos, z.morph, z.agree
	w.a[end], w.a[coarse], w.a[fine] = m.end, m.cluster[0], m.cluster[1]
	w.a[cells] = z.upos
	w.a[rival] = linear.Hash(t.Rival)
}

// readAll turns the words of a sentence into words and leaves out its
// punctuation, unless there is nothing else. It returns the marks behind the
// last word too.
func (r *reader) readAll(words []word, tokens []nlp.Token) (all []word, after uint64) {
	words = append(words[:0], word{}, word{})
	for i := range words[0].a {
		words[0].a[i], words[1].a[i] = atom(absent, uint64(i)), atom(ground, uint64(i))
	}
	if len(r.memory) == 0 {
		r.memory = make([]remembered, 1<<memoryBits)
	}
	agrees := r.lexicon.Agrees()
	if agrees {
		r.phrases = r.phrases[:0]
		for i := range tokens {
			r.phrases = append(r.phrases, r.recall(&tokens[i]).phrase)
		}
		r.cells = lexicon.Agree(r.phrases, r.cells)
	}
	between, marks := uint64(1), int32(0)
	for i := range tokens {
		if isPunct(&tokens[i]) {
			between = linear.Mix(between, linear.Hash(tokens[i].Form))
			marks++
			continue
		}
		words = append(words, word{token: int32(i), marks: marks})
		w := &words[len(words)-1]
		r.read(w, &tokens[i])
		if agrees {
			c := r.cells[i]
			w.a[cells] = linear.Mix(w.a[upos], c.Cases()|c.Numbers()<<4)
		}
		w.a[before] = between
		between = 1
	}
	if len(words) == firstWord {
		for i := range tokens {
			words = append(words, word{token: int32(i)})
			r.read(&words[len(words)-1], &tokens[i])
		}
	}
	return words, between
}

// bare takes away what has been attached to the word.
func (w *word) bare() {
	w.left1, w.left2, w.right1, w.right2, w.head = 0, 0, 0, 0, 0
	w.lefts, w.rights, w.relation, w.has = 0, 0, 0, 0
	w.a[relation], w.a[kids], w.a[val], w.a[prep] = 0, 0, 0, 0
}

// atom returns a hash of two small numbers.
func atom(kind, value uint64) uint64 { return linear.Mix(linear.Mix(kind+1, value+1), 77) }

func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return linear.Mix(h, 1) | 1
}
