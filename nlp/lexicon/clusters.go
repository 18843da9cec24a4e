// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

const (
	clusterStage = "clusters"
	// ClusterFileName is the name of the clusters in the folder of a language.
	ClusterFileName = "lexicon-clusters.model"
)

// Clusters says which words occur in like places: every word belongs to one
// coarse and one fine cluster. Words are known by a hash of 32 bits.
type Clusters struct {
	mask  uint32
	slots []slot
}

type slot struct {
	key          uint32
	coarse, fine uint16 // 1, 2, …; an empty slot has 0
}

// LoadClusters reads the clusters of fsys; it returns nil and no error when
// there are none.
func LoadClusters(fsys fs.FS) (*Clusters, error) {
	f, err := modelfile.Load(fsys, ClusterFileName, clusterStage, layout)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := f.Section("words")
	n := r.Count(3)
	x := &Clusters{mask: 15}
	for int(x.mask) < 2*n {
		x.mask = x.mask*2 + 1
	}
	x.slots = make([]slot, x.mask+1)
	key := uint32(0)
	for range n {
		key += r.Uvarint()
		x.slots[x.place(key)] = slot{key, uint16(r.Uvarint()), uint16(r.Uvarint())}
	}
	if r.Err() != nil {
		return nil, fmt.Errorf("load %s: %w", ClusterFileName, r.Err())
	}
	return x, nil
}

// place returns where the key is, or belongs.
func (x *Clusters) place(key uint32) uint32 {
	i := key & x.mask
	for x.slots[i].coarse != 0 && x.slots[i].key != key {
		i = (i + 1) & x.mask
	}
	return i
}

// Find returns the coarse and the fine cluster of the lower-case word with
// the hash (linear.Hash) as hashes; 0 is none.
func (x *Clusters) Find(lower uint64) [2]uint64 {
	if x == nil {
		return [2]uint64{}
	}
	s := x.slots[x.place(uint32(lower>>32))]
	if s.coarse == 0 {
		return [2]uint64{}
	}
	return [2]uint64{uint64(s.coarse), 1<<16 | uint64(s.fine)}
}

// Cluster is Find of the lexicon's clusters.
func (x *Lexicon) Cluster(lower uint64) [2]uint64 { return x.clusters.Find(lower) }

// CompileClusters makes the file of clusters: for every lower-case word its
// coarse and fine cluster, counted from 0.
func CompileClusters(words []string, coarse, fine []int) *modelfile.File {
	list := make([]slot, len(words))
	for i, w := range words {
		list[i] = slot{uint32(linear.Hash(w) >> 32), uint16(coarse[i] + 1), uint16(fine[i] + 1)}
	}
	slices.SortStableFunc(list, func(a, b slot) int { return cmp.Compare(a.key, b.key) })
	list = slices.CompactFunc(list, func(a, b slot) bool { return a.key == b.key })
	var w modelfile.Writer
	w.Uint32(uint32(len(list)))
	last := uint32(0)
	for _, s := range list {
		w.Uvarint(s.key - last)
		w.Uvarint(uint32(s.coarse))
		w.Uvarint(uint32(s.fine))
		last = s.key
	}
	return &modelfile.File{
		Header:   modelfile.Header{Stage: clusterStage, Layout: layout},
		Sections: []modelfile.Section{{Name: "words", Bytes: w.Encoded()}},
	}
}
