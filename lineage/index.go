// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"

	"depesche"
)

// Index finds the articles that may have drawn on one another, or that tell
// the same, among many that come one by one. Which pairs it names depends
// only on the articles that it holds, not on the order in which they came. It
// keeps hashes, no texts. It is not safe for concurrent use.
type Index struct {
	entries       []entryOf
	prints, terms *postings
	same          map[uint64][]int32 // texts of the same words, in order of time, of those that there are several of
	wholes        *postings          // the first 32 bits of Whole
	languages     []string
	hits          []int32
}

// entryOf is what an index knows of an article besides its hashes.
type entryOf struct {
	whole    uint64
	minute   int32  // since 1970; math.MaxInt32 when unknown
	id       uint32 // hash, to order articles of one minute
	words    int32
	prints   uint16
	language uint8
	hidden   bool // its words are those of an earlier article
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	x := &Index{same: map[uint64][]int32{}}
	c := clock{func(n int32) int32 { return x.entries[n].minute }, x.inTime}
	x.prints, x.terms, x.wholes = newPostings(c), newPostings(c), newPostings(c)
	return x
}

// inTime orders two articles by when they came out.
func (x *Index) inTime(a, b int32) int {
	e, f := &x.entries[a], &x.entries[b]
	return cmp.Or(cmp.Compare(e.minute, f.minute), cmp.Compare(e.id, f.id), cmp.Compare(a, b))
}

// Len is how many articles the index holds.
func (x *Index) Len() int { return len(x.entries) }

// Place is where an article stands among others in an index.
type Place struct {
	ID        string // its own among all
	Published string // date or RFC 3339 time; "" when unknown
	Language  string // BCP 47
}

// PlaceOf returns the place of an article.
func PlaceOf(a *depesche.Article) Place { return Place{a.ID, a.Published, a.Language} }

func (x *Index) entry(p Place, s Signature) entryOf {
	h := fnv.New32a()
	h.Write([]byte(p.ID))
	e := entryOf{whole: s.Whole, minute: math.MaxInt32, id: h.Sum32(), words: int32(s.Words), prints: uint16(min(len(s.Prints), math.MaxUint16))}
	if t, ok := parseTime(p.Published); ok {
		e.minute = int32(max(math.MinInt32, min(math.MaxInt32-1, t.Unix()/60)))
	}
	code := language(&depesche.Article{Language: p.Language})
	at := slices.Index(x.languages, code)
	if at < 0 {
		at = len(x.languages)
		x.languages = append(x.languages, code)
	}
	e.language = uint8(min(at, math.MaxUint8))
	return e
}

// Step is what an article changed in an index.
type Step struct {
	Article int    // number of the article, counted from 0 in the order of adding
	First   int    // number of the first article in time with the same words: itself, or the one that it repeats
	Hidden  int    // number of the article that this one, being earlier, takes the place of; -1 for none
	Pairs   []Pair // to be compared now

	// Apart are pairs that lie farther apart now, since the article stands
	// between them. Where they are tied, Meet says whether they still are.
	Apart [][2]int32
}

// Pair is two articles that may have to do with one another, with how many
// fingerprints and terms they share.
type Pair struct {
	A, B          int
	Prints, Terms int
}

// Load adds an article without looking for others. After the last one, the
// index is as if each had been added.
func (x *Index) Load(p Place, s Signature) {
	n := x.place(p, s)
	first, hidden := x.repeated(n)
	if first != n {
		x.entries[n].hidden = true
		return
	}
	if hidden >= 0 {
		x.hide(hidden, s)
	}
	x.show(n, s)
}

// Add adds an article and says which pairs of articles are to be compared.
// signature returns that of an article that was added before.
func (x *Index) Add(p Place, s Signature, signature func(article int) (Signature, error)) (Step, error) {
	n := x.place(p, s)
	first, hidden := x.repeated(n)
	step := Step{Article: int(n), First: int(first), Hidden: int(hidden)}
	if first != n {
		x.entries[n].hidden = true
		return step, nil
	}
	var nearer [][2]int32
	if hidden >= 0 {
		nearer = x.over(hidden, s)
		x.hide(hidden, s)
	}
	x.show(n, s)
	for _, p := range x.Near(int(n), s) {
		if x.comparable(p) {
			step.Pairs = append(step.Pairs, p)
		}
	}
	step.Apart = x.over(n, s)
	for _, pair := range nearer {
		of, err := signature(int(pair[0]))
		if err != nil {
			return step, err
		}
		if p, meet := x.Meet(int(pair[0]), int(pair[1]), of); meet {
			step.Pairs = append(step.Pairs, p)
		}
	}
	return step, nil
}

// Meet reports whether two articles are to be compared, and what they share.
// The signature is that of a.
func (x *Index) Meet(a, b int, s Signature) (Pair, bool) {
	for _, p := range x.Near(a, s) {
		if p.B == b {
			return p, x.comparable(p)
		}
	}
	return Pair{}, false
}

func (x *Index) place(p Place, s Signature) int32 {
	x.entries = append(x.entries, x.entry(p, s))
	return int32(len(x.entries) - 1)
}

// repeated returns the first article in time that has the words of n, and the
// one that was first until now when n is, or -1.
func (x *Index) repeated(n int32) (first, hidden int32) {
	e := &x.entries[n]
	if e.words == 0 {
		return n, -1
	}
	key := e.whole ^ uint64(e.words)
	group := x.same[key]
	if len(group) == 0 {
		for _, m := range x.wholes.near(short(key), n, nil) {
			if f := &x.entries[m]; f.whole == e.whole && f.words == e.words {
				group = []int32{m}
			}
		}
	}
	if len(group) == 0 {
		x.wholes.add(short(key), n)
		return n, -1
	}
	before := group[0]
	at, _ := slices.BinarySearchFunc(group, n, x.inTime)
	group = slices.Insert(group, at, n)
	x.same[key] = group
	if group[0] == n {
		return n, before
	}
	return group[0], -1
}

// show lets an article be found.
func (x *Index) show(n int32, s Signature) {
	for _, h := range s.Prints {
		x.prints.add(h, n)
	}
	for _, h := range s.Terms {
		x.terms.add(h, n)
	}
}

// hide takes an article out of what is found.
func (x *Index) hide(n int32, s Signature) {
	x.entries[n].hidden = true
	for _, h := range s.Prints {
		x.prints.remove(h, n)
	}
	for _, h := range s.Terms {
		x.terms.remove(h, n)
	}
}

// over returns the pairs of shown articles between which another one stands,
// and which would be near without it, each once.
func (x *Index) over(n int32, s Signature) [][2]int32 {
	var out [][2]int32
	for _, h := range s.Prints {
		out = x.prints.over(h, n, out)
	}
	for _, h := range s.Terms {
		out = x.terms.over(h, n, out)
	}
	slices.SortFunc(out, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// First returns the first article in time with the words of an article.
func (x *Index) First(article int) int {
	e := &x.entries[article]
	if group := x.same[e.whole^uint64(e.words)]; len(group) > 0 {
		return int(group[0])
	}
	return article
}

// Same returns the articles with the words of an article, itself among them,
// in order of time.
func (x *Index) Same(article int) []int32 {
	e := &x.entries[article]
	if group := x.same[e.whole^uint64(e.words)]; len(group) > 0 {
		return group
	}
	return []int32{int32(article)}
}

// Near returns the articles that share hashes with one, by number, as pairs
// in which it is A. The signature is that of the article. What repeats the
// words of an earlier article is not among them.
func (x *Index) Near(article int, s Signature) []Pair {
	prints := x.counted(x.prints, s.Prints, int32(article), nil)
	terms := x.counted(x.terms, s.Terms, int32(article), nil)
	var out []Pair
	for i, j := 0, 0; i < len(prints) || j < len(terms); {
		switch {
		case j == len(terms) || i < len(prints) && prints[i].article < terms[j].article:
			out = append(out, Pair{article, int(prints[i].article), prints[i].times, 0})
			i++
		case i == len(prints) || terms[j].article < prints[i].article:
			out = append(out, Pair{article, int(terms[j].article), 0, terms[j].times})
			j++
		default:
			out = append(out, Pair{article, int(terms[j].article), prints[i].times, terms[j].times})
			i++
			j++
		}
	}
	return out
}

// hit is an article and how many hashes lead to it.
type hit struct {
	article int32
	times   int
}

func (x *Index) counted(p *postings, hashes []uint32, article int32, out []hit) []hit {
	x.hits = x.hits[:0]
	for _, h := range hashes {
		x.hits = p.near(h, article, x.hits)
	}
	slices.Sort(x.hits)
	for i, n := range x.hits {
		if i == 0 || n != x.hits[i-1] {
			out = append(out, hit{article: n})
		}
		out[len(out)-1].times++
	}
	return out
}

// How much two articles must share to be compared: of the fingerprints of the
// one that has fewer, or of terms, in one language and in two. Translations
// share but names and numbers.
const (
	sharedPrints = 6 // a sixth
	termsWithin  = 8
	termsAcross  = 5
)

// comparable reports whether a pair is worth comparing word by word.
func (x *Index) comparable(p Pair) bool {
	a, b := &x.entries[p.A], &x.entries[p.B]
	if a.language != b.language {
		return p.Terms >= termsAcross
	}
	return p.Terms >= termsWithin || p.Prints >= max(1, int(min(a.prints, b.prints))/sharedPrints)
}

// Alike reports whether a pair may belong to one story: it shares so many
// terms, or fewer when the two are in different languages, and lies no more
// days apart where that is known.
func (x *Index) Alike(p Pair, terms, days int) bool {
	a, b := &x.entries[p.A], &x.entries[p.B]
	if a.language != b.language {
		terms = terms * termsAcross / termsWithin
	}
	if p.Terms < terms {
		return false
	}
	return a.minute == math.MaxInt32 || b.minute == math.MaxInt32 || abs(int64(a.minute)-int64(b.minute)) <= int64(days)*24*60
}

func abs(n int64) int64 { return max(n, -n) }
