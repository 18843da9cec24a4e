// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"depesche"
)

// generator makes articles of invented words whose frequencies fall as those
// of a language do, with names and numbers, and copies of known descent.
type generator struct {
	random *rand.Rand
	words  []string
	names  []string
}

func newGenerator(seed uint64) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, 1))}
	for range 30000 {
		g.words = append(g.words, g.invent(2+g.random.IntN(3)))
	}
	for range 20000 {
		name := g.invent(2 + g.random.IntN(2))
		g.names = append(g.names, strings.ToUpper(name[:1])+name[1:])
	}
	return g
}

// invent makes a word of some syllables.
func (g *generator) invent(syllables int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range syllables {
		b.WriteByte(consonants[g.random.IntN(len(consonants))])
		b.WriteByte(vowels[g.random.IntN(len(vowels))])
		if g.random.IntN(3) == 0 {
			b.WriteByte(consonants[g.random.IntN(len(consonants))])
		}
	}
	return b.String()
}

// zipf picks one of n, the first most often.
func (g *generator) zipf(n int) int {
	return min(n-1, int(math.Pow(float64(n), g.random.Float64()))-1)
}

// text writes sentences of about 18 words about a few names.
func (g *generator) text(sentences int) string {
	about := make([]string, 6)
	for i := range about {
		about[i] = g.names[g.zipf(len(g.names))]
	}
	var b strings.Builder
	for s := range sentences {
		if s > 0 {
			b.WriteString(" ")
		}
		b.WriteString("The")
		for range 10 + g.random.IntN(16) {
			b.WriteByte(' ')
			switch n := g.random.IntN(20); {
			case n < 2:
				b.WriteString(about[g.random.IntN(len(about))])
			case n == 2 && g.random.IntN(3) == 0:
				fmt.Fprint(&b, g.random.IntN(3000))
			default:
				b.WriteString(g.words[g.zipf(len(g.words))])
			}
		}
		b.WriteString(".")
	}
	return b.String()
}

// edited alters one sentence in eight and drops another.
func (g *generator) edited(text string) string {
	var out []string
	for _, s := range strings.SplitAfter(text, ". ") {
		switch g.random.IntN(8) {
		case 0:
			out = append(out, g.text(1)+" ")
		case 1:
		default:
			out = append(out, s)
		}
	}
	return strings.Join(out, "")
}

// articles makes n articles, a fifth of them edited copies of an earlier one,
// and returns for each copy the id of what it was made from.
func (g *generator) articles(n int) ([]depesche.Article, map[string]string) {
	articles := make([]depesche.Article, 0, n)
	of := map[string]string{}
	for i := range n {
		a := depesche.Article{
			ID: fmt.Sprintf("a%07d", i), Language: "en",
			Published: fmt.Sprintf("2025-01-%02dT%02d:%02d:%02dZ", 1+i*28/n, i/3600%24, i/60%60, i%60),
		}
		if i > 0 && g.random.IntN(5) == 0 {
			source := articles[g.random.IntN(i)]
			a.Text, of[a.ID] = g.edited(source.Text), source.ID
		} else {
			a.Text = g.text(12 + g.random.IntN(16))
		}
		articles = append(articles, a)
	}
	return articles, of
}
