// SPDX-License-Identifier: Apache-2.0

package lineage

import "slices"

// run is a row of words that two texts share: a.words[a0:a1] are
// b.words[b0:b1], one by one.
type run struct{ a0, a1, b0, b1 int32 }

func (r run) length() int32 { return r.a1 - r.a0 }

const (
	seedWords    = 3 // a run begins with as many words in a row
	seedsPerGram = 8 // places in From that a seed may continue at
	minRun       = 3
)

// alignment is how two texts share words: runs sorted by their place in b,
// which do not overlap there.
type alignment struct {
	runs []run
}

// align finds the runs of words that b shares with a: at each word of b the
// longest run that begins there and in one of the places in a that its first
// words have. It takes time linear in the lengths of the texts: a seed has a
// bounded number of places, and a found run is jumped over.
func align(a, b []word) alignment {
	places := seedPlaces(a)
	var out []run
	for j := 0; j < len(b); {
		best := run{}
		for _, i := range places[seedAt(b, j)] {
			if r := extend(a, b, int(i), j); r.length() > best.length() || r.length() == best.length() && follows(out, r) {
				best = r
			}
		}
		if best.length() < minRun {
			j++
			continue
		}
		out = append(out, best)
		j = int(best.b1)
	}
	return alignment{runs: anchored(unrepeated(backwards(a, b, out)))}
}

// follows reports whether r continues in a where the last run ended.
func follows(runs []run, r run) bool {
	if len(runs) == 0 {
		return false
	}
	gap := r.a0 - runs[len(runs)-1].a1
	return 0 <= gap && gap < 40
}

// seedPlaces maps the hash of every seedWords words of a to where they stand,
// the first seedsPerGram places.
func seedPlaces(a []word) map[uint64][]int32 {
	places := make(map[uint64][]int32, len(a))
	for i := range a {
		h := seedAt(a, i)
		if h != 0 && len(places[h]) < seedsPerGram {
			places[h] = append(places[h], int32(i))
		}
	}
	return places
}

// seedAt hashes the seedWords words from i on; 0 when there are fewer.
func seedAt(ws []word, i int) uint64 {
	if i+seedWords > len(ws) {
		return 0
	}
	h := uint64(fnvOffset)
	for _, w := range ws[i : i+seedWords] {
		h = (h ^ w.hash) * fnvPrime
	}
	return mix(h) | 1
}

func extend(a, b []word, i, j int) run {
	n := 0
	for i+n < len(a) && j+n < len(b) && a[i+n].hash == b[j+n].hash {
		n++
	}
	return run{int32(i), int32(i + n), int32(j), int32(j + n)}
}

// backwards lengthens each run to the left as far as the run before it
// allows; a seed that a run before took a word from leaves words there.
func backwards(a, b []word, runs []run) []run {
	end := int32(0)
	for k := range runs {
		r := &runs[k]
		for r.a0 > 0 && r.b0 > end && a[r.a0-1].hash == b[r.b0-1].hash {
			r.a0--
			r.b0--
		}
		end = r.b1
	}
	return runs
}

// mostRepeated is how many words are said again at most where they stand.
const mostRepeated = 3

// unrepeated takes the beginning from a run when b only says again what the run
// before it ended with: a word that b doubles is one that it added.
func unrepeated(runs []run) []run {
	for k := 1; k < len(runs); k++ {
		before, r := runs[k-1], &runs[k]
		if n := before.a1 - r.a0; r.a0 > before.a0 && 0 < n && n <= mostRepeated && n < r.length() {
			r.a0 += n
			r.b0 += n
		}
	}
	return runs
}

// A run of few words means something only close to another one: by itself it
// is a phrase that anybody uses.
const (
	phraseWords = 5
	closeWords  = 15
)

// anchored drops the short runs that stand alone.
func anchored(runs []run) []run {
	out := runs[:0:0]
	for i, r := range runs {
		if r.length() >= phraseWords || i > 0 && nearBy(runs[i-1], r) || i+1 < len(runs) && nearBy(r, runs[i+1]) {
			out = append(out, r)
		}
	}
	return out
}

// nearBy reports whether y follows x at a short distance in both texts.
func nearBy(x, y run) bool {
	return y.a0 >= x.a1 && y.a0-x.a1 <= closeWords && y.b0-x.b1 <= closeWords
}

// inOrder returns the heaviest subset of the runs that stands in the same
// order in both texts, by words (longest increasing subsequence with
// weights, in n log n with a tree of maxima).
func inOrder(runs []run) []run {
	ends := make([]int32, len(runs))
	for i, r := range runs {
		ends[i] = r.a1
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	tree := make([]chainEnd, len(ends)+1) // Fenwick tree of the best chain whose last run ends at ends[:i]
	chains := make([]chainEnd, len(runs))
	best := chainEnd{run: -1}
	for i, r := range runs { // by b0
		upTo, _ := slices.BinarySearch(ends, r.a0+1)
		before := heaviest(tree, upTo)
		chains[i] = before
		at, _ := slices.BinarySearch(ends, r.a1)
		grown := chainEnd{before.weight + r.length(), i}
		for k := at + 1; k < len(tree); k += k & -k {
			if grown.weight > tree[k].weight {
				tree[k] = grown
			}
		}
		if grown.weight > best.weight {
			best = grown
		}
	}
	var out []run
	for at := best; at.weight > 0; at = chains[at.run] {
		out = append(out, runs[at.run])
	}
	slices.Reverse(out)
	return out
}

// chainEnd is the last run of a chain and the words of the whole chain.
type chainEnd struct {
	weight int32
	run    int
}

func heaviest(tree []chainEnd, upTo int) chainEnd {
	best := chainEnd{}
	for k := upTo; k > 0; k -= k & -k {
		if tree[k].weight > best.weight {
			best = tree[k]
		}
	}
	return best
}
