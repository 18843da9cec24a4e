// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
)

// A fingerprint is the hash of some words in a row. An article keeps those
// that are the least of a window (winnowing: Schleimer, Wilkerson and Aiken,
// SIGMOD 2003): two texts that share shingleWords+windowShingles-1 words in a
// row share a fingerprint, wherever the words stand.
const (
	shingleWords   = 4
	windowShingles = 6
)

// fingerprints returns the winnowed fingerprints of a text for a window of so
// many shingles, sorted, each once.
func fingerprints(ws []word, window int) []uint64 {
	hashes := shingles(ws)
	var out []uint64
	last := -1
	for i := range hashes {
		from := max(0, i-window+1)
		if i+1 < window && i+1 < len(hashes) {
			continue // the first window is not full yet
		}
		least := from
		for j := from; j <= i; j++ {
			if hashes[j] <= hashes[least] {
				least = j
			}
		}
		if least != last {
			out = append(out, hashes[least])
			last = least
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shingles hashes every shingleWords words in a row. A shorter text is one
// shingle.
func shingles(ws []word) []uint64 {
	if len(ws) == 0 {
		return nil
	}
	n := max(1, len(ws)-shingleWords+1)
	out := make([]uint64, n)
	for i := range out {
		h := uint64(fnvOffset)
		for _, w := range ws[i:min(i+shingleWords, len(ws))] {
			h = (h ^ w.hash) * fnvPrime
		}
		out[i] = mix(h)
	}
	return out
}

// wholeHash is one hash of all the words: equal for texts that differ in
// nothing but signs and spaces.
func wholeHash(ws []word) uint64 {
	h := uint64(fnvOffset)
	for _, w := range ws {
		h = (h ^ w.hash) * fnvPrime
	}
	return mix(h)
}

// posting says that a key occurs in an article, with a weight.
type posting struct {
	key     uint64
	article int32
	weight  float32
}

// crowd is how many articles may share a key and still be compared each with
// each. In a larger crowd everybody is compared with the first ones and with
// the one before: a text that a thousand pages carry still links them, with a
// thousand pairs and not a million.
const (
	crowd      = 24
	crowdFirst = 3
)

// shared is a pair of articles, a < b, and the weight of the keys that they
// share.
type shared struct {
	a, b   int32
	weight float32
	keys   int32
}

// pairs returns the pairs of articles that share keys, sorted by a, b. The
// numbers of the articles are taken as their order in time.
func pairs(ps []posting) []shared {
	slices.SortFunc(ps, func(x, y posting) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.article, y.article))
	})
	var out []shared
	full := mergeAt
	for start := 0; start < len(ps); {
		end := start + 1
		for end < len(ps) && ps[end].key == ps[start].key {
			end++
		}
		out = together(out, ps[start:end])
		if len(out) > full {
			out = mergePairs(out)
			full = max(mergeAt, 2*len(out))
		}
		start = end
	}
	return mergePairs(out)
}

// mergeAt is how many pairs pile up before they are merged for the first
// time.
const mergeAt = 1 << 21

// together adds the pairs among the articles of one key.
func together(out []shared, group []posting) []shared {
	for i := 1; i < len(group); i++ {
		for j := 0; j < i; j++ {
			if len(group) > crowd && j >= crowdFirst && j != i-1 {
				continue
			}
			a, b := group[j], group[i]
			out = append(out, shared{a.article, b.article, a.weight * b.weight, 1})
		}
	}
	return out
}

// mergePairs sorts the pairs and adds up those of the same two articles.
func mergePairs(ps []shared) []shared {
	slices.SortStableFunc(ps, func(x, y shared) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	out := ps[:0]
	for _, p := range ps {
		if n := len(out); n > 0 && out[n-1].a == p.a && out[n-1].b == p.b {
			out[n-1].weight += p.weight
			out[n-1].keys += p.keys
			continue
		}
		out = append(out, p)
	}
	return out
}
