// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp"
	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// lemmatizer knows the lemmas of words seen in training and edits for the
// others. Both are looked up by hashes of tag and word, or tag and suffix.
type lemmatizer struct {
	lemmas []string
	edits  []edit
	whole  map[uint64]uint32 // tag and form → lemma
	suffix map[uint64]uint32 // tag and suffix → edit
}

// edit turns a form into its lemma: drop the first and last characters,
// put others in their place, change the case.
type edit struct {
	drop, cut   int // characters
	front, back string
	letter      byte // 'l' lower the first letter, 'L' all; 'u' raise the first; 0 as is
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

// add gives every token its lemma. The lemmas that have to be built share one
// string.
func (z *lemmatizer) add(tokens []nlp.Token) {
	var built []byte
	var at []int // token, start, end of each built lemma
	for i := range tokens {
		t := &tokens[i]
		tag := tagKey(t)
		if id, ok := z.whole[linear.Mix(tag, linear.Hash(t.Form))]; ok {
			t.Lemma = z.lemmas[id]
			continue
		}
		e := z.edit(tag, t.Form)
		if e == (edit{}) {
			t.Lemma = t.Form
			continue
		}
		start := len(built)
		built = e.apply(built, t.Form)
		at = append(at, i, start, len(built))
	}
	all := string(built)
	for k := 0; k < len(at); k += 3 {
		tokens[at[k]].Lemma = all[at[k+1]:at[k+2]]
	}
}

// edit finds the edit of the longest known suffix.
func (z *lemmatizer) edit(tag uint64, form string) edit {
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
	return edit{}
}

func suffixKey(tag uint64, suffix string) uint64 {
	return linear.Mix(linear.Mix(tag, 99), linear.Hash(suffix))
}

// apply appends the lemma of the form to b. A form that is too short for the
// edit is appended as it is.
func (e *edit) apply(b []byte, form string) []byte {
	rest := form
	for range e.drop {
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	for range e.cut {
		_, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
	}
	if rest == "" && form != "" {
		return append(b, form...)
	}
	start := len(b)
	b = append(b, e.front...)
	b = append(b, rest...)
	b = append(b, e.back...)
	switch e.letter {
	case 'L':
		return append(b[:start], strings.ToLower(string(b[start:]))...)
	case 'l', 'u':
		return recase(b, start, e.letter == 'u')
	}
	return b
}

func recase(b []byte, start int, up bool) []byte {
	c, size := utf8.DecodeRune(b[start:])
	d := unicode.ToLower(c)
	if up {
		d = unicode.ToUpper(c)
	}
	if utf8.RuneLen(d) == size {
		utf8.EncodeRune(b[start:], d)
	}
	return b
}

func (z *lemmatizer) encode() []byte {
	var w modelfile.Writer
	w.Strings(z.lemmas)
	w.Uint32(uint32(len(z.edits)))
	for _, e := range z.edits {
		w.Raw(byte(e.drop), byte(e.cut), e.letter)
		w.String(e.front)
		w.String(e.back)
	}
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

func decodeLemmatizer(r *modelfile.Reader) (*lemmatizer, error) {
	z := &lemmatizer{lemmas: r.Strings()}
	z.edits = make([]edit, r.Count(11))
	for i := range z.edits {
		if b := r.Take(3); b != nil {
			z.edits[i] = edit{drop: int(b[0]), cut: int(b[1]), letter: b[2]}
		}
		z.edits[i].front, z.edits[i].back = r.String(), r.String()
	}
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
