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
	tags          []tags
	prints, terms *postings
	same          map[uint64][]int32 // texts of the same words, in order of time, of those that there are several of
	wholes        *postings          // the first 32 bits of Whole
	languages     []string
	hits          []int32 // room
	crowd         tally
	loading       *loading
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

	Shifted []Shift
}

// Shift is a pair of other articles that stand farther apart in the lists of
// some terms now, since an article came between them. Terms is how many both
// have, near or not, or one or two more.
type Shift struct {
	Pair
	Lost int // in so many lists too far to be compared; 0 when they may have come nearer instead
}

// Pair is two articles that may have to do with one another, with how many
// fingerprints and terms they share.
type Pair struct {
	A, B          int
	Prints, Terms int
}

// Add adds an article and says which pairs of articles are to be compared.
// signature returns that of an article that was added before.
func (x *Index) Add(p Place, s Signature, signature func(article int) (Signature, error)) (Step, error) {
	x.loaded()
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
	step.Pairs, step.Apart, step.Shifted = x.show(n, s)
	for _, s := range x.shifts(nearer) {
		s.Lost = 0
		step.Shifted = append(step.Shifted, s)
	}
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
	x.tags = append(x.tags, tagsOf(s.Terms))
	return int32(len(x.entries) - 1)
}

// tags are the first halves of an article's terms, ascending; behind them
// stands noTag. Of two articles they tell how many terms both have, without
// their signatures: one in sixty pairs by chance one too many.
type tags [signatureTerms]uint16

const noTag = math.MaxUint16

func tagsOf(terms []uint32) (t tags) {
	for i := range t {
		t[i] = noTag
		if i < len(terms) {
			t[i] = min(noTag-1, uint16(terms[i]>>16))
		}
	}
	return t
}

// shared is how many tags both have.
func (t *tags) shared(u *tags) (n int) {
	for i, j := 0, 0; i < len(t) && j < len(u) && t[i] != noTag && u[j] != noTag; {
		a, b := t[i], u[j]
		if a <= b {
			i++
		}
		if b <= a {
			j++
		}
		if a == b {
			n++
		}
	}
	return n
}

// shifts returns those of the sorted pairs that have leastTerms in common, and
// how often each stands there.
func (x *Index) shifts(pairs [][2]int32) (out []Shift) {
	for len(pairs) > 0 {
		n := 1
		for n < len(pairs) && pairs[n] == pairs[0] {
			n++
		}
		a, b := pairs[0][0], pairs[0][1]
		if terms := x.tags[a].shared(&x.tags[b]); terms >= leastTerms {
			out = append(out, Shift{Pair{A: int(a), B: int(b), Terms: terms}, n})
		}
		pairs = pairs[n:]
	}
	return out
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
		x.hits, _ = x.wholes.near(short(key), n, x.hits[:0])
		for _, m := range x.hits {
			if f := &x.entries[m]; f.whole == e.whole && f.words == e.words {
				group = []int32{m}
			}
		}
	}
	if len(group) == 0 {
		x.hits, _ = x.wholes.add(short(key), n, x.hits[:0])
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

// show lets an article be found. It returns the pairs of it with others that
// are to be compared, and those between which it stands now.
func (x *Index) show(n int32, s Signature) (pairs []Pair, apart [][2]int32, shifted []Shift) {
	x.crowd.clear()
	add := func(p *postings, hashes []uint32, prints uint16) (apart [][2]int32) {
		p.warm(hashes)
		for _, h := range hashes {
			var before int
			x.hits, before = p.add(h, n, x.hits[:0])
			apart = parted(x.hits, before, apart)
			x.crowd.count(x.hits, prints)
		}
		return byNumber(apart)
	}
	apart = add(x.prints, s.Prints, 1)
	terms := add(x.terms, s.Terms, 0)
	for _, p := range x.crowd.pairs(int(n)) {
		if x.comparable(p) {
			pairs = append(pairs, p)
		}
	}
	shifted = x.shifts(terms)
	return pairs, slices.Compact(byNumber(append(apart, terms...))), shifted
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
func (x *Index) over(n int32, s Signature) (out [][2]int32) {
	for _, h := range s.Prints {
		near, before := x.prints.near(h, n, x.hits[:0])
		out = parted(near, before, out)
	}
	for _, h := range s.Terms {
		near, before := x.terms.near(h, n, x.hits[:0])
		out = parted(near, before, out)
	}
	return slices.Compact(byNumber(out))
}

func byNumber(pairs [][2]int32) [][2]int32 {
	slices.SortFunc(pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return pairs
}

// First returns the first article in time with the words of an article.
func (x *Index) First(article int) int {
	x.loaded()
	e := &x.entries[article]
	if group := x.same[e.whole^uint64(e.words)]; len(group) > 0 {
		return int(group[0])
	}
	return article
}

// Same returns the articles with the words of an article, itself among them,
// in order of time.
func (x *Index) Same(article int) []int32 {
	x.loaded()
	e := &x.entries[article]
	if group := x.same[e.whole^uint64(e.words)]; len(group) > 0 {
		return group
	}
	return []int32{int32(article)}
}

// Repeating returns the articles that repeat the words of an article, which is
// the first of them in time: none when these are so few that anybody finds them.
func (x *Index) Repeating(first int) []int32 {
	same := x.Same(first)
	if x.entries[first].words < fewestCopyWords {
		return nil
	}
	return same[1:]
}

// Near returns the articles that share a fingerprint or leastTerms terms with
// one, by number, as pairs in which it is A. The signature is that of the
// article. What repeats the words of an earlier article is not among them.
func (x *Index) Near(article int, s Signature) []Pair {
	x.loaded()
	x.crowd.clear()
	x.prints.warm(s.Prints)
	x.terms.warm(s.Terms)
	for _, h := range s.Prints {
		x.hits, _ = x.prints.near(h, int32(article), x.hits[:0])
		x.crowd.count(x.hits, 1)
	}
	for _, h := range s.Terms {
		x.hits, _ = x.terms.near(h, int32(article), x.hits[:0])
		x.crowd.count(x.hits, 0)
	}
	return x.crowd.pairs(article)
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
