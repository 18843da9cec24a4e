// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// The clusters of words come from skip-gram vectors with negative sampling
// (Mikolov et al. 2013), learned with a narrow window so that words of one
// kind, not of one topic, lie together, and from k-means over the vectors.
const (
	vectorSize   = 64
	vectorWindow = 2
	negatives    = 5
	vectorEpochs = 3
	minCount     = 5
	maxWords     = 60000
	fineClasses  = 512
	coarse       = 64
	meansRounds  = 15
)

// corpus is a raw text as word numbers; -1 stands between sentences.
type corpus struct {
	words  []string // by falling frequency
	counts []int
	text   []int32
}

// trainClusters makes the clusters of a language from DATA/raw-<code> and
// the German or English half of DATA/raw-news-parallel, and writes them as
// lines of word, coarse and fine class.
func trainClusters(o *options) error {
	var paths []string
	for _, pattern := range []string{"raw-" + o.language + "/*.txt", "raw-news-parallel/" + iso3[o.language] + ".txt"} {
		found, err := filepath.Glob(filepath.Join(o.data, pattern))
		if err != nil {
			return err
		}
		paths = append(paths, found...)
	}
	c, err := readCorpus(paths)
	if err != nil {
		return err
	}
	o.log("clusters: %d words of text, %d different", len(c.text), len(c.words))
	random := rand.New(rand.NewPCG(o.seed, 2))
	vectors := skipGram(c, random, o.log)
	fine, centres := kMeans(vectors, fineClasses, random)
	rough, _ := kMeans(centres, coarse, random)
	var out strings.Builder
	for i, w := range c.words {
		fmt.Fprintf(&out, "%s\t%d\t%d\n", w, rough[fine[i]], fine[i])
	}
	return os.WriteFile(o.out, []byte(out.String()), 0o644)
}

var iso3 = map[string]string{"de": "deu", "en": "eng"}

// readCorpus reads raw texts. Words that a line end cuts at a hyphen are put
// together again.
func readCorpus(paths []string) (*corpus, error) {
	numbers := map[string]int32{}
	c := &corpus{}
	add := func(w string) {
		n, ok := numbers[w]
		if !ok {
			n = int32(len(c.words))
			numbers[w] = n
			c.words, c.counts = append(c.words, w), append(c.counts, 0)
		}
		c.counts[n]++
		c.text = append(c.text, n)
	}
	for _, p := range paths {
		file, err := os.Open(p)
		if err != nil {
			return nil, err
		}
		scanner := bufio.NewScanner(file)
		scanner.Buffer(nil, 1<<22)
		carry := ""
		for scanner.Scan() {
			carry = splitLine(carry+strings.ToLower(scanner.Text()), add, func() { c.text = append(c.text, -1) })
		}
		file.Close()
		if err := scanner.Err(); err != nil {
			return nil, err
		}
	}
	return c.frequent(), nil
}

// splitLine gives the words of a line to add, calls stop at the end of a
// sentence, and returns a word cut at the end of the line, without its hyphen.
func splitLine(line string, add func(string), stop func()) (carry string) {
	line = strings.TrimSpace(line)
	if strings.HasSuffix(line, "-") {
		cut := strings.LastIndexByte(line, ' ') + 1
		line, carry = line[:cut], line[cut:len(line)-1]
	}
	start := -1
	for i, r := range line + " " {
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			add(line[start:i])
			start = -1
		}
		switch {
		case r == '.' || r == '!' || r == '?':
			stop()
		case unicode.IsPunct(r):
			add(string(r))
		case unicode.IsDigit(r):
			add("0")
		}
	}
	return carry
}

// frequent keeps the frequent words and numbers them by falling frequency.
func (c *corpus) frequent() *corpus {
	order := make([]int32, len(c.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.counts[b], c.counts[a]), cmp.Compare(c.words[a], c.words[b]))
	})
	kept := &corpus{}
	number := make([]int32, len(c.words))
	for k, old := range order {
		number[old] = -2
		if k < maxWords && c.counts[old] >= minCount {
			number[old] = int32(k)
			kept.words, kept.counts = append(kept.words, c.words[old]), append(kept.counts, c.counts[old])
		}
	}
	for _, w := range c.text {
		if w >= 0 {
			w = number[w]
		}
		if w != -2 {
			kept.text = append(kept.text, w)
		}
	}
	return kept
}

// skipGram learns a vector for every word.
func skipGram(c *corpus, random *rand.Rand, log func(string, ...any)) [][]float32 {
	in, out := make([][]float32, len(c.words)), make([][]float32, len(c.words))
	for i := range in {
		in[i], out[i] = make([]float32, vectorSize), make([]float32, vectorSize)
		for k := range in[i] {
			in[i][k] = (random.Float32() - 0.5) / vectorSize
		}
	}
	noise := noiseTable(c.counts)
	gradient := make([]float32, vectorSize)
	for epoch := range vectorEpochs {
		for i, w := range c.text {
			if w < 0 || rare(c, w, random) {
				continue
			}
			done := (float64(epoch) + float64(i)/float64(len(c.text))) / vectorEpochs
			rate := float32(0.05 * max(1-done, 0.002))
			for d := -vectorWindow; d <= vectorWindow; d++ {
				if j := i + d; d != 0 && j >= 0 && j < len(c.text) && c.text[j] >= 0 {
					pair(in[w], out, c.text[j], noise, random, rate, gradient)
				}
			}
		}
		log("clusters: epoch %d", epoch+1)
	}
	return in
}

// rare reports whether an occurrence of a very frequent word is passed over.
func rare(c *corpus, w int32, random *rand.Rand) bool {
	f := float64(c.counts[w]) / float64(len(c.text))
	return f > 1e-3 && random.Float64() > math.Sqrt(1e-3/f)
}

func noiseTable(counts []int) []int32 {
	total := 0.0
	for _, n := range counts {
		total += math.Pow(float64(n), 0.75)
	}
	table := make([]int32, 0, 1<<20)
	sum := 0.0
	for w, n := range counts {
		sum += math.Pow(float64(n), 0.75)
		for float64(len(table)) < sum/total*(1<<20) {
			table = append(table, int32(w))
		}
	}
	return table
}

// pair moves the vector of a word towards that of a word beside it, and away
// from those of random words.
func pair(v []float32, out [][]float32, context int32, noise []int32, random *rand.Rand, rate float32, gradient []float32) {
	clear(gradient)
	for n := range negatives + 1 {
		target, label := context, float32(1)
		if n > 0 {
			target, label = noise[random.IntN(len(noise))], 0
			if target == context {
				continue
			}
		}
		o := out[target]
		dot := float32(0)
		for k := range v {
			dot += v[k] * o[k]
		}
		g := rate * (label - float32(1/(1+math.Exp(-float64(dot)))))
		for k := range v {
			gradient[k] += g * o[k]
			o[k] += g * v[k]
		}
	}
	for k := range v {
		v[k] += gradient[k]
	}
}

// kMeans puts the vectors, brought to length one, into n classes.
func kMeans(vectors [][]float32, n int, random *rand.Rand) (class []int, centres [][]float32) {
	unit := make([][]float32, len(vectors))
	for i, v := range vectors {
		unit[i] = normal(v)
	}
	for _, i := range random.Perm(min(len(unit), 20000))[:n] {
		centres = append(centres, slices.Clone(unit[i]))
	}
	class = make([]int, len(unit))
	for range meansRounds {
		sums := make([][]float32, n)
		for k := range sums {
			sums[k] = make([]float32, len(unit[0]))
		}
		for i, v := range unit {
			class[i] = nearest(v, centres)
			for k := range v {
				sums[class[i]][k] += v[k]
			}
		}
		for k := range sums {
			centres[k] = normal(sums[k])
		}
	}
	return class, centres
}

func nearest(v []float32, centres [][]float32) int {
	best, at := float32(-2), 0
	for c, centre := range centres {
		dot := float32(0)
		for k := range v {
			dot += float32(v[k] * centre[k]) // the same on every machine: not added in one step
		}
		if dot > best {
			best, at = dot, c
		}
	}
	return at
}

func normal(v []float32) []float32 {
	sum := float32(0)
	for _, x := range v {
		sum += float32(x * x)
	}
	result := make([]float32, len(v))
	if sum > 0 {
		scale := float32(1 / math.Sqrt(float64(sum)))
		for k, x := range v {
			result[k] = x * scale
		}
	}
	return result
}
