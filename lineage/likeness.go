// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"math"
	"slices"
)

// corpus is what is known of the words of all articles at hand, by language.
type corpus struct {
	byLanguage map[string]*rarity
	cues       map[string]*Cues
	others     int // articles that are not at hand, for each language
}

func (c *corpus) language(code string) *rarity {
	if c.byLanguage == nil {
		c.byLanguage = map[string]*rarity{}
	}
	r := c.byLanguage[code]
	if r == nil {
		r = &rarity{others: c.others}
		if cues := c.cues[code]; cues != nil {
			r.common = cues.common
		}
		c.byLanguage[code] = r
	}
	return r
}

// scale weighs the terms of a pair of articles: how rare a term is where it
// occurs, and how far it can be expected to be found in a telling of the same
// in the other article's language.
type scale struct {
	own, other *rarity
	same       bool           // both languages are one
	kept       [kinds]float64 // share of terms of a kind that a translation keeps
}

// What a translation keeps as it was written, up to transliteration: nearly
// all numerals, most names, few other words. Where a language writes more
// words with a capital than names, fewer of those are names.
const (
	keptNumerals = 0.9
	keptNames    = 0.8
	keptWords    = 0.08
	nameRate     = 0.13 // of words, in languages that write only names with a capital
	believeAfter = 30   // articles of a language: absence of a word there then means half as much
)

func (c *corpus) scale(own, other *sketch) scale {
	s := scale{own: c.language(own.language), other: c.language(other.language), same: own.language == other.language}
	names := keptNames * min(1, nameRate/max(own.capitals, 0.01))
	s.kept = [kinds]float64{plainWord: keptWords, nameWord: names, numeral: keptNumerals}
	return s
}

// weight is how much it means that a term of the own article is found in the
// other one.
func (s scale) weight(key uint64) float64 {
	if s.same {
		return s.own.idf(key)
	}
	return min(s.own.idf(key), s.other.idf(key))
}

// expected is how much of a term's weight the other article should show if
// it told the same.
func (s scale) expected(t term) float64 {
	if s.same {
		return s.own.idf(t.key)
	}
	if s.other.with[t.key] > 0 {
		return s.weight(t.key)
	}
	return s.own.idf(t.key) * s.kept[t.kind] * believeAfter / (believeAfter + float64(s.other.articles))
}

func (s scale) expectedOf(ts []term) float64 {
	sum := 0.0
	for _, t := range ts {
		sum += s.expected(t)
	}
	return sum
}

// likeness is how far two articles tell the same things in the same order:
// the weight of the terms that they share in order, as a share of what each
// would show if all of it were in the other, and the share of each that
// stands in sentences with such terms.
type likeness struct {
	ofA, ofB         float64
	spreadA, spreadB float64
	matches          []match
}

// both is the geometric mean of the two shares.
func (l likeness) both() float64 { return math.Sqrt(l.ofA * l.ofB) }

// score is high when much of both articles is told in the other and when it
// stands all over them: two sentences in common make no paraphrase.
func (l likeness) score() float64 { return l.both() * math.Sqrt(l.spreadA*l.spreadB) }

func (c *corpus) likeness(a, b *reading) likeness {
	sa, sb := c.scale(a.sketch, b.sketch), c.scale(b.sketch, a.sketch)
	l := likeness{matches: ordered(a.terms, b.terms, sa)}
	w := 0.0
	for _, m := range l.matches {
		w += sa.weight(a.terms[m.a].key)
	}
	l.ofA = w / max(w, sa.expectedOf(a.terms), 1e-9)
	l.ofB = w / max(w, sb.expectedOf(b.terms), 1e-9)
	l.spreadA = sa.spread(a, len(l.matches), func(i int) int32 { return l.matches[i].a })
	l.spreadB = sb.spread(b, len(l.matches), func(i int) int32 { return l.matches[i].b })
	return l
}

// told is the share of a sentence's weight that must be matched for the
// sentence to count as told by the other article.
const told = 0.12

// spread is the share of an article's weight that stands in sentences which
// the matched terms say are told by the other article.
func (s scale) spread(r *reading, matches int, at func(int) int32) float64 {
	n := int32(0)
	if len(r.words) > 0 {
		n = r.words[len(r.words)-1].sentence + 1
	}
	expected, matched := make([]float64, n), make([]float64, n)
	all := 0.0
	for _, t := range r.terms {
		w := s.expected(t)
		expected[r.words[t.word].sentence] += w
		all += w
	}
	for i := range matches {
		t := r.terms[at(i)]
		matched[r.words[t.word].sentence] += s.weight(t.key)
	}
	in := 0.0
	for i := range expected {
		if matched[i] > 0 && matched[i] >= told*expected[i] {
			in += expected[i]
		}
	}
	return in / max(all, 1e-9)
}

// match is a term of a and the term of b that is the same.
type match struct{ a, b int32 }

// termPlaces is how many places of a term in the other text are tried.
const termPlaces = 12

// ordered returns the terms that occur in both texts in the same order and
// weigh most together: a longest common subsequence, found over the matches
// only (Hunt and Szymanski 1977).
func ordered(a, b []term, s scale) []match {
	places := make(map[uint64][]int32, len(a))
	for i, t := range a {
		places[t.key] = append(places[t.key], int32(i))
	}
	var links []link
	tree := make([]tail, len(a)+1)
	for j, t := range b {
		at := near(places[t.key], j, len(a), len(b))
		if len(at) == 0 {
			continue
		}
		w := s.weight(t.key)
		for _, i := range slices.Backward(at) {
			before := heaviestTail(tree, int(i))
			grown := tail{before.weight + w, len(links)}
			links = append(links, link{match{i, int32(j)}, before.link - 1})
			grown.link++
			for k := int(i) + 1; k < len(tree) && grown.weight > tree[k].weight; k += k & -k {
				tree[k] = grown
			}
		}
	}
	var out []match
	for at := heaviestTail(tree, len(a)).link - 1; at >= 0; at = links[at].before {
		out = append(out, links[at].match)
	}
	slices.Reverse(out)
	return out
}

// tail is the end of a chain of matches: the weight of the chain and its last
// link, counted from 1; 0 is no chain.
type tail struct {
	weight float64
	link   int
}

// link is a match and the link before it in its chain, -1 for none.
type link struct {
	match  match
	before int
}

// near returns the places that lie nearest to where j of m stands in n, at
// most termPlaces.
func near(places []int32, j, n, m int) []int32 {
	if len(places) <= termPlaces {
		return places
	}
	at, _ := slices.BinarySearch(places, int32(j*n/m))
	from := max(0, min(at-termPlaces/2, len(places)-termPlaces))
	return places[from : from+termPlaces]
}

func heaviestTail(tree []tail, i int) tail {
	best := tail{}
	for ; i > 0; i -= i & -i {
		if tree[i].weight > best.weight {
			best = tree[i]
		}
	}
	return best
}
