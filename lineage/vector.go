// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"depesche"
)

// Vector is what an article is about: its terms with TF-IDF weights, folded
// so that articles in different languages share the keys of names, numbers
// and cognates. Its length is 1, or 0 when the article has no terms.
type Vector struct {
	Language string // of the article, without region
	features []feature
}

// acrossFactor is how much it means that articles in two languages share terms,
// against those in one. They share fewer words, but these are names and the
// words that stand for a subject, which articles about other things share too.
const acrossFactor = 0.85

// Cosine is how near two articles are in what they are about: 0 to 1 in one
// language, a little less in two.
func (v Vector) Cosine(w Vector) float64 {
	if v.Language != w.Language {
		return acrossFactor * dot(v.features, w.features)
	}
	return dot(v.features, w.features)
}

// With returns the vector with further dimensions that weigh as much together
// as the share, by keys that no term has. A key that occurs twice counts once.
func (v Vector) With(keys []string, share float64) Vector {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) == 0 {
		return v
	}
	weight := float32(math.Sqrt(share / float64(len(keys))))
	more := slices.Clone(v.features)
	for _, k := range keys {
		more = append(more, feature{keyOf(k, 2), weight, nameWord})
	}
	slices.SortFunc(more, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return Vector{v.Language, more}
}

// Len is the number of different terms.
func (v Vector) Len() int { return len(v.features) }

// At returns the key and the weight of the term with number i. Keys ascend.
func (v Vector) At(i int) (key uint64, weight float64) {
	return v.features[i].key, float64(v.features[i].weight)
}

// Sum is the sum of the vectors of some articles, in all and by language.
type Sum struct {
	articles int
	all      []entry
	own      []ownSum // by language code
}

// ownSum is the sum of the vectors of one language.
type ownSum struct {
	language string
	articles int
	entries  []entry
}

// entry is one dimension of a sum.
type entry struct {
	key    uint64
	weight float64
}

// NewSum returns the sum of one vector.
func NewSum(v Vector) Sum {
	entries := make([]entry, v.Len())
	for i := range entries {
		entries[i].key, entries[i].weight = v.At(i)
	}
	return Sum{articles: 1, all: entries, own: []ownSum{{v.Language, 1, entries}}}
}

// SumOf returns the sum of some vectors. It takes the time of sorting their
// terms, where adding one after the other takes the square of their number.
func SumOf(vectors []Vector) Sum {
	byCode := map[string][]Vector{}
	for _, v := range vectors {
		byCode[v.Language] = append(byCode[v.Language], v)
	}
	out := Sum{articles: len(vectors), all: entriesOf(vectors)}
	for _, code := range slices.Sorted(maps.Keys(byCode)) {
		own := ownSum{code, len(byCode[code]), out.all}
		if len(byCode) > 1 {
			own.entries = entriesOf(byCode[code])
		}
		out.own = append(out.own, own)
	}
	return out
}

// sumPortion is how many terms are sorted at once.
const sumPortion = 1 << 16

// entriesOf adds up the terms of vectors. Those that are one in memory are
// added once, with their number.
func entriesOf(vectors []Vector) []entry {
	times := map[*feature]int{}
	for _, v := range vectors {
		if len(v.features) > 0 {
			times[&v.features[0]]++
		}
	}
	var sum, next []entry
	for _, v := range vectors {
		n := 0
		if len(v.features) > 0 {
			n = times[&v.features[0]]
			times[&v.features[0]] = 0
		}
		if n == 0 {
			continue
		}
		for i := range v.Len() {
			key, weight := v.At(i)
			next = append(next, entry{key, weight * float64(n)})
		}
		if len(next) >= sumPortion {
			sum, next = plus(sum, folded(next)), next[:0]
		}
	}
	return plus(sum, folded(next))
}

// folded sorts entries and adds those of one key.
func folded(all []entry) []entry {
	slices.SortStableFunc(all, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	out := all[:0]
	for _, e := range all {
		if n := len(out); n > 0 && out[n-1].key == e.key {
			out[n-1].weight += e.weight
			continue
		}
		out = append(out, e)
	}
	return out
}

// Plus returns the sum of both.
func (s Sum) Plus(o Sum) Sum {
	out := Sum{articles: s.articles + o.articles, all: plus(s.all, o.all), own: slices.Clone(s.own)}
	for _, more := range o.own {
		at, found := slices.BinarySearchFunc(out.own, more.language, byLanguage)
		if !found {
			out.own = slices.Insert(out.own, at, more)
			continue
		}
		was := out.own[at]
		out.own[at] = ownSum{was.language, was.articles + more.articles, plus(was.entries, more.entries)}
	}
	return out
}

func byLanguage(s ownSum, code string) int { return strings.Compare(s.language, code) }

// goodPart is the share of all pairs of articles that those of one language
// must be to speak for all.
const goodPart = 0.25

// Likeness is the mean cosine of the articles of the one sum and those of the
// other: of all of them, or of those of one language when they are more
// alike. Tellings in several languages are one story already when those that
// can be compared well are.
func (s Sum) Likeness(o Sum) float64 {
	pairs := float64(s.articles * o.articles)
	if pairs == 0 {
		return 0
	}
	within, best := 0.0, 0.0
	for _, own := range s.own {
		at, found := slices.BinarySearchFunc(o.own, own.language, byLanguage)
		if !found {
			continue
		}
		sum, n := product(own.entries, o.own[at].entries), float64(own.articles*o.own[at].articles)
		within += sum
		if n >= goodPart*pairs {
			best = max(best, sum/n)
		}
	}
	if len(s.own) == 1 && len(o.own) == 1 && within > 0 {
		return best
	}
	return max(best, (acrossFactor*product(s.all, o.all)-(acrossFactor-1)*within)/pairs)
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
	if len(a) > len(b) {
		a, b = b, a
	}
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); i++ {
		j += reach(b[j:], a[i].key)
		if j < len(b) && b[j].key == a[i].key {
			sum += a[i].weight * b[j].weight
		}
	}
	return sum
}

// reach returns how many entries come before a key. It looks at the next ones
// in ever longer steps, so that a short vector needs not walk all of a long one.
func reach(entries []entry, key uint64) int {
	step := 1
	for step < len(entries) && entries[step].key < key {
		step *= 2
	}
	from := step / 2
	at, _ := slices.BinarySearchFunc(entries[from:min(step+1, len(entries))], key, func(e entry, key uint64) int { return cmp.Compare(e.key, key) })
	return from + at
}

// What a term says about what an article is about, set on English news
// clustered by event and on judgements of how alike news are in German and
// English.
const (
	leadWords  = 50  // words at the beginning of a text
	leadWeight = 2   // how often a term in them counts
	headWords  = 25  // words in which an article says what it is about
	headShare  = 0.3 // of the likeness of two articles is that of their heads
)

// Vectors returns the vectors of the articles, in their order. How rare a
// term is, is counted among the articles of the same language. Sentences that
// an outlet prints in several articles say nothing about either. Others is how
// many articles about something else there are besides: among those few that
// tell of one thing its words are not rare.
func (f *Finder) Vectors(articles []depesche.Article, others int) []Vector {
	of, different := sorts(articles)
	materials := make([]material, len(different))
	parallel(len(different), func(i int) { materials[i] = f.material(different[i].article) })
	printed := map[uint64]int{}
	for i, m := range materials {
		for _, h := range m.sentences {
			printed[h] += different[i].articles
		}
	}
	counted, heads := make([][]feature, len(different)), make([][]feature, len(different))
	parallel(len(different), func(i int) { counted[i], heads[i] = materials[i].features(printed) })
	c := corpus{cues: f.Cues, others: others}
	for i, fs := range counted {
		c.language(language(different[i].article)).addTimes(fs, different[i].articles)
	}
	vectors := make([]Vector, len(different))
	for i, fs := range counted {
		code := language(different[i].article)
		r := c.language(code)
		vectors[i] = Vector{code, withHead(r.weighed(fs), r.weighed(heads[i]))}
	}
	out := make([]Vector, len(articles))
	for i, n := range of {
		out[i] = vectors[n]
	}
	return out
}

// sort is articles that have one vector, the first of them and how many there
// are: thousands of pages with one text are looked at once.
type sort struct {
	article  *depesche.Article
	articles int
}

// sorts tells the sort of each article by its number.
func sorts(articles []depesche.Article) (of []int, all []sort) {
	type key struct{ language, domain, title, text string }
	known := map[key]int{}
	of = make([]int, len(articles))
	for i := range articles {
		a := &articles[i]
		k := key{language(a), a.Outlet.Domain, a.Title, a.Text}
		n, seen := known[k]
		if !seen {
			n = len(all)
			known[k] = n
			all = append(all, sort{article: a})
		}
		all[n].articles++
		of[i] = n
	}
	return of, all
}

// headRealm keeps the terms of heads apart from those of whole articles.
const headRealm = 0x9e3779b97f4a7c15

// withHead joins the vector of an article and that of its head into one, so
// that the cosine of two articles is the mean of both likenesses, weighed.
func withHead(whole, head []feature) []feature {
	out := make([]feature, 0, len(whole)+len(head))
	for _, f := range whole {
		out = append(out, feature{f.key, f.weight * float32(math.Sqrt(1-headShare)), f.kind})
	}
	for _, f := range head {
		out = append(out, feature{mix(f.key ^ headRealm), f.weight * float32(math.Sqrt(headShare)), f.kind})
	}
	slices.SortFunc(out, func(a, b feature) int { return cmp.Compare(a.key, b.key) })
	return out
}

// material is an article's title and text, as its vector is made of them.
type material struct {
	words     []word
	terms     []term
	sentences []uint64 // by number, hashed with the outlet; 0 for short ones
}

// shortSentence is below how many words a sentence may be printed again.
const shortSentence = 6

func (f *Finder) material(a *depesche.Article) material {
	text := a.Text
	if a.Title != "" {
		text = a.Title + "\n\n" + a.Text
	}
	s := material{words: f.Cues[language(a)].own(text, words(text))}
	s.terms = terms(text, s.words)
	f.Cues[language(a)].inSubjects(s.terms)
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
// would be left; and those of the head by themselves.
func (s material) features(printed map[uint64]int) (whole, head []feature) {
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
	lead := before(own, leadWords)
	all := slices.Clone(own)
	for range leadWeight - 1 {
		all = append(all, lead...)
	}
	return features(all), features(before(own, headWords))
}

// before returns the terms that stand before the word with the number.
func before(ts []term, word int32) []term {
	n, _ := slices.BinarySearchFunc(ts, word, func(t term, word int32) int { return cmp.Compare(t.word, word) })
	return ts[:n]
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
