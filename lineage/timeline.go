// SPDX-License-Identifier: Apache-2.0

package lineage

import (
	"cmp"
	"slices"
)

// timeline is articles in order of time, in blocks, so that one more among a
// million moves but those of its block: a B+ tree of two levels.
type timeline struct{ blocks [][]dated }

// dated is an article with its minute, which mostly tells the order by itself.
type dated struct{ minute, article int32 }

// blockSize is how many articles a block holds before it is split.
const blockSize = 512

// clock says when articles came out.
type clock struct {
	minute func(article int32) int32
	before func(a, b int32) int // compares those of one minute too
}

func (c clock) compare(a, b dated) int {
	if a.minute != b.minute {
		return cmp.Compare(a.minute, b.minute)
	}
	return c.before(a.article, b.article)
}

// find returns where an article stands, or would stand. Most articles come in
// the order of time, and most that are asked for came of late: the end of the
// last block and then all of it are looked at first.
func (o *timeline) find(c clock, d dated) (block, at int, found bool) {
	block = len(o.blocks) - 1
	if block < 0 {
		return 0, 0, false
	}
	b := o.blocks[block]
	switch order := c.compare(b[len(b)-1], d); {
	case order == 0:
		return block, len(b) - 1, true
	case order < 0:
		return block, len(b), false
	}
	if c.compare(b[0], d) > 0 {
		block, found = slices.BinarySearchFunc(o.blocks[:block], d, func(b []dated, d dated) int { return c.compare(b[0], d) })
		if found {
			return block, 0, true
		}
		block = max(0, block-1)
	}
	at, found = slices.BinarySearchFunc(o.blocks[block], d, c.compare)
	return block, at, found
}

// insert puts an article into its place. It appends up to n articles before
// and up to n after it as around does.
func (o *timeline) insert(c clock, article int32, n int, to []int32) (_ []int32, before int) {
	d := dated{c.minute(article), article}
	if len(o.blocks) == 0 {
		o.blocks = [][]dated{{d}}
		return to, 0
	}
	block, at, _ := o.find(c, d)
	to, before = o.beside(block, at, at, n, to)
	b := o.blocks[block]
	switch {
	case len(b) < blockSize:
		o.blocks[block] = slices.Insert(b, at, d)
	case at == len(b):
		o.blocks = slices.Insert(o.blocks, block+1, []dated{d})
	default:
		o.blocks = slices.Insert(o.blocks, block+1, slices.Clone(b[len(b)/2:]))
		if o.blocks[block] = slices.Clone(b[:len(b)/2]); at > len(b)/2 {
			block, at = block+1, at-len(b)/2
		}
		o.blocks[block] = slices.Insert(o.blocks[block], at, d)
	}
	return to, before
}

func (o *timeline) remove(c clock, article int32) {
	block, at, found := o.find(c, dated{c.minute(article), article})
	if !found {
		return
	}
	if len(o.blocks[block]) == 1 {
		o.blocks = slices.Delete(o.blocks, block, block+1)
		return
	}
	o.blocks[block] = slices.Delete(o.blocks[block], at, at+1)
}

// around appends up to n articles before and up to n after an article, each in
// order of time; the article itself need not be there. It returns how many of
// them come before, and whether the article is there.
func (o *timeline) around(c clock, article int32, n int, to []int32) (_ []int32, before int, found bool) {
	if len(o.blocks) == 0 {
		return to, 0, false
	}
	block, at, found := o.find(c, dated{c.minute(article), article})
	behind := at
	if found {
		behind++
	}
	to, before = o.beside(block, at, behind, n, to)
	return to, before, found
}

// beside appends up to n articles that stand before a place in a block and up
// to n from another place in the block on, and returns how many come before.
func (o *timeline) beside(block, at, behind, n int, to []int32) (_ []int32, before int) {
	from, i := block, at
	for before < n && (i > 0 || from > 0) {
		if i == 0 {
			from--
			i = len(o.blocks[from])
		}
		step := min(i, n-before)
		i -= step
		before += step
	}
	for left := before; left > 0; from, i = from+1, 0 {
		part := o.blocks[from][i:min(len(o.blocks[from]), i+left)]
		to = appendArticles(to, part)
		left -= len(part)
	}
	for left := n; left > 0 && block < len(o.blocks); block, behind = block+1, 0 {
		part := o.blocks[block][behind:min(len(o.blocks[block]), behind+left)]
		to = appendArticles(to, part)
		left -= len(part)
	}
	return to, before
}

func appendArticles(to []int32, from []dated) []int32 {
	for _, d := range from {
		to = append(to, d.article)
	}
	return to
}
