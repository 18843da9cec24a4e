// SPDX-License-Identifier: Apache-2.0

package lineage

// sketch is what is kept of an article while its relatives are looked for.
type sketch struct {
	language string
	whole    uint64  // see wholeHash
	capitals float64 // share of words with a capital inside sentences
	prints   []uint64
	features []feature
}

func newSketch(language string, ws []word, ts []term) *sketch {
	capitals := 0
	for _, w := range ws {
		if w.capital {
			capitals++
		}
	}
	return &sketch{
		language: language,
		whole:    wholeHash(ws),
		capitals: float64(capitals) / float64(max(1, len(ws))),
		prints:   fingerprints(ws),
		features: features(ts),
	}
}
