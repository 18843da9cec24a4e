// SPDX-License-Identifier: Apache-2.0

package lexicon

import (
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"depesche/nlp/linear"
	"depesche/nlp/modelfile"
)

// Builder collects forms with their analyses and compiles them.
type Builder struct {
	forms map[string]map[Analysis]bool
	cells map[string]string
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder {
	return &Builder{forms: map[string]map[Analysis]bool{}, cells: map[string]string{}}
}

// Means says which cells (as CellsOf reads them) an inflection stands for
// that is a mere name.
func (b *Builder) Means(inflection, cells string) { b.cells[inflection] = cells }

func (b *Builder) encodeCells(codes []string) []byte {
	var w modelfile.Writer
	for _, c := range codes {
		if list, ok := b.cells[c]; ok {
			c = list
		}
		w.Uvarint(uint32(CellsOf(c)))
	}
	return w.Encoded()
}

// Add adds one analysis of a form.
func (b *Builder) Add(form, lemma, upos, inflection string) {
	if form == "" || lemma == "" {
		return
	}
	if b.forms[form] == nil {
		b.forms[form] = map[Analysis]bool{}
	}
	b.forms[form][Analysis{upos, inflection, EditOf(form, lemma)}] = true
}

// Len returns the number of forms.
func (b *Builder) Len() int { return len(b.forms) }

// Has reports whether the form has been added.
func (b *Builder) Has(form string) bool { return b.forms[form] != nil }

// Compile returns the lexicon's file. The same forms give the same bytes.
func (b *Builder) Compile() (*modelfile.File, error) {
	t := new(tables)
	a := newAutomaton()
	for _, form := range slices.Sorted(maps.Keys(b.forms)) {
		a.add(form, t.class(b.forms[form]))
	}
	g, err := a.finish()
	if err != nil {
		return nil, err
	}
	var w modelfile.Writer
	w.Uint32(uint32(len(g)))
	for _, e := range g {
		w.Uint32(e)
	}
	return &modelfile.File{
		Header: modelfile.Header{Stage: stage, Layout: layout},
		Sections: []modelfile.Section{
			{Name: "classes", Bytes: t.encode()},
			{Name: "cells", Bytes: b.encodeCells(t.codes.list)},
			{Name: "graph", Bytes: w.Encoded()},
		},
	}, nil
}

// numbering numbers values in the order in which they come.
type numbering[T comparable] struct {
	list []T
	ids  map[T]uint32
}

func (n *numbering[T]) id(v T) uint32 {
	id, ok := n.ids[v]
	if !ok {
		if n.ids == nil {
			n.ids = map[T]uint32{}
		}
		id = uint32(len(n.list))
		n.ids[v] = id
		n.list = append(n.list, v)
	}
	return id
}

// tables number codes, edits and classes.
type tables struct {
	codes   numbering[string]
	edits   numbering[Edit]
	classes numbering[string]
}

func (t *tables) class(set map[Analysis]bool) uint32 {
	list := slices.SortedFunc(maps.Keys(set), func(a, b Analysis) int {
		return cmp.Or(cmp.Compare(a.UPOS, b.UPOS), cmp.Compare(a.Inflection, b.Inflection), a.Edit.compare(b.Edit))
	})
	var w modelfile.Writer
	w.Uvarint(uint32(len(list)))
	for _, a := range list {
		w.Uvarint(t.codes.id(a.UPOS))
		w.Uvarint(t.codes.id(a.Inflection))
		w.Uvarint(t.edits.id(a.Edit))
	}
	return t.classes.id(string(w.Encoded()))
}

func (t *tables) encode() []byte {
	var w modelfile.Writer
	w.Strings(t.codes.list)
	EncodeEdits(&w, t.edits.list)
	w.Uint32(uint32(len(t.classes.list)))
	for _, c := range t.classes.list {
		w.Raw([]byte(c)...)
	}
	return w.Encoded()
}

// hashesOf returns hashes of the analyses without their edits, and of their
// parts of speech.
func hashesOf(list []Analysis) (all, parts uint64) {
	last := ""
	all, parts = 1, 1
	for i, a := range list {
		if i == 0 || a.UPOS != list[i-1].UPOS || a.Inflection != list[i-1].Inflection {
			all = linear.Mix(all, linear.Hash(a.UPOS+" "+a.Inflection))
		}
		if a.UPOS != last {
			parts = linear.Mix(parts, linear.Hash(a.UPOS))
			last = a.UPOS
		}
	}
	return all | 1, parts | 1
}

// automaton builds a minimal automaton from words in sorted order.
type automaton struct {
	open     []open // nodes on the path of the last word
	last     string
	known    map[string]uint32 // finished nodes by their edges
	nodes    []string          // their edges, 8 bytes each: label and target
	overflow bool
}

type open struct{ edges []byte }

func newAutomaton() *automaton {
	return &automaton{open: make([]open, 1), known: map[string]uint32{}}
}

// add adds a word that sorts after all before it.
func (a *automaton) add(word string, number uint32) {
	n := 0
	for n < len(word) && n < len(a.last) && word[n] == a.last[n] {
		n++
	}
	a.close(n)
	for i := n; i < len(word); i++ {
		a.open = append(a.open, open{})
	}
	a.open[len(word)].edge(0, number)
	a.last = word
}

// edge appends an edge.
func (o *open) edge(label byte, target uint32) {
	o.edges = binary.LittleEndian.AppendUint32(o.edges, uint32(label))
	o.edges = binary.LittleEndian.AppendUint32(o.edges, target)
}

// close finishes the nodes deeper than n.
func (a *automaton) close(n int) {
	for len(a.open) > n+1 {
		i := len(a.open) - 1
		id := a.node(string(a.open[i].edges))
		a.open = a.open[:i]
		a.open[i-1].edge(a.last[i-1], id)
	}
}

func (a *automaton) node(edges string) uint32 {
	id, ok := a.known[edges]
	if !ok {
		id = uint32(len(a.nodes))
		a.known[edges] = id
		a.nodes = append(a.nodes, edges)
	}
	return id
}

var errTooLarge = errors.New("lexicon: too many forms for the automaton")

// finish lays out the nodes, the root first.
func (a *automaton) finish() (graph, error) {
	a.close(0)
	root := string(a.open[0].edges)
	order := append([]string{root}, a.nodes...)
	at := make([]uint32, len(order))
	total := uint32(0)
	for i, edges := range order {
		at[i] = total
		total += uint32(len(edges) / 8)
	}
	if total > maxTarget {
		return nil, errTooLarge
	}
	g := make(graph, 0, total)
	for _, edges := range order {
		for i := 0; i < len(edges); i += 8 {
			label := binary.LittleEndian.Uint32([]byte(edges[i : i+4]))
			target := binary.LittleEndian.Uint32([]byte(edges[i+4 : i+8]))
			if label != 0 {
				target = at[target+1]
			}
			e := label | target<<targetBits
			if i+8 == len(edges) {
				e |= lastEdge
			}
			g = append(g, e)
		}
	}
	return g, nil
}
