// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"depesche"
)

// generator makes articles that are news to an index: in each, half of the
// words are those that every article has, the others fall in frequency as the
// words of a language do, and names, numbers and some words are those of its
// topic, of which many articles by different authors tell for some days. A
// fifth are edited copies of an article of the days before. Article n is made
// from n alone, so that none need be kept.
type generator struct {
	seed    uint64
	common  []string
	words   []string
	names   []string
	perDay  int // articles a day
	perStep int // topics that begin in a day
}

// The shape of the generated news.
const (
	vocabulary   = 60_000
	people       = 120_000
	copied       = 0.2  // share of articles
	copyReach    = 4000 // how many articles ago the source of a copy came out, at most
	topicDays    = 5
	topicNames   = 8
	topicWords   = 10
	topicNumbers = 4
)

func newGenerator(seed uint64, common []string) *generator {
	g := &generator{seed: seed, common: common, perDay: 3000, perStep: 300}
	r := rand.New(rand.NewPCG(seed, 0))
	for range vocabulary {
		g.words = append(g.words, invent(r, 2+r.IntN(3)))
	}
	for range people {
		name := invent(r, 2+r.IntN(3))
		g.names = append(g.names, strings.ToUpper(name[:1])+name[1:])
	}
	return g
}

// invent makes a word of some syllables.
func invent(r *rand.Rand, syllables int) string {
	const consonants, vowels = "bcdfghjklmnpqrstvwxz", "aeiouy"
	var b strings.Builder
	for range syllables {
		b.WriteByte(consonants[r.IntN(len(consonants))])
		b.WriteByte(vowels[r.IntN(len(vowels))])
		if r.IntN(3) == 0 {
			b.WriteByte(consonants[r.IntN(len(consonants))])
		}
	}
	return b.String()
}

// zipf picks one of n, the first most often.
func zipf(r *rand.Rand, n int) int { return min(n-1, int(math.Pow(float64(n), r.Float64()))-1) }

// random is the source of chance for one purpose and number.
func (g *generator) random(purpose, n int) *rand.Rand {
	return rand.New(rand.NewPCG(g.seed+uint64(purpose)<<32, uint64(n)))
}

// topic is what articles of some days tell about.
type topic struct{ names, words, numbers []string }

func (g *generator) topic(n int) topic {
	r := g.random(1, n)
	var t topic
	for range topicNames {
		t.names = append(t.names, g.names[zipf(r, len(g.names))])
	}
	for range topicWords {
		t.words = append(t.words, g.words[r.IntN(len(g.words))])
	}
	for range topicNumbers {
		t.numbers = append(t.numbers, fmt.Sprint(10+r.IntN(9000)))
	}
	return t
}

// copyOf returns the article that article n is a copy of, or -1.
func (g *generator) copyOf(n int) int {
	r := g.random(2, n)
	if n == 0 || r.Float64() >= copied {
		return -1
	}
	return n - 1 - r.IntN(min(n, copyReach))
}

// article makes article n.
func (g *generator) article(n int) depesche.Article {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(n) * (24 * time.Hour / time.Duration(g.perDay)))
	return depesche.Article{
		ID: fmt.Sprintf("g%07d", n), Language: "en", Published: at.Format(time.RFC3339),
		Outlet: depesche.Outlet{Domain: fmt.Sprintf("outlet%d.example", g.random(5, n).IntN(400))},
		Text:   strings.Join(g.sentences(n), " "),
	}
}

// sentences are the sentences of article n.
func (g *generator) sentences(n int) []string {
	if source := g.copyOf(n); source >= 0 {
		return g.edited(g.sentences(source), n)
	}
	r := g.random(3, n)
	day := n / g.perDay
	t := g.topic(max(0, day-r.IntN(topicDays))*g.perStep + zipf(r, g.perStep))
	out := make([]string, 8+r.IntN(20))
	for i := range out {
		out[i] = g.sentence(r, t)
	}
	return out
}

// sentence writes about eighteen words.
func (g *generator) sentence(r *rand.Rand, t topic) string {
	var b strings.Builder
	b.WriteString("The")
	for range 10 + r.IntN(16) {
		b.WriteByte(' ')
		switch p := r.Float64(); {
		case p < 0.5:
			b.WriteString(g.common[zipf(r, len(g.common))])
		case p < 0.58:
			b.WriteString(t.names[zipf(r, len(t.names))])
		case p < 0.62:
			b.WriteString(t.words[r.IntN(len(t.words))])
		case p < 0.63:
			b.WriteString(t.numbers[r.IntN(len(t.numbers))])
		default:
			b.WriteString(g.words[zipf(r, len(g.words))])
		}
	}
	b.WriteByte('.')
	return b.String()
}

// edited makes a copy as editors do: all of it, or with sentences dropped,
// written anew and put in front, or only its beginning among other news.
func (g *generator) edited(source []string, n int) []string {
	r := g.random(4, n)
	t := g.topic(r.IntN(1 << 30))
	var out []string
	switch r.IntN(4) {
	case 0:
		return source
	case 1:
		out = append(out, source[:max(4, len(source)/2)]...)
		for range r.IntN(3) {
			out = append(out, g.sentence(r, t))
		}
		return out
	}
	for range r.IntN(2) {
		out = append(out, g.sentence(r, t))
	}
	for _, s := range source {
		switch r.IntN(8) {
		case 0:
			out = append(out, g.sentence(r, t))
		case 1:
		default:
			out = append(out, s)
		}
	}
	return out
}
