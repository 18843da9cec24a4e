// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"cmp"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"depesche/nlp/lexicon"
)

// Words are clustered by their neighbours with the exchange algorithm: every
// word in turn moves to the cluster where its neighbours to the left and to
// the right are least surprising (Uszkoreit, Brants 2008; here with both
// sides, no sampling, words in order of frequency).

// Settings of the clusters.
const (
	coarseCount   = 64
	fineCount     = 320
	clusterRounds = 6
	leastCount    = 5    // words that occur less often have no cluster
	neighbours    = 6000 // so many of the commonest words count as neighbours
)

// rawText lists the running text of a language, below the data folder.
var rawText = map[string][]string{
	"de": {"raw-de/bundestag-17-18-part.txt", "raw-news-parallel/deu.txt"},
	"en": {"raw-news-parallel/eng.txt"},
}

// clusterWords makes the clusters of a language.
func clusterWords(o *options) error {
	if vectorFile[o.language] != "" {
		f, err := clusterVectors(o)
		if err != nil {
			return err
		}
		return o.write(f, vectorSource[o.language], "")
	}
	c := &runningText{ids: map[string]int32{}}
	for _, name := range rawText[o.language] {
		if err := c.read(filepath.Join(o.data, name)); err != nil {
			return err
		}
	}
	words, lists := c.contexts()
	o.log("%d words, %d of them clustered", len(c.text), len(words))
	coarse := exchange(lists, coarseCount, o)
	fine := exchange(lists, fineCount, o)
	f := lexicon.CompileClusters(words, coarse, fine)
	return o.write(f, strings.Join(rawText[o.language], ", "), "")
}

// runningText is running text as numbers of words.
type runningText struct {
	ids   map[string]int32
	words []string
	count []int
	text  []int32
}

// read adds a text file. Words hyphenated at the end of a line are joined.
func (c *runningText) read(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	rest := ""
	for in.Scan() {
		line := rest + strings.TrimSpace(in.Text())
		rest = ""
		if i := strings.LastIndexByte(line, ' ') + 1; strings.HasSuffix(line, "-") && len(line)-i > 2 {
			line, rest = line[:i], strings.TrimSuffix(line[i:], "-")
		}
		c.line(line)
	}
	return in.Err()
}

func (c *runningText) line(line string) {
	start := -1
	for i, r := range line {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' && start >= 0
		if word && start < 0 {
			start = i
		}
		if !word {
			if start >= 0 {
				c.add(line[start:i])
			}
			start = -1
			if !unicode.IsSpace(r) {
				c.add(string(r))
			}
		}
	}
	if start >= 0 {
		c.add(line[start:])
	}
}

func (c *runningText) add(word string) {
	word = strings.ToLower(word)
	id, ok := c.ids[word]
	if !ok {
		id = int32(len(c.words))
		c.ids[word] = id
		c.words = append(c.words, word)
		c.count = append(c.count, 0)
	}
	c.count[id]++
	c.text = append(c.text, id)
}

// context is a neighbour with its count; neighbours on the right have
// numbers above those on the left.
type context struct {
	id int32
	n  int32
}

// contexts returns the words to be clustered, the commonest first, and the
// neighbours of each.
func (c *runningText) contexts() ([]string, [][]context) {
	order := make([]int32, len(c.words))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.count[b], c.count[a]), cmp.Compare(a, b))
	})
	rank := make([]int32, len(c.words))
	n := 0
	for i, id := range order {
		rank[id] = int32(i)
		if c.count[id] >= leastCount {
			n = i + 1
		}
	}
	seen := make([]map[int32]int32, n)
	for i := range seen {
		seen[i] = map[int32]int32{}
	}
	for i, id := range c.text {
		w := rank[id]
		if int(w) >= n {
			continue
		}
		if i > 0 {
			seen[w][min(rank[c.text[i-1]], neighbours)]++
		}
		if i+1 < len(c.text) {
			seen[w][neighbours+1+min(rank[c.text[i+1]], neighbours)]++
		}
	}
	words, lists := make([]string, n), make([][]context, n)
	for i := range words {
		words[i] = c.words[order[i]]
		for _, id := range slices.Sorted(maps.Keys(seen[i])) {
			lists[i] = append(lists[i], context{id, seen[i][id]})
		}
	}
	return words, lists
}

// clustering is the state of the exchange algorithm.
type clustering struct {
	k     int
	pairs []int32 // count of neighbour and cluster: pairs[neighbour*k+cluster]
	total []int64 // of the clusters
	of    []int
	gain  []float64
}

// exchange assigns every word to one of k clusters.
func exchange(lists [][]context, k int, o *options) []int {
	c := &clustering{k: k, pairs: make([]int32, 2*(neighbours+1)*k), total: make([]int64, k), of: make([]int, len(lists)), gain: make([]float64, k)}
	for i := range lists {
		c.of[i] = i % k
		c.put(lists[i], c.of[i], 1)
	}
	for round := range clusterRounds {
		moved := 0
		for i := range lists {
			was := c.of[i]
			c.put(lists[i], was, -1)
			c.of[i] = c.best(lists[i])
			c.put(lists[i], c.of[i], 1)
			if c.of[i] != was {
				moved++
			}
		}
		o.log("%d clusters, round %d: %d words moved", k, round+1, moved)
	}
	return c.of
}

func (c *clustering) put(list []context, cluster int, sign int32) {
	for _, x := range list {
		c.pairs[int(x.id)*c.k+cluster] += sign * x.n
		c.total[cluster] += int64(sign * x.n)
	}
}

// best returns the cluster in which the neighbours are least surprising.
func (c *clustering) best(list []context) int {
	clear(c.gain)
	all := int64(0)
	for _, x := range list {
		all += int64(x.n)
		row := c.pairs[int(x.id)*c.k:][:c.k]
		alone := xlogx(int64(x.n))
		for i, n := range row {
			if n == 0 {
				c.gain[i] += alone
			} else {
				c.gain[i] += xlogx(int64(n+x.n)) - xlogx(int64(n))
			}
		}
	}
	best := 0
	for i := range c.gain {
		c.gain[i] -= xlogx(c.total[i]+all) - xlogx(c.total[i])
		if c.gain[i] > c.gain[best] {
			best = i
		}
	}
	return best
}

// logs holds x log x of small numbers.
var logs = func() []float64 {
	t := make([]float64, 1<<15)
	for i := 2; i < len(t); i++ {
		t[i] = float64(i) * math.Log(float64(i))
	}
	return t
}()

func xlogx(n int64) float64 {
	if n < int64(len(logs)) {
		return logs[n]
	}
	return float64(n) * math.Log(float64(n))
}
