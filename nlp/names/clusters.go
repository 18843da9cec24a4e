// SPDX-License-Identifier: Apache-2.0

package names

import (
	"errors"
	"slices"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// clusters maps lower-case words to classes of words that occur alike, one
// coarse and one fine.
type clusters struct {
	keys   []linear.Key // sorted
	coarse []uint8
	fine   []uint16
}

// of returns the clusters of the word with this hash, each 1 or more, or
// zeros.
func (c *clusters) of(lower uint64) [2]uint64 {
	if c == nil {
		return [2]uint64{}
	}
	i, ok := slices.BinarySearch(c.keys, linear.KeyOf(lower))
	if !ok {
		return [2]uint64{}
	}
	return [2]uint64{1 + uint64(c.coarse[i]), 1000 + uint64(c.fine[i])}
}

// clustersOf returns the clusters of the word with this hash: those of the
// model, or of the language.
func (x *Finder) clustersOf(lower uint64) [2]uint64 {
	if x.shared != nil {
		return x.shared.Find(lower)
	}
	return x.clusters.of(lower)
}

// Cluster is the row of a word: a coarse class below 256, a fine one below
// 65536.
type Cluster struct {
	Word         string // in lower case
	Coarse, Fine int
}

func newClusters(rows []Cluster) *clusters {
	byKey := map[linear.Key]Cluster{}
	c := &clusters{}
	for _, row := range rows {
		k := linear.KeyOf(linear.Hash(row.Word))
		if _, twice := byKey[k]; !twice {
			byKey[k] = row
			c.keys = append(c.keys, k)
		}
	}
	slices.Sort(c.keys)
	for _, k := range c.keys {
		c.coarse = append(c.coarse, uint8(byKey[k].Coarse))
		c.fine = append(c.fine, uint16(byKey[k].Fine))
	}
	return c
}

func (c *clusters) encode() []byte {
	var w modelfile.Writer
	w.Uint32(uint32(len(c.keys)))
	previous := linear.Key(0)
	for i, k := range c.keys {
		w.Uvarint(uint32(k - previous))
		w.Raw(c.coarse[i])
		w.Uvarint(uint32(c.fine[i]))
		previous = k
	}
	return w.Encoded()
}

func decodeClusters(r *modelfile.Reader) (*clusters, error) {
	n := r.Count(3)
	c := &clusters{keys: make([]linear.Key, n), coarse: make([]uint8, n), fine: make([]uint16, n)}
	previous := linear.Key(0)
	for i := range n {
		previous += linear.Key(r.Uvarint())
		c.keys[i] = previous
		if b := r.Take(1); b != nil {
			c.coarse[i] = b[0]
		}
		c.fine[i] = uint16(r.Uvarint())
	}
	if !slices.IsSorted(c.keys) {
		return nil, errors.New("clusters: not in order")
	}
	return c, r.Err()
}
