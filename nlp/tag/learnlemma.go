// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"depesche/nlp"
	"depesche/nlp/linear"
)

// editOf returns the edit that makes the lemma of the form: what stands
// before and after the longest stretch that both share is exchanged.
func editOf(form, lemma string) edit {
	if form == lemma {
		return edit{}
	}
	e := edit{}
	f, l := []rune(form), []rune(lemma)
	if len(f) == 0 || len(l) == 0 {
		return edit{back: lemma}
	}
	low := []rune(strings.ToLower(form))
	switch {
	case unicode.IsUpper(f[0]) && len(f) > 1 && unicode.IsUpper(f[1]) && unicode.IsLower(l[0]):
		e.letter, f = 'L', low
	case unicode.IsUpper(f[0]) && unicode.IsLower(l[0]):
		e.letter = 'l'
		f[0] = low[0]
	case unicode.IsLower(f[0]) && unicode.IsUpper(l[0]):
		e.letter = 'u'
		l[0] = unicode.ToLower(l[0])
	}
	i, j, n := longestCommon(f, l)
	if n == 0 {
		return edit{}
	}
	e.drop, e.front = i, string(l[:j])
	e.cut, e.back = len(f)-i-n, string(l[j+n:])
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

// lemmaCount counts what was seen with one key.
type lemmaCount map[string]int

func (c lemmaCount) best() string {
	return slices.MinFunc(slices.Sorted(maps.Keys(c)), func(a, b string) int {
		return cmp.Compare(c[b], c[a])
	})
}

// learnLemmas counts forms, suffixes and lemmas. A suffix is kept only when a
// shorter one does not already choose the same edit, a form only when its
// suffix does not.
func learnLemmas(docs []*nlp.Doc) *lemmatizer {
	z := &lemmatizer{whole: map[uint64]uint32{}, suffix: map[uint64]uint32{}}
	editIDs := map[edit]uint32{}
	bySuffix := [maxSuffix + 1]map[uint64]map[uint32]int{}
	for n := range bySuffix {
		bySuffix[n] = map[uint64]map[uint32]int{}
	}
	seen := map[uint64]lemmaCount{}
	forms := map[uint64]*nlp.Token{}
	for _, d := range docs {
		for i := range d.Tokens {
			t := &d.Tokens[i]
			if t.Lemma == "" {
				continue
			}
			key := linear.Mix(tagKey(t), linear.Hash(t.Form))
			if seen[key] == nil {
				seen[key] = lemmaCount{}
				forms[key] = t
			}
			seen[key][t.Lemma]++
			if seen[key][t.Lemma] == 1 {
				z.countSuffixes(t, editIDs, &bySuffix)
			}
		}
	}
	z.keepSuffixes(&bySuffix)
	z.keepForms(seen, forms)
	return z
}

func (z *lemmatizer) countSuffixes(t *nlp.Token, ids map[edit]uint32, by *[maxSuffix + 1]map[uint64]map[uint32]int) {
	e := editOf(t.Form, t.Lemma)
	if e.drop > 250 || e.cut > 250 {
		return
	}
	id, ok := ids[e]
	if !ok {
		id = uint32(len(z.edits))
		ids[e] = id
		z.edits = append(z.edits, e)
	}
	runes := []rune(t.Form)
	for n := 0; n <= maxSuffix && n <= len(runes); n++ {
		key := suffixKey(tagKey(t), string(runes[len(runes)-n:]))
		if by[n][key] == nil {
			by[n][key] = map[uint32]int{}
		}
		by[n][key][id]++
	}
}

// keepSuffixes keeps the commonest edit of every suffix seen twice or more.
func (z *lemmatizer) keepSuffixes(by *[maxSuffix + 1]map[uint64]map[uint32]int) {
	for n := range by {
		for key, edits := range by[n] {
			total, best, top := 0, uint32(0), 0
			for _, id := range slices.Sorted(maps.Keys(edits)) {
				total += edits[id]
				if edits[id] > top {
					best, top = id, edits[id]
				}
			}
			if total > 1 || n == 0 {
				z.suffix[key] = best
			}
		}
	}
}

func (z *lemmatizer) keepForms(seen map[uint64]lemmaCount, forms map[uint64]*nlp.Token) {
	ids := map[string]uint32{}
	for _, key := range slices.Sorted(maps.Keys(seen)) {
		lemma := seen[key].best()
		t := *forms[key]
		one := []nlp.Token{t}
		z.add(one)
		if one[0].Lemma == lemma {
			continue
		}
		id, ok := ids[lemma]
		if !ok {
			id = uint32(len(z.lemmas))
			ids[lemma] = id
			z.lemmas = append(z.lemmas, lemma)
		}
		z.whole[key] = id
	}
}
