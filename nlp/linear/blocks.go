// SPDX-License-Identifier: Apache-2.0

package linear

import (
	"fmt"
	"math/bits"
	"slices"

	"depesche/nlp/modelfile"
)

// MaxBlockClasses is how many classes a model in blocks can have.
const MaxBlockClasses = lanes * blocks

// Blocks is a frozen classifier of at most MaxBlockClasses classes for callers
// who need the scores of some classes only. The classes stand in blocks of
// four neighbours, whose weights lie in one word and are added at once, in rows
// with weights in many blocks. Other rows list their classes and weights. It
// is read-only and safe for many readers.
//
// A weight is a signed number in its lane. Since whole words are added, a
// negative lane borrows from the one above, which unpack gives back.
type Blocks struct {
	index
	width int // blocks of a full row
	words []uint64
	lists []uint16 // of other rows: the number of weights, then of each the class above and the byte below
	value [256]int32
}

const (
	lanes     = 4
	laneBits  = 16
	unitBits  = 4
	unit      = 1 << unitBits // what a weight of 1 in a lane stands for
	flushRows = 16            // rows that a lane can take
	blocks    = 64
	fullShare = 12 // blocks from which on a row is full, or more than half of all
)

// laneLimit is the largest weight in a lane: flushRows of them fit.
const laneLimit = 1<<(laneBits-1)/flushRows - 1

// BlockSize is the number of classes of a block.
const BlockSize = lanes

// Need is a set of blocks of classes.
type Need uint64

// AllBlocks is the set of all blocks.
const AllBlocks = ^Need(0)

// Of returns the set with the block of the class added.
func (n Need) Of(class int) Need { return n | 1<<(class/lanes) }

// Take appends the scores of the classes in the blocks to list.
func (n Need) Take(list []int32, scores *[MaxBlockClasses]int32) []int32 {
	list = slices.Grow(list, lanes*bits.OnesCount64(uint64(n)))
	for ; n != 0; n &= n - 1 {
		at := bits.TrailingZeros64(uint64(n)) * lanes
		list = append(list, scores[at:at+lanes]...)
	}
	return list
}

// Put sets the scores of the classes in the blocks to those that Take took.
func (n Need) Put(scores *[MaxBlockClasses]int32, list []int32) {
	for ; n != 0 && len(list) >= lanes; n &= n - 1 {
		at := bits.TrailingZeros64(uint64(n)) & (blocks - 1) * lanes
		*(*[lanes]int32)(scores[at:]) = [lanes]int32(list)
		list = list[lanes:]
	}
}

// BlockScorer adds the weights of features to the scores of classes.
type BlockScorer interface {
	// ScoreBlocks adds the weights of every key to the scores of the classes
	// in the needed blocks. Other scores are undefined then. There are
	// MaxBlockClasses of them.
	ScoreBlocks(scores *[MaxBlockClasses]int32, keys []Key, need Need)
}

// ScoreBlocks implements BlockScorer.
func (t *Trainer) ScoreBlocks(scores *[MaxBlockClasses]int32, keys []Key, _ Need) {
	t.Score(scores[:], keys)
}

// ScoreBlocks implements BlockScorer.
func (m *Blocks) ScoreBlocks(scores *[MaxBlockClasses]int32, keys []Key, need Need) {
	for len(keys) > 0 {
		n := part(len(keys))
		m.score(scores, keys[:n], uint64(need))
		keys = keys[n:]
	}
}

// score goes through the table in passes, as that of Choice does.
func (m *Blocks) score(scores *[MaxBlockClasses]int32, keys []Key, need uint64) {
	var rows, others [batch]uint32
	full, rest := m.find(&rows, &others, keys)
	m.addFull(scores, rows[:full], need)
	m.addOthers(scores, others[:rest])
}

// blockList lists the blocks of a set.
func blockList(list *[blocks]uint8, need uint64) []uint8 {
	n := 0
	for ; need != 0; need &= need - 1 {
		list[n&(blocks-1)] = uint8(bits.TrailingZeros64(need))
		n++
	}
	return list[:n]
}

// addFull adds the needed blocks of full rows to the scores.
func (m *Blocks) addFull(scores *[MaxBlockClasses]int32, rows []uint32, need uint64) {
	var room [blocks]uint8
	list := blockList(&room, need)
	for len(rows) > 0 {
		some := rows[:min(flushRows, len(rows))]
		rows = rows[len(some):]
		var sums [blocks]uint64
		for len(some) >= 4 {
			a, b, c, d := m.row(some[0]), m.row(some[1]), m.row(some[2]), m.row(some[3])
			b, c, d = b[:len(a)], c[:len(a)], d[:len(a)]
			for i, k := range list {
				if int(k) < len(a) {
					sums[i&(blocks-1)] += a[k] + b[k] + c[k] + d[k]
				}
			}
			some = some[4:]
		}
		for _, at := range some {
			row := m.row(at)
			for i, k := range list {
				if int(k) < len(row) {
					sums[i&(blocks-1)] += row[k]
				}
			}
		}
		for i, b := range list {
			unpack((*[lanes]int32)(scores[int(b&(blocks-1))*lanes:]), sums[i&(blocks-1)])
		}
	}
}

// row returns a full row.
func (m *Blocks) row(at uint32) []uint64 { return m.words[at:][:m.width] }

// addOthers adds the weights of rows that have few.
func (m *Blocks) addOthers(scores *[MaxBlockClasses]int32, rows []uint32) {
	for _, at := range rows {
		row := m.lists[at:]
		for _, e := range row[1:][:row[0]] {
			scores[e>>8] += m.value[e&255]
		}
	}
}

// unpack adds the lanes of a word to the scores.
func unpack(scores *[lanes]int32, w uint64) {
	for i := range scores {
		v := int16(w)
		scores[i] += int32(v) * unit
		w = (w - uint64(int64(v))) >> laneBits
	}
}

// DecodeBlocks reads what Encode wrote. It returns the model and its number of
// classes. Class c is found at place[c]; nil leaves all where they are.
func DecodeBlocks(r *modelfile.Reader, place []uint16) (*Blocks, int, error) {
	m := &Blocks{}
	classes, err := decodeRows(r, func(classes, features, weights int) func(Key, []entry) bool {
		*m = *newBlocks(classes, features, weights)
		return func(k Key, row []entry) bool {
			for i := range row {
				if c := int(row[i].class); c < len(place) {
					row[i].class = place[c]
				}
			}
			return m.add(k, row)
		}
	})
	if err == nil && classes > MaxBlockClasses {
		err = fmt.Errorf("%d classes; there is room for %d", classes, MaxBlockClasses)
	}
	return m, classes, err
}

// newBlocks makes an empty model with room for so many features.
func newBlocks(classes, features, weights int) *Blocks {
	width := (min(classes, MaxBlockClasses) + lanes - 1) / lanes
	m := &Blocks{index: newIndex(features), width: width, lists: make([]uint16, 1, 1+features+weights)} // no row begins at 0
	for b := range m.value {
		m.value[b] = int32(weightOf(int8(b)))
	}
	return m
}

// add files a row. It reports whether the classes fit.
func (m *Blocks) add(k Key, row []entry) bool {
	at := len(m.words)
	have := uint64(0)
	for _, e := range row {
		if int(e.class) >= m.width*lanes {
			return false
		}
		have |= 1 << (e.class / lanes)
	}
	if n := bits.OnesCount64(have); n >= fullShare || 2*n > m.width {
		m.words = append(m.words, make([]uint64, m.width)...)
		for _, e := range row {
			m.words[at+int(e.class/lanes)] += laneOf(e)
		}
		m.file(k, uint32(at)|fullBit)
		return true
	}
	at = len(m.lists)
	m.lists = append(m.lists, uint16(len(row)))
	for _, e := range row {
		m.lists = append(m.lists, e.class<<8|uint16(uint8(e.weight)))
	}
	m.file(k, uint32(at))
	return true
}

// laneOf returns the weight in its lane.
func laneOf(e entry) uint64 {
	w := (int64(weightOf(int8(e.weight))) + unit/2) >> unitBits
	w = max(-laneLimit, min(laneLimit, w))
	return uint64(w << (laneBits * (e.class % lanes)))
}
