// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"math"
	"slices"

	"depesche"
)

// Vector is what an article is about: its terms with TF-IDF weights, folded
// so that articles in different languages share the keys of names, numbers
// and cognates. Its length is 1, or 0 when the article has no terms.
type Vector struct {
	Language string // of the article, without region
	features []feature
}

// acrossFactor is how much more it means that articles in two languages share
// terms: they can share but some.
const acrossFactor = 1.2

// Cosine is how near two articles are in what they are about: 0 to 1 in one
// language, a little more in two.
func (v Vector) Cosine(w Vector) float64 {
	if v.Language != w.Language {
		return acrossFactor * dot(v.features, w.features)
	}
	return dot(v.features, w.features)
}

// Len is the number of different terms.
func (v Vector) Len() int { return len(v.features) }

// At returns the key and the weight of the term with number i. Keys ascend.
func (v Vector) At(i int) (key uint64, weight float64) {
	return v.features[i].key, float64(v.features[i].weight)
}

// Sum is the sum of the vectors of some articles.
type Sum struct {
	all        []entry // by key
	byLanguage []entry // by key and language
}

// entry is one dimension of a sum.
type entry struct {
	key    uint64
	weight float64
}

// NewSum returns the sum of one vector.
func NewSum(v Vector) Sum {
	s := Sum{all: make([]entry, v.Len()), byLanguage: make([]entry, v.Len())}
	salt := hashFolded(v.Language)
	for i := range v.Len() {
		key, w := v.At(i)
		s.all[i] = entry{key, w}
		s.byLanguage[i] = entry{key ^ salt, w}
	}
	slices.SortFunc(s.byLanguage, byKey)
	return s
}

// Plus returns the sum of both.
func (s Sum) Plus(o Sum) Sum {
	return Sum{all: plus(s.all, o.all), byLanguage: plus(s.byLanguage, o.byLanguage)}
}

// Cosines is the sum of the cosines of every vector of the one sum with every
// vector of the other.
func (s Sum) Cosines(o Sum) float64 {
	return acrossFactor*product(s.all, o.all) - (acrossFactor-1)*product(s.byLanguage, o.byLanguage)
}

func byKey(a, b entry) int {
	switch {
	case a.key < b.key:
		return -1
	case a.key > b.key:
		return 1
	}
	return 0
}

func plus(a, b []entry) []entry {
	out := make([]entry, 0, len(a)+len(b))
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i].key < b[j].key:
			out = append(out, a[i])
			i++
		case i == len(a) || b[j].key < a[i].key:
			out = append(out, b[j])
			j++
		default:
			out = append(out, entry{a[i].key, a[i].weight + b[j].weight})
			i++
			j++
		}
	}
	return out
}

func product(a, b []entry) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			sum += a[i].weight * b[j].weight
			i++
			j++
		}
	}
	return sum
}

// What a term says about what an article is about, set on English news
// clustered by event and on judgements of how alike news are in German and
// English.
const (
	leadWords  = 50 // words at the beginning of a text
	leadWeight = 2  // how often a term in them counts
)

// Vectors returns the vectors of the articles, in their order. How rare a
// term is, is counted among the articles of the same language. Sentences that
// an outlet prints in several articles say nothing about either.
func (f *Finder) Vectors(articles []depesche.Article) []Vector {
	subjects := make([]subject, len(articles))
	parallel(len(articles), func(i int) { subjects[i] = f.subject(&articles[i]) })
	printed := map[uint64]int{}
	for _, s := range subjects {
		for _, h := range s.sentences {
			printed[h]++
		}
	}
	counted := make([][]feature, len(articles))
	parallel(len(articles), func(i int) { counted[i] = subjects[i].features(printed) })
	var c corpus
	for i, fs := range counted {
		c.language(language(&articles[i])).add(fs)
	}
	out := make([]Vector, len(articles))
	for i, fs := range counted {
		code := language(&articles[i])
		out[i] = Vector{code, c.language(code).weighed(fs)}
	}
	return out
}

// subject is an article's title and text, as its vector is made of them.
type subject struct {
	words     []word
	terms     []term
	sentences []uint64 // by number, hashed with the outlet; 0 for short ones
}

// shortSentence is below how many words a sentence may be printed again.
const shortSentence = 6

func (f *Finder) subject(a *depesche.Article) subject {
	text := a.Text
	if a.Title != "" {
		text = a.Title + "\n\n" + a.Text
	}
	s := subject{words: f.Cues[language(a)].own(text, words(text))}
	s.terms = terms(text, s.words)
	if a.Outlet.Domain == "" || len(s.words) == 0 {
		return s
	}
	last := s.words[len(s.words)-1].sentence
	s.sentences = make([]uint64, last+1)
	length := make([]int, last+1)
	for i := range s.sentences {
		s.sentences[i] = hashFolded(a.Outlet.Domain)
	}
	for _, w := range s.words {
		s.sentences[w.sentence] = mix(s.sentences[w.sentence] ^ w.hash)
		length[w.sentence]++
	}
	for i, n := range length {
		if n < shortSentence {
			s.sentences[i] = 0
		}
	}
	return s
}

// features counts the terms, those at the beginning more than the rest, and
// those of sentences that are printed elsewhere not at all, unless little
// would be left.
func (s subject) features(printed map[uint64]int) []feature {
	var own []term
	for _, t := range s.terms {
		n := s.words[t.word].sentence
		if s.sentences == nil || s.sentences[n] == 0 || printed[s.sentences[n]] < 2 {
			own = append(own, t)
		}
	}
	if len(own) < fewestTerms || 4*len(own) < len(s.terms) {
		own = s.terms
	}
	lead := own
	for i, t := range own {
		if t.word >= leadWords {
			lead = own[:i]
			break
		}
	}
	all := slices.Clone(own)
	for range leadWeight - 1 {
		all = append(all, lead...)
	}
	return features(all)
}

// weighed turns counts into a vector of length 1.
func (r *rarity) weighed(fs []feature) []feature {
	out := make([]feature, len(fs))
	sum := 0.0
	for i, f := range fs {
		w := (1 + math.Log(float64(f.weight))) * r.idf(f.key)
		out[i] = feature{f.key, float32(w), f.kind}
		sum += w * w
	}
	for i := range out {
		out[i].weight /= float32(max(math.Sqrt(sum), 1e-9))
	}
	return out
}
