// SPDX-License-Identifier: Apache-2.0

package tag

import (
	"cmp"
	"maps"
	"slices"

	"depesche/nlp"
	"depesche/nlp/lexicon"
	"depesche/nlp/linear"
)

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
func learnLemmas(docs []*nlp.Doc, lex *lexicon.Lexicon) *lemmatizer {
	z := &lemmatizer{lexicon: lex, whole: map[uint64]uint32{}, suffix: map[uint64]uint32{}}
	editIDs := map[lexicon.Edit]uint32{}
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

func (z *lemmatizer) countSuffixes(t *nlp.Token, ids map[lexicon.Edit]uint32, by *[maxSuffix + 1]map[uint64]map[uint32]int) {
	e := lexicon.EditOf(t.Form, t.Lemma)
	if e.Drop > 250 || e.Cut > 250 {
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
		one := []nlp.Token{*forms[key]}
		z.add(one, []uint64{1}, make([]rememberedLemma, 1))
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
