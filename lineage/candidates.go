// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"math"
	"slices"
)

// The bounds that keep the search for relatives near linear.
const (
	strongTerms = 28 // of an article, by which it is looked for
	acrossTerms = 28 // more of them, that occur in several languages
	partners    = 16 // articles of like content that one article is compared with, for each language
	minPrints   = 2  // fingerprints that two articles share before they are compared
	minTerms    = 3  // strong terms
)

// candidates returns the pairs of articles that may have drawn on one
// another, a < b, sorted: those that share fingerprints and those that share
// strong terms.
func candidates(sketches []*sketch) []shared {
	out := append(byPrints(sketches), byTerms(sketches)...)
	return mergePairs(out)
}

func byPrints(sketches []*sketch) []shared {
	var ps []posting
	for i, s := range sketches {
		for _, h := range s.prints {
			ps = append(ps, posting{h, int32(i), 1})
		}
	}
	return slices.DeleteFunc(pairs(ps), func(p shared) bool {
		fewest := min(len(sketches[p.a].prints), len(sketches[p.b].prints))
		return int(p.keys) < min(minPrints, max(1, fewest/3))
	})
}

func byTerms(sketches []*sketch) []shared {
	spread := spreadOf(sketches)
	var ps []posting
	for i, s := range sketches {
		for _, f := range spread.strong(s, strongTerms, 1) {
			ps = append(ps, posting{f.key, int32(i), f.weight})
		}
		if spread.languages > 1 {
			for _, f := range spread.strong(s, acrossTerms, 2) {
				ps = append(ps, posting{mix(f.key + 1), int32(i), f.weight})
			}
		}
	}
	found := slices.DeleteFunc(pairs(ps), func(p shared) bool { return p.keys < minTerms })
	return nearest(found, sketches)
}

// spread knows how many articles hold a key, and in how many languages.
type spread struct {
	articles, languages int
	with                map[uint64]held
}

type held struct {
	articles int32
	language uint16 // the first, as a number
	several  bool
}

func spreadOf(sketches []*sketch) *spread {
	s := &spread{articles: len(sketches), with: map[uint64]held{}}
	numbers := map[string]uint16{}
	for _, sk := range sketches {
		n, ok := numbers[sk.language]
		if !ok {
			n = uint16(len(numbers))
			numbers[sk.language] = n
		}
		for _, f := range sk.features {
			h, ok := s.with[f.key]
			if !ok {
				h.language = n
			}
			h.articles++
			h.several = h.several || h.language != n
			s.with[f.key] = h
		}
	}
	s.languages = len(numbers)
	return s
}

// strong returns the n heaviest features of an article among those that at
// least another article holds, in as many languages (1 or more).
func (s *spread) strong(sk *sketch, n int, languages int) []feature {
	var out []feature
	for _, f := range sk.features {
		h := s.with[f.key]
		if h.articles < 2 || languages > 1 && !h.several {
			continue
		}
		w := math.Log(float64(s.articles+imagined)/float64(h.articles)) * (1 + math.Log(float64(f.weight)))
		if f.kind == plainWord {
			w *= plainFactor
		}
		out = append(out, feature{f.key, float32(w), f.kind})
	}
	slices.SortFunc(out, func(a, b feature) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key))
	})
	return out[:min(n, len(out))]
}

// plainFactor is how much less a plain word says than a name or a number.
const plainFactor = 0.5

// nearest keeps, for every article and language, the pairs with the heaviest
// partners.
func nearest(ps []shared, sketches []*sketch) []shared {
	type side struct {
		article int32
		pair    int
	}
	sides := make([]side, 0, 2*len(ps))
	for i, p := range ps {
		sides = append(sides, side{p.a, i}, side{p.b, i})
	}
	other := func(s side) string { return sketches[ps[s.pair].a+ps[s.pair].b-s.article].language }
	slices.SortFunc(sides, func(x, y side) int {
		return cmp.Or(cmp.Compare(x.article, y.article), cmp.Compare(other(x), other(y)),
			cmp.Compare(ps[y.pair].weight, ps[x.pair].weight), cmp.Compare(x.pair, y.pair))
	})
	keep := make([]bool, len(ps))
	rank := 0
	for i, s := range sides {
		if i > 0 && sides[i-1].article == s.article && other(sides[i-1]) == other(s) {
			rank++
		} else {
			rank = 0
		}
		keep[s.pair] = keep[s.pair] || rank < partners
	}
	var out []shared
	for i, p := range ps {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}
