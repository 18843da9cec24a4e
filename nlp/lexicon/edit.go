// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"depesche/nlp/modelfile"
)

// Edit turns a form into its lemma: it drops the first and last characters,
// puts others in their place and changes the case of letters. The zero Edit
// leaves the form as it is.
type Edit struct {
	Drop, Cut   int // characters
	Front, Back string
	Letter      byte // 'l' lower the first letter, 'L' all; 'u' raise the first; 0 as is
}

// EditOf returns the edit that makes the lemma of the form: what stands
// before and after the longest stretch that both share is exchanged.
func EditOf(form, lemma string) Edit {
	f, l := []rune(form), []rune(lemma)
	if form == lemma || len(f) == 0 || len(l) == 0 {
		return Edit{}
	}
	e := Edit{}
	low := []rune(strings.ToLower(form))
	switch {
	case len(low) == len(f) && len(f) > 1 && unicode.IsUpper(f[0]) && unicode.IsUpper(f[1]) && unicode.IsLower(l[0]):
		e.Letter, f = 'L', low
	case unicode.IsUpper(f[0]) && unicode.IsLower(l[0]):
		e.Letter, f[0] = 'l', unicode.ToLower(f[0])
	case unicode.IsLower(f[0]) && unicode.IsUpper(l[0]):
		e.Letter, l[0] = 'u', unicode.ToLower(l[0])
	}
	i, j, n := longestCommon(f, l)
	if n == 0 {
		return Edit{}
	}
	e.Drop, e.Front = i, string(l[:j])
	e.Cut, e.Back = len(f)-i-n, string(l[j+n:])
	return e
}

// longestCommon finds the first of the longest stretches that a and b share.
func longestCommon(a, b []rune) (i, j, n int) {
	row := make([]int, len(b)+1)
	for x := range a {
		before := 0
		for y := range b {
			here := row[y+1]
			row[y+1] = 0
			if a[x] == b[y] {
				row[y+1] = before + 1
				if before+1 > n {
					n = before + 1
					i, j = x+1-n, y+1-n
				}
			}
			before = here
		}
	}
	return i, j, n
}

// Apply appends the lemma of the form to b. A form that is too short for the
// edit is appended as it is.
func (e *Edit) Apply(b []byte, form string) []byte {
	rest := form
	for range e.Drop {
		_, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
	}
	for range e.Cut {
		_, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
	}
	if rest == "" {
		return append(b, form...)
	}
	start := len(b)
	b = append(b, e.Front...)
	b = append(b, rest...)
	b = append(b, e.Back...)
	switch e.Letter {
	case 'L':
		return append(b[:start], strings.ToLower(string(b[start:]))...)
	case 'l', 'u':
		return recase(b, start, e.Letter == 'u')
	}
	return b
}

// recase changes the first letter at start, unless that would change its
// length.
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

func (e Edit) compare(o Edit) int {
	return cmp.Or(cmp.Compare(e.Drop, o.Drop), cmp.Compare(e.Cut, o.Cut), cmp.Compare(e.Front, o.Front),
		cmp.Compare(e.Back, o.Back), cmp.Compare(e.Letter, o.Letter))
}

// EncodeEdits writes a list of edits.
func EncodeEdits(w *modelfile.Writer, list []Edit) {
	w.Uint32(uint32(len(list)))
	for _, e := range list {
		w.Raw(byte(e.Drop), byte(e.Cut), e.Letter)
		w.String(e.Front)
		w.String(e.Back)
	}
}

// DecodeEdits reads what EncodeEdits wrote.
func DecodeEdits(r *modelfile.Reader) []Edit {
	list := make([]Edit, r.Count(11))
	for i := range list {
		if b := r.Take(3); b != nil {
			list[i] = Edit{Drop: int(b[0]), Cut: int(b[1]), Letter: b[2]}
		}
		list[i].Front, list[i].Back = r.String(), r.String()
	}
	return list
}
