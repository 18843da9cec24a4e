// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"depesche"
)

// Finder finds derivations. The zero value works, without credit cues.
type Finder struct {
	Cues map[string]*Cues // by language code

	// Owner returns a key that the domains of one owner share, mirrors
	// included. Nil: every domain is its own.
	Owner func(domain string) string

	// Mirrors returns the domain whose articles a domain repeats, "" for none.
	// Nil: none does.
	Mirrors func(domain string) string
}

// OwnerOf returns the key of whoever holds the outlet's domain, or "" when the
// outlet has none.
func (f *Finder) OwnerOf(o depesche.Outlet) string {
	if o.Domain == "" || f.Owner == nil {
		return o.Domain
	}
	return f.Owner(o.Domain)
}

// Find returns the derivations among the articles, in the order of the
// articles in time. The result does not depend on their order in the slice.
func (f *Finder) Find(articles []depesche.Article) []depesche.Derivation {
	s := f.newSearch(articles)
	ties := s.judged(candidates(s.unrepeated()))
	kept := append(descent(ties), s.repeated...)
	slices.SortFunc(kept, func(x, y tie) int {
		return cmp.Or(cmp.Compare(x.b, y.b), cmp.Compare(x.a, y.a))
	})
	out := make([]depesche.Derivation, len(kept))
	parallel(len(kept), func(i int) { out[i] = f.written(&s.corpus, s.sketches[kept[i].a], s.sketches[kept[i].b], &kept[i]) })
	return out
}

// search is one search among articles. They are numbered in order of time.
type search struct {
	finder   *Finder
	articles []depesche.Article
	sketches []*sketch
	searched []int32 // the articles that are no mere repetition of another
	corpus   corpus
	repeated []tie // of texts that are the same words
}

func (f *Finder) newSearch(articles []depesche.Article) *search {
	s := &search{finder: f, articles: slices.Clone(articles), corpus: corpus{cues: f.Cues}}
	slices.SortStableFunc(s.articles, inTime)
	s.sketches = make([]*sketch, len(s.articles))
	parallel(len(s.articles), func(i int) { s.sketches[i] = f.sketch(&s.articles[i]) })
	s.setRepeatedApart()
	for _, i := range s.searched {
		s.corpus.language(s.sketches[i].language).add(s.sketches[i].features)
	}
	return s
}

// inTime orders articles by when they came out, those without a date last,
// and then by what they are.
func inTime(a, b depesche.Article) int {
	x, xok := parseTime(a.Published)
	y, yok := parseTime(b.Published)
	switch {
	case xok != yok:
		if xok {
			return -1
		}
		return 1
	case xok && !x.Equal(y):
		return x.Compare(y)
	}
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Text, b.Text), strings.Compare(a.Input, b.Input))
}

// language is the article's language without region or script.
func language(a *depesche.Article) string {
	code, _, _ := strings.Cut(a.Language, "-")
	return code
}

// CuesOf returns the cues of the language of both articles, nil when they are
// in two languages or nothing is known of theirs.
func (f *Finder) CuesOf(a, b *depesche.Article) *Cues {
	if f == nil || language(a) != language(b) {
		return nil
	}
	return f.Cues[language(a)]
}

// Credits lists by name whom an article names as the source of its words, an
// agency by its first name.
func (f *Finder) Credits(a *depesche.Article) []string {
	cues := f.Cues[language(a)]
	if cues == nil {
		return nil
	}
	var out []string
	for _, c := range cues.find(a) {
		out = append(out, c.name)
	}
	return out
}

// unrepeated returns the sketches of the articles that are searched.
func (s *search) unrepeated() []*sketch {
	out := make([]*sketch, len(s.searched))
	for i, n := range s.searched {
		out[i] = s.sketches[n]
	}
	return out
}

// setRepeatedApart ties every article to the first one with the same words,
// and leaves one of each for the search.
func (s *search) setRepeatedApart() {
	first := map[uint64]int32{}
	for i, r := range s.sketches {
		if r.count == 0 {
			continue
		}
		n, seen := first[r.whole]
		if !seen || s.sketches[n].count != r.count {
			first[r.whole] = int32(i)
			s.searched = append(s.searched, int32(i))
			continue
		}
		if r.count >= fewestCopyWords {
			t := repetition(s.sketches[n], r)
			t.a, t.b = n, int32(i)
			s.repeated = append(s.repeated, t)
		}
	}
}

// repetition is the tie of two texts of the same words.
func repetition(a, b *sketch) tie {
	t := tie{kind: Copy, ofA: 1, ofB: 1, strength: 1}
	t.runs = []run{{0, int32(a.count), 0, int32(a.count)}}
	t.way = direct(&t, a, b)
	return t
}

// judged compares the candidates and returns those that are tied. Pairs with
// the same first article come together and are compared together.
func (s *search) judged(pairs []shared) []tie {
	var starts []int
	for i, p := range pairs {
		if i == 0 || pairs[i-1].a != p.a {
			starts = append(starts, i)
		}
	}
	starts = append(starts, len(pairs))
	found := make([][]tie, len(starts)-1)
	parallel(len(found), func(k int) { found[k] = s.judgedOne(pairs[starts[k]:starts[k+1]]) })
	return slices.Concat(found...)
}

// judgedOne compares pairs that have the same first article.
func (s *search) judgedOne(pairs []shared) []tie {
	var ties []tie
	first := s.searched[pairs[0].a]
	a := s.finder.open(s.sketches[first])
	for _, p := range pairs {
		second := s.searched[p.b]
		t := judge(&s.corpus, a, s.finder.open(s.sketches[second]))
		if t.kind == "" {
			continue
		}
		t.a, t.b = first, second
		t.way = direct(&t, s.sketches[first], s.sketches[second])
		ties = append(ties, t)
	}
	return ties
}

// written writes out a tie of two articles.
func (f *Finder) written(c *corpus, x, y *sketch, t *tie) depesche.Derivation {
	a, b := f.open(x), f.open(y)
	runs, share, like := t.runs, t.ofB, t.like.ofB
	matches := t.like.matches
	if t.way.order < 0 {
		a, b = b, a
		runs, matches = turned(runs), mirrored(matches)
		share, like = t.ofA, t.like.ofA
	}
	d := depesche.Derivation{
		From: a.article.ID, To: b.article.ID, Kind: t.kind, Share: rounded(share),
		Direction: t.way.direction, Why: t.why(),
	}
	if wordForWord(t.kind) {
		d.Spans, d.Changes = spans(runs, a.words, b.words), changes(a, b, runs, t.kind == Excerpt)
		return d
	}
	r := newRetelling(c, a, b, matches)
	d.Share = rounded(like)
	d.Spans, d.Changes = r.spans(), r.changes()
	return d
}

// why says in words what the tie rests on.
func (t *tie) why() string {
	var parts []string
	if wordForWord(t.kind) {
		parts = append(parts, fmt.Sprintf("%.0f %% and %.0f %% of the words stand in the other text", 100*t.ofA, 100*t.ofB))
	} else {
		parts = append(parts, fmt.Sprintf("names, numbers and rare words agree in their order to %.0f %%", 100*t.like.both()))
	}
	return strings.Join(append(parts, t.way.reasons...), "; ")
}

func rounded(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// mirrored exchanges the two sides of the matches.
func mirrored(ms []match) []match {
	out := make([]match, len(ms))
	for i, m := range ms {
		out[i] = match{m.b, m.a}
	}
	return out
}

// turned exchanges the two sides of the runs. Where they then overlap in b,
// the later one gives way.
func turned(runs []run) []run {
	all := make([]run, len(runs))
	for i, r := range runs {
		all[i] = run{r.b0, r.b1, r.a0, r.a1}
	}
	slices.SortFunc(all, func(x, y run) int {
		return cmp.Or(cmp.Compare(x.b0, y.b0), cmp.Compare(y.b1, x.b1), cmp.Compare(x.a0, y.a0))
	})
	var out []run
	end := int32(0)
	for _, r := range all {
		if late := end - r.b0; late > 0 {
			r.a0, r.b0 = r.a0+late, r.b0+late
		}
		if r.length() > 0 {
			out = append(out, r)
			end = r.b1
		}
	}
	return out
}

// spans writes runs of words as code points.
func spans(runs []run, a, b []word) [][4]int {
	out := make([][4]int, 0, len(runs))
	for _, r := range runs {
		out = append(out, [4]int{
			int(a[r.a0].start), int(a[r.a1-1].end),
			int(b[r.b0].start), int(b[r.b1-1].end),
		})
	}
	return out
}

// parallel calls do for 0 to n-1, several at a time.
func parallel(n int, do func(i int)) {
	const portion = 16
	workers := min(runtime.GOMAXPROCS(0), n/portion+1)
	next := make(chan int, workers)
	var running sync.WaitGroup
	for range workers {
		running.Add(1)
		go func() {
			defer running.Done()
			for start := range next {
				for i := start; i < min(start+portion, n); i++ {
					do(i)
				}
			}
		}()
	}
	for start := 0; start < n; start += portion {
		next <- start
	}
	close(next)
	running.Wait()
}
