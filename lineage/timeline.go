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
	return cmp.Or(cmp.Compare(a.minute, b.minute), c.before(a.article, b.article))
}

// find returns where an article stands, or would stand.
func (o *timeline) find(c clock, d dated) (block, at int, found bool) {
	if last := len(o.blocks) - 1; last >= 0 { // most articles come in the order of time
		if b := o.blocks[last]; c.compare(b[len(b)-1], d) < 0 {
			return last, len(b), false
		}
	}
	block, found = slices.BinarySearchFunc(o.blocks, d, func(b []dated, d dated) int { return c.compare(b[0], d) })
	if found {
		return block, 0, true
	}
	block = max(0, block-1)
	if len(o.blocks) > 0 {
		at, found = slices.BinarySearchFunc(o.blocks[block], d, c.compare)
	}
	return block, at, found
}

func (o *timeline) insert(c clock, article int32) {
	d := dated{c.minute(article), article}
	if len(o.blocks) == 0 {
		o.blocks = [][]dated{{d}}
		return
	}
	block, at, _ := o.find(c, d)
	b := slices.Insert(o.blocks[block], at, d)
	o.blocks[block] = b
	if len(b) > blockSize {
		o.blocks = slices.Insert(o.blocks, block+1, slices.Clone(b[len(b)/2:]))
		o.blocks[block] = slices.Clone(b[:len(b)/2])
	}
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
func (o *timeline) around(c clock, article int32, n int, to []int32) (out []int32, before int, found bool) {
	block, at, found := o.find(c, dated{c.minute(article), article})
	if len(o.blocks) == 0 {
		return to, 0, false
	}
	from, i := block, at
	for range n {
		if i == 0 && from == 0 {
			break
		}
		if i == 0 {
			from--
			i = len(o.blocks[from])
		}
		i--
		before++
	}
	want := before + n
	if found {
		want++
	}
	for k := 0; k < want && from < len(o.blocks); k++ {
		if i == len(o.blocks[from]) {
			if from, i = from+1, 0; from == len(o.blocks) {
				break
			}
		}
		if next := o.blocks[from][i]; next.article != article {
			to = append(to, next.article)
		}
		i++
	}
	return to, before, found
}
