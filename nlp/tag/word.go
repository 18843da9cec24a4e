// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"unicode"
	"unicode/utf8"

	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

const (
	suffixes = 5 // lengths of suffixes in characters
	prefixes = 3
)

// word is what the features say about a token as it is written.
type word struct {
	form, lower uint64 // hashes
	shape       uint64
	suffix      [suffixes]uint64 // of the last 1, 2, … characters, lower case
	prefix      [prefixes]uint64
	class       uint64 // what the lexicon says: hash of its analyses, 0 unknown
	pos         uint64 // hash of the parts of speech among them
	cluster     [2]uint64
	flags       uint64
	cells       uint64 // what its noun phrase can be, 0 unknown
	cases       uint64
	verbs       uint64 // forms of a verb that it can be, 0 unknown
	ahead       uint64 // finite forms of the next word of the clause that can be a finite verb
	subjects    uint64 // words that can be a subject between here and the end of the clause, up to 3
	phrase      lexicon.Phrase
	set         uint32 // of its candidates
}

// outside stands for the tokens before and after the sentence.
var outside = word{form: 3, lower: 3, shape: 3}

// flags of a word
const (
	capital = 1 << iota
	upper
	digit
	hyphen
	dot
	first
)

// reader turns tokens into words. It owns the buffers that this takes.
type reader struct {
	lexicon *lexicon.Lexicon
	buf     []byte
	ends    []int
}

// read fills w with a token of which the hash of the form is known, and
// whether it is the first of its sentence.
func (r *reader) read(w *word, form string, hash uint64, begins bool) {
	*w = word{form: hash}
	r.lowercase(form)
	w.lower = hashBytes(r.buf)
	n := len(r.ends)
	for k := 1; k <= suffixes && k < n; k++ {
		w.suffix[k-1] = linear.Mix(hashBytes(r.buf[r.ends[n-1-k]:]), uint64(k))
	}
	for k := 1; k <= prefixes && k < n; k++ {
		w.prefix[k-1] = linear.Mix(hashBytes(r.buf[:r.ends[k]]), uint64(k))
	}
	w.shape, w.flags = shape(form)
	if begins {
		w.flags |= first
	}
	if r.lexicon != nil {
		e := r.lexicon.Find(form, begins)
		w.class, w.pos, w.phrase = e.Class, e.Parts, e.Phrase
		w.verbs = uint64(e.Verbs)
		w.cluster = r.lexicon.Cluster(w.lower)
	}
}

// endsClause reports whether a token is a mark as they stand between clauses.
func endsClause(form string) bool {
	switch form {
	case ",", ";", ":", ".", "?", "!", "(", ")", "-":
		return true
	}
	return false
}

// lowercase puts the lower case of s into buf, and into ends where its
// characters begin, with the end as the last.
func (r *reader) lowercase(s string) {
	r.buf, r.ends = r.buf[:0], append(r.ends[:0], 0)
	for _, c := range s {
		r.buf = utf8.AppendRune(r.buf, unicode.ToLower(c))
		r.ends = append(r.ends, len(r.buf))
	}
}

func hashBytes(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return linear.Mix(h, 1) | 1
}

// shape hashes the word with its letters replaced by their kind and repeated
// kinds dropped: "Xx", "X.X.", "9-x".
func shape(s string) (hash, flags uint64) {
	last := byte(0)
	hash = 17
	letters, uppers := 0, 0
	for i, c := range s {
		k := kind(c)
		switch k {
		case 'X':
			uppers++
			letters++
			if i == 0 {
				flags |= capital
			}
		case 'x':
			letters++
		case '9':
			flags |= digit
		case '-':
			flags |= hyphen
		case '.':
			flags |= dot
		}
		if k != last {
			hash = linear.Mix(hash, uint64(k))
			last = k
		}
	}
	if letters > 1 && uppers == letters {
		flags |= upper
	}
	return hash, flags
}

func kind(c rune) byte {
	switch {
	case unicode.IsUpper(c):
		return 'X'
	case unicode.IsLetter(c):
		return 'x'
	case unicode.IsDigit(c):
		return '9'
	case c < utf8.RuneSelf:
		return byte(c)
	}
	return 'o'
}
