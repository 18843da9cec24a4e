// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"slices"

	"depesche"
)

// sketch is what is kept of an article while its relatives are looked for.
type sketch struct {
	article  *depesche.Article
	language string
	count    int     // words
	whole    uint64  // see wholeHash
	capitals float64 // share of words with a capital inside sentences
	prints   []uint64
	features []feature

	mirrors   string   // the domain whose articles its outlet repeats
	credits   []credit // whom it names as its sources
	corrected bool     // it says that it is a later version of itself
}

// open reads an article for comparison.
func (f *Finder) open(s *sketch) *reading {
	ws := f.Cues[s.language].own(s.article.Text, words(s.article.Text))
	return &reading{sketch: s, words: ws, terms: terms(s.article.Text, ws)}
}

// sketch reads an article for the search.
func (f *Finder) sketch(a *depesche.Article) *sketch {
	r := f.read(a)
	r.prints = fingerprints(r.words, windowShingles)
	return r.sketch
}

// read reads an article for comparison, with all of its sketch but the
// fingerprints.
func (f *Finder) read(a *depesche.Article) *reading {
	s := &sketch{article: a, language: language(a)}
	r := f.open(s)
	s.count = len(r.words)
	s.whole = wholeHash(r.words)
	s.capitals = capitalRate(r.words)
	s.features = features(r.terms)
	if f.Mirrors != nil && a.Outlet.Domain != "" {
		s.mirrors = f.Mirrors(a.Outlet.Domain)
	}
	if cues := f.Cues[s.language]; cues != nil {
		s.credits, s.corrected = cues.find(a), cues.corrected(a.Text)
	}
	s.addPublisher(f.Cues[s.language])
	return r
}

// addPublisher takes the true publisher that a feed named for a source that the
// article names.
func (s *sketch) addPublisher(cues *Cues) {
	p := s.article.Publisher
	if p == nil {
		return
	}
	for _, name := range []string{p.Name, domainKey(p.Domain)} {
		c := credit{name: name, key: outletKey(name)}
		if cues != nil {
			c = cues.credit(name)
		}
		if c.key != "" && !slices.ContainsFunc(s.credits, func(had credit) bool { return had.key == c.key }) {
			s.credits = append(s.credits, c)
		}
	}
}

// capitalRate is the share of words with a capital inside sentences.
func capitalRate(ws []word) float64 {
	n := 0
	for _, w := range ws {
		if w.capital {
			n++
		}
	}
	return float64(n) / float64(max(1, len(ws)))
}
