// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// term is one occurrence in a text of something that survives rewording and
// translation: a name, a number, a word that other languages may share.
type term struct {
	key  uint64
	word int32 // its place among the words of the text
	kind kind
}

// kind is what a term is, as far as its letters tell.
type kind uint8

const (
	plainWord kind = iota
	nameWord       // written with a capital inside a sentence
	numeral
	kinds = 3
)

// shortWord is how many letters a word must have to be a term; a shorter one
// with a small letter is a function word nearly everywhere.
const shortWord = 4

// terms returns the terms of a text in their order.
func terms(text string, ws []word) []term {
	out := make([]term, 0, len(ws))
	for i, w := range ws {
		spelled := text[w.byteStart:w.byteEnd]
		t := term{word: int32(i), kind: plainWord}
		switch {
		case w.number:
			t.key, t.kind = keyOf(number(spelled), 1), numeral
		case w.capital && len(spelled) > 1:
			t.key, t.kind = keyOf(fold(spelled), 0), nameWord
		case len(spelled) < shortWord:
			continue
		default:
			t.key = keyOf(fold(spelled), 0)
		}
		out = append(out, t)
	}
	return out
}

// keyOf hashes a folded word; the realm keeps words and numbers apart.
func keyOf(folded string, realm uint64) uint64 {
	return mix(hashFolded(folded) + realm*fnvPrime)
}

// number writes a number without its group separators: a point or comma
// before exactly three digits separates groups, another one decimals.
func number(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '.' && s[i] != ',' {
			b.WriteByte(s[i])
			continue
		}
		digits := 0
		for j := i + 1; j < len(s) && '0' <= s[j] && s[j] <= '9'; j++ {
			digits++
		}
		if digits != 3 {
			b.WriteByte('.')
		}
	}
	return b.String()
}

// feature is a term type of one article, with a weight.
type feature struct {
	key    uint64
	weight float32
	kind   kind
}

// features counts the terms of an article by key, sorted by key. A key is of
// the highest kind that one of its occurrences has.
func features(ts []term) []feature {
	out := make([]feature, len(ts))
	for i, t := range ts {
		out[i] = feature{t.key, 1, t.kind}
	}
	slices.SortFunc(out, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	merged := out[:0]
	for _, f := range out {
		if n := len(merged); n > 0 && merged[n-1].key == f.key {
			merged[n-1].weight += f.weight
			merged[n-1].kind = max(merged[n-1].kind, f.kind)
			continue
		}
		merged = append(merged, f)
	}
	return slices.Clip(merged)
}

// rarity knows in how many articles of one language each key occurs.
type rarity struct {
	articles int
	others   int // articles that are not at hand
	with     map[uint64]int32
	common   map[uint64]bool // keys that are known to be common

	// What idf says of other keys and of common ones that so many articles
	// have; nil when it is to be computed.
	known [2][]float64
}

// settle computes what idf says of keys that no article has up to all. No more
// articles may be added then.
func (r *rarity) settle() {
	for common := range r.known {
		all := make([]float64, r.articles+1)
		for n := range all {
			all[n] = r.idfOf(n, common == 1)
		}
		r.known[common] = all
	}
}

func (r *rarity) add(fs []feature) { r.addTimes(fs, 1) }

// addTimes counts so many articles of the same terms.
func (r *rarity) addTimes(fs []feature, articles int) {
	if r.with == nil {
		r.with = make(map[uint64]int32, 2*len(fs))
	}
	r.articles += articles
	for _, f := range fs {
		r.with[f.key] += int32(articles)
	}
}

// Few articles tell little about how rare a word is. The counts are therefore
// those of the articles together with as many imagined ones, in a few of
// which every word occurs, and in all of them those that are known to be
// common.
const (
	imagined     = 40
	imaginedWith = 0.5
)

// idf is the inverse document frequency of a key.
func (r *rarity) idf(key uint64) float64 {
	with, common := int(r.with[key]), r.common[key]
	if r.known[0] == nil {
		return r.idfOf(with, common)
	}
	if common {
		return r.known[1][with]
	}
	return r.known[0][with]
}

// idfOf is the inverse document frequency of a key that so many articles have.
func (r *rarity) idfOf(articles int, common bool) float64 {
	n := float64(r.articles + r.others + imagined + 1)
	with := imaginedWith
	if common {
		with = float64(imagined + r.others)
	}
	return math.Log(n / (float64(articles) + with + 0.5))
}

// dot is the scalar product of two vectors sorted by key.
func dot(a, b []feature) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			sum += float64(a[i].weight) * float64(b[j].weight)
			i++
			j++
		}
	}
	return sum
}
